"""Every pitfall: its examples hold, its note is in step, its rule is precise and never points outside the text."""

from __future__ import annotations

import importlib
import itertools
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import wbcoach
from eval.scorers.asking import closed
from wbcoach.critique import SEVERITIES, Finding, TextSpan
from wbcoach.errors import InputError
from wbcoach.evidence import Dossier
from wbcoach.grammar import Span
from wbcoach.pitfall import SHOWN_FROM, Example, Pitfall
from wbcoach.pitfalls import catalogue, find, pitfall, settle
from wbcoach.pitfalls._asking import ask
from wbcoach.statement import Statement

PACKAGE = Path(wbcoach.__file__).parent
LENSES = {"T": "template", "S": "scope", "N": "need", "D": "data", "P": "persona", "L": "language"}
PITFALLS = list(catalogue().values())
each_pitfall = pytest.mark.parametrize("known", PITFALLS, ids=[known.name for known in PITFALLS])


def examples(kind: str) -> list[object]:
    return [
        pytest.param(known, example, id=f"{known.name}-{number}")
        for known in PITFALLS
        for number, example in enumerate(known.bad if kind == "bad" else known.good, start=1)
    ]


def shown(text: str, *evidence: tuple[str, str]) -> set[str]:
    example = Example(text, evidence)
    return {finding.code for finding in find(Statement.parse(text), example.dossier())[0]}


SEEN = ("interview", "I do it twice a shift, and then once more.")


class TestExamples:
    @pytest.mark.parametrize(("known", "example"), examples("bad"))
    def test_a_bad_example_is_found_under_its_own_code(self, known: Pitfall, example: Example) -> None:
        findings, _ = find(Statement.parse(example.text), example.dossier())
        assert known.code in {finding.code for finding in findings}

    @pytest.mark.parametrize(("known", "example"), examples("good"))
    def test_a_good_example_passes_every_pitfall(self, known: Pitfall, example: Example) -> None:
        del known
        findings, _ = find(Statement.parse(example.text), example.dossier())
        assert [(finding.code, finding.span and finding.span.text) for finding in findings] == []

    def test_a_text_stands_twice_only_where_its_evidence_makes_the_difference(self) -> None:
        every = [
            (example.text, example.evidence) for known in PITFALLS for example in (*known.bad, *known.good)
        ]
        assert len(every) == len(set(every))

    @each_pitfall
    def test_a_pitfall_has_examples_of_both_kinds(self, known: Pitfall) -> None:
        assert len(known.bad) >= 2
        assert known.good


