"""The sentences that text and Markdown share: evidence beside a finding, what was searched, what is good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.errors import EmptyDraftError
from wbcoach.plain import one_line

if TYPE_CHECKING:
    from wbcoach.critique import Critique, Evidence, Finding, Location

SHOWN = 5
_QUOTE = 150
_LABELS = {"supports": "Seen", "contradicts": "Against", "related": "Related"}
READY = "Ready means good enough to take to a reviewer, not approved."

_FEW = 3


def shown(critique: Critique, *, everything: bool) -> tuple[Finding, ...]:
    """Choose what is shown: all findings, or the five worst, one of each code; blockers first."""
    return critique.worst(len(critique.findings)) if everything else critique.worst_of_each_code(SHOWN)


def place(location: Location) -> str:
    """Write a place as editors and compilers do."""
    return f"{location.path}:{location.line}:{location.column}"


def evidence_lines(critique: Critique, finding: Finding, *, first: bool) -> list[tuple[str, str]]:
    """Give (label, words) lines: feedback for, feedback against.

    The first finding on screen always has both: what it does not cite itself is taken from the rest of
    the evidence, and where nothing speaks against the statement, that is said.
    """
    by_id = {one.id: one for one in critique.evidence}
    cited = [by_id[name] for name in finding.evidence if name in by_id]
    if not first:
        return [(_LABELS[one.stance], quoted(one)) for one in cited]
    return for_and_against(critique, cited)


def for_and_against(critique: Critique, cited: list[Evidence] | None = None) -> list[tuple[str, str]]:
    """Give lines for and against a statement: what is cited, and the best of what is left where a side is bare."""
    lines = list(cited or ())
    elsewhere = {name for finding in critique.findings for name in finding.evidence}
    for side in ("supports", "contradicts"):
        if not any(one.stance == side for one in lines):
            lines += [one for one in critique.evidence if one.stance == side and one.id not in elsewhere][:1]
    lines.sort(key=lambda one: one.stance == "contradicts")
    told = [(_LABELS[one.stance], quoted(one)) for one in lines]
    if not any(one.stance == "contradicts" for one in lines):
        told.append(("Against", nothing_against(critique)))
    return told


def quoted(one: Evidence) -> str:
    """Quote an item with its id, source and date; a cut is marked."""
    whole = one_line(one.quote)
    words = whole
    if len(whole) > _QUOTE:
        words = whole[:_QUOTE].rsplit(" ", 1)[0]
        while words[-1:].isdigit() and " " in words:
            words = words.rsplit(" ", 1)[0]  # "1 500" is one number
    if words != whole or (len(one.quote) > _QUOTE and not whole.endswith((".", "!", "?", "…"))):
        words += " [...]"
    name = _plainly(one.id)
    place = ", ".join(_plainly(part) for part in (one.source, one.date) if part)
    return f'{name} "{words.replace(chr(34), chr(39))}"' + (f" ({place})" if place else "")


def _plainly(name: str) -> str:
    """Leave marks out of an id or a source that could pass for a quotation."""
    return "".join(char for char in one_line(name) if char not in '"“”„«»()[]')[:80]


def nothing_against(critique: Critique) -> str:
    """Say that nothing speaks against a statement, and over how much feedback."""
    others = [one.id for one in critique.evidence if one.stance == "contradicts"]
    if others:
        return f"see {', '.join(others)}"
    searched = critique.searched
    if searched is None:
        linked = sum(one.linked for one in critique.evidence)
        if linked:
            return f"none in the {linked} linked item{'s' * (linked != 1)}; no index was searched"
        return "no index was searched (wbcoach index FILE makes one)"
    notes = [
        f"{count} {what}"
        for count, what in (
            (searched.not_english, "not English"),
            (searched.set_aside, "set aside as unsafe"),
            (searched.duplicates, "duplicates"),
        )
        if count
    ]
    return f"none found in {searched.items} items" + (f" ({', '.join(notes)})" if notes else "")


def path_taken(critique: Critique) -> str:
    """Say which path ran and how long it took."""
    who = f"rules and {critique.receipt.model}" if critique.receipt.model else "offline critic"
    return f"{who}, {critique.receipt.elapsed_ms:.0f} ms"


def score_words(critique: Critique) -> str:
    """Write the four numbers on one line; nothing for a text that is not a statement."""
    scores = critique.scores
    if scores is None:
        return ""
    return f"template {scores.template}  scope {scores.scope}  data {scores.data}  persona {scores.persona}"


def flag_words(critique: Critique) -> list[str]:
    """Explain the handling flags in plain words, each behind its name."""
    meaning = {
        "INJECTION": "the text holds an instruction to a program; it was not followed",
        "PII": "the text seems to hold personal data; think before you pass it on",
        "NON_ENGLISH": "the text is not English; this critic reads English",
        "TOO_SHORT": "the text is too short to be a statement",
        "DUPLICATE": "the text has been seen before",
    }
    return [f"{flag}: {meaning[flag]}" for flag in critique.flags]


def funnel_words(critique: Critique) -> str:
    """Say in a line how many of the model's proposals came how far; nothing where none was made."""
    funnel = critique.funnel
    if funnel is None or not funnel.proposed:
        return ""
    return f"the model's findings: {' > '.join(f'{count} {name}' for name, count in funnel.stages)}"


def dropped_words(critique: Critique) -> list[str]:
    """Count what was not used: sentences and linked items that have no say, the latter by their ids, and what a model proposed in vain."""
    items = [one.what.removeprefix("linked ") for one in critique.dropped if one.what.startswith("linked ")]
    strange = sum(one.what.startswith("sentence ") for one in critique.dropped)
    lost = len(critique.dropped) - len(items) - strange
    told = []
    if strange:
        told.append(
            f"{strange} sentence{'s' * (strange > 1)} in another language {'are' if strange > 1 else 'is'} not judged"
        )
    if items:
        names = ", ".join(_plainly(name) for name in items[:_FEW]) + (", ..." if len(items) > _FEW else "")
        told.append(f"{len(items)} linked item{'s' * (len(items) > 1)} set aside as no feedback: {names}")
    if lost:
        were = "were" if lost > 1 else "was"
        told.append(f"{lost} proposal{'s' * (lost > 1)} of the model failed a check and {were} dropped")
    return told


def explain_hint(critique: Critique) -> str:
    """Say how to learn more of the worst finding, and how to set one aside; nothing where there is none."""
    worst = critique.worst(1)
    if not worst:
        return ""
    code = worst[0].code
    return f"wbcoach explain {code}; to waive: <!-- wbcoach: ignore {code} -- reason -->"


def left_out(critique: Critique) -> str:
    """Say how many findings verdict and numbers leave out, since a comment or the baseline silences them; else nothing."""
    count = len(critique.ignored)
    return f"not counting {count} ignored finding{'s' * (count != 1)}" if count else ""


def unread_hint(critique: Critique) -> str:
    """Say what to do when a text can't be judged."""
    del critique
    return EmptyDraftError.HINT
