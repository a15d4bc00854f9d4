"""The adversarial sets are what they say they are, their scorers can fail, and the product stands up to them."""

from __future__ import annotations

from collections import Counter

import pytest

from eval.adversarial import numbers, quotes
from eval.adversarial.altered import RIGHT_REASONS, Quotation, altered
from eval.adversarial.material import bare, passages
from eval.adversarial.typographic import typographic
from eval.marks import Mark
from eval.score import pinned
from wbcoach.coach import Coach
from wbcoach.grammar import Span
from wbcoach.grounding import Quoted


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach(pinned())


def shares(scored: list[tuple[str, dict[str, Mark]]]) -> dict[str, float]:
    given: dict[str, list[Mark]] = {}
    for _, marks in scored:
        for name, mark in marks.items():
            given.setdefault(name, []).append(mark)
    return {
        name: sum(mark.value * mark.weight for mark in marks) / sum(mark.weight for mark in marks)
        for name, marks in given.items()
    }


class TestQuotations:
    def test_there_are_as_many_as_are_promised_and_of_every_kind(self) -> None:
        assert len(passages()) > 150
        assert len(altered()) >= 400
        assert len(typographic()) >= 200
        assert {one.kind for one in altered()} == set(RIGHT_REASONS)
        assert min(Counter(one.kind for one in altered()).values()) >= 10
        assert min(Counter(one.kind for one in typographic()).values()) >= 25
        ids = [one.id for one in (*altered(), *typographic())]
        assert len(set(ids)) == len(ids)

    def test_they_are_the_same_each_time(self) -> None:
        assert altered() == altered()
        assert typographic() == typographic()

    def test_tampering_changes_more_than_typography(self) -> None:
        untouched = {"number cut", "negation cut", "speaker swapped", "question answered"}
        changed = [one for one in altered() if one.kind not in untouched]
        assert not [one for one in changed if any(bare(one.quote) in bare(source) for source in one.sources)]

    def test_honest_ones_have_the_letters_of_their_source(self) -> None:
        def letters(text: str) -> str:
            return "".join(filter(str.isalnum, bare(text)))

        for one in typographic():
            halves = one.quote.replace("[…]", "…").replace("[...]", "…").replace("...", "…").split("…")
            assert all(letters(half) in letters(one.sources[0]) for half in halves), one

    def test_the_product_meets_the_bars(self, coach: Coach) -> None:
        figures = shares(quotes.run(coach))
        assert figures.keys() == quotes.BARS.keys()
        assert {name for name, bar in quotes.BARS.items() if figures[name] < bar} == set()

    def test_a_tampered_quotation_that_passes_scores_nothing(self) -> None:
        case = Quotation("q", "number changed", "6 of 8", ("5 of 8",))
        held, wrong = quotes.score(case, Quoted(Span(0, 6))), quotes.score(case, Quoted(None, "not found"))
        assert held == {quotes.REJECTED: Mark(0.0, "number changed: accepted")}
        assert (wrong[quotes.REJECTED].value, wrong[quotes.REASON].value) == (1.0, 0.0)
        assert quotes.score(case, Quoted(None, "number differs"))[quotes.REASON].value == 1.0

    def test_an_honest_quotation_that_is_rejected_scores_nothing(self) -> None:
        case = Quotation("q", "dashes", "a–b", ("a-b",))
        assert quotes.score(case, Quoted(None, "not found")) == {
            quotes.ACCEPTED: Mark(0.0, "dashes: not found")
        }


class TestNumbers:
    def test_there_are_thirty_of_each_kind_and_none_twice(self) -> None:
        made = numbers.claims()
        assert set(Counter(one.kind for one in made).values()) == {30}
        assert len({(one.text, one.record) for one in made}) == len(made) == 300
        assert made == numbers.claims()

    def test_the_product_meets_the_bars(self, coach: Coach) -> None:
        figures = shares(numbers.run(coach))
        assert figures.keys() == numbers.BARS.keys()
        assert {name for name, bar in numbers.BARS.items() if figures[name] < bar} == set()

    def test_a_figure_let_through_or_refused_wrongly_scores_nothing(self) -> None:
        strange = numbers.Claim("n", "made up", "90 left.", "12 came.", borne_out=False)
        told = numbers.Claim("n", "as told", "12 came.", "12 came.", borne_out=True)
        assert numbers.score(strange, []) == {numbers.WRONG: Mark(0.0, "made up: borne out")}
        assert numbers.score(strange, ["90"])[numbers.WRONG].value == 1.0
        assert numbers.score(told, ["12"]) == {numbers.RIGHT: Mark(0.0, "as told: 12")}
        assert numbers.score(told, [])[numbers.RIGHT].value == 1.0
