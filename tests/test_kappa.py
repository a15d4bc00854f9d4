"""Agreement beyond chance, against figures worked out by hand."""

from __future__ import annotations

import pytest

from eval.kappa import cohen, confusion, interval
from eval.stats import wilson


def test_kappa_is_that_of_the_textbook_example() -> None:
    # Two readers of 50 grant proposals: both yes 20, both no 15, 5 and 10 split; kappa is .40.
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert cohen(pairs) == pytest.approx(0.4)
    assert confusion(pairs, ["yes", "no"]) == [[20, 5], [10, 15]]
    bounds = interval(pairs)
    assert bounds is not None
    assert 0.1 < bounds[0] < 0.4 < bounds[1] < 0.7
    assert interval(pairs) == bounds


def test_full_agreement_leaves_room_for_doubt_that_shrinks_with_more_pairs() -> None:
    few, many = (interval([("good", "good"), ("bad", "bad")] * number) for number in (5, 50))
    assert few is not None
    assert many is not None
    # chance agrees on half; Wilson's lower bound of 10 of 10 is .722
    assert few == pytest.approx((2 * wilson(10, 10).low - 1, 1.0))
    assert many.low > 0.9 > few.low


def test_kappa_says_nothing_where_nothing_differs() -> None:
    assert cohen([]) is None
    assert cohen([("good", "good")] * 9) is None
    assert cohen([("good", "bad"), ("bad", "good")]) == -1
    assert interval([]) is None
    assert interval([("good", "good")] * 9) is None
