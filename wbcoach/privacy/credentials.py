"""Secrets: tokens known by their shape, private keys, and passwords that are said to be such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.privacy.personal import Personal, at, mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "A-Za-z0-9_"
_KNOWN = re.compile(
    rf"(?<![{_W}])(?:gh[pousr]_[{_W}]{{16,}}|github_pat_[{_W}]{{20,}}|glpat-[{_W}-]{{16,}}"
    rf"|(?:sk|rk|whsec)[-_](?=[{_W}-]{{0,80}}\d)[{_W}-]{{16,}}|(?:AKIA|ASIA)[0-9A-Z]{{12,}}|xox[a-z]-[{_W}-]{{10,}}"
    rf"|xapp-[{_W}-]{{10,}}|AIza[{_W}-]{{30,}}|npm_[A-Za-z0-9]{{30,}}|pypi-Ag[{_W}-]{{14,}}|hf_[A-Za-z0-9]{{20,}}"
    rf"|SG\.[{_W}-]{{16,}}\.[{_W}-]{{16,}}|ya29\.[{_W}-]{{20,}}|do[opr]_v1_[0-9a-f]{{20,}}"
    rf"|eyJ[{_W}-]{{8,}}\.[{_W}-]{{8,}}(?:\.[{_W}-]*)?)"
    rf"|-----BEGIN [A-Z ]{{0,40}}PRIVATE KEY(?: BLOCK)?-----(?s:.*?)(?:-----END [^-\n]{{0,60}}-----|\Z)"
)
# Of more services, each with a stretch of letters and digits that no word has.
_LONG = re.compile(r"[A-Za-z0-9+]{16}")
_MORE = re.compile(
    rf"(?<![{_W}])(?:"
    rf"[A-Za-z]{{2,8}}[-_](?<!sha-)(?<!md5-)(?<!rev-)(?=[0-9a-f]{{0,12}}\d)[0-9a-f]{{32,}}(?![\w-])|[0-9a-f]{{32}}-us\d{{1,2}}(?!\w)"
    rf"|(?:AC|SK|dapi)[0-9a-f]{{32}}(?!\w)|(?:NRAK|PMAK|HRKU)-[{_W}-]{{24,}}|AGE-SECRET-KEY-1[0-9A-Z]{{40,}}"
    rf"|\d{{8,10}}:AA[{_W}-]{{30,}}|access_token\$production\$[0-9a-z$]{{20,}}|v1\.0-[0-9a-f]{{20,}}-[0-9a-f]{{60,}}"
    r")"
)
_SIGNS = (
    *("_", "sk-", "rk-", "glpat-", "akia", "asia", "xox", "xapp-", "aiza", "pypi-", "sg.", "ya29.", "eyj"),
    *("whsec-", "-----begin"),
)
# Any other service's: long, and changing between small letters, capitals and digits as no name or path does.
_RANDOM = re.compile(r"(?<![A-Za-z0-9_@#/.-])(?=[^\s]{0,200}\d)[A-Za-z0-9][A-Za-z0-9_.~+/=-]{19,}")
_SOLID = re.compile(r"[A-Za-z0-9+]{18,}")
_CHUNK = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+|\+")
_RESTLESS, _RESTLESS_LONG, _A_LONG_RUN = 0.46, 0.38, 28
_NOUNS = ("pass", "pwd", "pw:", "pw =", "pw=", "secret", "token", "key", "credential")
_CARRIED = re.compile(
    r"\b(?:bearer|authorization:\s?(?:basic|token|bearer))\s{1,3}(?P<value>(?=\S{0,80}\d)[\w.~+/=-]{16,})",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    r"(?P<name>password|passwd|pwd|(?<![a-z])pass|\bpw|passphrase|passcode|secret|token|(?:api|access|private|secret|auth|account)[_ -]?key|credentials?)"
    r"[\"'”]?\s{0,3}(?P<by>:?=|=>|:)\s{0,3}[\"'“]?(?P<value>(?:(?![)\]][)\](])[^\s\"'“”<>]){4,})",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:password|passcode|passphrase|pin(?: code| number)?|otp|(?:one[- ]time|security|verification) code|(?P<back>cvv|cvc))"
    r"\s{1,3}(?:is|was|=|:)\s{1,3}[\"'“‘]?(?P<value>[^\s\"'“”‘’<>]{3,64})",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:cvv2?|cvc2?)(?: code| number)?\s?[:#=]?\s?(?P<value>\d{3,4})(?![\w]|[.,-]\d)", re.IGNORECASE
)
_GIVEN = re.compile(
    r"\b(?:api|access|private|secret|auth|signing)[_ -]?(?:key|token|secret)\s{1,3}(?:is|was|to|as)\s{1,3}[\"'“‘`]?"
    r"(?P<value>(?=\S{0,80}\d)(?=\S{0,80}[A-Za-z])[\w.~+/=-]{12,})",
    re.IGNORECASE,
)
_STAND_IN = re.compile(
    r"[\[<{(*•%#=$]|v?\d+(?:\.\d+)+\Z|(?:x{3,}|none|null|true|false|undefined|redacted|os\.|env\.|process\.)",
    re.IGNORECASE,
)
_PIN = re.compile(r"\d{4,8}\Z", re.ASCII)
_TAIL = ".,;:!?)]}&"
_SHORTEST = 6


def secrets(text: str) -> Iterator[Personal]:
    """Find what opens a door: of an assignment only the value, of a known token or key the whole."""
    for match in _KNOWN.finditer(text) if mentions(text, *_SIGNS) else ():
        yield at("secret", text, match.start(), match.end())
    long = bool(_LONG.search(text))
    for match in _MORE.finditer(text) if long else ():
        yield at("secret", text, match.start(), match.end())
    for match in _RANDOM.finditer(text) if long else ():
        value = match[0].rstrip(_TAIL + "-/")
        if any(map(_is_random, _SOLID.findall(value))):
            yield at("secret", text, match.start(), match.start() + len(value))
    for match in _CARRIED.finditer(text) if mentions(text, "bearer", "authorization") else ():
        yield at("secret", text, *match.span("value"))
    for match in _ASSIGNED.finditer(text) if (":" in text or "=" in text) and mentions(text, *_NOUNS) else ():
        value = match["value"].rstrip(_TAIL)
        if _is_secret(value) or (match["by"] == "=" and match["name"][:1] in "pP" and _is_given(value)):
            yield at("secret", text, match.start("value"), match.start("value") + len(value))
    for pattern in (_BACK, _GIVEN):
        for match in pattern.finditer(text) if mentions(text, "cvv", "cvc", "key", "token", "secret") else ():
            value = match["value"].rstrip(_TAIL)
            yield at("secret", text, match.start("value"), match.start("value") + len(value))
    for match in _SAID.finditer(text) if mentions(text, "pass", "pin", "otp", "code", "cvv", "cvc") else ():
        value = match["value"].rstrip(_TAIL)
        if _PIN.match(value) or _is_secret(value) or (match["back"] and value.isdigit()):
            yield at("secret", text, match.start("value"), match.start("value") + len(value))


def _is_random(run: str) -> bool:
    """Tell a key from a name: small letters, capitals and digits in one, changing every other sign or so."""
    kinds = (str.islower, str.isupper, str.isdigit)
    least = _RESTLESS if len(run) < _A_LONG_RUN else _RESTLESS_LONG
    return all(any(map(kind, run)) for kind in kinds) and len(_CHUNK.findall(run)) >= least * len(run)


def _is_given(value: str) -> bool:
    """Tell a real value after "=" from a stand-in for one."""
    return bool(value) and not _STAND_IN.match(value)


def _is_secret(value: str) -> bool:
    """Tell a password in prose from a word: letters and digits in one, and not short."""
    mixed = any(map(str.isalpha, value)) and any(map(str.isdigit, value))
    return len(value) >= _SHORTEST and mixed and _is_given(value)
