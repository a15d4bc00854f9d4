"""The critics that can be put to a task, and the solver that asks one."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from anyio import to_thread
from inspect_ai.model import ModelOutput
from inspect_ai.solver import Generate, Solver, TaskState, solver

from eval.golden import Case
from eval.replay import TURN, Calls, Recorder, Replayer, Turn
from eval.score import heads, pinned
from eval.tasks.study import with_hint
from wbcoach.coach import Coach
from wbcoach.critique import Critique

if TYPE_CHECKING:
    from typing import Any

    from wbcoach.errors import WbcoachError
    from wbcoach.models import Model

# What a critic is made of, by the name it has in tables.
CRITICS: Final = ("rules alone", "rules and heads", "model")


class _Strict:
    """Turns what a coach would go on without into an error of the case: a critic without its model is another critic."""

    def __call__(self, error: WbcoachError) -> None:
        raise error


@lru_cache(maxsize=4)
def open_coach(critic: str, calls: Calls = Calls()) -> Coach:  # noqa: B008  it is frozen
    """Open a critic: pinned settings, no index; each case brings its evidence.

    Args:
        critic: one of `CRITICS`.
        calls: which model is asked, and what is recorded of it or replayed.

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
    model: Any = open_caller(calls)
    settings = settings.model_copy(update={"model": model.name})
    return Coach(settings, model=model, heads=local, notify=_Strict())


@lru_cache(maxsize=4)
def open_caller(calls: Calls) -> Model | Recorder | Replayer:
    """Open the model that a critic asks, or what stands for it.

    Raises:
        SettingsError, ModelError: it can't be opened.
    """
    from wbcoach.models import open_model
    from wbcoach.settings import load

    named = load({"model": calls.model or None}).settings.model
    if calls.replay:
        return Replayer(Path(calls.folder), named or "")
    model = open_model(pinned().model_copy(update={"model": named}))
    return Recorder(model, Path(calls.folder)) if calls.folder else model


@solver
def critic_solver(critic: str, calls: Calls = Calls()) -> Solver:  # noqa: B008  it is frozen
    """Critique a case with its own evidence linked; the critique is kept in the sample's store.

    A critic with a model waits in a thread of its own, so that several cases are under way at once.
    """
    coach = open_coach(critic, calls)

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        del generate
        case = case_of(state)
        evidence = [one.model_dump() for one in case.evidence]
        put = partial(coach.critique, case.text, evidence, id=case.id)
        turn = Turn(state.epoch)
        TURN.set(turn)
        with with_hint():
            critique = await to_thread.run_sync(put) if critic == "model" else put()
        written = critique.model_dump_json(by_alias=True)
        state.store.set("critique", written)
        state.store.set("from_folder", turn.from_folder)
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
