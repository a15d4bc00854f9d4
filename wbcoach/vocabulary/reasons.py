"""Why a group by age, gender, origin, means or family may be to the point: a rule, a body, a life event, an injustice."""

from __future__ import annotations

import re

from wbcoach.vocabulary.groups import Kind

# Reasons that make a group matter whatever picks it out, and those that do so for one kind only.
_ANY_REASON = (
    r"eligib\w*|entitle\w*|qualif(?:y|ies|ied)\s+for|statutory|legal(?:ly)?|law|laws|legislation|quota|discriminat\w*|harass\w*|shouted\s+at|spat\s+at|abused|insulted|racis\w*|sexis\w*|ageis\w*|"
    r"refus\w+\s+(?:entry|service)\s+because|scheme\s+for|programme\s+for|program\s+for|grant\s+for|(?:because|on\s+account)\s+of\s+(?:their|her|his)\s+(?:sex|gender|age|skin|origin|race|name|accent|faith|religion|postcode|address|nationality|passport|class)|deaf|blind|wheelchair\w*|sign\s+language|prejudice|hate\s+(?:crime|speech)|stare[sd]?\s+at|spoken\s+over|taken\s+for|mistaken\s+for"
)
_REASONS: dict[Kind, str] = {
    "age": r"an\s+age|by\s+age|of\s+age|adult\s+(?:clinic|ward|services?|court|care|team)|youth\s+(?:court|justice|custody)|allowance|permits?|entrants?|top-?up|pensions?\b(?!ers)|age\s+(?:limit|check|band|bracket|group|rule)s?|proof\s+of\s+age|minors?|consent\s+forms?|licen[cs]e|concession\w*|bus\s+pass|railcard|benefits?\s+(?:office|claim|rules?)|"
    r"screening|vaccin\w*|clinical|diagnos\w*|symptom\w*|dementia|alzheimer\w*|memory\s+loss|cataract|glaucoma|arthriti\w*|surgery|operation|dose|dosage|prescri\w+|rehab\w*|physio\w*|hearing\s+(?:aids?|loss)|(?:low|failing)\s+(?:vision|sight|eyesight)|"
    r"eyesight|wheelchair|walking\s+(?:stick|frame|aid)|ramp|step-free|disab\w*|impair\w*|frail\w*|falls?\s+risk|stroke|hip|menopaus\w*|care\s+leavers?|foster|custody|guardian\w*|curfew|school\s+age|apprentice\s+wage|apprentic\w+|under-?(?:16|18|21|25)s?|over-?(?:16|18|21)s?|parental\s+consent|puberty|residential\s+home|nursing\s+home|care\s+home",
    "gender": r"urolog\w+|catheter\w*|maternity|paternity|parental|adoption|pregnan\w*|breast\w*|menopaus\w*|menstru\w*|period\s+products?|prostate|testic\w+|cervical|smear|mammogra\w*|screening|clinical|surgery|hormon\w*|hrt|ivf|contracepti\w*|"
    r"unsafe|assault\w*|stalk\w*|follow(?:ed|s)\s+(?:them\s+)?home|cat-?call\w*|grop\w+|expecting|twins?|midwi\w+|births?|antenatal|postnatal|fertility|gyn\w+|body|height|strength|hips?|chest|bust|fit\s+(?:badly|poorly)|(?:boot|glove|harness|vest|glove|mask|coverall|jacket)\s+sizes?|sizes?\s+(?:start|stop|end|run)|"
    r"(?:locker|changing|changing|wash|shower)[\s-]?rooms?|toilets?|showers?|refuge|shelter|hijab|veil|custody|child\s+support|childcare|single-sex|for\s+men|for\s+women|domestic\s+(?:abuse|violence)|abus\w+|prison|wing",
    "origin": r"visas?|permits?|asylum|residence|resident\s+status|citizenship|naturali[sz]ation|passports?|embass\w+|consulat\w+|embass(?:y|ies)|translat\w+|interpreters?|in\s+their\s+(?:own\s+)?language|language\s+(?:barrier|test|course)|mother\s+tongue|first\s+language|"
    r"speak\s+(?:no|little|only|neither)|(?:do|does)(?:n['’]t|\s+not)\s+(?:speak|read)|in\s+(?:English|German|French|Dutch|Spanish|Polish|Arabic)\s+only|only\s+in\s+(?:English|German|French|Dutch|Spanish|Polish)|credit\s+history|alphabet|characters|surnames?|accents?\s+on|halal|kosher|ramadan|fasting|prayer\w*|customs|import\s+duty|vat|tax\s+(?:office|number|code|authority|law)|currency|sanctions?|embargo|deport\w*|border|right\s+to\s+work|recogni[sz]ed?\s+diplomas?|foreign\s+(?:diplomas?|degrees?|licen[cs]es?|qualifications?)",
    "means": r"benefits?\s+(?:office|claim|rules?)|free\s+(?:school|meals?|bus|prescriptions?|travel|eye|dental|milk|lunch\w*|transport|childcare)|credit\s+history|allowance|means[\s-]test\w*|vouchers?|subsid\w+|bursar\w+|food\s+bank|hardship\s+fund|jobcentre|job\s+cent(?:re|er)|unemployment\s+(?:benefit|office)|shelters?|pupil\s+premium|waiver|threshold",
    "family": r"custody|child\s+support|maintenance\s+payments?|childcare|adoption|parental\s+leave|tax\s+(?:class|allowance|code)|benefit\s+claim|divorce\s+(?:papers|court|decree)|registr(?:y|ar)|probate|visa|next\s+of\s+kin|fertility|ivf",
}
_REASON: dict[Kind, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:{_ANY_REASON}|{told})\b", re.IGNORECASE) for kind, told in _REASONS.items()
}
_AGED = re.compile(
    r"\baged\s+(?:\d|between|under|over|from)|\b(?:turn|reach)(?:s|es|ed|ing)?\s+(?:\d{2}|(?:pension|retirement|school)\s+age)",
    re.IGNORECASE,
)
_CHILD = re.compile(
    r"\b(?:bab(?:y|ies)|buggy|buggies|prams?|pushchairs?|strollers?|nappy|nappies|diapers?|toddlers?|newborns?|feed(?:s|ing)?|latch\w*|bottle|cots?|cribs?|maternity|delivery\s+room|labour\s+ward|ward|midwi\w+|health\s+visitor|birth\w*|twins|infants?|little\s+ones?)\b",
    re.IGNORECASE,
)


def has_reason(kind: Kind, text: str) -> bool:
    """Say whether a text names a rule, a body, a life event or an injustice that makes this kind of group matter."""
    return _REASON[kind].search(text) is not None


def set_by_age(text: str) -> bool:
    """Say whether a text draws a line at an age, as rules do."""
    return _AGED.search(text) is not None


def about_a_child(text: str) -> bool:
    """Say whether a text is about looking after a small child, so that "mothers" names who does it."""
    return _CHILD.search(text) is not None
