"""An existing persona document held against the feedback: what was observed, what wasn't, what is contradicted or invented."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import ConfigDict, Field

from wbcoach.coach.gather import named_in, shown_evidence, today
from wbcoach.critique import Evidence, Searched, Shape
from wbcoach.define.bearing import best_sentence
from wbcoach.define.denials import acts, agrees, opposes, without_denials
from wbcoach.define.inventions import Invention, inventions
from wbcoach.define.profile import Line, lines_of_profile
from wbcoach.define.voices import FEWEST, Voices, voices
from wbcoach.errors import InputError
from wbcoach.evidence import Dossier, Found
from wbcoach.figures import figures
from wbcoach.grammar import content, words
from wbcoach.grounding import check_quote, unsupported_groups, unsupported_names, unsupported_numbers
from wbcoach.lexicon import GENERIC_PEOPLE
from wbcoach.screening import without_orders
from wbcoach.slots.troubles import tells_trouble
from wbcoach.stance import CLOSE, Claim, stand
from wbcoach.statement import Statement
from wbcoach.vocabulary.polarity import BADLY, WELL
from wbcoach.vocabulary.reversals import roots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wbcoach.evidence import Item
    from wbcoach.library import Library
    from wbcoach.settings import Settings

Verdict = Literal["observed", "not observed", "contradicted", "invented", "no claim"]
VERDICTS: tuple[Verdict, ...] = ("contradicted", "invented", "not observed", "observed", "no claim")
_SEARCHED, _NEAR = 12, 0.6
_SHARED, _SHARE = 2, 0.5
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
    near = {
        match.item.id: (match.item, match.similarity or 0.0)
        for match in library.search(line.said, k=_SEARCHED)
    }
    named = [item for name in named_in(line.text) if (item := library.get(name)) is not None]
    near |= {item.id: (item, 1.0) for item in named}
    backing = [item for item, close in near.values() if _bears_out(line.said, item, close)]
    made_up = inventions(line.said, line.label, backing)
    if line.part == "heading":
        verdict: Verdict = "invented" if made_up else "no claim"
        return _line(line, verdict, made_up[0].why if made_up else "a heading", invented=made_up)
    against = _against(line, near, backing)
    kept = [item for item in backing if item.id not in {found.item.id for found in against}]
    if against:
        ids = ", ".join(found.item.id for found in against[:_NAMED])
        more = f" and {len(against) - _NAMED} more" if len(against) > _NAMED else ""
        return _line(line, "contradicted", f"contradicted by {ids}{more}", kept, against, made_up)
    if made_up:
        return _line(line, "invented", made_up[0].why, kept, (), made_up)
    if not roots(words(line.said)):
        return _line(line, "no claim", "it says nothing that could be looked up")
    strange = _strange(line, kept) or _unseen(line, near) if kept else "nothing in the feedback shows it"
    if strange:
        return _line(line, "not observed", strange)
    measured = [item for item in kept if figures(line.said) and not _strange(line, [item])]
    kept = measured or kept  # an item with other figures is on the same subject, and no proof of these
    people = voices(kept).count
    told = f"{people} {'person' if people == 1 else 'people'}" if people else "recorded, told by nobody"
    return _line(line, "observed", f"{told}: a lead" if 0 < people < FEWEST else told, kept)


def _line(
    line: Line,
    verdict: Verdict,
    why: str,
    backing: Sequence[Item] = (),
    against: Sequence[Found] = (),
    invented: tuple[Invention, ...] = (),
) -> CheckedLine:
    telling = _telling(line.said)
    found = [_found(item, telling) for item in backing]
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


def _found(item: Item, telling: frozenset[str]) -> Found:
    quote = best_sentence(item.text, telling)
    return Found(item, stance="supports", start=quote.start, end=quote.end)


def _telling(text: str) -> frozenset[str]:
    return roots(word for word in content(words(text)) if word.low not in GENERIC_PEOPLE)


def _bears_out(text: str, item: Item, close: float) -> bool:
    """Say whether an item tells the same: by most of the line's telling words, or by meaning and one of them."""
    telling = _telling(text)
    shared = telling & roots(words(item.text))
    if len(shared) >= min(_SHARED, len(telling)) and len(shared) > _SHARE * len(telling):
        return bool(shared)
    return close >= _NEAR and bool(shared)


def _strange(line: Line, backing: Sequence[Item]) -> str:
    """Say what the line has that no item behind it has: a number, a group or a name."""
    sources = [f"{item.text} {item.segment}" for item in backing]
    for what, look in (
        ("number", unsupported_numbers),
        ("group", unsupported_groups),
        ("name", unsupported_names),
    ):
        for told in look(line.said, sources):
            return f"the {what} “{told}” is in none of the items on it"
    return ""


def _unseen(line: Line, near: Mapping[str, tuple[Item, float]]) -> str:
    """Say which of several acts of a line no item near it shows; one of a single telling word is judged with the rest."""
    for part in acts(line.said):
        telling = _telling(without_denials(part))
        if len(telling) >= _SHARED and not any(_bears_out(part, item, 0.0) for item, _ in near.values()):
            return f"nothing in the feedback shows “{part.strip(' .,;')}”"
    return ""


def _against(line: Line, near: Mapping[str, tuple[Item, float]], backing: Sequence[Item]) -> list[Found]:
    """Give the items that say the contrary on the same subject: that it goes well, or badly, or another figure."""
    claim, telling = Claim(Statement.parse(line.said)), _telling(line.said)
    counted = bool(claim.measured)  # a figure is contradicted by another figure alone
    fine = not counted and bool(WELL.search(line.said))
    hard = not counted and (bool(BADLY.search(line.said)) or tells_trouble(line.said, 0, len(line.said)))
    found = []
    for item, close in near.values():
        shared = len(telling & roots(words(item.text)))
        if not shared:
            continue
        if not counted and opposes(line.said, item):
            found.append(replace(_found(item, telling), stance="contradicts"))
            continue
        judged = stand(claim, item, similarity=close)
        if agrees(line.said, item):
            continue
        if hard and judged.stance == "contradicts":
            found.append(judged)
        elif fine and not hard and (shared >= _SHARED or close >= CLOSE) and _goes_badly(item):
            found.append(replace(_found(item, telling), stance="contradicts"))
        elif item in backing and stand(claim, item, similarity=close, linked=True).unlike:
            found.append(replace(_found(item, telling), stance="contradicts", unlike=True))
    return found


def _goes_badly(item: Item) -> bool:
    return bool(BADLY.search(item.text)) and not WELL.search(item.text)


def _quotation(line: Line, library: Library) -> CheckedLine:
    """Look for a quotation word for word; one that nobody said is invented."""
    matches = library.search(line.text, k=_SEARCHED)
    for match in matches:
        quoted = check_quote(line.text, match.item.text, speaker="customer")
        if quoted.span:
            found = Found(match.item, stance="supports", start=quoted.span.start, end=quoted.span.end)
            checked = _line(line, "observed", "verbatim", [match.item])
            return checked.model_copy(
                update={"evidence": shown_evidence(Dossier((found,)), (), {match.item.id})}
            )
    return _line(line, "invented", "nobody in the feedback said this, word for word")
