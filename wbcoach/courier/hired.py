"""The batch's end of its courier: starts it, hands it requests, and gives what comes as if it had come here."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import threading
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, cast

from wbcoach.courier import frames

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import RawIOBase
    from pathlib import Path

    import httpx2

    from wbcoach.courier.frames import Frame

# It finds its modules where this process does.
_START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from wbcoach.courier.process import main; main(sys.argv[2])"
)
_START_S: Final = 30.0
_END_S: Final = 2.0
_ON_THE_WAY_S: Final = 5.0
# Beyond so many that died, the next would as well.
_STARTS: Final = 4
_DIRECTLY: Final = (
    "the process that makes the calls can't be started, so they go out from here; "
    "what is in flight when this run is killed is asked again."
)


def longest(request: httpx2.Request) -> float | None:
    """Give the seconds after which a courier is through with a request, whatever happens; None where it may wait for ever."""
    times: dict[str, float | None] = request.extensions.get("timeout", {})
    connect, read = times.get("connect"), times.get("read")
    # The body has the same time again as its first byte.
    return None if connect is None or read is None else connect + 2 * read + _ON_THE_WAY_S


class Courier:
    """Has requests carried by a process of its own, and by another where that one died; safe to share between threads."""

    def __init__(self, lock: Path, tell: Callable[[str], None]) -> None:
        """Keep the file that it locks while it lives, and whom to tell where there can be none; it starts when it is needed."""
        self._lock, self._tell = lock, tell
        self._guard = threading.Lock()
        self._run: _Run | None = None
        self._starts = 0
        self._given_up = False

    def carry(self, request: httpx2.Request, file: Path, name: str) -> httpx2.Response | None:
        """Have a request carried; a reply is in `file` under its `name` by the time it is given.

        None where there is no courier, and none can be had: then the request was not sent.

        Raises:
            httpx2.TransportError: what the courier met, or that it died.
        """
        import httpx2

        body = request.read()
        run = self._running()
        if run is None:
            return None
        head = {
            "method": request.method,
            "url": str(request.url),
            "headers": frames.plain(request.headers.raw),
            "timeout": request.extensions.get("timeout", {}),
            "file": str(file),
            "name": name,
        }
        try:
            told, got = run.ask(head, body, longest(request))
        except TimeoutError:
            raise httpx2.ReadTimeout("No answer came back.", request=request) from None
        except OSError as error:
            raise httpx2.ReadError(str(error), request=request) from None
        if "error" in told:
            raise _error(told["error"])(told["said"], request=request)
        headers = frames.raw(told["headers"])
        return httpx2.Response(told["status"], headers=headers, content=got, request=request)

    def close(self) -> bool:
        """Let it end; say whether it has, or is still waiting for something."""
        with self._guard:
            run, self._run = self._run, None
        return run is None or run.end()

    def _running(self) -> _Run | None:
        with self._guard:
            if self._run is not None and self._run.over:
                self._run.end()
                self._run = None
            if self._run is None and not self._given_up:
                self._starts += 1
                try:
                    self._run = _Run(self._lock) if self._starts <= _STARTS else None
                except OSError:
                    self._run = None
                if self._run is None:
                    self._given_up = True
                    self._tell(_DIRECTLY)
            return self._run


class _Run:
    """One process, and those who wait for what it brings."""

    def __init__(self, lock: Path) -> None:
        """Start it, and wait until it has its lock.

        Raises:
            OSError: it doesn't start.
        """
        self.over = False
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._ready = threading.Event()
        self._numbers = itertools.count()
        self._waiting: dict[int, Future[Frame]] = {}
        self.process = subprocess.Popen(  # noqa: S603  ourselves
            [sys.executable, "-c", _START, json.dumps(sys.path), str(lock)],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Neither Ctrl-C nor what ends the batch's group reaches it.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._out = cast("RawIOBase", self.process.stdin)
        self._back = cast("RawIOBase", self.process.stdout)
        self._listener = threading.Thread(target=self._listen, name="wbcoach-courier", daemon=True)
        self._listener.start()
        if not self._ready.wait(_START_S) or self.over:
            self.process.kill()
            self.end()
            raise OSError("The process that makes the calls doesn't start.")

    def ask(self, head: dict[str, Any], body: bytes, most_s: float | None) -> Frame:
        """Hand a request over, and wait for what comes of it.

        Raises:
            TimeoutError: nothing came.
            OSError: the process died.
        """
        future: Future[Frame] = Future()
        with self._guard:
            if self.over:
                raise _died()
            number = next(self._numbers)
            self._waiting[number] = future
        try:
            with self._writing:
                frames.put(self._out, {"id": number, **head}, body)
            return future.result(most_s)
        except ValueError:
            raise _died() from None  # its pipe was closed meanwhile
        finally:
            with self._guard:
                self._waiting.pop(number, None)

    def end(self) -> bool:
        """Take no more; say whether it has ended by then."""
        with self._writing:
            self._out.close()
        try:
            self.process.wait(_END_S)
        except subprocess.TimeoutExpired:
            return False
        self._listener.join(_END_S)
        self._back.close()
        return True

    def _listen(self) -> None:
        with suppress(OSError, ValueError):
            while (frame := frames.take(self._back)) is not None:
                if "ready" in frame.head:
                    self._ready.set()
                    continue
                with self._guard:
                    future = self._waiting.pop(frame.head["id"], None)
                if future is not None:
                    future.set_result(frame)
        with self._guard:
            self.over = True
            left = list(self._waiting.values())
            self._waiting.clear()
        for future in left:
            future.set_exception(_died())
        self._ready.set()


def _died() -> OSError:
    return ConnectionError("the process that makes the calls died")


def _error(name: str) -> type[httpx2.RequestError]:
    """Give the class of an error that the courier named."""
    import httpx2

    found = getattr(httpx2, name, None)
    known = isinstance(found, type) and issubclass(found, httpx2.RequestError)
    return cast("type[httpx2.RequestError]", found) if known else httpx2.TransportError
