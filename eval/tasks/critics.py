"""The critics that can be put to a task, and the solver that asks one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from inspect_ai.model import ModelOutput
from inspect_ai.solver import Generate, Solver, TaskState, solver

from eval.golden import Case
from eval.replay import Recorder, Replayer
from eval.score import heads, pinned
from wbcoach.coach import Coach
from wbcoach.critique import Critique

if TYPE_CHECKING:
    from wbcoach.errors import WbcoachError

# What a critic is made of, by the name it has in tables.
CRITICS: Final = ("rules alone", "rules and heads", "model")


class _Strict:
    """Turns what a coach would go on without into an error of the case: a critic without its model is another critic."""

    def __call__(self, error: WbcoachError) -> None:
        raise error


@lru_cache(maxsize=4)
def open_coach(critic: str, recordings: str = "", *, replay: bool = False) -> Coach:
    """Open a critic: pinned settings, no index; each case brings its evidence.

    Args:
        critic: one of `CRITICS`.
        recordings: the folder of recorded model calls; "" where nothing is recorded.
        replay: answer from the recordings alone.

    Raises:
        ValueError: there is no such critic.
        SettingsError, ModelError: a model is asked for and can't be opened.
    """
    settings = pinned()
    if critic == "rules alone":
        return Coach(settings)
    local = heads()
    if critic == "rules and heads":
        return Coach(settings, heads=local)
    if critic != "model":
        raise ValueError(f"{critic!r} is none of {', '.join(CRITICS)}")
    from wbcoach.models import open_model
    from wbcoach.settings import load

    named = load().settings
    settings = settings.model_copy(update={"model": named.model})
    if replay:
        model: Any = Replayer(Path(recordings), str(named.model))
    else:
        model = open_model(settings)
        if recordings:
            model = Recorder(model, Path(recordings))
    return Coach(settings, model=model, heads=local, notify=_Strict())


@solver
def critic_solver(critic: str, recordings: str = "", *, replay: bool = False) -> Solver:
    """Critique a case with its own evidence linked; the critique is kept in the sample's store."""
    coach = open_coach(critic, recordings, replay=replay)

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        del generate
        case = case_of(state)
        evidence = [one.told() for one in case.evidence]
        critique = coach.critique(case.text, evidence, id=case.id)
        written = critique.model_dump_json(by_alias=True)
        state.store.set("critique", written)
        state.output = ModelOutput.from_content(f"wbcoach, {critic}", written)
        return state

    return solve


def case_of(state: TaskState) -> Case:
    """Give the golden case that a sample was made from."""
    return Case.model_validate(state.metadata["case"])


def critique_of(state: TaskState) -> Critique:
    """Give the critique that the solver left."""
    return _read(state.store.get("critique"))


@lru_cache(maxsize=8)
def _read(written: str) -> Critique:
    """Read a critique once for all the scorers that ask for it."""
    return Critique.model_validate_json(written)
