"""Which column holds what: by the user's word, by its name, or by what its cells read like."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from wbcoach.batch.issues import statement_of
from wbcoach.batch.row import Given
from wbcoach.batch.source import parse
from wbcoach.errors import InputError, SettingsError
from wbcoach.library.fields import ALIASES, plain_name
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

# For each of ours, the names it goes by elsewhere, the likeliest first; those of other languages without accents.
NAMES: Final = {
    "id": (
        *("issue_key", "identifier", *ALIASES["id"]),
        *(
            "schlussel",
            "kennung",
            "cle",
            "identifiant",
            "clave",
            "identificador",
            "chiave",
            "chave",
            "sleutel",
        ),
    ),
    "text": (
        *("text", "statement", "problem_statement", "opportunity_statement", "draft", "draft_statement"),
        *("problem_opportunity_statement", "problem_opportunity", "problem", "opportunity", "user_story"),
        *("job_story", "story"),
        *("problemstellung", "problembeschreibung", "enonce", "enonce_du_probleme", "enunciado", "probleme"),
        *("problema", "probleem", "probleemstelling"),
        *("description", "body", "content"),
        *("beschreibung", "descripcion", "descrizione", "descricao", "omschrijving", "beschrijving"),
    ),
    "evidence": (
        *("evidence", "linked_evidence"),
        *("belege", "beleg", "preuves", "preuve", "evidencia", "evidencias", "prove", "bewijs"),
    ),
    "title": ("summary", "title", "subject", "titel", "zusammenfassung", "titre", "titulo", "titolo"),
}
OURS: Final = ("id", "text", "evidence")
# Where the statement may as well stand in the title, or be a part of what is written.
_BODIES = frozenset(NAMES["text"][NAMES["text"].index("description") :])
SAMPLE: Final = 20
_SHOWN_NAMES = 12
_FEWEST_WORDS = 3
_WORDS_OF_A_SENTENCE = 6
_JSON = re.compile(r"\s*(?:\[\s*[\]{\"\[]|\{\s*[\"}])")
_ITEMS = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*•–]|\d+[.)])[ \t])")
_BULLET = re.compile(r"\A(?:[-*•–]|\d+[.)])[ \t]+")
_EVIDENCE = (
    'Leave the cell empty, write what was said, or give a JSON list such as [{"id": "F-1", "text": "..."}].'
)
_HOW = "Name it: --column text=NAME (or its number, from 1); --column id=NAME and --column evidence=NAME as well."


@dataclass(frozen=True, slots=True)
class Columns:
    """The user's word on where things stand: names of columns, or their numbers from 1; empty for a guess."""

    text: str = ""
    id: str = ""
    evidence: tuple[str, ...] = ()
    sheet: str = ""

    @classmethod
    def of(cls, chosen: Mapping[str, str | Sequence[str]], sheet: str = "") -> Columns:
        """Read a mapping such as {"text": "Description", "evidence": ["Quotes"]}.

        Raises:
            SettingsError: a field that is none of ours, or two columns where one can be.
        """
        for name, value in chosen.items():
            if name not in OURS:
                raise SettingsError(
                    f"There is no field {name!r} to give a column to.", f"Use {', '.join(OURS)}."
                )
            if name != "evidence" and not isinstance(value, str):
                raise SettingsError(
                    f"Two columns can't be the {name}.", "Name one; `evidence` takes several."
                )
        evidence = chosen.get("evidence", ())
        several = (evidence,) if isinstance(evidence, str) else tuple(evidence)
        return cls(str(chosen.get("text", "")), str(chosen.get("id", "")), several, sheet)

    @staticmethod
    def flagged(written: Iterable[str]) -> dict[str, str | list[str]]:
        """Read flags such as text=Description into a mapping for `of`.

        Raises:
            SettingsError: a flag is no NAME=COLUMN.
        """
        named: dict[str, list[str]] = {}
        for one in written:
            name, mark, column = one.partition("=")
            if not mark or not column.strip():
                raise SettingsError(
                    f"--column {one!r} names no column.", "Write it as --column text=Description."
                )
            named.setdefault(name.strip(), []).append(column.strip())
        return {name: many[0] if len(many) == 1 else many for name, many in named.items()}

    @property
    def chosen(self) -> bool:
        """Say whether any column was named."""
        return bool(self.text or self.id or self.evidence)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand in rows with these `names`; positions from 0, None where there is no such column."""

    names: tuple[str, ...]
    text: int
    id: int | None = None
    evidence: tuple[int, ...] = ()
    title: int | None = None
    unnamed: frozenset[int] = frozenset()

    def given(self, cells: Sequence[str], place: str) -> Given:
        """Make a row of its cells, as many as there are names."""
        taken = {self.text, self.id}
        text = cells[self.text]
        value: dict[str, Any] = {} if self.id is None else {"id": cells[self.id].strip()}
        value["text"] = text if self.title is None else statement_of(cells[self.title], text)
        kept = dict(zip(self.names, cells, strict=True))
        whole = value["text"].strip() == text.strip()
        gone = {self.names[at] for at in taken if at is not None and (at != self.text or whole)}
        gone |= {self.names[at] for at in self.evidence if _is_ours(self.names[at])}
        known = {*gone, *value}
        empty = {self.names[at] for at in self.unnamed if not cells[at].strip()}
        value |= {name: cell for name, cell in kept.items() if name not in known | empty}
        linked: list[Any] = []
        for at in self.evidence:
            name = self.names[at]
            try:
                linked += evidence_in(cells[at], "" if _is_ours(name) else name)
            except ValueError as error:
                value["evidence"] = cells[at]
                return Given(value, place, f"has evidence that is no JSON ({error})", _EVIDENCE)
        return Given(value | {"evidence": linked} if linked else value, place, hint=_EVIDENCE)

    def told(self) -> str:
        """Say what was guessed; empty where the columns are named as ours are."""
        if plain_name(self.names[self.text]) == "text":
            return ""
        nameless = "nothing names its columns; " if len(self.unnamed) == len(self.names) else ""
        parts = [f"{nameless}the statement is in {self.names[self.text]!r}"]
        if self.title is not None:
            parts[0] += f", or in {self.names[self.title]!r}"
        if self.id is not None:
            parts.append(f"the id in {self.names[self.id]!r}")
        parts += [f"evidence in {self.names[at]!r}" for at in self.evidence]
        return f"{', '.join(parts)}; --column text=NAME says otherwise."


def evidence_in(cell: str, source: str = "") -> list[Any]:
    """Read the evidence of a cell: a JSON list as it is, else an item for each paragraph or bullet.

    A few bare words or an address say nothing that could be quoted: they are no evidence.

    Raises:
        ValueError: the cell is meant as JSON and is none.
    """
    if _JSON.match(cell):
        given = parse(cell)
        return given if isinstance(given, list) else [given]
    origin = {"source": source} if source else {}
    told = (_BULLET.sub("", one.strip()).strip() for one in _ITEMS.split(cell))
    return [{"text": one, **origin} for one in told if len(one.split()) >= _FEWEST_WORDS]


def layout(header: Sequence[str], rows: Iterable[Sequence[str]], chosen: Columns, name: str) -> Layout:
    """Find out what stands where; `rows` are looked at only where no name of a column says it.

    Raises:
        InputError: there is nothing, a column that was named isn't there, or none is known to hold statements.
    """
    if not header:
        raise InputError(f"{name} is empty.", "Give a table whose first row names its columns.")
    names = unique([one.strip() or f"column {at}" for at, one in enumerate(header, 1)])
    unnamed = frozenset(at for at, one in enumerate(header) if not one.strip())
    plain = [bare_name(one) for one in names]
    text = _named(chosen.text, names, name)
    title = None
    if text is None:
        text = _known("text", plain)
        if text is not None and plain[text] in _BODIES:
            title = _known("title", plain)
    if text is None:
        sample = list(islice(rows, SAMPLE))
        text = reads_like_statements(sample, len(names))
        text = only_prose(sample, len(names)) if text is None else text
    if text is None:
        shown = ", ".join(repr(one[:40]) for one in names[:_SHOWN_NAMES]) or "none"
        message = f"{name} has no column that is known to hold statements; its columns: {shown}."
        raise InputError(message, _HOW)
    number = _named(chosen.id, names, name)
    number = _known("id", plain) if number is None else number
    evidence = tuple(at for one in chosen.evidence for at in _all_named(one, header, names, name))
    if not chosen.evidence and (known := _known("evidence", plain)) is not None:
        evidence = (known,)
    return Layout(tuple(names), text, None if number == text else number, evidence, title, unnamed)


def names_text(header: Sequence[str], chosen: Columns) -> bool:
    """Say whether a row looks like the header: it names a column that holds statements."""
    plain = {bare_name(one) for one in header}
    return bool(plain & ({bare_name(chosen.text)} if chosen.text else {*NAMES["text"]}))


def bare_name(name: str) -> str:
    """Bring a column name to one form, as `plain_name` does, and without accents, which some programs leave out."""
    apart = unicodedata.normalize("NFD", name)
    return plain_name("".join(one for one in apart if not unicodedata.combining(one)))


def unique(names: Sequence[str]) -> list[str]:
    """Tell columns of the same name apart, so that no cell is lost, and none passes for one of ours."""
    taken: set[str] = set()
    result = []
    for name in names:
        number, one = 1, name
        while one and one in taken:
            number += 1
            one = f"{name}_{number}"
        taken.add(one)
        result.append(one)
    return result


def _is_ours(name: str) -> bool:
    return bare_name(name) in NAMES["evidence"]


def _known(field: str, plain: Sequence[str]) -> int | None:
    return next((plain.index(one) for one in NAMES[field] if one in plain), None)


def _named(wanted: str, names: Sequence[str], place: str) -> int | None:
    return next(_all_named(wanted, names, names, place)) if wanted else None


def _all_named(wanted: str, header: Sequence[str], names: Sequence[str], place: str) -> Iterator[int]:
    """Find a column by its name as it is, then by its plain name, then by its number; all of that name."""
    found = [at for at, one in enumerate(header) if one.strip() == wanted]
    found = found or [at for at, one in enumerate(names) if bare_name(one) == bare_name(wanted)]
    if not found and wanted.isdecimal() and 1 <= int(wanted) <= len(names):
        found = [int(wanted) - 1]
    if not found:
        shown = ", ".join(repr(one[:40]) for one in names[:_SHOWN_NAMES])
        raise InputError(f"{place} has no column {wanted!r}; its columns: {shown}.", _HOW)
    yield from found


def reads_like_statements(rows: Iterable[Sequence[str]], width: int) -> int | None:
    """Find the column of which most cells are in a statement's form."""
    return _of_most(rows, width, lambda cell: Statement.parse(cell[:2000]).format != "free")[0]


def only_prose(rows: Iterable[Sequence[str]], width: int) -> int | None:
    """Find the column that alone holds sentences, whatever their language."""
    best, several = _of_most(rows, width, lambda cell: len(cell.split()) >= _WORDS_OF_A_SENTENCE)
    return None if several else best


def _of_most(
    rows: Iterable[Sequence[str]], width: int, fits: Callable[[str], bool]
) -> tuple[int | None, bool]:
    """Give the column of which the greatest share of cells fits, if that is most; and whether others do as well."""
    seen = [[0, 0] for _ in range(width)]
    for row in islice(rows, SAMPLE):
        for tally, cell in zip(seen, row, strict=False):
            if cell.strip():
                tally[0] += 1
                tally[1] += fits(cell)
    shares = [(good / told, good) if told else (0.0, 0) for told, good in seen]
    fitting = sorted((at for at in range(width) if shares[at][0] > 0.5), key=lambda at: shares[at])
    return (fitting[-1] if fitting else None), len(fitting) > 1
