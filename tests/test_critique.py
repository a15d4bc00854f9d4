"""Scores and verdict by the rubric's table, and shapes that survive the trip through JSON."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from wbcoach.coach.remarks import gaps
from wbcoach.critique import (
    Abstained,
    Critique,
    Dropped,
    Evidence,
    Finding,
    Ignored,
    Location,
    Provenance,
    Receipt,
    Rewrite,
    Scores,
    Searched,
    StatementView,
    TextSpan,
    scores_of,
    verdict_of,
)
from wbcoach.funnel import Funnel
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from wbcoach.critique import Lens, Severity

LENSES: dict[str, Lens] = {
    "T": "template",
    "S": "scope",
    "N": "need",
    "D": "data",
    "P": "persona",
    "L": "language",
}
BLOCKERS = {"T03", "S01", "S06", "D06", "D07", "P02"}
MINORS = {"T07", "T08", "S09", "N03", "D02", "D09", "D12", "L01", "L02"}
CODES = [
    f"{letter}{number:02}"
    for letter, last in (("T", 8), ("S", 9), ("N", 3), ("D", 12), ("P", 5), ("L", 3))
    for number in range(1, last + 1)
]


def finding(
    code: str, severity: Severity | None = None, *, central: bool = False, confidence: float = 0.8
) -> Finding:
    usual: Severity = "blocker" if code in BLOCKERS else "minor" if code in MINORS else "major"
    return Finding(
        code=code,
        name=code.lower(),
        lens=LENSES[code[0]],
        severity=severity or usual,
        span=None,
        message="m",
        question="q?",
        confidence=confidence,
        central=central,
    )


def scored(*codes: str) -> Scores:
    return scores_of([finding(code) for code in codes])


def test_slots_that_are_left_in_brackets_earn_no_mark() -> None:
    assert scores_of([], {"situation"}) == Scores(template=2, scope=4, data=4, persona=4)
    assert scores_of([], {"customer", "need"}) == Scores(template=1, scope=2, data=4, persona=1)
    empty = scores_of([], {"customer", "problem", "situation", "need"})
    assert (empty.template, empty.scope, empty.persona, verdict_of(empty, [])) == (0, 1, 1, "rethink")
    text = "Today, tenants have to [what goes wrong today?] when [in which moment?]. Customers need a way to sleep [how long?]."
    assert gaps(Statement.parse(text)) == {"problem", "situation"}


def test_a_statement_without_findings_has_full_scores_and_is_ready() -> None:
    scores = scored()
    assert scores == Scores(template=4, scope=4, data=4, persona=4)
    assert verdict_of(scores, []) == "ready"


@pytest.mark.parametrize(
    ("codes", "template"),
    [
        (["T01"], 2),
        (["T02"], 2),
        (["T03"], 2),
        (["T04"], 2),
        (["T01", "T02"], 1),
        (["T03", "T04"], 1),
        (["T01", "T02", "T04"], 0),
        (["T01", "T02", "T03", "T04"], 0),
        (["T06"], 2),
        (["T07"], 2),
        (["T05"], 3),
        (["T08"], 3),
        (["L01"], 3),
        (["T05", "T08", "L01"], 3),
        (["T05", "T07"], 2),
        (["T02", "T08"], 2),
        (["T01", "T04", "T07"], 1),
        (["T02", "T02"], 2),
        (["L02", "L03", "S01", "D01", "P02", "N01"], 4),
    ],
)
def test_the_template_score_counts_missing_slots_and_caps_the_rest(codes: list[str], template: int) -> None:
    assert scored(*codes).template == template


@pytest.mark.parametrize(
    ("codes", "scope"),
    [
        (["S09"], 3),
        (["N03"], 3),
        (["S09", "N03"], 3),
        (["S01"], 2),
        (["S04"], 2),
        (["T05"], 2),
        (["N02"], 2),
        (["S01", "S09"], 2),
        (["S01", "S03"], 1),
        (["S02", "N02"], 1),
        (["S05", "T05", "S07"], 1),
        (["S01", "S01"], 2),
        (["T03"], 4),
        (["T03", "S01"], 1),
        (["T03", "S02"], 1),
        (["T03", "S03"], 1),
        (["T03", "S06"], 1),
        (["T03", "S08"], 2),
        (["T03", "S09"], 3),
        (["N01"], 4),
        (["T01", "T07", "D01", "P02", "L03"], 4),
    ],
)
def test_the_scope_score_tells_a_leak_from_a_statement_without_a_problem(
    codes: list[str], scope: int
) -> None:
    assert scored(*codes).scope == scope


@pytest.mark.parametrize(
    ("codes", "data"),
    [
        (["D01"], 1),
        (["D07"], 1),
        (["D11"], 1),
        (["D06"], 1),
        (["D03"], 2),
        (["D04"], 2),
        (["D05"], 2),
        (["D08"], 2),
        (["D10"], 2),
        (["D09"], 2),
        (["D02"], 3),
        (["D12"], 3),
        (["L02"], 3),
        (["D02", "D12", "L02"], 3),
        (["D02", "D03"], 2),
        (["D03", "D07"], 1),
        (["S01", "T03", "P02", "L01", "L03"], 4),
    ],
)
def test_the_data_score_is_that_of_the_gravest_fault_in_the_data(codes: list[str], data: int) -> None:
    assert scored(*codes).data == data


def test_evidence_against_the_central_claim_leaves_no_data_at_all() -> None:
    assert scores_of([finding("D06", central=True)]).data == 0
    assert scores_of([finding("D06", central=False)]).data == 1


def test_missing_data_weighs_as_the_stage_of_the_work_has_it() -> None:
    assert scores_of([finding("D03", "minor")]).data == 3
    assert scores_of([finding("D03", "blocker")]).data == 2
    assert scores_of([finding("L02", "major")]).data == 3


@pytest.mark.parametrize(
    ("codes", "persona"),
    [
        (["P01"], 2),
        (["N01"], 2),
        (["L03"], 2),
        (["P01", "N01", "L03"], 2),
        (["P02"], 1),
        (["P03"], 1),
        (["P04"], 1),
        (["P05"], 1),
        (["P01", "P04"], 1),
        (["T01", "S07", "D05", "L01", "L02"], 4),
    ],
)
def test_the_persona_score_tells_shorthand_from_stereotype(codes: list[str], persona: int) -> None:
    assert scored(*codes).persona == persona


def test_a_stereotype_given_as_the_cause_leaves_nothing_of_the_persona() -> None:
    assert scores_of([finding("P02", central=True)]).persona == 0
    assert scores_of([finding("P04", central=True)]).persona == 1


@pytest.mark.parametrize(
    ("codes", "verdict"),
    [
        ([], "ready"),
        (["D02"], "ready"),
        (["L02", "D12", "S09", "N03", "T08"], "ready"),
        (["T07"], "revise"),
        (["D09"], "revise"),
        (["T01"], "revise"),
        (["S01"], "revise"),
        (["D01"], "revise"),
        (["D07"], "revise"),
        (["N01"], "revise"),
        (["P02"], "revise"),
        (["T05"], "revise"),
        (["L03"], "revise"),
        (["T01", "T02"], "revise"),
        (["S01", "S02"], "rethink"),
        (["T03", "S01"], "rethink"),
        (["T03"], "revise"),
        (["T01", "T02", "T04"], "rethink"),
        (["D01", "D03", "D11"], "revise"),
    ],
)
def test_the_verdict_follows_from_the_scores_and_the_gravest_finding(codes: list[str], verdict: str) -> None:
    findings = [finding(code) for code in codes]
    assert verdict_of(scores_of(findings), findings) == verdict


def test_a_central_contradiction_or_stereotype_means_rethink() -> None:
    for code in ("D06", "P02"):
        findings = [finding(code, central=True)]
        assert verdict_of(scores_of(findings), findings) == "rethink"


def test_one_major_finding_keeps_a_statement_from_ready_whatever_the_scores() -> None:
    full = Scores(template=4, scope=4, data=4, persona=4)
    assert verdict_of(full, [finding("D03", "minor")]) == "ready"
    assert verdict_of(full, [finding("D03", "major")]) == "revise"
    assert verdict_of(full, [finding("S01", "blocker")]) == "revise"


def table(codes: list[str], severities: dict[str, Severity]) -> tuple[int, int, int, int]:
    """The rubric once more, written another way: each row of the table as a cap, the lowest wins."""
    held = set(codes)
    heavy = {code for code in held if severities[code] != "minor"}
    slots = len(held & {"T01", "T02", "T03", "T04"})
    template = min(
        [
            4,
            {0: 4, 1: 2, 2: 1}.get(slots, 0),
            *(2 for _ in held & {"T06", "T07"}),
            *(3 for _ in held & {"T05", "T08", "L01"}),
        ]
    )
    scoped = {code for code in held if code[0] == "S" or code in {"T05", "N02", "N03"}}
    scope = 4 if not scoped else 3 if not scoped & heavy else 2 if len(scoped & heavy) == 1 else 1
    if "T03" in held and held & {"S01", "S02", "S03", "S06"}:
        scope = 1
    data_codes = {code for code in held if code[0] == "D"}
    data = min(
        [4]
        + [3 for _ in data_codes | (held & {"L02"})]
        + [2 for _ in (data_codes & heavy) | (held & {"D09"})]
        + [1 for _ in held & {"D01", "D06", "D07", "D11"}]
    )
    persona = min(
        [4, *(2 for _ in held & {"P01", "N01", "L03"}), *(1 for _ in held & {"P02", "P03", "P04", "P05"})]
    )
    return template, scope, data, persona


@given(st.lists(st.sampled_from(CODES), max_size=7))
@settings(deadline=None, max_examples=300)
def test_scores_equal_the_table_for_any_findings(codes: list[str]) -> None:
    findings = [finding(code) for code in codes]
    scores = scores_of(findings)
    severities = {one.code: one.severity for one in findings}
    assert (scores.template, scores.scope, scores.data, scores.persona) == table(codes, severities)


@given(st.lists(st.sampled_from(CODES), max_size=5), st.sampled_from(CODES), st.randoms())
@settings(deadline=None)
def test_order_means_nothing_and_another_finding_never_raises_a_score(
    codes: list[str], more: str, chance: Any
) -> None:
    findings = [finding(code) for code in codes]
    before = scores_of(findings)
    chance.shuffle(findings)
    assert scores_of(findings) == before
    after = scores_of([*findings, finding(more)])
    assert all(
        new <= old for new, old in zip(after.model_dump().values(), before.model_dump().values(), strict=True)
    )


def test_the_worst_findings_come_first_and_only_as_many_as_asked() -> None:
    codes = ["L03", "P01", "T01", "D01", "N01", "S03", "D02", "P02", "S01", "T07"]
    read = [one.code for one in critique([finding(code) for code in codes]).worst(limit=10)]
    assert read == ["S01", "P02", "S03", "N01", "D01", "P01", "T01", "L03", "D02", "T07"]
    assert len(critique([finding(code) for code in codes]).worst()) == 5


def test_of_two_findings_of_a_kind_the_surer_is_read_first() -> None:
    unsure, sure = finding("S01", confidence=0.61), finding("S02", "blocker", confidence=0.95)
    assert critique([unsure, sure]).worst() == (sure, unsure)


def test_reaching_a_severity_means_at_it_or_above() -> None:
    shown = critique([finding("T01")])
    assert shown.reaches("minor")
    assert shown.reaches("major")
    assert not shown.reaches("blocker")
    assert not critique([]).reaches("minor")


# --- shapes --------------------------------------------------------------------------------------------


def critique(findings: list[Finding]) -> Critique:
    return Critique(
        statement=StatementView(
            text="Today.",
            format="free",
            slots={"customer": None, "problem": None, "situation": None, "need": None},
        ),
        findings=tuple(findings),
        scores=scores_of(findings),
        verdict=verdict_of(scores_of(findings), findings),
        receipt=Receipt(version="0.1.0", as_of="2026-05-01", elapsed_ms=1.5),
    )


FULL = Critique(
    id="B-7",
    location=Location(path="plan.md", line=3, column=5),
    statement=StatementView(
        text="Today, 🐝 keepers wait.",
        format="template",
        slots={
            "customer": TextSpan(start=7, end=16, text="🐝 keepers"),
            "problem": TextSpan(start=17, end=21, text="wait"),
            "situation": None,
            "need": None,
        },
    ),
    findings=(finding("T02"), finding("P02", central=True)),
    tentative=(finding("N01", confidence=0.4),),
    ignored=(Ignored(code="S01", reason="the contract names it", until="2027-01-31"),),
    strengths=("One customer is named.",),
    scores=Scores(template=2, scope=4, data=4, persona=0),
    verdict="rethink",
    question="Who?",
    evidence=(
        Evidence(
            id="LL-1", kind="qualitative", stance="supports", linked=True, quote="I “wait”.", start=0, end=9, source="interview", date="2026-05-01", sha256="0" * 64,
        ),
    ),
    searched=Searched(items=60, set_aside=2, not_english=3, duplicates=1),
    abstained=Abstained(why="too short", questions=("Who?", "When?")),
    rewrite=Rewrite(text="Today, ...", provenance=(Provenance(text="Today", origin="template"),), gaps=("[how many?]",)),
    dropped=(Dropped(what="S99", reason="no such code"),),
    funnel=Funnel(proposed=3, known_code=2, span_found=2, evidence_given=2, claims_hold=1, shown=1),
    flags=("INJECTION", "PII"),
    receipt=Receipt(
        version="0.1.0", model="m", prompts=("critique@1#00000000",), generation="gen-000001", as_of="2026-05-01",
        tokens={"input": 10}, cost_usd=0.01, elapsed_ms=12.5,
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    "shape", [FULL, critique([]), critique([finding("D06", central=True)])], ids=["full", "empty", "one"]
)
def test_a_critique_goes_to_json_and_back_unchanged(shape: Critique) -> None:
    text = shape.model_dump_json(by_alias=True)
    assert Critique.model_validate_json(text) == shape
    assert Critique.model_validate(json.loads(text)) == shape


def test_the_json_names_its_schema_and_a_pieces_origin_as_the_contract_does() -> None:
    record = json.loads(FULL.model_dump_json(by_alias=True))
    assert record["schema"] == "wbcoach.critique/1"
    assert "schema_id" not in record
    assert record["rewrite"]["provenance"] == [{"text": "Today", "from": "template"}]


def test_the_json_has_every_key_of_the_contract_and_null_where_nothing_is() -> None:
    contract = {
        "schema", "id", "location", "statement", "findings", "tentative", "ignored", "strengths", "scores", "verdict", "question",
        "evidence", "searched", "abstained", "rewrite", "dropped", "funnel", "flags", "receipt",
    }  # fmt: skip
    record = json.loads(critique([finding("T01")]).model_dump_json(by_alias=True))
    assert contract <= record.keys()
    assert set(record["statement"]["slots"]) == {"customer", "problem", "situation", "need"}
    fields = {
        "code",
        "name",
        "lens",
        "severity",
        "span",
        "message",
        "question",
        "suggestion",
        "evidence",
        "guidance",
        "found_by",
        "confidence",
    }
    assert fields <= record["findings"][0].keys()
    assert {
        "version",
        "model",
        "prompts",
        "generation",
        "as_of",
        "tokens",
        "cost_usd",
        "elapsed_ms",
    } <= record["receipt"].keys()
    assert record["rewrite"] is None


def test_another_schema_is_refused() -> None:
    record = json.loads(FULL.model_dump_json(by_alias=True))
    with pytest.raises(ValidationError):
        Critique.model_validate(record | {"schema": "wbcoach.critique/2"})


def test_unknown_keys_values_out_of_range_and_changes_are_refused() -> None:
    record = finding("T01").model_dump()
    for broken in (
        {"colour": "red"},
        {"confidence": 1.2},
        {"severity": "fatal"},
        {"lens": "style"},
        {"found_by": ["oracle"]},
        {"span": {"start": -1, "end": 0, "text": ""}},
    ):
        with pytest.raises(ValidationError):
            Finding.model_validate(record | broken)
    with pytest.raises(ValidationError):
        Scores(template=5, scope=4, data=4, persona=4)
    with pytest.raises(ValidationError):
        finding("T01").code = "T02"


def test_every_pair_of_findings_gives_a_verdict_that_is_no_better_than_either_alone() -> None:
    order = ["ready", "revise", "rethink"]
    alone = {}
    for code in CODES:
        one = [finding(code)]
        alone[code] = order.index(verdict_of(scores_of(one), one))
    for left, right in itertools.combinations(CODES, 2):
        both = [finding(left), finding(right)]
        assert order.index(verdict_of(scores_of(both), both)) >= max(alone[left], alone[right])
