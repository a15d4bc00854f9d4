"""Model calls on disk: recorded while a model answers, replayed with no key; one file for each distinct call.

A call is named by what went in: the prompt's stamp, the model, the messages, the schema of the answer, and the epoch
from the second on. So a changed prompt or case finds no recording, and a replayed run can't pass off an old answer as
a new one's.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from eval.disk import write_whole
from wbcoach.errors import InputError, ModelAnswerError
from wbcoach.models import Answer, TokenCount, count_tokens

if TYPE_CHECKING:
    from pathlib import Path

    from wbcoach.models import Model
    from wbcoach.models.reading import Ask

T = TypeVar("T", bound=BaseModel)
_FIELDS: Final = frozenset({"key", "model", "stamp", "epoch", "value", "tokens", "method", "raw"})
_AGAIN: Final = "Delete it; `run --record` on the same folder asks for what is missing alone."


@dataclass(frozen=True)
class Calls:
    """Which model is asked, "" for the one that is set, and the folder its calls are recorded in or replayed from."""

    model: str = ""
    folder: str = ""
    replay: bool = False


@dataclass
class Turn:
    """A case that is being answered: in which epoch, and how many answers came from a folder of recordings."""

    epoch: int = 1
    from_folder: int = 0


TURN: Final[ContextVar[Turn | None]] = ContextVar("TURN", default=None)


class _BrokenError(Exception):
    """A recording isn't as it was written; says how."""


def key_of(model: str, filled: Ask, answer: type[BaseModel], epoch: int = 1) -> str:
    """Name a call: SHA-256 in hexadecimal of stamp, model, messages, schema, and the epoch after the first."""
    messages = [[message.type, message.text] for message in filled.as_messages()]
    told: list[object] = [getattr(filled, "stamp", ""), model, messages, answer.model_json_schema()]
    if epoch > 1:
        told.append(epoch)
    return _hash(told)


def _hash(told: object) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    """Read a recording.

    Raises:
        FileNotFoundError: there is none.
        _BrokenError: it is torn, or was changed since it was written.
    """
    try:
        record = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise
    except (ValueError, OSError) as error:
        raise _BrokenError(f"is torn or can't be read ({error})") from None
    if not isinstance(record, dict) or record.keys() != {*_FIELDS, "sha256"}:
        raise _BrokenError("is no recording, or one of another version")
    if record.pop("sha256") != _hash(record):
        raise _BrokenError("was changed since it was recorded")
    if record["key"] != path.stem:
        raise _BrokenError("was recorded under another name")
    return record


def _answer(path: Path, answer: type[T]) -> Answer[T]:
    """Give a recorded answer, and count it for the case that asks.

    Raises:
        FileNotFoundError: there is none.
        _BrokenError: it can't be used.
    """
    started = time.monotonic()
    record = _read(path)
    try:
        value = answer.model_validate(record["value"])
    except ValidationError as error:
        raise _BrokenError(f"holds no {answer.__name__} ({error.errors()[0]['msg']})") from None
    if (turn := TURN.get()) is not None:
        turn.from_folder += 1
    elapsed_ms = (time.monotonic() - started) * 1000
    return Answer(value, record["tokens"], record["method"], elapsed_ms, record["raw"])


def _epoch() -> int:
    turn = TURN.get()
    return turn.epoch if turn else 1


