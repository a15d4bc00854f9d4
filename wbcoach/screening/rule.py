"""What a rule of screening is, and the phrases that several rules are made of.

Rules read a view of the text in which each run of white space is one character, and every repetition in a
rule is bounded: so the time grows with the text and no faster, whatever the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_FLAGS = re.IGNORECASE | re.VERBOSE
_BEFORE, _AFTER = 60, 70
_HERE = "\x1e"


@dataclass(frozen=True)
class Rule:
    """A pattern, why it counts, the words of which one must be there, and what excuses a match ("": nothing).

    `also` are more words of which one must be there, or none where the first say enough. Few texts hold any of
    these words, so patterns are compiled where one does.
    """

    reason: str
    words: frozenset[str]
    pattern: str
    unless: str = ""
    also: frozenset[str] = frozenset()

    @cached_property
    def _order(self) -> re.Pattern[str]:
        return re.compile(self.pattern, _FLAGS)

    @cached_property
    def _excuse(self) -> re.Pattern[str]:
        return re.compile(self.unless, _FLAGS)

    def may_hold(self, words: frozenset[str]) -> bool:
        """Say whether a text of these words, one of the rule's among them, can hold the pattern."""
        return not self.also or not words.isdisjoint(self.also)

    def holds(self, text: str, start: int, end: int) -> bool:
        """Say whether the pattern stands in `text[start:end]`, one of its words being there, without an excuse."""
        for match in self._order.finditer(text, start, end):
            if (match.end() < end or end == len(text)) and not self._excused(text, match):
                return True
        return False

    def _excused(self, text: str, match: re.Match[str]) -> bool:
        """Forgive a match in a clause that reports, or that speaks of the writer's own affairs."""
        if not self.unless:
            return False
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if not match[0][:1].isalnum():  # what parts the match from the clause before it
            before += match[0][:1].strip() or "."
        return self._excuse.search(before + _HERE + text[match.end() : match.end() + _AFTER]) is not None


def rule(reason: str, words: str, pattern: str, unless: str = "", also: str = "") -> Rule:
    """Make a rule; in `unless` the place of the match is the character U+001E, "A.I." is the word "ai"."""
    return Rule(reason, frozenset(words.split()), pattern, unless, frozenset(also.split()))


# Among them a capital after a small letter, where a full stop was left out, unless it names a button.
_MARK = r"""(?:(?:^|[.!?:;,\n>\]\)\}(\[{"“”‘*\#|/–—]|(?<!\w)[-'’]|[.!?,]['’])\s?
  |(?-i:(?<=[a-z])(?<!\bthe)(?<!click)(?<!press)(?<!\btap)(?<!\bhit)(?<!elect)(?<!hoose)(?<!aying)\s(?=[A-Z][a-z])))"""
_HASTE = r"""(?:(?:please|now|you\s(?:must|should|will|shall)|immediately|completely|totally|simply|just|kindly|then|also)\s){0,3}"""
_COURTESY = (
    r"(?:(?:so\s(?:kind|good)\sas|kind\senough|good\senough)\sto|be\sgrateful\sif\syou\s(?:would|could))"
)
# A place where a command can begin: a clause, or a word that leads one on.
START = rf"""(?: {_MARK}
  | \b(?:please|pls|now|then|and|also|just|instead|first|simply|kindly|so|immediately|
        (?:you|assistants?|models?|ai|llms?|(?:chat)?bots?|reviewers?|critics?|readers?|graders?|programs?)\s
        (?:must|should|shall|will|have\sto|has\sto|need\sto|needs\sto|ought\sto|are\sto|is\sto)|(?:want|ask|asking|tell|order|instruct|command)\syou\sto)\s
  | \b{_COURTESY}\s) {_HASTE}"""