class TestCatalogue:
    def test_every_file_of_the_folder_is_in_the_catalogue(self) -> None:
        files = {path.stem for path in (PACKAGE / "pitfalls").glob("*.py") if not path.stem.startswith("_")}
        assert files == {known.note for known in PITFALLS}

    def test_no_two_files_share_a_code(self) -> None:
        modules = [importlib.import_module(f"wbcoach.pitfalls.{known.note}") for known in PITFALLS]
        files = [path for path in (PACKAGE / "pitfalls").glob("*.py") if not path.stem.startswith("_")]
        assert len({module.CODE for module in modules}) == len(files)

    def test_codes_stand_in_the_order_of_the_lenses(self) -> None:
        codes = list(catalogue())
        assert codes == sorted(codes, key=lambda code: ("TSNDPL".index(code[0]), code))

    def test_a_pitfall_is_found_by_its_code_and_by_its_name(self) -> None:
        for known in PITFALLS:
            assert pitfall(known.code.lower()) is known
            assert pitfall(known.name) is known
            assert pitfall(known.note) is known

    def test_an_unknown_code_is_refused_with_a_hint(self) -> None:
        with pytest.raises(InputError) as refused:
            pitfall("Z99")
        assert refused.value.hint

    @each_pitfall
    def test_its_code_its_lens_and_its_severity_fit(self, known: Pitfall) -> None:
        assert known.lens == LENSES[known.code[0]]
        assert known.severity in SEVERITIES
        assert len(known.code) == 3
        assert known.code[1:].isdigit()

    @each_pitfall
    def test_it_says_why_in_one_sentence_and_what_to_look_for(self, known: Pitfall) -> None:
        assert known.why.endswith(".")
        assert "\n" not in known.why
        assert known.message.endswith(".")
        assert known.look_for.strip()

    @each_pitfall
    def test_its_question_is_one_question_and_short(self, known: Pitfall) -> None:
        assert known.question.count("?") == 1, known.question
        assert len(known.question.split()) <= 30
        assert known.asked.count("?") == 1, known.asked
        assert known.asked.endswith("?")
        assert known.asked.count("“{words}”") == 1
        assert len(known.asked.split()) <= 22  # so that eight words of the author's fit

    @each_pitfall
    def test_its_question_is_open(self, known: Pitfall) -> None:
        assert not closed(known.question)
        assert not closed(known.asked)

    @pytest.mark.parametrize(("known", "example"), examples("bad"))
    def test_a_finding_asks_in_the_authors_own_words(self, known: Pitfall, example: Example) -> None:
        del known
        statement = Statement.parse(example.text)
        for finding in find(statement, example.dossier())[0]:
            assert len(finding.question.split()) <= 30
            assert finding.question.count("?") == 1
            if quoted := re.search("“(.+)”", finding.question):
                words = quoted[1].removesuffix(" ...")
                assert words in " ".join(re.sub('["“”«»]', "'", example.text).split())
            else:
                assert finding.question == pitfall(finding.code).question

    def test_words_are_quoted_where_there_are_any_and_cut_where_there_are_many(self) -> None:
        known, statement = (
            pitfall("S01"),
            Statement.parse("an app for the very long list of all of our things in the shed."),
        )
        assert "“an app”" in ask(known, statement, Span(0, 6))
        assert "“an app”" in ask(known, statement, Span(0, 14))
        assert "“an app for the very long list ...”" in ask(known, statement, statement.whole)
        assert ask(known, statement, None) == known.question

    @each_pitfall
    def test_its_file_is_short(self, known: Pitfall) -> None:
        lines = (PACKAGE / "pitfalls" / f"{known.note}.py").read_text("utf-8").splitlines()
        assert len(lines) <= 250

    @each_pitfall
    def test_its_note_says_the_same_of_it(self, known: Pitfall) -> None:
        note = (PACKAGE / "guidance" / f"{known.note}.md").read_text("utf-8")
        assert note.startswith("---\n")
        front = yaml.safe_load(note.split("---\n")[1])
        stated = {key: front[key] for key in ("code", "name", "lens", "severity")}
        assert stated == {
            "code": known.code,
            "name": known.name,
            "lens": known.lens,
            "severity": known.severity,
        }

    def test_every_note_with_a_code_has_its_pitfall(self) -> None:
        for path in (PACKAGE / "guidance").glob("*.md"):
            front = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
            if "code" in front:
                assert catalogue()[front["code"]].note == path.stem


# --- the precision rules -------------------------------------------------------------------------------


class TestKnowTheSlot:
    @pytest.mark.parametrize(
        "text",
        [
            "Today, porters have to copy room numbers from the dashboard when a bed is moved. Customers need a way to find the right bed at once.",
            "Today, ticket sellers have to restart the app when the tram leaves a tunnel. Customers need a way to sell to everybody on board.",
            "Today, tutors who teach by chatbot have to check each answer when a pupil asks in dialect. Customers need a way to trust an answer before it goes out.",
            "Today, plugin authors have to rebuild a plugin when its host changes. Customers need a way to know which plugin will break.",
        ],
    )
    def test_technology_in_the_current_state_is_context(self, text: str) -> None:
        assert "S01" not in shown(text, SEEN)
        assert "S02" not in shown(text, SEEN)

    @pytest.mark.parametrize(
        "need",
        [
            "a way to see it on a dashboard",
            "an app for that",
            "a way to ask a chatbot",
            "a way to get push notifications",
            "a way to use AI to sort beds",
        ],
    )
    def test_the_same_technology_in_the_need_is_a_solution(self, need: str) -> None:
        assert "S01" in shown(
            f"Today, porters have to ask around when a bed is moved. Customers need {need}.", SEEN
        )


