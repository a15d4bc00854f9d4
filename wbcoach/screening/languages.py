"""Which language a text is in, cautious with the short: "slow." is English, an emoji is in no language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOT_WORDS = re.compile(
    r"https?://\S+|[\w.+-]{1,80}@\S+|[@#/\\]\S+|\b(?=\w{0,60}[\d_])\w+|[A-Z][a-z]{0,40}[A-Z]\w*"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Common words that are English and nothing else; "no", "die" or "me" would not do.
COMMON_ENGLISH = frozenset(
    """the and you your yours my mine our their they them she her his its this that these those there here what which
    who whom whose why how when where with without from into onto about above below after before again because been
    being both but by can't cannot can could couldn't did didn't does doesn't doing don't done down during each every
    few for further had hadn't has hasn't have haven't having he's i'm i've i'd i'll it's isn't aren't wasn't weren't
    won't wouldn't shouldn't let's that's there's what's we're we've they're you're not nothing nobody never only other
    ought out over own same should some such than then through too under until very while would will might must shall
    it are were was if still just like really much many more most less least need needs needed want wants wanted get
    gets got getting give gives make makes made take takes took know knows find found think thought work works worked
    working worse worst better best good great bad awful terrible nice fine love loved hate hated easy hard slow slower
    fast faster quick quickly expensive cheap price pricing bill bills billing invoice invoices payment payments pay
    paid money card account accounts login password sign email phone call help support customer customers user users
    please thanks thank sorry wish hope add added change changed remove fix fixed broken crash crashes crashed crashing
    bug bugs error errors fail fails failed failing missing lost wrong confusing unclear useless useful everything
    anything something everyone someone always sometimes often today yesterday tomorrow week weeks month months year
    years day days hour hours minute minutes time times every any all yes okay new old first last long short big small
    people someone thing things way ways use used using update updates updated feature features build builds test tests
    screen page button report reports search wait waiting waited keep keeps kept try tried trying can't ain't dont cant
    wont im ive pls thx keeps hidden surprise meh lovely""".split()
)
# What a very short comment in another language is likely to hold.
_ABROAD = {
    "es": "muy lento lenta caro cara demasiado nada pero porque gracias bueno buena malo mala nunca siempre todo más también "
    "está están el los las una del por qué para mejor peor",
    "pt": "muito lento caro cara demais nada mas porque obrigado obrigada bom boa ruim mau nunca sempre tudo mais também está "
    "não uma dos das para melhor pior",
    "fr": "très trop lent cher chère rien mais merci bon bonne mauvais nul jamais toujours tout aussi est les des une pour "
    "avec sans pas c'est je ne",
    "de": "sehr zu langsam teuer nichts aber danke gut schlecht nie immer alles auch ist sind der das ein eine für mit ohne "
    "nicht kein keine ich und leider wirklich",
    "it": "molto troppo lento caro cara niente però grazie buono buona cattivo mai sempre tutto anche è sono il gli una per "
    "con senza non perché",
    "nl": "heel te erg traag duur niets maar bedankt goed slecht nooit altijd alles ook het een voor zonder niet geen ik",
    "pl": "bardzo za wolno wolne drogo drogie nic ale dziękuję dobry dobra zły nigdy zawsze wszystko też jest nie się",
    "sv": "mycket för långsam långsamt dyr dyrt inget men tack bra dålig aldrig alltid allt också är inte och jag",
    "tr": "çok yavaş pahalı hiç ama teşekkürler iyi kötü asla her değil bir ve",
}
_ABROAD_WORDS = {word: code for code, words in reversed(_ABROAD.items()) for word in words.split()}
_LATIN = (
    *(
        "en",
        "es",
        "fr",
        "de",
        "pt",
        "it",
        "nl",
        "sv",
        "da",
        "no",
        "fi",
        "pl",
        "cs",
        "sk",
        "hu",
        "ro",
        "tr",
        "id",
        "vi",
    ),
    *("hr", "sl", "et", "lv", "lt", "ca", "sq", "tl", "sw"),
)
_SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "ru"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x077F, "ar"),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"),
    (0x0E00, 0x0E7F, "th"),
    (0x10A0, 0x10FF, "ka"),
    (0x1200, 0x137F, "am"),
    (0x3040, 0x30FF, "ja"),
    (0x3400, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
    (0x1100, 0x11FF, "ko"),
    (0xFF66, 0xFF9D, "ja"),
)
_BY_LETTER = {
    "ru": (("uk", "іїєґ"), ("be", "ў"), ("sr", "ђјљњћџ")),
    "ar": (("ur", "ٹڈےں"), ("fa", "پچژگ")),
}
_WEIGHTY = frozenset({"ja", "zh", "ko"})  # a letter of theirs says as much as two or three of ours
_SHORT = 3
ONE_IN = 6  # of so many words of English one is common
_ENOUGH = 2000
_FOREIGN = r"\u0370-\u1dff\u1f00-\u1fff\u2e80-\ud7ff\uf900-\ufdff\ufe70-\ufefe\uff66-\uff9d"
_SENTENCE_END = re.compile(rf"[.!?…]+[\"'”’)\]]*(?=\s|$|[{_FOREIGN}])|[。！？｡]|\n|[{_FOREIGN}]+")
# English that speakers of other languages quote: from a screen, within a sentence of their own.
_QUOTED_WITHIN = re.compile(
    rf"「[^」]{{1,500}}」|『[^』]{{1,500}}』|(?:(?<=[{_FOREIGN}])|(?<=[{_FOREIGN}]\s))(?:“[^”]{{1,500}}”|\"[^\"]{{1,500}}\"|«[^»]{{1,500}}»)"
    rf"|(?:“[^”]{{1,500}}”|\"[^\"]{{1,500}}\"|«[^»]{{1,500}}»)(?=\s?[{_FOREIGN}])"
)
_CLAUSE_WORDS, _STATEMENT_WORDS = 4, 7
_VERY_SURE, _SURE, _LIKELY, _ENGLISH_TOO = 0.9, 0.6, 0.35, 0.12


def language(text: str) -> str:
    """Give the ISO 639-1 code of the text's language; "und" where there are no words to tell by.

    Short text without a sign of another language counts as English.
    """
    text = text[:_ENOUGH]
    if not text.isascii():
        text = _QUOTED_WITHIN.sub(" ", text)
    words = _WORD.findall(_NOT_WORDS.sub(" ", text))
    letters = "".join(words)
    if not letters:
        return "en" if re.search(r"[A-Za-z]{2}", text) else "und"
    if not letters.isascii() and (foreign := _by_script(letters)):
        return "en" if _english_beside(text) else foreign
    return _by_words([word.casefold().replace("’", "'") for word in words], letters)


def _by_script(letters: str) -> str:
    """Name the language of a script other than Latin, when most of the letters are in it."""
    counts: dict[str, int] = {}
    for letter in letters:
        point = ord(letter)
        if point >= _SCRIPTS[0][0]:
            code = next((code for low, high, code in _SCRIPTS if low <= point <= high), "")
            counts[code] = counts.get(code, 0) + 1
    counts.pop("", None)
    if not counts:
        return ""
    if "ja" in counts:
        counts["ja"] += counts.pop("zh", 0)
    code = max(counts, key=lambda name: counts[name])
    weight = counts[code] * (3 if code in _WEIGHTY else 1)
    if weight * 2 < len(letters) - counts[code] + weight:
        return ""
    return next(
        (near for near, signs in _BY_LETTER.get(code, ()) if any(sign in letters for sign in signs)), code
    )


def _english_beside(text: str) -> bool:
    """Say whether the sentences in Latin letters, beside others, make up a statement in English."""
    clauses = [_WORD.findall(_NOT_WORDS.sub(" ", clause)) for clause in _SENTENCE_END.split(text)]
    words = [
        word.casefold().replace("’", "'")
        for clause in clauses
        if len(clause) >= _CLAUSE_WORDS
        for word in clause
    ]
    if len(words) < _STATEMENT_WORDS or not any(word in COMMON_ENGLISH for word in words):
        return False
    return _by_words(words, "".join(words)) == "en"


def _by_words(words: Sequence[str], letters: str) -> str:
    english = sum(word in COMMON_ENGLISH for word in words)
    abroad = [_ABROAD_WORDS[word] for word in words if word in _ABROAD_WORDS]
    if english > len(abroad) and english * ONE_IN >= len(words):
        return "en"
    if len(letters) <= _SHORT and not abroad:
        return "en"
    ranked: dict[str, float] = dict(_identifier().rank(" ".join(words)))
    best = max(ranked, key=lambda code: ranked[code])
    clear = ranked["en"] < _ENGLISH_TOO
    # "page" and "die" are words of other languages too
    doubtful = len(words) > english * ONE_IN and clear and ranked[best] >= _VERY_SURE
    if best == "en" or (english > len(abroad) and not doubtful):
        return "en"
    sure = ranked[best] >= (_SURE if len(words) > _SHORT or not letters.isascii() else _VERY_SURE)
    if sure and clear:
        return best
    telling = len(abroad) * 2 >= len(words) or (ranked[best] >= _LIKELY and clear)
    if abroad and not english and telling:
        return best if best in _ABROAD else max(set(abroad), key=abroad.count)
    return "en"


@cache
def _identifier() -> Any:
    """Load the language model (0.5 s) when the first unclear text comes; it never changes after."""
    from py3langid import langid

    identifier: Any = langid.LanguageIdentifier
    identifier = identifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_LATIN))
    return identifier
