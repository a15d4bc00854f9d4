"""Two studies of conversations: scorers against labelled turns, and a live coach that answers the authors' lines."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from inspect_ai.log import transcript

from eval import checks, conversations
from eval.scorers import chat
from eval.tasks.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from eval.conversations import Coaching, Conversation
    from eval.marks import Mark

AGREES: Final = "turn as labelled: "
LIVE: Final = "coach: "


def labelled(cases: Iterable[Conversation] | None = None) -> Study:
    """Make the study `turns`: by conversation, the share of the coach's turns that each scorer judges as labelled."""
    by_id = _by_id(cases)

    def answer(name: str) -> dict[str, Mark]:
        counted = checks.on_turns(by_id[name])
        return {f"{AGREES}{scorer}": mark for scorer, one in counted.items() if (mark := one.mark())}

    return _study("turns", by_id, answer)


def live(coach: Coaching, cases: Iterable[Conversation] | None = None) -> Study:
    """Make the study `chat`: a coach answers the authors of the labelled conversations, and its turns are scored.

    The authors' lines are fixed, and their labels are not used. What was said is kept in the log of each case. A coach
    that raises, or answers as somebody else, is an error of that case.
    """
    by_id = _by_id(cases)

    def answer(name: str) -> dict[str, Mark]:
        case = by_id[name]
        turns = chat.talk(coach, [turn.text for turn in case.turns if turn.role == "author"])
        transcript().info([turn.model_dump() for turn in turns], source="conversation")
        return {f"{LIVE}{scorer}": mark for scorer, mark in chat.score(turns, case.findings).items()}

    return _study("chat", by_id, answer)


def coach_of(place: str) -> Coaching:
    """Open the coach that `package.module:name` makes when it is called without arguments.

    Raises:
        ValueError: there is nothing of that name, or what it makes can't be talked to.
    """
    module, _, name = place.partition(":")
    try:
        coach: Coaching = getattr(import_module(module), name)()
        coach.reply  # noqa: B018  whoever has none is no coach
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        raise ValueError(
            f"--coach takes package.module:name, which makes something with reply(transcript); {place!r}: {error}"
        ) from None
    return coach


def _by_id(cases: Iterable[Conversation] | None) -> dict[str, Conversation]:
    return {case.id: case for case in (conversations.load() if cases is None else cases)}


def _study(name: str, by_id: dict[str, Conversation], answer: Callable[[str], dict[str, Mark]]) -> Study:
    return Study(
        name,
        "tuned",
        {one: case.draft for one, case in by_id.items()},
        answer,
        splits={one: case.split for one, case in by_id.items()},
    )
