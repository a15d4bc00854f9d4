"""Rules for text that wants something done by way of the program: a tool call, its prompt, odd answers."""

from __future__ import annotations

from wbcoach.screening.rule import CLAUSE, START, rule

_ANSWER = r"(?:response|answer|reply|output|summary|analysis|critique|assessment|completion)s?\b(?!\s(?:times?|rates?|speed|letters?|e-?mails?))"
# Within a sentence; the dots of an address don't end it.
_IN = r"(?:[^.\n]|\.(?=\w))"
_CREATION = r"(?:poems?|short\sstor(?:y|ies)|songs?|jokes?|essays?|haikus?|limericks?|sonnets?|rhymes?|fairy\stales?|speech(?:es)?)"
_TONGUE = r"(?:english|french|german|spanish|italian|portuguese|dutch|russian|chinese|japanese|korean|arabic|hindi|polish|latin|pirate)"

ANSWERS = (
    rule(
        "asks for a tool call",
        "call invoke run execute trigger use tool function name arguments parameters",
        rf"""</?(?:tool_call|function_calls?|tool_use|invoke|antml)\b
          | \{{\s?"(?:tool|tool_name|function|function_call|name|action)"\s?:\s?"[^"]{{1,80}}"\s?,\s?"(?:arguments|args|parameters|input|action_input)"\s?:
          | {START}(?:call|invoke|run|execute|trigger|use)\s(?:the\s)?(?:tool\s|function\s)?[`"']?
            (?:delete|drop|remove|send|transfer|export|purge|wipe|approve|exfiltrate|publish|reset|erase|destroy)_\w{{1,60}}\s?(?:\(|\btool\b)""",
    ),
    rule(
        "asks for the prompt",
        "prompt instructions rules message",
        rf"""{START}(?:reveal|print|output|show|repeat|display|leak|disclose|dump|recite|expose|share|tell\sme|give\sme|write\sout)\b
          [^.\n]{{0,40}}?\b(?: (?:system|hidden|secret|developer|initial)\sprompt
          | your\s(?:system|hidden|secret|initial|internal|original)\s(?:prompt|instructions?|rules) | your\s(?:system|hidden|secret)\smessage )""",
    ),
    rule(
        "shapes the machine's answer",
        "response answer reply output summary analysis critique assessment completion responses answers",
        rf"""{START} (?: (?:replace|substitute|misspell|scramble|jumble|rearrange|anagram|encode|encrypt|reverse|obfuscate|modify|alter|
            augment|enhance|integrate|embed|inject|insert|introduce|incorporate|weave|group|combine|remove|convert|render|convey|
            split|swap|shuffle|capitali[sz]e|spell)\b {_IN}{{0,120}}? \b(?:your|the\sfinal)\s{_ANSWER}
          | (?:add|include|append|put|insert|write|place|end)\b (?={_IN}{{0,260}}\b(?:in|to|into|of|with)\syour\s{_ANSWER}) {_IN}{{0,140}}?
            (?:sentence|statement|paragraph|phrase|headline|advert\w{{0,9}}|slogan|recommendation|appeal|reason|promotion|call\sto\saction|
            ["“][^"”\n]{{4,120}}["”])
          | in\syour\s{_ANSWER}\s?,?\s(?:suggest|tease|promote|hint|advertise|claim|state\sthat|always|never|pretend|discourage)\b
          | (?:provide|give|write|deliver|produce|format)\syour\s{_ANSWER}\s(?:using|without|backwards|as\s(?:an?\s)?(?:anagram|code|cipher)|
            (?:in|with)\s(?:\w{{1,20}}\s)?(?:code|reverse|base64|anagram\w{{0,3}}|uppercase|cipher|morse|intentional|alternating))
          | (?:use|employ|apply)\b (?:(?!\b(?:my|our|me|i)\b)[^.\n]){{0,80}}? \b(?:in|throughout|for)\syour\s{_ANSWER} )""",
    ),
    rule(
        "shapes the machine's answer",
        "message text words sentences writing letters vowels consonants letter word",
        rf"""{START}(?:misspell|scramble|jumble|rearrange|anagram|encode|encrypt|obfuscate|render|shuffle)\b [^.\n]{{0,60}}? \byour\s(?:message|text|words|sentences?|writing|letters)\b
          | {CLAUSE}(?:replace|substitute|swap|drop|double)\s(?:all\s(?:the\s)?|the\s)?(?:vowels?|consonants?|every\s(?:second|third|fourth|fifth|other|last|first)\s(?:letter|word|character|vowel))\b""",
    ),
    rule(
        "gives the machine another task",
        "poem poems story stories song songs joke jokes essay essays haiku haikus limerick limericks sonnet sonnets rhyme rhymes "
        "tale tales speech speeches translate",
        rf"""{CLAUSE}(?:write|compose|draft|provide|create|develop|generate|tell|give|make\sup)\s(?:me\s|us\s)?an?\s(?:\w{{1,20}}\s){{0,2}}?(?:introduction\s(?:for|to)\san?\s)?{_CREATION}
            \s(?:about|on|based\son|in\spraise|that\s(?:praises|mocks)|for)\b
          | {CLAUSE}translate\s(?:the\sfollowing|this\s(?:statement|draft)|everything\sabove)\b[^.:\n]{{0,40}}?\b(?:in)?to\s{_TONGUE}\b""",
    ),
)
