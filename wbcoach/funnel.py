"""The loss funnel: how many of a model's proposals came how far, from proposed to shown."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, model_validator

STAGES = ("proposed", "known_code", "span", "quote", "number", "second_look", "shown")
_NAMES_OF_STAGES = {"span": "span_found", "quote": "evidence_given", "number": "claims_hold"}


class Funnel(BaseModel):
    """How many findings a model proposed and how many were left after each check.

    `span_found`, `evidence_given` and `claims_hold` are the earlier names of `span`, `quote` and `number`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposed: int
    known_code: int
    span_found: int
    evidence_given: int
    claims_hold: int
    span: int = 0
    quote: int = 0
    number: int = 0
    second_look: int = 0
    shown: int

    @model_validator(mode="before")
    @classmethod
    def _under_both_names(cls, given: object) -> object:
        """Read a funnel that was written under one set of names alone."""
        if not isinstance(given, dict):
            return given
        values = dict(given)
        for new, old in _NAMES_OF_STAGES.items():
            known = values.get(new, values.get(old))
            values.setdefault(new, known)
            values.setdefault(old, known)
        values.setdefault("second_look", values["number"])
        return values

    @property
    def stages(self) -> tuple[tuple[str, int], ...]:
        """The stages in order, by name."""
        return tuple((name.replace("_", " "), getattr(self, name)) for name in STAGES)
