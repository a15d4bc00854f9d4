"""Drafts read into slots: every form of statement, every slot an exact slice of the author's text."""

from __future__ import annotations

import itertools
import string
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wbcoach.document import find_drafts
from wbcoach.grammar import Span
from wbcoach.statement import SLOT_NAMES, Format, Statement


class Case(NamedTuple):
    """A draft and what each of its slots says; None where the draft leaves it out."""

    text: str
    customer: str | None = None
    problem: str | None = None
    situation: str | None = None
    need: str | None = None
    because: str | None = None


TEMPLATE = {
    "the words of the template": Case(
        "Today, ferry stewards have to count life jackets twice when a coach party boards late. Customers need a way to sail with the right number aboard.",
        "ferry stewards",
        "count life jackets twice",
        "a coach party boards late",
        "sail with the right number aboard",
    ),
    "must and whenever": Case(
        "Currently, choir leaders must photocopy scores whenever a singer joins late. What they need is to be able to start the rehearsal with everybody reading.",
        "choir leaders",
        "photocopy scores",
        "whenever a singer joins late",
        "start the rehearsal with everybody reading",
    ),
    "forced to, and after": Case(
        "At the moment, tree surgeons are forced to climb a second time after a client changes the quote. They need some way of agreeing the cut from the ground.",
        "tree surgeons",
        "climb a second time",
        "after a client changes the quote",
        "agreeing the cut from the ground",
    ),
    "cannot, and until": Case(
        "Right now, school cooks cannot see who is allergic until the queue has formed. They need to be able to set a plate aside in the morning.",
        "school cooks",
        "cannot see who is allergic",
        "until the queue has formed",
        "set a plate aside in the morning",
    ),
    "end up, and the need in the same sentence": Case(
        "Potters end up re-firing whole shelves if the kiln trips overnight, so they need a way to save what is still whole.",
        "Potters",
        "re-firing whole shelves",
        "if the kiln trips overnight",
        "save what is still whole",
    ),
    "a need behind a semicolon": Case(
        "In practice, allotment holders have to water dead plots when the rota is out of date; they need a way to know whose turn it is.",
        "allotment holders",
        "water dead plots",
        "the rota is out of date",
        "know whose turn it is",
    ),
    "the situation first": Case(
        "When a courier leaves a parcel with a neighbour, tenants on the top floor have to knock on every door. Customers need a way to find their parcel the same evening.",
        "tenants on the top floor",
        "knock on every door",
        "a courier leaves a parcel with a neighbour",
        "find their parcel the same evening",
    ),
    "the situation first, behind the opener": Case(
        "Today, when a tide turns early, pilots of small tugs have to turn back at the bar. Customers need a way to choose the hour of a tow.",
        "pilots of small tugs",
        "turn back at the bar",
        "a tide turns early",
        "choose the hour of a tow",
    ),
    "two situations, of which the later one counts": Case(
        "After a storm, beach wardens have to walk the whole bay before the first swimmers arrive. Customers need a way to know which stretch is safe.",
        "beach wardens",
        "walk the whole bay",
        "before the first swimmers arrive",
        "know which stretch is safe",
    ),
    "a relative clause as the customer": Case(
        "Whoever closes the library has to walk all four floors when the alarm panel shows a fault. Customers need a way to know which door is open.",
        "Whoever closes the library",
        "walk all four floors",
        "the alarm panel shows a fault",
        "know which door is open",
    ),
    "a relative clause that narrows the customer": Case(
        "Today, parents who share custody have to text each other photographs of the timetable when a lesson moves. Customers need a way to agree who collects the child.",
        "parents who share custody",
        "text each other photographs of the timetable",
        "a lesson moves",
        "agree who collects the child",
    ),
    "a relative clause with a duty of its own": Case(
        "Today, divers who have to share one boat have to draw lots when the sea is calm. Customers need a way to know on Friday whether they will dive.",
        "divers who have to share one boat",
        "draw lots",
        "the sea is calm",
        "know on Friday whether they will dive",
    ),
    "a situation in the customer": Case(
        "Today, opticians closing on Saturdays have to ring each patient whose lenses came late. Customers need a way to hand lenses over without a second trip.",
        "opticians closing on Saturdays",
        "ring each patient whose lenses came late",
        "on Saturdays",
        "hand lenses over without a second trip",
    ),
    "a situation without a verb": Case(
        "Today, crane drivers have to climb down for the load sheet on arrival at a new berth. Customers need a way to know the next lift from the cab.",
        "crane drivers",
        "climb down for the load sheet",
        "on arrival at a new berth",
        "know the next lift from the cab",
    ),
    "no situation": Case(
        "Today, school caretakers have to carry chairs up two floors. Customers need a way to set a hall out in one evening.",
        "school caretakers",
        "carry chairs up two floors",
        None,
        "set a hall out in one evening",
    ),
    "no need": Case(
        "Today, ferry crews have to recount life jackets when a passenger list changes.",
        "ferry crews",
        "recount life jackets",
        "a passenger list changes",
    ),
    "needs first": Case(
        "Customers need a way to leave a shift on time. Today, bakers have to rewrite the order book by hand when a wholesaler changes a delivery.",
        "bakers",
        "rewrite the order book by hand",
        "a wholesaler changes a delivery",
        "leave a shift on time",
    ),
    "a need that names the customer": Case(
        "Today, beekeepers have to weigh each hive by hand when the nectar runs. Beekeepers need a way to move hives before the bloom ends.",
        "beekeepers",
        "weigh each hive by hand",
        "the nectar runs",
        "move hives before the bloom ends",
    ),
    "only": Case(
        "Today, bus riders can only pay with coins when they board before six. Customers need a way to pay with what they carry.",
        "bus riders",
        "can only pay with coins",
        "they board before six",
        "pay with what they carry",
    ),
    "struggle": Case(
        "Today, site managers struggle to find the latest drawing when two trades share a floor. Customers need a way to build from one drawing.",
        "site managers",
        "struggle to find the latest drawing",
        "two trades share a floor",
        "build from one drawing",
    ),
    "left guessing": Case(
        "Today, grant officers are left guessing which figures are final during an audit. Customers need a way to stand by one number.",
        "grant officers",
        "guessing which figures are final",
        "during an audit",
        "stand by one number",
    ),
    "do not know": Case(
        "Today, bus drivers don't know which stops are closed before they leave the depot. Customers need a way to choose a route that is open.",
        "bus drivers",
        "don't know which stops are closed",
        "before they leave the depot",
        "choose a route that is open",
    ),
    "a plain act": Case(
        "Porters walk back to the lodge for keys each time a ward is locked. They need a way to get through with a trolley.",
        "Porters",
        "walk back to the lodge for keys",
        "each time a ward is locked",
        "get through with a trolley",
    ),
    "a cause in the hardship": Case(
        "Today, brewers have to pour away a batch when the cooler fails because the alarm rings in an empty office. Customers need a way to save the batch at night.",
        "brewers",
        "pour away a batch",
        "the cooler fails",
        "save the batch at night",
        "the alarm rings in an empty office",
    ),
    "data behind the hardship": Case(
        "Today, dog walkers have to carry ten keys when a client moves, and 9 of the 14 we interviewed had been locked out. Customers need a way to get in on the day.",
        "dog walkers",
        "carry ten keys",
        "a client moves",
        "get in on the day",
    ),
    "an opener with a dash and a word of frequency": Case(
        "These days – beekeepers often have to relabel jars when a crop is mixed. They need a way to sell what they have bottled.",
        "beekeepers",
        "relabel jars",
        "a crop is mixed",
        "sell what they have bottled",
    ),
    "no opener at all": Case(
        "Vets have to send X-rays on paper when an animal is referred. They need a way to have the picture there before the animal.",
        "Vets",
        "send X-rays on paper",
        "an animal is referred",
        "have the picture there before the animal",
    ),
}

