"""`python -m eval run --offline`: three critics side by side, on statements that were tuned on and on held ones."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import wbcoach
from eval import neutral, report
from eval.golden import load
from eval.score import AS_OF, Outcome, by_pitfall, heads, judge
from wbcoach.critique import Finding, TextSpan, scores_of, verdict_of
from wbcoach.pitfalls import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.golden import Case
    from wbcoach.heads.weigh import Heads

MEASURED: Final = Path(wbcoach.__file__).parent / "guidance" / "measured.json"
_SPLITS: Final = ("tuned", "held")
_ALARMS_KEPT: Final = 3
_USED_UP = (
    "Warning: whoever reads held misses and then changes a rule has used the held set up. Mark the cases"
    " `split: tuned` from now on, and have new ones written.\n"
)


def run(*, markdown: bool, simple: bool, show_misses: bool, use_up_held: bool, publish: bool) -> None:
    """Judge all golden statements and print the tables.

    Args:
        markdown: the overall figures alone, as a Markdown table.
        simple: with the TF-IDF baseline beside the rules and the heads.
        show_misses: list tuned statements that went wrong.
        use_up_held: list held ones too.
        publish: write each pitfall's figures into the package, for `wbcoach explain`.
    """
    local = heads()
    if local is None:
        sys.stderr.write("MiniLM is not there, so there are no heads: `wbcoach assets fetch` gets it.\n")
    groups = judged(local, simple=simple)
    codes = tuple(catalogue())
    if markdown:
        sys.stdout.write(report.markdown_table(groups, codes) + "\n")
        return
    sys.stdout.write(report.score_table(groups, codes) + "\n\n" + neutral_table(local) + "\n")
    last = "rules and heads" if local else "rules alone"
    if show_misses:
        sys.stdout.write("\nmisses, tuned\n" + report.miss_lines(groups[f"{last}, tuned"], codes) + "\n")
    if use_up_held:
        sys.stderr.write(_USED_UP)
        sys.stdout.write("\nmisses, held\n" + report.miss_lines(groups[f"{last}, held"], codes) + "\n")
    if publish and local:
        _publish(groups, local)


def judged(local: Heads | None, *, simple: bool) -> dict[str, list[Outcome]]:
    """Let each critic judge each split; a group is named "critic, split"."""
    cases = {split: [case for case in load() if case.split == split] for split in _SPLITS}
    groups: dict[str, list[Outcome]] = {}
    if simple:
        from eval.tfidf import baseline

        shown = baseline()
        for split, some in cases.items():
            groups[f"TF-IDF, {split}"] = _outcomes(some, shown(some))
    for split, some in cases.items():
        groups[f"rules alone, {split}"] = judge(some)
    if local:
        for split, some in cases.items():
            groups[f"rules and heads, {split}"] = judge(some, local)
    return groups


def _outcomes(cases: Sequence[Case], shown: Iterable[frozenset[str]]) -> list[Outcome]:
    """Give the baseline's codes the verdict that follows from them."""
    known = catalogue()
    outcomes = []
    for case, codes in zip(cases, shown, strict=True):
        findings = [_bare(known[code]) for code in codes]
        outcomes.append(Outcome(case, codes, verdict_of(scores_of(findings), findings)))
    return outcomes


def _bare(pitfall: Any) -> Finding:
    return Finding(
        code=pitfall.code, name=pitfall.name, lens=pitfall.lens, severity=pitfall.severity,
        span=TextSpan(start=0, end=0, text=""), message="", question="", confidence=1.0,
    )  # fmt: skip


def neutral_table(local: Heads | None) -> str:
    """Print false alarms for each 100 neutral texts, by rules alone and with heads."""
    lines = ["False alarms per 100 neutral texts (what a text can't have, such as data, left out)"]
    for kind in ("groups", "stories"):
        count = len(neutral.texts(kind))
        for title, critic in (("rules alone", None), *([("rules and heads", local)] if local else [])):
            by_code, people, anything = neutral.alarms(kind, critic)
            told = "  ".join(f"{code} {100 * number / count:.1f}" for code, number in by_code.most_common(6))
            lines.append(
                f"{kind:<8} n {count}  {title:<16} on people {100 * people / count:5.1f}   any {100 * anything / count:5.1f}   {told}"
            )
    return "\n".join(lines)


def _publish(groups: dict[str, list[Outcome]], local: Heads) -> None:
    figures = {
        name: by_pitfall(groups[f"{critic}, {split}"], catalogue())
        for name, critic, split in (
            ("held", "rules and heads", "held"),
            ("held_rules_alone", "rules alone", "held"),
            ("tuned", "rules and heads", "tuned"),
        )
    }
    told: dict[str, Any] = {}
    for code in catalogue():
        told[code] = {name: vars(counted[code]) for name, counted in figures.items()}
        told[code]["false_alarms"] = [
            one.case.text
            for one in groups["rules and heads, tuned"]
            if code in one.shown and code not in one.case.listed
        ][:_ALARMS_KEPT]
    content = {"as_of": AS_OF.isoformat(), "heads": local.weights.recipe.data, "pitfalls": told}
    MEASURED.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.stdout.write(f"\nwritten: {MEASURED.name}\n")
