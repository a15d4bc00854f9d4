"""What `wbcoach batch --via` says of its jobs: what is sent, how they stand, why requests have no answer."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Final

from wbcoach.errors import ModelError
from wbcoach.faces.cli import streams
from wbcoach.faces.cli.batch_via_plan import Planned, bound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wbcoach.batch.answered import Answered
    from wbcoach.batch.outbox import Outbox, Part
    from wbcoach.models.bulk import Standing
    from wbcoach.settings import Settings

GOES_ON: Final = "wbcoach: the job goes on at the server; the same command waits for it again."
_TOLD_EVERY_S = 30.0


def sending(planned: Planned, settings: Settings) -> None:
    """Say how much is sent, and what it costs at most."""
    tokens, usd = bound(planned, settings)
    count = planned.writer.requests
    price = "price unknown" if usd is None else f"at most ${usd:.4f}, at half price"
    streams.say(
        f"wbcoach: sending {count:,} request{'s' * (count != 1)}, {planned.tokens:,} tokens of prompts, at most {tokens:,} in all; {price}."
    )


def progress() -> Callable[[list[Standing]], None]:
    """Say how the jobs stand when that has changed, at most every half minute, and a new status at once."""
    last, before = 0.0, ""

    def told(standings: list[Standing]) -> None:
        nonlocal last, before
        going = [one for one in standings if not one.ended]
        words = "; ".join(map(wording, going))
        statuses = " ".join(f"{one.id} {one.status}" for one in going)
        if not going:
            return
        if statuses != before or time.monotonic() - last >= _TOLD_EVERY_S:
            last, before = time.monotonic(), statuses
            streams.say(f"wbcoach: {words}.")

    return told


def wording(one: Standing) -> str:
    """Give how a job stands in a few words."""
    failed = f", {one.failed:,} failed" if one.failed else ""
    return f"{one.id} is {one.status.replace('_', ' ')}: {one.completed:,} of {one.total:,} answered{failed}"


def unanswered(outbox: Outbox, answered: Answered, parts: Iterable[Part], left: int) -> ModelError:
    """Say why requests have no answer, and what happens to their rows."""
    # What one job left over stands in the next one as well.
    fates = Counter(answered.fate(name) for name in set(outbox.names(parts)))
    why = [
        f"{fates['passing']:,} failed at the server or ran out of time" if fates["passing"] else "",
        f"{fates['disliked']:,} were refused for {', '.join(sorted(answered.dislikes))}, which is left out from now on"
        if fates["disliked"]
        else "",
        f"{fates['none']:,} were not worked off" if fates["none"] else "",
        f"{answered.unread:,} line{'s' * (answered.unread != 1)} can't be read" if answered.unread else "",
    ]
    reasons = (
        "; ".join(filter(None, why)) or "prompts, model or index are not what they were when it was sent"
    )
    return ModelError(
        f"{left:,} request{'s have' if left != 1 else ' has'} no answer yet: {reasons}.",
        "Their rows are left for the next run: the same command sends those alone, and pays no answer twice.",
    )