class TestTheTemplatesOwnWords:
    @pytest.mark.parametrize(
        "text",
        [
            "Today, lock keepers have to walk to the weir when a barge calls early. Customers need a way to open in time.",
            "Customers need a way to open in time. Today, lock keepers have to walk to the weir when a barge calls early.",
            "Lock keepers have to walk to the weir when a barge calls early, so customers need a way to open in time.",
            "Today, lock keepers have to walk to the weir when a barge calls early. Users need a way to open in time.",
        ],
    )
    def test_customers_in_the_need_sentence_are_never_generic(self, text: str) -> None:
        assert "N01" not in shown(text, SEEN)

    def test_customers_need_because_somebody_else_has_to_is_not_generic_either(self) -> None:
        text = "Customers need a way to know which bay is free, because today drivers have to circle the yard when three trucks arrive at once."
        assert "N01" not in shown(text, SEEN)

    @pytest.mark.parametrize("who", ["users", "customers", "people", "our customers"])
    def test_the_same_word_as_the_customer_is(self, who: str) -> None:
        text = f"Today, {who} have to walk to the weir when a barge calls early. Customers need a way to open in time."
        assert "N01" in shown(text, SEEN)


class TestNumbersThatDefineTheCase:
    @pytest.mark.parametrize(
        "text",
        [
            "Today, pupils aged 12 to 14 have to show a card when they swim after 7 pm. Customers need a way to stay until closing.",
            "Today, clerks have to sign twice when a refund passes 50 euros. Customers need a way to settle it at the till.",
            "Today, drivers of vans over 3.5 tonnes have to turn round when the bridge closes at 8:30. Customers need a way to plan the other road.",
            "Today, archivists have to copy a shelf mark into three catalogues when a box is moved. Customers need a way to find a moved box.",
            "Today, the 22 depots of the north have to share one crane when a ramp fails. Customers need a way to load before dawn.",
            "Today, tenants have to post form 12 when a lease from 2019 ends. Customers need a way to stay in the flat.",
        ],
    )
    def test_they_are_no_claims(self, text: str) -> None:
        assert "D03" not in shown(text, SEEN)

    @pytest.mark.parametrize(
        "claim",
        ["which costs them 900 euros a month", "and 35% of them give up", "and 400 calls come in each week"],
    )
    def test_a_measured_figure_without_a_source_is_one(self, claim: str) -> None:
        text = f"Today, clerks have to sign twice when a refund is late, {claim}. Customers need a way to settle it at the till."
        assert "D03" in shown(text, SEEN)

    def test_a_figure_that_the_evidence_has_is_sourced(self) -> None:
        text = "Today, clerks have to sign twice when a refund is late, and 35% of them give up. Customers need a way to settle it at the till."
        assert "D03" not in shown(text, ("till_log", "May: 35% of 300 refunds were given up."))

    @pytest.mark.parametrize("spent", ["wait six weeks", "wait for 3 weeks", "spend two days"])
    def test_a_counted_duration_is_not_a_vague_quantity(self, spent: str) -> None:
        text = f"Today, landlords have to {spent} for a certificate when a boiler is replaced (call records, May 2026). Customers need a way to let the flat."
        assert "D02" not in shown(text, SEEN)


class TestDemographicsThatAreToThePoint:
    @pytest.mark.parametrize(
        "text",
        [
            "Today, women coming back from maternity leave have to apply again when a rota has changed. Customers need a way to keep the hours they had.",
            "Today, care leavers under 25 have to prove their status again when they move borough. Customers need a way to keep the discount they are entitled to.",
            "Today, men over 50 who are called for a prostate screening have to take a day off when the van is in town. Customers need a way to be screened near work.",
            "Today, teenagers below the age limit have to bring a parent when they open an account. Customers need a way to keep their first wage.",
            "Today, older patients after cataract surgery have to ask a neighbour for drops when the nurse is off. Customers need a way to get through the first week.",
        ],
    )
    def test_a_rule_a_body_or_a_leave_makes_them_so(self, text: str) -> None:
        assert "P01" not in shown(text, SEEN)

    def test_evidence_may_give_the_reason(self) -> None:
        text = "Today, travellers over 75 have to post a letter when they book. Customers need a way to be covered before the fare expires."
        assert "P01" not in shown(text, ("policy", "From 75 on a clinical letter is a legal condition."))

    @pytest.mark.parametrize(
        "who", ["Gen Z shoppers", "elderly shoppers", "wealthy shoppers", "working mums", "single men"]
    )
    def test_without_a_reason_the_label_is_shorthand(self, who: str) -> None:
        text = f"Today, {who} have to pay twice when a basket is split. Customers need a way to pay once."
        assert "P01" in shown(text, SEEN)


