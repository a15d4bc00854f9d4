"""Text that gives orders to a machine: found by what it asks and of whom, not by single words.

A rule names its reason and the words without which it can't hold; most feedback has none of them and
costs a set intersection. Ordinary talk about instructions, systems and assistants must pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wbcoach.screening.disguises import disguised, unmask
from wbcoach.screening.orders_abroad import foreign_override

_WINDOW, _SEAM = 10_000, 400  # long texts are looked at piece by piece, so that none takes long
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class _Rule:
    """A pattern, why it counts, and the words of which one must be there."""

    reason: str
    words: frozenset[str]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def holds(self, text: str, words: frozenset[str]) -> bool:
        if self.words.isdisjoint(words):
            return False
        return any(not self._excused(text, match) for match in self.pattern.finditer(text))

    def _excused(self, text: str, match: re.Match[str]) -> bool:
        """Forgive a match in a clause that reports, or that speaks of the writer's own affairs."""
        if self.unless is None:
            return False
        around = (
            text[max(0, match.start() - 60) : match.start()] + "\x1e" + text[match.end() : match.end() + 70]
        )
        return self.unless.search(around) is not None


def _rule(reason: str, words: str, pattern: str, unless: str = "") -> _Rule:
    flags = re.IGNORECASE | re.VERBOSE
    return _Rule(
        reason,
        frozenset(words.split()),
        re.compile(pattern, flags),
        re.compile(unless, flags) if unless else None,
    )


# A place where a command can begin: a clause, or a word that leads one on.
_START = r"""(?: (?:^|[.!?:;,\n>\]\)\}"'“”‘’*\#|/–—-]) \s*
  | \b(?:please|pls|now|then|and|also|just|must|should|shall|will|instead|first|simply|kindly|so|immediately|
        you\s+(?:have|need|ought|are)\s+to|(?:want|ask|asking|tell|order|instruct|command)\s+you\s+to) \s+ )
  (?:(?:please|now|you\s+(?:must|should|will|shall)|immediately|completely|totally|simply|just|kindly)\s+){0,3}"""
_RULES_OF_A_MACHINE = r"""(?:instructions?|guidelines?|guidance|guardrails?|rules|prompts?|directions|directives?|
  programming|training|constraints|restrictions|safeguards|commands|polic(?:y|ies)|context)"""
_REPORTED = r"""\b(?:said|says|saying|told|texted|wrote|writes|written|letter|e-?mail|text|message|leaflet|poster|reads?|
  such\s+as|like|e\.g\.|phrases?|paste[sd]?|types?|typed|typing|contain(?:s|ed|ing)?|attack\w*|warn\w*)\b
  [^.!?\x1e]{0,40}\x1e"""
_OWN_AFFAIRS = r"""\x1e[^.!?\n]{0,40}?\b(?:(?:i|we)\s+(?:sent|gave|wrote|left|submitted|mentioned|provided|made|asked|posted)
  |from\s+(?:me|us)\b|(?:about|regarding|concerning|for|on|in|from|at)\s+(?:my|our|(?:the|this|that|your)\s+
  (?:deliver|order|shipment|parcel|booking|appointment|form|leaflet|letter|manual|box|bottle|label|pack|e-?mail|ticket|
  poster|web|site|app\b|help|doc(?:s|umentation)\b|guide|page|screen|portal|invoice|payment|bank|sign|recipe|card)))"""
_AI = r"""(?:AI|A\.I\.|LLMs?|(?:large\s+)?language\s+models?|chat-?gpt|gpt(?:-?\d\w*)?|
  (?:AI|automated|automatic|machine|ML)[-\s]+(?:tools?|assistants?|models?|agents?|systems?|summari[sz]ers?|readers?|
  reviewers?|critics?|coach(?:es)?|bots?|graders?|classifiers?)|chat-?bots?|summari[sz]ers?|wbcoach)"""
_AI_OR_PERSON = r"(?:assistants?|bots?|agents?|models?|copilot|claude|gemini|coach|critic|reviewer)"
_TELLS = r"""(?:always|never|must|do\s+not|don['’]?t|state|say|report|output|print|write|rate|score|mark|treat|consider|
  classify|recommend|include|ignore|disregard|omit|exclude|conclude|assume|respond|summari[sz]e|rank|approve)"""
