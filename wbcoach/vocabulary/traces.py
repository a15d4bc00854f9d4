"""Traces that people's trouble leaves behind at a firm: tickets, complaints, drop-off, abandoned carts."""

from __future__ import annotations

import re

from wbcoach.vocabulary.screen import screened

_KIND = r"(?:[\w'’-]+\s+){0,3}?"
# What piles up on the firm's side.
PILE = (
    r"(?:(?:support|service|help-?desk|password|reset|refund|return|billing|login|delivery|customer|user|chat|phone|e-?mail|warranty|trouble)\s+(?:tickets?|calls?|requests?|contacts?|enquir(?:y|ies)|inquir(?:y|ies)|queries|cases|volumes?|loads?|complaints?|e-?mails?|chats?|escalations?)"
    r"|tickets?|complaints?|escalations?|chargebacks?|no-?shows?|cancellations?|drop-?offs?|drop-?outs?|drop-?out\s+rates?|drop-?off\s+rates?|churn(?:\s+rates?)?|bounces?|bounce\s+rates?|exit\s+rates?|abandonment(?:\s+rates?)?|abandoned\s+(?:carts?|baskets?|forms?|applications?|bookings?|checkouts?|orders?)|unsubscribes|uninstalls?"
    r"|refund\s+requests?|refunds|return\s+rates?|returns|error\s+rates?|completion\s+rates?|(?:call|ticket|contact|case|complaint)\s+(?:volumes?|counts?|numbers?|backlogs?|queues?)|(?:app[\s-]store\s+|online\s+|one-star\s+|bad\s+|negative\s+|star\s+)?(?:reviews?|ratings?)|(?:nps|csat|satisfaction(?:\s+(?:scores?|ratings?))?|sign-?up\s+rates?|no-?show\s+rates?|conversion(?:\s+rates?)?|usage|retention(?:\s+rates?)?|attendance|turnout|response\s+rates?|engagement|attrition|turnover|absenteeism|mentions)|help-?line\s+calls|feedback)"
)
_MOVE = r"(?:(?:has|have|had|is|are|was|were|keeps?|kept)\s+)?(?:\w+ly\s+|still\s+|also\s+|being\s+)?(?:ris(?:e|es|ing|en)|rose|grow(?:s|ing|n)?|grew|increas(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|climb(?:s|ed|ing)?|pil(?:e|es|ed|ing)\s+up|mount(?:s|ed|ing)?|spik(?:e|es|ed|ing)|soar(?:s|ed|ing)?|jump(?:s|ed|ing)?|shot\s+up|gone\s+up|go(?:es|ing)?\s+(?:up|down)|went\s+(?:up|down)|up\b|down\b|high\b|low\b|too\s+high|too\s+low|at\s+an?\s+all-time|fall(?:s|ing|en)?|fell|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|slid(?:e|es|ing)?|slip(?:s|ped|ping)?|sink(?:s|ing)?|sank|dip(?:s|ped)?|com(?:e|es|ing)\s+in|pour(?:s|ed|ing)?\s+in|flood(?:s|ed|ing)?|surg(?:e|es|ed|ing)|reach(?:es|ed)?|hit(?:s|ting)?|stand(?:s)?\s+at|(?<=is\s)at\b|(?<=are\s)at\b|remain(?:s|ed)?|stay(?:s|ed)?|peak(?:s|ed)?|average|accumulat\w+|exceed(?:s|ed)?|total(?:s|led)?|worsen(?:s|ed|ing)?)\b"
_SPEAK = r"(?:mention|say|show|complain|cite|speak|talk|point|refer|name|call|describe|report|are\s+about|is\s+about|are\s+full|concern|indicate|reveal|suggest|criticise|criticize)(?:s|ing|ed)?\b"
RISING = screened(
    rf"\b(?:(?:the|our|more|many|number\s+of|rate\s+of)\s+){{0,2}}{PILE}\s+(?:(?:about|over|for|on|from|at|in|of|during|regarding|with)\s+{_KIND}[\w'’-]+\s+){{0,2}}?(?:{_MOVE}|{_SPEAK})",
    re.IGNORECASE,
)
_PEOPLE = r"(?:users?|customers?|visitors?|players?|applicants?|shoppers?|readers?|members?|subscribers?|buyers?|people|viewers?|students?|learners?|patients?|guests?|clients?|donors?|sign-?ups|listeners?|participants?|passengers?|candidates?|prospects?|leads|tenants?|borrowers?|savers?|trial\s+users|accounts|consumers?|gamers?|hires|employees|volunteers|callers|riders|drivers|sellers|hosts|parents|respondents|of\s+(?:them|those))"
LEAVING = screened(
    rf"\b{_PEOPLE}\s+(?:(?:who|that)\s+[^,.;]{{1,50}}?\s+)?(?:(?:are|is|keep|often|simply|just|then|who|\w+ly|have|end\s+up|will)\s+){{0,2}}(?P<act>(?:drop(?:ping|ped|s)?\s+(?:off|out|away)|churn(?:s|ing|ed)?\b|bounc(?:e|es|ing|ed)\b|abandon(?:s|ing|ed)?\b(?:\s+[\w'’-]+){{0,4}}|uninstall(?:s|ing|ed)?\b(?:\s+the\s+\w+)?|unsubscrib(?:e|es|ing|ed)\b|disengag(?:e|es|ing|ed)\b|leav(?:e|es|ing)\s+(?:(?:the|our)\s+(?:[\w-]+\s+)?(?:page|site|app|website|form|funnel|checkout|flow)|after|at\s+(?:step|stage|the\s+(?:payment|last|first|second|third))|us\b|before\s+(?:paying|finishing|completing|checkout))|giv(?:e|es|ing)\s+up\s+(?:at|on|after|half-?way|before)\b|stop(?:s|ping|ped)?\s+(?:using|opening|logging|coming|visiting|ordering|paying|attending|reading|playing)\b|cancel(?:s|ling|led|ing|ed)?\s+(?:after|within|their\s+(?:subscription|membership|plan|account|trial)s?)|(?:do(?:n['’]t|es\s+not|\s+not)|never|fail\s+to)\s+(?:complete|finish|come\s+back|return|convert|activate|renew|log\s+in\s+again)\b|exit(?:s|ing)?\s+(?:at|the|after)\b|log\s+off|drift(?:s|ing)?\s+(?:off|away)))",
    re.IGNORECASE,
)
_TOIL = r"(?:answer|handle|deal\s+with|process|field|respond\s+to|reply\s+to|close|clear|work\s+through|take|manage|cope\s+with|resolve|sort\s+out|triage|attend\s+to|pick\s+up|get\s+through|receive|get|see|log|face|treat|serve|fight|chase)(?:e?s|ing)?"
TOIL = re.compile(
    rf"(?:{_TOIL})\s+(?P<much>(?:(?:about|around|some|over|up\s+to|more\s+than|nearly|roughly|an?|the|too|so|these|all)\s+)*(?:[\d.,]+k?%?|hundreds|thousands|dozens|scores|tens|floods?|flood|spike|wave|waves|stream|backlog|avalanche|mountain|surge|rising|growing|increasing|high|record|many|more|repeated|endless|countless|constant|number|lot|lots|loads|volume|volumes|queue)?\s*(?:(?:of|number|share|volume|and|extra|more|additional|a)\s+){{0,3}}?){_KIND}(?P<pile>{PILE}|calls?|e-?mails?|messages?|requests?|enquir(?:y|ies)|inquir(?:y|ies)|questions?|queries|cases|chats?|contacts?)\b",
    re.IGNORECASE,
)
FLOODED = screened(
    rf"\b(?:we|support|our\s+(?:team|agents|staff|desk|inbox|help[\s-]?desk)|the\s+(?:help[\s-]?desk|service\s+desk|call\s+centre|call\s+center|hotline|support\s+(?:team|desk|inbox)))\s+(?:(?:is|are|have|has|been|keeps?|still|now|currently|already)\s+){{0,3}}(?:getting|get|gets|receiving|receives?|seeing|sees?|handling|handles?|answering|answers?|fielding|fields?|logging|logs?|flooded\s+with|swamped\s+(?:with|by)|drowning\s+in|dealing\s+with|deals?\s+with|having)\s+(?:about\s+|around\s+|over\s+|up\s+to\s+|more\s+than\s+)?(?:[\d.,]+k?|hundreds\s+of|thousands\s+of|dozens\s+of|more|many|too\s+many|a\s+(?:lot|flood|wave|stream|growing\s+number)\s+of|so\s+many|endless|countless)\s+(?:more\s+|extra\s+)?{_KIND}(?:{PILE}|calls?|e-?mails?|messages?|requests?|enquiries|inquiries|questions?|queries|a\s+(?:month|week|day))\b",
    re.IGNORECASE,
)
DESK = re.compile(
    r"\b(?:support|service|services|help-?\s?desk|call[\s-]cent(?:re|er)|contact[\s-]cent(?:re|er)|customer[\s-](?:care|service|support|success)|care|hotline|helpline|complaints|help\s?line|cs|back[\s-]office|account)\s+(?:team|teams|agents?|staff|desk|desks|reps?|representatives?|advisors?|advisers?|engineers?|officers?|leads?|managers?|department|people|workers?|operators?|centres?|centers?)\b|\b(?:help-?desks?|call\s+cent(?:re|er)s?|hotlines?|support|we|our\s+(?:team|agents|staff|desk))\b",
    re.IGNORECASE,
)
LESSEN = re.compile(
    rf"\b(?:reduc|lower|cut|decreas|bring|prevent|stop|deflect|minimi[sz]|curb|fewer|shrink|tackl|fix|address|halv|lessen|avoid|limit|improv|rais|lift|increas|boost|get|end|keep)(?:e|ing|ting)?\s+(?:down\s+)?(?:(?:the|our|number|rate|volume|of|high|rising|in|share|level|amount|fewer|customer|user)\s+){{0,4}}?{_KIND}{PILE}\b",
    re.IGNORECASE,
)
