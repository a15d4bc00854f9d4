"""Write each pitfall's figures into the package, for `wbcoach explain`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import wbcoach
from eval.figures import PitfallRates, pitfalls
from eval.score import AS_OF
from wbcoach.pitfalls import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.results import CaseResult
    from wbcoach.heads.weigh import Heads

MEASURED: Final = Path(wbcoach.__file__).parent / "guidance" / "measured.json"
_ALARMS_KEPT: Final = 3


def publish(groups: Mapping[str, Sequence[CaseResult]], texts: Mapping[str, str], local: Heads) -> None:
    """Write the figures of rules and heads, held and tuned, and of rules alone, held; with known false alarms.

    Args:
        groups: results by "critic, split".
        texts: statements by id.
        local: the heads, of which the data's hash is kept.
    """
    figures = {
        name: {one.code: one for one in pitfalls(groups[f"{critic}, {split}"])}
        for name, critic, split in (
            ("held", "rules and heads", "held"),
            ("held_rules_alone", "rules alone", "held"),
            ("tuned", "rules and heads", "tuned"),
        )
    }
    told: dict[str, Any] = {}
    for code in catalogue():
        told[code] = {name: _counts(rates.get(code)) for name, rates in figures.items()}
        told[code]["false_alarms"] = [
            texts[one.id]
            for one in groups["rules and heads, tuned"]
            if code in one.shown and code not in one.listed
        ][:_ALARMS_KEPT]
    content = {"as_of": AS_OF.isoformat(), "heads": local.weights.recipe.data, "pitfalls": told}
    MEASURED.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.stdout.write(f"\nwritten: {MEASURED.name}\n")


def _counts(one: PitfallRates | None) -> dict[str, float]:
    """Give what `wbcoach explain` reads: statements that must show a code, that did, that showed it, and rightly so."""
    if one is None:
        return dict.fromkeys(("musts", "found", "shown", "right", "near", "alarms"), 0)
    counts = {
        "musts": one.recall.whole, "found": one.recall.part, "shown": one.precision.whole,
        "right": one.precision.part, "near": one.alarms.whole, "alarms": one.alarms.part,
    }  # fmt: skip
    return {name: int(count) if count == int(count) else count for name, count in counts.items()}