class Recorder:
    """A model whose answers are written down as they come; failures are not, so that they are tried again.

    What the folder holds already is not asked again, so a run that was cut short goes on where it stopped. Once a
    recording can't be written, nothing more is asked: `broken` says why.
    """

    def __init__(self, model: Model, folder: Path) -> None:
        """Record the model's calls in a folder, which is made if it isn't there."""
        self._model, self._folder = model, folder
        self.taken = 0
        self.broken: InputError | None = None
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
        """Give the answer that is recorded already, or ask the model and keep its answer; a broken one is replaced.

        Raises:
            ModelError: as the model raises.
            InputError: the recording can't be written, or an earlier one couldn't.
        """
        if self.broken:
            raise self.broken
        key = key_of(self.name, filled, answer, _epoch())
        path = self._folder / f"{key}.json"
        try:
            known = _answer(path, answer)
        except (FileNotFoundError, _BrokenError):
            pass
        else:
            self.taken += 1
            return known
        got = self._model.ask(filled, answer)
        record = {
            "key": key,
            "model": self.name,
            "stamp": getattr(filled, "stamp", ""),
            "epoch": _epoch(),
            "value": got.value.model_dump(mode="json"),
            "tokens": got.tokens,
            "method": got.method,
            "raw": got.raw,
        }
        record["sha256"] = _hash(record)
        try:
            write_whole(path, json.dumps(record, indent=1, sort_keys=True) + "\n")
        except OSError as error:
            self.broken = InputError(
                f"No recording can be written to {self._folder}: {error.strerror or error}.",
                "Mend that and run the same again: it goes on where it stopped.",
            )
            raise self.broken from None
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
            ModelAnswerError: this call was never recorded, or its recording is torn or was changed.
        """
        path = self._folder / f"{key_of(self.name, filled, answer, _epoch())}.json"
        try:
            return _answer(path, answer)
        except FileNotFoundError:
            raise ModelAnswerError(
                f"There is no recording {path.name} of model {self.name!r} for this case.",
                f"{self._why(getattr(filled, 'stamp', ''))} `run --record` on the same folder asks for what is missing alone.",
            ) from None
        except _BrokenError as error:
            raise ModelAnswerError(f"The recording {path} {error}.", _AGAIN) from None

    def _why(self, stamp: str) -> str:
        """Say in what the call differs from what was recorded, as far as that can be seen."""
        mine = {(told, epoch) for model, told, epoch in self._known if model == self.name}
        name = stamp.partition("@")[0]
        others = sorted({told for told, _ in mine if told.partition("@")[0] == name and told != stamp})
        if others and stamp not in {told for told, _ in mine}:
            return f"They were recorded under the prompt {', '.join(others)}; it is {stamp} now."
        most = max((epoch for told, epoch in mine if told == stamp), default=1)
        if _epoch() > most:
            return f"This is epoch {_epoch()}, and {most} was recorded."
        return "Its words, its feedback or a setting changed since, or it was not put to the model."

    @cached_property
    def _known(self) -> frozenset[tuple[str, str, int]]:
        return known(self._folder)


def known(folder: Path) -> frozenset[tuple[str, str, int]]:
    """Give model, prompt's stamp and epoch of each recording in a folder; broken ones are left out."""
    found = set()
    for path in folder.glob("*.json"):
        try:
            record = _read(path)
        except (FileNotFoundError, _BrokenError):
            continue
        found.add((str(record["model"]), str(record["stamp"]), int(record["epoch"])))
    return frozenset(found)


def replayable(folder: Path, model: str) -> None:
    """See whether a folder has recordings of a model, "" where none is set.

    Raises:
        InputError: it has none; says of which models it has some.
    """
    models = sorted({name for name, _, _ in known(folder)})
    hint = "Name one with --model NAME, or set WBCOACH_MODEL."
    if not models:
        files = sorted(folder.glob("*.json"))
        what = f"{len(files)} files and no recording" if files else "no recording"
        why = f": {files[0].name} {_fault(files[0])}" if files else ""
        raise InputError(
            f"{folder} has {what} that can be replayed{why}."
            if folder.is_dir()
            else f"{folder} is no folder.",
            "Give what `run --record` wrote.",
        )
    if not model:
        raise InputError(f"No model is set, and {folder} has recordings of {', '.join(models)}.", hint)
    if model not in models:
        raise InputError(f"{folder} has recordings of {', '.join(models)}, and none of {model}.", hint)


def _fault(path: Path) -> str:
    try:
        _read(path)
    except (FileNotFoundError, _BrokenError) as error:
        return str(error)
    return ""
