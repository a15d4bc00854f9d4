"""The only door to language models and to token counts: openai, langchain-openai and tiktoken."""

from wbcoach.models.answers import (
    AnswerShape,
    Draft,
    DraftFinding,
    DraftRewrite,
    Judgement,
    PainName,
    PainNames,
    RewritePart,
    SecondLook,
    Spoken,
)
from wbcoach.models.line import Method
from wbcoach.models.model import Model, open_model
from wbcoach.models.prices import cost_of, price_of
from wbcoach.models.reading import Answer, Ask
from wbcoach.models.talking import Talking
from wbcoach.models.tokens import Packed, TokenCount, count_tokens, pack

__all__ = [
    "Answer",
    "AnswerShape",
    "Ask",
    "Draft",
    "DraftFinding",
    "DraftRewrite",
    "Judgement",
    "Method",
    "Model",
    "Packed",
    "PainName",
    "PainNames",
    "RewritePart",
    "SecondLook",
    "Spoken",
    "Talking",
    "TokenCount",
    "cost_of",
    "count_tokens",
    "open_model",
    "pack",
    "price_of",
]