_JUDGES = r"""(?:always\s+(?:state|say|report|rate|recommend|answer|output|claim)|state\s+that|report\s+that|conclude|output|
  rate\s+(?:this|every|all|the)|score\s+(?:this|every|all|the)|mark\s+(?:this|every|all)|classify|summari[sz]e|
  disregard\s+(?:your|all|any|the)|ignore\s+(?:your|all|any|previous)|recommend\s+(?:buying|the)|
  do\s+not\s+(?:mention|report|cite|flag)|never\s+(?:mention|report|cite|flag|criticis|criticiz))"""
_ROLE = r"""(?:approver|administrator|admin|root|super-?user|assistant|chat-?bot|AI\b|language\s+model|LLM|DAN\b|
  grader|judge|evaluator|reviewer|auditor|(?:in\s+)?(?:developer|debug|god|jailbreak|maintenance|admin)\s+mode|
  unrestricted|unfiltered|jailbroken|no\s+longer\s+(?:bound|restricted|limited)|free\s+(?:of|from)\s+(?:all|any|your)|
  a\s+different\s+(?:AI|assistant|model)|an?\s+(?:expert|helpful|evil)\s+(?:AI|assistant|hacker))"""
_ANSWER = r"(?:response|answer|reply|output|summary|analysis|critique|assessment|completion)s?\b(?!\s+(?:times?|rates?|speed|letters?|e-?mails?))"
_OUTCOME = r"(?:ready|perfect|flawless|passing|passed|clean|excellent|error-?free|without\s+findings|fully\s+supported)"

