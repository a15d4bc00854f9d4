"""Names of people, by spaCy's English model and the words around a name; an extra, since it takes a trained model."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from wbcoach.errors import AssetError, MissingExtraError
from wbcoach.privacy import name_signs as signs
from wbcoach.privacy.personal import Personal, at
from wbcoach.privacy.shadow import shadow
from wbcoach.vocabulary.given_names import ALSO_WORDS, NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from spacy.language import Language

EXTRA: Final = "names"
# Of the pipeline only what finds names; the files of the rest are not fetched.
_LEFT_OUT: Final = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
_WORD: Final = re.compile(signs.CAPITAL)
_RUN: Final = re.compile(signs.RUN)
_SECOND: Final = re.compile(rf"(?: and | & |, ){signs.RUN}")
_BESIDE: Final = re.compile(rf"(?<!\w)({signs.CAPITAL}) \Z")
_FOLLOWING: Final = re.compile(rf"(?: {signs.PARTICLE}){{0,2}} {signs.CAPITAL}")
_OWNED: Final = re.compile(r"['’]s?\Z")
_GIVEN: Final = frozenset(name.lower() for name in NAMES)
# Short forms of months, and verbs, that are given names too.
_UNSURE: Final = frozenset({"Jan", "Jun", "Said", "Kai", "Art"}) | ALSO_WORDS
# Words that follow a person's name where it is written small.
_SMALL: Final = frozenset(
    """
    about after again and and/or are as at because before but by for from had has have her his how if in into is it its just on once
    only or our over said says she since so that the their then there they this through to told today too twice under until was we
    were when where which while who whom whose why will with without yesterday you
    """.split()
)
_WHAT_NAMES_ARE_TAKEN_FOR: Final = frozenset(
    {"PERSON", "ORG", "GPE", "NORP", "LOC", "WORK_OF_ART", "FAC", "PRODUCT"}
)
_LONGEST: Final = 5  # words


class _Entity(NamedTuple):
    start: int
    end: int
    label: str


class NameFinder:
    """Finds names of people in English text, in Latin script; safe to share between threads.

    A name that is written small, or that is a word as well, is found only where the words before it say so.
    """

    def __init__(self, nlp: Language) -> None:
        """Keep the pipeline; `open_names` is the way in."""
        self._nlp = nlp
        self._lock = Lock()
        self.find = lru_cache(maxsize=1024)(self._find)

    def _find(self, raw: str) -> tuple[Personal, ...]:
        """List the names in order of place, in code points of the text; no two overlap."""
        if not _WORD.search(raw) and not signs.MET.search(raw):
            return ()
        plain = shadow(raw)
        entities = self._entities(plain.text)
        spans = _joined(_widened(plain.text, span) for span in _spans(plain.text, entities))
        return tuple(at("name", raw, *plain.place(start, end)) for start, end in spans)

    def _entities(self, text: str) -> list[_Entity]:
        # A pipeline shares one store of strings, which grows with each text unless it is told to forget.
        with self._lock, self._nlp.memory_zone():
            return [_Entity(one.start_char, one.end_char, one.label_) for one in self._nlp(text).ents]


def open_names(folder: Path | None) -> NameFinder:
    """Open the model in its folder; once for a process (1.2 s, 180 MB).

    Args:
        folder: the files of the asset `names`; None where they were never fetched.

    Raises:
        MissingExtraError: spaCy isn't installed.
        AssetError: the files are not there, or not for this spaCy.
    """
    if importlib.util.find_spec("spacy") is None:
        raise MissingExtraError(EXTRA, "... with names = true")
    if folder is None:
        raise AssetError(
            "The model that finds names of people isn't here, and names = true.",
            "Run `wbcoach assets fetch names`, or set names = false: then names are sent as they stand.",
        )
    return _opened(folder)


@lru_cache(maxsize=1)
def _opened(folder: Path) -> NameFinder:
    from importlib.metadata import version

    from spacy import load

    try:
        return NameFinder(load(folder, exclude=_LEFT_OUT))
    except (OSError, ValueError) as error:
        raise AssetError(
            f"The model in {folder} can't be opened by spaCy {version('spacy')}: {str(error).splitlines()[0]}",
            "Run `wbcoach assets fetch names --force`, or install the spaCy of constraints.txt.",
        ) from error


def parts_of(name: str) -> Iterator[str]:
    """Give the words of a full name by which its bearer may be called elsewhere in the same matter."""
    words = [match[0] for match in _WORD.finditer(name)]
    for word in words if len(words) > 1 else ():
        if len(word) > 2 and word not in signs.NO_NAMES:
            yield word


def _spans(text: str, entities: list[_Entity]) -> Iterator[tuple[int, int]]:
    people = [one for one in entities if one.label == "PERSON" and not _is_thing(text, one)]
    yield from ((one.start, one.end) for one in people)
    for pattern in (signs.TITLE, signs.GIVEN_BY):
        for match in pattern.finditer(text):
            yield match.span(match.lastgroup or 0)
    for match in signs.MET.finditer(text):
        yield from _met(text, match.span("name"), entities)
    for match in _RUN.finditer(text):
        yield from _by_given_name(text, match, entities)
    for one in people:
        second = _SECOND.match(text, one.end)
        if second and second[0].startswith((" and", " &")) and _is_given(text[one.start : one.end]):
            run = _RUN.search(text, one.end, second.end())
            if (
                run
                and _label(entities, run.start(), run.end()) in _WHAT_NAMES_ARE_TAKEN_FOR
                and run[0] not in signs.TOOLS
            ):
                yield run.span()


def _is_thing(text: str, one: _Entity) -> bool:
    """Say whether what the model took for a person is a tool, a place, a day or an illness that only sounds so."""
    words = _OWNED.sub("", text[one.start : one.end])
    before, after = text[: one.start], text[one.start + len(words) :]
    if words in signs.TOOLS or words in signs.NO_NAMES or (words.isupper() and len(words) < 5):
        return True
    if signs.CALLED_AFTER.match(after) or signs.PLACE_BEFORE.search(before):
        return True
    alone = " " not in words and not _is_given(words)
    return alone and bool(signs.WHERE_BEFORE.search(before) or signs.THE_BEFORE.search(before))


def _met(text: str, span: tuple[int, int], entities: list[_Entity]) -> Iterator[tuple[int, int]]:
    """Take what follows "spoke to" for a person, unless it is known for something else or is no name at all."""
    start, end = span
    words = text[start:end].split()
    if text[start].islower():
        if words[0] in _GIVEN:
            yield start, start + len(words[0]) if words[-1] in _SMALL else end
        return
    label = _label(entities, start, end)
    if words[0] in signs.NO_NAMES or words[0] in signs.TOOLS or signs.ORGANISED.search(text[start:end]):
        return
    if label == "PERSON" or _is_given(words[0], also=True) or (not label and len(words) > 1):
        yield start, end


def _by_given_name(text: str, run: re.Match[str], entities: list[_Entity]) -> Iterator[tuple[int, int]]:
    """Take a run of capitals for a name where a given name leads it and the model saw some name or other in it."""
    first = run[0].split()[0]
    label = _label(entities, run.start(), run.end())
    if not _is_given(first) or label not in _WHAT_NAMES_ARE_TAKEN_FOR:
        return
    if signs.ORGANISED.search(run[0]) or signs.PLACE_BEFORE.search(text[: run.start()]):
        return
    if not signs.CALLED_AFTER.match(text, run.end()):
        yield run.span()


def _is_given(words: str, *, also: bool = False) -> bool:
    """Say whether the first of the words is a given name; `also` takes those that are words as well."""
    parts = re.split(r"[ -]", words)
    bare = _OWNED.sub(
        "", "".join(c for c in unicodedata.normalize("NFD", parts[0]) if not unicodedata.combining(c))
    )
    return any(one in NAMES and one not in _UNSURE for one in (parts[0], bare)) or (
        also and bare in ALSO_WORDS
    )


def _label(entities: Iterable[_Entity], start: int, end: int) -> str:
    """Give what the model sees in a stretch: a person before all else, "" where it sees nothing."""
    labels = [one.label for one in entities if one.start < end and start < one.end]
    return "PERSON" if "PERSON" in labels else next(iter(labels), "")


def _widened(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Take in the rest of a name of which a part was found, and leave out what belongs to the sentence."""
    start, end = span
    end -= len(_owned(text[start:end]))
    while (word := _WORD.match(text, start)) and word.end() < end:
        rest = text[word.end() : end].lstrip(" .")
        verb = not _inside_a_sentence(text, start) and not _is_given(word[0], also=True) and _is_given(rest)
        if word[0] not in signs.NO_NAMES and not verb:
            break
        start = end - len(rest)
    while (more := _FOLLOWING.match(text, end)) and len(text[start : more.end()].split()) <= _LONGEST:
        if more[0].split()[-1] in signs.NO_NAMES or more[0].split()[-1] in signs.TOOLS:
            break
        end = more.end() - len(_owned(more[0]))
    if (before := _BESIDE.search(text, max(0, start - 40), start)) and _inside_a_sentence(
        text, before.start(1)
    ):
        start = start if before[1] in signs.NO_NAMES else before.start(1)
    return start, end


def _owned(words: str) -> str:
    match = _OWNED.search(words)
    return match[0] if match else ""


def _inside_a_sentence(text: str, start: int) -> bool:
    """Say whether a capital at `start` is there for the word's own sake."""
    return bool(re.search(r"[\w,;)”\"] \Z", text[:start]))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
