"""Quotations that were tampered with, by rules: a number, a negation, two passages in one, another speaker or source, other words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from eval.adversarial.material import FEWEST_WORDS, Passage, bare, passages
from eval.adversarial.tables import NEGATIONS, NUMERALS, SYNONYMS
from wbcoach.grounding import Reason

SEED: Final = 20261127
MOST: Final = 90  # of a kind
# What is wrong with these is not in their words.
_VERBATIM: Final = frozenset({"number cut", "negation cut", "speaker swapped", "question answered"})

RIGHT_REASONS: Final[dict[str, tuple[Reason, ...]]] = {
    "number changed": ("number differs",),
    "number cut": ("number differs",),
    "negation added": ("negation differs",),
    "negation removed": ("negation differs",),
    "negation cut": ("negation differs",),
    "splice in an item": ("spliced from two places",),
    "splice of two items": ("spliced from two places",),
    "speaker swapped": ("other speaker",),
    "id swapped": ("not found",),
    "word order": ("not found", "spliced from two places"),
    "question answered": ("not found",),
    "synonym": ("not found",),
}


@dataclass(frozen=True)
class Quotation:
    """Words said to be somebody's: `sources` are the items they are said to come from, `speaker` who says them."""

    id: str
    kind: str
    quote: str
    sources: tuple[str, ...]
    speaker: str = ""


