"""What must come out of a soak: the core's own critiques, and each batch that was accepted, once and whole."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, Final

from eval import bench
from eval.score import pinned
from wbcoach.coach import Coach
from wbcoach.render.json import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from eval.soaking import Asking

Json = dict[str, Any]
BAD_ROW: Final[Json] = {"id": "bad", "text": 7}
_DRAFTS: Final = 40
_END_S: Final = 300.0


class Known:
    """What must come out: the core's critiques, and the batches that were accepted."""

    def __init__(self, store: Path) -> None:
        """Critique all drafts in process."""
        settings = pinned().model_copy(update={"store": str(store)})
        self.stage, self.as_of = settings.stage, str(settings.as_of)
        with Coach.from_settings(settings) as coach:
            texts = bench.drafts(_DRAFTS, seed=11)
            self.critiques = {text: bare(record(coach.critique(text))) for text in texts}
        self.accepted: dict[str, list[Json]] = {}
        self.waiting: set[str] = set()
        self.cancelled: set[str] = set()

    def check(self, asking: Asking) -> None:
        """Wait for all batches to end, and hold each row to what it has to be."""
        ends = time.monotonic() + _END_S
        listed = asking.ask("list", "GET", "/v1/batch?limit=1000")
        names = [one["id"] for one in listed.json()] if listed is not None else []
        if sorted(names)[-1000:] != sorted(self.accepted)[-1000:]:
            asking.told.fault(f"{len(self.accepted)} batches were accepted, and {len(names)} are there")
        for name, rows in self.accepted.items():
            while (now := asking.ask("end", "GET", f"/v1/batch/{name}")) is not None and not now.json()[
                "ended"
            ]:
                if time.monotonic() > ends:
                    asking.told.fault(f"{name} has not ended: {now.text[:200]}")
                    return
                time.sleep(0.2)
            if (
                now is not None
                and (result := asking.ask("result", "GET", f"/v1/batch/{name}/result")) is not None
            ):
                lines = [json.loads(line) for line in result.text.splitlines()]
                state = now.json()["state"]
                if state not in {"done", "cancelled" if name in self.cancelled else "done"}:
                    asking.told.fault(f"{name} ended as {state}")
                for words in wrong(state, rows, lines, self.critiques):
                    asking.told.fault(f"{name}: {words}")
                asking.told.count("rows of batches held to the core's", number=len(lines))


def wrong(
    state: str, rows: Sequence[Json], lines: Sequence[Json], critiques: Mapping[str, Json]
) -> Iterator[str]:
    """Say what is wrong with the result of a batch.

    Args:
        state: how it ended; one that was cancelled may end early, and never with a gap.
        rows: what was handed in.
        lines: what came out.
        critiques: by text, what the core says, without what `bare` leaves out.
    """
    wanted, got = [row["id"] for row in rows], [line["id"] for line in lines]
    if got != (wanted[: len(got)] if state == "cancelled" else wanted):
        yield f"{len(got)} lines for {len(wanted)} rows, or in another order"
    for row, line in zip(rows, lines, strict=False):
        if not ("error" in line if row is BAD_ROW else bare(line) == critiques[row["text"]]):
            yield f"row {row['id']} is another than the core's"


def bare(told: Json) -> Json:
    """Leave out of a critique what differs from one run to the next: its id, its row, and how long it took."""
    left = {name: value for name, value in told.items() if name not in {"id", "input"}}
    receipt = {name: value for name, value in told.get("receipt", {}).items() if name != "elapsed_ms"}
    return json.loads(json.dumps(left | {"receipt": receipt}))  # type: ignore[no-any-return]
