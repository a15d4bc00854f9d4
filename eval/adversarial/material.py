"""What quotations are made from: passages of the bundled feedback, each by one voice and in English."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from wbcoach.grammar import Span, sentences
from wbcoach.samples import FEEDBACK
from wbcoach.screening import injection, language

FEWEST_WORDS = 4
_LABELLED = re.compile(r"\b(?:agent|customer|patient|bot|caller|said):", re.IGNORECASE)
_SAME = str.maketrans(dict.fromkeys("‘’ʼ", "'") | dict.fromkeys("“”", '"') | dict.fromkeys("–—‐‑", "-"))


@dataclass(frozen=True)
class Passage:
    """A sentence of an item, verbatim; `source` is the item's whole text."""

    item: str
    text: str
    source: str

    @property
    def words(self) -> list[str]:
        """Give its words with the marks that stand on them."""
        return self.text.split()


@cache
def passages() -> tuple[Passage, ...]:
    """Give every sentence of at least four words of the bundled feedback, in order of files and rows.

    Left out are items in other languages or that give orders, dialogues, sentences with quotation marks of
    their own, and sentences that another item has as well.
    """
    rows = [
        row
        for path in sorted(FEEDBACK.glob("*.csv"))
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    ]
    everything = [bare(row["text"]) for row in rows]
    found = []
    for row in rows:
        text = row["text"]
        if injection(text) or language(text) not in ("en", "und") or _LABELLED.search(text):
            continue
        for part in _parts(text):
            words = part.of(text)
            once = sum(bare(words) in other for other in everything) == 1
            if len(words.split()) >= FEWEST_WORDS and once and not re.search(r"[\"“”]|(?<!\w)'", words):
                found.append(Passage(row["id"], words, text))
    return tuple(found)


def _parts(text: str) -> list[Span]:
    return [Span(part.start, part.start + len(part.of(text).rstrip())) for part in sentences(text)]


def bare(text: str) -> str:
    """Fold typography and case, independently of the product's own folding, to tell whether words are the same."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SAME).casefold().split()).strip(" .,;:")
