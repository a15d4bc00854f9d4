"""Small runs of the harness, made by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from eval.results import CaseResult, Marked, RunResult


def result(name: str, marks: dict[str, float] | None = None, **more: Any) -> CaseResult:
    told = {scorer: Marked(value=value, why=f"{scorer} of {name}") for scorer, value in (marks or {}).items()}
    return CaseResult.model_validate({"id": name, "task": "findings", "split": "tuned", "marks": told} | more)


def run_of(*cases: CaseResult, critic: str = "rules", **more: Any) -> RunResult:
    return RunResult(
        critic=critic, created=datetime(2026, 11, 27, 10, tzinfo=UTC), version="0.1.0", cases=cases, **more
    )
