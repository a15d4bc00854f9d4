"""How far two careful labellers agree on the same statements: the ceiling of every other figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import yaml

from eval.golden import CODES, Case, load
from eval.stats import Kappa, cohens_kappa

FILE = Path(__file__).with_name("second_labels.yaml")


def agreement() -> str:
    """Compare the second labelling with the first: as if each were a critic of the other, and by Cohen's kappa."""
    second: list[dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))
    first = {case.id: case for case in load()}
    pairs = [(first[one["id"]], one) for one in second]
    kappa = _kappa(pairs)
    found = sum(len(case.musts & {*one["must"], *one["may"]}) for case, one in pairs)
    musts = sum(len(case.musts) for case, _ in pairs)
    right = sum(len(set(one["must"]) & case.listed) for case, one in pairs)
    given = sum(len(one["must"]) for _, one in pairs)
    exact = sum(len(set(one["must"]) & case.musts) for case, one in pairs)
    verdicts = sum(case.verdict == one["verdict"] for case, one in pairs)
    near = sum(
        abs(getattr(case.dims, name) - score) <= 1
        for case, one in pairs
        for name, score in one["dims"].items()
    )
    clean = [(case, one) for case, one in pairs if not case.musts]
    return "\n".join(
        [
            f"{len(pairs)} held statements, labelled twice, each blind to the other.",
            f"musts of the second that the first lists, must or may   {right / given:.3f} ({given})",
            f"musts of the first that the second gives as must        {exact / musts:.3f} ({musts})",
            f"musts of the first that the second lists, must or may   {found / musts:.3f}",
            f"Cohen's kappa of must or not, over {len(CODES)} codes           {kappa.value:.3f} [{kappa.low:.3f}, {kappa.high:.3f}]",
            f"statements clean for the first, clean for the second    {sum(not one['must'] for _, one in clean) / len(clean):.3f} ({len(clean)})",
            f"same verdict                                            {verdicts / len(pairs):.3f}",
            f"scores within one point                                 {near / (4 * len(pairs)):.3f}",
        ]
    )


def _kappa(pairs: list[tuple[Case, dict[str, Any]]]) -> Kappa:
    """Compare must or not, code by code; the codes of a statement are drawn together."""
    tables = np.zeros((len(pairs), 2, 2))
    for table, (case, second) in zip(tables, pairs, strict=True):
        for code in CODES:
            table[int(code in case.musts), int(code in second["must"])] += 1
    kappa = cohens_kappa(tables)
    if kappa is None:
        raise ValueError("The second labels say nothing that could be compared.")
    return kappa
