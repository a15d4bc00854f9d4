"""Requests through a courier without a model above them, and processes that are there to be killed with some in flight.

python carrying.py URL CACHE COUNT       for each line of stdin a process asks so many questions at once, and tells its id
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2

from wbcoach.models.inbox import Inbox
from wbcoach.models.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


@contextmanager
def batch(cache: Path, tell: Callable[[str], None]) -> Generator[Inbox]:
    """What a batch has beneath its model."""
    memory = Memory(cache)
    inbox = Inbox(memory)
    inbox.hire(tell)
    try:
        yield inbox
    finally:
        inbox.close()
        memory.close()


def ask(inbox: Inbox, url: str, number: int) -> bytes:
    """Ask a question as the client of a model does, and give the body of its answer."""
    request = httpx2.Request("POST", f"{url}/questions", json={"number": number})
    request.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), 60)
    # The server of the tests reads a key, be there one or none.
    request.headers["Authorization"] = "Bearer none"
    with inbox.asking():
        if reply := inbox.given(request):
            return reply.body
        response = inbox.carried(request)
        assert response is not None
        return response.content


def told(text: str) -> None:
    """Tell whoever started this."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(url: str, cache: str, count: str) -> None:
    """Become two at each line, so that all that is imported is so once."""
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            with batch(Path(cache), told) as inbox:
                asks = [
                    threading.Thread(target=ask, args=(inbox, url, number)) for number in range(int(count))
                ]
                # First, as a question may tell of something too.
                told(str(os.getpid()))
                for one in asks:
                    one.start()
                for one in asks:
                    one.join()
            os._exit(0)
        told(f"ended {os.waitpid(child, 0)[1]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