TYPOGRAPHY = {
    "curly quotes": Case(
        "Today, “bring-your-own” caterers have to unpack every crate when a label says ‘nuts?’. Customers need a way to serve the top table first.",
        "“bring-your-own” caterers",
        "unpack every crate",
        "a label says ‘nuts?’",
        "serve the top table first",
    ),
    "curly apostrophes": Case(
        "Today, the school’s cooks can’t see who’s allergic when a class goes on a trip. They’ll need a way to pack the right lunch.",
        "the school’s cooks",
        "can’t see who’s allergic",
        "a class goes on a trip",
        "pack the right lunch",
    ),
    "emoji": Case(
        "Today, 🐝 keepers have to weigh each hive 🍯 by hand when the nectar runs 👩🏽‍🌾. Customers need a way to move hives before the bloom ends.",
        "🐝 keepers",
        "weigh each hive 🍯 by hand",
        "the nectar runs 👩🏽‍🌾",
        "move hives before the bloom ends",
    ),
    "combining marks": Case(
        "Today, cafe\u0301 owners have to reprint nai\u0308ve menus when a price moves. Customers need a way to charge what is on the wall.",
        "cafe\u0301 owners",
        "reprint nai\u0308ve menus",
        "a price moves",
        "charge what is on the wall",
    ),
    "Windows line ends inside": Case(
        "Today, divers have to\r\nrefill tanks on shore when\r\nthe boat's compressor fails.\r\nCustomers need a way to finish\r\nthe second dive.",
        "divers",
        "refill tanks on shore",
        "the boat's compressor fails",
        "finish\r\nthe second dive",
    ),
    "no-break spaces": Case(
        "Today,\u00a0glaziers have\u00a0to measure\u00a0twice when\u00a0a frame is bent. Customers need\u00a0a\u00a0way to\u00a0cut once.",
        "glaziers",
        "measure\u00a0twice",
        "a frame is bent",
        "cut once",
    ),
    "Hebrew": Case(
        "Today, מתרגמים have to ask for the source text when a line is cut. Customers need a way to start from what the client saw.",
        "מתרגמים",
        "ask for the source text",
        "a line is cut",
        "start from what the client saw",
    ),
    "Arabic inside, with marks of direction": Case(
        "Today, landlords in \u2067شارع الملك\u2069 have to sign three forms when a tenant leaves. Customers need a way to hand the flat over on the day.",
        "landlords in \u2067شارع الملك\u2069",
        "sign three forms",
        "a tenant leaves",
        "hand the flat over on the day",
    ),
    "white space around": Case(
        "\n\t Today, vets have to wait for a crate when a dog is flown home.  \n  Customers need a way to plan the night.\n\n",
        "vets",
        "wait for a crate",
        "a dog is flown home",
        "plan the night",
    ),
    "capitals throughout": Case(
        "TODAY, VETS HAVE TO WAIT FOR A CRATE WHEN A DOG IS FLOWN HOME. CUSTOMERS NEED A WAY TO PLAN THE NIGHT.",
        "VETS",
        "WAIT FOR A CRATE",
        "A DOG IS FLOWN HOME",
        "PLAN THE NIGHT",
    ),
    "abbreviations and decimals": Case(
        "Today, approx. forty St. Ives boatmen, e.g. those with hulls of 3.5 m, have to moor outside when the harbour is full. Customers need a way to land guests dry.",
        "approx. forty St. Ives boatmen, e.g. those with hulls of 3.5 m",
        "moor outside",
        "the harbour is full",
        "land guests dry",
    ),
}

