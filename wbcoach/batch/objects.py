"""JSON values as rows: ours as they are, issues by their fields, other objects by the names of theirs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from wbcoach.batch.columns import NAMES, Columns, evidence_in
from wbcoach.batch.issues import is_pull_request, issue, statement_of
from wbcoach.batch.row import Given
from wbcoach.batch.source import parse
from wbcoach.errors import InputError
from wbcoach.library.fields import plain_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LISTS: Final = ("issues", "items", "nodes", "edges", "rows", "statements", "data")
# What goes along with a node of a GraphQL list.
_OF_AN_EDGE: Final = frozenset({"node", "cursor", "__typename"})
_DEEPEST = 4
_SPACE = re.compile(r"[ \t\r\n]*")
_KINDS = 'Give a list such as [{"id": "1", "text": "..."}], or an export such as {"issues": [...]}.'


class Objects:
    """Makes rows of JSON values, one after the other; says once where it found the statements."""

    def __init__(self, chosen: Columns, tell: Callable[[str], None]) -> None:
        """Keep the user's word, and whom to tell of a guess."""
        self._chosen = chosen
        self._tell = tell
        self._told = self._told_of_pulls = False
        self._missed = set(chosen.evidence)

    def given(self, value: Any, place: str) -> Given:
        """Make a row; what is no object stays as it is."""
        value = bare(value)
        if not isinstance(value, dict):
            return Given(value, place)
        flat = None if "text" in value else issue(value)
        if flat is not None and not self._chosen.text:
            self._say("the rows are issues: a statement is looked for in the description, then in the title")
        if self._chosen.chosen:
            return self._by_choice(flat or value, place)
        if flat is not None:
            return Given(flat, place)
        row = value if "text" in value else self._by_name(value)
        if not isinstance(row.get("evidence"), str | dict):
            return Given(row, place)
        try:
            return Given(row | {"evidence": _evidence(row["evidence"], "")}, place)
        except ValueError as error:
            return Given(row, place, f"has evidence that is no JSON ({error})")

    def leaves_out(self, value: Any) -> bool:
        """Say whether a value is no row at all: a pull request among the issues; that is told once."""
        if not is_pull_request(bare(value)):
            return False
        if not self._told_of_pulls:
            self._told_of_pulls = True
            self._tell("pull requests among the issues are left out.")
        return True

    def end(self) -> None:
        """Tell of evidence that was named and that no row had; a row may lack it, all of them hardly."""
        for one in sorted(self._missed):
            self._tell(f"no row has a field {one!r}, which was named for evidence.")

    def _by_choice(self, value: dict[str, Any], place: str) -> Given:
        row = dict(value) if self._chosen.text or "text" in value else self._by_name(value)
        for ours, wanted in (("text", self._chosen.text), ("id", self._chosen.id)):
            if not wanted:
                continue
            name = _find(value, wanted)
            if name is None:
                hint = f"It has {', '.join(repr(str(one)[:40]) for one in list(value)[:12]) or 'none'}."
                return Given(value, place, f"has no field {wanted!r}", hint)
            if name != ours:
                row = {
                    ours: row.pop(name, value[name]),
                    **{one: it for one, it in row.items() if one != ours},
                }
        linked: list[Any] = []
        for wanted in self._chosen.evidence:
            name = _find(value, wanted)
            told = value.get(name) if name else None
            if name:
                self._missed.discard(wanted)
            try:
                linked += _evidence(told, str(name))
            except ValueError as error:
                return Given(value, place, f"has evidence that is no JSON ({error})")
        return Given(row | {"evidence": linked} if linked else row, place)

    def _by_name(self, value: dict[str, Any]) -> dict[str, Any]:
        plain = {plain_name(str(name)): str(name) for name in reversed(value)}
        found = {
            ours: plain[known]
            for ours in ("text", "id", "title", "evidence")
            if (known := next((one for one in NAMES[ours] if one in plain), None))
        }
        title, evidence = found.pop("title", None), found.pop("evidence", None)
        if "text" not in found:
            return value
        written = value[found["text"]]
        if title and plain_name(found["text"]) in {"description", "body", "content"}:
            written = statement_of(str(value[title] or ""), written if isinstance(written, str) else "")
        self._say(f"the statement is in {found['text']!r}; --column text=NAME says otherwise")
        row: dict[str, Any] = {"text": written}
        if "id" in found:
            row = {"id": value[found["id"]], **row}
        gone = {found.get("id")} | ({found["text"]} if written == value[found["text"]] else set())
        if evidence:
            row["evidence"] = value[evidence]
            gone.add(evidence)
        passed = {*gone, *row}
        return row | {name: one for name, one in value.items() if name not in passed}

    def _say(self, what: str) -> None:
        if not self._told:
            self._told = True
            self._tell(f"{what}.")


