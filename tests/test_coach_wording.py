"""The check of what a model brings in lets an ordinary coach speak: remarks, questions and suggestions pass."""

from __future__ import annotations

import pytest

from wbcoach.grounding import unfounded
from wbcoach.pitfalls import catalogue

TEMPLATE = "Today, customers have to problem when situation. Customers need a way to need."
KEYPAD = (
    "Today, young drivers at two depots have to wait when a ramp fails, because the spare keys are locked away."
    " Customers need a keypad app to get the keys themselves."
)
KEYPAD_SAID = (
    "I sat in the cab for an hour until the warden came with the key. The ramp was fine again after that."
)
DOUGH = (
    "Today, bakers have to throw away a third of their dough because they are careless with the scales when the shop"
    " is busy, and we lose margin. Customers need a way to weigh better."
)
DOUGH_SAID = "On Saturdays the scale drifts and I only notice when the loaves come out flat. 12 of 40 trays were binned."
LABELS = (
    "Today, the elderly can't use the ticket machine on platform 3 when the counter is closed, and most of them lose"
    " hours. Customers need a simpler machine so that nobody misses their train."
)
LABELS_SAID = (
    "I missed the 8:15 because the machine only took cards. My husband, 34, did not manage it either."
)
COACH = {
    ("S01", KEYPAD, KEYPAD_SAID): """
        The need names a product, a keypad app, before anybody has looked at other answers.
        A keypad app is one answer among many, so naming it closes the choice too early.
        Once a keypad is in the need, every other way to the keys is off the table.
        “A keypad app” is a solution, which means the choice is already made.
        The cause is already in the draft, so the need can be said without an app.
        Why the keys are locked away is told, but who locked them is not.
        Naming the app makes it hard to hear of anything else that drivers might want.
        The draft speaks of two depots; the feedback is one driver's.
        One voice is not yet a pattern.
        The second half asks for a thing instead of an ability.
        Suppose nobody could build an app: how would a driver get going again?
        When was the last time a ramp failed, and what did the driver do while waiting?
        Whose keys are they, and who decides when they are handed out?
        Which drivers wait, and which do not?
        How long is the wait, and where did you read that?
        How often does a ramp fail per week, and who counted it?
        Could you ring one of them this week and ask what they did?
        Who among the drivers has NOT had this?
    """,
    ("S02", DOUGH, DOUGH_SAID): """
        Calling bakers careless puts the blame on them and hides what the scale does.
        The feedback gives another cause: the scale drifts, and it is only noticed later.
        “We lose margin” is the shop's worry, not the baker's.
        The share has no period next to it, and the trays in the feedback are counted differently.
        “Better” has no object, so it is unclear what would be weighed and against what.
        Two hardships are joined by “and”: wasted dough, and lost margin.
        The draft gives two causes at once, carelessness and a busy shop.
        It judges the person where it could describe the moment.
        The need is a quality, therefore nobody can tell when it is met.
        What would a careful baker have to see in order to notice the drift?
        How was the third counted: by weight, by tray or by guess?
        Which of the two costs them more, the dough or the time?
        What makes you say that it is the bakers and not the scales?
        Where does the figure come from, and over which period was it counted?
        Which of these two hardships would they thank you for first?
    """,
    ("L03", LABELS, LABELS_SAID): """
        “The elderly” is a label that nobody would use for themselves.
        The feedback shows the opposite: one who failed is 34.
        It gives one trait to a whole group, since it speaks of all of them at once.
        “Most of them” is no count: nobody can tell whether it is many or few.
        “Lose hours” has no figure, so a reader cannot weigh it.
        Age stands in for what these people do.
        The sentence says who is old, which leaves open what happened.
        Not every person of that age is stuck, and the label hides that.
        The last words, about missing the train, are the real need.
        What exactly did the person press, and what did the machine answer?
        Who else was standing there and could not buy a ticket?
        Do all of these people have this problem, or only those without a card?
        What do they do once the machine has turned them away?
        How many of how many, and over what time?
    """,
}
SUGGESTIONS = {
    (KEYPAD, KEYPAD_SAID): """
        Customers need a way to leave when a ramp fails.
        Today, drivers at two depots have to wait for the warden when a ramp fails.
        Today, drivers have to wait [how long?] when a ramp fails, because the spare keys are locked away.
        get to the spare keys without the warden
    """,
    (DOUGH, DOUGH_SAID): """
        Today, bakers have to throw away dough when the scale drifts.
        Today, bakers have to throw away [how much? over which week?] dough when the shop is busy.
        Customers need a way to notice that a scale drifts before the loaves come out flat.
    """,
    (LABELS, LABELS_SAID): """
        Today, people without cards can't use the ticket machine on platform 3 when the counter is closed.
        Customers need a way to be on their train when the counter is closed.
    """,
}


def lines(texts: str) -> list[str]:
    return [line.strip() for line in texts.strip().splitlines()]


@pytest.mark.parametrize(
    ("code", "draft", "said", "text"),
    [(*of, text) for of, texts in COACH.items() for text in lines(texts)],
)
def test_an_ordinary_remark_or_question_of_a_coach_is_not_refused(
    code: str, draft: str, said: str, text: str
) -> None:
    pitfall = catalogue()[code]
    assert unfounded(text, [draft, said, pitfall.message, pitfall.question, TEMPLATE]) == []


@pytest.mark.parametrize(
    ("draft", "said", "text"), [(*of, text) for of, texts in SUGGESTIONS.items() for text in lines(texts)]
)
def test_an_ordinary_suggestion_of_a_coach_is_not_refused(draft: str, said: str, text: str) -> None:
    assert unfounded(text, [draft, said]) == []
