"""The need, in any of its wordings, and proposals that stand in its place."""

from __future__ import annotations

import re

from wbcoach.grammar import Span, trim, words
from wbcoach.lexicon import names_people
from wbcoach.slots.markers import ADVERB, APOSTROPHE, BECAUSE, MUST, RELATIVE
from wbcoach.slots.shape import Need
from wbcoach.slots.subjects import drop_tail_adverbs, subject_start, without_relative
from wbcoach.vocabulary.screen import screened

_ADJ = r"(?:[\w/-]+[ \t\r\n]+){0,4}?"


_WAY = screened(
    rf"\b(?:need(?:s|ed|ing)?|require(?:s|d)?|want(?:s|ed)?|lack(?:s)?|(?:(?:are|is)|['’ʼ](?:re|s))\s+(?:looking\s+for|after)|(?:would|could)\s+benefit\s+from|deserves?|seeks?|\bthere\s+(?:has|have|needs?|ought)\s+to\s+be|(?:would|{APOSTROPHE}d)\s+(?:like|love))"
    rf"\s+(?:to\s+(?:have|get|be\s+given)\s+)?(?P<np>(?:(?:a|an|some|any|another|one|the)\s+)?{_ADJ}(?:ways?|means|method|possibility|ability|chance|opportunity|option))\s+"
    r"(?:to|of|for|that\s+lets\s+them|by\s+which\s+(?:they\s+)?(?:can\s+)?(?:to\s+)?|in\s+which\s+to)\b\s*",
    re.IGNORECASE,
)


_ABLE = screened(
    rf"\b(?:need(?:s)?|want(?:s)?|ought|(?:would|{APOSTROPHE}d)\s+(?:like|love)|wish(?:es)?|should)\s+(?:to\s+)?be\s+able\s+to\s+"
    rf"|\bwhat\s?(?:[\w'’ʼ-]+\s+){{1,5}}?(?:really\s+|actually\s+)?(?:need|want|miss|lack|after)(?:s)?(?:\s+most|\s+above\s+all|\s*,[^,.;]{{1,40}},)?\s+is\s+(?:(?:a|some|any)\s+way\s+(?:to|of)\s+|to\s+be\s+able\s+to\s+|(?:to|for)\s+)?"
    rf"|\b(?:the|a|their|his|her|one)\s+(?:[\w-]+\s+){{0,2}}?(?:need|requirement)(?:\s+here)?\s+(?:(?:is|exists)\s+)?(?:(?:a|some)\s+way\s+)?(?:to|for)\s+|\b(?:need|requirement)\s+is\s+(?:that\s+)?(?=[a-z])|\b(?:it\s+is\s+)?needed\s+is\s+(?:that|to)\s+|\bit\s+is\s+needed\s+(?:that|to)\s+"
    rf"|\bwhat(?:{APOSTROPHE}s|\s+is)\s+needed(?:\s+[\w-]+){{0,7}}?(?:\s+is|\s*:)\s+(?:(?:a|some)\s+way\s+)?(?:to\s+(?:be\s+able\s+to\s+)?)?|\b(?:is|are)\s+needed\s+to\s+(?:be\s+able\s+to\s+)?|\bwhat\s+would\s+help(?:\s+\w+)?\s+is\s+(?:to\s+)?|\b(?:needs?|required|needed|wanted|wish|goal|aim|ideally|desired(?:\s+outcome)?)\s*:\s*(?:(?:a|some)\s+way\s+to\s+)?"
    r"|\b(?:the\s+(?:thing|point|aim|goal|idea|trick|wish)\s+is\s+(?:to|for)\s+|it(?:\s+would|['’ʼ]d)\s+(?:be\s+(?:\w+\s+)?(?:good|nice|great|helpful|useful|better|enough|ideal|lovely|fair)|help(?:\s+\w+)?)\s+(?:to|if|for)\s+)",
    re.IGNORECASE,
)


_NEED_NP = re.compile(
    rf"(?:\b(?:need(?:s)?|want(?:s)?|(?:would|{APOSTROPHE}d)\s+(?:like|love)|require(?:s)?)\s+(?:to\s+(?:have|get)\s+)?|\b(?:should|must|ought\s+to)\s+(?:get|have|receive)\s+)"
    r"(?=(?:a|an|some|any|more|better|faster|easier|simpler|quicker|the|both|all|each|every|whoever|their|his|her|my|its|your|that|fewer|less|no|somewhere|someone|somebody|something|nobody|one|our|new|real-?time|instant|auto\w*|AI)\b[\s-])",
    re.IGNORECASE,
)


_NEED_VERB = re.compile(
    rf"\b(?:need(?:s|ing)?|want(?:s)?|(?:would|{APOSTROPHE}d)\s+(?:like|love))\s+{ADVERB}(?:to\s+(?=\w)|(?=not\s+to\s+\w))|\bwanna\s+",
    re.IGNORECASE,
)