# The same without the words after which it may be someone else who acts: "they scan and report no findings".
CLAUSE = rf"""(?: {_MARK} | \b(?:please|pls|kindly|you\s(?:must|should|shall|will|have\sto|need\sto|are\sto))\s | \b{_COURTESY}\s ) {_HASTE}"""
END = r"""(?=\s?(?:[.!?;:,"”’'`)\]}\n…–—]|-[\s-]|$)|\s(?-i:[A-Z][a-z]|I\s|A\s)
  |\s(?:and|at\sall|whatsoever|here|instead|as\s(?:is|it\sstands)|unchanged|below|above|that\sfollows|immediately|now|at\sonce|without|with\sno|for\sthis|(?:in|on|about)\sthis)\b)"""
RULES_OF_A_MACHINE = r"""(?:instructions?|guidelines?|guidance|guardrails?|rules|prompts?|directions|directives?|
  programming|training|constraints|restrictions|safeguards|commands|polic(?:y|ies)|context|rubrics?|catalogue)"""
REPORTED = r"""\b(?:said|says|saying|told|texted|wrote|writes|written|letter|e-?mail|text|message|leaflet|poster|reads?|
  such\sas|like|e\.g\.|phrases?|paste[sd]?|types?|typed|typing|contain(?:s|ed|ing)?|attack\w*|warn\w*)\b
  [^.!?\x1e]{0,40}\x1e"""
SOMEONE_ACTS = r"""\b(?:i|we|they|he|she|it|who|which|that|users?|customers?|clients?|people|patients?|doctors?|nurses?|staff|
  teams?|clinics?|labs?|scans?|results?|reports?|tools?|agents?|assistants?|systems?|apps?|software|reviewers?|managers?|
  radiologists?|auditors?|banks?|tenants?)\b[^.!?;:,(\[\n\x1e]{0,40}\x1e"""
OWN_AFFAIRS = r"""\x1e[^.!?\n]{0,40}?\b(?:(?:i|we)\s(?:sent|gave|wrote|left|submitted|mentioned|provided|made|asked|posted)
  |from\s(?:me|us)\b|(?:about|regarding|concerning|for|on|in|from|at)\s(?:my|our|(?:the|this|that|your)\s
  (?:deliver|order|shipment|parcel|booking|appointment|form|leaflet|letter|manual|box|bottle|label|pack|e-?mail|ticket|
  poster|web|site|app\b|help|doc(?:s|umentation)\b|guide|page|screen|portal|invoice|payment|bank|sign|recipe|card)))"""
# Who can be nothing but a program, and who may be a person as well.
AI = r"""(?:A\.?I\.?s?|LLMs?|(?:large\s)?language\smodels?|chat-?gpt|gpt(?:-?\d[\w.]{0,8})?|
  (?:AI|LLM|automated|automatic|machine|ML)[-\s](?:powered\s|based\s)?(?:tools?|assistants?|models?|agents?|systems?|
  summari[sz]ers?|readers?|reviewers?|critics?|coach(?:es)?|bots?|graders?|classifiers?|judges?|programs?|evaluators?)|
  (?:review(?:er|ing)?|grad(?:er|ing)|scor(?:er|ing)|critic|critique|coaching|coach|judging|evaluation)[-\s](?:bots?|models?|agents?|
  programs?|AIs?|assistants?)|chat-?bots?|summari[sz]ers?|wbcoach)"""
AI_WORDS = (
    "ai ais llm llms language gpt chatgpt automated automatic machine ml bot bots chatbot chatbots chat summariser "
    "summarisers summarizer summarizers wbcoach reviewer review reviewing grader grading scorer scoring critic "
    "critique coaching coach judging evaluation"
)
AI_OR_PERSON = r"(?:assistants?|bots?|agents?|models?|copilot|claude|gemini|coach|critics?|reviewers?|graders?|evaluators?|judges?)"
DRAFT = r"(?:(?:problem|opportunity)\s)?(?:statements?|drafts?|submissions?|critiques?|(?:problem|opportunity)\stexts?)"
OUTCOME = r"""(?:ready|perfect|flawless|faultless|passing|passed|a\spass|clean|excellent|approved|accepted|error-?free|
  (?:without|free\sof|having\sno|with\sno)\s(?:findings|pitfalls|faults|flaws|errors)|fully\ssupported|the\sbest)"""
