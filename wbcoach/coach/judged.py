"""What of a text is judged: without comments, inline tags, orders to a program, pleas to whoever reviews, other languages.

Spaces are put over the rest, so offsets stay; what the reader is shown is the text as it was written.
"""

from __future__ import annotations

import re

from wbcoach.screening import in_plain_letters, without_foreign_sentences, without_orders, without_pleas
from wbcoach.screening.blanking import blank

# How words look is not what they say; a name in angle brackets that is no tag is a blank to be filled in.
_MARKUP = re.compile(
    r"<!--.*?-->|</?(?:a|b|br|code|del|em|i|ins|kbd|mark|p|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]{0,200})?/?>",
    re.DOTALL | re.IGNORECASE,
)


def judged(text: str) -> str:
    """Put spaces over HTML comments and inline tags, over orders to a program, pleas and sentences of other languages; read letters in disguise as what they look like."""
    own = _MARKUP.sub(lambda markup: blank(markup[0]), text) if "<" in text else text
    return without_foreign_sentences(in_plain_letters(without_pleas(without_orders(own))))
