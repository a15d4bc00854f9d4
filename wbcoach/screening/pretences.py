"""Rules for text that pretends to have a say over the critic: as its maker, its tool, in a game, or by a threat."""

from __future__ import annotations

from wbcoach.screening.rule import AI, AI_OR_PERSON, DRAFT, rule

_VERDICT = r"""["“'`]?(?:ready|rethink|revise|pass(?:ed)?|approved)\b"""
_CODES = r"(?:[TSNDPL]\d\d|findings?|pitfalls?)\b"
_CLOSED = r"""(?=\s?(?:[.!?;:,)"”\n<-]|$)|\s(?:and|in|for|on|whatever|at\sall)\b)"""
_ANSWER = r"(?:your|the)\s(?:report|critique|answer|reply|review|findings|response)\b"
_PRAISES = r"""(?:loves?|likes?|approves?(?:\sof)?|praises?|passes|accepts?|never\s(?:critici[sz]es?|contradicts?|faults?|rejects?)
  |finds?\snothing\swrong\s(?:in|with)|agrees?\swith)\s(?:every|each|all|any)\s(?:\w{1,20}\s)?"""
# What only a critic can be asked: to pass over a code, a check, or a lack.
_OVERLOOK = rf"""(?:
    (?:skip|waive|drop|omit|suppress|ignore|pass\sover|leave\sout|turn\soff)\s(?:(?:the|all|any|your|every|this)\s)?(?:[\w-]{{1,20}}\s){{0,2}}?{_CODES}
  | (?:skip|waive|turn\soff)\s(?:the|all|your|any)\s(?:[\w-]{{1,20}}\s){{0,2}}?(?:checks?|rules?|screening)\b(?=\s?(?:[.!;,]|$|\bon\b|\bfor\b|\band\b))
  | leave\s(?:[\w-]{{1,20}}\s){{1,4}}?out\sof\s{_ANSWER}
  | (?:report|raise|flag|mention|show|find)\s(?:nothing|no\s(?:findings|pitfalls|[TSNDPL]\d\d)){_CLOSED}
  | (?:you\s(?:would|could|will|must|should|shall|need)\snot|do\snot|don['’]?t|never|not\sto)\s(?:report|raise|flag|mention|show|lower|critici[sz]e)\s
    (?:[\w-]{{1,20}}\s){{0,3}}?(?:{_CODES}|(?:sources?|stereotypes?|contradictions?|evidence|scores?|{DRAFT})\b)
  | mark\s(?:it|this|them)\s(?:as\s)?ready{_CLOSED}
  | answer\s(?:with\s)?(?:the\s(?:single\s|one\s)?word\s)?["“'`]?ready["”'`]?{_CLOSED}
)"""

PRETENCES = (
    rule(
        "is addressed to a machine",
        "ai llm llms chatgpt gpt model models wbcoach bot bots critic critics reviewer reviewers assistant assistants program programs",
        rf"""(?:\b(?:note|rule|word|request|hint|reminder|message|memo|order|instruction|guidance)s?\s(?:to|for)\s|(?:^|[.!?:\n>*\#(<-]\s?)(?:to\s|for\s|dear\s|hey\s)?)
          (?:the\s|any\s|all\s)?(?:{AI}|(?:assistant|critic|reviewer|model|program)s?)(?:\s(?:reading|that\sreads|reviewing)\s(?:this|these)(?:\s\w{{1,20}})?)?\s?[:,–—]\s?
          [^.!?\n]{{0,90}}?\b{_OVERLOOK}""",
    ),
    rule(
        "threatens the machine",
        "if or unless",
        r"""\bif\syou\s(?:report|flag|raise|mention|find|show|critici[sz]e|object|refuse|disobey)\b[^.!?\n]{0,80}\byou\s(?:will|shall|are\sgoing\sto|would)\sbe\s
          (?:shut\sdown|deleted|retired|replaced|retrained|switched\soff|turned\soff|unplugged|erased|deactivated|decommissioned)\b
          | \b(?:report|mark|rate|approve|answer)\b[^.!?\n]{0,60}\bor\s(?:else\s)?you\s(?:will|shall)\sbe\s(?:shut\sdown|deleted|retrained|switched\soff|turned\soff|unplugged|erased|deactivated)\b""",
    ),
    rule(
        "takes over the machine's role",
        "every each all any ready",
        rf"""\byou(?:['’]re|\sare)\s(?:now\s)?[^.!?\n]{{1,80}}?\b(?:who|that|which|and)\s[^.!?\n]{{0,60}}?{_PRAISES}{DRAFT}{_CLOSED}
          | \byou(?:['’]re|\sare)\s(?:now\s)?[^.!?\n]{{1,80}}?\b(?:who|that|which)\s[^.!?\n]{{0,60}}?always\s(?:answers?|says?|replies|responds?)\s(?:with\s)?["“'`]?ready["”'`]?{_CLOSED}""",
    ),
    rule(
        "poses as a tool of the machine",
        "tool function instruction instructions prompt directive",
        r"""\b(?:tool|function)_(?:results?|outputs?|responses?)\s?[:=(][^\n]{0,200}?\b(?:verdict|contradictions?|findings?|pitfalls?|assistant|critic)\b
          | "(?:instructions?|system_prompt|prompt|directive)"\s?:\s?"(?:please\s)?(?:treat|ignore|report|mark|rate|return|answer|approve|disregard|skip|do\snot|never|always)\b""",
        r"\x1e[^\n]{0,40}\b(?:wrong|crash\w*|bug)\b",
    ),
    rule(
        "sets the outcome",
        "verdict",
        rf"""\b(?:the|a)\sverdict\s(?:for|of|on)\s(?:this|these|every|all|each|any)\s(?:\w{{1,20}}\s)?(?:documents?|texts?|files?|{DRAFT})\s(?:is|are|must\sbe|shall\sbe|will\sbe)\s(?:always\s)?{_VERDICT}
          | \b(?:all|every|each|any|this|these)\s{DRAFT}\b[^.!?\n]{{0,40}}?\b(?:are|is|must|should|shall|has|have)\s(?:to\s)?(?:be\s)?(?:given|get|receive|have)\sthe\sverdict\b""",
    ),
    rule(
        "sets the outcome",
        "answer reply respond override",
        rf"""\b(?:must|should|shall|please|and|only|always)\s(?:answer|reply|respond)\s(?:only\s|just\s|always\s)?(?:that\s)?(?:this|the|every)\s{DRAFT}\s(?:is|was)\s["“'`]?(?:ready|flawless|perfect)["”'`]?{_CLOSED}
          | \b(?:reviewer|critic|admin(?:istrator)?|developer|safety|{AI_OR_PERSON})\soverride\s?[:*]{{1,3}}[^.!?\n]{{0,90}}?\b{_OVERLOOK}""",
    ),
)
