"""E-mail, IP and MAC addresses, and links that let someone in or name someone."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from wbcoach.privacy.personal import Personal, at, before, mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT = re.compile(r"@|\s?[\[({]\s?at\s?[\])}]\s?", re.IGNORECASE)
_LOCAL = re.compile(r"[\w.%+'’-]*\w[+-]?\Z")
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOT = r"(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?)"
_DOMAIN = re.compile(
    rf"{_LABEL}(?:{_DOT}{_LABEL}){{0,8}}{_DOT}(?:xn--[\w-]{{2,40}}|[^\W\d_]{{2,24}})(?!\w)", re.IGNORECASE
)
_LOCAL_REACH = 64
# "jane_doe AT example DOT com", "jane dot doe at example dot com", "jane.doe @ example.com"
_AT_APART = re.compile(r"\s(?:at|@)\s", re.IGNORECASE)
_LOCAL_APART = re.compile(r"(?<![\w.-])[\w+-]+(?:(?:\.|\s(?:dot|underscore)\s)[\w+-]+){0,4}\Z", re.IGNORECASE)
_DOMAIN_APART = re.compile(
    rf"{_LABEL}(?:(?:\.|\sdot\s){_LABEL}){{0,4}}(?:\.|\sdot\s)[^\W\d_]{{2,24}}(?!\w)", re.IGNORECASE
)
_SPELLED = re.compile(r"\s(?:dot|underscore)\s", re.IGNORECASE)
_JOINED = re.compile(r"[^\W\d_]{2,}[._][^\W\d_]{2,}")
# "logo@2x.png" is a picture; "git@host" is how a repository is spelled.
_NOT_MAIL = re.compile(r"\A(?:git@|.*@[1-4]x\.)", re.IGNORECASE)

_IPV4 = re.compile(r"\d(?<![\w.]\d)\d{0,2}(?:\.\d{1,3}){3}(?!\w|\.\d)", re.ASCII)
_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE | re.ASCII)
_VERSION = re.compile(
    r"(?:\bv|\bver|version|release|build|firmware|driver|(?:upgrad|downgrad|updat)(?:e[ds]?|ing) (?:to|from)|section|clause|chapter|§)[.:]?\s*\Z",
    re.IGNORECASE,
)
_IP_LABEL = re.compile(r"\bip\b|\baddress|\bhost|\bserver|\bping", re.IGNORECASE)
_SHORTEST_IPV6 = 8
_GAPS = 5
_MAC = re.compile(
    r"[0-9a-f](?<![\w:-][0-9a-f])[0-9a-f](?P<gap>[:-])(?:[0-9a-f]{2}(?P=gap)){4}[0-9a-f]{2}(?![\w:-])",
    re.IGNORECASE | re.ASCII,
)

_TELLING = re.compile(
    r"://[^\s/@:]{1,200}:[^\s/@]{1,200}@"
    r"|[?&#;](?:[\w.-]{0,40}(?:token|secret|passw(?:or)?d|pwd|signature|credential|api_?key|session_?id)"
    r"|auth|key|sig|sid|jwt|otp|e-?mail|phone|dob)=(?![\[<{$])[^\s&#\"'<>]{4,}"
    r"|://hooks\.slack\.com/services/\w",
    re.IGNORECASE,
)
_EDGE = re.compile(r"[\s<>\"“”«»`|\\^]|[)\]](?=[)\]\s,.;:!?(]|\Z)|(?<!\w)[(\['‘]")
TAIL = ".,;:!?)]}'’*"
_LINK = re.compile(r"://|\w\.\w")
_LINK_REACH = 2_000


def emails(text: str) -> Iterator[Personal]:
    """Find e-mail addresses, those spelled "name (at) host (dot) org" and those in other scripts too."""
    if not mentions(text, "@", "at]", "at)", "at}", "at ]", "at )", "at }", " dot "):
        return
    for sign in _AT.finditer(text):
        local = _LOCAL.search(text, max(0, sign.start() - _LOCAL_REACH), sign.start())
        domain = _DOMAIN.match(text, sign.end())
        if local and domain:
            start = local.start() + len(local[0]) - len(local[0].lstrip(".'’-"))
            if is_email(text[start : domain.end()]):
                yield at("email", text, start, domain.end())
    for sign in _AT_APART.finditer(text):
        local = _LOCAL_APART.search(text, max(0, sign.start() - _LOCAL_REACH), sign.start())
        domain = _DOMAIN_APART.match(text, sign.end())
        if local and domain and _is_spelled(local[0], sign[0], domain[0]):
            yield at("email", text, local.start(), domain.end())


def _is_spelled(local: str, sign: str, domain: str) -> bool:
    """Tell an address told in words from "meet us at example dot org", which only names a site."""
    told = sign.isupper() or _JOINED.search(local)
    return bool(_SPELLED.search(local) or (told and ("@" in sign or _SPELLED.search(domain))))


def is_email(value: str) -> bool:
    """Tell an address from what only has its sign."""
    return not _NOT_MAIL.match(value)


def ips(text: str) -> Iterator[Personal]:
    """Find addresses of machines, version 4 and 6."""
    for match in _IPV4.finditer(text):
        if is_ip(text, match.start(), match.end()):
            yield at("ip", text, match.start(), match.end())
    for match in _IPV6.finditer(text) if text.count(":") > 1 else ():
        value = match[0]
        if len(value) >= _SHORTEST_IPV6 and any(map(str.isdigit, value)) and _address(value):
            yield at("ip", text, match.start(), match.end())


def is_ip(text: str, start: int, end: int) -> bool:
    """Tell the address of a machine from a version, the number of a section, a net mask and the loopback."""
    value, left = text[start:end], before(text, start)
    if _VERSION.search(left) or left.endswith(".") or re.match(r"\.\d", text[end : end + 2]):
        return False
    if all(len(part) == 1 for part in value.split(".")) and not _IP_LABEL.search(left):
        return False
    return not value.startswith("255.") and _address(value)


def _address(value: str) -> bool:
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified)


def macs(text: str) -> Iterator[Personal]:
    """Find hardware addresses; a longer chain of bytes is a fingerprint and stays."""
    for match in _MAC.finditer(text) if max(text.count(":"), text.count("-")) >= _GAPS else ():
        yield at("mac", text, match.start(), match.end())


def is_mac(text: str, start: int, end: int) -> bool:
    """Say whether the bytes at `text[start:end]` stand alone."""
    match = _MAC.match(text, start)
    return match is not None and match.end() == end


def links(text: str) -> Iterator[Personal]:
    """Find links that carry a password, a token, a signature or a person's address; the whole link is taken."""
    reached = 0
    for sign in _TELLING.finditer(text):
        if sign.start() < reached:
            continue
        low = max(reached, sign.start() - _LINK_REACH)
        edges = [edge.end() for edge in _EDGE.finditer(text, low, sign.start())]
        start = edges[-1] if edges else low
        edge = _EDGE.search(text, sign.start() + 3)
        end = edge.start() if edge else len(text)
        reached = end
        while end > sign.start() + 3 and text[end - 1] in TAIL:
            end -= 1
        if _LINK.search(text, start, sign.start() + 3):
            yield at("url", text, start, end)


def is_telling(url: str) -> bool:
    """Say whether a link lets someone in or names someone."""
    return bool(_TELLING.search(url))
