"""The shape `wbcoach.critique/1` as others rely on it, checked key by key on plain JSON."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]
SEVERITIES = ("blocker", "major", "minor")
LENSES = {"template", "scope", "need", "data", "persona", "language"}
FLAGS = {"INJECTION", "PII", "NON_ENGLISH", "DUPLICATE", "TOO_SHORT"}
FORMATS = {"template", "user_story", "pov", "jtbd", "hmw", "free"}


def check(record: Json) -> None:
    """Fail where a critique leaves the contract; a key more is allowed, a key less is not."""
    _has(
        record,
        "schema id location statement findings tentative ignored strengths scores verdict question evidence "
        "searched abstained rewrite dropped funnel flags receipt",
    )
    assert record["schema"] == "wbcoach.critique/1"
    assert record["id"] is None or isinstance(record["id"], str)
    _location(record["location"])
    text = _statement(record["statement"])
    ids = _evidence(record["evidence"])
    for finding in (*record["findings"], *record["tentative"]):
        _finding(finding, text)
    for finding in record["findings"]:
        assert set(finding["evidence"]) <= ids, "a finding cites what is shown"
    _outcome(record)
    _besides(record)
    _receipt(record["receipt"])


def _has(value: Json, keys: str) -> None:
    missing = set(keys.split()) - set(value)
    assert not missing, f"missing: {missing}"


def _strings(values: object) -> None:
    assert isinstance(values, list)
    assert all(isinstance(value, str) for value in values)


def _location(location: Json | None) -> None:
    if location is None:
        return
    _has(location, "path line column")
    assert isinstance(location["path"], str)
    assert all(type(location[name]) is int and location[name] >= 1 for name in ("line", "column"))


def _statement(statement: Json) -> str:
    _has(statement, "text format slots")
    text = statement["text"]
    assert isinstance(text, str)
    assert statement["format"] in FORMATS
    assert set(statement["slots"]) == {"customer", "problem", "situation", "need"}
    for slot in statement["slots"].values():
        _span(slot, text)
    return text


def _span(span: Json | None, text: str) -> None:
    if span is None:
        return
    _has(span, "start end text")
    assert 0 <= span["start"] <= span["end"] <= len(text)
    assert span["text"] == text[span["start"] : span["end"]]


def _finding(finding: Json, text: str) -> None:
    _has(
        finding,
        "code name lens severity span message question suggestion evidence guidance found_by confidence",
    )
    assert re.fullmatch(r"[TSNDPL]\d\d", finding["code"])
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", finding["name"])
    assert finding["lens"] in LENSES
    assert finding["severity"] in SEVERITIES
    _span(finding["span"], text)
    assert isinstance(finding["message"], str)
    assert finding["message"]
    assert finding["question"].count("?") == 1
    assert finding["suggestion"] is None or isinstance(finding["suggestion"], str)
    _strings(finding["evidence"])
    _strings(finding["guidance"])
    assert finding["found_by"]
    assert set(finding["found_by"]) <= {"rule", "local", "llm"}
    assert 0 <= finding["confidence"] <= 1


def _evidence(evidence: list[Json]) -> set[str]:
    for one in evidence:
        _has(one, "id kind stance linked quote start end source date sha256")
        assert one["kind"] in {"behavioral", "qualitative", "subjective"}
        assert one["stance"] in {"supports", "contradicts", "related"}
        assert type(one["linked"]) is bool
        assert len(one["quote"]) == one["end"] - one["start"]
        assert re.fullmatch(r"[0-9a-f]{64}", one["sha256"])
    return {one["id"] for one in evidence}


def _outcome(record: Json) -> None:
    """Scores and verdict are there together, or neither; then the flags say why."""
    scores, verdict = record["scores"], record["verdict"]
    assert (scores is None) == (verdict is None)
    if scores is None:
        assert {"TOO_SHORT", "NON_ENGLISH"} & set(record["flags"])
        assert record["findings"] == []
        return
    assert set(scores) == {"template", "scope", "data", "persona"}
    assert all(type(score) is int and 0 <= score <= 4 for score in scores.values())
    assert verdict in {"ready", "revise", "rethink"}
    assert (record["question"] is None) == (not record["findings"])


def _besides(record: Json) -> None:
    for ignored in record["ignored"]:
        _has(ignored, "code reason until")
    _strings(record["strengths"])
    assert set(record["flags"]) <= FLAGS
    if record["searched"] is not None:
        _has(record["searched"], "items set_aside not_english duplicates")
    if record["abstained"] is not None:
        _has(record["abstained"], "why questions")
        _strings(record["abstained"]["questions"])
    if record["rewrite"] is not None:
        _has(record["rewrite"], "text provenance gaps")
        pieces = record["rewrite"]["provenance"]
        assert "".join(piece["text"] for piece in pieces) == record["rewrite"]["text"]
        assert all(set(piece) == {"text", "from"} for piece in pieces)
        assert all(gap in record["rewrite"]["text"] for gap in record["rewrite"]["gaps"])
    for dropped in record["dropped"]:
        _has(dropped, "what reason")
    if record["funnel"] is not None:
        _has(record["funnel"], "proposed shown")


def _receipt(receipt: Json) -> None:
    _has(receipt, "version model prompts generation as_of made_with tokens cost_usd elapsed_ms")
    assert receipt["model"] is None or isinstance(receipt["model"], str)
    _strings(receipt["prompts"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", receipt["as_of"])
    assert isinstance(receipt["tokens"], dict)
    assert {"stage", "stale_months", "heads"} <= set(receipt["made_with"])
    assert receipt["cost_usd"] is None or receipt["cost_usd"] >= 0
    assert receipt["elapsed_ms"] >= 0