def bare(value: Any) -> Any:
    """Give what a GraphQL list wraps: its edges hold a node each."""
    if isinstance(value, dict) and "node" in value and value.keys() <= _OF_AN_EDGE:
        return value["node"]
    return value


def rows_in(text: str, name: str) -> list[tuple[Any, str]] | None:
    """List the values of JSON documents, one behind the other, with the fault of each, empty where it is sound.

    A document that breaks off gives what stands before that, and then what is left as a row with a fault.
    None stands for JSON lines.

    Raises:
        InputError: it is JSON, and holds no list of objects.
    """
    rows: list[tuple[Any, str]] = []
    at, documents = _behind(text, 0), 0
    while at < len(text):
        try:
            document, end = json.JSONDecoder().raw_decode(text, at)
        except RecursionError:
            raise InputError(f"{name} is nested too deeply.", "Give a list of objects.") from None
        except ValueError as error:
            if text[at] == "[":
                rows += _salvaged(text[at:])
                break
            if not documents:
                return None
            rows.append((text[at : at + 1000], f"is not valid JSON ({error}); what follows it can't be read"))
            break
        after = _behind(text, end)
        if not documents and after < len(text) and text[at] == "{" and "\n" not in text[at:end]:
            return None
        documents, at = documents + 1, after
        rows += map(_sound, _rows_of(document, name))
    if not any(isinstance(value, dict) for value, _ in rows):
        raise InputError(f"{name} is no backlog that is known.", _KINDS)
    return rows


def _behind(text: str, at: int) -> int:
    """Give where the next document begins."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _rows_of(document: Any, name: str) -> list[Any]:
    if isinstance(document, dict) and ("text" in document or issue(document) is not None):
        return [document]
    if isinstance(document, list) and not document:
        return []
    found = _list_in(document)
    if found is None:
        raise InputError(f"{name} holds no list of rows.", _KINDS)
    return found


def _list_in(document: Any, depth: int = 0) -> list[Any] | None:
    """Find the list of rows: the document, or what stands under a name that exports use, else the only list there.

    A list of pages is the list of what they hold.
    """
    if depth > _DEEPEST:
        return None
    if isinstance(document, list):
        pages = [_page(one, depth) for one in document]
        if pages and all(page is not None for page in pages):
            return [row for page in pages for row in page or ()]
        return document if any(isinstance(one, dict) for one in document) else None
    if not isinstance(document, dict):
        return None
    names = [*(name for name in _LISTS if name in document), *document]
    return next((found for name in names if (found := _list_in(document[name], depth + 1))), None)


def _page(value: Any, depth: int) -> list[Any] | None:
    """Give the rows of a page, such as [...] or {"items": [...]}; None where it is a row itself, or nothing."""
    if isinstance(value, list):
        return value if not value else _list_in(value, depth + 1)
    if not isinstance(value, dict) or "text" in value or issue(value) is not None:
        return None
    name = next((one for one in _LISTS if isinstance(value.get(one), list)), None)
    listed = value[name] if name else None
    return listed if listed is not None and all(isinstance(one, dict) for one in listed) else None


def _sound(value: Any) -> tuple[Any, str]:
    """Check a value as strictly as a line: what can't be written again is kept as its text, with why."""
    text = json.dumps(value, ensure_ascii=True)
    try:
        return parse(text), ""
    except ValueError as error:
        return text, f"is not valid JSON ({error})"


def _salvaged(text: str) -> Iterator[tuple[Any, str]]:
    decoder = json.JSONDecoder()
    at = text.index("[") + 1
    while True:
        rest = len(text) - len(text[at:].lstrip(" \t\r\n,")) if at < len(text) else at
        if rest >= len(text) or text[rest] == "]":
            return
        try:
            value, at = decoder.raw_decode(text, rest)
        except (ValueError, RecursionError) as error:
            yield text[rest : rest + 1000], f"is not valid JSON ({error}); what follows it can't be read"
            return
        yield _sound(value)


def _find(value: dict[str, Any], wanted: str) -> str | None:
    if wanted in value:
        return wanted
    return next((name for name in value if plain_name(str(name)) == plain_name(wanted)), None)


def _evidence(told: Any, source: str) -> list[Any]:
    if isinstance(told, str):
        return evidence_in(told, source)
    if isinstance(told, list):
        origin = {"source": source} if source else {}
        return [{"text": one, **origin} if isinstance(one, str) else one for one in told]
    return [] if told is None else [told]
