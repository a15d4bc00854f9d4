"""What a model may answer: bounded shapes, so that a server bound by a grammar comes to an end.

The JSON schema is strict (all keys, no others, short texts, short lists). Reading is a little more
lenient, since not every server keeps to a schema: prose that overruns is cut, and a list may be longer
than asked, so that nothing is lost before it is checked and counted.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

_MANY = 24  # the longest list that is read, whatever was asked for


def _strict(schema: dict[str, Any]) -> None:
    schema["additionalProperties"] = False
    schema["required"] = list(schema["properties"])
    for field in schema["properties"].values():
        field.pop("default", None)


def _prose(limit: int, value: object) -> object:
    if isinstance(value, str) and len(value) > limit:
        return value[: limit - 1].rsplit(maxsplit=1)[0] + "…"
    return "" if value is None else value


def _verbatim(limit: int, value: object) -> object:
    return value[:limit] if isinstance(value, str) else "" if value is None else value


def _wording(limit: int, value: object) -> object:
    return _prose(limit, value) or None


def _share(value: object) -> object:
    """Take 85 for 0.85, and no confidence from any other number: few grammars bound one."""
    if not isinstance(value, int | float) or isinstance(value, bool) or 0 <= value <= 1:
        return value
    return value / 100 if 1 < value <= 100 else 0.0


def _items(value: object) -> object:
    return () if value is None else value


class AnswerShape(BaseModel):
    """Base of all answer types: frozen, and strict in the schema that the server gets."""

    model_config = ConfigDict(frozen=True, extra="ignore", json_schema_extra=_strict)


class DraftFinding(AnswerShape):
    """One pitfall as a model proposes it, unchecked; `quote` is empty where words are missing."""

    code: Annotated[
        str, Field(max_length=40, json_schema_extra={"maxLength": 3}), BeforeValidator(partial(_verbatim, 40))
    ]
    quote: Annotated[str, Field(max_length=240), BeforeValidator(partial(_verbatim, 240))] = ""
    why: Annotated[str, Field(max_length=200), BeforeValidator(partial(_prose, 200))] = ""
    question: Annotated[str, Field(max_length=240), BeforeValidator(partial(_prose, 240))] = ""
    confidence: Annotated[float, Field(ge=0, le=1), BeforeValidator(_share)]
    evidence: Annotated[
        tuple[Annotated[str, Field(max_length=80)], ...],
        Field(max_length=_MANY, json_schema_extra={"maxItems": 4}),
        BeforeValidator(_items),
    ] = ()
    suggestion: Annotated[
        Annotated[str, Field(max_length=300)] | None, BeforeValidator(partial(_wording, 300))
    ] = None


def _readable(value: object) -> object:
    """Put an empty finding, which no check lets pass, in the place of one that can't be read, so that it is counted."""
    if not isinstance(value, list):
        return value
    kept = []
    for one in value[:_MANY]:
        try:
            kept.append(DraftFinding.model_validate(one))
        except ValidationError:
            kept.append(DraftFinding(code="", confidence=0.0))
    return kept if not value or any(one.code for one in kept) else value


class Draft(AnswerShape):
    """A model's critique before any check: at most 8 findings and 3 strengths are asked for."""

    findings: Annotated[
        tuple[DraftFinding, ...],
        Field(max_length=_MANY, json_schema_extra={"maxItems": 8}),
        BeforeValidator(_readable),
    ]
    strengths: Annotated[
        tuple[
            Annotated[str, Field(max_length=160), BeforeValidator(partial(_prose, 160))],
            ...,
        ],
        Field(max_length=_MANY, json_schema_extra={"maxItems": 3}),
        BeforeValidator(_items),
    ] = ()


_VERDICTS = re.compile(r"(?<!not\s)\b(good|weak|bad)\b", re.IGNORECASE)
_SAID = re.compile(r"\bverdict\W{1,6}(good|weak|bad)\b", re.IGNORECASE)


def _last_verdict(value: object) -> object:
    """Put the last verdict of the answer in its place; one within the reasoning counts only where it is called so."""
    if not isinstance(value, dict):
        return value
    found = _VERDICTS.findall(str(value.get("verdict", ""))) or _SAID.findall(str(value.get("reasoning", "")))
    return {**value, "verdict": found[-1].lower()} if found else value


class Judgement(AnswerShape):
    """A judge's answer on one suggestion: it reasons first, and the last verdict it gives counts."""

    reasoning: Annotated[str, Field(max_length=900), BeforeValidator(partial(_prose, 900))]
    verdict: Literal["good", "weak", "bad"]

    _last = model_validator(mode="before")(_last_verdict)


_ANSWERS = ("yes", "no", "unsure")


def _one_of(value: object) -> object:
    """Take "Yes." and "no, because ..." for what they open with; words of doubt are no answer either way."""
    if not isinstance(value, str):
        return value
    first = re.match(r"\W*(yes|no|unsure|not\s+sure|unclear|maybe)\b", value, re.IGNORECASE)
    low = first[1].lower() if first else value
    return low if low in _ANSWERS or not first else "unsure"


class SecondLook(AnswerShape):
    """A second reader's answer on one passage: reasons first; `quote` holds the words that decide it."""

    reasoning: Annotated[str, Field(max_length=400), BeforeValidator(partial(_prose, 400))]
    answer: Annotated[Literal["yes", "no", "unsure"], BeforeValidator(_one_of)]
    quote: Annotated[str, Field(max_length=240), BeforeValidator(partial(_verbatim, 240))] = ""


class RewritePart(AnswerShape):
    """A piece of a rewrite; `origin` is "draft", "template", "gap" or the id of a feedback item."""

    text: Annotated[str, Field(max_length=400), BeforeValidator(partial(_verbatim, 400))]
    origin: Annotated[str, Field(max_length=80), BeforeValidator(partial(_verbatim, 80))]


class DraftRewrite(AnswerShape):
    """A whole statement in other words, unchecked: its parts in order, and what of the draft was left out."""

    parts: Annotated[
        tuple[RewritePart, ...], Field(min_length=1, max_length=_MANY, json_schema_extra={"maxItems": 16})
    ]
    left_out: Annotated[str, Field(max_length=200), BeforeValidator(partial(_prose, 200))] = ""


def _number(value: object) -> object:
    return str(value) if isinstance(value, int) else value


class PainName(AnswerShape):
    """A short name for one theme of feedback, unchecked; `theme` is the number that it was shown under."""

    theme: Annotated[str, Field(max_length=40, json_schema_extra={"maxLength": 4}), BeforeValidator(_number)]
    name: Annotated[str, Field(max_length=120), BeforeValidator(partial(_verbatim, 120))] = ""


class PainNames(AnswerShape):
    """Names for the themes of one question: at most 12 are asked for."""

    names: Annotated[
        tuple[PainName, ...],
        Field(max_length=_MANY, json_schema_extra={"maxItems": 12}),
        BeforeValidator(_items),
    ]


class Spoken(AnswerShape):
    """A coach's turn as it is read from plain text, sentence by sentence: a few remarks, and one question or none."""

    remarks: Annotated[tuple[Annotated[str, Field(max_length=400)], ...], Field(max_length=3)] = ()
    question: Annotated[str, Field(max_length=240)] = ""