POV = {
    "a need with its reason": Case(
        "Nurses on surgical wards need a way to find a free pump because two of three are locked in other wards.",
        "Nurses on surgical wards",
        "two of three are locked in other wards",
        None,
        "find a free pump",
        "two of three are locked in other wards",
    ),
    "to be able to": Case(
        "Volunteer drivers need to be able to swap a run without ringing the office because the office has closed its line.",
        "Volunteer drivers",
        "the office has closed its line",
        None,
        "swap a run without ringing the office",
        "the office has closed its line",
    ),
    "a bare need": Case(
        "Translators at small courts need a way to see the source text.",
        "Translators at small courts",
        None,
        None,
        "see the source text",
    ),
}

STORIES = {
    "with a reason": Case(
        "As a carer on nights, I want to know who is on call when a pump alarms, so that I stop ringing five people in turn.",
        "carer on nights",
        "I stop ringing five people in turn",
        "a pump alarms",
        "know who is on call",
    ),
    "an, need to, so that without a comma": Case(
        "As an archivist, I need to find a file by its old number so that readers do not wait a week.",
        "archivist",
        "readers do not wait a week",
        None,
        "find a file by its old number",
    ),
    "because": Case(
        "As a lodger without a lease, I want to prove where I live, because the bank asks for a bill.",
        "lodger without a lease",
        "the bank asks for a bill",
        None,
        "prove where I live",
        "the bank asks for a bill",
    ),
    "a mere wish": Case(
        "- As one of the tenants I’d like to see the heating schedule.",
        "tenants",
        None,
        None,
        "see the heating schedule",
    ),
}

