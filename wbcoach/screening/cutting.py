"""Orders to a machine taken out of a text, with as few of its author's words as can be."""

from __future__ import annotations

import re
from bisect import bisect_left

from wbcoach.grammar import Span, sentences
from wbcoach.screening.blanking import without
from wbcoach.screening.instructions import injection

_MOST_ORDERS = 8
_LEAD_LENGTH = 100
_WIDE = r"\u2e80-\ud7ff\uf900-\ufaff\uff66-\uff9d"  # scripts that put no space between words
_WIDE_LETTERS = r"\u3040-\ud7ff\uf900-\ufaff\uff66-\uff9d"
_FOREIGN = r"\u0370-\u1dff\u1f00-\u1fff\u2e80-\ud7ff\uf900-\ufdff\ufe70-\ufefe\uff66-\uff9d"
_WORD = re.compile(rf"[{_WIDE}]|[{_FOREIGN}]+|[^\s{_FOREIGN}]+")
_QUOTED = re.compile(
    r"“[^”]{1,2000}”|\"[^\"\n]{1,2000}\"|«[^»]{1,2000}»|「[^」]{1,2000}」|『[^』]{1,2000}』|`[^`\n]{1,2000}`"
)
_TAG = r"(?:</?[\w|!-]{1,40}>|<\|[\w|]{1,40}\|>|\[/?INST\]|<</?SYS>>|<!--|-->|-{3,}|={3,}|`{3,})"
_TAGS_AFTER, _TAGS_BEFORE = re.compile(rf"(?:\s*{_TAG})+"), re.compile(rf"(?:{_TAG}\s*){{1,9}}$")
_BREAK = re.compile(
    r"[;()\n—–]+|<\|(?:im_end|eot_id|endoftext)\|>|\[/INST\]|<</SYS>>|</system>|-->"
    rf"|(?<=[A-Za-z.!?\"”])\s*(?=[{_FOREIGN}]{{2}})|(?<=[{_FOREIGN}])[\s。！？]*(?=[A-Za-z'’]+,?\s+[A-Za-z'’]+\s+[A-Za-z'’]+)",
    re.IGNORECASE,
)
# Where an author begins, whatever stands before it without a full stop.
_OPENING = re.compile(
    r"\b(?:[Tt]oday(?=,)|Today|[Cc]urrently|[Nn]owadays|[Rr]ight\s+now(?=,)|[Aa]t\s+present|As\s+an?|When(?:ever)?|[Hh]ow\s+might\s+we"
    r"|(?:[Tt]hey|\w+s)\s+need\s+(?:a\s+way|to))\b"
)
_ANEW = re.compile(
    r"""(?<=[^\s.!?:,;])\s+(?=
      (?:It|There|We|Our|The|An?|Many|Most|Some|Every|Each|All|In|On|At|To|While|Because|Since|If|After|Before|This|These|Those|My|I)
        \b(?:\s+\S+){4}
    | [A-Z][a-z]+(?:\s+[a-z'’-]+){0,5}?\s+(?:needs?|have|has|ends?\s+up|struggles?|are|is|must|cannot|can['’]t|wants?|loses?|spends?|
        faces?|finds?|gets?)\b(?:\s+\S+){3})""",
    re.VERBOSE,
)
_GOES_ON = re.compile(
    r",\s*(?=(?:have|has|need|needs|must|are|is|cannot|can['’]t|ends?\s+up|struggle|when|whenever|because|while|so\s+that)\b)"
)
# Words that lead an order on, so they go with it.
_LEAD = re.compile(
    r"""\W*(?:(?:important|notes?|notice|attention|hey|hi|hello|dear|p\.?s|message|memo|instructions?|warning|reminder|if\s+you|when\s+you|
      you\s+(?:are|must|should)|from\s+now|henceforth|system|assistant|ai|llm|model|admin|developer|stop|forget|please|now|and|then|also|so|
      kindly|just|as\s+(?:the|an?|your)\s+(?:ai|assistant|developer|language)|this\s+(?:statement|draft|text)|the\s+(?:verdict|following|reviewer|critic)|
      (?:to|for)\s+(?:the|any|all)\s+(?:ai|model|assistant|reviewer|bot)\w*|your\s+(?:new|task))\b|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_LED_ON = re.compile(
    r"(?:\b(?:notes?|message|memo|attention|important|hey|hi|hello|dear|please|now|and|then|also|so|kindly|just|you|must|should"
    rf"|assistant|system|ai|the|an?|any|all|every|your)\b[\s:,–—-]*)+$|[{_WIDE_LETTERS}]+$",
    re.IGNORECASE,
)
# "As you were told in May, ...": half a sentence, whose other half is the order.
_GROUND = re.compile(
    r"\W*(?:as|since|because|given|if|when(?:ever)?|per|according\s+to|after|now\s+that|by\s+(?:order|request|decision)\s+of)\b[^,.;]*,\s*",
    re.IGNORECASE,
)
# Sentences that speak as the machine's own system; they go with the orders they stand beside.
_AS_SYSTEM = re.compile(r"\W*(?:system|developer|admin(?:istrator)?)\s*:", re.IGNORECASE)
_IN_FOREIGN = re.compile(f"[{_FOREIGN}]")
_IN_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_FOREIGN_AFTER = re.compile(rf"[^A-Za-z\u00c0-\u024f]*[{_FOREIGN}\uff01-\uff20]")
_INVISIBLE = re.compile("[\U000e0000-\U000e007f]+")
_SEALED = ("(in base64)", "(in hexadecimal)")


def without_orders(text: str) -> str:
    """Put spaces over the clauses that give orders to a machine, and over no other words; offsets stay."""
    if injection(text) is None:
        return text
    text = _INVISIBLE.sub(lambda match: " " * len(match[0]), text)
    for sentence in sentences(text):
        text = _cleared(text, sentence)
        if _AS_SYSTEM.match(text, sentence.start, sentence.end):
            text = without(text, [sentence])
    return _cleared(text, Span(0, len(text)))  # what only several sentences together say


def _cleared(text: str, part: Span) -> str:
    for _ in range(_MOST_ORDERS):
        reason = injection(part.of(text))
        if reason is None:
            break
        core = _core(text, part)
        order = core if reason.endswith(_SEALED) else _clause(text, part, core)
        text = without(text, [order])
    return text


def _core(text: str, part: Span) -> Span:
    """Find the fewest words that are an order: the first place where one ends, then the last where it begins."""
    words = [
        (part.start + match.start(), part.start + match.end()) for match in _WORD.finditer(part.of(text))
    ]
    last = bisect_left(words, 1, key=lambda word: injection(text[part.start : word[1]]) is not None)
    if last == len(words):
        return part
    end = words[last][1]
    heads = words[last::-1]
    first = bisect_left(heads, 1, key=lambda word: injection(text[word[0] : end]) is not None)
    return Span(heads[min(first, last)][0], end)


def _clause(text: str, part: Span, core: Span) -> Span:
    """Widen an order to its clause: from what leads it on, to where its author speaks again."""
    bounds = next((quote for quote in _quotations(text, part) if quote.covers(core)), part)
    cuts = [match.start() for match in _OPENING.finditer(text, bounds.start, bounds.end)]
    cuts += [
        match.end() for rule in (_BREAK, _ANEW) for match in rule.finditer(text, bounds.start, bounds.end)
    ]
    cuts += [
        edge
        for sentence in sentences(bounds.of(text))
        for edge in (bounds.start + sentence.start, bounds.start + sentence.end)
    ]
    left = max((cut for cut in cuts if cut <= core.start), default=bounds.start)
    right = min((cut for cut in cuts if cut >= core.end), default=bounds.end)
    led_on = _LED_ON.search(text, max(left, core.start - _LEAD_LENGTH), core.start)
    start = led_on.start() if led_on else core.start
    if _LEAD.match(text[left:start]) or _GROUND.fullmatch(text[left:start]):
        start = left
    elif resumed := _GOES_ON.search(text, core.end, right):
        right = resumed.end()
    order = Span(start, right)
    if _IN_FOREIGN.search(order.of(text)):
        order = _with_its_script(text, order)
    return _with_tags(text, order, part)


def _with_its_script(text: str, order: Span) -> Span:
    """Take in what goes on in the same foreign letters, up to the words in Latin ones."""
    start = place = order.start
    while place and not _IN_LATIN.match(text, place - 1):
        place -= 1
        if _IN_FOREIGN.match(text, place):
            start = place
    after = _FOREIGN_AFTER.match(text, order.end)
    return Span(start, after.end() if after else order.end)


def _quotations(text: str, part: Span) -> list[Span]:
    return [
        Span(part.start + match.start(), part.start + match.end())
        for match in _QUOTED.finditer(part.of(text))
    ]


def _with_tags(text: str, order: Span, part: Span) -> Span:
    """Take in the tags and rulers around an order."""
    before = _TAGS_BEFORE.search(text, part.start, order.start)
    after = _TAGS_AFTER.match(text, order.end, part.end)
    return Span(before.start() if before else order.start, after.end() if after else order.end)
