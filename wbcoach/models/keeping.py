"""One model's part of the memory: its answers by what was asked, what came and is not read yet, and what its endpoint can do."""

from __future__ import annotations

import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from wbcoach.models.inbox import Inbox
from wbcoach.models.line import METHODS, Line, endpoint
from wbcoach.models.memory import Memory, name_of
from wbcoach.models.reading import Answer
from wbcoach.settings import NO_CACHE

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from wbcoach.models.calling import Caller
    from wbcoach.models.line import Method
    from wbcoach.models.reading import Ask
    from wbcoach.settings import Settings

T = TypeVar("T", bound=BaseModel)


class Keeper:
    """Keeps and recalls for one model; without a `cache` it does neither."""

    def __init__(self, settings: Settings) -> None:
        """Keep the settings; no file is opened yet."""
        self._settings = settings
        keeps = settings.cache not in {"", NO_CACHE}
        self._memory = Memory(Path(settings.cache), settings.cache_mb) if keeps else None
        self.inbox = Inbox(self._memory) if self._memory else None
        self._endpoint = endpoint(settings)
        self._learnt: tuple[Method | None, list[str]] | None = None

    def close(self) -> None:
        """Close the file."""
        if self.inbox:
            self.inbox.close()
        if self._memory:
            self._memory.close()

    def hire(self, tell: Callable[[str], None]) -> None:
        """Have calls made by a courier where answers are kept."""
        if self.inbox:
            self.inbox.hire(tell)

    def recall(self, filled: Ask, answer: type[T]) -> Answer[T] | None:
        """Give the answer to the same question to the same model, if there is one; it costs nothing."""
        if self._memory is None:
            return None
        started = time.monotonic()
        key = self._key(filled, answer)
        record = self._memory.recall(key)
        if record is None:
            return None
        try:
            value = answer.model_validate(record["value"])
            before = sum(int(record["tokens"].get(name, 0)) for name in ("input", "output"))
            method = next(one for one in METHODS if one == record["method"])
            raw = str(record["raw"])
        except (ValidationError, KeyError, TypeError, ValueError, AttributeError, StopIteration):
            self._memory.forget(key)
            return None
        tokens = {"input": 0, "output": 0, "cached": before}
        return Answer(value, tokens, method, (time.monotonic() - started) * 1000, raw, 0.0)

    def keep(self, filled: Ask, answer: type[T], given: Answer[T]) -> None:
        """Keep an answer."""
        if self._memory is None:
            return
        record = {
            "value": given.value.model_dump(mode="json"),
            "tokens": given.tokens,
            "method": given.method,
            "raw": given.raw,
        }
        stamp = str(getattr(filled, "stamp", ""))
        self._memory.keep(self._key(filled, answer), str(self._settings.model), stamp, record)

    def asking(self) -> AbstractContextManager[None]:
        """Hold what comes as long as the block lasts, which keeps the answer before it ends."""
        return self.inbox.asking() if self.inbox else nullcontext()

    def remind(self, caller: Caller) -> Method | None:
        """Begin with what an earlier run learnt of this endpoint: the options it dislikes, and the method that works."""
        if self._memory is None or self._learnt is not None:
            return None
        record = self._memory.ability(self._place) or {}
        method = next((one for one in METHODS if one == record.get("method")), None)
        disliked = record.get("dislikes")
        dislikes = [str(one) for one in disliked] if isinstance(disliked, list) else []
        for option in dislikes:
            if option in caller.line.options:
                caller.line = caller.line.without(option)
        self._learnt = (method, dislikes)
        return method

    def learn(self, method: Method | None, caller: Caller) -> None:
        """Keep what this endpoint can do, where that is news."""
        if self._memory is None:
            return
        dislikes = [name for name in Line.options_of(self._settings) if name not in caller.line.options]
        if (method, dislikes) != self._learnt:
            self._learnt = (method, dislikes)
            self._memory.learn(self._place, {"method": method, "dislikes": dislikes})

    @property
    def _place(self) -> str:
        return f"{self._endpoint} {self._settings.model}"

    def _key(self, filled: Ask, answer: type[BaseModel]) -> str:
        return name_of(filled, answer, self._settings.model, self._endpoint, self._settings.answer_tokens)
