"""What a model that knows nothing can do to a critique: many runs of a small one, with random seeds, at all depths.

python -m eval.bench_small --out runs.jsonl [--runs 200]     a run a line; started again, it goes on where it was
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import httpx2

from eval.golden import load as load_golden
from eval.score import pinned
from wbcoach import assets
from wbcoach.coach import Coach
from wbcoach.critique import Critique
from wbcoach.funnel import STAGES
from wbcoach.models import open_model

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from eval.golden import Case
    from wbcoach.errors import WbcoachError
    from wbcoach.settings import Settings

_DEPTHS: Final = ("quick", "standard", "deep")
_MODEL: Final = "SmolLM2-135M-Instruct.Q4_1.gguf"
_SHORT: Final = 60  # statements, the shortest ones
_CONTEXT: Final = 8192
_BOUNDS: Final = {"prompt_tokens": 1800, "answer_tokens": 700, "timeout_s": 300.0, "max_retries": 0}
_FIGURE: Final = re.compile(r"\d[\d,.]*|“[^”]*”|'[^']*'")


class _Seeded(httpx2.BaseTransport):
    """The real line to the server; each request is given the run's seed and a temperature that makes use of it."""

    def __init__(self) -> None:
        self._line = httpx2.HTTPTransport()
        self.random = random.Random(0)  # noqa: S311  chance that can be had again, no secret
        self.requests = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.read()) | {"seed": self.random.getrandbits(31), "temperature": 1.0}
        headers = {name: value for name, value in request.headers.items() if name.lower() != "content-length"}
        self.requests += 1
        return self._line.handle_request(
            httpx2.Request(request.method, request.url, headers=headers, content=json.dumps(body).encode())
        )

    def close(self) -> None:
        self._line.close()