class TestAbsence:
    @pytest.mark.parametrize(
        "lack",
        [
            "work alone when there is no colleague on the ward",
            "walk to the ridge when there is no signal in the valley",
            "sleep in the hall when they have no papers",
            "cook on one ring because they have no money for gas when a frost sets in",
            "read by torch when there is no power on the site",
        ],
    )
    def test_people_signal_papers_money_and_power_are_circumstance(self, lack: str) -> None:
        assert "S02" not in shown(
            f"Today, wardens have to {lack}. Customers need a way to get through the night.", SEEN
        )

    @pytest.mark.parametrize(
        "lack",
        [
            "have to manage without a booking app",
            "do not have an online calendar",
            "have to live without a unified dashboard",
            "lack an integration with the till",
        ],
    )
    def test_a_missing_feature_is_a_solution_turned_round(self, lack: str) -> None:
        assert "S02" in shown(
            f"Today, wardens {lack} when a guest calls late. Customers need a way to get through the night.",
            SEEN,
        )


class TestLists:
    @pytest.mark.parametrize(
        "act",
        [
            "chase a signature by phone, email and post",
            "carry chairs, tables and lamps up two floors",
            "ask the bank, the notary and the seller for the same form",
            "find, copy and attach a plan",
            "wait in the cold and the rain",
        ],
    )
    def test_nouns_channels_and_steps_of_one_task_are_no_bundle(self, act: str) -> None:
        assert "T05" not in shown(
            f"Today, brokers have to {act} when a sale is moved. Customers need a way to close on the day.",
            SEEN,
        )

    @pytest.mark.parametrize(
        "acts",
        [
            "re-enter the price, chase the notary and argue about the deposit",
            "print labels, hunt for boxes and settle overtime on paper",
        ],
    )
    def test_acts_with_objects_of_their_own_are_a_bundle(self, acts: str) -> None:
        assert "T05" in shown(
            f"Today, brokers have to {acts} when a sale is moved. Customers need a way to close on the day.",
            SEEN,
        )


class TestQuotedWords:
    @pytest.mark.parametrize(
        ("code", "words"),
        [
            ("D02", "it always takes hours"),
            ("D02", "most of us give up"),
            ("P02", "old people are hopeless with computers"),
            ("P04", "we are too lazy to check"),
            ("L03", "this is crazy"),
        ],
    )
    @pytest.mark.parametrize("marks", ["“{}”", '"{}"'])
    def test_a_customers_own_words_are_not_held_against_the_author(
        self, code: str, words: str, marks: str
    ) -> None:
        quoted = marks.format(words)
        text = f"Today, hosts have to sort bins when a guest leaves; {quoted}, said one of nine in May 2026. Customers need a way to rest."
        assert code not in shown(text, SEEN)

    @pytest.mark.parametrize(
        ("code", "words"),
        [
            ("D02", "it takes hours"),
            ("P02", "old people are hopeless with computers"),
            ("P04", "they are too lazy to check"),
            ("L03", "this is crazy"),
        ],
    )
    def test_the_same_words_without_quotation_marks_are(self, code: str, words: str) -> None:
        text = f"Today, hosts have to sort bins when a guest leaves, because {words}. Customers need a way to rest."
        assert code in shown(text, SEEN)


class TestLinkedEvidence:
    @each_pitfall
    def test_with_evidence_linked_missing_data_is_never_found(self, known: Pitfall) -> None:
        for example in (*known.bad, *known.good):
            assert "D01" not in shown(example.text, SEEN)

    def test_without_any_it_is(self) -> None:
        assert "D01" in shown(
            "Today, hosts have to sort bins when a guest leaves. Customers need a way to rest."
        )

    def test_the_stage_of_the_work_moves_its_severity_by_one_step(self) -> None:
        statement = Statement.parse(
            "Today, hosts have to sort bins when a guest leaves. Customers need a way to rest."
        )
        severities = [
            next(one.severity for one in find(statement, Dossier(stage=stage))[0] if one.code == "D01")
            for stage in ("hypothesis", "validated", "growth")
        ]
        assert severities == ["minor", "major", "blocker"]

    def test_the_stage_moves_nothing_but_missing_data(self) -> None:
        statement = Statement.parse("Today, users have to sort bins. Customers need a way to use an app.")
        for stage in ("hypothesis", "growth"):
            for finding in find(statement, Dossier(stage=stage))[0]:
                if finding.code not in {"D01", "D03", "D04"}:
                    assert finding.severity == pitfall(finding.code).severity


