"""The server's log: one JSON object a line on stderr, without the text of any statement unless that was asked for."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

from wbcoach.render.json import safe


class Log:
    """Writes events; `texts` says whether words of statements and messages of faults may be in them."""

    def __init__(self, *, texts: bool = False) -> None:
        """Write to stderr."""
        self.texts = texts

    def __call__(self, event: str, level: str = "info", **values: Any) -> None:
        """Write an event with its values."""
        time = datetime.now(tz=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = json.dumps({"time": time, "level": level, "event": event, **values}, default=str)
        sys.stderr.write(safe(line) + "\n")
        sys.stderr.flush()

    def fault(self, error: BaseException, **values: Any) -> None:
        """Write where a fault happened; its message may hold a statement's words, so it goes along only with texts."""
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
        message = {"message": str(error)} if self.texts else {}
        self("fault", "error", type=type(error).__name__, places=places, **message, **values)

    def take_over(self, *names: str) -> None:
        """Have the loggers of these names write here."""
        handler = _Handler(self)
        for name in names:
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [handler], False
            logger.setLevel(logging.INFO)


class _Handler(logging.Handler):
    def __init__(self, log: Log) -> None:
        super().__init__()
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            self._log.fault(error, logger=record.name)
        else:
            self._log("server", record.levelname.lower(), message=record.getMessage())