JOBS = {
    "when, want, so": Case(
        "When a guest checks out early, I want to offer the room again, so I can avoid a lost night.",
        None,
        "I can avoid a lost night",
        "a guest checks out early",
        "offer the room again",
    ),
    "a hardship in the moment": Case(
        "When my train is cancelled at the platform, I want to know the next way home so that I don't miss the nursery.",
        None,
        "I don't miss the nursery",
        "my train is cancelled at the platform",
        "know the next way home",
    ),
    "they": Case(
        "Whenever a pupil changes schools, they want to carry their notes over.",
        None,
        None,
        "a pupil changes schools",
        "carry their notes over",
    ),
}

QUESTIONS = {
    "help": Case(
        "How might we help new tenants settle the deposit before they move in?",
        "new tenants",
        None,
        "before they move in",
        "settle the deposit",
    ),
    "make it easier for": Case(
        "How might we make it easier for school nurses to spot a missed dose during a trip?",
        "school nurses",
        None,
        "during a trip",
        "spot a missed dose",
    ),
    "HMW": Case(
        "HMW let stall holders swap pitches without ringing the council?",
        "stall holders",
        None,
        None,
        "swap pitches without ringing the council",
    ),
    "nobody in particular": Case(
        "How might we shorten the queue at the weighbridge?",
        None,
        None,
        None,
        "shorten the queue at the weighbridge",
    ),
}

FREE = {
    "an expletive with a holder": Case(
        "It is hard for renters to compare heating bills when a flat is empty.",
        "renters",
        "It is hard for renters to compare heating bills",
        "a flat is empty",
    ),
    "an expletive without one": Case(
        "It is difficult to find a free charging point when a road trip is re-routed.",
        None,
        "It is difficult to find a free charging point",
        "a road trip is re-routed",
    ),
    "no clause at all": Case("Faster lifts."),
    "nothing": Case(""),
    "only white space": Case(" \n\t "),
}

FORMS: dict[Format, dict[str, Case]] = {
    "template": TEMPLATE | TYPOGRAPHY,
    "pov": POV,
    "user_story": STORIES,
    "jtbd": JOBS,
    "hmw": QUESTIONS,
    "free": FREE,
}
CASES = [
    pytest.param(form, case, id=f"{form}: {name}")
    for form, cases in FORMS.items()
    for name, case in cases.items()
]


@pytest.mark.parametrize(("form", "case"), CASES)
def test_each_slot_is_the_words_that_fill_it(form: Format, case: Case) -> None:
    statement = Statement.parse(case.text)
    read = {name: span.of(case.text) if (span := statement.slot(name)) else None for name in SLOT_NAMES}
    assert read == {name: getattr(case, name) for name in SLOT_NAMES}
    because = statement.slots.because
    assert (because.of(case.text) if because else None) == case.because
    assert statement.format == form


def test_there_are_at_least_forty_readings() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("We should build a chatbot for lost luggage.", "build a chatbot for lost luggage"),
        ("Our team met. We need to add sharing buttons to each page.", "add sharing buttons to each page"),
        ("Build an app that counts jackets.", "Build an app that counts jackets"),
        ("We need a loyalty programme for our bakery.", "a loyalty programme for our bakery"),
    ],
)
def test_a_plan_to_build_is_a_proposal_and_no_hardship(text: str, proposal: str) -> None:
    slots = Statement.parse(text).slots
    assert slots.proposal is not None
    assert slots.proposal.of(text) == proposal
    assert slots.hardship is None
    assert slots.problem is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("As a carer, I want to know who is on call, so that I stop ringing five people in turn.", True),
        ("As a carer, I want to know who is on call because nobody answers.", True),
        ("As a carer, I want to see the rota.", False),
        ("As a carer, I want to see the rota so that my week is in view.", False),
        ("How might we help carers reach a doctor without ringing twice?", True),
        ("How might we delight carers?", False),
        ("When the pump is stuck, I want to call somebody.", True),
        ("When a shift starts, I want to greet the team.", False),
        ("Today, carers have to ring twice.", True),
        ("Carers need a way to see the rota.", False),
    ],
)
def test_a_story_names_a_hardship_only_where_something_goes_wrong(text: str, *, named: bool) -> None:
    assert Statement.parse(text).hardship_named is named


