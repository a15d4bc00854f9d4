"""How long the prompts of one critique are at each depth, where the model finds what the labeller found."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from statistics import mean, median
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import httpx2

from eval.golden import load as load_golden
from eval.score import pinned
from wbcoach.coach import Coach
from wbcoach.models import open_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.golden import Case

_DEPTHS: Final = ("quick", "standard", "deep")


class Count(NamedTuple):
    """Tokens of a critique's messages and of its answers' shapes, over all its requests."""

    words: int
    shapes: int
    requests: int


@dataclass
class Reader:
    """A model in this process: it finds the musts of a case, agrees with each at a second look, and rewrites nothing.

    A rewrite that leaves the draft as it is fails its critic, so both tries are made: the most that a critique sends.
    `prompts` holds the texts that were sent, those of the messages and that of the answer's shape.
    """

    case: Case
    prompts: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a chat completion, in the shape that it asks for."""
        body = json.loads(request.read())
        shape = body["response_format"]["json_schema"]
        self.prompts.append(("\n".join(str(one["content"]) for one in body["messages"]), json.dumps(shape)))
        said = json.dumps(self._said(shape["schema"]["properties"]))
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        whole = {"id": "c-1", "object": "chat.completion", "created": 1, "model": "m"}
        return httpx2.Response(200, json={**whole, "choices": [choice], "usage": usage})

    def _said(self, asked: dict[str, Any]) -> dict[str, Any]:
        if "findings" in asked:
            return {"findings": list(_findings(self.case)), "strengths": ["Says who."]}
        if "answer" in asked:
            return {"reasoning": "The words say it.", "answer": "yes", "quote": self.case.text[:40]}
        return {"parts": [{"text": self.case.text, "origin": "draft"}], "left_out": ""}


def main() -> None:
    """Print a line for each depth."""
    print("\n".join(measured()))


def measured(most: int | None = None) -> list[str]:
    """Count the tokens of all requests of a critique, over the golden statements with their own evidence.

    Args:
        most: how many statements; None: all.
    """
    cases = list(load_golden())[:most]
    lines = [f"prompt tokens of a critique, {len(cases)} golden statements with their evidence:"]
    for depth in _DEPTHS:
        counts = [_counted(case, depth) for case in cases]
        words = sorted(count.words for count in counts)
        whole = median(count.words + count.shapes for count in counts)
        lines.append(
            f"  {depth:9} median {median(words):6,.0f}  p95 {words[int(0.95 * len(words))]:6,}  most {words[-1]:6,}  "
            f"with the answers' shapes: median {whole:6,.0f}  requests: {mean(count.requests for count in counts):.2f}"
        )
    return lines


def _counted(case: Case, depth: str) -> Count:
    reader = Reader(case)
    settings = pinned().model_copy(
        update={"model": "gpt-4o", "base_url": "http://127.0.0.1:9/v1", "depth": depth}
    )
    with (
        httpx2.Client(transport=httpx2.MockTransport(reader)) as client,
        open_model(settings, client) as model,
    ):
        Coach(settings, None, model).critique(case.text, [one.model_dump() for one in case.evidence])
        words, shapes = (sum(model.count(one[place]).tokens for one in reader.prompts) for place in range(2))
    return Count(words, shapes, len(reader.prompts))


def _findings(case: Case) -> Iterator[dict[str, Any]]:
    for one in case.expected:
        if one.level == "must":
            yield {
                "code": one.code,
                "quote": one.span or "",
                "why": "These words say it.",
                "question": "What did they do the last time?",
                "confidence": 0.9,
                "evidence": [item.id for item in case.evidence][:4],
                "suggestion": None,
            }


if __name__ == "__main__":
    main()
