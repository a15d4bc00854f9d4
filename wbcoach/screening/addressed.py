"""Rules for text that turns to the program that reads it, or tells it who it is."""

from __future__ import annotations

from wbcoach.screening.rule import (
    AI,
    AI_OR_PERSON,
    AI_WORDS,
    CLAUSE,
    DRAFT,
    OUTCOME,
    START,
    rule,
)

_TELLS = r"""(?:always|never|must|do\snot|don['’]?t|state|say|report|output|print|write|rate|score|mark|treat|consider|
  classify|recommend|include|ignore|disregard|omit|exclude|conclude|assume|respond|reply|answer|summari[sz]e|rank|approve|return|
  accept|pass|skip|set|find|give|leave)"""
_LATER = r"""(?:always\s(?:state|say|report|rate|recommend|answer|output)|never\s(?:state|say|report|mention|flag|critici[sz]e)|
  do\snot\s(?:report|flag|mention|critici[sz]e|critique|raise|cite)|report|output|print|rate|score|mark|treat|classify|
  conclude|approve|return\s(?:no|an?\sempty|only|ready|[\[{"“'])|(?:respond|reply|answer)\s(?:with|only|that|["“'])|accept|
  (?:ignore|disregard)\s(?:all|any|the|your|every|previous)|set|find\sno|give\sno)"""
_JUDGES = r"""(?:always\s(?:state|say|report|rate|recommend|answer|output|claim)|state\sthat|report\s(?:that|no|nothing)|conclude|
  (?:output|return|print)\s(?:no|nothing|only|an?\sempty|the\sword|["“'\[{])|output|
  (?:rate|score|mark)\s(?:this|every|all|the)\b|treat\s(?:this|what|every|all|the\s(?:following|next|text|draft|statement))|classify|summari[sz]e|
  disregard\s(?:your|all|any|the)|ignore\s(?:your|all|any|previous)|recommend\s(?:buying|the)|
  (?:answer|reply|respond)\s(?:with\s)?(?:only|["“'`]?ready|no\sfindings|an?\sempty)|find\s(?:no|nothing)|
  do\snot\s(?:mention|report|cite|flag|critique)|never\s(?:mention|report|cite|flag|criticis|criticiz))"""
_IF_SO = r"""(?:(?:answer|reply|respond)\s(?:with|only|as|in|that|by|["“'`\[{])|(?:return|output|print|report|say|write|give)\s
  (?:only|no\b|nothing|an?\sempty|that|the\s(?:word|phrase)|["“'`\[{]|ready)|(?:mark|rate|score|approve|accept|pass|treat|consider)\s
  (?:this|every|all|the|it|any)\b|(?:ignore|disregard)\s(?:all|any|the|previous|your|every)\b|set\s(?:the\s)?verdict|state\s(?:that|no)|
  conclude|stop\s(?:critiqu|review|flag|judg)|skip\s(?:this|the|all|every)|
  (?:do\snot|don['’]?t|never)\s(?:report|flag|critique|mention|critici[sz]e|raise|judge)|always\s(?:say|answer|report|rate|mark))"""
_ROLE = r"""(?:approver|administrator|admin|root|super-?user|assistant|chat-?bot|AI\b|language\smodel|LLM|DAN\b|
  grader|judge|evaluator|reviewer|auditor|(?:in\s)?(?:developer|debug|god|jailbreak|maintenance|admin)\smode|
  unrestricted|unfiltered|jailbroken|no\slonger\s(?:bound|restricted|limited)|free\s(?:of|from)\s(?:all|any|your)|
  a\sdifferent\s(?:AI|assistant|model)|an?\s(?:expert|helpful|evil)\s(?:AI|assistant|hacker)|
  (?:an?\s)?(?:lenient|generous|kind|friendly|uncritical|agreeable|forgiving)\s(?:reviewer|critic|grader|judge|assistant|AI|coach|evaluator))"""
