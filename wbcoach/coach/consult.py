"""Ask a model, believe nothing: the steps one by one, as far as the depth goes, each result given as it comes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wbcoach.coach.steps import STEPS
from wbcoach.coach.steps.rewrite import to_mend
from wbcoach.coach.steps.state import Case, Name, State
from wbcoach.errors import ModelAnswerError, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event

    from wbcoach.errors import WbcoachError

MOST_REWRITES = 2


def consult(
    case: Case, notify: Callable[[WbcoachError], None], stop: Event | None = None
) -> Iterator[tuple[Name, State]]:
    """Take the steps that the depth in the settings asks for.

    quick finds; standard has a second look at grave findings that the model alone proposes; deep adds a
    rewrite with its own critic. A step that fails after the first is told to `notify`, and what was had
    before it stays. When `stop` is set no further call is made.

    Yields:
        The name of each step that is done, and the state after it; the first failure of `find` is raised.

    Raises:
        ModelError: the first question had no usable answer.
    """
    if _is_set(stop):
        return
    state = State(case)
    for name in ("find", "ground"):
        state = STEPS[name].invoke(state)
        yield name, state
    depth, fit = case.settings.depth, True
    while depth != "quick" and fit and state.waiting and not _is_set(stop):
        after = _taken("second_look", state, notify)
        if isinstance(after, State):
            state = after
        elif isinstance(after, ModelAnswerError):  # the server is there: the next question may go better
            lost, *rest = state.waiting
            state = replace(state, waiting=tuple(rest), told=f"{lost.code}: no usable answer")
        else:
            fit = False
            continue
        yield "second_look", state
    state = STEPS["merge"].invoke(state)
    yield "merge", state
    if depth == "deep" and fit and to_mend(state) is not None:
        yield from _rewriting(state, notify, stop)


def _rewriting(
    state: State, notify: Callable[[WbcoachError], None], stop: Event | None
) -> Iterator[tuple[Name, State]]:
    """Offer a rewrite and check it, twice at most; a refused one leaves its reason and the question alone."""
    for _ in range(MOST_REWRITES):
        if _is_set(stop):
            return
        after = _taken("rewrite", state, notify)
        if isinstance(after, ModelError):
            return
        state = after
        yield "rewrite", state
        state = STEPS["recheck"].invoke(state)
        yield "recheck", state
        if state.rewrite:
            return


def _taken(name: Name, state: State, notify: Callable[[WbcoachError], None]) -> State | ModelError:
    """Take a step that may fail without losing the critique."""
    try:
        return STEPS[name].invoke(state)
    except ModelError as error:
        notify(error)
        return error


def _is_set(stop: Event | None) -> bool:
    return stop is not None and stop.is_set()
