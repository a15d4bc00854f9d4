"""Write each pitfall's figures into the package, for `wbcoach explain`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import wbcoach
from eval.score import AS_OF, Outcome, by_pitfall
from wbcoach.pitfalls import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wbcoach.heads.weigh import Heads

MEASURED: Final = Path(wbcoach.__file__).parent / "guidance" / "measured.json"
_ALARMS_KEPT: Final = 3


def publish(groups: Mapping[str, Sequence[Outcome]], local: Heads) -> None:
    """Write the figures of rules and heads, held and tuned, and of rules alone, held; with known false alarms."""
    figures = {
        name: by_pitfall(groups[f"{critic}, {split}"], catalogue())
        for name, critic, split in (
            ("held", "rules and heads", "held"),
            ("held_rules_alone", "rules alone", "held"),
            ("tuned", "rules and heads", "tuned"),
        )
    }
    told: dict[str, Any] = {}
    for code in catalogue():
        told[code] = {name: vars(counted[code]) for name, counted in figures.items()}
        told[code]["false_alarms"] = [
            one.case.text
            for one in groups["rules and heads, tuned"]
            if code in one.shown and code not in one.case.listed
        ][:_ALARMS_KEPT]
    content = {"as_of": AS_OF.isoformat(), "heads": local.weights.recipe.data, "pitfalls": told}
    MEASURED.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.stdout.write(f"\nwritten: {MEASURED.name}\n")
