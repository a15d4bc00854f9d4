"""People filter what they report and predict themselves badly; what they did tells more than what they would do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.casing import lowered
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "D11"
LENS = "data"
SEVERITY = "major"
MESSAGE = "A wish, an intention or an answer stands where behaviour should be."
QUESTION = "When did they last do something about it, and what did they do?"
ASKED = "Behind “{words}”: when did they last do something about it, and what did they do?"
LOOK_FOR = "What people say they would do, want, like, agree to or are interested in, used as proof; not a feeling that shows a feeling, not a story of the last time, not a rating used as a rating."
BAD = [
    Example(
        "Today, bell ringers have to climb the tower twice when a rope slips; 40 of 52 told us they would gladly pay for a camera up there. Customers need a way to see a slipped rope from below.",
        (("survey", "Would you pay for a camera in the tower? Yes: 40 of 52."),),
    ),
    Example(
        "Today, parents have to pack a second lunch when a trip runs late, and 9 in 10 agreed that a warning would be useful. Customers need a way to know by three o'clock.",
        (("survey", "Would a warning be useful? Yes: 61 of 68."),),
    ),
    Example(
        "Today, lodgers have to wash by hand when the machine is taken; three said they were interested in a booking slot. Customers need a way to wash on the evening they are free.",
        (("interview", "Sure, I'd be interested in that."),),
    ),
    Example(
        "Commuters are willing to leave the car at home: in our poll 73% said they intend to cycle. They need a way to arrive dry when it rains.",
        (("survey", "Do you intend to cycle next year? Yes: 73% (n = 410)."),),
    ),
]
GOOD = [
    Example(
        "Today, bell ringers have to climb the tower twice when a rope slips; on the last practice night six of nine climbed, and two towers pay a boy to stand upstairs. Customers need a way to see a slipped rope from below.",
        (
            ("field_visit", "Practice night in May 2026: six of nine ringers climbed at least once."),
            ("interview", "We pay my nephew five pounds to stand there and shout."),
        ),
    ),
    Example(
        "Today, lodgers have to wash by hand when the machine is taken, and five of eight said they felt ashamed to hang it in the yard. Customers need a way to wash on the evening they are free.",
        (
            ("interview", "Everyone sees my things."),
            ("home_visits", "Five of eight lodgers were ashamed to hang washing in the yard (May 2026)."),
        ),
    ),
    Example(
        "Today, commuters have to carry a second pair of shoes when it rains. Customers need a way to tell what the ride would cost them in time before they leave.",
        (
            ("diary_study", "8 of 11 changed shoes on nine days or more in March 2026."),
            ("interview", "Wet by the second light, and then I sit in it."),
        ),
    ),
]

_ADV = r"(?:(?:happily|gladly|definitely|certainly|probably|surely|absolutely|all|also|even|immediately|rather|really|never|not|still|readily|willingly|likely|always|much|love\s+to|be\s+able\s+to|at\s+once|instantly|most\s+likely|very\s+much|strongly)\s+)*"
_ACT = r"(?:pay|buy|purchase|use|try|switch|move|change|recommend|subscribe|sign\s+up|upgrade|adopt|download|install|welcome|appreciate|jump\s+at|snap\s+(?:it|them|this)\s+up|choose|prefer|love|adore|like|enjoy|want|come\s+back|return|order|book|register|enrol|enroll|join|rent|lease|hire|invest|spend\s+(?:more|money|extra)|share|donate|attend|stay|leave|cancel|vote|cycle|walk\s+more|eat\s+(?:more|less)|volunteer|participate|benefit|kill\s+for|be\s+(?:(?:very|really|so|extremely|quite)\s+)?(?:happy|glad|willing|interested|keen|delighted|thrilled|excited|prepared|open|grateful|more\s+likely|ready|useful|helpful|handy|great|nice|valuable|a\s+(?:great|big|real)\s+help))\b"
_WHO = r"(?:they|she|he|it|people|one|most|many|some|all|everyone|everybody|nobody|half|both|none|[a-z][\w-]*s|(?:\d[\d,.]*|[a-z]+)\s*(?:%|percent|per\s?cent)|(?:out\s+)?of\s+(?:them|[\w-]+)|\d+|two|three|four|five|six|seven|eight|nine|ten|customer|user|client|person|director|manager|owner|teacher|nurse|doctor|buyer|parent|child|children|women|men)"
_WOULD = screened(
    rf"\b(?P<who>{_WHO})(?:\s+(?:who|that)\s+[\w\s]{{1,40}}?)?(?:\s+would(?:n['’]t)?|['’]d)\s+{_ADV}{_ACT}"
)
_SAID = r"(?:said|says?|saying|told|tells?|telling|stated?|states|claim(?:s|ed)?|answered|indicated?|indicates|reported|admitted|confirm(?:s|ed)?|replied|responded|assur(?:ed|es)|promis(?:ed|es)|mentioned|expressed|insist(?:s|ed)?)"
_INTENT = screened(
    rf"\b{_SAID}\s+(?:us\s+|me\s+|our\s+\w+\s+)?(?:that\s+)?(?:(?:they|she|he|it|we)\s+|to\s+be\s+)?{_ADV}(?:(?:were|are|was|is|['’]re|['’]s)\s+{_ADV}(?:interested|willing|keen|ready|likely|prepared|happy\s+to|eager|excited|open\s+to|planning|going\s+to|hoping|in\s+favou?r)|wants?\b|wanted|intends?|intended|plans?|planned\s+to|hopes?|hoped|wish(?:es|ed)?|expects?\s+to|will\s+(?:buy|pay|use|switch|try)|likes?\s+(?:the\s+idea|it)|liked\s+(?:the\s+idea|it)|loved?\s+(?:the\s+idea|it)|could\s+imagine|can\s+imagine|prefers?|preferred)"
    r"|\b(?:show(?:s|ed|n)?|express(?:es|ed)?|voic(?:es|ed)|declar(?:es|ed)|signal(?:s|led)?|indicat(?:es|ed)|registered)\s+(?:\w+\s+){0,2}?(?:interest|desire|wish|willingness|enthusiasm|intent(?:ion)?s?|demand|appetite|a\s+preference)\b"
    r"|\b(?:promis(?:ed|es)|vow(?:ed|s)|pledg(?:ed|es)|offered)\s+(?:us\s+)?to\s+(?:\w+ly\s+)?(?:pay|buy|use|try|switch|subscribe|join|cycle|recycle|volunteer|recommend)\b|\b(?:purchase|buying|usage|stated)\s+(?:intent(?:ion)?s?|preferences?)|willingness[\s-]to[\s-]pay|\bhypothetical(?:ly)?\b"
)
_AGREE = (
    rf"(?:strongly\s+|fully\s+)?agree[ds]?(?!\s+on\b|\s+with\s+(?:the|a|their)\s+(?:landlord|bank|seller|supplier|price|date))|would\s+{_ADV}(?:like|love|use|buy|pay|welcome|prefer|appreciate|consider|try|switch|recommend|share|want|be)\b|(?:are|were|is|was)\s+{_ADV}(?:interested|willing|keen|in\s+favou?r|open\s+to|likely\s+to\s+(?:buy|use|switch|pay|recommend|try|adopt)|prepared\s+to\s+pay|excited)|like[ds]?\s+the\s+(?:idea|concept|thought|look)|love[ds]?\s+the\s+(?:idea|concept|prototype|demo|mock-?ups?)"
    r"|(?:rated?|found|find|call(?:ed)?|consider(?:ed)?)\s+(?:the\s+)?(?:idea|concept|it|this|them|feature|proposal|reminders?)\s+(?:\w+\s+)?(?:useful|helpful|attractive|appealing|important|desirable|valuable|a\s+good\s+idea)|vot(?:ed|e)\s+for|ticked\s+['\"“‘]?(?:yes|would)|(?:said|answered|replied)\s+yes"
)
_AGREED = screened(
    rf"(?:%|\bper\s?cent|\bpercent|\b(?:of|in|out\s+of)\s+(?:\d[\d,]*|ten|five|four|three|six|seven|eight|nine|eleven|twelve|twenty)|\b(?:most|majority|half|two-thirds|three-quarters|nearly\s+all))\s+(?:of\s+(?:the\s+|our\s+|all\s+)?)?(?:(?!that\b|and\b|but\b|who\b|to\b)[\w/-]+\s+){{0,3}}?(?:(?:that\s+|who\s+|whom\s+)?we\s+(?:talked\s+to|spoke\s+(?:to|with)|asked|interviewed|met|polled|surveyed)\s+)?(?:{_AGREE}|want(?:s|ed)?\b|intend(?:s|ed)?\s+to|plan(?:s|ned)?\s+to|prefer(?:red|s)?\b)"
    rf"|\b(?:respondents|participants|interviewees|customers|users|people|members|parents|readers|students|employees|drivers|tenants|everyone|everybody|all)\s+(?:(?!that\b|and\b|but\b|who\b|to\b)[\w-]+\s+){{0,2}}?(?:{_AGREE})"
)
_WILL = screened(
    rf"\b(?:customers|users|people|they|clients|everyone|patients|shoppers|parents|students|buyers|members)\s+will\s+{_ADV}(?:love|adore|want|buy|pay\s+(?:more|extra|for)|happily|gladly|flock|jump)\b|\b(?:keep\s+asking|are\s+asking|have\s+asked|asked|ask)\s+(?:us\s+)?for\s+(?:an?|more|the)\b"
)
_ASKED = re.compile(
    r"\b(?:what|how\s+(?:much|many|often|long)|whether|if|which|why|where|when|who|unless|until|before|that|the\s+\w+|an?\s+\w+)\s+(?:[\w'’-]+\s+){0,2}$"
)
_SPOKEN = re.compile(
    rf"\b(?:{_SAID}|think|thinks|thought|believes?|sure|certain|clear|obvious|evident|apparent|prov(?:e|es|ed|ing)|shows?|suggests?|means?|hear|heard|feel|swear|swore|agree[ds]?|estimate[ds]?|assum(?:e|es|ed)|know|knows)\s+(?:us\s+|me\s+)?(?:that\s+)?(?:[\w'’-]+\s+){{0,2}}$"
)
_BUT = re.compile(r"\b(?:but|yet|though|although|while|whereas|however|in\s+fact|only)\b")
_BODILY = frozenset(
    "move change stay return leave attend join enjoy choose order cycle hire walk benefit back".split()
)
_CHEAP = screened(
    r"['’]d\b|\b(?:would|said|says?|told|agree|want|interest|intent|intend|willing|vot|prefer|hypothe|will|ask|idea|concept|keen|yes|plan|hope|wish|desire|promis|expect|lik|lov|useful|enthus|vow|pledg)"
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Find predictions, wishes and agreement that are offered as evidence."""
    del evidence
    text = lowered(statement.text)
    if not _CHEAP.search(text):
        return
    for match in (*_INTENT.finditer(text), *_AGREED.finditer(text)):
        span = Span(match.start(), match.end())
        if not _excused(statement, span):
            yield Hit(span, 0.75)
            return
    for match in _WOULD.finditer(text):
        span = Span(match.start(), match.end())
        if _excused(statement, span) or not _claims(statement, span, match["who"].lower()):
            continue
        yield Hit(span, 0.75)
        return
    for match in _WILL.finditer(text):
        span = Span(match.start(), match.end())
        if not _excused(statement, span):
            yield Hit(span, 0.5)
            return


def _claims(statement: Statement, span: Span, who: str) -> bool:
    """Say whether "they would pay" is claimed, and is neither asked nor a mere clause of a noun."""
    before = lowered(statement.text)[max(0, span.start - 50) : span.start]
    if _SPOKEN.search(before):
        return True
    bodily = span.of(statement.text).lower().rsplit(maxsplit=1)[-1] in _BODILY
    if who == "it" or bodily or _ASKED.search(before):
        return False
    return not (statement.slots.need and statement.in_need(span) and who in {"it", "they", "one"})


def _excused(statement: Statement, span: Span) -> bool:
    """Say whether a customer speaks, or what people did is set against what they said."""
    text = lowered(statement.text)
    if statement.quoted(span):
        return True
    sentence = next(
        (one for one in statement.sentences if one.start <= span.start < one.end), statement.whole
    )
    but = _BUT.search(text, span.end, sentence.end)
    return but is not None and any(
        sentence.end >= figure.span.start > but.end() for figure in figures(statement.text)
    )