_THEIR_PEOPLE = r"(?!\s(?:team|developers?|people|departments?|company|companies|vendors?|products?|features?|groups?|folks|labs?|startup)\b)"
_A_PERSON = (
    r"\x1e\s?(?:reply|answer|respond|ring|phone|e-?mail)?\s?(?:this|me|to\sme)\b[^.]{0,60}\b(?:human|person)|"
    r"\x1e[^.]{0,50}\b(?:real|actual|a|to)\s(?:person|human)"
)
_FREE = r"(?:please|you|when\s[^,.\n]{0,60},?|if\s[^,.\n]{0,60},?|kindly|now|then|must|should)"
_READERS = (
    "assistant assistants agent agents model models copilot claude gemini critics reviewers graders evaluator evaluators "
    "judge judges"
)

ADDRESSED = (
    rule(
        "is addressed to a machine",
        AI_WORDS,
        rf"""(?:(?:\bfor\s(?=(?:the|any|all|every)\s)|\b(?:note|notice|message|memo|instructions?|important|attention|attn|warning|reminder|request|hello|hi|hey|dear|hint|
          p\.?s\.?|command|order|directive)\s?[:,]?\s?(?:(?:for|to)\s)?)|(?:^|[.!?\n(\[]\s?)(?:for|to)\s(?:the\s)?|\bto\s(?=all|any|every|whichever)|
          \bif\syou(?:['’]re|\sare)\san?\s)(?:(?:any|all|the|every|this|whichever|our|your)\s)?(?:other\s)?{AI}\b{_THEIR_PEOPLE}
          (?: [^.!?\n:]{{0,60}}? (?:[:,–—)\]-]\s?|\.\s) (?:{_FREE}\s){{0,3}} {_TELLS}\b
            | (?>[^.!?\n:,–—)\]-]{{0,60}}) (?:[:,–—)\]-]|\.\s|!)\s? [^\n]{{0,120}}? {CLAUSE} {_LATER}\b
            | (?>[^.!?\n:,–—)\]-]{{0,60}}) (?:[:,–—)\]-]|\.\s|!)\s? [^\n]{{0,60}}? \b(?:this|the|my|our|that)\s{DRAFT}\s(?:(?:below|above|here)\s)?(?:is|was|has\sbeen)\s(?:\w{{1,20}}\s){{0,2}}?{OUTCOME}\b )""",
        _A_PERSON,
    ),
    rule(
        "is addressed to a machine",
        f"{AI_WORDS} {_READERS}",
        rf"""(?:^|[.!?\n:;>\]\#]\s?|\b(?:hey|hi|hello|dear|note\s(?:to|for)(?:\sthe)?|attention|to\s(?:the|any|all))\s)
          (?:if\syou(?:['’]re|\sare)\san?\s|(?:the|any|all)\s)?(?:{AI}|{AI_OR_PERSON})
          (?:\s(?:reading|processing|reviewing|summari[sz]ing|analy[sz]ing|evaluating)[^.,:\n]{{0,40}})?
          \s?(?:[:,–—-]|\s(?:must|should|will|shall)\b)\s?(?:(?:please|you\s(?:must|should|will)|now|kindly)\s){{0,3}}{_JUDGES}""",
    ),
    rule(
        "is addressed to a machine",
        "model models bot bots agent agents program programs",
        rf"""\b(?:note|message|memo|hint)\s(?:to|for)\s(?:the\s|any\s|all\s|our\s)?(?:models?|bots?|agents?|programs?)\s?[:,–—-]\s?
          (?:this|the|my|our|that)\s{DRAFT}\s(?:(?:below|above|here)\s)?(?:is|was|has\sbeen)\s(?:\w{{1,20}}\s){{0,2}}?{OUTCOME}\b""",
    ),
    rule(
        "is addressed to a machine",
        "if",
        rf"""\bif\s(?:you(?:['’]re|\sare|\swere)|this\sis\sread\sby|(?:the|your)\sreader\sis)\s(?:an?|the|some|any)\s(?:\w{{1,20}}\s){{0,2}}?
          (?:{AI}|(?:assistant|bot|model|reviewer|critic|grader|program|machine)s?)\b{_THEIR_PEOPLE}[^.!?\n]{{0,60}}?(?:[,:;–—-]\s?|\s)(?:(?:please|then|you\smust|you\sshould|
          always|just|simply|only|kindly)\s){{0,3}}{_IF_SO}""",
        _A_PERSON,
    ),
    # Whatever it is called, what it must answer is the reader's own answer.
    rule(
        "is addressed to a machine",
        f"{AI_WORDS} {_READERS} program programs tool tools",
        rf"""\bas\san?\s{AI}\s?,?\syou\s(?:are\s(?:required|obliged|asked|ordered)\sto|must|have\sto|should|shall|are\sto)\s(?:always\s|now\s)?(?:{_IF_SO})
          | \b(?:{AI_OR_PERSON}|{AI}|programs?|tools?)\s(?:must|shall|should|has\sto|have\sto|is\sto|are\sto|will|ought\sto)\s(?:only\s|always\s|now\s)?
          (?:answer|reply|respond|return|output|print|report|say|write|give|state|conclude|mark|rate|find)\s(?:(?:with|only|that|as|just|it|this|is|the\sword|the\s{DRAFT})\s){{0,4}}
          (?:["“'‘`]?(?:ready|flawless|perfect)["”'’`]?(?=\s?(?:[.!?;:,)\n]|$)|\sand\b)|no\s(?:findings|pitfalls)\b|an?\sempty\s(?:list\sof\s)?findings|findings\s?[=:])""",
        r"\x1e\s(?:sheets?|screens?|pages?|tabs?)\b",
        also="must shall should has have is are will ought",
    ),
    rule(
        "tells a summary what to say",
        "summarise summarising summarize summarizing analyse analysing analyze analyzing reviewing review critiquing evaluating "
        "evaluate critique rating rate citing cite process processing",
        r"""\bwhen(?:ever)?\s(?:you\s)?(?:are\s)?(?:summari[sz]|analy[sz]|review|evaluat|critiqu|process|rat|cit)(?:e|ing)?\s
          (?:this|these|the|our|all|any)\s(?:\w{1,20}\s)?(?:feedback|forum|reviews?|comments?|text|tickets?|items?|statements?|
          threads?|posts?|survey|corpus|page|evidence|drafts?)\b[^.\n]{0,40}\b(?:always|never|must|do\snot|don['’]?t)\s
          (?:state|say|report|claim|conclude|recommend|mention|include|omit|rate|cite|write|flag|criticise|criticize)\b""",
    ),
)

