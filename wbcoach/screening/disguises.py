"""The ways in which an order is hidden: odd characters, encodings, spellings; undone before looking."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from wbcoach.screening.encodings import decoded
from wbcoach.unseen import is_unseen, without_unseen

_LOOKALIKES = str.maketrans("аеорсухіѕјԁԛԝһκονρτυαι", "aeopcyxisjdqwhkovptuai")
_LARGE_LOOKALIKES = str.maketrans("АВЕКМНОРСТХІЅ", "ABEKMHOPCTXIS")
_WORDS = re.compile(r"\S+")
_UNMARKED = str.maketrans("ıłøđß", "ilods")
_LEET = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "€": "e"}
_MOST_READINGS = 16
_APART = r"[\s.*_/|~+,-]{1,4}"
_SPACED = re.compile(rf"(?<![^\W_])(?:[^\W\d_]{_APART}){{4,}}[^\W\d_](?![^\W_])")
_GAP = re.compile(r"[\s.*_/|~+,-]{2,}")
_BETWEEN = re.compile(r"[\s.*_/|~+,-]+")
_JOINED = re.compile(r"(?<![^\W_])[a-z]+(?:[_.+-][a-z]+){2,}", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"[a-z]{18,}", re.IGNORECASE)
_VOCABULARY = (
    "instructions instruction guidelines guideline disregard statement findings previous override language verdict approve "
    "prompts report forget ignore system reviewer prompt output return answer above ready rules prior draft model "
    "never every mark this that your with only rate set say not all and the you any for now do no to as"
).split()
_CAPITALS_RUN = re.compile(r"(?<![^\W_])(?:[A-Z][a-z]{0,15}){4,60}(?![^\W_])")
_ORDER_WORD = re.compile(f"({'|'.join(_VOCABULARY)})", re.IGNORECASE)
_ORDER_WORDS = frozenset(_VOCABULARY)
# Words that hardly a sentence does without, in English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Swedish.
_SMALL = frozenset(
    """the and this that for with you not are all from have has any was but now der die das und ist nicht den alle bitte
    diese diesen dieser keine les des est pas une pour vous tout toutes que los las por para con una como todas isto nao
    che non per del sono tutte questo questa het een deze van niet voor geen alle nie jest jako tego och att inte som
    det alla""".split()
)
_TELLING = "instruction instructions prompt verdict findings ready rules ignore statement draft review reviewer critic score".split()
_SMALL_IN_ROT13, _SMALL_BACKWARDS = (
    frozenset(codecs.encode(word, "rot13") for word in _SMALL),
    frozenset(word[::-1] for word in _SMALL) - _SMALL,
)
_IN_ROT13, _BACKWARDS = (
    frozenset(codecs.encode(word, "rot13") for word in _TELLING),
    frozenset(word[::-1] for word in _TELLING),
)
_FEWEST_SMALL = 2
_MIXED_WORD = re.compile(r"(?<![\w@$€])[\w@$!€]{2,40}(?<!!)", re.IGNORECASE)
_DIGIT_IN_WORD = re.compile(r"[a-z][013457@$!€]|[013457@$€][a-z]", re.IGNORECASE)
_MANY_MIXED = 3
_TAGS = range(0xE0020, 0xE007F)
_SPACE = re.compile(r"\s{2,}|[^\S\n ]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz")
_MARKS = re.compile(r"[\u0300-\u036f]")
_NO_SIGN = ("Cf", "Co", "Cn")
_HIDDEN_LETTERS = 8
_BLOB_LETTERS = 20
_ADDRESS_REACH = 200


@lru_cache(maxsize=256)
def views(text: str) -> tuple[tuple[str, str], ...]:
    """Give a text as it may be meant, white space squeezed: in plain letters, then out of each disguise, named."""
    shown = unmask(text)
    return ((squeezed(shown), ""), *((squeezed(view), name) for view, name in disguised(text, shown)))


def squeezed(text: str) -> str:
    """Make one space, or one end of line, of each run of white space."""
    return _SPACE.sub(lambda run: "\n" if "\n" in run[0] else " ", text)


def unmask(text: str, between: str = "") -> str:
    """Bring characters to their plain form: full width, look-alikes, accents, entities; `between` for invisible ones."""
    if "&" in text:
        text = html.unescape(text)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text).translate(_SMALL_CAPITALS)
    text = "".join(between if unicodedata.category(char) in _NO_SIGN else char for char in text)
    return _LETTERS.sub(_latin, text)


def _latin(match: re.Match[str]) -> str:
    """Turn look-alikes and accented letters to Latin ones, in a word that has Latin letters."""
    word = match[0]
    if word.isascii() or not _LATIN.search(word):
        return word
    plain = _MARKS.sub("", unicodedata.normalize("NFD", word.casefold())).translate(_LOOKALIKES)
    return unicodedata.normalize("NFC", plain.translate(_UNMARKED))


def in_plain_letters(text: str) -> str:
    """Write words of look-alike, full-width or parted letters in plain ones; each word keeps its place and length.

    What parts the letters of a word (soft hyphens, zero-width characters) goes to its end.
    """
    return text if text.isascii() else _WORDS.sub(_plain_word, text)


def _plain_word(match: re.Match[str]) -> str:
    word = match[0]
    if word.isascii():
        return word
    unseen = [char for char in word if is_unseen(char)]
    seen = "".join(map(_one_letter, without_unseen(word)))
    if _LATIN.search(seen):
        seen = seen.translate(_LOOKALIKES).translate(_LARGE_LOOKALIKES)
    return seen + "".join(unseen)


def _one_letter(char: str) -> str:
    """Give the plain letter or digit of a dressed-up one; accents and other scripts stay as they are."""
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 and plain.isascii() and plain.isalnum() and char.isalpha() else char


def disguised(raw: str, shown: str) -> Iterator[tuple[str, str]]:
    """Give the texts hidden in a text, each with the name of its disguise; `shown` is the text unmasked."""
    if not raw.isascii():
        yield from _invisible(raw)
    longest = _longest_word(shown)
    yield from decoded(shown, longest)
    if longest >= _BLOB_LETTERS:
        if _RUN_TOGETHER.search(shown) and (parted := _RUN_TOGETHER.sub(_parted, shown)) != shown:
            yield parted, "in words run together"
        if _CAPITALS_RUN.search(shown):
            yield _CAPITALS_RUN.sub(_at_capitals, shown), "in words run together"
    if _SPACED.search(shown):
        yield _SPACED.sub(_closed_up, shown), "letter by letter"
    if _JOINED.search(shown):
        yield _JOINED.sub(_unstrung, shown), "in words strung together"
    yield from _turned(shown)
    if _DIGIT_IN_WORD.search(shown):
        yield _MIXED_WORD.sub(_spelt_out, shown), "in disguised spelling"


def _turned(shown: str) -> Iterator[tuple[str, str]]:
    """Give a text in rot13 or backwards as it was: small words of some language are in it then, when backwards not before."""
    found = set(_LETTERS.findall(shown.casefold()))
    most = max(_FEWEST_SMALL, len(found & _SMALL) + 1)
    if len(found & _SMALL_IN_ROT13) >= _FEWEST_SMALL or not found.isdisjoint(_IN_ROT13):
        yield codecs.decode(shown, "rot13"), "in rot13"
    if len(found & _SMALL_BACKWARDS) >= most or not found.isdisjoint(_BACKWARDS):
        yield shown[::-1], "backwards"


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _invisible(raw: str) -> Iterator[tuple[str, str]]:
    """Give what tag characters spell, and the words that only invisible characters part."""
    hidden = "".join(chr(ord(char) - 0xE0000) for char in raw if ord(char) in _TAGS)
    if len(hidden) >= _HIDDEN_LETTERS:
        yield hidden, "in invisible characters"
    if any(map(is_unseen, raw)):
        yield unmask(raw, between=" "), "parted by invisible characters"


def _closed_up(match: re.Match[str]) -> str:
    """Join letters written apart; wider gaps part words, else the words that orders are made of are looked for."""
    words = _GAP.split(match[0])
    if len(words) > 1 and max(map(len, words)) > 1:
        return " ".join(_BETWEEN.sub("", word) for word in words)
    joined = _BETWEEN.sub("", match[0])
    return joined if joined.casefold() in _ORDER_WORDS else " ".join(_ORDER_WORD.sub(r" \1 ", joined).split())


def _unstrung(match: re.Match[str]) -> str:
    """Part words strung together, except in an address."""
    before = match.string[max(0, match.start() - _ADDRESS_REACH) : match.start()]
    return match[0] if "://" in before[before.rfind(" ") + 1 :] else re.sub(r"[_.+-]", " ", match[0])


def _parted(match: re.Match[str]) -> str:
    """Part a long word where most of it is made of words of orders."""
    parts = _ORDER_WORD.sub(r" \1 ", match[0]).split()
    known = sum(len(part) for part in parts if part.casefold() in _ORDER_WORDS)
    return " ".join(parts) if known >= 0.8 * len(match[0]) else match[0]


def _at_capitals(match: re.Match[str]) -> str:
    return re.sub(r"(?=[A-Z])", " ", match[0]).strip()


def _spelt_out(match: re.Match[str]) -> str:
    """Read digits and signs in a word as the letters they look like, a word of orders before any other."""
    word = match[0].casefold()
    if not _DIGIT_IN_WORD.search(word):
        return match[0]
    first = "".join(_LEET.get(char, char)[0] for char in word)
    if 2 ** word.count("1") > _MOST_READINGS:
        return first
    readings = ("".join(letters) for letters in product(*(_LEET.get(char, char) for char in word)))
    known = next((reading for reading in readings if reading in _ORDER_WORDS), "")
    return known or (first if len(word) > 4 or _many_mixed(match.string) else match[0])


@lru_cache(maxsize=64)
def _many_mixed(text: str) -> bool:
    """Say whether so many words of a text are mixed of letters and digits that its short words are too."""
    mixed = sum(_DIGIT_IN_WORD.search(word[0]) is not None for word in _MIXED_WORD.finditer(text))
    return mixed >= _MANY_MIXED