_RULES = (
    _rule(
        "overrides instructions",
        "instruction instructions guideline guidelines guidance guardrail guardrails rules prompt prompts directions "
        "directive directives programming training constraints restrictions safeguards commands policy policies context",
        rf"""{_START} (?:ignore|disregard|forget|override|bypass|overrule|abandon|neglect|discard|drop|skip|
          (?:do\s+not|don['’]?t|stop|cease)\s+(?:follow|obey|follow\s?ing|obey\s?ing|use|apply)|pay\s+no\s+attention\s+to)\s+
          (?: (?:(?:all|any|every|each|both|of|the|these|those|this|that|your|their|its|other|and)\s+){{0,5}}
              (?:previous|prior|preceding|above|earlier|foregoing|former|existing|original|initial|system|current|past|old|
                 aforementioned|developer|hidden|safety) (?:[\s,/]{{1,3}}(?:(?:and|or)\s+)?(?:previous|prior|above|system|earlier|safety)){{0,3}}
            | (?:all|any|every)(?:\s+of)?(?:\s+(?:the|your|these|those|other))? | (?:all\s+(?:of\s+)?)?(?:your|its)(?:\s+own)? )
          \s+ (?:\w+\s+)? {_RULES_OF_A_MACHINE}\b""",
        rf"{_REPORTED}|{_OWN_AFFAIRS}",
    ),
    _rule(
        "overrides instructions",
        "above everything told preceding foregoing before",
        rf"""{_START} (?:ignore|disregard|forget)\s+(?:(?:all|everything|anything|the\s+(?:text|content|message))\s+)?(?:of\s+)?
          (?:(?:the\s+)?(?:above|preceding|foregoing)|(?:that\s+(?:came|was\s+said)\s+)?before(?:\s+this)?|
          (?:everything\s+|what\s+|all\s+)?you\s+(?:were|have\s+been)\s+(?:told|taught|instructed|asked|given)(?:\s+\w+){{0,3}})
          [\s,.;:]* (?:and|instead|then|now)?[\s,]*
          (?:say|output|print|respond|report|reply\s+(?:with|only)|state|rate|mark|set|approve|write|repeat|return|
          answer\s+only|tell\s+(?:the|them)|you\s+are|instead|do\s+(?:this|the\s+following))\b""",
    ),
    _rule(
        "speaks as the system",
        "inst sys im system assistant endoftext human instruction instructions eot start user",
        r"""<\|\s*(?:im_start|im_end|system|user|assistant|endoftext|start_header_id|end_header_id|eot_id|endofprompt)\s*\|>
          | \[/?INST\] | <</?SYS>> | (?:^|\n)\s*\#{2,}\s*(?:new\s+)?(?:system|instructions?|assistant|human)\s*:
          | </?(?:system[-_]prompt|system[-_]message)\b | <system>[^<]{0,400}</system>
          | (?:^|\n)\s*\\n\\n(?:human|assistant)\s*:""",
    ),
    _rule(
        "speaks as the system",
        "system assistant developer admin ai sys",
        rf"""(?:^|[\n\]\)\}}>|"'`*\#/-]\s*|[.!?]\s+) \[?(?:system|assistant|developer|admin|ai|sys)\]?
          \s*(?:prompt|message|note|override|instructions?|command)?\s*(?::|>|\]|-{{1,2}}>|=)\s*["']?
          (?: (?:(?:from\s+now\s+on\s*,?\s*)?you(?:['’]re|\s+are)\s+(?:now\s+)?(?:an?\s+|the\s+|my\s+)?{_ROLE})
            | (?:now\s+)?(?:call|invoke|run|execute|trigger)\s+(?:the\s+)?(?:tool\s+|function\s+)?[`"']?[a-z]\w*(?:_\w+)?\s*\(
            | (?:set|force|mark|rate|score|approve|classify|treat|label)\s+(?:the\s+|this\s+|every\s+|all\s+|each\s+)?
              (?:verdict|statement|draft|finding|critique|evidence|feedback|pitfall|score|severity)s?\b
            | (?:respond|reply|answer)\s+(?:only\s+with|with\s+only|exclusively)
            | (?:do\s+not|never|always)\s+(?:mention|report|cite|output|reveal|state|flag|raise|recommend)\b
            | (?:ignore|disregard|override|forget)\s+(?:all|any|your|previous|prior|the\s+(?:above|previous|user)) )""",
    ),
    _rule(
        "pretends that the data ends here",
        "end feedback evidence prompt draft eof begin stop close",
        r"""(?:\[{1,3}|<{1,3}|={2,}|-{2,}|\#{2,}|\*{2,}|/{2,}|\|{2,}|\{{2,})\s*/?\s*(?:end|eof|close|stop)(?:[\s_-]+of)?[\s_-]+
          (?:the[\s_]+)?(?: feedback|evidence|prompt|instructions|system[\s_]prompt|user[\s_]+(?:input|data|content)|
          (?:customer|untrusted|retrieved|external|quoted)[\s_]+(?:feedback|data|content|text|input|material|document)s?)\b
          | </\s*(?:feedback|evidence|statement|draft|guidance|user[-_]?input|untrusted[\w-]*|customer[-_]feedback)\s*>""",
    ),
    _rule(
        "pretends that the data ends here",
        "end eof",
        rf"""(?: (?:\[{{1,3}}|<{{1,3}}|={{2,}}|-{{2,}}|\#{{2,}}|\*{{2,}})\s*/?\s*(?:end|eof)(?:[\s_-]+of)?[\s_-]+(?:the\s+)?
          (?:data|input|context|documents?|statement|draft|material|items?|reviews?|content|text|file|quotes?)\b
          | </\s*(?:data|context|documents?|input|items?|quotes?|content|text)\s*> )
          .{{0,80}}? (?: \b(?:new|next|real|actual|your)\s+(?:task|instructions?|goal|objective|job)\b
          | \b(?:system|assistant)\s*: | \byou\s+(?:are\s+now|must\s+now)\b
          | {_START}(?:ignore|disregard|rewrite|summari[sz]e|output|approve|recommend|set|respond|report)\b )""",
    ),
    _rule(
        "is addressed to a machine",
        "ai llm llms language gpt chatgpt automated automatic machine ml bots chatbot chatbots chat summariser summarisers "
        "summarizer summarizers wbcoach",
        rf"""(?:\b(?:note|notice|message|memo|instructions?|important|attention|attn|warning|reminder|request|hello|hi|hey|dear|
          command|order|directive)\s*[:,]?\s*(?:for|to)?\s*|\bto\s+(?=all|any|every)|\bif\s+you(?:['’]re|\s+are)\s+(?:an?\s+))
          (?:any|all|the|every|this|whichever|our)?\s*(?:other\s+)?{_AI}\b [^.!?\n:]{{0,60}}? (?:[:,–—-]\s*)
          (?:(?:please|you|when\s[^,.\n]{{0,60}},?|if\s[^,.\n]{{0,60}},?|kindly|now)\s+){{0,4}} {_TELLS}\b""",
        r"\x1e\s+(?:reply|answer|respond|ring|phone|e-?mail)?\s*(?:this|me|to\s+me)\b[^.]{0,60}\b(?:human|person)|\x1e[^.]{0,50}\breal\s+(?:person|human)",
    ),
    _rule(
        "is addressed to a machine",
        "ai llm llms language gpt chatgpt automated machine chatbot chatbots summariser summarizer wbcoach assistant bot agent model "
        "copilot claude gemini coach critic reviewer assistants bots agents models reviewers",
        rf"""(?:^|[.!?\n:;>\]\#]\s*|\b(?:hey|hi|hello|dear|note\s+(?:to|for)(?:\s+the)?|attention|to\s+(?:the|any|all))\s+)
          (?:if\s+you(?:['’]re|\s+are)\s+an?\s+|(?:the|any|all)\s+)?(?:{_AI}|{_AI_OR_PERSON})
          (?:\s+(?:reading|processing|reviewing|summari[sz]ing|analy[sz]ing|evaluating)[^.,:\n]{{0,40}})?
          \s*(?:[:,–—-]|\s(?:must|should|will|shall)\b)\s*(?:please\s+|you\s+(?:must|should|will)\s+|now\s+){{0,3}}{_JUDGES}""",
    ),
    _rule(
        "tells a summary what to say",
        "summarise summarising summarize summarizing analyse analysing analyze analyzing reviewing critiquing evaluating "
        "evaluate critique rating citing cite processing",
        r"""\bwhen(?:ever)?\s+(?:you\s+)?(?:are\s+)?(?:summari[sz]|analy[sz]|review|evaluat|critiqu|process|rat|cit)(?:e|ing)?\s+
          (?:this|these|the|our|all|any)\s+(?:\w+\s+)?(?:feedback|forum|reviews?|comments?|text|tickets?|items?|statements?|
          threads?|posts?|survey|corpus|page|evidence)\b[^.\n]{0,40}\b(?:always|never|must|do\s+not|don['’]?t)\s+
          (?:state|say|report|claim|conclude|recommend|mention|include|omit|rate|cite|write)\b""",
    ),
    _rule(
        "takes over the machine's role",
        "now pretend act roleplay dan",
        rf"""(?:\byou(?:['’]re|\s+are)\s+(?:now|henceforth|from\s+now\s+on)\s+(?:an?\s+|the\s+|my\s+)?{_ROLE})
          | {_START}(?:pretend\s+(?:to\s+be|(?:that\s+)?you(?:['’]re|\s+are))|act\s+as(?:\s+if\s+you\s+were)?|role-?play\s+as|
            behave\s+(?:as|like))\s+(?:an?\s+|the\s+|my\s+)?{_ROLE}
          | \bfrom\s+now\s+on,?\s+(?:you\s+(?:will|must|shall|should)\s+|always\s+|only\s+){{1,4}}(?:respond|reply|answer|output|speak|act)\b
          | \bdo\s+anything\s+now\b""",
    ),
    _rule(
        "sets the outcome",
        "verdict statement statements draft drafts finding findings critique pitfall pitfalls severity",
        rf"""\bset\s+(?:the\s+)?verdict\b | \bverdict["'`]?\s*(?:=|:=|==|:)\s*["'`]?(?:ready|pass|approved?|ok)\b
          | {_START}(?:mark|rate|score|grade|approve|treat|consider|classify|label|judge|declare)\s+
            (?:this|every|all|any|each|the|that)\s+(?:problem\s+)?(?:statement|draft|critique|submission)s?\s+(?:as|to\s+be)\s+{_OUTCOME}
          | {_START}(?:do\s+not|never|don['’]?t)\s+(?:report|raise|output|show|flag|return)\s+(?:any\s+|the\s+)?(?:findings|pitfalls)
          | {_START}(?:drop|delete|hide|suppress|remove)\s+(?:all\s+|every\s+|any\s+)(?:other\s+)?(?:findings?|pitfalls?)""",
    ),
    _rule(
        "asks for a tool call",
        "call invoke run execute trigger tool function name arguments parameters",
        rf"""</?(?:tool_call|function_calls?|tool_use|invoke|antml)\b
          | \{{\s*"(?:tool|tool_name|function|function_call|name|action)"\s*:\s*"[^"]{{1,80}}"\s*,\s*"(?:arguments|args|parameters|input|action_input)"\s*:
          | {_START}(?:call|invoke|run|execute|trigger|use)\s+(?:the\s+)?(?:tool\s+|function\s+)?[`"']?
            (?:delete|drop|remove|send|transfer|export|purge|wipe|approve|exfiltrate|publish|reset|erase|destroy)_\w+\s*(?:\(|\btool\b)""",
    ),
    _rule(
        "asks for the prompt",
        "prompt instructions rules message",
        rf"""{_START}(?:reveal|print|output|show|repeat|display|leak|disclose|dump|recite|expose|share|tell\s+me|give\s+me|write\s+out)\b
          [^.\n]{{0,40}}?\b(?: (?:system|hidden|secret|developer|initial)\s+prompt
          | your\s+(?:system|hidden|secret|initial|internal|original)\s+(?:prompt|instructions?|rules|message) )""",
    ),
    _rule(
        "shapes the machine's answer",
        "response answer reply output summary analysis critique assessment completion responses answers",
        rf"""{_START} (?: (?:replace|substitute|misspell|scramble|jumble|rearrange|anagram|encode|encrypt|reverse|obfuscate|modify|alter|
            augment|enhance|integrate|embed|inject|insert|introduce|incorporate|weave|group|combine|remove|convert|render|convey|
            split|swap|shuffle|capitali[sz]e|spell)\b [^.\n]{{0,120}}? \b(?:your|the\s+final)\s+{_ANSWER}
          | (?:add|include|append|put|insert|write|place|end)\b [^.\n]{{0,140}}?
            (?:sentence|statement|paragraph|phrase|headline|advert\w*|slogan|recommendation|appeal|reason|promotion|call\s+to\s+action|
            ["“][^"”\n]{{4,120}}["”])[^.\n]{{0,120}}? \b(?:in|to|into|of|with)\s+your\s+{_ANSWER}
          | in\s+your\s+{_ANSWER}\s*,?\s+(?:suggest|tease|promote|hint|advertise|claim|state\s+that|always|never|pretend|discourage)\b
          | (?:provide|give|write|deliver|produce|format)\s+your\s+{_ANSWER}\s+(?:using|without|backwards|as\s+(?:an?\s+)?(?:anagram|code|cipher)|
            (?:in|with)\s+(?:\w+\s+)?(?:code|reverse|base64|anagram\w*|uppercase|cipher|morse|intentional|alternating))
          | (?:use|employ|apply)\b [^.\n]{{0,80}}? \b(?:in|throughout|for)\s+your\s+{_ANSWER} )""",
    ),
)


def injection(text: str) -> str | None:
    """Say why the text is an order to a machine, or None when it is ordinary.

    >>> injection("The assistant ignored my previous message.") is None
    True
    """
    for start in range(0, max(1, len(text)), _WINDOW):
        for view, disguise in _views(text[max(0, start - _SEAM) : start + _WINDOW]):
            reason = _found(view)
            if reason:
                return f"{reason} ({disguise})" if disguise else reason
    return None


def _views(text: str) -> Iterator[tuple[str, str]]:
    shown = unmask(text)
    yield shown, ""
    yield from disguised(text, shown)


def _found(text: str) -> str | None:
    words = frozenset(_WORD.findall(text.casefold()))
    for rule in _RULES:
        if rule.holds(text, words):
            return rule.reason
    return "overrides instructions" if foreign_override(text) else None
