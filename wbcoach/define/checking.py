"""An existing persona document held against the feedback: what was observed, what wasn't, what is contradicted or invented."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import ConfigDict, Field

from wbcoach.coach.gather import named_in, shown_evidence, today
from wbcoach.critique import Evidence, Searched, Shape
from wbcoach.define.denials import acts, denies, without_denials
from wbcoach.define.details import undetailed
from wbcoach.define.headcount import Headcount, headcount
from wbcoach.define.inventions import Invention, inventions
from wbcoach.define.line_evidence import (
    NEAR_BY_FEW,
    NOBODY,
    PLAINLY,
    SEARCHED,
    SHARED,
    bears_out,
    found_in,
    near_to,
    speaking_against,
    telling_roots,
)
from wbcoach.define.manner import way_unseen
from wbcoach.define.profile import Line, lines_of_profile
from wbcoach.define.voices import FEWEST, Voices, voices
from wbcoach.errors import InputError
from wbcoach.evidence import Dossier, Found
from wbcoach.figures import figures
from wbcoach.grammar import words
from wbcoach.grounding import check_quote, unsupported_groups, unsupported_names, unsupported_numbers
from wbcoach.numerals import told_by
from wbcoach.screening import without_orders
from wbcoach.vocabulary.relations import wider
from wbcoach.vocabulary.reversals import roots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.evidence import Item
    from wbcoach.library import Library
    from wbcoach.settings import Settings

Verdict = Literal["observed", "not observed", "contradicted", "invented", "no claim"]
VERDICTS: tuple[Verdict, ...] = ("contradicted", "invented", "not observed", "observed", "no claim")
_MOST_LINES, _NAMED = 2000, 3


class CheckedLine(Shape):
    """A line of the document and what the feedback has to say of it.

    `evidence` bears it out, `against` speaks against it; `voices` counts the people behind the first. `why`
    says in words what the verdict rests on.
    """

    line: int
    column: int
    text: str
    label: str
    verdict: Verdict
    why: str
    voices: Voices
    evidence: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()
    invented: tuple[Invention, ...] = ()


class PersonaCheck(Shape):
    """A persona document, checked line by line (`wbcoach.personas-check/1`); `counts` has each verdict."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_id: Annotated[Literal["wbcoach.personas-check/1"], Field(alias="schema")] = (
        "wbcoach.personas-check/1"
    )
    path: str
    lines: tuple[CheckedLine, ...]
    counts: dict[str, int]
    searched: Searched
    generation: str
    as_of: str


def check_personas(document: str, path: str, library: Library, settings: Settings) -> PersonaCheck:
    """Check a persona document against an index.

    Raises:
        InputError: it has no line that says anything, or too many to be a persona.
        StoreError: the index can't be read.
    """
    lines = lines_of_profile(without_orders(document))
    if not lines:
        raise InputError(f"{path} says nothing of anybody.", "Give a persona as Markdown or plain text.")
    if len(lines) > _MOST_LINES:
        message = f"{path} has {len(lines):,} lines; a persona document has at most {_MOST_LINES:,}."
        raise InputError(message, "Give the personas alone.")
    checked = tuple(_check(line, library) for line in lines)
    tally = Counter(one.verdict for one in checked)
    return PersonaCheck(
        path=path,
        lines=checked,
        counts={verdict: tally[verdict] for verdict in VERDICTS},
        searched=Searched.of(library.counts()),
        generation=library.generation,
        as_of=today(settings).isoformat(),
    )


def _check(line: Line, library: Library) -> CheckedLine:
    if line.part == "picture":
        made_up = inventions("picture", "picture")
        return _line(line, "invented", "a picture is of nobody who was met", invented=made_up)
    if line.part == "quotation":
        return _quotation(line, library)
    counted = headcount(line.said) if line.part != "heading" else None
    if counted is not None and counted.rest:
        return _counted(line, counted, library)
    return _alone(line, library)


def _counted(line: Line, counted: Headcount, library: Library) -> CheckedLine:
    """Check what a line says of several people: as of one, and then whether there are as many."""
    checked = _alone(replace(line, text=counted.rest), library, counting=True).model_copy(
        update={"text": line.text}
    )
    if checked.verdict != "observed":
        return checked
    if counted.least is None and not _measured(line, checked):
        why = f"how many of all, “{counted.words}”, is in none of the items on it"
        return checked.model_copy(update={"verdict": "not observed", "why": why})
    if counted.least is not None and checked.voices.count < counted.least and not _measured(line, checked):
        people = (
            "one person tells it" if checked.voices.count == 1 else f"{checked.voices.count} people tell it"
        )
        why = f"“{counted.words}”, and {people}"
        return checked.model_copy(update={"verdict": "not observed", "why": why})
    return checked


def _telling_the_same(checked: CheckedLine, library: Library) -> int:
    """Count the people behind a line, and those whose words are near to one of theirs."""
    found: dict[str, Item] = {}
    for one in checked.evidence:
        item = library.get(one.id)
        if item is None:
            continue
        found[item.id] = item
        for match in library.search(item.text, k=SEARCHED):
            if (match.similarity or 0.0) >= NEAR_BY_FEW and denies(match.item.text) == denies(item.text):
                found[match.item.id] = match.item
    return max(checked.voices.count, voices(found.values()).count)


