"""Model calls on disk: recorded while a model answers, replayed with no key; one file for each distinct call.

A call is named by what went in: the prompt's stamp, the model, the messages, and the schema of the answer. So a changed
prompt or case finds no recording, and a replayed run can't pass off an old answer as a new one's.
"""

from __future__ import annotations

import hashlib
import json
import time
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from eval.disk import write_whole
from wbcoach.errors import ModelAnswerError
from wbcoach.models import Answer, TokenCount, count_tokens

if TYPE_CHECKING:
    from pathlib import Path

    from wbcoach.models import Model
    from wbcoach.models.reading import Ask

T = TypeVar("T", bound=BaseModel)


def key_of(model: str, filled: Ask, answer: type[BaseModel]) -> str:
    """Name a call: SHA-256 in hexadecimal of stamp, model, messages and schema."""
    messages = [[message.type, message.text] for message in filled.as_messages()]
    told = [getattr(filled, "stamp", ""), model, messages, answer.model_json_schema()]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


class Recorder:
    """A model whose answers are written down as they come; failures are not, so that they are tried again."""

    def __init__(self, model: Model, folder: Path) -> None:
        """Record the model's calls in a folder, which is made if it isn't there."""
        self._model, self._folder = model, folder
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    def count(self, text: str) -> TokenCount:
        """Count tokens as the model does."""
        return self._model.count(text)

    def close(self) -> None:
        """Close the model."""
        self._model.close()

    def ask(self, filled: Ask, answer: type[T]) -> Answer[T]:
        """Ask the model and keep its answer.

        Raises:
            ModelError: as the model raises.
            OSError: the recording can't be written.
        """
        got = self._model.ask(filled, answer)
        record = {
            "model": self.name,
            "stamp": getattr(filled, "stamp", ""),
            "value": got.value.model_dump(mode="json"),
            "tokens": got.tokens,
            "method": got.method,
            "raw": got.raw,
        }
        path = self._folder / f"{key_of(self.name, filled, answer)}.json"
        write_whole(path, json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        return got


class Replayer:
    """A model that knows recorded answers and nothing else."""

    def __init__(self, folder: Path, name: str) -> None:
        """Replay what was recorded of the model of this name."""
        self._folder, self.name = folder, name

    def count(self, text: str) -> TokenCount:
        """Count tokens as the model would, as far as its rank file is there."""
        return count_tokens(text, self.name, self._folder)

    def close(self) -> None:
        """Nothing is open."""

    def ask(self, filled: Ask, answer: type[T]) -> Answer[T]:
        """Give the recorded answer.

        Raises:
            ModelAnswerError: this call was never recorded.
        """
        started = time.monotonic()
        path = self._folder / f"{key_of(self.name, filled, answer)}.json"
        try:
            record: dict[str, Any] = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            raise ModelAnswerError(
                f"There is no recording {path.name} of model {self.name!r} for this case.",
                "Record it first: run with --record and the model's key.",
            ) from None
        value = answer.model_validate(record["value"])
        elapsed_ms = (time.monotonic() - started) * 1000
        return Answer(value, record["tokens"], record["method"], elapsed_ms, record["raw"])