class TestStories:
    @pytest.mark.parametrize(
        "story",
        [
            "As a porter, I want to know where a bed went so that I do not search three floors.",
            "When a bed is moved at night, I want to know where it went, so I don't search three floors.",
            "How might we help porters find a moved bed without searching three floors?",
        ],
    )
    def test_a_story_with_a_hardship_is_asked_for_neither_a_second_half_nor_a_present_problem(
        self, story: str
    ) -> None:
        assert not shown(story, SEEN) & {"T03", "T04", "T08"}

    def test_a_story_without_a_hardship_states_no_present_problem(self) -> None:
        assert "T03" in shown("As a porter, I want to see a floor plan.", SEEN)

    def test_a_bare_need_states_no_present_problem(self) -> None:
        assert "T03" in shown("Night porters need a way to see a floor plan.", SEEN)


# --- which of two findings stays -----------------------------------------------------------------------


def found(code: str, start: int | None = 0, end: int = 10, confidence: float = 0.8) -> Finding:
    severity = catalogue()[code].severity if code in catalogue() else "major"
    span = None if start is None else TextSpan(start=start, end=end, text="x" * (end - start))
    return Finding(
        code=code,
        name="n",
        lens="scope",
        severity=severity,
        span=span,
        message="m",
        question="q?",
        confidence=confidence,
    )


def kept(*findings: Finding) -> list[str]:
    return [finding.code for finding in settle(list(findings))]


class TestSettling:
    @pytest.mark.parametrize(
        "chain",
        [("S01", "S02", "S08", "N02"), ("D07", "D03", "D04"), ("P02", "P01")],
        ids=lambda chain: chain[0],
    )
    def test_of_two_codes_of_a_chain_on_touching_words_the_first_stays(self, chain: tuple[str, ...]) -> None:
        for first, second in itertools.combinations(chain, 2):
            assert kept(found(second, 5, 15, confidence=0.95), found(first, 0, 10, confidence=0.6)) == [first]
            assert kept(found(first, 0, 10), found(second, 0, 10)) == [first]
            assert kept(found(first, 0, 10), found(second, 12, 20)) == [first, second]

    @pytest.mark.parametrize(
        ("one", "other", "stays"),
        [
            ("S01", "T07", "S01"),
            ("T01", "N01", "N01"),
            ("S03", "N01", "S03"),
            ("P01", "N01", "N01"),
            ("D05", "D02", "D05"),
            ("D03", "D02", "D03"),
            ("N02", "T07", "N02"),
            ("P01", "L03", "P01"),
        ],
    )
    def test_one_finding_stays_on_the_same_words_the_graver_one_or_the_earlier_lens(
        self, one: str, other: str, stays: str
    ) -> None:
        assert kept(found(one), found(other)) == [stays]
        assert kept(found(other), found(one)) == [stays]

    def test_findings_that_merely_touch_both_stay(self) -> None:
        assert kept(found("T02", 0, 10), found("N01", 8, 30)) == ["T02", "N01"]

    def test_of_one_code_on_overlapping_words_one_finding_stays(self) -> None:
        assert kept(found("D03", 0, 10), found("D03", 5, 15), found("D03", 20, 25)) == ["D03", "D03"]

    def test_findings_without_words_do_not_silence_each_other(self) -> None:
        assert sorted(kept(found("T02", None), found("T04", None), found("D01", None))) == [
            "D01",
            "T02",
            "T04",
        ]

    def test_too_wide_and_too_narrow_exclude_each_other(self) -> None:
        assert kept(found("S04", 0, 5), found("S03", 20, 30)) == ["S03"]

    def test_a_mirrored_need_silences_a_mismatched_one(self) -> None:
        assert kept(found("T06", 0, 5), found("T07", 20, 30)) == ["T07"]

    @given(
        st.lists(
            st.builds(
                found,
                st.sampled_from([*catalogue(), "S04", "S08", "T06", "D04", "D07"]),
                st.sampled_from([None, 0, 1, 8]),
                st.sampled_from([10, 12, 20]),
                st.sampled_from([0.6, 0.8]),
            ),
            max_size=7,
        )
    )
    @settings(deadline=None, max_examples=300)
    def test_what_stays_is_in_order_has_one_finding_per_span_and_settles_no_further(
        self, findings: list[Finding]
    ) -> None:
        once = settle(findings)
        assert settle(once) == once
        assert all(one in findings for one in once)
        codes = {one.code for one in once}
        assert not {"S03", "S04"} <= codes
        assert not {"T06", "T07"} <= codes
        starts = [one.span.start if one.span else 0 for one in once]
        assert starts == sorted(starts)
        spans = [(one.span.start, one.span.end) for one in once if one.span]
        assert len(spans) == len(set(spans))
        for left, right in itertools.combinations(once, 2):
            if left.code == right.code and left.span and right.span:
                assert left.span.end <= right.span.start or right.span.end <= left.span.start


