"""JSON values as rows: ours as they are, issues by their fields, other objects by the names of theirs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from wbcoach.batch.columns import NAMES, Columns, evidence_in
from wbcoach.batch.issues import issue, statement_of
from wbcoach.batch.row import Given
from wbcoach.batch.source import parse
from wbcoach.errors import InputError
from wbcoach.library.fields import plain_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LISTS: Final = ("issues", "items", "nodes", "rows", "statements", "data")
_DEEPEST = 4
_KINDS = 'Give a list such as [{"id": "1", "text": "..."}], or an export such as {"issues": [...]}.'


class Objects:
    """Makes rows of JSON values, one after the other; says once where it found the statements."""

    def __init__(self, chosen: Columns, tell: Callable[[str], None]) -> None:
        """Keep the user's word, and whom to tell of a guess."""
        self._chosen = chosen
        self._tell = tell
        self._told = False

    def given(self, value: Any, place: str) -> Given:
        """Make a row; what is no object stays as it is."""
        if not isinstance(value, dict):
            return Given(value, place)
        flat = None if "text" in value else issue(value)
        if self._chosen.chosen:
            return self._by_choice(flat or value, place)
        if flat is not None:
            self._say("the rows are issues: a statement is looked for in the description, then in the title")
            return Given(flat, place)
        return Given(value if "text" in value else self._by_name(value), place)

    def _by_choice(self, value: dict[str, Any], place: str) -> Given:
        row = dict(value)
        for ours, wanted in (("text", self._chosen.text), ("id", self._chosen.id)):
            if not wanted:
                continue
            name = _find(value, wanted)
            if name is None:
                hint = f"It has {', '.join(repr(str(one)[:40]) for one in list(value)[:12]) or 'none'}."
                return Given(value, place, f"has no field {wanted!r}", hint)
            if name != ours:
                row = {ours: row.pop(name), **{one: it for one, it in row.items() if one != ours}}
        linked: list[Any] = []
        for wanted in self._chosen.evidence:
            name = _find(value, wanted)
            told = value.get(name) if name else None
            try:
                linked += _evidence(told, str(name))
            except ValueError as error:
                return Given(value, place, f"has evidence that is no JSON ({error})")
        return Given(row | {"evidence": linked} if linked else row, place)

    def _by_name(self, value: dict[str, Any]) -> dict[str, Any]:
        plain = {plain_name(str(name)): str(name) for name in reversed(value)}
        found = {
            ours: plain[known]
            for ours in ("text", "id", "title")
            if (known := next((one for one in NAMES[ours] if one in plain), None))
        }
        title = found.pop("title", None)
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
        passed = {*gone, *row}
        return row | {name: one for name, one in value.items() if name not in passed}

    def _say(self, what: str) -> None:
        if not self._told:
            self._told = True
            self._tell(f"{what}.")


def rows_in(text: str, name: str) -> list[tuple[Any, str]] | None:
    """List the values of a JSON document with the fault of each, empty where it is sound; None for JSON lines.

    A document that breaks off gives what stands before that, and then what is left as a row with a fault.

    Raises:
        InputError: it is JSON, and holds no list of objects.
    """
    try:
        document = json.loads(text)
    except RecursionError:
        raise InputError(f"{name} is nested too deeply.", "Give a list of objects.") from None
    except ValueError:
        if text.lstrip()[:1] != "[":
            return None
        salvaged = list(_salvaged(text))
        if not any(isinstance(value, dict) for value, _ in salvaged):
            raise InputError(f"{name} is no backlog that is known.", _KINDS) from None
        return salvaged
    found = [document] if isinstance(document, dict) and "text" in document else _list_in(document)
    if found is None:
        raise InputError(f"{name} holds no list of rows.", _KINDS)
    return [_sound(one) for one in found]


def _list_in(document: Any, depth: int = 0) -> list[Any] | None:
    """Find the list of rows: the document, or what stands under a name that exports use, else the only list there."""
    if isinstance(document, list):
        return document if any(isinstance(one, dict) for one in document) else None
    if not isinstance(document, dict) or depth > _DEEPEST:
        return None
    names = [*(name for name in _LISTS if name in document), *document]
    return next((found for name in names if (found := _list_in(document[name], depth + 1))), None)


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
        return [{"text": one, "source": source} if isinstance(one, str) else one for one in told]
    return [] if told is None else [told]
