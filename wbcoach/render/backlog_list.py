"""The answers of a batch as one Markdown document: the count of verdicts, then each critique."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from wbcoach.critique import Critique
from wbcoach.render.markdown import escaped, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


def markdown(answers: Callable[[], Iterable[Mapping[str, Any]]]) -> Iterator[str]:
    """Give the document piece by piece; `answers` are walked over twice, never held."""
    counts = Counter("error" if "error" in one else one["verdict"] or "no statement" for one in answers())
    yield "# Critique of a backlog\n\n| verdict | statements |\n| --- | ---: |\n"
    yield from (f"| {name} | {count:,} |\n" for name, count in sorted(counts.items()))
    for one in answers():
        yield f"\n## {escaped(str(one['id']))}\n\n"
        if "error" in one:
            yield f"- Error: {escaped(one['error']['message'])} {escaped(one['error']['hint'])}\n"
            continue
        record = {name: value for name, value in one.items() if name != "input"}
        yield render(Critique.model_validate(record), everything=True)