def main() -> None:
    """Make the runs that the file does not hold yet, then print what all of them came to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=200, help="how many in all")
    asked.add_argument("--out", type=Path, required=True, help="file of the runs, a line each")
    asked.add_argument("--threads", type=int, default=1, help="of the small model")
    given = asked.parse_args()
    done = _read(given.out)
    missing = [run for run in range(given.runs) if run not in {one["run"] for one in done}]
    if missing:
        with _server(given.threads) as url, given.out.open("a", encoding="utf-8") as sink:
            for made in _made(url, missing, given.runs):
                done.append(made)
                sink.write(json.dumps(made) + "\n")
                sink.flush()
    print("\n".join(summed(done)))


def summed(runs: Sequence[dict[str, Any]]) -> list[str]:
    """Lay out what runs came to: proposals by stage and depth, why they were dropped, failures, errors.

    Args:
        runs: each with `depth`, `funnel` (a dict of stages, or None), `dropped` and `told` (lists of words),
            `steps` (how often each was taken), `rewrite_shown`, `requests`, `seconds`, `error` (the last line of a traceback, or "").
    """
    lines = []
    for depth in _DEPTHS:
        mine = [one for one in runs if one["depth"] == depth]
        stages = {
            stage: sum(one["funnel"][stage] for one in mine if one["funnel"] is not None) for stage in STAGES
        }
        counts = "  ".join(f"{name.replace('_', ' ')} {count}" for name, count in stages.items())
        answered = sum(one["funnel"] is not None for one in mine)
        asked = sum(one["requests"] for one in mine)
        lines.append(f"{depth:9} {len(mine):4} runs, {answered} answered, {asked} requests: {counts}")
    steps = sum((Counter(one["steps"]) for one in runs), Counter())
    lines.append(
        f"second looks {steps['second_look']}, rewrites offered {steps['rewrite']}, "
        f"shown {sum(one['rewrite_shown'] for one in runs)}"
    )
    for title, key in (("dropped", "dropped"), ("no usable answer", "told")):
        reasons = Counter(reason for one in runs for reason in one[key])
        lines.append(f"{title}: {sum(reasons.values())}")
        lines += [f"  {count:5} {reason}" for reason, count in reasons.most_common()]
    errors = Counter(one["error"] for one in runs if one["error"])
    lines.append(f"unhandled errors: {sum(errors.values())} in {len(runs)} runs")
    lines += [f"  {count:5} {error}" for error, count in errors.most_common()]
    return lines


def _made(url: str, missing: Sequence[int], total: int) -> Iterable[dict[str, Any]]:
    """Make one run after the other; what a run meets hangs on its number alone."""
    cases = sorted(
        (case for case in load_golden() if case.split == "tuned"), key=lambda case: (len(case.text), case.id)
    )[:_SHORT]
    base = pinned().model_copy(update={"model": "smollm2", "base_url": url, "embedder": "none", **_BOUNDS})
    line = _Seeded()
    with httpx2.Client(transport=line, timeout=_BOUNDS["timeout_s"]) as client:
        for place, run in enumerate(missing, start=1):
            line.random.seed(run)
            case = line.random.choice(cases)
            made = _run(base.model_copy(update={"depth": _DEPTHS[run % len(_DEPTHS)]}), client, line, case)
            yield {"run": run, **made}
            print(
                f"run {run + 1}/{total} ({place} of {len(missing)} now): {made['depth']}, {made['requests']} requests, "
                f"{made['seconds']:.0f} s{', ' + made['error'] if made['error'] else ''}",
                file=sys.stderr,
                flush=True,
            )


def _run(settings: Settings, client: httpx2.Client, line: _Seeded, case: Case) -> dict[str, Any]:
    told: list[WbcoachError] = []
    error, critique, offline = "", None, None
    steps: Counter[str] = Counter()
    started, before = time.perf_counter(), line.requests
    try:
        with open_model(settings, client) as model:
            coach = Coach(settings, None, model, told.append)
            for step in coach.stream(case.text, [one.model_dump() for one in case.evidence]):
                steps[step.name] += 1
                critique = step.critique
                offline = offline or critique
            Critique.model_validate_json(critique.model_dump_json() if critique else "")
    except Exception:  # noqa: BLE001  finding those is what this is for
        error = traceback.format_exc().strip().splitlines()[-1]
    funnel = critique.funnel if critique else None
    return {
        "depth": settings.depth,
        "case": case.id,
        "requests": line.requests - before,
        "seconds": round(time.perf_counter() - started, 1),
        "funnel": {stage: getattr(funnel, stage) for stage in STAGES} if funnel else None,
        "steps": dict(steps),
        "rewrite_shown": bool(critique and offline and critique.rewrite not in (None, offline.rewrite)),
        "dropped": [_kind(one.reason) for one in critique.dropped] if critique else [],
        "told": [f"{type(one).__name__}: {_kind(one.message)}" for one in told],
        "error": error,
    }


def _kind(reason: str) -> str:
    """Take the words of one case out of a reason, so that equal ones can be counted."""
    return _FIGURE.sub("…", reason.partition(": ")[0])


def _read(path: Path) -> list[dict[str, Any]]:
    """Read the runs that were made, without a last line that was cut off."""
    if not path.exists():
        return []
    whole, _, rest = path.read_text("utf-8").rpartition("\n")
    if rest:
        path.write_text(f"{whole}\n" if whole else "", "utf-8")
    return [json.loads(one) for one in whole.splitlines()]


@contextmanager
def _server(threads: int) -> Generator[str]:
    """Serve the small model as long as the block lasts; give its base URL."""
    import importlib

    xllamacpp: Any = importlib.import_module("xllamacpp")
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(assets.fetch("smollm2", pinned().assets) / _MODEL)
    wanted.n_ctx, wanted.n_parallel = _CONTEXT, 1
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = threads
    wanted.hostnames = ["127.0.0.1"]
    wanted.port = 0
    wanted.verbosity = 0
    server = xllamacpp.Server(wanted)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server


if __name__ == "__main__":
    main()
