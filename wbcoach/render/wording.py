"""The sentences that text and Markdown share: evidence beside a finding, what was searched, what is good."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wbcoach.critique import Critique, Evidence, Finding

SHOWN = 5
_QUOTE = 150


def evidence_lines(critique: Critique, finding: Finding, *, first: bool) -> list[tuple[str, str]]:
    """Give (label, words) lines: feedback for, feedback against; the first finding says when there is none."""
    by_id = {one.id: one for one in critique.evidence}
    cited = [by_id[name] for name in finding.evidence if name in by_id]
    lines = [(_label(one), quoted(one)) for one in cited]
    if first and not any(one.stance == "contradicts" for one in cited):
        lines.append(("Against", nothing_against(critique)))
    return lines


def _label(one: Evidence) -> str:
    return {"supports": "Seen", "contradicts": "Against", "related": "Related"}[one.stance]


def quoted(one: Evidence) -> str:
    """Quote an item with its id, source and date; a cut is marked."""
    words = " ".join(one.quote.split())
    if len(words) > _QUOTE:
        words = words[:_QUOTE].rsplit(" ", 1)[0] + " ..."
    place = ", ".join(part for part in (one.source, one.date) if part)
    return f'{one.id} "{words}"' + (f" ({place})" if place else "")


def nothing_against(critique: Critique) -> str:
    """Say that nothing speaks against a statement, and over how much feedback."""
    searched = critique.searched
    if searched is None:
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
    others = [one for one in critique.evidence if one.stance == "contradicts"]
    if others:
        return f"see {', '.join(one.id for one in others)}"
    return f"none found in {searched.items} items" + (f" ({', '.join(notes)})" if notes else "")


def path_taken(critique: Critique) -> str:
    """Say which path ran and how long it took."""
    who = f"rules and {critique.receipt.model}" if critique.receipt.model else "offline critic"
    return f"{who}, {critique.receipt.elapsed_ms:.0f} ms"


def score_words(critique: Critique) -> str:
    """Write the four numbers on one line."""
    scores = critique.scores
    if scores is None:
        return "not a problem statement"
    return f"template {scores.template}  scope {scores.scope}  data {scores.data}  persona {scores.persona}"


def flag_words(critique: Critique) -> list[str]:
    """Explain the handling flags in plain words."""
    meaning = {
        "INJECTION": "the text holds an instruction to a program; it was not followed",
        "PII": "the text seems to hold personal data",
        "NON_ENGLISH": "the text is not English; this critic reads English",
        "TOO_SHORT": "the text is too short to be a statement",
        "DUPLICATE": "the text has been seen before",
    }
    return [meaning[flag] for flag in critique.flags]


def unread_hint(critique: Critique) -> str:
    """Say what to do when a text can't be judged."""
    del critique
    return 'Write who has which hardship when: "Today, ... have to ... when ... Customers need a way to ..."'
