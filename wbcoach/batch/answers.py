"""The output of a batch, read again: one answer a line, in constant memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from wbcoach.batch.answer import known
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HINT = "Give what `wbcoach batch -o` wrote."


def read_answers(path: Path) -> Iterator[dict[str, Any]]:
    """Give the answers of a batch, critiques and errors, in their order.

    Raises:
        InputError: the file can't be read, is no output of a batch, or its last line is torn.
    """
    number = 0
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not known(line) or not line.endswith(b"\n"):
                    torn = known(line)
                    message = f"{path}, line {number}, is {'torn' if torn else 'no answer of a batch'}."
                    raise InputError(message, "Let the batch that writes it go on." if torn else _HINT)
                yield json.loads(line)
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}.", _HINT) from None
    except ValueError:
        raise InputError(f"{path}, line {number}, is damaged: it can't be read.", _HINT) from None
    if not number:
        raise InputError(f"{path} holds no answer.", _HINT)
