"""The studies of evidence for and against: feedback that comes with a statement, and feedback that a search brings up."""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from eval.score import pinned
from eval.scorers.stance import ACCURACY, marks
from eval.tasks.study import Study
from wbcoach.coach import Coach
from wbcoach.evidence import Item
from wbcoach.library import Batch, Library, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from eval.golden import Case, Stance
    from eval.marks import Mark
    from wbcoach.critique import Critique
    from wbcoach.library import Embeds


def stances(case: Case) -> dict[str, Stance]:
    """Give the labelled stances of a case's evidence, by id."""
    return {one.id: one.stance for one in case.evidence if one.stance is not None}


def labelled(cases: Iterable[Case]) -> list[Case]:
    """Keep the cases of which some evidence has its stance labelled."""
    return [case for case in cases if stances(case)]


def stance(cases: Iterable[Case]) -> Study:
    """Make the study `stance`: each statement is critiqued with its own evidence linked."""
    some = {case.id: case for case in labelled(cases)}
    coach = Coach(pinned())

    def answer(name: str) -> dict[str, Mark]:
        case = some[name]
        known = stances(case)
        given = _given(coach.critique(case.text, [one.model_dump() for one in case.evidence]))
        return marks(known, {one: given[one] for one in known if one in given})

    return _study("stance", some, answer)


def gathered(cases: Iterable[Case], embedder: Embeds | None) -> Study:
    """Make the study `gathered`: nothing is linked, and the evidence of all cases stands in one index.

    An item of another case is labelled nothing: to show it as evidence against is wrong. By words alone where
    there is no embedder.
    """
    some = {case.id: case for case in labelled(cases)}
    items = [
        Item(_named(case, one.id), one.text, one.source, one.date)
        for case in some.values()
        for one in case.evidence
    ]
    found: dict[str, dict[str, Mark]] = {}
    with TemporaryDirectory() as folder:
        Store(folder).update(Batch(items), embedder=embedder, origin="stances")
        with Library.open(folder, embedder) as library:
            coach = Coach(pinned(), library)
            for case in some.values():
                known = {_named(case, name): stance for name, stance in stances(case).items()}
                unjudged = {_named(case, one.id) for one in case.evidence} - known.keys()
                given = _given(coach.critique(case.text))
                told = marks(known, {one: given[one] for one in given if one not in unjudged})
                found[case.id] = {name: mark for name, mark in told.items() if name != ACCURACY}
    return _study("gathered", some, found.__getitem__)


def _study(name: str, some: Mapping[str, Case], answer: Callable[[str], Mapping[str, Mark]]) -> Study:
    return Study(
        name,
        "tuned",
        {case.id: case.text for case in some.values()},
        answer,
        splits={case.id: case.split for case in some.values()},
        labels={case.id: [" ".join(told) for told in stances(case).items()] for case in some.values()},
    )


def _given(critique: Critique) -> dict[str, Stance]:
    return {one.id: one.stance for one in critique.evidence}


def _named(case: Case, item: str) -> str:
    """Name an item in the index, where ids such as E1 stand in many cases."""
    return f"{case.id}/{item}"
