"""How far two careful labellers agree on the same statements: the ceiling of every other figure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eval.golden import CODES, FOLDER, Case, load
from eval.second import seconds
from eval.stats import Kappa, cohens_kappa
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from eval.second import Second

FILE = Path(__file__).with_name("second_labels.yaml")


def agreement(file: Path = FILE, folder: Path = FOLDER) -> str:
    """Compare the second labelling with the first: as if each were a critic of the other, and by Cohen's kappa.

    Raises:
        InputError: there are no second labels, or they are of statements that the folder doesn't hold.
    """
    second = seconds(file)
    first = {case.id: case for case in load(folder)}
    if strange := sorted({one.id for one in second} - first.keys()):
        raise InputError(f"{file} labels what {folder} doesn't hold: {', '.join(strange[:5])}.", "Name both.")
    if not second:
        raise InputError(f"{file} holds no second labels.", "`python -m eval label --second` asks for them.")
    pairs = [(first[one.id], one) for one in second]
    told = _kappa(pairs)
    kappa = f"{told.value:.3f} [{told.low:.3f}, {told.high:.3f}]" if told else "can't be told"
    found = sum(len(case.musts & {*one.must, *one.may}) for case, one in pairs)
    musts = sum(len(case.musts) for case, _ in pairs)
    right = sum(len(set(one.must) & case.listed) for case, one in pairs)
    given = sum(len(one.must) for _, one in pairs)
    exact = sum(len(set(one.must) & case.musts) for case, one in pairs)
    verdicts = sum(case.verdict == one.verdict for case, one in pairs)
    near = sum(
        abs(getattr(case.dims, name) - getattr(one.dims, name)) <= 1
        for case, one in pairs
        for name in ("template", "scope", "data", "persona")
    )
    clean = [(case, one) for case, one in pairs if not case.musts]
    return "\n".join(
        [
            f"{len(pairs)} {_splits(pairs)} statements, labelled twice, each blind to the other.",
            f"musts of the second that the first lists, must or may   {_told(right, given)} ({given})",
            f"musts of the first that the second gives as must        {_told(exact, musts)} ({musts})",
            f"musts of the first that the second lists, must or may   {_told(found, musts)}",
            f"Cohen's kappa of must or not, over {len(CODES)} codes           {kappa}",
            f"statements clean for the first, clean for the second    {_told(sum(not one.must for _, one in clean), len(clean))} ({len(clean)})",
            f"same verdict                                            {verdicts / len(pairs):.3f}",
            f"scores within one point                                 {near / (4 * len(pairs)):.3f}",
        ]
    )


def _told(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "    -"


def _splits(pairs: list[tuple[Case, Second]]) -> str:
    return " and ".join(sorted({case.split for case, _ in pairs}))


def _kappa(pairs: list[tuple[Case, Second]]) -> Kappa | None:
    """Compare must or not, code by code; the codes of a statement are drawn together. None where nothing differs."""
    tables = np.zeros((len(pairs), 2, 2))
    for table, (case, second) in zip(tables, pairs, strict=True):
        for code in CODES:
            table[int(code in case.musts), int(code in second.must)] += 1
    return cohens_kappa(tables)
