"""The rewrite's own critic: the finding is gone, nothing of weight is new, and each part traces to where it says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wbcoach import prompt
from wbcoach.coach.rewording import GAP, faults, found_in
from wbcoach.coach.saying import foreign, lost, planted, printable
from wbcoach.coach.steps.state import State
from wbcoach.critique import Provenance, Rewrite
from wbcoach.grounding import Answered, Suggested, unfounded, without_links
from wbcoach.grounding.starred import FORM
from wbcoach.grounding.suggested import stems_of
from wbcoach.grounding.wording import talk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wbcoach.evidence import Found, Item
    from wbcoach.models import RewritePart

_OPENS = re.compile(r"[\s,.;:!?)\]’'\"”]")
_END = re.compile(r"[\s.,;:!?]*\Z")


def recheck(state: State) -> State:
    """Check the last rewrite that was offered; put it in its place, or note why it is refused."""
    if not state.tried or state.answered is None or state.brief is None:
        raise ValueError("There is no rewrite to check.")
    offer = state.tried[-1].offer
    reasons = [*_strangers(state, offer.parts)]
    parts = _parts(state, offer.parts)
    left_out = _restored(state, offer.left_out)
    text = "".join(part.text for part in parts)
    if not reasons:
        reasons = [*_untraced(state, parts), *_faults(state, text, left_out, _cited(state, parts))]
        reasons += planted(f"{text} {left_out}", state.brief.instructions, _sources(state, parts))
    reasons = list(dict.fromkeys(without_links(printable(reason)) for reason in reasons))
    if not reasons:
        gaps = tuple(dict.fromkeys(GAP.findall(text)))
        made = Rewrite(text=text, provenance=tuple(parts), gaps=gaps, left_out=left_out)
        return replace(state, rewrite=made, told="the rewrite holds")
    tried = replace(state.tried[-1], reasons=tuple(reason[:200] for reason in reasons[:6]))
    return replace(
        state,
        tried=(*state.tried[:-1], tried),
        dropped=(*state.dropped, lost(f"rewrite “{printable(text)}”", "; ".join(reasons))),
        told=f"refused: {reasons[0]}",
    )


def _restored(state: State, words: str) -> str:
    """Give the model's words back as the user knows them, on one line, the spaces at their ends kept."""
    whole = state.brief.masker.restore(prompt.unfence(words)) if state.brief else words
    line = printable(whole)
    return f"{' ' * whole[:1].isspace()}{line}{' ' * whole[-1:].isspace()}" if line else " " * bool(whole)


def _strangers(state: State, offered: Sequence[RewritePart]) -> Iterator[str]:
    """Name origins that the model was never given, and personal data from where a part does not come from."""
    for part in offered:
        origin = part.origin.strip(" []")
        if origin not in ("draft", "template", "gap", *state.given):
            yield f"it cites feedback it was not given: {origin[:80]}"
        elif state.brief:
            item = state.brief.given[origin].read.text if origin in state.given else ""
            yield from foreign(part.text, state.brief.masker, [state.case.statement.text, item])


def _parts(state: State, offered: Sequence[RewritePart]) -> list[Provenance]:
    """Put the parts in order, a space between two that have none, the id of an item behind what comes from it."""
    parts: list[Provenance] = []
    for part in offered:
        text, origin = _restored(state, part.text), part.origin.strip(" []")
        if not text.strip():
            continue
        if origin == "gap" and not text.strip().startswith("["):
            text = f" [{text.strip(' []')}]"
        if state.brief and origin in state.given:
            own = state.brief.given[origin].item.id
            if origin != own:
                text = text.replace(f"[{origin}]", f"[{own}]")
            origin = own
            if f"[{own}]" not in "".join(one.text for one in offered) + text:
                end = _END.search(text)
                cut = end.start() if end else len(text)
                text = f"{text[:cut]} [{own}]{text[cut:]}"
        if (
            parts
            and not parts[-1].text[-1:].isspace()
            and not _OPENS.match(text)
            and parts[-1].text[-1] not in "([“"
        ):
            text = f" {text}"
        parts.append(Provenance(text=text, origin=_true_origin(state, text, origin)))
    if parts:
        parts[0] = parts[0].model_copy(update={"text": parts[0].text.lstrip()})
        parts[-1] = parts[-1].model_copy(update={"text": parts[-1].text.rstrip()})
    return parts


def _true_origin(state: State, text: str, origin: str) -> str:
    """Call words of the draft so where they were taken for words of the form."""
    told = stems_of(text) - stems_of(FORM) - talk()
    mine = bool(told) and told <= stems_of(state.case.statement.text)
    return "draft" if origin == "template" and mine else origin


def _cited(state: State, parts: Sequence[Provenance]) -> tuple[Item, ...]:
    names = {part.origin for part in parts}
    return tuple(found.read for found in _shown(state) if found.item.id in names)


def _shown(state: State) -> list[Found]:
    """Give the feedback that the model was shown with the question, as it read it."""
    return [found for name, found in state.brief.given.items() if name in state.given] if state.brief else []


def _sources(state: State, parts: Sequence[Provenance]) -> list[str]:
    return [state.case.statement.text, *(item.text for item in _cited(state, parts))]


def _untraced(state: State, parts: Sequence[Provenance]) -> Iterator[str]:
    """Say which part brings in what is not where it is said to come from."""
    texts = {one.item.id: one.read.text for one in _shown(state)}
    draft = state.case.statement.text
    if not parts:
        yield "it has no words"
    for part in parts:
        bare = part.text.replace(f"[{part.origin}]", " ")
        if part.origin == "gap":
            if not GAP.fullmatch(part.text.strip(" .,;")):
                yield f"“{part.text.strip()}” is no question in square brackets"
            continue
        sources = [draft, FORM, *([texts[part.origin]] if part.origin in texts else [])]
        for strange in unfounded(GAP.sub(" ", bare), sources):
            yield f"{strange} ({part.origin})"
        own = stems_of(bare) - stems_of(draft) - stems_of(FORM) - talk()
        if part.origin == "template" and own:
            yield f"“{', '.join(sorted(own))}” is no part of the form"


def _faults(state: State, text: str, left_out: str, cited: tuple[Item, ...]) -> Iterator[str]:
    """Criticise the rewrite as a draft of its own: what is still wrong, what is wrong that was not."""
    case, finding = state.case, state.answered
    if finding is None or not text:
        return
    whole = f"{text.rstrip()} Left out: {left_out}" if left_out.strip() else text
    linked = tuple(found.read for found in case.dossier if found.linked)
    evidence = tuple({item.id: item for item in (*linked, *cited)}.values())
    one = Suggested(case.statement, evidence, whole, "rewrite", Answered.by(finding))
    before = {found.code for found in (*state.findings, *case.rules)}
    quotable = [case.statement.text, *(item.text for item in cited)]
    yield from faults(one, found_in(one, case.dossier, case.critic), finding, before, quotable)
