"""An author's own words in the third person and with a plain verb, as the template needs them."""

from __future__ import annotations

import re
from typing import Final

from wbcoach.grammar import base_verb, words
from wbcoach.lexicon import names_people

# Of "I", "we", "he" and "she", in each case, what is told of them.
THIRD: Final = {
    "i": "they", "we": "they", "he": "they", "she": "they", "me": "them", "us": "them", "my": "their",
    "our": "their", "mine": "theirs", "ours": "theirs", "myself": "themselves", "ourselves": "themselves",
}  # fmt: skip
_PERSON: Final = re.compile(rf"\b(?:{'|'.join(THIRD)})\b(?![.\-/&]\w)", re.IGNORECASE)
_BE: Final = re.compile(r"\b(they)(?:['’]m|\s+am|\s+is)\b|\b(they)\s+was\b|\b(they)\s+has\b", re.IGNORECASE)
_AGAIN: Final = re.compile(
    r"\b(and|or|then)\s+(?:i|we|they|he|she)\s+(?:then\s+)?(?=(?P<verb>[\w-]+))", re.IGNORECASE
)
_ADVERBS: Final = frozenset("then also just still always often usually sometimes first really only".split())
_IRREGULAR: Final = {
    "went": "go", "took": "take", "wrote": "write", "made": "make", "got": "get", "gave": "give", "came": "come",
    "ran": "run", "drove": "drive", "rang": "ring", "stood": "stand", "kept": "keep", "lost": "lose", "sent": "send",
    "found": "find", "held": "hold", "brought": "bring", "bought": "buy", "paid": "pay", "threw": "throw",
    "left": "leave", "told": "tell", "began": "begin", "sat": "sit", "spent": "spend", "read": "read", "tore": "tear",
    "does": "do", "did": "do", "goes": "go", "dug": "dig", "hung": "hang", "fell": "fall", "broke": "break",
}  # fmt: skip
_ONE: Final = frozenset("a an each every one".split())
_MANY: Final = frozenset("people staff children men women crew police team folk youth public".split())
_BEHIND: Final = frozenset("of in at on from with without who whose for to by near under over and or".split())
_PLURALS: Final = (("person", "people"), ("child", "children"), ("wife", "wives"), ("woman", "women"), ("man", "men"),
    ("by", "bies"), ("dy", "dies"), ("ty", "ties"), ("ry", "ries"), ("ny", "nies"), ("cy", "cies"),
)  # fmt: skip
_SHORTEST: Final = 4


def third_person(text: str) -> str:
    """Tell of "them" what an author told of "me" or "us"; a subject that is said again behind "and" is left out."""

    def once(found: re.Match[str]) -> str:
        return f"{found[1]} " if plain_verb(found["verb"].lower()) else found[0]

    text = _AGAIN.sub(once, text)
    text = _PERSON.sub(_other, text)
    return _BE.sub(lambda m: f"{m[1]} are" if m[1] else f"{m[2]} were" if m[2] else f"{m[3]} have", text)


def _other(found: re.Match[str]) -> str:
    word = found[0]
    # "US" is a place, and a lone "I" a numeral behind a noun's capital
    return word if len(word) > 1 and word.isupper() else THIRD[word.lower()]


def is_one(who: str) -> bool:
    """Say whether words name one person ("a nurse", "the clerk at the desk"), who "has to" where others "have to"."""
    found = [word.low for word in words(who)]
    if not found or found[0] in _ONE:
        return bool(found)
    head = next((word for word in found if names_people(word)), "")
    return found[0] == "the" and bool(head) and not head.endswith("s") and head not in _MANY


def plural(who: str) -> str:
    """Give words for people in the plural ("bee keeper at the coast": "bee keepers at the coast"); empty where no noun of people is found."""
    found = list(words(who))
    if found and found[0].low in _ONE:
        who, found = who[found[0].end :].lstrip(), words(who[found[0].end :].lstrip())
    head = None
    for word in found:
        if word.low in _BEHIND:
            break
        head = word
    if head is None or not names_people(head.low):
        return ""
    noun = who[head.start : head.end]
    return f"{who[: head.start]}{_plural_noun(noun)}{who[head.end :]}"


def _plural_noun(noun: str) -> str:
    low = noun.lower()
    if low in _MANY or (low.endswith("s") and not low.endswith("ss")):
        return noun
    for one, many in _PLURALS:
        if low.endswith(one):
            return noun[: len(noun) - len(one)] + many
    return noun + ("es" if low.endswith(("s", "x", "ch", "sh")) else "s")


def plain_verb(word: str) -> str:
    """Give the plain form of a verb ("looked": "look", "copies": "copy"); empty where none is known."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if base_verb(word):
        return word
    tries = []
    if word.endswith(("ied", "ies")):
        tries.append(f"{word[:-3]}y")
    if word.endswith("ed") and len(word) >= _SHORTEST:
        tries += [word[:-2], word[:-1], word[:-3] if word[-3:-2] == word[-4:-3] else ""]
    if word.endswith("s") and not word.endswith("ss"):
        tries += [word[:-1], word[:-2] if word.endswith("es") else ""]
    return next((one for one in tries if one and base_verb(one)), "")


def base_form(clause: str, *, strict: bool = False) -> str:
    """Give a clause that opens with a verb in the verb's plain form; empty where it opens with none.

    Args:
        clause: without its subject.
        strict: the subject is "he" or "she", whose verb is never plain in the present.
    """
    found = clause.strip()
    head, _, rest = found.partition(" ")
    while head.lower() in _ADVERBS and rest:
        head, _, rest = rest.partition(" ")
    plain = plain_verb(head.lower())
    if not plain or (strict and plain == head.lower() and rest == ""):
        return ""
    told = re.sub(
        r"\b(and|or|then)\s+([a-z]+(?:ed|s))\b(?=\s+(?:it|them|the|a|an|each|every|by|to|up|back|over|out|for|at|in|on|with|what|where|whether|if|who|how|their|his|her|my|our)\b)",
        lambda m: f"{m[1]} {plain_verb(m[2]) or m[2]}",
        rest,
    )
    return f"{plain} {told}".strip()
