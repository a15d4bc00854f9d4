"""Which items bear on which clause of a statement: by its words, by its people, by meaning where there are vectors."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wbcoach.coach.gather import brought_up, gather
from wbcoach.define.survey import is_asked
from wbcoach.evidence import Dossier, Found, Item
from wbcoach.grammar import Span, content, sentences, words
from wbcoach.lexicon import GENERIC_PEOPLE
from wbcoach.library.duplicates import duplicates_of
from wbcoach.screening import is_no_feedback
from wbcoach.stance import Claim
from wbcoach.statement import SLOT_NAMES, Statement
from wbcoach.vocabulary.reversals import roots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wbcoach.library import Library
    from wbcoach.settings import Settings

_SEARCHED = 50
_SHARED, _ROOT = 2, 5
_QUOTE_LENGTH, _SHORT = 260, 40
_CLOSE = 0.5  # a clause alone is nearer to what only shares its topic than a whole statement is
# What a search by these clauses brings up can be on the hardship; a moment or a role alone is shared by much else.
_TELLS_THE_HARDSHIP = frozenset({"problem", "need"})


@dataclass(frozen=True)
class Bearing:
    """What was gathered for a statement, and by clause the items that bear on it, quoted by the words that do.

    `repeated` counts linked items that only repeat another one's words.
    """

    dossier: Dossier
    by_clause: Mapping[str, tuple[Found, ...]] = field(default_factory=dict)
    repeated: int = 0


def bearing_on(
    statement: Statement, linked: Sequence[Item], library: Library | None, settings: Settings
) -> Bearing:
    """Gather feedback for a statement as the critic does, search for each clause as well, and sort it by clause.

    Raises:
        StoreError: the index can't be read.
    """
    twins = duplicates_of(linked)
    dossier = gather(statement, [item for item in linked if item.id not in twins], library, settings)
    claim = Claim(statement)
    pool = {found.item.id: found for found in dossier}
    by_clause = {}
    for name in SLOT_NAMES:
        span = statement.slot(name)
        if span is None:
            continue
        near: dict[str, float] = {}
        for match in library.search(span.of(statement.text), k=_SEARCHED) if library else ():
            near[match.item.id] = match.similarity or 0.0
            if match.item.id not in pool and match.item.id not in dossier.refused:
                close = near[match.item.id] if name in _TELLS_THE_HARDSHIP else 0.0
                found = _judged(claim, match.item, close, library)
                if found is not None:
                    pool[match.item.id] = found
        by_clause[name] = (claim, span, near)
    sorted_out = {
        name: tuple(
            told for found in pool.values() if (told := _on_clause(name, *parts, found=found)) is not None
        )
        for name, parts in by_clause.items()
    }
    return Bearing(dossier, sorted_out, len(twins))


def _judged(claim: Claim, item: Item, similarity: float, library: Library | None) -> Found | None:
    """Judge an item that only a clause brought up; None for what is no feedback."""
    found = brought_up(claim, item, similarity, library.embedder if library else None)
    own = claim.about | claim.who
    if found.stance != "related" and is_no_feedback(item.text, set(own)):
        return None
    return found


def _on_clause(name: str, claim: Claim, span: Span, near: Mapping[str, float], found: Found) -> Found | None:
    """Give an item with the words that bear on a clause; None where it doesn't bear on it."""
    item, text = found.read, claim.statement.text
    if is_asked(item):
        return None
    telling = telling_roots(text, span)
    if name == "customer" and claim.same_segment(item):
        return found if found.stance != "related" else None
    told = roots(words(item.text))
    shared = {one: theirs for one in telling if (theirs := _akin(one, told))}
    close = near.get(item.id, 0.0) >= _CLOSE
    if name == "situation":
        hardship = _hardship(claim)
        # Who tells the hardship tells its moment by one word of it, or by a near one; a moment alone is shared by much else.
        bears = bool(hardship & told) and (close or bool(shared.keys() - hardship))
    else:
        bears = close and name in _TELLS_THE_HARDSHIP
    if not bears and (not shared or len(shared) < min(_SHARED, len(telling))):
        return None
    quote = best_sentence(item.text, frozenset().union(*shared.values()))
    return replace(found, start=quote.start, end=quote.end) if shared else found


def _akin(one: str, told: frozenset[str]) -> frozenset[str]:
    """Give the roots that are the same word in whatever form: "deliveri" of "delivery", "deliv" of "delivered"."""
    if one in told:
        return frozenset({one})
    return frozenset(
        other
        for other in told
        if min(len(one), len(other)) >= _ROOT
        and one[:_ROOT] == other[:_ROOT]
        and (one.startswith(other) or other.startswith(one))
    )


def _hardship(claim: Claim) -> frozenset[str]:
    slots, text = claim.statement.slots, claim.statement.text
    return frozenset().union(*(telling_roots(text, span) for span in (slots.problem, slots.need) if span))


def telling_roots(text: str, span: Span) -> frozenset[str]:
    """Give the roots of a clause's words that could be found in an item on it."""
    found = [word for word in content(words(text, span.start, span.end)) if word.low not in GENERIC_PEOPLE]
    return frozenset(roots(found))


def best_sentence(text: str, telling: frozenset[str]) -> Span:
    """Choose the first of the sentences that have most of the telling words; a very short one with the next."""
    parts = [part for part in sentences(text) if part.end - part.start <= _QUOTE_LENGTH] or sentences(text)
    best = max(
        parts,
        key=lambda part: (len(telling & roots(words(text, part.start, part.end))), -part.start),
        default=Span(0, len(text)),
    )
    following = next((part for part in parts if part.start >= best.end), None)
    if best.end - best.start < _SHORT and following and following.end - best.start <= _QUOTE_LENGTH:
        return Span(best.start, following.end)
    return best
