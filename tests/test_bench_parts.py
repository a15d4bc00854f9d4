"""The parts of the benchmarks that count: what they sum is what was sent, and a run that failed is seen."""

from __future__ import annotations

import httpx2

from eval.bench_chat import talked
from eval.bench_prompts import Reader, measured
from eval.bench_small import summed
from eval.golden import load
from eval.score import pinned
from wbcoach.coach import Coach
from wbcoach.models import open_model

MADE = {
    "steps": {"find": 1, "second_look": 1},
    "rewrite_shown": False,
    "requests": 2,
    "seconds": 1.0,
    "dropped": ["its words are not in the draft"],
    "told": [],
    "error": "",
}
STAGES = {
    "proposed": 3, "known_code": 2, "span": 1, "quote": 1, "number": 1, "second_look": 1, "shown": 1
}  # fmt: skip


def test_runs_of_a_small_model_are_summed_by_depth_reason_and_error() -> None:
    runs = [
        {**MADE, "run": 0, "depth": "quick", "funnel": STAGES},
        {**MADE, "run": 1, "depth": "quick", "funnel": None, "told": ["ModelAnswerError: cut off"]},
        {
            **MADE,
            "run": 2,
            "depth": "deep",
            "funnel": STAGES,
            "rewrite_shown": True,
            "error": "KeyError: 'x'",
        },
    ]
    lines = summed(runs)
    assert lines[0].startswith(
        "quick        2 runs, 1 answered, 4 requests: proposed 3  known code 2  span 1"
    )
    assert "second looks 3, rewrites offered 0, shown 1" in lines
    assert "      3 its words are not in the draft" in lines
    assert "      1 ModelAnswerError: cut off" in lines
    assert lines[-2:] == ["unhandled errors: 1 in 3 runs", "      1 KeyError: 'x'"]


def test_the_reader_finds_the_musts_and_its_prompts_are_what_is_sent() -> None:
    case = next(one for one in load() if one.split == "tuned" and any(e.span for e in one.expected))
    reader = Reader(case)
    settings = pinned().model_copy(
        update={"model": "m", "base_url": "http://127.0.0.1:9/v1", "depth": "deep", "embedder": "none"}
    )
    with (
        httpx2.Client(transport=httpx2.MockTransport(reader)) as client,
        open_model(settings, client) as model,
    ):
        critique = Coach(settings, None, model).critique(
            case.text, [one.model_dump() for one in case.evidence]
        )
    assert critique.funnel is not None
    assert critique.funnel.proposed == len(case.musts)
    assert case.text.split()[1] in reader.prompts[0][0]
    assert len(reader.prompts) <= 1 + 4 + 2


def test_a_deeper_critique_never_sends_less() -> None:
    lines = measured(3)
    medians = [int(line.split()[2].replace(",", "")) for line in lines[1:]]
    assert len(lines) == 4
    assert 0 < medians[0] <= medians[1] <= medians[2]


def test_turns_of_a_chat_are_timed_for_drafts_and_for_what_follows() -> None:
    opening, turns = talked(pinned().model_copy(update={"embedder": "none"}), 2)
    assert len(opening) == 2
    assert len(turns) > len(opening)
    assert min(opening) > 0
