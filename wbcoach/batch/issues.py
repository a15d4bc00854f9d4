"""Issues as Jira, GitHub and Linear export them: which words of one are its statement, and what goes along."""

from __future__ import annotations

import re
from typing import Any, Final

from wbcoach.document import find_drafts
from wbcoach.statement import Statement

# What stands for a person, a state, a label or a team in a word.
_CALLED: Final = ("name", "displayName", "login", "value", "key", "title")
_WIKI_HEADING = re.compile(r"^h([1-6])\.[ \t]+", re.MULTILINE)
_ISSUE_AT = re.compile(r"/([^/\s]+/[^/\s]+)/(?:issues|pull)/(\d+)")
_DEEPEST = 40


def statement_of(title: str, body: str) -> str:
    """Give the statement of an issue: the first that its description holds, else its title where that is one.

    Where neither is in a form that is known, the description is taken as it stands, or the title where
    there is none.
    """
    if body.strip():
        drafts = find_drafts(_WIKI_HEADING.sub(lambda level: f"{'#' * int(level[1])} ", body))
        if drafts:
            return drafts[0].text
    if title.strip() and Statement.parse(title).format != "free":
        return title.strip()
    return body if body.strip() else title


def issue(value: dict[str, Any]) -> dict[str, Any] | None:
    """Make a flat row of an issue: id, statement, and its other fields by name; None where it is no issue."""
    fields = value.get("fields")
    if isinstance(value.get("key"), str) and isinstance(fields, dict) and "summary" in fields:
        return _row(value["key"], fields, "summary", "description")
    if not isinstance(value.get("title"), str):
        return None
    if isinstance(value.get("identifier"), str):
        return _row(value["identifier"], value, "title", "description")
    at = _ISSUE_AT.search(str(value.get("html_url") or value.get("url") or ""))
    if isinstance(value.get("number"), int) and (at or "body" in value):
        return _row(f"{at[1]}#{at[2]}" if at else str(value["number"]), value, "title", "body")
    return None


def is_pull_request(value: Any) -> bool:
    """Say whether this is a pull request, which GitHub lists among the issues."""
    return isinstance(value, dict) and (
        isinstance(value.get("pull_request"), dict) or value.get("__typename") == "PullRequest"
    )


def _row(key: str, fields: dict[str, Any], title: str, body: str) -> dict[str, Any]:
    told, written = _text(fields.get(title)), _text(fields.get(body))
    row: dict[str, Any] = {"id": key, "text": statement_of(told, written)}
    kept = {name: _short(one) for name, one in fields.items() if name not in {body, "identifier"}}
    if row["text"].strip() != written.strip():
        kept[body] = written
    names = {name: f"{name}_2" if name in {"id", "text", "evidence"} else name for name in kept}
    return row | {names[name]: one for name, one in kept.items() if one not in (None, "", [], {})}


def _short(value: Any) -> Any:
    """Give what a nested value is called, so that a field is a word or a list of words."""
    if isinstance(value, dict):
        if isinstance(value.get("nodes"), list):
            return [_short(one) for one in value["nodes"]]
        if value.get("type") == "doc":
            return _text(value)
        return next((value[name] for name in _CALLED if isinstance(value.get(name), str)), value)
    return [_short(one) for one in value] if isinstance(value, list) else value


def _text(value: Any) -> str:
    """Give a field's words; Jira's nested documents become Markdown."""
    if isinstance(value, str):
        return value
    return _markdown(value, 0).strip() if isinstance(value, dict) else ""


def _markdown(node: Any, depth: int) -> str:
    if not isinstance(node, dict) or depth > _DEEPEST:
        return ""
    inner = node.get("content")
    attrs = node.get("attrs")
    attributes: dict[str, Any] = attrs if isinstance(attrs, dict) else {}
    parts = [_markdown(one, depth + 1) for one in inner] if isinstance(inner, list) else []
    text = "".join(parts)
    kind = node.get("type")
    if kind == "text":
        return str(node.get("text") or "")
    if kind == "hardBreak":
        return "\n"
    if kind == "heading":
        level = attributes.get("level")
        return f"{'#' * (level if isinstance(level, int) and 1 <= level <= 6 else 2)} {text}\n\n"
    if kind == "codeBlock":
        return f"```{attributes.get('language') or ''}\n{text}\n```\n\n"
    if kind == "listItem":
        return f"- {text.strip()}\n"
    if kind in {"bulletList", "orderedList", "paragraph"}:
        return f"{text}\n\n" if kind == "paragraph" else f"{text}\n"
    return text or str(attributes.get("text") or "")
