"""The soak's own judgement: what it would hold against a server that loses, doubles or changes a row."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from eval.soaked import BAD_ROW, bare, wrong
from eval.soaking import Server, Told

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [{"id": "r-0", "text": "a"}, BAD_ROW, {"id": "r-1", "text": "b"}]
KNOWN = {text: {"verdict": text, "receipt": {"as_of": "2026-11-27"}} for text in "ab"}
GOOD: list[dict[str, Any]] = [
    {"id": "r-0", **KNOWN["a"], "input": {"team": "B"}},
    {"id": "bad", "error": {"code": "bad_input"}},
    {"id": "r-1", **KNOWN["b"]},
]


def test_a_whole_result_has_nothing_wrong_with_it() -> None:
    assert list(wrong("done", ROWS, GOOD, KNOWN)) == []
    assert list(wrong("cancelled", ROWS, GOOD[:2], KNOWN)) == []


@pytest.mark.parametrize(
    ("state", "lines"),
    [
        ("done", GOOD[:2]),
        ("done", [*GOOD, GOOD[2]]),
        ("done", [GOOD[0], GOOD[2], GOOD[1]]),
        ("done", []),
        ("cancelled", [GOOD[0], GOOD[2]]),
        ("done", [GOOD[0], {"id": "bad", **KNOWN["a"]}, GOOD[2]]),
        ("done", [GOOD[0], GOOD[1], {"id": "r-1", **KNOWN["a"]}]),
    ],
    ids="lost doubled swapped empty gap no-error another".split(),
)
def test_a_row_that_is_lost_doubled_or_another_is_told(state: str, lines: list[dict[str, Any]]) -> None:
    assert list(wrong(state, ROWS, lines, KNOWN))


def test_how_long_it_took_is_no_difference_and_all_else_is() -> None:
    one, other = ({"receipt": {"elapsed_ms": took, "as_of": "2026-11-27"}} for took in (3, 4))
    assert bare(one) == bare(other)
    assert bare(one) != bare({"receipt": {"elapsed_ms": 3, "as_of": "2026-11-28"}})


def test_only_who_came_at_the_end_or_before_a_kill_may_go_without_an_answer(tmp_path: Path) -> None:
    server, now = Server(tmp_path, tmp_path, Told()), time.monotonic()
    assert not server.excuses(1, now)
    server.ended_at = {1: (now, True), 2: (now, False)}
    assert not server.excuses(1, now - 10)
    assert server.excuses(1, now - 0.1)
    assert server.excuses(2, now - 10)
