"""Markdown as written in notes: front matter, Obsidian's own marks, and the plain words under them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

_FENCE = re.compile(r"^---[ \t]*$")
_COMMENTS = (("%%", "%%"), ("<!--", "-->"))
# Lengths are bounded so that a hostile page can't make a pattern try every end for every start.
_EMBED = re.compile(r"!\[\[([^\]\[|#^]{0,300})(?:[#^][^\]\[|]{0,300})?(?:\|[^\]\[]{0,300})?\]\]")
_MEDIA = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|bmp|pdf|mp3|mp4|mov|wav|webm|canvas|excalidraw)\s*$", re.IGNORECASE
)
WIKILINK: Final = re.compile(r"\[\[([^\]\[|]{0,300})(?:\|([^\]\[]{0,300}))?\]\]")
_IMAGE = re.compile(r"!\[([^\]\[]{0,500})\]\([^)\n]{0,2000}\)")
_LINK = re.compile(
    r"\[([^\]\[]{0,500})\]\((?:[^()\n]{0,2000}|[^()\n]{0,500}\([^()\n]{0,500}\)[^()\n]{0,500})\)"
)
_FOOTNOTE = re.compile(r"\[\^[^\]\[\n]{1,80}\]:?")
_BLOCK_ID = re.compile(r"(?:^|\s)\^[A-Za-z0-9-]{1,80}[ \t]*$", re.MULTILINE)
_CALLOUT = re.compile(r"^\[!(\w[\w-]{0,40})(?:\|[^\]\n]{0,80})?\][+-]?[ \t]*", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_LIST_MARK = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?", re.MULTILINE)
_HEADING_MARK = re.compile(r"^#{1,6}[ \t]+|(?<![ \t#])[ \t]{1,9}#{1,9}[ \t]{0,9}$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]{0,3}([-*_])[ \t]*(?:\1[ \t]*){2,80}$", re.MULTILINE)
_CODE_FENCE = re.compile(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`\n]{1,600})\1(?!`)")
_STRONG = re.compile(r"(\*\*\*|\*\*|__|==|~~)(?=\S)(.{1,600}?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]{1,600}?)(?<=\S)\1(?![\w*])")
_TAG_MARK = re.compile(r"(?<![\w&/#])#(?=[A-Za-z][\w/-]*)")
_HTML = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
TAG: Final = re.compile(r"(?<![\w&/#])#([A-Za-z][\w/-]*)")


@dataclass(frozen=True)
class Page:
    """A Markdown file: its front matter, its body, and the 1-based line that the body starts on."""

    front: Mapping[str, Any]
    body: str
    line: int
    warning: str = ""

    def told(self, name: str) -> str:
        """Give a front matter value as text; a list is joined by commas, nothing is empty."""
        value = self.front.get(name)
        if value is None or isinstance(value, dict):
            return ""
        if isinstance(value, list):
            return ", ".join(str(part) for part in value if part is not None)
        return str(value)


def page_of(text: str) -> Page:
    """Split off YAML front matter; where it is broken all of the file is body, and `warning` says why."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines or not _FENCE.match(lines[0]):
        return Page({}, "\n".join(lines), 1)
    end = next((n for n, line in enumerate(lines[1:], 1) if _FENCE.match(line)), None)
    if end is None:
        return Page({}, "\n".join(lines), 1, "its front matter is not closed; read as text.")
    try:
        front = yaml.safe_load("\n".join(lines[1:end])) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = str(getattr(error, "problem", "") or "not YAML")
        return Page({}, "\n".join(lines[end + 1 :]), end + 2, f"its front matter can't be read ({reason}).")
    if not isinstance(front, dict):
        return Page({}, "\n".join(lines), 1)
    named = {str(name).strip().casefold(): value for name, value in front.items()}
    return Page(named, "\n".join(lines[end + 1 :]), end + 2)


def without_comments(text: str) -> str:
    """Take out comments (%%...%% and HTML's) and keep the number of lines, so that positions stay true."""
    for opener, closer in _COMMENTS:
        kept: list[str] = []
        place = 0
        while (start := text.find(opener, place)) >= 0:
            end = text.find(closer, start + len(opener))
            if end < 0:
                break
            end += len(closer)
            kept += (text[place:start], "\n" * text.count("\n", start, end))
            place = end
        text = "".join(kept) + text[place:]
    return text


def plain(text: str) -> str:
    """Take the marks out and leave every word as it was written, a list entry or table row per line."""
    text = without_comments(text)
    text = _EMBED.sub(lambda embed: "" if _MEDIA.search(embed[1]) else embed[1], text)
    text = WIKILINK.sub(lambda link: link[2] or link[1].replace("#", " ").strip(), text)
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _FOOTNOTE.sub("", _CODE_FENCE.sub("", text))
    text = _CALLOUT.sub("", _QUOTE_MARK.sub("", text))
    text = _LIST_MARK.sub("", _HEADING_MARK.sub("", _BLOCK_ID.sub("", _RULE.sub("", text))))
    text = _CODE.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", _STRONG.sub(r"\2", text)))
    text = _ESCAPE.sub(r"\1", _HTML.sub(" ", _TAG_MARK.sub("", text)))
    return "\n".join(filter(None, (_row(line.strip()) for line in text.split("\n"))))


def _row(line: str) -> str:
    """Join the cells of a table row, drop the row of dashes under its head, squeeze the space of any other line."""
    if "---" in line and not line.strip(" \t:|-"):
        return ""
    if line.startswith("|") and line.endswith("|") and len(line) > 1:
        cells = (" ".join(cell.split()) for cell in re.split(r"(?<!\\)\|", line[1:-1]))
        return "; ".join(cell for cell in cells if cell)
    return " ".join(line.split())


def slug(title: str) -> str:
    """Make a name for an id: lower case letters, digits and hyphens, in any alphabet."""
    return re.sub(r"[\W_]+", "-", title.strip().casefold()).strip("-") or "section"
