"""Names and initials: words that carry a capital where English gives none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach import lexicon
from wbcoach.grammar import Span, sentences, stem, words
from wbcoach.grounding.people import ANYBODY, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Words that may carry a capital anywhere: those that open a clause, and those said with stress.
_OPENERS = ANYBODY | lexicon.words("""
    i i'm i've i'd i'll a an the this that these those it its they he she we you your their our my his her who what
    which when where why how whose is are was were do does did has have had can could will would should may might
    if in on at to of by for from with without as and or but so not no nor nothing nobody none never only all any both
    each every some many most more less before after until than then there here today tomorrow now say tell name ask
    write show think suppose take put give keep let look watch us user users ok
""")
_INITIALS = frozenset({"IT", "US"})  # the rest of the openers in capitals are said with stress
_JOINTS = re.compile(r"[-‐‑./]")


def strange_names(text: str, sources: Sequence[str]) -> Iterator[Span]:
    """Find capitalised words inside a sentence, and initials anywhere, that stand in no source."""
    known = vocabulary(sources)
    known |= {word.text for source in sources for word in words(source) if word.text.isupper()}
    for sentence in sentences(text):
        open_span: Span | None = None
        for index, word in enumerate(words(text, sentence.start, sentence.end)):
            if not any(_is_strange(part, known, opens=index == 0) for part in _JOINTS.split(word.text)):
                continue
            if open_span and not text[open_span.end : word.start].strip():
                open_span = Span(open_span.start, word.end)
                continue
            if open_span:
                yield open_span
            open_span = Span(word.start, word.end)
        if open_span:
            yield open_span


def _is_strange(part: str, known: set[str], *, opens: bool) -> bool:
    capitals = sum(map(str.isupper, part))
    low = part.lower().replace("’", "'")
    if not capitals or not part[0].isalpha() or (opens and capitals == 1):
        return False
    if part in _INITIALS:
        return part not in known
    return low not in _OPENERS and stem(low) not in known
