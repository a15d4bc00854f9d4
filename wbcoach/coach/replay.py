"""A saved critique made again from what was kept, with no network, and what differs said plainly."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from wbcoach import __version__, prompt
from wbcoach.coach.chain import Coach
from wbcoach.coach.gather import linked_items
from wbcoach.coach.opening import open_reader
from wbcoach.coach.silence import Ignore, span_hash, statement_hash
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wbcoach.critique import Critique, Finding
    from wbcoach.errors import WbcoachError
    from wbcoach.evidence import Item

# What a critique says; the receipt says how it was made.
_SAID: Final = (
    "findings tentative ignored strengths scores verdict question evidence searched abstained rewrite dropped funnel flags"
).split()


@dataclass(frozen=True)
class Replayed:
    """A critique made again: how its making changed, what was missing for it, and which parts differ."""

    critique: Critique
    changes: tuple[str, ...]
    missing: tuple[str, ...]
    differences: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Say whether it was made of the same things, and each finding and all else it says is the same."""
        return not self.differences and not self.missing


def replay(saved: Critique, settings: Settings, evidence: Sequence[Item] = ()) -> Replayed:
    """Make a critique again: same text, day, stage and model, with answers that were kept and nothing else.

    Args:
        saved: the critique, as it was saved.
        settings: where index, assets and kept answers are, and the server that the model was asked on.
        evidence: the feedback that was linked then.

    Raises:
        StoreError: the index can't be read.
    """
    receipt = saved.receipt
    told: list[WbcoachError] = []
    made = {
        name: receipt.made_with[name]
        for name in ("stage", "stale_months", "depth", "names")
        if name in receipt.made_with
    }
    as_then = settings.model_dump() | made
    as_then |= {"model": receipt.model, "as_of": date.fromisoformat(receipt.as_of), "baseline": ""}
    then = Settings.model_validate(as_then)
    given = linked_items(evidence)
    with Coach.from_settings(
        then, offline=True, index=receipt.generation is not None, notify=told.append
    ) as coach:
        if receipt.model is not None:
            coach.model = open_reader(then, kept_only=True)
        if receipt.made_with.get("heads") is False:
            coach.heads = None
        again = _again(coach, saved, given, ())
        if saved.ignored:
            again = _again(coach, saved, given, _silenced(saved, again))
    missing = dict.fromkeys([*_absent(saved, again, coach), *(str(one) for one in told)])
    return Replayed(again, tuple(_changes(saved, again)), tuple(missing), tuple(_differences(saved, again)))


def _again(coach: Coach, saved: Critique, given: Sequence[Item], ignores: Sequence[Ignore]) -> Critique:
    return coach.critique(saved.statement.text, given, id=saved.id, location=saved.location, ignores=ignores)


def _silenced(saved: Critique, again: Critique) -> list[Ignore]:
    """Name the findings that were silent: those that are not among the shown, under the reason that was given."""
    shown = {_plain(one) for one in saved.findings}
    reasons = list(saved.ignored)
    mine = statement_hash(saved.statement.text)
    rules = []
    for finding in again.findings:
        reason = next((one for one in reasons if one.code == finding.code), None)
        if reason and _plain(finding) not in shown:
            reasons.remove(reason)
            rules.append(Ignore(reason.code, reason.reason, reason.until, span_hash(finding, mine)))
    return rules


def _changes(saved: Critique, again: Critique) -> Iterator[str]:
    """Say what is not as it was, in how a critique is made."""
    then, now = saved.receipt, again.receipt
    if then.version != __version__:
        yield f"wbcoach was {then.version}, and is {__version__}"
    if then.generation != now.generation:
        yield f"the index was {then.generation or 'none'}, and is {now.generation or 'none'}"
    for stamp in then.prompts:
        name = stamp.partition("@")[0]
        try:
            known = prompt.load(name).stamp
        except prompt.PromptError:
            known = "gone"
        if known != stamp:
            yield f"prompt {stamp} is {known}"
    for name, value in then.made_with.items():
        if now.made_with.get(name, value) != value:
            yield f"{name} was {value}, and is {now.made_with[name]}"


def _absent(saved: Critique, again: Critique, coach: Coach) -> Iterator[str]:
    """Say which of the things that it was made of are not here."""
    here = {(one.id, one.sha256) for one in again.evidence}
    for one in saved.evidence:
        if one.linked and (one.id, one.sha256) not in here:
            changed = any(one.id == name for name, _ in here)
            how = "has other words now" if changed else "is not here: give it with --evidence FILE"
            yield f"linked evidence {one.id} {how}."
    if saved.receipt.generation is not None and coach.library is None:
        yield f"the index {saved.receipt.generation} is not here: name it with --store."
    if saved.receipt.made_with.get("heads") is True and coach.heads is None:
        yield "the small local models are not here: `wbcoach assets fetch minilm`."


def _differences(saved: Critique, again: Critique) -> Iterator[str]:
    for name in _SAID:
        before, after = _part(saved, name), _part(again, name)
        if before != after:
            detail = _codes(saved, again) if name == "findings" else ""
            yield f"{name}{detail}"


def _codes(saved: Critique, again: Critique) -> str:
    before, after = {_plain(one): one for one in saved.findings}, {_plain(one): one for one in again.findings}
    gone = [one.code for key, one in before.items() if key not in after]
    new = [one.code for key, one in after.items() if key not in before]
    return f" (then alone: {', '.join(gone) or 'none'}; now alone: {', '.join(new) or 'none'})"


def _part(critique: Critique, name: str) -> str:
    return json.dumps(critique.model_dump(mode="json", include={name}), sort_keys=True)


def _plain(finding: Finding) -> str:
    return finding.model_dump_json()