def _measured(line: Line, checked: CheckedLine) -> bool:
    """Say whether an item behind a line counts people, and bears its number out."""
    texts = [one.quote for one in checked.evidence]
    return any(one.unit in ("share", "percent") for text in texts for one in figures(text)) and not any(
        unsupported_numbers(line.said, texts)
    )


def _alone(line: Line, library: Library, *, counting: bool = False) -> CheckedLine:
    """Check a line as of one person; where people are counted, one who shows where and why stands for those who only act."""
    near = near_to(line.said, library)
    named = [item for name in named_in(line.text) if (item := library.get(name)) is not None]
    near |= {item.id: (item, 1.0) for item in named}
    backing = [item for item, close in near.values() if bears_out(line.said, item, close)]
    made_up = inventions(line.said, line.label, backing)
    if line.part == "heading":
        verdict: Verdict = "invented" if made_up else "no claim"
        return _line(line, verdict, made_up[0].why if made_up else "a heading", invented=made_up)
    against = speaking_against(line.said, near, backing)
    kept = [item for item in backing if item.id not in {found.item.id for found in against}]
    nearest = (
        0.0
        if NOBODY.match(line.said)
        else max((near[item.id][1] for item in kept if item.is_voice), default=0.0)
    )
    if against and nearest - max(near[one.item.id][1] for one in against) < PLAINLY:
        ids = ", ".join(found.item.id for found in against[:_NAMED])
        more = f" and {len(against) - _NAMED} more" if len(against) > _NAMED else ""
        return _line(line, "contradicted", f"contradicted by {ids}{more}", kept, against, made_up)
    if made_up:
        return _line(line, "invented", made_up[0].why, kept, (), made_up)
    if not roots(words(line.said)):
        return _line(line, "no claim", "it says nothing that could be looked up")
    strange = _strange(line, kept) or _unseen(line, library) if kept else "nothing in the feedback shows it"
    if not strange:
        shown, missing = undetailed(line.said, kept)
        kept = kept if counting else shown
        strange = f"nothing in the feedback shows “{missing}” with it" if missing else ""
    if strange:
        return _line(line, "not observed", strange)
    measured = [item for item in kept if figures(line.said) and not _strange(line, [item])]
    kept = measured or kept  # an item with other figures is on the same subject, and no proof of these
    people = voices(kept).count
    told = f"{people} {'person' if people == 1 else 'people'}" if people else "recorded, told by nobody"
    if against:
        told += f", and {', '.join(found.item.id for found in against[:_NAMED])} the contrary"
    return _line(line, "observed", f"{told}: a lead" if 0 < people < FEWEST else told, kept, against)


def _line(
    line: Line,
    verdict: Verdict,
    why: str,
    backing: Sequence[Item] = (),
    against: Sequence[Found] = (),
    invented: tuple[Invention, ...] = (),
) -> CheckedLine:
    telling = telling_roots(line.said)
    found = [found_in(item, telling) for item in backing]
    return CheckedLine(
        line=line.line,
        column=line.column,
        text=line.text,
        label=line.label,
        verdict=verdict,
        why=why,
        voices=voices(backing),
        evidence=shown_evidence(Dossier(tuple(found)), (), {one.item.id for one in found}),
        against=shown_evidence(Dossier(tuple(against)), (), {one.item.id for one in against}),
        invented=invented,
    )


def _strange(line: Line, backing: Sequence[Item]) -> str:
    """Say what the line has that no item behind it has: a number, a group, a name, or a way to reach somebody."""
    sources = [f"{item.text} {item.segment}" for item in backing]
    for what, look in (
        ("number", unsupported_numbers),
        ("group", unsupported_groups),
        ("name", unsupported_names),
    ):
        for told in look(line.said, sources):
            if (what == "number" and told_by(told, sources)) or (what == "group" and wider(told, sources)):
                continue
            return f"the {what} “{told}” is in none of the items on it"
    way = way_unseen(line.said, sources)
    return f"the way “{way}” is in none of the items on it" if way else ""


def _unseen(line: Line, library: Library) -> str:
    """Say which of several acts of a line no item shows; one of a single telling word is judged with the rest."""
    parts = acts(line.said)
    for part in parts if len(parts) > 1 else ():
        telling = telling_roots(without_denials(part))
        near = near_to(part, library) if len(telling) >= SHARED else {}
        if near and not any(bears_out(part, item, close) for item, close in near.values()):
            return f"nothing in the feedback shows “{part.strip(' .,;')}”"
    return ""


def _quotation(line: Line, library: Library) -> CheckedLine:
    """Look for a quotation word for word; one that nobody said is invented."""
    matches = library.search(line.text, k=SEARCHED)
    for match in matches:
        quoted = check_quote(line.text, match.item.text, speaker="customer")
        if quoted.span:
            found = Found(match.item, stance="supports", start=quoted.span.start, end=quoted.span.end)
            checked = _line(line, "observed", "verbatim", [match.item])
            return checked.model_copy(
                update={"evidence": shown_evidence(Dossier((found,)), (), {match.item.id})}
            )
    return _line(line, "invented", "nobody in the feedback said this, word for word")
