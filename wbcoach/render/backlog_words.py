"""The words that the report of a backlog uses in each of its forms."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wbcoach.survey.shapes import ClashKind, GroupKind, MemberKind, Survey

GROUPS: Final[dict[GroupKind, str]] = {
    "copy": "Copies",
    "reworded": "The same problem of the same customer, told in other words",
    "other_customer": "The same problem, other customers",
}
HOW_ALIKE: Final[dict[MemberKind, str]] = {
    "first": "the first of them",
    "copy": "a copy: its words but for typography and typos",
    "reworded": "told in other words",
    "other_customer": "another customer's",
}
CLASHES: Final[dict[ClashKind, str]] = {
    "figure": "Other figures for the same",
    "needs": "Wishes that pull apart",
    "denied": "One denies the other",
}
_KINDS: Final[dict[GroupKind, str]] = {
    "copy": "copies",
    "reworded": "one problem retold",
    "other_customer": "one problem of several customers",
}
_WORDS: Final = "None One Two Three Four Five Six Seven Eight Nine Ten".split()


def count_word(count: int) -> str:
    """Give a small count as the word that opens a title."""
    return _WORDS[count] if count < len(_WORDS) else f"{count:,}"


def ready_title(survey: Survey) -> str:
    """Name the list of statements that are ready, by how many of all such it shows."""
    shown, ready = len(survey.ready), survey.verdicts["ready"]
    return (
        f"{count_word(shown)} ready" if shown == ready else f"{count_word(shown)} of {ready:,} that are ready"
    )


def many(count: int, what: str) -> str:
    """Count a thing."""
    return f"{count:,} {what}{'s' * (count != 1)}"


def uncounted(survey: Survey) -> str:
    """Say how many texts no figure counts."""
    verb = "counts" if survey.unread == 1 else "count"
    return f"{many(survey.unread, 'text')} could not be read as a statement and {verb} nowhere else."


def share_of(part: int, whole: int) -> float:
    """Give a share from 0 to 1; 0 of nothing."""
    return part / whole if whole else 0.0


def percent(part: int, whole: int) -> str:
    """Give a share in percent; what is little is not told as nothing, nor what is nearly all as all."""
    share = share_of(part, whole)
    if 0 < share < 0.01:
        return "< 1%"
    return "> 99%" if 0.99 < share < 1 else f"{share:.0%}"


def lead(survey: Survey) -> str:
    """Say what was compared, and by what."""
    kinds = Counter(group.kind for group in survey.groups)
    told = ", ".join(f"{kinds[kind]:,} of {words}" for kind, words in _KINDS.items() if kinds[kind])
    how = "the words they share (MiniLM, which knows other words for the same, is not on this machine or is turned off)"
    if survey.compared_by != "words":
        how = f"their meaning ({survey.compared_by})"
    return (
        f"{many(len(survey.groups), 'group')} ({told}), found by {how}."
        " Who has the problem and what it is are compared apart; 1.00 is the same matter word by word."
    )


def subtitle(survey: Survey) -> str:
    """Say in a line what the report is on."""
    parts = [many(survey.rows, "row"), many(survey.statements, "statement")]
    parts += (
        [many(survey.unread, "text") + f" that {'is' if survey.unread == 1 else 'are'} no statement"]
        if survey.unread
        else []
    )
    parts += [many(survey.errors, "error")] if survey.errors else []
    critic = f"rules and {', '.join(survey.models)}" if survey.models else "offline critic"
    versions = f"wbcoach {', '.join(survey.versions)}" if survey.versions else "wbcoach"
    as_of = (
        f", as of {' to '.join(dict.fromkeys((survey.as_of[0], survey.as_of[-1])))}" if survey.as_of else ""
    )
    return f"{', '.join(parts)}; {critic}, {versions}{as_of}"
