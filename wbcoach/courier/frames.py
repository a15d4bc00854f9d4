"""Messages over a pipe: a head in JSON, and the bytes of a body."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from io import RawIOBase

_SIZES: Final = struct.Struct(">II")
_PIECE: Final = 1 << 16


class Frame(NamedTuple):
    """One message."""

    head: dict[str, Any]
    body: bytes


def put(pipe: RawIOBase, head: dict[str, Any], body: bytes = b"") -> None:
    """Write a message whole; of several threads one may do so at a time.

    Raises:
        OSError: nobody reads at the other end.
    """
    told = json.dumps(head).encode()
    left = memoryview(_SIZES.pack(len(told), len(body)) + told + body)
    while left:
        left = left[pipe.write(left) or 0 :]


def take(pipe: RawIOBase) -> Frame | None:
    """Read the next message; None where the other end is closed, in mid-message or before one."""
    sizes = _exactly(pipe, _SIZES.size)
    if sizes is None:
        return None
    head_size, body_size = _SIZES.unpack(sizes)
    head, body = _exactly(pipe, head_size), _exactly(pipe, body_size)
    return None if head is None or body is None else Frame(json.loads(head), body)


def plain(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[str, str]]:
    """Give headers as a head can hold them."""
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]


def raw(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """Give headers of a head as they were."""
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def _exactly(pipe: RawIOBase, size: int) -> bytes | None:
    held = bytearray()
    while len(held) < size:
        piece = pipe.read(min(_PIECE, size - len(held)))
        if not piece:
            return None
        held += piece
    return bytes(held)
