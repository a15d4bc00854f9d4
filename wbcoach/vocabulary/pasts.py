"""Past tenses that no stemmer leads back to their verbs."""

from __future__ import annotations

from wbcoach.grammar import stem

# Stems of the past tenses that a stemmer can't lead back to their verbs.
_PAST = {
    "brought": "bring", "bought": "buy", "built": "build", "caught": "catch", "chose": "choos", "chosen": "choos",
    "came": "come", "did": "do", "done": "do", "drove": "drive", "driven": "drive", "fell": "fall", "fallen": "fall",
    "felt": "feel", "found": "find", "forgot": "forget", "forgotten": "forget", "gave": "give", "given": "give",
    "went": "go", "gone": "go", "heard": "hear", "held": "hold", "kept": "keep", "knew": "know", "known": "know",
    "left": "leav", "lost": "lose", "made": "make", "met": "meet", "paid": "pay", "ran": "run", "rang": "ring",
    "rung": "ring", "said": "say", "saw": "see", "seen": "see", "sat": "sit", "sent": "send", "slept": "sleep",
    "spent": "spend", "spoke": "speak", "stood": "stand", "stuck": "stick", "swept": "sweep", "taken": "take",
    "took": "take", "thought": "think", "threw": "throw", "thrown": "throw", "told": "tell", "typed": "type",
    "lent": "lend", "ate": "eat", "eaten": "eat", "broke": "break", "froze": "freez", "frozen": "freez", "hung": "hang",
    "led": "lead", "rode": "ride", "sold": "sell", "tore": "tear", "won": "win", "understood": "understand",
    "woke": "wake", "woken": "wake", "wore": "wear", "worn": "wear", "wrote": "write", "written": "write",
}  # fmt: skip


def root(low: str) -> str:
    """Give the stem of a word in lower case, that of its verb for an irregular past tense."""
    return _PAST.get(low) or stem(low)