# Notes in a hurry leave the subject out, and so does a second verb: "Need pegs that last", "and needs an answer".
_NEED_ALONE = re.compile(
    r"(?:\A|(?<=[.;:,!?])\s*|\band\s+(?:so\s+|then\s+|only\s+|still\s+)?)(?:needs?|wants?)\s+(?=[a-z\d])(?!to\b|is\b|are\b|help\b)",
    re.IGNORECASE,
)
_PASSIVE = screened(
    r"\b(?:(?:an?|some)\s+(?:[\w-]+\s+)?(?:way|means|mechanism|method)\s+(?:is|are)\s+(?:needed|required|wanted|called\s+for))\s+(?:to\s+|for\s+|by\s+which\s+|so\s+that\s+)?",
    re.IGNORECASE,
)
_MUST_BE_ABLE = screened(
    r"\b(?:must|(?:have|has|['’ʼ](?:ve|s))\s+(?:got\s+)?to)\s+be\s+able\s+to\s+", re.IGNORECASE
)


_TURNED = re.compile(
    r"\s+(?:is|are)\s+what\s+(?P<who>they|customers|users|people|(?:[\w'’-]+\s+){1,4}?)\s*(?:really\s+)?(?:need|want)s?\b",
    re.IGNORECASE,
)


_NEED_BARE = re.compile(r"\b(?:needs?|wants?)\s+(?=[a-z])(?!to\b|is\b|are\b)", re.IGNORECASE)


PROPOSAL = screened(
    rf"\b(?:we|i|the\s+(?:team|company|business))(?:{APOSTROPHE}d)?\s+(?:should|need\s+to|must|want\s+to|ought\s+to|could|will|would\s+like\s+to|plan\s+to|intend\s+to|aim\s+to|have\s+to|propose\s+to|are\s+going\s+to)\s+{ADVERB}"
    r"(?=(?:build|add(?!\s+(?:that|here)\b)|implement|integrate|develop|create|launch|make|introduce|ship|deploy|automate|offer|provide|redesign|migrate|roll\s+out|use|adopt|move|put)\b)"
    rf"|\b(?:we|the\s+(?:team|company|business))\s+(?:should|ought\s+to|plan\s+to|intend\s+to|propose\s+to)\s+{ADVERB}(?=[a-z]+)(?!(?:be|have|know|not|also|add|say|note|mention|all|never|stress|remember|ask)\b)"
    r"|\b(?:we|i)\s+(?:just\s+|really\s+)?need\s+(?=(?:an?|the|some|more|our\s+own)\s)(?!(?:an?|some)\s+(?:\w+\s+)?way)"
    r"|\bthere\s+(?:should|must|ought\s+to|needs\s+to)\s+be\s+(?=(?:an?|the|some|more|one)\s)(?!(?:an?|some|one)\s+(?:\w+\s+)?way)"
    r"|^\s*(?=(?:please\s+)?(?:build|add|implement|integrate|develop|create|launch|introduce|ship|deploy|automate|redesign|provide)\s+(?:an?|the|some|our|new|more|support)\b)",
    re.IGNORECASE,
)