_DIGITS = re.compile(r"\d(?:[\d,.:]*\d)?")
_NUMERAL = re.compile(rf"\b(?:{'|'.join(NUMERALS)})\b(?!-)", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|can|could|do|did|has|have|had|will|would|should|must)\b(?!\s+(?:not|never|no|nothing|nobody)\b|['’])",
    re.IGNORECASE,
)
_I_DO = re.compile(r"\bI (?=(?:keep|look|press|sit|use|run|wait|download|search|read|pay|send|check|know)\b)")
_BEHIND_NEGATION = re.compile(
    r"(?:n't|\bnot|\bnever|\bcannot|\bnobody) ((?:[\w'-]+ ){3,}[\w'-]+)", re.IGNORECASE
)
_CLAUSE_WORDS = re.compile(r"\b(?:but|and|because|so|when|if|or)\b.*")
_AND = re.compile(r"\b([a-z]+) (and|or) ([a-z]+)\b")
_COMMA = re.compile(r"([^,.;:]+), ([^,.;:]+)([.?!]?)")
_SYNONYM = re.compile(rf"\b(?:{'|'.join(SYNONYMS)})\b")


def altered() -> list[Quotation]:
    """Give tampered quotations of all kinds, at most `MOST` of each, the same each time.

    Each differs from all it is said to come from by more than typography, or leaves out what its clause or
    number needs (the kinds "cut").
    """
    dice = Random(SEED)  # noqa: S311  a fixed draw, nothing secret
    found: list[Quotation] = []
    for kind, make in _RULES.items():
        made = dict.fromkeys(make(passages(), dice))
        kept = [one for one in made if kind in _VERBATIM or _differs(*one)]
        chosen = sorted(dice.sample(range(len(kept)), min(MOST, len(kept))))
        for number, (quote, sources, speaker) in enumerate((kept[place] for place in chosen), start=1):
            name = f"quotes-{kind.replace(' ', '-')}-{number:03d}"
            found.append(Quotation(name, kind, quote, sources, speaker))
    return found


_Made = tuple[str, tuple[str, ...], str]


def _differs(quote: str, sources: tuple[str, ...], _speaker: str) -> bool:
    return not any(bare(quote) in bare(source) for source in sources)


def _of(passage: Passage, quote: str) -> _Made:
    return quote, (passage.source,), ""


def _put(text: str, match: re.Match[str], words: str) -> str:
    return text[: match.start()] + words + text[match.end() :]


def _number_changed(given: tuple[Passage, ...], dice: Random) -> Iterator[_Made]:
    """Change a digit, swap two neighbours, or name another numeral."""
    for passage in given:
        for match in _DIGITS.finditer(passage.text):
            places = [place for place, char in enumerate(match[0]) if char.isdigit()]
            place = dice.choice(places)
            other = str((int(match[0][place]) + dice.randint(1, 8)) % 9 + 1)
            changed = match[0][:place] + other + match[0][place + 1 :]
            yield _of(passage, _put(passage.text, match, changed))
            if len(places) > 1:
                a, b = places[-2:]
                swapped = list(match[0])
                swapped[a], swapped[b] = swapped[b], swapped[a]
                yield _of(passage, _put(passage.text, match, "".join(swapped)))
        for match in _NUMERAL.finditer(passage.text):
            other = dice.choice([word for word in NUMERALS if word != match[0].lower()])
            yield _of(passage, _put(passage.text, match, other))


def _number_cut(given: tuple[Passage, ...], _dice: Random) -> Iterator[_Made]:
    """Begin or end a verbatim passage inside a number."""
    for passage in given:
        for match in _DIGITS.finditer(passage.text):
            if sum(map(str.isdigit, match[0])) > 1:
                middle = match.start() + 1 + (not match[0][1].isdigit())
                for piece in (passage.text[middle:], passage.text[: match.end() - 1]):
                    if len(piece.split()) >= FEWEST_WORDS:
                        yield _of(passage, piece.strip())


def _negation_added(given: tuple[Passage, ...], _dice: Random) -> Iterator[_Made]:
    for passage in given:
        for match in _AUXILIARY.finditer(passage.text):
            for word in ("not", "never"):
                yield _of(passage, _put(passage.text, match, f"{match[0]} {word}"))
        for match in _I_DO.finditer(passage.text):
            yield _of(passage, _put(passage.text, match, "I never "))


def _negation_removed(given: tuple[Passage, ...], _dice: Random) -> Iterator[_Made]:
    for passage in given:
        for pattern, instead in NEGATIONS:
            for match in re.finditer(pattern, passage.text, re.IGNORECASE):
                yield _of(passage, _put(passage.text, match, match.expand(instead)))


def _negation_cut(given: tuple[Passage, ...], _dice: Random) -> Iterator[_Made]:
    """Begin right behind the negation of a clause, so that every word is verbatim."""
    for passage in given:
        for match in _BEHIND_NEGATION.finditer(passage.text):
            piece = _CLAUSE_WORDS.sub("", match[1]).strip()
            if len(piece.split()) >= FEWEST_WORDS:
                yield _of(passage, piece)


def _spliced_within(given: tuple[Passage, ...], dice: Random) -> Iterator[_Made]:
    """Join the head of one sentence to the tail of another of the same item, at least five words on."""
    for first, second in _pairs(given):
        if first.item == second.item:
            for head, tail in ((first, second), (second, first)):
                cut = dice.randint(2, max(2, len(head.words) - 5))
                end = dice.randint(2, max(2, len(tail.words) - 2))
                if cut <= len(head.words) - 5 and end <= len(tail.words) - 2:
                    yield _of(head, " ".join([*head.words[:cut], *tail.words[-end:]]))


def _spliced_across(given: tuple[Passage, ...], dice: Random) -> Iterator[_Made]:
    """Join the head of a sentence to the tail of one of another item of the same product."""
    for first, second in _pairs(given):
        near = first.item.rsplit("-", 1)[0] == second.item.rsplit("-", 1)[0]
        if first.item != second.item and near and min(len(first.words), len(second.words)) > 6:
            quote = " ".join([*first.words[: dice.randint(3, 5)], *second.words[-dice.randint(3, 5) :]])
            yield quote, (first.source, second.source), ""


def _speaker_swapped(given: tuple[Passage, ...], _dice: Random) -> Iterator[_Made]:
    """Make a dialogue of two passages, and give to the customer what the agent says, or what both say together."""
    for first, second in _pairs(given):
        if first.item != second.item:
            talk = f"agent: {first.text}\ncustomer: {second.text}"
            yield first.text, (talk,), "customer"
            yield second.text, (talk,), "agent"
            yield f"{first.words[-2]} {first.words[-1]} ... {' '.join(second.words[:3])}", (talk,), "customer"


def _id_swapped(given: tuple[Passage, ...], _dice: Random) -> Iterator[_Made]:
    for first, second in _pairs(given):
        if first.item != second.item:
            yield first.text, (second.source,), ""


def _word_order(given: tuple[Passage, ...], _dice: Random) -> Iterator[_Made]:
    """Turn round what "and" or a comma joins."""
    for passage in given:
        for match in _AND.finditer(passage.text):
            if match[1] != match[3]:
                yield _of(passage, _put(passage.text, match, f"{match[3]} {match[2]} {match[1]}"))
        whole = _COMMA.fullmatch(passage.text)
        if whole and min(len(whole[1].split()), len(whole[2].split())) > 1:
            yield _of(passage, f"{whole[2][0].upper()}{whole[2][1:]}, {whole[1]}{whole[3]}")


def _synonym(given: tuple[Passage, ...], _dice: Random) -> Iterator[_Made]:
    for passage in given:
        for match in _SYNONYM.finditer(passage.text):
            yield _of(passage, _put(passage.text, match, SYNONYMS[match[0]]))


def _question_answered(given: tuple[Passage, ...], _dice: Random) -> Iterator[_Made]:
    """Put a full stop where somebody asked."""
    for passage in given:
        if passage.text.endswith("?"):
            yield _of(passage, f"{passage.text[:-1]}.")


def _pairs(given: tuple[Passage, ...]) -> Iterator[tuple[Passage, Passage]]:
    """Pair each passage with the three behind it."""
    for step in (1, 2, 3):
        yield from zip(given, given[step:], strict=False)


_RULES: Final[dict[str, Callable[[tuple[Passage, ...], Random], Iterator[_Made]]]] = {
    "number changed": _number_changed,
    "number cut": _number_cut,
    "negation added": _negation_added,
    "negation removed": _negation_removed,
    "negation cut": _negation_cut,
    "splice in an item": _spliced_within,
    "splice of two items": _spliced_across,
    "speaker swapped": _speaker_swapped,
    "id swapped": _id_swapped,
    "word order": _word_order,
    "synonym": _synonym,
    "question answered": _question_answered,
}
