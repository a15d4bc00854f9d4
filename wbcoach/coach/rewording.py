"""Other words for a draft, checked as a draft of their own: by a model's chain, and for whoever offers some."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wbcoach.coach.gather import linked_items, named_in
from wbcoach.coach.judged import judged
from wbcoach.coach.saying import planted, printable
from wbcoach.critique import Finding, Severity, Shape
from wbcoach.errors import InputError
from wbcoach.grounding import Answered, Suggested, misquoted, refusals, unfounded, without_links
from wbcoach.grounding.starred import FORM
from wbcoach.stance import Claim, stand
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wbcoach.coach.chain import Coach
    from wbcoach.evidence import Dossier, Item

# Mended by words that are added, so that those of the finding may stay.
_MENDED_BY_MORE = frozenset({"D03", "D04", "D05", "T02", "T04"})
# Faults that no other words mend: somebody has to go and look.
NOT_BY_WORDS = frozenset({"D01", "D06", "D10", "D12", "S09"})
GAP = re.compile(r"\[[^\[\]\n]{1,80}\?\]")
# A rewrite of a draft that has no fault answers none: all that the draft says is kept, or said to be left out.
_NO_FAULT = Answered("T08", "minor", None)
_LONGEST = 20_000


class Remaining(Shape):
    """A finding on the new wording: `words` are those it stands on, empty where words are missing."""

    code: str
    name: str
    severity: Severity
    message: str
    words: str


class RewordingCheck(Shape):
    """What the critic says of other words for a draft.

    `holds` says that they may be shown; else `reasons` say why not. `answers` is the code of the finding that they
    are to mend, `closed` the codes that are gone, `open` what stays, `new` what the draft didn't have, and `gaps`
    the questions in square brackets that its author has yet to answer.
    """

    holds: bool
    reasons: tuple[str, ...]
    answers: str | None
    closed: tuple[str, ...]
    open: tuple[Remaining, ...]
    new: tuple[Remaining, ...]
    gaps: tuple[str, ...]


def check_rewording(
    coach: Coach,
    draft: str,
    rewrite: str,
    *,
    code: str | None = None,
    evidence: Sequence[Item | dict[str, Any] | str] | None = None,
) -> RewordingCheck:
    """Check a rewrite of a draft as the coach checks its own; no model is asked.

    A number, group, name or cause has to be in the draft or in feedback that the rewrite cites as `[ID]`.

    Args:
        coach: with the index that `[ID]` is looked up in.
        draft: the statement as it was.
        rewrite: the whole statement in other words; "Left out: ..." at its end says what was taken away.
        code: the finding that it is to mend; None takes the worst that other words can mend.
        evidence: linked feedback, as for `Coach.critique`.

    Raises:
        InputError: a text is empty or too long, or the draft has no finding of that code.
    """
    for name, text in (("draft", draft), ("rewrite", rewrite)):
        if not text.strip() or len(text) > _LONGEST:
            message = f"The {name} has {len(text):,} characters; a statement has 1 to {_LONGEST:,}."
            raise InputError(message, "Give the whole statement, and nothing else.")
    items = linked_items(evidence or ())
    statement = Statement.parse(judged(draft))
    dossier = coach.gathered(statement, items)
    before = coach.critic(statement, dossier)
    finding = _to_answer(before, code)
    one = Suggested(
        statement,
        _sources(rewrite, dossier, coach),
        rewrite.strip(),
        "rewrite",
        Answered.by(finding) if finding else _NO_FAULT,
    )
    after = found_in(one, dossier, coach.critic)
    reasons = [*_strangers(one), *faults(one, after, finding, {each.code for each in before}, one.sources)]
    reasons += planted(rewrite, "", one.sources)
    had, has = {each.code for each in before}, {each.code for each in after}
    return RewordingCheck(
        holds=not reasons,
        reasons=tuple(dict.fromkeys(without_links(printable(why))[:200] for why in reasons)),
        answers=finding.code if finding else None,
        closed=tuple(sorted(had - has)),
        open=tuple(_remaining(each) for each in after if each.code in had),
        new=tuple(_remaining(each) for each in after if each.code not in had),
        gaps=tuple(dict.fromkeys(GAP.findall(rewrite))),
    )


def found_in(
    one: Suggested, dossier: Dossier, critic: Callable[[Statement, Dossier], Sequence[Finding]]
) -> list[Finding]:
    """Criticise a rewrite as a draft, its gaps filled by plain words; what is said of those words is left out.

    Args:
        one: the rewrite, with the evidence that it may draw on.
        dossier: what was gathered for the draft; it is set against the new wording.
        critic: gives what would be shown on a statement.
    """
    claim, cited = Claim(one.filled), {item.id for item in one.evidence}
    known = {old.item.id for old in dossier}
    again = [stand(claim, old.read, linked=old.linked or old.item.id in cited) for old in dossier]
    again += [stand(claim, item, linked=True) for item in one.evidence if item.id not in known]
    shown = critic(one.filled, replace(dossier, found=tuple(again)))
    return [found for found in shown if one.stands_by_itself(found)]


def faults(
    one: Suggested,
    after: Sequence[Finding],
    finding: Finding | None,
    before: set[str],
    quotable: Sequence[str],
) -> Iterator[str]:
    """Say why a rewrite may not be shown: what is still wrong, and what is wrong that was not.

    Args:
        one: the rewrite, with the evidence that it may draw on.
        after: what the critic shows on it.
        finding: what it answers, if anything.
        before: codes of the findings that the draft had.
        quotable: the texts that it may quote.
    """
    yield from refusals(one, after)
    yield from misquoted(GAP.sub("it", one.worded), quotable, reported=False)
    if finding is not None:
        if finding.code in {found.code for found in after}:
            yield f"{finding.code} {finding.name} is still there"
        elif _words_stay(one, finding):
            yield f"the words of {finding.code} are still there"
    # That evidence is missing was so before; a solution is refused above.
    for code, name in {found.code: found.name for found in after if found.severity != "minor"}.items():
        if code not in before | {"D01", "S01"}:
            yield f"new: {code} {name}"


def _words_stay(one: Suggested, finding: Finding) -> bool:
    span = finding.span
    return (
        span is not None and finding.code not in _MENDED_BY_MORE and span.text.lower() in one.ungapped.lower()
    )


def _to_answer(before: Sequence[Finding], code: str | None) -> Finding | None:
    if code is None:
        mendable = [each for each in before if each.code not in NOT_BY_WORDS]
        return min(mendable, key=lambda each: each.weight, default=None)
    found = next((each for each in before if each.code == code), None)
    if found is None:
        shown = ", ".join(sorted({each.code for each in before})) or "none"
        raise InputError(
            f"The draft has no finding {code[:40]!r}.",
            f"Its findings are: {shown}. Leave the code out for the worst.",
        )
    return found


def _sources(rewrite: str, dossier: Dossier, coach: Coach) -> tuple[Item, ...]:
    """Give the feedback that a rewrite may draw on: what is linked to the draft, and what it cites itself."""
    here = {found.item.id: found for found in dossier}
    items = {found.item.id: found.read for found in dossier if found.linked}
    for name in named_in(rewrite):
        item = here[name].read if name in here else coach.library.get(name) if coach.library else None
        if item is not None:
            items[item.id] = item
    return tuple(items.values())


def _strangers(one: Suggested) -> Iterator[str]:
    """Name what has no source, and ids of feedback that nobody gave."""
    known = {item.id for item in one.evidence}
    for name in one.ids:
        if name not in known and name not in one.statement.text:
            yield f"it cites feedback it was not given: {name[:80]}"
    yield from unfounded(one.bare, [*one.sources, FORM])


def _remaining(found: Finding) -> Remaining:
    return Remaining(
        code=found.code,
        name=found.name,
        severity=found.severity,
        message=found.message,
        words=found.span.text if found.span else "",
    )
