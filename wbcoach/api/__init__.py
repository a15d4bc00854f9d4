"""The shapes of the HTTP contract beside the critique itself, used by the server and by its client."""

from wbcoach.api.asked import (
    BatchRequest,
    BatchRow,
    CritiqueRequest,
    EvidenceGiven,
    IgnoreGiven,
    SearchRequest,
)
from wbcoach.api.told import (
    Fault,
    FeedbackMatch,
    Health,
    Job,
    Measured,
    PitfallBrief,
    PitfallExample,
    PitfallPage,
    Problem,
    Ready,
    SearchResult,
    StepTold,
)

__all__ = [
    "BatchRequest",
    "BatchRow",
    "CritiqueRequest",
    "EvidenceGiven",
    "Fault",
    "FeedbackMatch",
    "Health",
    "IgnoreGiven",
    "Job",
    "Measured",
    "PitfallBrief",
    "PitfallExample",
    "PitfallPage",
    "Problem",
    "Ready",
    "SearchRequest",
    "SearchResult",
    "StepTold",
]
