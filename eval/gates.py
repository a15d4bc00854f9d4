"""What a run is asked for, looked at before it starts: names and values of gates, and where things are to be written."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from eval.disk import writable
from eval.results import FINDINGS, JUDGED, figure_name
from wbcoach.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    from eval.golden import Case

_CHAT: Final = "chat"
_BY_STANCE: Final = ("stance", "gathered")


def asked_for(asked: argparse.Namespace) -> dict[str, float]:
    """See whether all that a run is asked for can be had, as far as can be told before; give its floors by figure.

    Raises:
        InputError: it can't, or what is asked for doesn't go together.
    """
    _go_together(asked)
    gates = floors(asked.fail_under) if asked.fail_under is not None else {}
    studies = bool(asked.studies or asked.coach)
    nameable(gates, {FINDINGS: "", JUDGED: "" if asked.judge is not None else "--judge",
                     _CHAT: "" if asked.coach else "--coach"}, "" if studies else "--studies")  # fmt: skip
    if asked.out:
        writable(asked.out)
    if asked.record:
        try:
            asked.record.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                f"Nothing can be recorded in {asked.record}: {error.strerror}.", "Name a folder."
            ) from None
        writable(asked.record / "a recording")
    return gates


def _go_together(asked: argparse.Namespace) -> None:
    if asked.record and asked.replay:
        raise InputError(
            "--record and --replay don't go together.",
            "--record alone takes what its folder holds already and asks for the rest.",
        )
    calls = next((name for name in ("record", "replay") if getattr(asked, name)), None)
    if calls and asked.offline and asked.judge is None:
        raise InputError(
            f"--offline asks no model, so --{calls} has nothing to do.", "Leave one of them out."
        )
    if asked.model and asked.offline:
        raise InputError("--offline asks no model, so --model has nothing to do.", "Leave one of them out.")
    if asked.epochs < 1:
        raise InputError(f"--epochs takes a number from 1, not {asked.epochs}.")
    more = ("out", "fail_under", "no_regression", "studies", "coach", "judge", "publish")
    if asked.markdown and (
        others := [f"--{one.replace('_', '-')}" for one in more if getattr(asked, one) not in {None, False}]
    ):
        raise InputError(
            f"--markdown prints figures and does no more, so {', '.join(others)} would do nothing.",
            "Leave one of them out.",
        )


def floors(written: str) -> dict[str, float]:
    """Read FIGURE=N,... with each N from 0 to 1.

    Raises:
        InputError: it is not written so; all that is wrong is told at once.
    """
    found: dict[str, float] = {}
    wrong = []
    for part in written.split(","):
        name, _, number = (one.strip() for one in part.partition("="))
        try:
            value = float(number)
        except ValueError:
            value = -1.0
        if not name or not 0 <= value <= 1:
            wrong.append(f"{part.strip()!r} is no figure and number from 0 to 1")
        elif name in found:
            wrong.append(f"{name} is named twice")
        found[name] = value
    if wrong:
        raise InputError(
            f"--fail-under takes FIGURE=N,... such as precision=.9,recall=.8: {'; '.join(wrong)}."
        )
    return found


def figures_by_task() -> dict[str, tuple[str, ...]]:
    """Name the figures that a run can have, by task."""
    from eval.adversarial import gaming, hostile, numbers, obeying, quotes
    from eval.conversations import CHAT_CHECKS
    from eval.scorers import retrieval, stance
    from eval.scorers.suggestion import CHECKS
    from eval.tasks import chat, findings, judged, suggestions
    from eval.tasks.retrieval import ALONE

    by_stance = (stance.FOR_FOUND, stance.AGAINST_FOUND, stance.AGAINST_RIGHT)
    proposed = [f"{kind}{name}" for kind in (suggestions.ASKED, suggestions.OFFERED) for name in CHECKS]
    told: dict[str, Iterable[str]] = {
        FINDINGS: findings.JUDGES,
        "quotes": quotes.BARS,
        "numbers": numbers.BARS,
        "hostile": hostile.BARS,
        "obeying": obeying.BARS,
        "gaming": gaming.BARS,
        "retrieval": (retrieval.NDCG, retrieval.RECALL, ALONE),
        "stance": (stance.ACCURACY, *by_stance),
        "gathered": by_stance,
        "suggestions": proposed,
        "checks": [f"{suggestions.AGREES}{name}" for name in (*CHECKS, "any")],
        "turns": [f"{chat.AGREES}{name}" for name in CHAT_CHECKS],
        _CHAT: [f"{chat.LIVE}{name}" for name in CHAT_CHECKS],
        JUDGED: (judged.USEFUL, judged.KEEPS),
    }
    return {task: tuple(figure_name(task, name) for name in names) for task, names in told.items()}


def nameable(gates: Iterable[str], needs: Mapping[str, str], else_needs: str) -> None:
    """See whether a run will have the figures that gates are on.

    Args:
        gates: figures by name.
        needs: by task, the option that is lacking for it; "" where none is.
        else_needs: the same for all other tasks.

    Raises:
        InputError: it won't; names all such, with what may have been meant.
    """
    by_task = figures_by_task()
    tasks = {name: task for task, names in by_task.items() for name in names}
    wrong = []
    for name in gates:
        task = tasks.get(name)
        if task is None:
            near = get_close_matches(name, tasks, n=3, cutoff=0.5)
            wrong.append(
                f"there is no figure {name!r}" + (f", perhaps {' or '.join(near)} is meant" if near else "")
            )
        elif option := needs.get(task, else_needs):
            wrong.append(f"a run has {name} with {option} alone")
    if wrong:
        studies = "; ".join(", ".join(names) for task, names in by_task.items() if task != FINDINGS)
        raise InputError(
            f"--fail-under: {'; '.join(wrong)}.",
            f"Figures of each run: {', '.join(by_task[FINDINGS])}. Of studies: {studies}.",
        )


def answerable(gates: Iterable[str], cases: Iterable[Case]) -> None:
    """See whether statements give the figures that gates are on anything to judge, as far as labels tell.

    Raises:
        InputError: there is nothing to judge.
    """
    some = list(cases)
    held = [case for case in some if case.split == "held"]
    told = Counter(
        {
            "recall": sum(bool(case.musts) for case in held),
            "forbidden": sum(bool(case.forbidden) for case in held),
            "clean": sum(not case.musts for case in held),
        }
    )
    stances = sum(one.stance is not None for case in some for one in case.evidence)
    tasks = {name: task for task, names in figures_by_task().items() for name in names}
    wrong = []
    for name in gates:
        task = tasks[name]
        if task == FINDINGS and (not held or (name in told and not told[name])):
            wrong.append(f"{name}: no held statement has a label that it judges")
        elif task in _BY_STANCE and not stances:
            wrong.append(f"{name}: no feedback has a stance")
    if wrong:
        raise InputError(
            f"--fail-under would judge nothing: {'; '.join(wrong)}.", "Leave it out, or label more."
        )
