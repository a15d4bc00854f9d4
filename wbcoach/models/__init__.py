"""The only door to language models and to token counts: openai, langchain-openai and tiktoken."""

from wbcoach.models.answers import (
    AnswerShape,
    Draft,
    DraftFinding,
    DraftRewrite,
    Judgement,
    RewritePart,
    SecondLook,
)
from wbcoach.models.line import Method
from wbcoach.models.model import Answer, Model, open_model
from wbcoach.models.reading import Ask
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
    "RewritePart",
    "SecondLook",
    "TokenCount",
    "count_tokens",
    "open_model",
    "pack",
]
