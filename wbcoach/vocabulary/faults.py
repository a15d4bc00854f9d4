"""Words that put the blame on people: vices, neglect of what they were told, blunders, reproaches."""

from __future__ import annotations

import re

from wbcoach.vocabulary.screen import screened

_VICE = (
    r"(?:laz(?:y|ier)|careless|stubborn|sloppy|slapdash|slipshod|irresponsible|ignorant|clueless|incompetent|inept|negligent|inattentive|foolish|silly|stupid|dumb|dim|dense|thick|daft|dozy|dopey|thoughtless|mindless|reckless|heedless|unwilling|uncooperative|obstinate|"
    r"pig-?headed|disorgani[sz]ed|undisciplined|unmotivated|apathetic|indifferent|complacent|feckless|idle|bone-idle|workshy|work-shy|greedy|dishonest|selfish|rude|entitled|spoilt|spoiled|scatterbrained|forgetful|unreliable|gullible|naive|na[iï]ve|cavalier|lax|slack|slovenly|shoddy|"
    r"absent-minded|half-hearted|lackadaisical|stingy|unreasonable|impatient|flaky|childish|unprofessional|to\s+blame|at\s+fault)"
)
_VICE_NOUN = (
    r"(?:laziness|carelessness|negligence|neglect|stubbornness|ignorance|stupidity|foolishness|sloppiness|forgetfulness|incompetence|inattention|inattentiveness|indifference|apathy|complacency|idleness|recklessness|thoughtlessness|selfishness|greed|impatience|dishonesty|pig-?headedness|"
    r"user\s+error|operator\s+error|human\s+error|customer\s+error|bad\s+habits?|poor\s+discipline|lack\s+of\s+(?:care|discipline|effort|interest|attention|common\s+sense|motivation|commitment|diligence|thought|planning|foresight)|sheer\s+[a-z]+ness)"
)
# What people are given to read or to follow.
TOLD = (
    r"(?:instructions?|rules?|warnings?|reminders?|manuals?|handbooks?|checklists?|guidelines?|guides?|guidance|signs?|signage|advice|e-?mails?|mails?|notices?|polic(?:y|ies)|deadlines?|labels?|boards?|training|procedures?|processes|process|messages?|letters?|leaflets?|terms|small\s+print|fine\s+print|"
    r"docs|documentation|readme|faqs?|help\s+pages?|help\s+text|steps|directions|stickers?|posters?|notes?|hints?|briefings?|protocols?|requirements?|bulletins?|newsletters?|memos?|handouts?|timetables?|calendars?|recipes?|maps?|screens?|pop-?ups?|safety\s+\w+|basics|obvious|law|code|plan|paper\s+form|queue|syllabus|homework|safeguards?)"
)
_GIVEN = rf"(?:(?:the|our|all|every|any|repeated|clear|simple|plain|these|those|their|a|an|that|its|most|basic|posted|printed|written|even|half|of)\s+){{0,4}}(?:[\w-]+\s+){{0,2}}?{TOLD}\b"
_NOT = r"(?:(?:do|does|did|have|has|had|would|will|could|can|are|is)(?:n['’]t|\s+not)|won['’]t|can(?:['’]t|not)|never|hardly\s+ever|rarely|seldom|nobody|no\s+one|no-one|none\s+of\s+them)\s+(?:(?:even|ever|just|simply|properly|really|actually|always)\s+)*"
_HEED = (
    r"(?:bother(?:s|ed|ing)?\b(?!\s+by)|be\s+(?:bothered|arsed|fussed|asked)\b|car(?:e|es|ed|ing)\b(?!\s+for\b)|pay(?:s|ing)?\s+(?:\w+\s+)?attention|paid\s+attention|take(?:s|n)?\s+the\s+(?:time|trouble|hint|minute|care)|takes?\s+care\s+(?:to|of)|make(?:s)?\s+(?:an|the|any|much)\s+effort|listen(?:s|ed|ing)?\b|"
    rf"(?:read|reads|reading|follow|follows|followed|obey|obeys|heed|heeds|respect|respects|observe|observes|stick\s+to|keep\s+to|look\s+at|check|checks|study|consult|open|opened|learn|learned|learnt|do)\s+{_GIVEN}|"
    r"think(?:s)?\s+(?:ahead|before|it\s+through|first)|look\s+(?:after|where|properly|first)|try\b(?!\s+(?:again|on))|plan(?:s)?\s+(?:ahead|properly)|wanting\s+to\s+(?:learn|change|know|understand|follow)|want\s+to\s+(?:learn|know|understand|make)|put\s+in\s+the\s+(?:work|effort)|use\s+(?:their|common)\s+(?:heads?|brains?|sense|eyes)|lift\s+a\s+finger|double-?check|proof-?read|check\s+(?:their|anything|twice|before)|learn(?:s)?\b(?!\s+(?:of|about|which|whether|what|until|that)))"
)
BLAME = screened(
    rf"\b(?:(?:are|is|being|get|were|was|been|they['’]re|he['’]s|she['’]s)\s+(?:(?:\w+ly|too|so|just|often|always|plain|rather|all|both|far)\s+)*{_VICE}(?![\w-])(?!\s+(?:when|while|after|towards|by\s+the|to\s+(?:load|open|start|respond)))"
    rf"|(?:being|having\s+been)\s+too\s+{_VICE}"
    rf"|too\s+{_VICE}\s+to|{_NOT}{_HEED}"
    rf"|fail(?:s|ed|ing)?\s+to\s+(?:understand|read|follow|learn|reali[sz]e|pay\s+attention|plan|grasp|appreciate|notice\s+the\s+obvious|listen|comply|check|bother|prepare|take\s+care|look|think|co-?operate|turn\s+up|respect)"
    rf"|(?:ignor(?:e|es|ing|ed)|disregard(?:s|ing|ed)?|flout(?:s|ing|ed)?|skip(?:s|ping|ped)?|shrug(?:s|ged|ging)?\s+off|brush(?:es|ed|ing)?\s+off|breez(?:e|es)\s+past|click(?:s)?\s+(?:past|through|away))\s+{_GIVEN}"
    r"|could(?:n['’]t|\s+not)\s+care\s+less|neglect(?:s|ing|ed)?\s+to|(?:make|makes|making)\s+(?:\w+\s+){0,2}?(?:silly|stupid|careless|sloppy|dumb|obvious|avoidable|needless|basic|schoolboy)\s+(?:\w+\s+)?(?:mistakes?|errors?|slips)"
    r"|keep(?:s)?\s+(?:on\s+)?(?:botching|bungling|fumbling|messing|mislaying|forgetting|ignoring|misreading|misplacing|muddling|getting\s+it\s+wrong|losing\s+their)|(?:botch|bungle|fumble|muddle|garble)(?:s|es|ed|d)?\s+(?:up\s+)?(?:the|it|their)"
    r"|(?:nobody|no\s+one|hardly\s+anyone)\s+(?:takes|bothers|reads|checks|listens|cares|looks)|(?:carelessly|lazily|stubbornly|negligently|thoughtlessly|mindlessly|recklessly|stupidly|foolishly|wilfully|willfully|conveniently|selfishly|blithely|flatly\s+refuse|sloppily|cheerfully\s+ignore)(?:\s+\w+)?"
    r"|(?:not|n['’]t)\s+(?:smart|clever|bright|intelligent|disciplined|organi[sz]ed|careful|diligent|motivated|committed|attentive|serious|bothered)(?:\s+enough)?(?=[\s.,;]*(?:$|to\b|and\b|about\b|with\b|enough\b|[.,;?!]))"
    r"|(?:only|just)?\s*(?:have|has)\s+(?:only\s+)?themselves\s+to\s+blame|(?:should|ought\s+to|must)\s+know\s+better|(?:should|ought\s+to)\s+have\s+(?:read|checked|planned|known|thought|asked|listened|looked|paid|learned|learnt|prepared|remembered)"
    r"|(?:fill|fills|enter|enters|type|types|do|does|complete|completes|use|uses|wear|load|sort|put|park|pack|scan)\s+(?:it|them|this|that|these|things|everything|the\s+\w+|their\s+\w+)?\s*(?:in\s+|on\s+|out\s+)?(?:wrong|wrongly|incorrectly|sloppily|badly|carelessly|any\s+old\s+how)\b"
    r"|putting\s+wrong\s+\w+|misus(?:e|es|ing)|abus(?:e|es|ing)\s+(?:the|our)|mess(?:es|ing)?\s+(?:it\s+|things\s+|the\s+\w+\s+|everything\s+)?up|lack(?:s)?\s+(?:of\s+|the\s+|any\s+|all\s+|basic\s+)?(?:discipline|common\s+sense|care|diligence|effort|commitment|motivation|manners|foresight|perseverance|willpower|grit|maturity|respect|initiative|honesty|attention\s+to|interest\s+in)\b"
    rf"|{_NOT}(?:follow|understand|read|grasp|remember|manage|handle|do|complete|obey)\s+(?:even\s+)?(?:an?\s+|the\s+|our\s+|two\s+|three\s+)?(?:most\s+)?(?:simple|simplest|plain|basic|obvious|straightforward|clear|easy|easiest)\s+\w+|(?:if|unless)\s+(?:they|people|customers|users)\s+(?:would\s+)?(?:only|just|simply|actually|bothered\s+to)\s+(?:read|check|checked|look|looked|listen|listened|follow|followed|ask|asked|think|thought|learn|tried|try|plan|planned|take|took|paid|pay|use|used)\b"
    r"|(?:don['’]t|do\s+not|doesn['’]t|does\s+not|fail\s+to|won['’]t|refuse\s+to|cannot|can['’]t)\s+(?:seem\s+to\s+)?(?:understand|see|reali[sz]e|appreciate|grasp|accept|get)\s+(?:that\b|how\s+(?:important|much\s+work|serious)|the\s+(?:value|importance|need\s+for|point|benefits?|purpose|consequences|difference|risks?\s+of))|think(?:s)?\s+(?:that\s+)?(?:the\s+)?rules\s+(?:do\s+not|don['’]t|are)|think\s+they\s+(?:know\s+(?:better|it\s+all)|are\s+above)|in\s+(?:too\s+much\s+of\s+a|such\s+a)\s+(?:hurry|rush)\s+to|(?:have|has|having)\s+(?:any|no)\s+(?:manners|sense\s+of)|having\s+(?:slept|dozed|dawdled|dithered|forgotten|ignored|skipped)"
    r"|(?:can['’]t|cannot)\s+be\s+(?:trusted|relied)|(?:don|doesn|didn|won)['’]t\s+get\s+(?:it|the\s+point)(?=[.,;\s]*(?:$|[.,;]|and\b|that\b))|(?:game|gaming|cheat|cheating|play|milk|milking)\s+the\s+system|take[s]?\s+(?:advantage|liberties)|cut(?:s|ting)?\s+corners|take[s]?\s+the\s+easy\s+way|do\s+as\s+they\s+(?:please|like)|turn\s+up\s+late|leave[s]?\s+(?:it|everything|things)\s+(?:to|till|until)\s+the\s+last|have\s+no\s+(?:discipline|common\s+sense|manners|respect|clue)|without\s+(?:thinking|bothering|any\s+care)\b"
    r"|stop(?:ped|s)?\s+(?:paying\s+attention|listening|caring|bothering))",
    re.IGNORECASE,
)
# Blame that needs no verb.
REPROACH = screened(
    rf"\b(?:(?:out\s+of|through|due\s+to|from|because\s+of|thanks\s+to|by|down\s+to|owing\s+to)\s+(?:their\s+(?:own\s+)?|sheer\s+|pure\s+|plain\s+|simple\s+|customers?['’]?s?\s+)*{_VICE_NOUN}"
    rf"|user\s+error|(?:their|his|her)\s+own\s+(?:silly\s+|stupid\s+|damn\s+)?(?:fault|doing|making|lookout)|their\s+(?:own\s+)?{_VICE_NOUN}|as\s+an?\s+(?:sloppy|lazy|careless|disorgani[sz]ed|forgetful|messy)\s+[\w-]+)\b",
    re.IGNORECASE,
)
# A vice set before the noun: "lazy tenants".
LABELLED = screened(
    r"\b(?:lazy|careless|stubborn|sloppy|irresponsible|ignorant|clueless|negligent|inattentive|thoughtless|undisciplined|reckless|disorgani[sz]ed|uncooperative|unreliable|feckless|forgetful|stupid|foolish|selfish|inconsiderate|dishonest|non-?compliant|time-wasting)\s+(?P<who>[a-z]+s|people|folk|men|women)\b",
    re.IGNORECASE,
)
TOO = screened(
    r"\btoo\s+(?!busy|ill|sick|tired|young|old|far|small|late|early|short|tall|weak|frail|poor|many|much|few|long|big|heavy|remote|expensive|close|hot|cold|wet|afraid|scared|embarrassed|shy|ashamed|new|exhausted|overwhelmed|stretched|upset|deep|high|low|slowly|quickly|often|steep|narrow|loud|dark|bright|unwell|injured|disabled|distressed|rushed|hungry|full|crowded|little|hard|difficult|complicated|complex|good|bad|risky|dangerous|fragile|costly|fast|wide|thin|faint|dim|noisy|easy|early|windy|muddy|wobbly|sleepy|dizzy|shaky|drowsy|polite|nervous|anxious|worried|frightened|intimidated|excited|delicate|different|distant|urgent|recent|blurred|worn|damaged|slippery|toxic|specific|generic|technical|similar|sensitive|painful|awful|useful)[a-z]+(?:y|ed|ish|ful|less|ant|ent|ic|ine|ive|ial)\s+to\s+[a-z]+",
    re.IGNORECASE,
)
FORGET = screened(
    r"\b(?:forget(?:s|ting)?\s+(?:to|their|the)|(?:do|does)(?:n['’]t|\s+not)\s+understand\b(?!\s+(?:what|why|which|whether|how\s+much)))",
    re.IGNORECASE,
)
# Need or plea that people behave: "be more serious", "get them to stop hitting the alarm".
BEHAVE = screened(
    r"\b(?:(?:need|needs|have|want|got)\s+to\s+(?:be|become)\s+(?:more\s+|less\s+)(?:serious|careful|responsible|disciplined|diligent|honest|attentive|organi[sz]ed|considerate|careless|lazy|cooperative|compliant|punctual|respectful|patient|realistic|motivated|accountable)|(?:need|needs)\s+to\s+(?:learn\s+to\s+(?:read|listen|plan|wait|behave|follow|pay)|grow\s+up|pull\s+their|wake\s+up|take\s+(?:more\s+)?responsibility|pay\s+(?:more\s+|better\s+)?attention|try\s+harder|make\s+more\s+effort|respect\s+the|be\s+taught|be\s+told\s+off)"
    r"|(?:get|make|force|teach|persuade|convince|compel|stop)\s+(?:[\w'’-]+\s+){1,4}?(?:to\s+)?(?:stop\s+\w+ing\b|behave\b|(?:finally|actually|bother\s+to|remember\s+to)\s+\w+|comply\b|be\s+(?:less|more)\s+(?:careless|lazy|careful|responsible|honest|disciplined|serious|punctual)|from\s+(?:wasting|abusing|cheating|messing|ignoring|losing|breaking))"
    r"|to\s+be\s+(?:honest|responsible|sensible|reasonable|careful|punctual|disciplined)(?=\s+(?:in|with|about|and|when|again)|[.,;?]|\s*$))",
    re.IGNORECASE,
)
# What shows that something other than people is meant.
THING = re.compile(
    r"\b(?:app|system|page|site|website|portal|server|printer|machine|browser|scanner|sensor|terminal|software|tool|form|reader|device|update|supplier['’]s\s+\w+|link|button|card|lock|it|door|lift|gate|engine|code|script|feed|screen|light|bell|phone|radio|key|till|bill|rule|letter|law|bank|insurer|council|office|company|firm|clinic|landlord|store|employer|lender|supplier|carrier|agency|hospital|school|shop|court|ministry|embassy|operator|vendor|airline|van|truck|bus|train|machine|engine|motor|pump)s?\s+(?:will\s+|may\s+|can\s+|would\s+|might\s+|does\s+)?$",
    re.IGNORECASE,
)
# "Won't" with a verb of will.
WONT = screened(
    r"\b(?:won['’]t|will\s+not|wouldn['’]t)\s+(?:(?:even|ever|just)\s+)?(?:wait|sort|share|wash|clean|tidy|return|sign|answer|try|change|wear|label|pick|queue|listen|learn|read|follow|ask|pay\s+attention|co-?operate|accept|adapt|admit|recycle|rinse|respect|put\s+\w+\s+back)\b",
    re.IGNORECASE,
)
REFUSES = screened(r"\brefus(?:e|es|ing)\s+(?:to\b|all\b|any\b|point-blank)", re.IGNORECASE)
