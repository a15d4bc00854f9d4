"""What stands in the file of an ask: a line for each request before it is sent, and one for each reply that came.

A line that a kill cut off is none, and spoils none beside it: each begins on a new line and is JSON to its end.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

# What says how to read a body; the rest of a reply's headers is of its own day.
_HEADERS: Final = ("content-type", "content-encoding")


class Reply(NamedTuple):
    """A reply to the request of this `name`, its body as it came over the wire."""

    name: str
    headers: dict[str, str]
    body: bytes


class Held(NamedTuple):
    """What a file holds: the names of the requests that were sent, and the replies."""

    asked: frozenset[str]
    replies: tuple[Reply, ...]


def asked(name: str) -> bytes:
    """Give the line that says a request is about to be sent."""
    return _line([name])


def came(name: str, headers: Mapping[str, str], body: bytes) -> bytes:
    """Give the line of a reply."""
    kept = {one: headers[one] for one in _HEADERS if one in headers}
    return _line([name, kept, body.decode("latin-1")])


def read(data: bytes) -> Held:
    """Read the lines of a file."""
    names: set[str] = set()
    replies: list[Reply] = []
    for line in data.split(b"\n"):
        try:
            told: Any = json.loads(line)
            names.add(str(told[0]))
            if len(told) > 1:
                replies.append(Reply(str(told[0]), dict(told[1]), told[2].encode("latin-1")))
        except (ValueError, TypeError, LookupError, AttributeError):
            continue
    return Held(frozenset(names), tuple(replies))


def _line(told: list[Any]) -> bytes:
    return b"\n%b\n" % json.dumps(told).encode()
