"""Words of the firm that serves: its measures, its gains, and the conduct that only it wishes for."""

from __future__ import annotations

import re

from wbcoach.vocabulary.screen import screened

# Measures that are always the firm's own.
_OWN = (
    r"revenues?|profitability|(?:(?:table|seat|bed|asset|stock|annual|sales)\s+)?turnovers?|(?:average|customer)\s+spend|churn|attrition|(?:table|seat|bed|stock)\s+turnover|retention(?!\s+(?:period|policy|rules?|schedule|of\s+(?:data|records|documents)))|conversions?(?:\s+rates?)?|arpu|ltv|lifetime\s+value|customer\s+value|engagement|adoption(?!\s+(?:papers?|leave|order|agency))|nps|csat|net\s+promoter\s+score|upsell\w*|up-sell\w*|cross-?sell\w*|market\s+share|wallet\s+share|share\s+of\s+wallet|"
    r"renewal\s+(?:rates?|revenue)|sign-?up\s+(?:rates?|numbers?)|click-?through\w*|basket\s+(?:size|value)s?|order\s+value|average\s+order\s+value|aov|mau|dau|active\s+users|monthly\s+actives?|(?:call|ticket|contact|support|case|complaint|e-?mail|help-?desk|enquiry|inquiry|switchboard)[\s-]?(?:centre\s+|center\s+)?(?:volumes?|counts?|loads?|deflection|numbers?|costs?|traffic|backlog)|"
    r"handling\s+times?|costs?[\s-]to[\s-]serve|cost\s+(?:per|of)\s+(?:[\w-]+\s+)?(?:collection|service|support|sales?|acquisition|serving|call|contact|ticket|case|customer|member|user|patient|learner|student|applicant|claim|order|visit|head|household|tonne|stop|route|delivery|seat|lead|hire|unit|booking|transaction|parcel|pick-?up|passenger|tenant|subscriber|donor|account)|"
    r"operating\s+(?:costs?|margins?|profits?|expenses?)|overheads?|headcounts?|brand\s+(?:awareness|loyalty|equity|image|reputation)|loyalty|kpis?|okrs?|roi|bottom\s+line|top\s+line|completion\s+rates?|downloads?\s+(?:totals?|numbers?|counts?)|open\s+rates?|monetis\w+|monetiz\w+|utili[sz]ation|occupancy(?:\s+rates?)?|load\s+factors?|footfall|page\s+views|drop-?off(?:\s+rates?)?|abandonment(?:\s+rates?)?|bounce\s+rates?|return\s+rates?|no-show\s+rates?|response\s+rates?|"
    r"(?:digital\s+|online\s+|meal\s+|course\s+|portal\s+|app\s+)?(?:uptake|take-?up)|channel\s+shift|self-service\s+rates?|e-?billing\s+rates?|(?:annual|monthly|recurring|regular|fee|subscription|ancillary|retail|ad|advertising)\s+(?:recurring\s+)?(?:revenues?|incomes?)|(?:sla|service[\s-]level)s?(?:\s+(?:bonus(?:es)?|targets?|penalt(?:y|ies)|breach(?:es)?|agreements?))?|(?:adoption|digital|quarterly|annual|sales|growth|enrolment|completion|performance|revenue|waiting-time|four-hour|throughput|utilisation)\s+(?:targets?|standards?|goals?|quotas?)|fleet\s+(?:idle\s+time|utilisation)|bed-?days?|throughput|enrolment\s+(?:numbers?|rates?|targets?)|quotas?|funding\s+(?:tier|formula|round|bid)|league\s+tables?|inspection\s+(?:grade|rating|score)|shareholder\w*|valuation|runway|pay-?back"
)
# Measures that a customer may have too: the firm's only where it is named.
_SHARED = r"revenues?|profits?|profitability|margins?|turnover|sales|income|earnings|takings|budgets?|costs?|spend(?:ing)?|fees|targets?|renewals?|sign-?ups?|subscriptions?|growth|completion|downloads?|bookings|orders|figures?|numbers?|rates?|totals?|ratings?|scores?|reviews?|reputation|brand|workload|queue|inbox|backlog|contract|bonus(?:es)?|milestones?|grant|funding|licen[cs]e\s+revenue|enrolments?|enrollments?|membership|subscribers|turnout|attendance|volumes?|tickets?|complaints?|calls|refund\s+requests?|productivity|efficiency|capacity|staffing|fleet|pipeline|market|competitors?|conversions?"
METRIC = screened(rf"\b(?:{_OWN})\b", re.IGNORECASE)
_RAISE = r"(?:increas(?:e|es|ing)|rais(?:e|es|ing)|boost(?:s|ing)?|grow(?:s|ing)?|improv(?:e|es|ing)|maximi[sz](?:e|es|ing)|driv(?:e|es|ing)|lift(?:s|ing)?|reduc(?:e|es|ing)|lower(?:s|ing)?|cut(?:s|ting)?|decreas(?:e|es|ing)|minimi[sz](?:e|es|ing)|shrink(?:s|ing)?|bring(?:s|ing)?\s+(?:down|up)|sustain(?:s|ing)?|protect(?:s|ing)?|hit(?:s|ting)?|meet(?:s|ing)?|achiev(?:e|es|ing)|generat(?:e|es|ing)|deflect(?:s|ing)?|safeguard(?:s|ing)?|secur(?:e|es|ing)|defend(?:s|ing)?|win(?:s|ning)?|reach(?:es|ing)?|push(?:es|ing)?\s+up|keep(?:s|ing)?|maintain(?:s|ing)?|double|trim(?:s|ming)?|slash(?:es|ing)?|curb(?:s|ing)?|contain(?:s|ing)?|optimi[sz](?:e|es|ing)|unlock(?:s|ing)?|accelerat(?:e|es|ing)|recover(?:s|ing)?|halve|stem)"
GOAL = screened(
    rf"\b{_RAISE}\s+(?:[\w'’-]+\s+){{0,4}}?(?:{_OWN})\b|\b(?:bring|push|get|drive|keep|send)s?\s+(?:[\w'’-]+\s+){{0,3}}?(?:{_OWN})\s+(?:down|up|under|below|above|back)\b",
    re.IGNORECASE,
)
_FIRM = r"(?:(?:the|this|our|their)\s+(?:[\w-]+\s+){0,2}?(?:company|firm|business|bank|insurer|council|agency|ministry|department|trust|hospital|ward|clinic|practice|branch|union|college|university|school|station|airline|airport|operator|carrier|utility|supplier|vendor|provider|platform|store|shop|chain|brand|publisher|foundation|charity|sponsor|fund|association|club|landlord|housing\s+association|contractor|depot|fleet|help-?desk|desk|call\s+cent(?:re|er)|contact\s+cent(?:re|er)|switchboard|support\s+(?:team|desk)|sales\s+team|finance\s+team|operation|organi[sz]ation|product|site|app|kitchen|hotel|gym|studio|museum|theatre|programme|scheme|board|management|owners?|investors|shareholders|authority|administration|office)['’]?s?)"
OURS = screened(
    rf"\b(?:our(?:\s+own)?|{_FIRM})\s+(?:[\w%'’.-]+\s+){{0,3}}?(?:{_OWN}|{_SHARED})\b",
    re.IGNORECASE,
)
_GAINS = r"(?:hits?|meets?|keeps?|safeguards?|protects?|draws?\s+down|pays?(?:\s+(?:back|off|for\s+itself))?|earns?|saves?|secures?|retains?|wins?|cuts?|reduces?|lowers?|raises?|increases?|grows?|recovers?|sells?|gains?|reaches|reach|improves?|stays?\s+(?:full|profitable|afloat|ahead|open|within|under|on)|runs?\s+on|can\s+(?:run|go|cut|drop|close|save|lose|shed|manage|operate|sell|bill|charge|invoice|make\s+do|redeploy|handle)|goes?|falls?|drops?|rises?|shrinks?|stops?\s+(?:falling|sliding|shrinking|losing|leaking)|spends?\s+less|loses?\s+(?:fewer|less)|fills?|beats?|outperforms?|breaks?\s+even|needs?\s+fewer|takes?\s+fewer|gets?\s+(?:paid|its|fewer|its\s+\w+)|is\s+(?:kept|met|hit|reached|secured|protected|extended|covered|safe|paid|filled|full))"
PURPOSE = screened(
    rf"\b(?:so\s+(?:that\s+)?|in\s+order\s+that\s+|which\s+(?:means|lets)\s+|to\s+(?:help|let)\s+)(?:the\s+|our\s+)?(?:[\w'’-]+\s+){{0,3}}?(?:company|firm|business|bank|insurer|council|agency|ministry|department|trust|hospital|ward|clinic|practice|branch|union|college|station|airline|airport|operator|carrier|utility|vendor|provider|platform|store|chain|brand|publisher|foundation|charity|sponsor|fund|association|landlord|contractor|depot|fleet|help-?desk|desk|centre|center|switchboard|support\s+team|sales\s+team|operation|organi[sz]ation|product|contract|scheme|programme|board|investors|shareholders|tier|funding|grant|budget|authority|kitchen|hotel)\s+{_GAINS}\b[^.;]*",
    re.IGNORECASE,
)
OUR_PURPOSE = screened(
    rf"\bso\s+(?:that\s+)?(?:(?:[\w'’-]+\s+){{0,4}}?our\s+(?:[\w'’-]+\s+){{0,3}}?(?:{_OWN}|{_SHARED})\b[^.;]*|(?:[\w'’-]+\s+){{0,5}}?in\s+our\s+[\w-]+\s+{_GAINS}\b[^.;]*"
    rf"|(?:[^.;]{{2,60}}?\band\s+(?:that\s+)?)?we\s+(?:can\s+)?(?:hit|meet|keep|draw\s+down|earn|sell|win|defend|protect|secure|retain|grow|cut|save|recover|reach|get\s+paid|bill|charge|collect|raise|reduce|fill|spend|gain|lose)\s+(?:[\w'’%-]+\s+){{0,4}}?(?:{_OWN}|{_SHARED}|money|banners|seats|staff|share|more|fewer|less|clients|customers|members|business)\b[^.;]*"
    rf"|(?:[\w'’-]+\s+){{0,4}}?(?:{_OWN}|(?:[\w-]+\s+)?(?:revenue|income|margin|profit)s?)\s+(?:goes|go|rises?|falls?|grows?|drops?|holds?|recovers?|improves?|stays?|stops?|is|are|climbs?|comes?\s+(?:down|up|back)|shrinks?)\b[^.;]*)",
    re.IGNORECASE,
)
_LONG = r"(?:longer|more\s+often|each\s+month|every\s+\w+(?:\s+\w+)?|with\s+us|to\s+us|for\s+(?:longer|another\s+\w+|a\s+(?:further\s+)?\w+))"
CONDUCT = screened(
    rf"\b(?:(?:stay|remain|keep|stick|continue)(?:ing)?\s+(?:\w+\s+)?(?:subscribed|loyal|engaged|invested|enrolled\s+with\s+us|active|insured\s+with|with\s+(?:us|the\s+(?:bank|company|brand|firm|insurer|provider|platform|store|chain|app))|on\s+(?:the|our|a)\s+(?:annual\s+|premium\s+|paid\s+|family\s+|pro\s+|gold\s+|silver\s+|platinum\s+|plus\s+|top\s+)?(?:plan|tier|platform|app))(?:\s+(?:longer|{_LONG}))?|stay(?:ing)?\s+longer\s+(?:in|on|with)\s+\w+|come\s+back\s+(?:to\s+us|more\s+often|every)|return(?:ing)?\s+(?:to\s+us|more\s+often)|(?:keep|go\s+on)\s+(?:renewing|giving|paying|subscribing|buying|donating)"
    r"|spend(?:ing)?\s+(?:more|extra|longer)(?:\s+(?:money|time))?|buy(?:ing)?\s+(?:more|extra|again|additional)|order(?:ing)?\s+more|add(?:ing)?\s+more\s+(?:[\w-]+\s+){0,2}?(?:to\s+(?:their|each|the|every)\s+(?:basket|cart|order|plan|trolley|booking)|lines|products|seats|services)|book(?:ing)?\s+more|visit(?:ing)?\s+(?:us\s+)?more|drive\s+more|use\s+(?:our\s+\w+|us|it|the\s+(?:app|product|platform|portal|service))\s+more|take\s+\d\+?\s+\w+(?:/|\s+a\s+|\s+per\s+)(?:wk|week|month|day)"
    r"|renew(?:ing)?\s+(?:more\s+often|with\s+us|early|earlier|their\s+(?:subscriptions?|memberships?|contracts?|plans?|pass(?:es)?)|automatically|on\s+auto)|(?:upgrad(?:e|ing)|mov(?:e|ing)|switch(?:ing)?|migrat(?:e|ing)|convert(?:ing)?|go(?:ing)?\s+on|shift(?:ing)?|trad(?:e|ing)\s+up)\s+(?:on)?(?:to|into)?\s*(?:the\s+|a\s+|an\s+|our\s+|their\s+)?(?:[\w-]+\s+)?(?:premium|paid|pro|plus|annual|higher|bigger|yearly|top|gold|platinum|multi-year|twelve-month|subscription|paying)\s*(?:plan|tier|version|package|contract|seat|subscription|account|offer|rate|product|subscribers?|customers?)?s?|(?:mov|switch|shift|go|migrat)(?:e|ing)?\s+(?:over\s+)?(?:on)?to\s+(?:e-?billing|paperless(?:\s+\w+)?|direct\s+debit|self-service|the\s+(?:app|portal)|digital\s+channels?|our\s+\w+)"
    r"|upgrade(?=\s+(?:before|sooner|at|when|in)\b|\s*[.,]|\s*$)|(?:say|saying)\s+yes\s+to\s+(?:the|our|a)\b|commit(?:ting)?\s+(?:to\s+us|for\s+(?:(?:twelve|six|\d+)\s+months|an?\s+\w*\s*(?:year|term)|longer|the\s+year)|to\s+(?:an?\s+)?(?:annual|longer|yearly|multi-year)\s+\w+)|sign(?:ing)?\s+up\s+(?:to|for)\s+(?:our|the\s+(?:premium|paid|loyalty|plus|annual))|opt(?:ing)?\s+in\s+to\s+(?:our|marketing)|(?:accept|take\s+up)\s+(?:our|the\s+upsell|the\s+offer)|agree\s+to\s+(?:our|marketing)|be\s+(?:nudged|persuaded|encouraged|steered|converted|upsold|incentivi[sz]ed|induced|talked|won|tempted|pushed|locked)\s+(?:to|in|on|into|onto|back|out|over)"
    r"|(?:recommend|rate|choose|trust|tell|thank|like|follow|review|prefer|pick|love|refer\s+(?:a\s+)?(?:friends?|colleagues?|others)\s+to|come\s+to|think\s+of|remember)(?:ing)?\s+us\b|leav(?:e|ing)\s+(?:us\s+)?an?\s+[\w-]+(?:\s+(?:rating|review|stars?|tip))|(?:refer|bring|invite|recruit)(?:ring|ing)?\s+(?:a\s+friend|more\s+friends|new\s+(?:members|customers|users))"
    r"|(?:value|benefit)s?\s+of\s+stay\w*|engag(?:e|ing)\s+(?:more\s+)?(?:with\s+(?:more|our)|deeper|longer|daily)|(?:see|value|appreciate|feel)\s+(?:the\s+)?(?:full\s+)?(?:value|benefits?|worth)\s+(?:of|in)\s+(?:our|the\s+(?:premium|paid|annual|platform|subscription|membership|plan)|staying|being)|not\s+(?:to\s+)?(?:churn|cancel|leave(?:\s+us)?|switch\s+(?:away|provider))|(?:a\s+)?reasons?\s+(?:not\s+)?to\s+(?:keep\s+(?:paying|their\s+(?:subscription|membership|plan))|cancel|renew|upgrade|stay(?!\s+(?:at\s+home|in\s+bed))|come\s+back|choose\s+us|buy|leave)|(?:call|contact|phone|ring|write\s+to|e-?mail|message|visit|bother)(?:ing)?\s+us\s+(?:less|fewer|only)|(?:call|contact|phone|ring|complain|claim|return\s+items|ask)\s+less(?:\s+often)?(?=\s*[.,]|\s*$)|(?:raise|open|log|send)\s+fewer\s+\w+|turn\s+out\s+more|(?:shift|move)\s+(?:their\s+)?(?:orders?|demand|bookings?|visits?|usage|trips?|journeys?|consumption)\s+(?:in)?to\s+(?:[\w-]+\s+){0,3}?(?:off-peak|low-demand|quiet\w*|slack|idle|cheaper\s+hours|windows?|slots?)|open\s+(?:our|more\s+of\s+our)\s+(?:e-?)?mails?|(?:open|read|click|use|visit|log\s+in\s*to|browse)\s+(?:our|the)\s+(?:e-?mails?|newsletters?|app|site|website|shop|store|portal|platform|feed)\s+more(?:\s+\w+)?|see\s+(?:our|cross-sell)\s+(?:[\w-]+\s+)?(?:ads?|adverts?|offers?|prompts?|promotions?))\b",
    re.IGNORECASE,
)
FEWER = screened(
    r"\b(?:fewer|less|lower|reduced)\s+(?:[\w-]+\s+){0,2}?(?:tickets?|calls|complaints?|contacts|queries|enquiries|refund\s+requests?|returns|cancellations|escalations|chargebacks|no-shows|claims)\b|\b(?:tickets?|ticket\s+count|calls|complaints?|contacts|queries|enquiries|returns|cancellations|escalations|no-shows|requests)\s+(?:to\s+)?(?:go(?:es)?\s+down|come\s+down|fall|drop|shrink|decrease|under\s+\w+)\b|\b(?:lower|reduce|cut|bring\s+down|shrink|halve)\s+(?:the\s+)?(?:number\s+of\s+)?(?:ticket|call|complaint|contact|query|enquiry|cancellation|escalation)s?(?:\s+(?:count|numbers?|volumes?))?\b",
    re.IGNORECASE,
)
HURT = screened(
    r"\b(?:we|our\s+[\w-]+|us|(?:the|this)\s+(?:company|firm|business|bank|insurer|council|practice|operator|provider|vendor|operation|trust|publisher|airline|utility|branch|agency|clinic|club|college|landlord|store|chain))['’]?(?:re|s|ve)?\s+(?:[\w'’-]+\s+){0,3}?(?:los(?:e|es|ing)|bleed(?:s|ing)?|miss(?:es|ing)?|absorb(?:s|ing)?|writ(?:e|es|ing)\s+off|pays?|paying|spends?|spending|forgo(?:es)?|refund(?:s|ing)?|suffer(?:s|ing)?|fac(?:e|es|ing)|see(?:s|ing)?|watch(?:es|ing)?|fills?|have\s+to|has\s+to|must|deal\s+with|being\s+hit\s+by|under\s+pressure\s+from)\s+(?:[\w'’%.,-]+\s+){0,6}?"
    rf"(?:{_OWN}|revenues?|profits?|margins?|sales|income|turnover|market\s+share|renewals?|bookings|refund\s+requests|complaints|tickets|cancellations|idle\s+cost|(?:to\s+)?(?:win|acquire|keep|retain|serve|acquire)\s+(?:an?|each|every|new)\s+(?:account|customer|member|client|user|subscriber|donor|guest|patient)s?)\b",
    re.IGNORECASE,
)
HARMS = screened(
    rf"\b(?:hurt(?:s|ing)?|harm(?:s|ing)?|damag(?:es|ing)|dent(?:s|ing)?|erod(?:es|ing)|eat(?:s|ing)?\s+into|threaten(?:s|ing)?|depress(?:es|ing)|drag(?:s|ging)?\s+down|drain(?:s|ing)?|driv(?:es|ing)\s+up|push(?:es|ing)?\s+up|inflat(?:es|ing))\s+(?:our\s+|the\s+)?(?:[\w-]+\s+){{0,2}}?(?:{_OWN}|revenues?|profits?|margins?|income|sales|reputation|(?:[\w-]+\s+)?costs?)\b",
    re.IGNORECASE,
)
COST_US = screened(
    r"\b(?:cost(?:s|ing)?|lose|loses|losing|earn(?:s|ing)?)\s+us\s+(?:[£$€]?\s?\d|a\s+(?:lot|fortune|call|contract)|money|revenue|sales|customers|business|members|thousands|millions|dearly|\w+\s+(?:a|per|each|every)\s+(?:week|month|year))[^.;,]*",
    re.IGNORECASE,
)
AIM = screened(
    rf"\b(?:to|in\s+order\s+to)\s+(?:protect|grow|raise|increase|defend|secure|boost|lift|safeguard|improve|maximi[sz]e|hit|meet|reduce|cut)\s+(?:(?:our|the)\s+)?(?:[\w-]+\s+){{0,2}}?(?:{_OWN})\b",
    re.IGNORECASE,
)
PER_START = screened(
    r"\b(?:the\s+)?(?:contract|grant|funding|commission|bonus|tariff|fee|scheme)\s+(?:only\s+)?pays?\s+(?:us\s+)?(?:per|by|for\s+each|out\s+(?:on|per))\b[^.;]*|\bfund(?:ed|ing)\s+(?:us\s+)?(?:per|by)\s+(?:head|start|learner|seat)\b[^.;]*",
    re.IGNORECASE,
)
WE_CAN = screened(
    r"\b(?:fees|costs|prices|rates|pay|wages|hours|staff|shifts)\s+we\s+(?:can|could|may)\s+\w+|\bwe\s+(?:can|could)\s+(?:cut|lower|raise|charge|bill|sell|upsell|retain|monetis\w+|monetiz\w+|convert)\b",
    re.IGNORECASE,
)
SPEAKS = screened(
    r"\bwhat\s+(?:the\s+)?(?:company|business|firm|bank|council|management|board|we)\s+(?:really\s+|actually\s+)?(?:wants?|needs?)\b[^.;]*|\bwe\s+need\s+(?:them|more\s+(?:customers|users|members|people|learners|donors|subscribers|clients|guests)|customers|users|members|learners|subscribers|clients|households|donors|patients|people)\s+to\b[^.;]*|\bwe\s+(?:want|wish)\s+(?:to\s+(?:keep|shift|nudge|move|convert|retain|win\s+back|upsell|steer|push)\s+(?:them|more|our|customers|users|members|accounts|households|subscribers|people|guests|shoppers)|(?:them|customers|users|members|subscribers|supporters|shoppers|households)\s+to)\b[^.;]*",
    re.IGNORECASE,
)
# Customers whose own job is revenue: the shop owner, the seller, the marketer.
TRADE = screened(
    r"\b(?:(?:shop|store|business|firm|company|salon|gym|hotel|bar|pub|site|franchise|studio|garage|brand|bakery|caf[eé]|restaurant|stall|agency|practice|small\s+business)[\s-]owners?|owner-\w+|sellers?|shopkeepers?|merchants?|retailers?|traders?|freelancers?|landlords?|salespeople|sales\s+(?:reps?|agents?|clerks?)|marketers?|creators?|founders?|entrepreneurs?|stallholders?|hosts?|publishers?|advertisers?|restaurateurs?|farmers?|growers?|hoteliers?|fundraisers?|account\s+managers?|store\s+managers?|product\s+managers?|recruiters?|brokers?|caf[eé]s?|restaurants?|shops|bakeries|bakers|charities|agencies|vendors?|dealers?|investors?|analysts?|sole\s+traders?|self-employed|contractors?|businesses|companies|firms|innkeepers?|treasurers?|controllers?|fleet\s+managers?|business\s+partners?|practice\s+managers?|small\s+(?:businesses|firms|traders|shops|producers|suppliers|companies)|artists?|musicians?|authors?|streamers?|breeders?|florists?|butchers?|hairdressers?|accountants?|tradespeople|builders|finance\s+\w+)\b",
    re.IGNORECASE,
)
