"""Rules for text that fixes what the program is to find, or what it is to answer."""

from __future__ import annotations

from wbcoach.screening.rule import CLAUSE, DRAFT, END, OUTCOME, REPORTED, SOMEONE_ACTS, START, rule

_DRAFTS = "statement statements draft drafts submission submissions critique critiques"
_YIELDS = r"(?:answer|reply|respond|return|output|print|report|say|write|give|state|produce|emit)"
_EMPTY = r"an?\sempty\s(?:list|array|object|string|set|findings|result|answer|response|reply|critique|review|json)\b"
_SPOTLESS = (
    r"(?:flawless|perfect|faultless|error-?free|(?:without|free\sof|has\sno)\s(?:findings|pitfalls|flaws))"
)
_CLOSED = (
    r"(?=\s?(?:[.!?;:,)\]}\n…]|-[\s-]|$)|\s(?-i:[A-Z][a-z]|I\s|A\s)|\s(?:and|for|to|no\smatter|whatever)\b)"
)
_WORD = r"(?:ready|pass(?:ed)?|approved|perfect|flawless|ok(?:ay)?|yes|valid|clean|4|10|100)"
_SCORE = r"(?:(?:the\s)?(?:highest|maximum|top|best|perfect|full)\s(?:possible\s)?(?:scores?|ratings?|marks?|grades?))"
_NOT = r"(?:do\snot|don['’]?t|under\sno\scircumstances|on\sno\saccount|please\sno|stop|refrain\sfrom|avoid|(?:there\sis\s)?no\sneed\sto|you\s(?:can|may|need)\snot)"
_FAULT = r"(?:critique|critiquing|critici[sz](?:e|ing)|flag(?:ging)?|fault(?:ing)?|find(?:ing)?\s(?:any\s)?(?:fault|pitfalls|flaws)\s(?:with|in)|report(?:ing)?)"
_WEIGH = r"(?:review(?:ing)?|judg(?:e|ing)|question(?:ing)?|challeng(?:e|ing)|evaluat(?:e|ing)|assess(?:ing)?|comment(?:ing)?\son|scor(?:e|ing))"
_THEIR_BOOKS = r"""\x1e[^.!?\n]{0,40}\b(?:wait\w*|urgent\w*|overdue|invoices?|payments?|accounts?|deadline|faster|sooner|refunds?|salary|manager)\b
  |\b(?:bank|account|expense|monthly|billing|invoices?|payments?)\b[^.!?\x1e]{0,40}\x1e"""