# --- what holds for any text ---------------------------------------------------------------------------

TEXTS = [example.text for known in PITFALLS for example in (*known.bad, *known.good)]
SPLINTERS = [
    "", " ", "  ", ". ", ", ", "\n", "\r\n", "“", "”", '"', "'", "(", ")", "— ", "not ", "no ", "12 of 40 ", "35% ", "when ", "have to ", "because ",
    "Customers need a way to ", "the elderly ", "an app ", "hours ", "we ", "🐝", "e\u0301", "\0", "\ud800", "\u00a0", "İ", "1", "?", "and ",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A statement with pieces cut out, doubled, moved, joined to another or put in capitals."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 5))):
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        text = draw(
            st.sampled_from(
                [
                    text[:start] + text[end:],
                    text[:start] + draw(st.sampled_from(SPLINTERS)) + text[start:],
                    text[:start] + text[start : start + 30] * 2 + text[start + 30 :],
                    text[start:end],
                    text[start:] + text[:start],
                    text[:start] + draw(st.sampled_from(TEXTS))[start:],
                    text.upper(),
                    text.lower(),
                ]
            )
        )
    return text


def check_hits(text: str, dossier: Dossier) -> None:
    statement = Statement.parse(text)
    given_ids = {one.item.id for one in dossier}
    for known in PITFALLS:
        for hit in known.detect(statement, dossier):
            assert 0 < hit.confidence <= 1
            assert set(hit.evidence) <= given_ids
            if hit.span is not None:
                assert 0 <= hit.span.start < hit.span.end <= len(text), known.code
    findings, tentative = find(statement, dossier)
    for finding in (*findings, *tentative):
        if finding.span:
            assert finding.span.text == text[finding.span.start : finding.span.end]
    assert all(finding.confidence >= SHOWN_FROM for finding in findings)
    assert all(finding.confidence < SHOWN_FROM for finding in tentative)
    assert not {finding.code for finding in findings} & {finding.code for finding in tentative}


LINKED = Example("", (SEEN, ("usage_log", "May 2026: 2 of 3 visits, 66.7%, took 3 hours."))).dossier()


@given(mutated(), st.sampled_from([Dossier(), LINKED]))
@settings(deadline=None, max_examples=250)
def test_no_rule_raises_or_points_outside_a_mutilated_statement(text: str, dossier: Dossier) -> None:
    check_hits(text, dossier)


@given(st.text(max_size=200), st.sampled_from([Dossier(), LINKED]))
@settings(deadline=None)
def test_no_rule_raises_or_points_outside_any_text(text: str, dossier: Dossier) -> None:
    check_hits(text, dossier)


@pytest.mark.parametrize(
    "piece", [*SPLINTERS[1:], "Today, ", "nurses are too lazy to ", "most of the ", "older women "], ids=ascii
)
def test_no_rule_raises_on_a_long_text_of_one_shape(piece: str) -> None:
    check_hits((piece * 3000)[:3000], Dossier())
