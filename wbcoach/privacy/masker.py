"""Personal data replaced by placeholders before a model reads a text, and put back on the user's machine."""

from __future__ import annotations

import re
from threading import Lock
from typing import TYPE_CHECKING, get_args

from wbcoach.privacy.finding import find
from wbcoach.privacy.names import parts_of
from wbcoach.privacy.personal import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wbcoach.privacy.names import NameFinder
    from wbcoach.privacy.personal import Personal

_KINDS = "|".join(kind.upper() for kind in get_args(Kind))
# What a model makes of "[EMAIL_1]": other case, other brackets, spaces, Markdown's backslashes, no brackets.
_NUMBER = r"0{0,3}([1-9]\d{0,6})"
_PLACEHOLDER = re.compile(
    rf"[\[{{<【] {{0,2}}({_KINDS})(?:\\?[_#:–‑-]| ){{0,3}}{_NUMBER} {{0,2}}[\]}}>】]"
    rf"|\\\[({_KINDS})\\?_{_NUMBER}\\\]"
    rf"|(?<![A-Za-z0-9_])((?-i:{_KINDS}))\\?_{_NUMBER}(?![A-Za-z0-9_])",
    re.IGNORECASE | re.ASCII,
)


class Masker:
    """Masks and restores the texts of one run; safe to share between threads.

    The same value gets the same placeholder all through the run, so that a model can still tell one
    person's address from another's. Values stay in this object and are never written anywhere. Names of
    people are masked where there is somebody to find them, and then all through the run.
    """

    def __init__(self, names: NameFinder | None = None) -> None:
        """Begin a run that has met nobody yet; without `names` the names of people stay as they are."""
        self._names = names
        self._people: dict[str, str] = {}
        self._lock = Lock()
        self._placeholders: dict[tuple[str, str], str] = {}
        self._values: dict[tuple[str, int], str] = {}

    def mask(self, text: str) -> str:
        """Replace personal data by placeholders such as `[EMAIL_1]` and `[PHONE_2]`, numbered through the run.

        Give it a text as its author wrote it, once. A placeholder that the author typed is replaced as well,
        by one of this run that stands for just those characters; so `restore(mask(text)) == text` for any text.
        """
        return self._mask(text, self._find(text), self._met())

    def meet(self, texts: Iterable[str]) -> None:
        """Read texts ahead for the names in them, so that a name that one of them tells is masked in all.

        Without a finder of names nothing is read.
        """
        for text in texts if self._names else ():
            self._find(text)

    def mask_together(self, texts: Sequence[str]) -> list[str]:
        """Mask texts of one matter, in order: what is found in one is masked in all.

        Words taken out of a text may lack what told them for personal: "020 7946 0018" without its "ring".
        """
        found = [self._find(text) for text in texts]
        known = {one.value: one.kind.upper() for some in found for one in some} | self._met()
        return [self._mask(text, some, known) for text, some in zip(texts, found, strict=True)]

    def _met(self) -> dict[str, str]:
        """Give the names of this run until now."""
        with self._lock:
            return dict(self._people)

    def _find(self, text: str) -> list[Personal]:
        """Find personal data and names; a name that lies in an address of mail is a part of that."""
        found = find(text)
        if self._names is None:
            return found
        names = [
            name
            for name in self._names.find(text)
            if all(name.end <= one.start or one.end <= name.start for one in found)
        ]
        with self._lock:
            for name in names:
                self._people |= dict.fromkeys((name.value, *parts_of(name.value)), "NAME")
        return sorted((*found, *names), key=lambda one: one.start)

    def _mask(self, text: str, found: Iterable[Personal], known: Mapping[str, str]) -> str:
        pieces: list[str] = []
        reached = 0
        for personal in found:
            pieces.append(self._open(text[reached : personal.start], known))
            pieces.append(self._placeholder(personal.kind.upper(), personal.value))
            reached = personal.end
        pieces.append(self._open(text[reached:], known))
        return "".join(pieces)

    def _open(self, text: str, known: Mapping[str, str]) -> str:
        """Mask values that were found elsewhere, longest first, and escape the rest."""
        if not known:
            return self._escape(text)
        values = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        parts = re.split(rf"(?<!\w)({values})(?!\w)", text)
        return "".join(
            self._placeholder(known[part], part) if at % 2 else self._escape(part)
            for at, part in enumerate(parts)
        )

    def names_somebody(self, words: str) -> bool:
        """Say whether words, such as an id, name a person; False where there is no finder of names."""
        if self._names is None:
            return False
        apart = re.sub(r"[\W\d_]+", " ", words)
        return bool(self._names.find(apart)) or any(word in self._met() for word in apart.split())

    def restore(self, text: str) -> str:
        """Put the values back, also where a model changed a placeholder's case, spacing or brackets.

        A placeholder that this run never gave out stays as it is. Use it on parsed values, not on JSON: a
        value may hold quotation marks and line breaks.
        """
        return _PLACEHOLDER.sub(self._value, text)

    def _escape(self, text: str) -> str:
        """Give what looks like a placeholder one of its own."""
        return _PLACEHOLDER.sub(lambda match: self._placeholder(_key(match)[0], match[0]), text)

    def _placeholder(self, kind: str, value: str) -> str:
        with self._lock:
            if (kind, value) not in self._placeholders:
                number = len(self._placeholders) + 1
                self._placeholders[kind, value] = f"[{kind}_{number}]"
                self._values[kind, number] = value
            return self._placeholders[kind, value]

    def _value(self, match: re.Match[str]) -> str:
        return self._values.get(_key(match), match[0])


def _key(match: re.Match[str]) -> tuple[str, int]:
    """Read kind and number off a placeholder, however it is spelled."""
    kind, number = (part for part in match.groups() if part)
    return kind.upper(), int(number)