# What people need to do or know in the end, where a burden would not be put with "need to".
_OUTCOME = re.compile(
    r"(?:know|see|tell|be|find\s+out|understand|learn|hear|get|feel|trust|reach|recogni[sz]e|decide|choose|finish|catch|leave|keep|stay|sleep|eat|prove|show|start|belong|hand|say|open|pay)\b",
    re.IGNORECASE,
)
_AND_THEY = re.compile(r",\s*(?:and|so)\s+(?:so\s+)?(?:they|customers|people)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_HARDSHIP_WORD = re.compile(r"\b(?:no|not|cannot|without|only|must|has\s+to|have\s+to)\b", re.IGNORECASE)
_LAST = 40
_NO_CONTENT = re.compile(r"(?:(?:an?|some|the)\s+)?(?:better\s+)?ways?(?:\s+(?:to|of|for))?", re.IGNORECASE)
_INSIDE = re.compile(
    r"what\s+(?P<who>(?!is\b|are\b|would\b|was\b)(?:[\w-]+\s+){0,4}?[\w-]+)\s+(?:really\s+|actually\s+)?(?:need|want|miss|lack)",
    re.IGNORECASE,
)


# "When it is wet they": the clause before has a subject of its own.
_OWN_SUBJECT = re.compile(r"\A\w+\s+\S+\s+\S.*\s(?:they|she|he|customers|you)\Z", re.IGNORECASE | re.DOTALL)


def find_need(text: str, spans: list[Span], *, opened: bool) -> Need | None:
    """Find the need, the surest wording first."""
    for span in spans:
        turned = _TURNED.search(text, span.start, span.end)
        if turned:
            content = trim(text, Span(span.start, turned.start()), ",")
            return Need(
                turned.start(),
                content,
                trim(text, Span(turned.start("who"), turned.end("who"))),
                Span(content.start, turned.end()),
                way=False,
            )
    for pattern, way in (
        (_WAY, True),
        (_ABLE, True),
        (_PASSIVE, True),
        (_MUST_BE_ABLE, True),
        (_NEED_NP, False),
        (_NEED_VERB, False),
        (_NEED_ALONE, False),
        (_NEED_BARE, False),
    ):
        for number, span in enumerate(spans):
            for match in pattern.finditer(text, span.start, span.end):
                if (
                    pattern is _NEED_VERB
                    and number == 0
                    and (opened or len(spans) > 1)
                    and match[0].lower().startswith("need")
                    and (opened or not _OUTCOME.match(text, match.end(), span.end))
                    and not _after_hardship(text, span.start, match.start())
                ):
                    continue  # "need to" in the first sentence is the hardship
                if (
                    pattern is _MUST_BE_ABLE
                    and number == 0
                    and not MUST.search(text, span.start, match.start())
                ):
                    continue  # and so is "have to be able to", unless a hardship stands before it
                if RELATIVE.search(text, span.start, match.start()) and not way:
                    continue
                found = _need_at(text, span, match, way=way, bare=pattern is _NEED_BARE)
                if found is not None:
                    return found
    return None


def _after_hardship(text: str, start: int, at: int) -> bool:
    """Say whether "and they need to" follows a hardship in the same sentence."""
    joined = _AND_THEY.search(text[max(start, at - _LAST) : at])
    return joined is not None and _HARDSHIP_WORD.search(text, start, at) is not None


_DEPENDENT = re.compile(r"\b(?:when|if|while|because|that)\s+\w+\s*$", re.IGNORECASE)
_CONDITION = re.compile(r"if\b", re.IGNORECASE)
_MOMENT = re.compile(r"(?:when|whenever|once|while|as|until)\b", re.IGNORECASE)


def _need_at(text: str, sentence: Span, match: re.Match[str], *, way: bool, bare: bool) -> Need | None:
    subject = trim(text, Span(subject_start(text, sentence.start, match.start()), match.start()), ",:;–—-")
    within = _INSIDE.match(match[0])
    if within:
        subject = Span(match.start() + within.start("who"), match.start() + within.end("who"))
    low = subject.of(text).lower()
    if not way and (low in {"we", "i"} or low.endswith((" we", " i"))):
        return None
    if not way and (
        MUST.search(text, subject.start, subject.end)
        or _DEPENDENT.search(text[subject.start : match.start()])
    ):
        return None
    lead = text[sentence.start : match.start()].strip()
    if _CONDITION.match(lead) or (_MOMENT.match(lead) and "," not in lead and not _OWN_SUBJECT.search(lead)):
        return None
    subject = without_relative(text, drop_tail_adverbs(text, subject))
    if low.startswith(("what", "there is", "there's", "there’s", "there are")):
        subject = Span(subject.start, subject.start)
    if bare and not any(
        w.low in _PRONOUNS or names_people(w.low) for w in words(text, subject.start, subject.end)
    ):
        return None
    if not way and subject and _thing(text, subject, match):
        return None
    end = sentence.end
    because = BECAUSE.search(text, match.end(), end)
    if because:
        end = because.start()
    content = trim(text, Span(match.end(), end), '.!?,;:"”’)')
    if not content or _NO_CONTENT.fullmatch(content.of(text)):
        return None
    verb_at = match.start() + re.match(r"\W*", match[0]).end()  # type: ignore[union-attr]  # \W* always matches
    way = way and not re.match(r"(?:an?|some|more|bigger|better|the)\s", content.of(text), re.IGNORECASE)
    return Need(verb_at, content, subject or None, Span(verb_at, content.end), way)


def _thing(text: str, subject: Span, match: re.Match[str]) -> bool:
    """Say whether a thing is what needs something: "the scale needs a reset"."""
    found = words(text, subject.start, subject.end)
    lead = found[0].low if found else ""
    return (
        lead in {"the", "this", "that", "it", "its", "each", "every", "a", "an"}
        and re.match(r"\W*needs\b", match[0], re.IGNORECASE) is not None
        and not any(names_people(word.low) for word in found)
        and not any(word.text[:1].isupper() for word in found[1:])
        and len(found) <= _THING_WORDS
        and not _KNOWS.match(text, match.end())
    )


# What only people do, in whatever body they are met: "the lodge needs to see who can't wait".
_KNOWS = re.compile(
    r"(?:to\s+)?(?:know|see|tell|hear|learn|understand|decide|trust|be\s+told)\b", re.IGNORECASE
)
_THING_WORDS = 3
_PRONOUNS = frozenset({"they", "she", "he"})


def find_proposal(text: str, spans: list[Span]) -> Span | None:
    """Find what "we should build" in the first sentences."""
    for span in spans[:3]:
        match = PROPOSAL.search(text, span.start, span.end)
        if match:
            return trim(text, Span(match.end(), span.end), ".!?")
    return None
