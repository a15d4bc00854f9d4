"""`wbcoach explain`: a pitfall's page, made of its file and its guidance note."""

from __future__ import annotations

import json
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import wbcoach
from wbcoach.faces.cli import streams
from wbcoach.pitfalls import catalogue, pitfall
from wbcoach.render.plain import lines_of

if TYPE_CHECKING:
    from wbcoach.pitfall import Pitfall

# What a line's further rows are indented by: a row of the list of pitfalls, or a mark of Markdown.
_LEAD = re.compile(r"[A-Z]\d\d  \S+ +\w+ +\w+ +|\s*(?:[-*>]|\d+\.)\s+")
GUIDANCE = Path(wbcoach.__file__).parent / "guidance"


def run(code: str | None) -> None:
    """Print one page, or the list of all pitfalls.

    Raises:
        InputError: there is no such pitfall.
    """
    text = page(pitfall(code)) if code else listing()
    width = streams.terminal_width() if sys.stdout.isatty() else 0
    streams.write(laid_out(text, width) if width else text)


def laid_out(text: str, width: int) -> str:
    """Wrap the lines of a page for a terminal; what follows stands below where the words of the line began."""
    lines = []
    for line in text.splitlines():
        lead = _LEAD.match(line)
        indent = len(lead[0]) if lead else 0
        rows = [line] if line.startswith("|") or not line else lines_of(line[indent:], width - indent)
        lines += [(" " * indent if number else line[:indent]) + row for number, row in enumerate(rows)]
    return "\n".join(lines) + "\n"


def listing() -> str:
    """List all pitfalls, a line each."""
    return "".join(
        f"{p.code}  {p.name:24} {p.lens:9} {p.severity:8} {p.message}\n" for p in catalogue().values()
    )


def page(known: Pitfall) -> str:
    """Write the page of a pitfall as plain Markdown."""
    lines = [
        f"# {known.code} {known.name}",
        "",
        f"{known.message} ({known.lens}, {known.severity})",
        "",
        known.why,
        "",
        f"Ask: {known.question}",
        "",
        "## Examples that have it",
        "",
        *(f"- {example.text}" for example in known.bad),
        "",
        "## Near misses that are fine",
        "",
        *(f"- {example.text}" for example in known.good),
        "",
        *measured(known.code),
        note(known),
    ]
    return "\n".join(lines).rstrip() + "\n"


def measured(code: str) -> list[str]:
    """Say how often this finding was right, and how much it found, on labelled statements; nothing where unmeasured."""
    told = figures_of(code)
    if not told:
        return []
    held, rules = told["held"], told["held_rules_alone"]
    lines = [
        "## How far to trust it",
        "",
        "Offline, on statements that no rule was written against:",
        "",
        f"- with MiniLM: {_of(held, 'right', 'shown')} shown were right, {_of(held, 'found', 'musts')} that should be were found",
        f"- rules alone: {_of(rules, 'right', 'shown')} shown were right, {_of(rules, 'found', 'musts')} that should be were found",
        f"- near misses that raised a false alarm: {held['alarms']} of {held['near']}",
        "",
    ]
    known = [f"- {text}" for text in told["false_alarms"]]
    return [
        *lines,
        "Known false alarms:" if known else "No false alarm is known on the statements it was tuned on.",
        "",
        *known,
        *([""] if known else []),
    ]


def figures_of(code: str) -> dict[str, Any]:
    """Give what was counted of a pitfall on labelled statements; empty where it is unmeasured."""
    found: dict[str, Any] = _figures().get("pitfalls", {}).get(code, {})
    return found


def _of(counted: dict[str, int], part: str, whole: str) -> str:
    share = f" ({counted[part] / counted[whole]:.2f})" if counted[whole] else ""
    return f"{counted[part]} of {counted[whole]}{share}"


@lru_cache(maxsize=1)
def _figures() -> dict[str, Any]:
    file = GUIDANCE / "measured.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return found


def note(known: Pitfall) -> str:
    """Give the guidance note of a pitfall, as `body` does."""
    return body(known.note)


def body(name: str) -> str:
    """Give a guidance note without its front matter; links read as plain words."""
    text = (GUIDANCE / f"{name}.md").read_text("utf-8")
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return re.sub(r"\[\[(?:[^\]|]*\|)?([^\]]+)\]\]", lambda link: link[1].replace("_", " "), body).strip()
