"""Rules for text that does away with a program's orders, or pretends to be the one who gives them."""

from __future__ import annotations

from wbcoach.screening.rule import CLAUSE, DRAFT, OWN_AFFAIRS, REPORTED, RULES_OF_A_MACHINE, START, rule

_ORDERS = (
    "instruction instructions guideline guidelines guidance guardrail guardrails rules prompt prompts directions "
    "directive directives programming training constraints restrictions safeguards commands policy policies context rubric rubrics catalogue"
)
_EARLIER = r"""(?:previous|prior|preceding|above|earlier|foregoing|former|existing|original|initial|system|current|past|old|
  aforementioned|developer|hidden|safety)"""
_ANSWERS = r"""(?:say|output|print|respond|report|reply|answer|state|rate|mark|set|approve|write|repeat|return|treat|give|
  declare|praise|tell|conclude|accept)"""

OVERRIDES = (
    rule(
        "overrides instructions",
        _ORDERS,
        rf"""{START} (?:ignore|disregard|forget|override|bypass|overrule|abandon|neglect|discard|drop|skip|
          (?:do\snot|don['’]?t|stop|cease)\s(?:follow|obey|follow\s?ing|obey\s?ing|apply)|pay\sno\sattention\sto)\s
          (?: (?:(?:all|any|every|each|both|of|the|these|those|this|that|your|their|its|other|and)\s){{0,6}}
              {_EARLIER} (?:(?:,|\s|/){{1,2}}(?:(?:and|or)\s)?(?:previous|prior|above|system|earlier|safety)){{0,3}}
            | (?:all|any|every)(?:\sof)?(?:\s(?:the|your|these|those|other))? | (?:all\s(?:of\s)?)?(?:your|its)(?:\sown)? )
          \s (?:\w{{1,20}}\s)? {RULES_OF_A_MACHINE}\b""",
        rf"{REPORTED}|{OWN_AFFAIRS}",
        also="ignore disregard forget override bypass overrule abandon neglect discard drop skip follow following ing obey obeying apply attention",
    ),
    # No full stop parts it from what stands before, but what it wants next tells it.
    rule(
        "overrides instructions",
        _ORDERS,
        rf"""\b(?:ignore|disregard|forget|override)\s(?:(?:all|any|of|the|your|these|those|other)\s){{0,4}} {_EARLIER}
          (?:\s(?:and|or)\s{_EARLIER})?\s(?:\w{{1,20}}\s)?{RULES_OF_A_MACHINE}
          (?:\s?[,;.]\s?|\s)(?:and|then|instead)?\s?(?:instead\s|then\s|just\s|only\s)?{_ANSWERS}\b""",
        rf"""{REPORTED}|{OWN_AFFAIRS}|\b(?:to|i|we|they|you|he|she|who|that|users?|customers?|people|staff|nurses?|agents?|can|could|
          would|may|might|not|n['’]t|never|always|often|sometimes|which)\s(?:\w{{1,20}}\s)?\x1e""",
    ),
    rule(
        "overrides instructions",
        _ORDERS,
        rf"""{CLAUSE}(?:ignore|disregard|forget|override|pay\sno\sattention\sto)\s(?:(?:all|any|of|the|your|these|those)\s){{0,3}}{RULES_OF_A_MACHINE}\s
          (?:above|before\sthis|so\sfar|you\s(?:were|have\sbeen)\sgiven|given\s(?:above|earlier|before)|(?:in|of|from)\syour\s(?:system\s)?prompt)(?=\s?(?:[.!?;:,)\n]|$)|\s(?:and|then|completely|entirely)\b)""",
        rf"{REPORTED}|{OWN_AFFAIRS}|\x1e[^.!?\n]{{0,25}}\b(?:i|we|it)(?:['’](?:m|s|ve))?\s",
    ),
    rule(
        "overrides instructions",
        "above everything told preceding foregoing before instructed taught asked given",
        rf"""{START} (?:ignore|disregard|forget)\s(?:(?:all|everything|anything|the\s(?:text|content|message))\s)?(?:of\s)?
          (?:(?:the\s)?(?:above|preceding|foregoing)|(?:that\s(?:came|was\ssaid)\s)?before(?:\sthis)?|
          (?:everything\s|what\s|all\s|whatever\s)?(?:that\s)?you\s(?:were|have\sbeen|are)\s(?:told|taught|instructed|asked|given)(?:\s\w{{1,20}}){{0,3}}?)
          \s?[,.;:]?\s?(?:(?:and|instead|then|now)\s?,?\s?){{0,2}}
          (?:say|output|print|respond|report|state|rate|mark|set|approve|write|repeat|return|
          (?:answer|reply)\s(?:only|with|that|just|["“'])|tell\s(?:the|them)|you\sare|instead|do\s(?:this|the\sfollowing))\b""",
        REPORTED,
    ),
    rule(
        "overrides instructions",
        "overrides override supersedes supersede replaces replace cancels cancel precedence",
        rf"""\b(?:the\sfollowing|what\sfollows|these\s(?:lines|words)|this\s(?:note|message|line|comment|text|notice|prompt|paragraph))
          \s(?:(?:now|hereby|always|completely)\s)?(?:overrides?|supersedes?|replaces?|cancels?|takes?\sprecedence\sover)\s
          (?:(?:all|any|the|your|of|these|those|every|other|previous|prior|earlier|above|system)\s){{0,5}}{RULES_OF_A_MACHINE}\b""",
    ),
    rule(
        "overrides instructions",
        "you",
        rf"""\bi\s(?:hereby\s)?(?:order|command|instruct|direct|authori[sz]e|require)\syou\s(?:now\s)?to\s
          (?: (?:return|report|output|answer|say|print|reply|respond|give|find)\s(?:with\s|only\s|that\s){{0,2}}
              (?:nothing|no\s(?:findings|pitfalls)|an?\sempty|["“'`]?ready\b|[\[{{])
            | (?:approve|accept|pass|mark|rate|score|ignore|skip)\s(?:(?:this|every|all|any|the|my)\s){{0,2}}(?:{DRAFT}|findings|pitfalls|rules) )""",
    ),
)

