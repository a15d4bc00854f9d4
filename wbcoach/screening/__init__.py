"""What is set aside before anything is concluded: text that gives orders to a machine, other languages."""

from wbcoach.screening.cutting import without_orders
from wbcoach.screening.disguises import in_plain_letters
from wbcoach.screening.foreign import foreign_sentences, is_foreign, without_foreign_sentences
from wbcoach.screening.instructions import injection
from wbcoach.screening.items import screen_item
from wbcoach.screening.languages import language
from wbcoach.screening.self_talk import (
    bears,
    pleads_aside,
    shared,
    without_pleas,
    without_self_talk,
    without_words_to_the_reader,
)
from wbcoach.screening.telling import is_no_feedback, tells_nothing

__all__ = [
    "bears",
    "foreign_sentences",
    "in_plain_letters",
    "injection",
    "is_foreign",
    "is_no_feedback",
    "language",
    "pleads_aside",
    "screen_item",
    "shared",
    "tells_nothing",
    "without_foreign_sentences",
    "without_orders",
    "without_pleas",
    "without_self_talk",
    "without_words_to_the_reader",
]