def test_words_in_quotation_marks_are_known_as_quoted_and_apostrophes_open_nothing() -> None:
    text = "Today, hosts have to say \"it’s the neighbours' bin\" when ‘the other one’ is full. It's so."
    statement = Statement.parse(text)
    assert [span.of(text) for span in statement.quotations] == [
        '"it’s the neighbours\' bin"',
        "‘the other one’",
    ]
    at = text.index("neighbours")
    assert statement.quoted(Span(at, at + 5))
    assert not statement.quoted(Span(0, 5))


def test_the_need_sentence_reaches_from_its_subject_to_its_end_and_no_further() -> None:
    text = "Today, hosts have to sort bins when a guest leaves. Customers need a way to rest."
    statement = Statement.parse(text)
    assert statement.need_sentence is not None
    assert statement.need_sentence.of(text) == "Customers need a way to rest"
    assert statement.in_need(Span(text.index("rest"), text.index("rest") + 4))
    assert not statement.in_need(Span(0, 5))


def test_sentences_end_at_stops_and_not_at_abbreviations_decimals_or_quotations() -> None:
    text = "Dr. Ito waits 3.5 h, e.g. on Mondays. “Really?” she asks! Nobody knows… Until noon.\n\nA last one"
    assert [span.of(text) for span in Statement.parse(text).sentences] == [
        "Dr. Ito waits 3.5 h, e.g. on Mondays.",
        "“Really?” she asks!",
        "Nobody knows…",
        "Until noon.",
        "A last one",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Bakers have to light the ovens anew when the timer trips at 2 a.m.| Customers need a way to sleep.",
        "The gate shuts at 6 P.M.| Visitors wait outside.",
        "The lift stops at 11 p.m.| “Nobody told us,” they say.",
        "The pager rings at 3 a.m.| I get up.",
        "The shop is staffed from 9 a.m. to 5 p.m.| Central staff take the calls after that.",
        "They land at 3 p.m. Monday and leave at noon.",
        "It begins at 4 p.m. GMT on weekdays.| It ends late.",
        "The desk closes at 5 p.m. Eastern.| It opens at 8 a.m. Central European Time.",
        "The boat leaves at 6 a.m. (Sundays only) from the pier.",
        "At 3 a.m. Ann is called.| She gets up.",
        "They miss the 6 a.m. Dublin flight when it snows.",
        "They wait until 7 a.m. on weekdays.",
    ],
)
def test_an_hour_ends_a_sentence_before_a_capital_that_is_no_part_of_the_time(text: str) -> None:
    plain = text.replace("|", "")
    assert [span.of(plain) for span in Statement.parse(plain).sentences] == text.replace("| ", "|").split("|")


def test_what_is_needed_after_an_hour_is_the_need_alone() -> None:
    text = "Today, bakers must repeat the complete overnight bake because one oven broke at 2 a.m. Customers need a way to bake what is missing."
    statement = Statement.parse(text)
    told = {
        name: span.of(text)
        for name in ("customer", "problem", "situation", "need")
        if (span := statement.slot(name))
    }
    assert told == {
        "customer": "bakers", "problem": "repeat the complete overnight bake",
        "situation": "at 2 a.m", "need": "bake what is missing",
    }  # fmt: skip


# --- what holds for any text ---------------------------------------------------------------------------

PHRASES = [
    "Today, ", "have to ", "must ", "cannot ", "when ", "if ", "because ", "so that ", "Customers need a way to ", "they need ", "who ",
    "As a ", ", I want to ", "How might we help ", "nurses ", "landlords ", "wait ", "re-enter the form ", ". ", ", ", "; ", ": ", "— ", "\n", "\n\n",
    "\r\n", "\u00a0", "“", "”", "‘", "’", '"', "'", "(", ")", "e\u0301", "🐝", "👩🏽‍🌾", "שלום ", "\u2067", "\0", "\ud800", "\ufeff", "12 of 40 ", "!", "?", "…",
    "it is hard for ", "there is no ", "in order to ", "the ", "a ", "İ", "ß", "ﬁ", "-", "to ", "need ", "need to be able to ",
]  # fmt: skip
anything = st.one_of(
    st.text(max_size=250),
    st.lists(st.sampled_from(PHRASES), max_size=30).map("".join),
    st.text(st.characters(codec=None), max_size=60),
)