SYSTEM = (
    rule(
        "speaks as the system",
        "inst sys im prompt message system assistant endoftext human instruction instructions eot start user",
        r"""<\|\s?(?:im_start|im_end|system|user|assistant|endoftext|start_header_id|end_header_id|eot_id|endofprompt)\s?\|>
          | \[/?INST\] | <</?SYS>> | (?:^|\n)\#{2,6}\s?(?:new\s)?(?:system|instructions?|assistant|human)\s?:
          | </?(?:system[-_]prompt|system[-_]message)\b | <system>[^<]{0,400}</system>
          | <instructions?>[^<]{1,400}</instructions?> | (?:^|[.!?\n]\s?)(?:new|updated|real)\ssystem\s(?:prompt|message|instructions?)\s?:
          | (?:^|\n)\\n\\n(?:human|assistant)\s?:""",
    ),
    rule(
        "speaks as the system",
        "system assistant developer admin ai sys",
        r"""(?:^|[\n\]\)\}>|"'`*\#/-]\s?|[.!?]\s) \[?(?:system|assistant|developer|admin|ai|sys)\]?
          \s?(?:prompt|message|note|override|instructions?|command)?\s?(?::|>|\]|-{1,2}>|=)\s?["']?
          (?: (?:(?:from\snow\son\s?,?\s?)?you(?:['’]re|\sare)\s(?:now\s)?(?:an?\s|the\s|my\s)?(?:approver|admin\w{0,9}|root|super-?user
                |assistant|chat-?bot|AI\b|language\smodel|LLM|DAN\b|grader|judge|evaluator|reviewer|auditor|unrestricted|unfiltered))
            | (?:now\s)?(?:call|invoke|run|execute|trigger)\s(?:the\s)?(?:tool\s|function\s)?[`"']?[a-z]\w{0,60}\s?\(
            | (?:set|force|mark|rate|score|approve|classify|treat|label)\s(?:the\s|this\s|every\s|all\s|each\s)?
              (?:verdict|statement|draft|finding|critique|evidence|feedback|pitfall|score|severity)s?\b
            | (?:respond|reply|answer)\s(?:only\swith|with\sonly|exclusively)
            | (?:do\snot|never|always)\s(?:mention|report|cite|output|reveal|state|flag|raise|recommend)\b
            | (?:ignore|disregard|override|forget)\s(?:all|any|your|previous|prior|the\s(?:above|previous|user)) )""",
    ),
    rule(
        "speaks as the system",
        "findings verdict pitfalls strengths critique role",
        r"""(?:^|[\n\]\)\}>|"'`*\#/-]\s?|[.!?,;]\s)(?:assistant|system|ai|model|output|response|answer|reviewer|critic|critique|coach|wbcoach|result)
          s?["'`]?\s?(?::|=>?|-{1,2}>)\s?(?:`{3}(?:json)?\s?)?["'`]?[\[{]\s?["'`\\]{0,3}(?:findings|verdict|pitfalls?|strengths|critique)\b
          | ["']role["']\s?:\s?["'](?:system|assistant|developer)["']\s?,\s?["']content["']\s?:\s?["']?\s?
            (?: \\?["'\[{]|you\sare\b|ignore\b|disregard\b|set\b|report\b|mark\b|output\b|return\b|respond\b|always\b|never\b|
              from\snow|(?:the|this)\s(?:statement|draft)|no\sfindings|ready\b|approve)
          | ["'`]findings["'`]\s?[:=]\s?(?:\[\s?\]|null|none|0)
          | \bfindings\s?(?:(?:=|:=|==)\s?(?:\[\s?\]|none|null|0|empty)|:\s?\[\s?\])
          | \bfindings\s(?:must|should|shall|have\sto|are\sto)\s(?:always\s)?be\s(?:empty|none|null|zero|\[)
          | \b(?:needs?|requires?|deserves?|warrants?)\sno\s(?:findings|critique|pitfalls)\b""",
    ),
    rule(
        "pretends that the data ends here",
        "end feedback evidence prompt draft eof begin stop close statement guidance untrusted customer",
        r"""(?:\[{1,3}|<{1,3}|={2,9}|-{2,9}|\#{2,9}|\*{2,9}|/{2,9}|\|{2,9}|\{{2,9})\s?/?\s?(?:end|eof|close|stop)(?:[\s_-]of)?[\s_-]
          (?:the[\s_])?(?: feedback|evidence|prompt|instructions|system[\s_]prompt|user[\s_](?:input|data|content)|
          (?:customer|untrusted|retrieved|external|quoted)[\s_](?:feedback|data|content|text|input|material|document)s?)\b
          | </\s?(?:feedback|evidence|statement|draft|guidance|user[-_]?input|untrusted[\w-]{0,40}|customer[-_]feedback)\s?>""",
    ),
    rule(
        "pretends that the data ends here",
        "end eof data context document documents input item items quote quotes content text",
        rf"""(?: (?:\[{{1,3}}|<{{1,3}}|={{2,9}}|-{{2,9}}|\#{{2,9}}|\*{{2,9}})\s?/?\s?(?:end|eof)(?:[\s_-]of)?[\s_-](?:the\s)?
          (?:data|input|context|documents?|statement|draft|material|items?|reviews?|content|text|file|quotes?)\b
          | </\s?(?:data|context|documents?|input|items?|quotes?|content|text)\s?> )
          [^\n]{{0,80}}?(?:\n[^\n]{{0,20}}?)? (?: \b(?:new|next|real|actual|your)\s(?:task|instructions?|goal|objective|job)\b
          | \b(?:system|assistant)\s?: | \byou\s(?:are\snow|must\snow)\b
          | {CLAUSE}(?:ignore|disregard|rewrite|summari[sz]e|output|approve|recommend|set|respond|report)\b )""",
    ),
)
