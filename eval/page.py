"""A run as one HTML page that needs nothing else: no network, no script to be read, no text of a held case."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from eval import costs, scored, sections
from eval.baseline import Baseline
from eval.changes import HEADS, TOOK_HEADS, decimal, rows
from eval.compare import compare
from wbcoach.render.markup import Html, escaped, joined, note, table, tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.compare import CaseChange
    from eval.results import CaseResult, RunResult

_HERE = Path(__file__).parent
_FEW = 20


def page(
    run: RunResult, texts: Mapping[str, str] | None = None, before: RunResult | Baseline | None = None
) -> str:
    """Give the report as HTML.

    Args:
        run: what to show.
        texts: statements by case id; those of held cases are left out, as are their whys, codes and errors.
        before: an earlier run, or the baseline, to say what changed since.
    """
    told = {
        "overall": ("Figures", scored.overall(run)),
        "studies": ("Studies", scored.studies(run)),
        "changes": ("What changed", _changes(run, before)),
        "pitfalls": ("Pitfalls", sections.pitfalls(run)),
        "verdicts": ("Verdicts", sections.verdicts(run)),
        "confidence": ("Confidence", sections.confidence(run)),
        "steadiness": ("Steadiness", sections.steadiness(run)),
        "left-out": ("Left out", sections.left_out(run)),
        "cases": ("Cases", _cases(run, texts or {})),
    }
    links = (tag("li", tag("a", title, href=f"#{name}")) for name, (title, _) in told.items())
    parts = (
        tag("section", tag("h2", title, id=f"{name}-title"), part, id=name, aria_labelledby=f"{name}-title")
        for name, (title, part) in told.items()
    )
    style, script = ((_HERE / f"page.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return Template((_HERE / "page.html").read_text("utf-8")).substitute(
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'",
        title=escaped(f"wbcoach, evaluated: {run.critic}"),
        style=style,
        script=script,
        summary=sections.summary(run),
        contents=tag("ul", *links),
        sections="\n".join(parts),
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _changes(run: RunResult, before: RunResult | Baseline | None) -> Html:
    if before is None:
        return note("There is nothing to compare this run with.")
    if isinstance(before, Baseline):
        since = f"a is the baseline, blessed on {before.blessed} ({before.reason}): {before.critic}, version {before.version}"
        earlier = before.as_run()
    else:
        since = (
            f"a is the run of {before.created:%Y-%m-%d %H:%M} UTC: {before.critic}, version {before.version}"
        )
        earlier = before
    told = compare(earlier, run)
    parts = [
        note(f"{since}. b is this run. {told.pairs} results are in both and are compared."),
        table("Figures over what both runs have", HEADS, rows(told), range(1, len(HEADS))),
        note(
            "The interval is that of the paired difference, 95%, by case; * marks one that leaves 0 out. p is"
            " McNemar's exact test, for yes or no. Better and worse count cases."
        ),
    ]
    if isinstance(before, Baseline):
        parts.append(note("The baseline keeps no tokens, cost or time."))
    else:
        took = costs.changes(told.took_a, told.took_b)
        parts.append(table("What the compared answers took", TOOK_HEADS, took, range(1, len(TOOK_HEADS))))
    for kind, changes in (("Worse", told.worse), ("Better", told.better), ("No mark in one run", told.moved)):
        parts.append(tag("h3", f"{kind}: {len(changes)}"))
        if changes:
            whole = tag("summary", "Case by case"), _change_table(kind, changes)
            parts.append(tag("details", *whole, open=len(changes) <= _FEW))
    for kind, names in (
        ("Only in a", told.only_a),
        ("Only in b", told.only_b),
        ("Labelled anew, not compared", told.relabelled),
    ):
        if names:
            parts += [
                tag("h3", f"{kind}: {len(names)}"),
                tag("p", ", ".join(names), class_="note"),
            ]
    return joined(parts)


def _change_table(kind: str, changes: Sequence[CaseChange]) -> Html:
    body = [
        (
            one.id, one.task, one.split, one.name,
            tag("span", f"{decimal(one.a)} → {decimal(one.b)}", class_=kind.lower() if one.a is not None and one.b is not None else None),
            tag("bdi", one.why_a or "-"), tag("bdi", one.why_b or "-"),
        )
        for one in changes
    ]  # fmt: skip
    heads = ("Case", "Task", "Split", "Scorer", "a → b", "Why, a", "Why, b")
    return table(f"{kind}, case by case", heads, body)


def _cases(run: RunResult, texts: Mapping[str, str]) -> Html:
    words = tag("input", type="search", id="words", autocomplete="off")
    faulty = tag("input", type="checkbox", id="faulty")
    search = tag(
        "div",
        tag("label", "Search the cases: ", words, for_="words"),
        tag("label", faulty, " only those with a mark below 1 or an error", for_="faulty"),
        tag("span", "", role="status"),
        class_="search", role="search", hidden=True,
    )  # fmt: skip
    heads = ("Case", "Task", "Split", "Filed under", "Verdict", "Shown", "Marks")
    body = [_case(one, texts) for one in sorted(run.cases, key=lambda one: (one.id, one.task, one.epoch))]
    held = (
        "Of held cases only ids and values stand here: whoever reads more and then changes a rule has used them"
        " up. This table is not printed."
    )
    return joined([note(held), search, table("All cases, with marks and whys", heads, body)])


def _case(one: CaseResult, texts: Mapping[str, str]) -> tuple[str, ...]:
    held = one.split == "held"
    marks = [
        tag("li", f"{name} {decimal(mark.value)}", f" of {mark.weight:g}" if mark.weight != 1 else "",
            "" if held or not mark.why else tag("bdi", f": {mark.why}"))
        for name, mark in one.marks.items()
    ]  # fmt: skip
    if one.error is not None:
        marks.append(tag("li", "error" if held else tag("bdi", f"error: {one.error}"), class_="error"))
    faulty = one.error is not None or any(mark.value < 1 for mark in one.marks.values())
    name = joined([one.id, f", epoch {one.epoch}" if one.epoch > 1 else ""])
    told = tag("ul", *marks, class_="marks", data_faulty=faulty)
    if held:
        return name, one.task, one.split, "-", "-", "-", told
    text = texts.get(one.id)
    if text is not None:
        whole = tag("details", tag("summary", "statement"), tag("p", tag("bdi", text), class_="text"))
        told = joined([told, whole])
    verdict = f"{one.verdict or 'none'}, labelled {one.labelled_verdict}" if one.labelled_verdict else "-"
    return name, one.task, one.split, one.pitfall or "-", verdict, " ".join(one.shown) or "-", told
