"""A server of fixed latency on the loopback, in a process of its own, so that only the caller's overhead is measured.

python -m eval.slow_server SECONDS        prints its port, then answers each chat completion after that long

GET /asked gives what it was asked: [[hash of the question, when it came, by whose key, when its answer was out or null], ...].
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Generator

_DRAFT: Final = json.dumps({"findings": [], "strengths": ["Says who."]})
_BODY: Final = json.dumps(
    {
        "id": "c-1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": _DRAFT}}
        ],
        "usage": {"prompt_tokens": 30, "completion_tokens": 4, "total_tokens": 34},
    }
).encode()
_HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


class Asked(NamedTuple):
    """A question that came: its hash, and seconds since 1970 of its coming and of its answer, None before that is out.

    `key` is the one that it was asked with.
    """

    question: str
    came: float
    key: str
    answered: float | None


@contextmanager
def serving(seconds: float) -> Generator[str]:
    """Run the server as long as the block lasts; give its base URL."""
    command = [sys.executable, "-m", "eval.slow_server", str(seconds)]
    root = Path(__file__).resolve().parent.parent
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:  # noqa: S603  ourselves
        try:
            assert process.stdout is not None  # noqa: S101  it is piped
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        finally:
            process.terminate()


def asked(url: str) -> list[Asked]:
    """Fetch what the server at this base URL was asked until now."""
    with urllib.request.urlopen(f"{url.removesuffix('/v1')}/asked") as answer:  # noqa: S310  our own, on loopback
        return [Asked(*one) for one in json.load(answer)]


async def _serve(seconds: float) -> None:
    told: list[list[str | float | None]] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lengths = (
                    int(line.split(b":")[1])
                    for line in head.lower().split(b"\r\n")
                    if line.startswith(b"content-length")
                )
                question = await reader.readexactly(next(lengths, 0))
                if head.startswith(b"GET /asked"):
                    await _send(writer, json.dumps(told).encode())
                    continue
                question_hash = hashlib.sha256(question).hexdigest()[:16]
                one: list[str | float | None] = [question_hash, time.time(), _key(head), None]
                told.append(one)
                await asyncio.sleep(seconds)
                await _send(writer, _BODY)
                one[3] = time.time()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


def _key(head: bytes) -> str:
    lines = (line.decode("latin-1") for line in head.split(b"\r\n"))
    return next((line.split()[-1] for line in lines if line.lower().startswith("authorization:")), "")


async def _send(writer: asyncio.StreamWriter, body: bytes) -> None:
    writer.write(_HEAD % len(body) + body)
    await writer.drain()


if __name__ == "__main__":
    asyncio.run(_serve(float(sys.argv[1])))