def spans_of(statement: Statement) -> list[Span]:
    slots = statement.slots
    optional = [slots.because, slots.proposal, slots.need_subject, slots.need_phrase, statement.need_sentence]
    given_spans = [*(statement.slot(name) for name in SLOT_NAMES), *optional]
    return [span for span in given_spans if span is not None]


@given(anything)
@settings(deadline=None, max_examples=300)
def test_every_span_lies_inside_the_text_and_is_neither_empty_nor_blank(text: str) -> None:
    statement = Statement.parse(text)
    assert statement.text == text
    for span in spans_of(statement):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip()


@given(anything)
@settings(deadline=None)
def test_slots_are_trimmed_and_words_sentences_and_quotations_slice_the_text(text: str) -> None:
    statement = Statement.parse(text)
    for name in SLOT_NAMES:
        if span := statement.slot(name):
            assert span.of(text) == span.of(text).strip()
    for word in statement.words():
        assert text[word.start : word.end] == word.text
    for span in (*statement.sentences, *statement.quotations):
        assert 0 <= span.start < span.end <= len(text)
    ends = [span.end for span in statement.sentences]
    assert all(before <= after.start for before, after in zip(ends, statement.sentences[1:], strict=False))


@given(anything)
@settings(deadline=None)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert Statement.parse(text) == Statement.parse(text)


@given(st.sampled_from([case.values[1] for case in CASES]), st.text(" \n\t\u00a0", max_size=5))
@settings(deadline=None)
def test_white_space_around_a_draft_moves_its_slots_and_changes_none(case: Case, blank: str) -> None:
    plain, moved = Statement.parse(case.text), Statement.parse(f"{blank}{case.text}{blank}")
    for name in SLOT_NAMES:
        span, shifted = plain.slot(name), moved.slot(name)
        assert (span is None) == (shifted is None)
        if span and shifted:
            assert (shifted.start, shifted.end) == (span.start + len(blank), span.end + len(blank))


SIZE = 100_000
NASTY = [
    "have to ", "need a way to ", "because ", "when ", "who ", '"', "“", "‘a", "> ", "[", "](", "(", "a\u0301", "\u0301", "\ud800", "\0", "\u202e",
    " ", "\n", "\r\n", "a", "a-", "a'", "9", "1,", "e.g. ", ". ", ", ", "- ", "# ", "```wb\n", "|a", "<!--", "As a cook, I want to eat. ", "*", "🐝",
    "Today, cooks have to wait when it rains. Customers need a way to eat. ",
]  # fmt: skip


def repeated(piece: str) -> str:
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


@pytest.mark.parametrize("piece", NASTY, ids=ascii)
def test_a_long_text_of_one_nasty_shape_is_read_without_an_error(piece: str) -> None:
    text = repeated(piece)
    for span in spans_of(Statement.parse(text)):
        assert 0 <= span.start < span.end <= SIZE
    for draft in find_drafts(text):
        assert text[draft.span.start : draft.span.end] == draft.text


@pytest.mark.parametrize(
    "opening", ["Today, ", "As a ", "When ", "How might we help ", "```wb\n", "- ", "> ", "<!--", "---\n"]
)
def test_an_opening_that_never_ends_is_read_without_an_error(opening: str) -> None:
    letters = itertools.cycle(string.ascii_letters + " ,'\"—\n")
    text = opening + "".join(itertools.islice(letters, SIZE - len(opening)))
    for span in spans_of(Statement.parse(text)):
        assert 0 <= span.start < span.end <= SIZE
    for draft in find_drafts(text):
        assert text[draft.span.start : draft.span.end] == draft.text


@pytest.mark.parametrize(
    "text",
    [
        "**As a** vet, **I want** to see the last dose **so that** I don't give it twice.",
        "*As a* vet, *I want to* see the last dose, __so that__ I don't give it twice.",
        "US-14: As a vet, I want to see the last dose, so that I don't give it twice.",
        "User story 3: As a vet, I want to see the last dose, so that I don't give it twice.",
    ],
)
def test_signs_of_emphasis_and_a_key_in_front_change_no_slot(text: str) -> None:
    story = Statement.parse(text)
    assert (story.format, story.text) == ("user_story", text)
    told = {name: span.of(text) for name in SLOT_NAMES if (span := story.slot(name))}
    assert told == {"customer": "vet", "problem": "I don't give it twice", "need": "see the last dose"}