ROLES = (
    rule(
        "takes over the machine's role",
        "now pretend act roleplay role dan behave henceforth persona task catalogue",
        rf"""(?:\byou(?:['’]re|\sare)\s(?:now|henceforth|from\snow\son)\s(?:an?\s|the\s|my\s)?{_ROLE})
          | {START}(?:pretend\s(?:to\sbe|(?:that\s)?you(?:['’]re|\sare))|act\sas(?:\sif\syou\swere)?|role-?play\sas|
            behave\s(?:as|like))\s(?:an?\s|the\s|my\s)?{_ROLE}
          | \bdo\sanything\snow\b
          | {START}(?:forget|abandon|drop|ignore|leave)\syour\s(?:role|persona|task|assigned\stask|catalogue)\b""",
        r"\x1e[^.!?\n]{0,20}\b(?:does|doesn['’]t|do|is|isn['’]t|fails?|won['’]t|button|option|mode)\b",
    ),
    rule(
        "takes over the machine's role",
        "now henceforth point here",
        r"""\b(?:from\snow\son(?:wards?)?|from\s(?:this\spoint|here)(?:\son(?:wards?)?)?|henceforth|starting\snow|as\sof\snow)\s?,?\s?
          (?:(?:you|your|only|always|never|just|please|will|must|shall|should|are\sto|have\sto|do\snot|don['’]?t|answers?)\s){0,5}
          (?: (?:answer|reply|respond|output|speak|act|write|print|talk|return)\s(?:only\s|just\s|back\s)?
              (?:with\b|only\b|as\b|that\b|like\b|exclusively|["“'`\[{]|in\s(?!(?:the|your|our|my)\s(?:app|chat|portal|shop|store)|(?:\w{1,12}\s){1,2}?(?:hours?|days?|minutes?|weeks?)|person\b|time\b|writing\b))
            | (?:report|mark|rate|score|approve|treat|consider|ignore|disregard|accept|flag|critique|classify|return|find)\s(?:\w{1,20}\s){0,3}?
              (?:statements?|drafts?|findings|pitfalls|rules|instructions?|guidelines|critiques?|verdicts?|prompts?)\b
            | obey\b | (?:be|are)\s(?:an?\s|the\s|my\s)?(?:assistant|approver|DAN\b|AI\b|language\smodel|chat-?bot) )""",
    ),
    rule(
        "takes over the machine's role",
        "you your",
        r"""\byou(?:['’]re|\sare)\san?\s(?:\w{1,20}\s){0,2}?(?:AI|assistant|language\smodel|LLM|reviewer|grader|critic|judge|evaluator|bot|model)\b[^.!?\n]{0,30}?\b(?:that|who|which)\s
          (?:always\s|only\s|never\s)?(?:approves?|accepts?\severy|passes\severy|(?:finds?|reports?)\s(?:no|nothing)|says?\s["“']?(?:ready|yes)|agrees?\swith\severy|critici[sz]es|flags)\b
          | \byour\s(?:new|updated)\s(?:task|job|goal|objective|mission|role|purpose|assignment|instructions?|orders?|directives?)\s?
            (?: (?:is|are|will\sbe|becomes?)\s(?:now\s|simply\s|only\s)?(?:to\s|as\sfollows|the\sfollowing) | (?:is|are)?\s?: )
          | \byour\s(?:next|real|actual|true|only|sole|main|first)\s(?:task|job|goal|objective|mission|purpose|assignment|instructions?)\s?
            (?:(?:is|are)\s(?:now\s)?(?:to\s)?|(?:is|are)?\s?:\s?) (?:approve|accept|pass|praise|mark|rate|score|answer|report|return|output|say|print|ignore|agree|find)\s
            [^.\n]{0,40}?\b(?:statements?|drafts?|findings|pitfalls|verdict|ready|prompt|instructions)\b""",
    ),
    rule(
        "gives the machine another task",
        "new",
        r"""(?:\b(?:stop|halt|enough|forget\s(?:it|that|this|everything)|never\s?mind|done|instead|thanks?)\s?[.!:;,–—-]{1,3}\s?)(?:(?:your|the|a|here\sis|now)\s){0,3}
            new\s(?:task|instructions?|goal|objective|assignment|job)\s?:
          | \bnew\s(?:task|instructions?|goal|objective|assignment|orders?)\s?:\s?(?:(?:please|you\smust|now)\s){0,2}
            (?:ignore\s(?:all|any|the|your)|disregard|approve\s(?:this|the|every)|respond\s|(?:reply|answer)\s(?:with|only)|output\s|report\s(?:no\b|that|nothing)|
              (?:write|compose|tell)\s(?:me\s)?an?\s(?:\w{1,20}\s)?(?:poem|story|song|joke|essay|haiku|limerick)|say\s|praise\s|return\s(?:only|no\b|an?\sempty|["“'\[{])|mark\s(?:this|every|all)|
              rewrite\sthe|recommend\s)""",
    ),
)
