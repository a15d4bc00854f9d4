"""What people do, and what figures do, when something drives them: the effects of which a cause is claimed."""

from __future__ import annotations

import re

# Acts of choice: nothing mechanical makes a customer leave, stop or complain.
_LEAVE = (
    r"(?:leav(?:e|es|ing)|(?<!the\s)(?<!on\s)(?<!are\s)(?<!is\s)(?<!be\s)left)(?=\s+(?:us|the\s+(?:app|service|platform|company|bank|site|club|gym|plan|provider|shop|scheme|job|firm|team|trade|profession|course|programme|program|school|union)|for\s+(?:a|the|another)|after|because|within|in\s+(?:droves|month|the\s+first)|when|due|early|as\b|since\b|so\b|$|[,.;])|\s*$)"
    r"|quit(?:s|ting)?|resign(?:s|ed|ing)?|churn(?:s|ed|ing)?|cancel(?:s|l?ed|l?ing)?|unsubscrib\w+|drop(?:s|ped|ping)?\s+(?:out|off(?=\s*(?:[,.;]|$|because|after|at\s+(?:the\s+)?\w+|when|in\s+month)))|drift(?:s|ed|ing)?\s+(?:away|off)|g(?:ive|ives|iving|ave)\s+up|giv(?:e|ing)\s+it\s+up|abandon(?:s|ed|ing)?|stop(?:s|ped|ping)?\s+(?:us|com|buy|order|pay|train|updat|visit|ask|report|read|renew|play|attend|go|do|trust|car|cook|eat|tak|shop|donat|learn|volunteer|contribut|log|book|turn|show|subscrib|send|fill|check|respond|reply|wear|cycl|fly|travell?)\w*ing|stop(?:s|ped|ping)?\s+\w+ing"
    r"|switch(?:es|ed|ing)?(?=\s+(?:away|banks?|providers?|suppliers?|brands?|shops?|products?|to\s+(?!night|standby|the\s+(?:other|next|back-?up|second|spare)\b)))|defect(?:s|ed|ing)?(?=\s+to)|(?:go(?:es|ing)?|went|shop(?:s|ping)?|look(?:s|ing)?|buy(?:s|ing)?|turn(?:s|ing)?)\s+elsewhere|walk(?:s|ed|ing)?\s+(?:away|out)|stay(?:s|ed|ing)?\s+away|turn(?:s|ed|ing)?\s+(?:away|their\s+backs?)|disengag\w+|uninstall\w*|ditch(?:es|ed|ing)?|desert(?:s|ed|ing)?|(?:never|not|n['’]t|rarely|seldom)\s+(?:come|return|renew|finish|buy|complete|apply|trust|rebook|reorder|convert)(?:s|ing)?(?:\s+back)?|no\s+longer\s+(?:come|visit|buy|order|pay|use|shop|train|read|renew|trust|report|ask|apply|cycle|go|play|attend|donate|call|ring|cook|volunteer)s?|los(?:e|es|ing|t)\s+(?:interest|trust|faith|heart|confidence|motivation|loyalty|customers|members|clients|buyers|readers|patience)|complain(?:s|ed|ing)?|distrust\w*|(?:buy|spend|order|visit|train|read|donate|use\s+\w+|sell|eat|exercise|trust\s+\w+)(?:s|ing)?\s+less|pay(?:s|ing)?\s+(?:late|later|sooner|faster|slower|earlier|less|more|on\s+time)|underperform\w*|burn(?:s|ed|ing|t)?\s+out|skip(?:s|ped|ping)?|avoid(?:s|ed|ing)?"
)
_MEASURE = r"(?:falls?|fell|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|ris(?:e|es|en|ing)|rose|grow(?:s|n|ing)?|grew|increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|halv(?:e|es|ed|ing)|dip(?:s|ped|ping)?|slump(?:s|ed|ing)?|plung(?:e|es|ed|ing)|plummet\w*|soar(?:s|ed|ing)?|climb(?:s|ed|ing)?|shrank|shrink(?:s|ing)?|slid(?:e|es|ing)?|(?:go(?:es|ing)?|went|gone)\s+(?:up|down)|(?:is|are|was|were)\s+(?:up|down)(?=\s+(?:by|\d|on|over|since|because|due)))"
_SERIES = r"sales|orders?|visits|visitors|bookings|members(?:hip)?|subscriptions?|renewals?|calls|complaints|tickets|refunds?|returns|absences?|sick(?:ness|\s+days)|accidents|injuries|errors|attendance|takings|revenue|turnover|usage|traffic|enrolments?|applications|donations|ratings?|scores?|grades|results|no-shows?|cancellations|downloads|sign-?ups|churn|drop-?outs?|drop-?off|footfall|numbers|waits?|requests|pick-?ups|readers(?:hip)?|fares|ridership|claims|costs|theft|thefts|incidents|infections|falls|wages|spend(?:ing)?"
_NOUN = r"churn|drop-?offs?|attrition|staff\s+turnover|absenteeism|no-shows?|cart\s+abandonment|drop-?outs?|(?:drop|fall|rise|decline|increase|surge|slump|dip|loss|growth|spike)\s+(?:in|of)\s+\w+|(?:low|high|poor|falling|rising)\s+(?:\w+\s+)?(?:sales|attendance|retention|adoption|take-up|uptake|usage|engagement|morale|conversion|turnover|renewals|ratings|grades)"
CHOICE = re.compile(rf"(?<![\w-])(?:{_LEAVE})(?![\w-])")
SHIFT = re.compile(
    rf"(?<![\w-])(?:(?:{_SERIES})\s+(?:(?:have|has|had|are|is|were|was|also|then|there|sharply|suddenly|by\s+\w+)\s+){{0,2}}{_MEASURE}|(?:more|fewer)\s+(?:{_SERIES})|{_NOUN})(?![\w-])"
)
TOLL = re.compile(
    r"\b(?:cancellations|complaints|refunds|resignations|absences|accidents|drop-?outs|no-shows?|churn|burn-?out|turnover|attrition|lost\s+(?:sales|customers|orders|members|clients|bookings|readers|revenue)|mistrust|disengagement|dissatisfaction|abandonment|lower\s+\w+|higher\s+\w+)\b"
)
MISSED = re.compile(
    r"\b(?:miss(?:es|ed|ing)?|not\s+(?:turn|show)(?:ing)?\s+up|fail(?:s|ed|ing)?)\s+(?:their\s+|the\s+|an?\s+|more\s+|these\s+|those\s+)?(?:appointments?|payments?|doses?|classes|class|lessons?|sessions?|school|check-?ups?|exams?|visits?|screenings?|theirs|deadlines?|interviews?|follow-?ups?)\b"
)
