"""Measures that only rise, and measures that say little of what they are asked to prove."""

from __future__ import annotations

import re

from wbcoach.vocabulary.screen import screened

_NOUN = (
    r"(?:page|video|profile|screen|blog|ad|post|article|story|product|listing|site|web(?:site)?|app)?[\s-]?(?:page-?views|pageviews|impressions)|(?:page|video|profile|screen|blog|post|article|listing|product)[\s-]views|views(?=\s+(?:of|on|per|are|were|have|rose|grew|went|doubled|topped|there|of\s+the\s+(?:page|video)))"
    r"|(?:app\s+|total\s+|cumulative\s+|lifetime\s+|podcast\s+|our\s+)?(?:downloads?(?:\s+(?:totals?|counts?|numbers?|figures?))|downloads|installs|installations?\s+count)|(?:new\s+|total\s+|newsletter\s+|account\s+)?(?:sign-?ups|registrations|(?:account|user)\s+registrations)|(?:registered|signed-up|total|cumulative)\s+(?:users|accounts|members|customers)|accounts?\s+created"
    r"|(?:\d[\d.]*\s?[km]|\d{1,3}(?:,\d{3})+|\d{4,}|million|thousand|billion)\s+(?:(?:page|video|unique|total)\s+)?(?:views|hits|clicks|plays|streams|likes|shares|listens|installs|users|visitors|subscribers)|followers|(?:social(?:\s+media)?\s+|facebook\s+|instagram\s+|linkedin\s+)?(?:likes|retweets|mentions|reposts|upvotes)|(?:github\s+)?stars|(?:newsletter\s+|mailing[\s-]list\s+|channel\s+|youtube\s+)subscribers|(?:web(?:site)?|site|page|homepage|landing[\s-]page|monthly|unique|store)\s+(?:visits|visitors|traffic|hits|clicks)|web\s+traffic|traffic(?=\s+(?:to|on)\s+(?:the|our|that|this)\s+(?:site|page|website|app|blog|shop|portal|help\b))|click-?throughs?(?:\s+rates?)?|clicks|sessions(?=\s+(?:are|were|is|rose|grew|went|doubled|have|has|up))"
    r"|(?:e-?mail\s+|mail\s+|newsletter\s+)?open\s+rates?|(?:campaign\s+|social\s+|organic\s+)reach|monthly\s+active(?:s|\s+users)?|daily\s+active(?:s|\s+users)?|m\.?a\.?u\.?s?\b|d\.?a\.?u\.?s?\b|time\s+(?:spent\s+)?(?:on|in)[\s-](?:the\s+|our\s+)?(?:site|page|app)|dwell\s+time|screen\s+time|bounce\s+rates?|engagement\s+(?:minutes|numbers|rate|score|figures|time)|app[\s-]opens|log-?ins(?=\s+(?:are|were|is|rose|grew|went|doubled|have|has|up))|press\s+mentions|lines\s+of\s+code|story\s+points|media\s+coverage|share\s+of\s+voice|video\s+plays|streams(?=\s+(?:are|were|rose|grew|went|doubled|have|has|up|topped|passed))|enrolments|enrollments|listens|plays(?=\s+(?:are|were|rose|grew|went|doubled|have|has|up|topped|passed))"
)
VANITY = screened(rf"(?<![\w-])(?:{_NOUN})(?![\w-])")
GROWTH = re.compile(
    r"\b(?:up|rose|risen|rise|rising|rises|grew|grow|grown|growing|grows|growth|increas\w+|climb\w*|soar\w*|surg\w+|jump(?:ed|s)?|doubl\w+|tripl\w+|quadrupl\w+|higher|more\s+than|over|above|top(?:s|ped|ping)|pass(?:ed|es)|exceed\w*|surpass\w*|reach(?:ed|es)|hit|cross(?:ed|es)|went\s+(?:up|from)|record|all-time|down|fell|fall(?:en|s|ing)?|drop(?:ped|s|ping)?|declin\w+|slid(?:e|es|ing)?|slipp\w+|dip(?:ped|s)?|peaked|spik\w+|total(?:s|led)?|prov(?:e|es|ed|ing)|show(?:s|n|ed|ing)?|mean(?:s|t)?|demonstrat\w+|confirm\w*|suggest\w*|tells?|evidence|million|thousand|\d+\s?[km])\b|\+\s?\d"
)
_SCORE = r"(?:nps|net\s+promoter(?:\s+score)?|csat|customer\s+satisfaction(?:\s+(?:score|rating|index))?|satisfaction\s+(?:score|rating|index|survey|rate|level)s?|sus|system\s+usability\s+(?:scale|score)|usability\s+score|ces|customer\s+effort(?:\s+score)?|effort\s+score|umux(?:-lite)?|seq|star\s+ratings?|(?:app[\s-]?store|play[\s-]?store|average|overall|user|customer|trustpilot|google)\s+(?:ratings?|reviews?|score)|(?:ratings?|score)\s+of\s+\d[\d.]*(?:\s+(?:stars?|out\s+of\s+\d+))?|\d(?:\.\d)?[\s-]stars?(?:\s+(?:rating|average|reviews?))?|happiness\s+(?:score|index)|health\s+score)"
_PROVES = r"(?:prov(?:e|es|ed|ing)|show(?:s|n|ed|ing)?|demonstrat(?:e|es|ed|ing)|mean(?:s|t|ing)?|confirm(?:s|ed|ing)?|tell(?:s|ing)?(?:\s+us)?|told\s+us|suggest(?:s|ed|ing)?|indicat(?:e|es|ed|ing)|impl(?:y|ies|ied)|reveal(?:s|ed)?|is\s+(?:proof|evidence|a\s+sign)|explain(?:s|ed)?|predict(?:s|ed)?|make(?:s)?\s+(?:it\s+)?clear|say(?:s)?|equals?|translat(?:e|es|ed)\s+(?:in)?to|amounts?\s+to|we\s+(?:know|can\s+see|conclude|see)|clearly|so|hence|therefore|which\s+is\s+why|because|i\.e\.)"
MISREAD = screened(
    rf"(?<![\w-])(?:(?:our|the|an?|its|their|with|and)\s+)?(?P<score>{_SCORE})(?![\w-])[^.;!?\n]{{0,45}}?(?:\s|,\s?|\()(?P<link>{_PROVES})\s+(?:that\s+|us\s+|how\s+)?(?P<claim>[^.;!?\n]{{4,90}})"
)
# What a score of opinion can't prove: what people do, can do, or how many of them.
ACTS = re.compile(
    r"\d+(?:\.\d+)?\s?(?:%|per\s?cent|percent)|\b(?:would|will|['’]d|['’]ll|can(?:not|['’]t)?|could|leav\w+|left|churn\w*|renew\w*|stay\w*|buy\w*|bought|cancel\w*|switch\w*|come\s+back|return\w*|us(?:e|es|ed|ing)|find\w*|found|works?|worked|finish\w*|complet\w*|succeed\w*|fail\w*|struggl\w*|understand\w*|pay\w*|problem|trouble|manag\w+|able|solved|easy|easier|usable|loyal\w*|need(?:s)?|want(?:s)?|give\s+up|gave\s+up|abandon\w*|recommend\w*|hard|difficult|caus\w+|confus\w+|lost|lose|know|quit\w*|stop\w*|drop\w*|nobody|everyone|half|third|quarter)\b"
)
