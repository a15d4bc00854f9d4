"""The tools that a model is given, typed, and how a turn of it runs: so many calls, so many tokens, then it has to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import BaseModel, Field

from wbcoach.critique import SlotName
from wbcoach.errors import ModelAnswerError
from wbcoach.models.failures import OFFLINE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from langchain.agents.middleware import AgentMiddleware
    from langchain_core.messages import BaseMessage
    from langchain_core.tools import BaseTool

    from wbcoach.conversation.desk import Desk
    from wbcoach.conversation.speaking import Speaker
    from wbcoach.models import Talking
    from wbcoach.prompt import Filled

MOST_STEPS: Final = 5
_Words = Annotated[str, Field(max_length=600, description="words of the author, copied")]
_Code = Annotated[str, Field(max_length=3, description="code of the finding, such as S01")]


class Query(BaseModel):
    """What to look for."""

    query: Annotated[str, Field(max_length=400, description="a few words, or a code")]


class Wording(BaseModel):
    """A whole statement as reworded."""

    text: Annotated[str, Field(max_length=1500, description="the whole statement, both sentences")]


class Slot(BaseModel):
    """Words for a part of the draft."""

    slot: SlotName
    author_words: _Words


class Aside(BaseModel):
    """A finding that the author wants put aside."""

    code: _Code
    author_words: _Words


class Nothing(BaseModel):
    """Nothing needs to be said."""


_TAKES: Final[dict[str, type[BaseModel]]] = {
    "search_feedback": Query,
    "search_guidance": Query,
    "critique": Nothing,
    "check_rewrite": Wording,
    "set_slot": Slot,
    "park": Aside,
    "waive": Aside,
}
NAMES: Final = tuple(_TAKES)
_CUT: Final = "(left out: no room)"


def tools_of(desk: Desk) -> list[BaseTool]:
    """Make the tools of one turn; their words for a model are the docstrings of what they do."""
    from langchain_core.tools import StructuredTool

    doing: dict[str, Callable[..., str]] = {name: getattr(desk, name) for name in NAMES if name != "critique"}
    doing["critique"] = desk.critique_draft
    return [
        StructuredTool.from_function(doing[name], name=name, args_schema=takes)
        for name, takes in _TAKES.items()
    ]


def run_turn(talking: Talking, filled: Filled, desk: Desk, speaker: Speaker, room: int) -> None:
    """Let the model take its turn: it may use tools, and what it says goes to the speaker as it comes.

    Raises:
        ModelError: the model can't be reached, gives no usable answer, or the budget is used up.
    """
    from langchain.agents import create_agent

    system, human = filled.as_messages()
    made = create_agent(
        talking.chat,
        tools_of(desk),
        system_prompt=str(system.content),
        middleware=[_bounded(talking, speaker, room)],
    )
    made.invoke({"messages": [human]}, config={"recursion_limit": 8 * MOST_STEPS})  # type: ignore[call-overload]


def _bounded(talking: Talking, speaker: Speaker, room: int) -> AgentMiddleware[Any, Any]:
    """Make the layer that asks: through our door to the model, and without tools once the steps are used up."""
    from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse

    class Bounded(AgentMiddleware[Any, Any]):
        """Counts the steps of one turn."""

        def __init__(self) -> None:
            super().__init__()
            self.steps = 0

        def wrap_model_call(
            self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
        ) -> ModelResponse[Any]:
            del handler  # it would ask past budget and breaker
            self.steps += 1
            given: list[BaseMessage] = [
                *([request.system_message] if request.system_message else []),
                *request.messages,
            ]
            tools: Sequence[BaseTool] = [one for one in request.tools if not isinstance(one, dict)]
            if self.steps >= MOST_STEPS or talking.count(given, tools) > room:
                tools, given = (), _within(given, room, talking)
            said = talking.say(given, tools, speaker.hear)
            speaker.end()
            if said.tool_calls and not tools:
                message = f"The model asks for tools {MOST_STEPS} times without an answer."
                raise ModelAnswerError(message, f"Try another model. {OFFLINE}")
            return ModelResponse(result=[said])

    return Bounded()


def _within(messages: Sequence[BaseMessage], room: int, talking: Talking) -> list[BaseMessage]:
    """Leave out what tools answered, the oldest first, until the rest has room."""
    kept = list(messages)
    for place, one in enumerate(kept):
        if talking.count(kept) <= room:
            break
        if one.type == "tool":
            kept[place] = one.model_copy(update={"content": _CUT})
    return kept
