"""Importance and satisfaction where a survey asked for both; where none did, nothing is guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from wbcoach.define.need_shapes import Opportunity
from wbcoach.errors import SettingsError
from wbcoach.evidence import Item
from wbcoach.library.fields import number, plain_name

FEWEST: Final = 5
NONE: Final = (
    "no column of the feedback holds both importance and satisfaction, so there is no opportunity score"
)
_IMPORTANCE: Final = ("importance", "importance_rating", "importance_score", "how_important", "important")
_SATISFACTION: Final = (
    "satisfaction",
    "satisfaction_rating",
    "satisfaction_score",
    "how_satisfied",
    "satisfied",
)
_NEED: Final = ("need", "outcome", "job", "desired_outcome", "need_statement", "statement")
_SCALES: Final = (5, 7, 10, 100)
_OF_WHOM_IT_ASKS: Final = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)


def opportunities(items: Iterable[Item], top: int | None = None) -> tuple[list[Opportunity], str]:
    """Score each need of a survey, over all and by segment; the second value says what was read, and on which scale.

    A row counts when it has both answers. Needs are told apart by a column such as `need` or `outcome`, else by
    the text. Without `top` the scale is the smallest of 1-5, 1-7, 0-10 and 0-100 that holds all answers.

    Raises:
        SettingsError: an answer lies above `top`.
    """
    rows = [(item, *pair) for item in items if (pair := answers_of(item.meta))]
    if not rows:
        return [], NONE
    highest = max(max(importance, satisfaction) for _, importance, satisfaction in rows)
    if top is not None and highest > top:
        raise SettingsError(
            f"An answer of {highest:g} is above the scale's top, {top}.",
            "Name the top of the scale: --scale.",
        )
    best = top or next((scale for scale in _SCALES if highest <= scale), int(highest))
    scale = f"{0 if best >= 10 else 1} to {best}"
    groups: dict[tuple[str, str | None], list[tuple[Item, float, float]]] = defaultdict(list)
    for row in rows:
        name = _need(row[0])
        groups[name, None].append(row)
        if row[0].segment:
            groups[name, row[0].segment].append(row)
    needs = {name for name, _ in groups}
    alone = {name for name in needs if sum(1 for other, segment in groups if other == name and segment) < 2}
    found = [
        _opportunity(name, segment, mine, best, scale)
        for (name, segment), mine in groups.items()
        if segment is None or (name not in alone and len(mine) >= FEWEST)
    ]
    found.sort(key=lambda one: (one.segment is not None, -(one.score or 0.0), one.need, one.segment or ""))
    how = "as given" if top else "taken from the highest answer; --scale names another"
    return found, f"{len(rows)} rows answer both, on a scale of {scale} ({how})"


def answers_of(meta: Mapping[str, str]) -> tuple[float, float] | None:
    """Give importance and satisfaction as a row's columns have them; None where one of the two is missing."""
    importance, satisfaction = _answers(meta)
    return None if importance is None or satisfaction is None else (importance, satisfaction)


def _columns(meta: Mapping[str, str]) -> dict[str, str]:
    return {plain_name(name): value for name, value in meta.items()}


def _answers(meta: Mapping[str, str]) -> tuple[float | None, float | None]:
    named = _columns(meta)
    importance, satisfaction = (
        next((value for name in names if (value := number(named.get(name, ""))) is not None), None)
        for names in (_IMPORTANCE, _SATISFACTION)
    )
    return importance, satisfaction


def is_asked(item: Item) -> bool:
    """Say whether a row of such a survey holds what was asked in place of what the person said: its need, or a question to "you"."""
    if _answers(item.meta) == (None, None):
        return False
    named = _columns(item.meta)
    told = " ".join(item.text.lower().split())
    if any(" ".join(need.lower().split()) in told for name in _NEED if (need := named.get(name, "").strip())):
        return True
    return told.endswith("?") and bool(_OF_WHOM_IT_ASKS.search(told))


def _need(item: Item) -> str:
    named = _columns(item.meta)
    return next((named[name] for name in _NEED if named.get(name)), item.text)


def _opportunity(
    name: str, segment: str | None, rows: list[tuple[Item, float, float]], top: int, scale: str
) -> Opportunity:
    n = len(rows)
    line = top - 1 if top < _SCALES[-1] else top * 4 // 5  # 4 and 5 of 5; the upper fifth of a hundred
    importance = 10 * sum(answer >= line for _, answer, _ in rows) / n
    satisfaction = 10 * sum(answer >= line for _, _, answer in rows) / n
    few = n < FEWEST
    return Opportunity(
        need=name,
        segment=segment,
        n=n,
        importance=round(importance, 2),
        satisfaction=round(satisfaction, 2),
        score=None if few else round(importance + max(importance - satisfaction, 0.0), 2),
        why=f"only {n} answered; {FEWEST} are needed"
        if few
        else f"{line} and above of {scale} count as the top two boxes",
        scale=scale,
        ids=sorted(item.id for item, _, _ in rows),
    )
