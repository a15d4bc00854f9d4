"""Whether a sentence praises: the words of praise and of blame, and what praises by its grammar ("does what it should", "can't fault it").

This is the one home of such words for feedback; `praise` has those by which a need asks for a quality.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.grammar import Span
from wbcoach.numerals import NUMBER_WORDS
from wbcoach.vocabulary.reversals import NOT_THERE, eased, wondered
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterable

# What something or somebody is that pleases; "kind" and "ok" in spoken feedback are meant so.
GOOD: Final = (
    r"(?:fine|ok|okay|easy|great|good|quick|fast|brilliant|lovely|perfect|painless|simple|excellent|nice|kind|friendly|flawless|impeccable"
    r"|spot[\s-]on|reliable|helpful|polite|on\s+time|superb|outstanding|seamless|effortless|spotless|punctual|intuitive)"
)
WELL: Final = screened(
    r"\b(?:just\s+works?|works?\s+(?:fine|well|great|now|for\s+(?:me|us))|(?:is|are|was|were|it['’]s|all|they['’]re)\s+(?:all\s+)?(?:fine|ok|okay|easy|great|good|quick|brilliant|lovely|solved|fixed|perfect|painless|simple|really\s+good|no\s+problem|no\s+trouble)"
    r"|no\s+(?:problems?|issues?|trouble|complaints?|queues?|delays?|wait(?:ing)?)|never\s+(?:think|had|a\s+problem|worry|an?\s+issue)|fixed\s+it|solved|love(?:ly|s|d)?\b|brilliant|in\s+(?:a\s+minute|seconds|no\s+time)|without\s+(?:any\s+)?(?:trouble|a\s+hitch|problems?|help|effort)"
    r"|saved\s+(?:me|us|my)|quicker\s+(?:now|than)|don['’]t\s+block|doesn['’]t\s+bother|two\s+minutes|done\s+before|matched\s+overnight|much\s+(?:better|easier|faster)|(?:got|gotten|has\s+become)\s+(?:better|easier|faster)|straightforward|straight\s+in|first\s+(?:go|try|time)|smooth(?:ly)?|happy\s+with|(?:can|could)\s+(?:easily|now)|is\s+no\s+longer|not\s+(?:a|an)\s+(?:problem|issue)|any\s+more\.?$|booked\s+\w+\s+\w+\s+\w+\s+in\s+a\s+minute)",
    re.IGNORECASE,
)
BADLY: Final = screened(
    r"\b(?:can(?:['’]?t|not)|could(?:n['’]t|\s+not)|won['’]t|does(?:n['’]t|\s+not)|did(?:n['’]t|\s+not)|never\s+(?:arrives?|know|works?|get)|no\s+way|nobody|have\s+to|had\s+to|has\s+to|must|by\s+hand|manual\w*|lost|lose|losing|stuck|slow|late|wait\w*|wrong|fail\w*|broken|mess|hidden|surprise|missing|gave\s+up|give\s+up|gone|guess\w*|hate|embarrass\w*|confus\w+|hard|difficult|afraid|worr\w+|annoy\w*|again|unpaid|overdue|cut\s+off|turn(?:ed)?\s+away|greyed|locked|queue|line\s+by\s+line|hours?|off\b|unclear|why\b|how\s+do\s+i|please|only\s+(?:lets?|find)|instead|chase|chasing|pointless|archaeology|rather\s+than|error)\b",
    re.IGNORECASE,
)
PRAISED: Final = re.compile(rf"\b(?:{GOOD}|love|like|liked|works?)\b", re.IGNORECASE)
TURNS: Final = re.compile(
    r"[\s,;]+(?:but|except|however|although|though|only|yet|until|if|when\s+it)\b|\s+for\s+(?:other|some|most|normal)\s+\w+",
    re.IGNORECASE,
)
NEAR_BY: Final = 24
# A hardship that is denied is praise: "never had to wait", "none of our cards has been declined".
_SPARED: Final = re.compile(
    r"\b(?:never|not\s+once|no\s+longer|not(?!\s+(?:only|just))|no(?!\s+(?:wonder|idea|way|matter))|nothing|nobody|no[\s-]one|without|free\s+of|neither|hardly|have\s+yet\s+to|not\s+one\s+(?:\w+\s+){0,3}?(?:has|have|had|was|were|is|are)|none(?:\s+of\s+(?:\w+\s+){1,4}?(?:has|have|had|was|were|is|are))?|\w+n['’]t)"
    r"\s+(?:(?:yet|ever|once|been|being|had|have|has|be|to|a|an|any|the|single|one|got|get|gets|even|ever|is|are|was|were|feel|felt|for|my|our|more|longer|too|that|so|very|in|by)\s+){0,6}"
    r"(?P<fault>waits?|waited|waiting|queues?|queued|miss(?:ed)?(?!\s+a\s+chance)|los[et]|lost|late|delays?|delayed|declined|refused|rejected|charged|overcharged|billed|fined|fees?|wrong|broken?|fail(?:ed|s|ures?)?|stuck|damaged|cancelled|canceled|turned\s+away|locked\s+out|chase|chased|redo|repeat|problems?|issues?|trouble|errors?|mistakes?|mix-?ups?|complaints?|complain|surprises?|surprised|fuss|hassle|bother|slow|hard|difficult|confus\w+|worr\w+|afraid|by\s+hand|missing|wasted?|stolen|dirty|cold|forget|forgot(?:ten)?|guess|argue|argued|asked\s+(?:twice|again))\b",
    re.IGNORECASE,
)
_COUNT: Final = rf"(?:{NUMBER_WORDS}|\d+|a\s+few|a\s+couple\s+of)"
# The thing does as it should, somebody is pleased, it took no time.
_DOES_WELL: Final = screened(
    rf"\b(?:(?:is|are|was|were|(?:has|have)\s+been|stays?|stayed)\s+(?:(?:all|both|always|really|very|so|just|also|still|simply|absolutely|pretty|consistently)\s+)*{GOOD}"
    r"|do(?:es)?\s+(?:(?:exactly|just|precisely)\s+)?what\s+(?:it|they)\s+(?:should|says?|promise[sd]?|needs?\s+to|(?:is|are)\s+(?:meant|supposed)\s+to)|do(?:es)?\s+(?:its|their)\s+job|do(?:es)?\s+the\s+(?:job|trick)"
    r"|(?:exactly|just)\s+as\s+(?:it\s+should|promised|advertised|expected|described|agreed|intended|needed)|as\s+(?:it|they)\s+(?:should|ought\s+to)|\w+s\s+(?:(?:off|on|out|up|only|just|exactly)\s+){0,2}when\s+(?:it|they)\s+should"
    r"|work(?:s|ed)?\s+(?:(?:every|each)\s+time|perfectly|flawlessly|reliably|beautifully|as\s+(?:promised|advertised|expected|described)|like\s+(?:clockwork|a\s+dream)|a\s+treat|out\s+of\s+the\s+box|straight\s+away|right\s+away|without\s+fail)"
    r"|(?:at|on)\s+(?:the\s+)?first\s+(?:touch|attempt|press|click)|explains?\s+(?:itself|themselves)"
    r"|(?:finds?|knows?|catches|covers?|handles?|remembers?|recogni[sz]es?|understands?)\s+(?:whatever|everything|every|all\s+(?:the|my|our))(?!\s+(?:but|except))"
    r"|(?:i['’]m|i\s+am|we['’]re|we\s+are)\s+(?:(?:so|very|really|quite|\w+ly)\s+)?(?:impressed|glad|delighted|pleased|grateful|thrilled)(?!\s+(?:when|if|to\s+(?:be\s+rid|leave)|i\s+left))"
    r"|hats\s+off\s+to|deserves?\s+(?:a\s+medal|praise|credit)|thumbs\s+up|well\s+done|kudos|(?:is|was|are)\s+an?\s+(?:real\s+|great\s+)?(?:pleasure|joy|treat|godsend|life-?saver|breeze|doddle|delight|piece\s+of\s+cake|cinch|blessing)"
    r"|(?:is|are|was|were|['’]re)\s+up\s+and\s+running"
    r"|(?:came|arrived|got|answer(?:s|ed)?|repl(?:y|ies|ied)|delivered|back)\b[^.;,]{0,30}?\b(?:the\s+(?:very\s+)?same\s+(?:day|morning|afternoon|evening|hour)|within\s+(?:the|an)\s+hour)"
    rf"|(?:took|takes)\s+(?:(?:me|us|about|just|only)\s+)*{_COUNT}\s+seconds|done\s+in\s+(?:about\s+)?{_COUNT}\s+(?:seconds|minutes)"
    r"|keep\s+[^.;,]{2,40}?\s+as\s+(?:it|they)\s+(?:is|are))\b",
    re.IGNORECASE,
)
# A burden, a fault or a wish for other things is denied.
_NO_BURDEN: Final = screened(
    r"\b(?:(?:i|we|you|nobody|no[\s-]one)(?:['’]ve|\s+have)?\s+(?:never|no\s+longer|don['’]t|didn['’]t|haven['’]t|not\s+once)\s+(?:have|had|needed)\s+to\s+\w+(?:\s+\w+){0,2}"
    r"|no\s+(?:complaints?|grumbles?|quibbles?|gripes?|worries|regrets|criticisms?)|nothing\s+(?:to\s+(?:complain|grumble|fault|criticise|criticize|improve|change)|(?:i|we)['’]d\s+(?:want|change|like|improve))"
    r"|(?:can['’]?t|cannot|couldn['’]t|could\s+not|can\s+hardly)\s+(?:really\s+)?(?:complain|fault|say\s+(?:a|one)\s+bad|ask\s+for\s+(?:more|better)|(?:get|be)\s+(?:any\s+)?(?:easier|better|happier|simpler|quicker|faster|smoother|clearer|nicer|more\s+(?:pleased|helpful|reliable)))"
    r"|(?:can['’]?t|cannot)\s+(?:praise|recommend)\s+[^.;,]{0,30}?\benough|(?:wouldn['’]t|would\s+not)\s+(?:change\s+(?:a|any)\s*thing|be\s+without|swap|go\s+back\s+to)"
    r"|(?:hasn['’]t|haven['’]t|has\s+never|have\s+never|never|didn['’]t)\s+(?:once\s+)?let\s+(?:me|us)\s+down)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[;:()]|,\s|\s[–—-]\s|\b(?:but|because|so)\b", re.IGNORECASE)
# Before a word of praise these make it a wish, a claim of others or a case.
_UNREAL: Final = re.compile(
    r"\b(?:should|would|could|ought|supposed|if|unless|wish|hop(?:e|ed|ing)|expect(?:ed)?|promised|imagine|claims?|said|says|asked|wait(?:ed|ing)?)\b|['’]d\b",
    re.IGNORECASE,
)
_WISHED: Final = re.compile(r"\b(?:if|unless|wish|hop(?:e|ed|ing)|supposed|promised)\b", re.IGNORECASE)
# "... and then clogs", "the drivers are polite, the parcels are wet"
_SPOILT: Final = re.compile(
    rf"[^.;]{{0,30}}?\band\s+then\b|[^.;,]{{0,20}},\s+(?:the|my|our|their|its)\s+\w+\s+(?:is|are|was|were)\s+(?!(?:\w+\s+)?{GOOD}\b)",
    re.IGNORECASE,
)


def praise_in(text: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
    """List what praises in a stretch of a text, in order: words of praise that no question holds, and praise by grammar that is meant of what is."""
    stop = len(text) if end is None else end
    found = [one for one in WELL.finditer(text, start, stop) if not wondered(text, one.start())]
    for pattern in (_DOES_WELL, _NO_BURDEN):
        for one in pattern.finditer(text, start, stop):
            overlaps = any(one.start() < other.end() and other.start() < one.end() for other in found)
            if not overlaps and _meant(text, one, stop, denies=pattern is _NO_BURDEN):
                found.append(one)
    return sorted(found, key=lambda one: one.start())


def praised_by_grammar(text: str) -> bool:
    """Say whether a text praises in a way that its grammar makes sure of, and not by a word of praise alone."""
    return any(cue.re is not WELL.compiled for cue in praise_in(text))


def blame_in(text: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
    """List the words of blame in a stretch of a text that no praise and no denied hardship takes in ("never had to wait")."""
    stop = len(text) if end is None else end
    good = [
        Span(*one.span())
        for one in (*_NO_BURDEN.finditer(text, start, stop), *_DOES_WELL.finditer(text, start, stop))
    ]
    return _outside(BADLY.finditer(text, start, stop), [*good, *_spared(text, start, stop)])


def weighed(text: str, sentence: Span) -> int:
    """Weigh a sentence: 1 where it praises more than it blames, -1 where it blames, else 0."""
    praise = [
        cue
        for cue in praise_in(text, sentence.start, sentence.end)
        if not TURNS.match(text, cue.end(), min(sentence.end, cue.end() + NEAR_BY))
    ]
    spared = _spared(text, sentence.start, sentence.end)
    blame = _outside(
        BADLY.finditer(text, sentence.start, sentence.end),
        [*spared, *(Span(*cue.span()) for cue in praise if cue.re is not WELL.compiled)],
    )
    turned = bool(TURNS.search(text, sentence.start, sentence.end))
    well = len(praise) + (0 if blame or turned else max(eased(sentence.of(text)), len(spared)))
    if well > len(blame):
        return 1
    if well and well == len(blame):
        return 1 if praise and praise[0].start() < blame[0].start() else 0
    return -1 if blame else 0


def praises(text: str, sentence: Span) -> bool:
    """Say whether a sentence tells that something goes well, more than it tells the opposite."""
    return weighed(text, sentence) > 0


def _spared(text: str, start: int, end: int) -> list[Span]:
    return [Span(*one.span()) for one in _SPARED.finditer(text, start, end)]


def _outside(found: Iterable[re.Match[str]], spans: list[Span]) -> list[re.Match[str]]:
    return [one for one in found if not any(span.start <= one.start() < span.end for span in spans)]


def _meant(text: str, cue: re.Match[str], end: int, *, denies: bool) -> bool:
    """Say whether praise by grammar is of what is: not asked, wished for or denied in its clause, nor spoilt behind it."""
    if text[:end].rstrip('"”’) ').endswith("?") or _SPOILT.match(text, cue.end(), end):
        return False
    opened = max(
        (one.end() for one in _CLAUSE.finditer(text, max(0, cue.start() - 160), cue.start())), default=0
    )
    stop = max(text.rfind(mark, 0, cue.start()) + 1 for mark in ".!?\n")
    before = max(opened, stop)
    if (_WISHED if denies else _UNREAL).search(text, before, cue.start()):
        return False
    return denies or NOT_THERE.search(text, before, cue.start()) is None
