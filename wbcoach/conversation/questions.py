"""The question ladder: open, contrast, two readings, wording with gaps; each is one open question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.conversation.saying import echo

if TYPE_CHECKING:
    from wbcoach.critique import Finding, SlotName

OPEN, CONTRAST, READINGS, WORDING = range(4)
FOLLOW_UP: Final = "What did they say or do?"
DID_I: Final = "Did I get your meaning?"
# Before there is a draft: one slot at a time, an occasion first.
HUNCH: Final[dict[SlotName, str]] = {
    "problem": "Take me to the last time it went wrong: what did that person have to do?",
    "customer": "Who was that, told by what they do?",
    "situation": "What had just happened when it began?",
    "need": "With that trouble gone, what could they do that they can't do now?",
}
# The same, asked a second time.
HUNCH_AGAIN: Final[dict[SlotName, str]] = {
    "problem": "What did they do by hand, or all over again, because of it?",
    "customer": "Whose work or day was it that this spoilt?",
    "situation": "Which task were they busy with just before?",
    "need": "What would they get done once that is out of the way?",
}
_CONTRAST: Final = {
    "scope": "Who meets the same moment and gets through it without this trouble?",
    "need": "When it goes well for somebody today, what is different?",
    "data": "Where would you look to find out that it is not so?",
    "persona": "Who outside that group has the same trouble?",
    "template": "What is different on a day when it does not happen?",
    "language": "How would one of them tell it to a friend?",
}
_READINGS: Final = {
    "S01": "Is “{words}” what they want to get done, or one way of getting it done?",
    "S02": "Is the trouble that “{words}” is not there, or what they have to do since it is not?",
    "S03": "Is it one kind of moment, or several that only look alike?",
    "S06": "Is “{words}” something that a customer would miss, or something that the firm would?",
    "S07": "Do these groups want the same thing, or does one of them gain where the other loses?",
    "N01": "Is it everybody who does this, or those who do it in some way of their own?",
    "N02": "Is “{words}” something that happens less, or something that becomes possible?",
    "D01": "Does this come from something you watched, or from something you were told?",
    "D03": "Is “{words}” a count that you can point to, or a figure to leave out until there is one?",
    "D05": "Is it one case that stands out, or one of several that you met?",
    "D08": "Did the one come before the other, or do they only come together?",
    "P01": "Is it their age or origin that brings this about, or something in what they have to do?",
    "P02": "Is it something in them, or something in what is put before them?",
    "P04": "Is it something they neglect, or something they were never shown?",
}
_READINGS_OF: Final = {
    "scope": "Is it one trouble at one moment, or several that share a name?",
    "need": "Is it the trouble turned round, or something they would go on to do?",
    "data": "Is it something that was counted, or something that was heard?",
    "persona": "Is it who they are, or what they have to do?",
    "template": "Is it the same each time, or only at some moments?",
    "language": "Is that your word for it, or theirs?",
}
_CLOSED_BY: Final = {
    "scope": "wording that tells what they go through or need to get done, with nothing to build in it",
    "need": "a need that one could see being met",
    "data": "a count, a record or somebody's account, with its source and period",
    "persona": "what you saw them do, and whether others do it too",
    "template": "wording with the part that is missing",
    "language": "the word that the customers use themselves",
}
_CLOSED_BY_CODE: Final = {
    "S02": "wording that tells what they have to do instead",
    "S03": "wording that names some of them at one moment",
    "S06": "wording in which the customer has the trouble, not the firm",
    "S07": "wording with one group in it",
    "N01": "wording that names them by what they do",
}
_LOOKED_UP: Final = frozenset({"D01"})
_SECOND: Final = frozenset({"S01", "N02", "N03", "T04", "T06", "T07"})


def ask(finding: Finding, rung: int, *, halves: int = 2) -> str:
    """Give the question of a rung for a finding; from the last rung on, the question for wording.

    Args:
        finding: what is asked about.
        rung: 0 to 3.
        halves: how many sentences the draft has; a second one is asked for where there is none.
    """
    if rung <= OPEN:
        return finding.question
    if rung == CONTRAST:
        return _CONTRAST[finding.lens]
    if rung == READINGS:
        words = echo(finding.span.text, 8) if finding.span else ""
        asked = _READINGS.get(finding.code, _READINGS_OF[finding.lens])
        return asked.format(words=words or "it")
    return for_wording(finding, halves=halves)


def for_wording(finding: Finding, said: str = "", *, answered: bool = False, halves: int = 2) -> str:
    """Ask for the author's own wording.

    Args:
        finding: what it is to answer.
        said: words of the answer that fit into the sentence; empty where it doesn't fit as it was said.
        answered: there was an answer.
        halves: how many sentences the draft has.
    """
    if finding.code in _LOOKED_UP:
        return "Who or what could tell about the last time it happened?"
    if finding.code in _SECOND and halves < 2:
        return "How would you end “Customers need a way to ...” for them?"
    which = "second" if finding.code in _SECOND else "first"
    words = echo(said)
    if words:
        return f"How does the {which} sentence read with “{words}” in it?"
    if answered:
        return f"How would you put that into the {which} sentence?"
    if finding.span:
        return f"How does the {which} sentence read without “{echo(finding.span.text, 8)}”?"
    return f"How does the {which} sentence read with that in it?"


def closed_by(finding: Finding) -> str:
    """Say what would close a finding."""
    return _CLOSED_BY_CODE.get(finding.code, _CLOSED_BY[finding.lens])
