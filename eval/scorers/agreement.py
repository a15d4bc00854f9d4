"""Does a critique say what the labeller said: codes, where they stand, verdict, scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eval.marks import Mark

if TYPE_CHECKING:
    from eval.golden import Case
    from wbcoach.critique import Critique

_OVERLAP: Final = 0.5
_OPPOSITE: Final = frozenset({"ready", "rethink"})


def shown_codes(critique: Critique) -> frozenset[str]:
    """Give the codes that were shown."""
    return frozenset(finding.code for finding in critique.findings)


def precision(case: Case, critique: Critique) -> Mark | None:
    """Strict precision: the share of shown codes that are listed must or may; its weight is how many were shown."""
    shown = shown_codes(critique)
    if not shown:
        return None
    wrong = sorted(shown - case.listed)
    why = f"not listed: {' '.join(wrong)}" if wrong else f"all listed: {' '.join(sorted(shown))}"
    return Mark(1 - len(wrong) / len(shown), why, len(shown))


def recall(case: Case, critique: Critique) -> Mark | None:
    """Must-recall: the share of musts that were shown; its weight is how many musts there are."""
    if not case.musts:
        return None
    missed = sorted(case.musts - shown_codes(critique))
    why = f"missed: {' '.join(missed)}" if missed else f"found: {' '.join(sorted(case.musts))}"
    return Mark(1 - len(missed) / len(case.musts), why, len(case.musts))


def forbidden(case: Case, critique: Critique) -> Mark | None:
    """The share of forbidden codes that were kept back; its weight is how many are forbidden."""
    if not case.forbidden:
        return None
    hit = sorted(set(case.forbidden) & shown_codes(critique))
    why = f"shown though forbidden: {' '.join(hit)}" if hit else "none shown"
    return Mark(1 - len(hit) / len(case.forbidden), why, len(case.forbidden))


def clean(case: Case, critique: Critique) -> Mark | None:
    """Whether a statement without a must shows nothing outside its mays."""
    if case.musts:
        return None
    false = sorted(shown_codes(critique) - case.listed)
    return Mark(float(not false), f"shown: {' '.join(false)}" if false else "kept clean")


def people(case: Case, critique: Critique) -> Mark:
    """Whether nobody is accused of a stereotype (P01, P02) that the labeller doesn't see."""
    false = sorted((shown_codes(critique) & {"P01", "P02"}) - case.listed)
    return Mark(float(not false), f"shown: {' '.join(false)}" if false else "none accused")


def spans(case: Case, critique: Critique) -> Mark | None:
    """The share of found presence findings that mark the labeller's words: intersection over union of at least .5.

    Where the labelled words stand several times, any of these places will do; the weight is how many were compared.
    """
    labelled = {one.code: one.span for one in case.expected if one.span is not None}
    best: dict[str, float] = {}
    for finding in critique.findings:
        words = labelled.get(finding.code)
        if words is None:
            continue
        place = (finding.span.start, finding.span.end) if finding.span else (0, 0)
        overlap = max(_overlap(place, one) for one in _places(case.text, words))
        best[finding.code] = max(best.get(finding.code, 0.0), overlap)
    if not best:
        return None
    off = sorted(f"{code} {overlap:.2f}" for code, overlap in best.items() if overlap < _OVERLAP)
    why = f"elsewhere: {', '.join(off)}" if off else f"{len(best)} where the labeller sees them"
    return Mark(1 - len(off) / len(best), why, len(best))


def _places(text: str, words: str) -> list[tuple[int, int]]:
    places, start = [], text.find(words)
    while start >= 0:
        places.append((start, start + len(words)))
        start = text.find(words, start + 1)
    return places


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    together = max(one[1], other[1]) - min(one[0], other[0])
    return max(shared, 0) / together if together else 0.0


def verdict(case: Case, critique: Critique) -> Mark:
    """Whether the verdict is the labeller's; taking rethink for ready, or ready for rethink, counts double."""
    given = critique.verdict or "none"
    if given == case.verdict:
        return Mark(1.0, given)
    weight = 2.0 if {given, case.verdict} == _OPPOSITE else 1.0
    return Mark(0.0, f"{given}, labelled {case.verdict}", weight)


def dims(case: Case, critique: Critique) -> Mark | None:
    """How near the four scores are: 1 less the mean absolute error over 4, the widest that it can be."""
    if critique.scores is None:
        return None
    off = {
        name: getattr(critique.scores, name) - getattr(case.dims, name)
        for name in ("template", "scope", "data", "persona")
    }
    error = sum(map(abs, off.values())) / len(off)
    told = ", ".join(f"{name} {by:+d}" for name, by in off.items() if by)
    return Mark(1 - error / 4, told or "as labelled")