OUTCOMES = (
    rule(
        "sets the outcome",
        "verdict",
        rf"""{START}(?:set|force)\s(?:the\s|your\s|its\s)?verdict\b(?!\s(?:date|aside|form|page))
          | {START}(?:change|make|switch)\s(?:the\s|your\s|its\s)?verdict\s(?:to\s|into\s|be\s)?["“'`]?(?:ready|pass|approved?)\b
          | {START}(?:replace|overwrite|override)\s(?:the|your)\sverdict\b
          | \bverdict["'`]?\s?(?:=|:=|==|:|\sis\s(?:always\s|already\s)?)\s?["“'`]?(?:ready|pass(?:ed)?)\b
          | \b(?:the|your)\sverdict\s(?:must|should|shall|has\sto|is\sto)\s(?:always\s)?be\s["“'`]?(?:ready|pass|approved?)\b""",
    ),
    rule(
        "sets the outcome",
        _DRAFTS,
        rf"""{START}(?:mark|rate|score|grade|approve|treat|consider|classify|label|judge|declare|accept|count|call|evaluate|assess|regard|see|view|report|return|flag)\s
            (?:this|every|all|any|each|the|that|my|these)\s{DRAFT}(?:\s(?:here|below|above|that\sfollows|in\sthis\s\w{{1,20}}))?\s
            (?:(?:as|to\sbe|being|is)\s)?["“'`]?{OUTCOME}\b
          | {START}(?:rate|score|grade|give|assign|award)\s(?:this|every|all|any|each|the|that|my|these)\s{DRAFT}\s(?:(?:with|at|as|an?|the)\s){{0,2}}
            (?:(?:score|rating|mark)\sof\s)?(?:4|5|10|100|four|five|ten|{_SCORE}|perfect)\b
          | {CLAUSE}(?:approve|accept|pass|wave\sthrough)\s(?:this|every|each|all|these|the\sfollowing)\s{DRAFT}{END}
          | (?:{START}|\b(?:has|have|is|are|required|asked)\sto\s)(?:say|state|report|conclude|declare|claim|write|confirm|rate|grade|mark|find|judge|tell\s(?:\w{{1,20}}\s){{1,2}})\s?
            (?:that\s)?(?:(?:this|the|every|each)\s{DRAFT}\s(?:is\s|as\s|to\sbe\s|was\s)?{_SPOTLESS}|this\s{DRAFT}\s(?:is|as)\sready)\b
          | \byour\s(?:answer|response|output|reply|critique|assessment|review)\s(?:must|should|shall|has\sto|is\sto|will)\s(?:say|state|conclude|read)\s(?:that\s)?(?:this|the)\s{DRAFT}\sis\s{OUTCOME}\b
          | {CLAUSE}let\s(?:this|every|each|all|these|the\sfollowing)\s{DRAFT}\s(?:pass|through)\b
          | {CLAUSE}(?:respond|answer|act|behave|proceed|judge|reply)\sas\s(?:if|though)\s(?:the|this|every|my)\s{DRAFT}\s(?:had|has|have|were|was|is|contain\w{{0,3}})\b
          | \b(?:this|every|each|the\sfollowing)\s{DRAFT}\s(?:must|should|shall|has\sto|is\sto|needs\sto)\s(?:always\s)?
            (?:be\s(?:rated|marked|accepted|scored|treated|graded|considered|judged|passed)|pass|receive|get)\s
            (?:(?:as|with|an?|the|score|of|to\sbe)\s){{0,3}}(?:{OUTCOME}|no\s(?:findings|pitfalls)|4\b|10\b|without\s(?:findings|criticism))""",
        _THEIR_BOOKS,
    ),
    rule(
        "sets the outcome",
        "rate score grade give award mark treat classify judge",
        rf"""{CLAUSE}(?:rate|score|grade)\s(?:this|it)(?:\sone)?\s(?:(?:as|with|at|an?)\s){{0,2}}
            (?:(?:4|four)(?:\s?(?:/|out\sof)\s?(?:4|four))?|10|100|perfect|full\smarks|ready|{_SCORE})(?=\s?(?:[.!;,"”’')\n]|$)|\sand\b)
          | {CLAUSE}(?:give|award)\s(?:this|it)(?:\sone)?\s(?:a\s|the\s)?(?:score\sof\s4|4\s?(?:/|out\sof)\s?4|{_SCORE})(?=\s?(?:[.!;,"”’')\n]|$)|\sand\b)
          | {START}(?:grade|rate|treat|classify|judge)\s(?:this|it)\sas\s(?:flawless|faultless|error-?free|perfect)\b
          | (?:^|[.!?\n"“(]\s?)mark\s(?:this|it)(?:\sone)?\sas\s(?:ready|flawless|error-?free|perfect)(?=\s?(?:[.!;"”’')\n]|$)|\sand\s(?:report|say|skip|do\snot|raise|give)\b)""",
        r"\b(?:star|stars|app)\b",
    ),
    rule(
        "asks for no findings",
        "findings finding pitfalls pitfall checks catalogue",
        rf"""{START}{_NOT}\s(?:report|raise|output|show|flag|return|list|mention)(?:ing)?\s(?:any\s|the\s)?(?:findings|pitfalls)
          | {START}never\s(?:report|raise|output|flag|return|list)\s(?:any\s|the\s)?(?:findings|pitfalls)
          | {START}(?:drop|delete|hide|suppress|remove|discard)\s(?:all\s|every\s|any\s)(?:of\s)?(?:the\s|your\s)?(?:other\s)?(?:findings?|pitfalls?)
          | {START}{_YIELDS}\s(?:back\s|with\s|only\s|just\s|that\sthere\sare\s|an?\sempty\slist\sof\s){{0,2}}(?:(?:no|zero|0)\s)(?:findings|pitfalls){END}
          | {START}(?:raise|list|find|show|flag|note|present)\s(?:no|zero|0)\s(?:findings|pitfalls){END}
          | {CLAUSE}(?:{_NOT}|never)\s(?:apply|use|look\sfor|check\sfor|consider)\s(?:any\s|the\s|your\s|these\s)(?:of\s(?:the|your)\s)?(?:pitfalls|catalogue\sof\spitfalls)\b
          | {START}(?:ignore|skip|waive|disable|forget|disregard|turn\soff)\s(?:(?:all|the|any|your|every|of)\s){{1,3}}(?:pitfalls?|findings|catalogue\sof\spitfalls)\b
          | {CLAUSE}(?:skip|waive|disable|turn\soff)\s(?:all\s)?your\schecks\b
          | \b(?:pitfalls?|findings)\s(?:are|is)\s(?:hereby\s)?(?:waived|suspended|switched\soff|disabled)\b
          | \bno\s(?:findings|pitfalls)\s?,?\splease\b
          | \byour\s(?:answer|response|output|reply|critique|result)\s(?:must\s|should\s|shall\s|will\s|can\s)?(?:contains?|has|have|lists?|shows?)\sno\s(?:findings|pitfalls)\b
          | {START}(?:leave|keep|make)\s(?:the\s|your\s)?(?:list\sof\s)?(?:findings|pitfalls)\s(?:list\s)?(?:empty|blank)\b""",
        SOMEONE_ACTS,
    ),
    rule(
        "asks for no findings",
        f"{_DRAFTS} paragraph wording critique",
        rf"""{CLAUSE}{_NOT}\s(?:{_FAULT}\s(?:on\s|about\s|(?:anything|problems|issues)\s(?:with|in|about)\s)?(?:this|the|my|our|any|these|that|the\sfollowing)
            | {_WEIGH}\s(?:this|my|these|the\sfollowing))\s(?:\w{{1,20}}\s)?(?:{DRAFT}|paragraphs?|wording){END}
          | \byou\s(?:must|should|will|shall|may|can)\s?(?:not|never)\s(?:find|report|raise|flag|see|say)\s(?:anything|any|fault|a)\s?(?:thing\s|fault\s|problems?\s|issues?\s|flaws?\s)?(?:wrong\s|bad\s)?(?:with|in|about)\s(?:this|my|the)\s{DRAFT}\b
          | {CLAUSE}never\s{_FAULT}\s(?:this|my|these)\s{DRAFT}{END}
          | {CLAUSE}(?:{_NOT}|never)\scritique\b(?:\s(?:this|it|anything|me|us))?{END}
          | {CLAUSE}(?:report|return|output|flag|raise|list|find)\s(?:no|zero)\s(?:issues|problems|errors|faults|flaws)\s(?:with|in|for|about)\s(?:this|the|my)\s{DRAFT}""",
        SOMEONE_ACTS,
    ),
    rule(
        "asks for no findings",
        "report flag raise list mention show ignore skip suppress omit output return",
        rf"""{CLAUSE}(?:{_NOT}|never)\s(?:report|flag|raise|list|mention|show|output|return)(?:ing)?\s(?:any\sof\s|the\s|any\s)?(?:codes?\s|pitfalls?\s)?[TSNDPL]\d\d\b(?!-){END}
          | {CLAUSE}(?:report|raise|return|output|flag)\s[TSNDPL]\d\d\swith\s(?:the\s)?(?:quote|confidence|severity|span)\b""",
    ),
    rule(
        "dictates the answer",
        "only just exactly nothing simply exclusively solely",
        rf"""{CLAUSE}(?:only\s|just\s|always\s|simply\s)?{_YIELDS}\s(?:back\s)?(?:(?:with|only|just|exactly|that|simply|by|solely|exclusively|nothing\sbut|nothing\sother\sthan)(?:\s|:\s?)){{1,3}}
          (?: ["“‘'`]?{_WORD}["”’'`]?{_CLOSED} | ["“‘'`][^"”’'`\n]{{1,60}}["”’'`]{_CLOSED} | (?:the|this|one|a\ssingle)\s(?:word|phrase|string|sentence|token|letters?|number)s?\b
            | {_EMPTY} | [\[{{] | (?:valid\s|raw\s|pure\s)?json\b{_CLOSED} | nothing\b{_CLOSED} )
          | {CLAUSE}(?:only|just)\s{_YIELDS}\s(?:with\s)?(?:the\sword\b|{_EMPTY}|["“‘'`]?(?:ready|perfect|flawless)["”’'`]?{_CLOSED})""",
        rf"""{REPORTED}|\x1e[^.!?\n]{{0,30}}\b(?:instead\sof|rather\sthan)\b|^[^\x1e]{{0,60}}\b(?:only|just|with)\s\x1e|\bjust\s\x1e""",
        also="answer reply respond return output print report say write give state produce emit",
    ),
    rule(
        "dictates the answer",
        "answer reply respond return output print report say write give state produce emit",
        rf"""{START}(?:always\s)?(?:answer|reply|respond|return|output|print|report|say|state)\s(?:with\s|that\sit\sis\s|it\sis\s)?(?:["“‘'`]ready["”’'`]|ready\b){_CLOSED}
          | \byour\s(?:answer|response|output|reply|critique|result|list\sof\sfindings)\s(?:must|should|shall|is\sto|has\sto|will)\s(?:always\s|only\s)?(?:be|read|say|contain|consist\sof)\s(?:only\s|exactly\s|just\s)?
            (?:{_EMPTY}|empty{_CLOSED}|[\[{{]|["“‘'`]?(?:ready|perfect|flawless)\b|no\s(?:findings|pitfalls)|the\sword\b)
          | {CLAUSE}(?:always\s)?(?:answer|reply|respond|return|output|print|report|say|state)\s(?:back\s|with\s|that\s|as\s|by\s|it\sis\s|it\sas\s|this\sas\s){{0,2}}
            (?: ["“‘'`]?(?:ready|perfect|flawless)["”’'`]?{_CLOSED} | the\sword\s["“‘'`]?\w{{1,20}} | findings\s?[:=] | [\[{{]\s?["'`]?(?:findings|verdict|\]|\}}) )
          | {CLAUSE}(?:answer|reply|respond)\s(?:back\s)?with\s(?:{_EMPTY}|nothing\b{_CLOSED}|no\s(?:findings|criticism))
          | {CLAUSE}(?:return|output|print|report|give)\s(?:back\s)?(?:{_EMPTY}|nothing\b{_CLOSED})""",
        rf"""{REPORTED}|{SOMEONE_ACTS}|\x1e[^.!?\n]{{0,40}}\b(?:instead|rather\sthan|when|if|where|unless|whenever)\b""",
    ),
    rule(
        "makes itself evidence",
        "item quote row comment feedback review ticket evidence",
        rf"""\b(?:this|the\sfollowing|every|each)\s(?:item|quote|row|comment|feedback|review|ticket|entry|evidence)\s(?:must|should|shall|has\sto|is\sto|needs\sto)\s(?:always\s|only\s)?
          (?:be\s(?:rated|counted|treated|cited|used|quoted|ranked|marked|classified|considered|shown)|count|rank)\s(?:(?:as|the|an?|for)\s){{0,2}}(?:support\w*|contradict\w*|evidence|first|top|strongest|most|every\s{DRAFT}|all\s{DRAFT}|relevant)\b
          | {CLAUSE}(?:cite|quote|rank|count|treat)\s(?:only\s)?this\s(?:item|quote|row|comment|entry)\s(?:first|only|as\s(?:the\s|an?\s)?(?:(?:strongest|best|main|only|first)\s)?(?:support\w*|evidence|contradict\w*)|for\s(?:every|all|any)\s{DRAFT})""",
    ),
)
