"""Words of hype and of horror, by how often they are meant literally."""

from __future__ import annotations

import re

from wbcoach.vocabulary.screen import screened

_HORROR = (
    r"nightmares?|nightmarish|horrible|horribly|horrific|horrendous(?:ly)?|terrible|terribly|dreadful(?:ly)?|awful|awfully|atrocious|abysmal(?:ly)?|appalling(?:ly)?|ghastly|hideous(?:ly)?|hellish|infernal|diabolical"
    r"|disastrous|catastrophic(?:ally)?|excruciating(?:ly)?|agoni[sz]ing(?:ly)?|soul-(?:crushing|destroying|sucking)|mind-numbing(?:ly)?|maddening(?:ly)?|infuriating(?:ly)?|insufferable|unbearable|unbearably|intolerable|deplorable|disgraceful(?:ly)?|shameful(?:ly)?|scandalous(?:ly)?|outrageous(?:ly)?|ridiculous(?:ly)?|ludicrous(?:ly)?|absurd(?:ly)?|laughabl[ey]|pathetic(?:ally)?|miserably|wretched|unusable|useless|crap(?:py)?|garbage|rubbish(?=\s+(?:system|app|site|website|tool|service|software|portal|experience|form))|crazy|insane(?:ly)?|brutal(?:ly)?|barbaric|kafkaesque|byzantine|archaic|prehistoric|stone-age|god-?awful|a\s+joke|a\s+farce|a\s+shambles|torturous|torture(?!\s+(?:victims?|survivors?))"
)
_IDIOM = (
    r"(?:living|pure|absolute|sheer|utter|total|complete|administrative|bureaucratic|paperwork)\s+(?:hell|chaos|misery|agony|torture|madness|mess|disaster|pain|torment|carnage|farce|insanity)|(?<=through\s)(?:\w+\s+)?(?:hell|agony|torment|misery)|(?:through|is|from)\s+hell\b|hell\s+on\s+earth"
    r"|suffer(?:s|ing|ed)?\s+(?:through|under|at\s+the\s+hands\s+of)|(?:are|is|being|get|feel|been)\s+(?:\w+\s+)?(?:tortured|tormented|crucified|strangled|bombarded|held\s+hostage|at\s+the\s+mercy)|(?:a|an|the|massive|huge|major|constant|real|big)\s+(?:\w+\s+)?headaches?\s+(?:for|of|to)\b|(?:massive|huge|constant)\s+headaches?|pain\s+in\s+the\s+(?:neck|backside|ass|butt)|(?:drown|drowns|drowning|swamped|buried)\s+(?:in|under|by)\s+(?!water)(?:\w+\s+){0,2}?(?:emails?|e-mails?|paper(?:work)?|tickets|requests|data|tabs|forms|admin|spreadsheets|messages|notifications|alerts)|(?:tear|tearing|pull|pulling)\s+(?:their|his|her|your)\s+hair(?:\s+out)?|(?:drives?|driving|drove)\s+(?:\w+\s+){1,2}?(?:mad|crazy|insane|nuts|up\s+the\s+wall)|(?:bleed|bleeds|bleeding|haemorrhag\w+|hemorrhag\w+)\s+(?:money|customers|cash|users)|at\s+(?:their|his|her)\s+wits?['’]?\s+end|fight(?:ing)?\s+a\s+losing\s+battle|nothing\s+short\s+of\s+(?:a\s+)?\w+|beyond\s+a\s+joke|an?\s+(?:utter|absolute|complete|total|sheer)\s+\w+|sick\s+and\s+tired|a\s+(?:waking|daily|logistical|real|constant|total)\s+nightmare|death\s+by\s+a\s+thousand\s+\w+|dumpster\s+fire|train\s+wreck|black\s+hole\s+of|stuck\s+in\s+the\s+(?:dark\s+ages|stone\s+age|past)|a\s+slap\s+in\s+the\s+face|an?\s+insult\s+to|cr(?:y|ies|ying)\s+out\s+for"
)
_HYPE = r"revolutionary|revolutioni[sz](?:e|es|ed|ing)|world[\s-]class|best[\s-]in[\s-]class|best[\s-]of[\s-]breed|game[\s-]chang(?:er|ers|ing)|ground[\s-]?breaking|cutting[\s-]edge|bleeding[\s-]edge|state[\s-]of[\s-]the[\s-]art|next[\s-]gen(?:eration)?|mind-blowing|jaw-dropping|awesome|amazing(?:ly)?|incredible|incredibly|fantastic(?:ally)?|phenomenal(?:ly)?|spectacular(?:ly)?|magical(?:ly)?|wow(?:ed|s)?|stellar|superb|stunning(?:ly)?|unparalleled|unrivalled|unrivaled|unbeatable|unmatched|second\s+to\s+none|once[\s-]in[\s-]a[\s-]lifetime|disruptive(?=\s+(?:innovation|technology|solution|platform|product))|visionary|turbo-?charge(?:s|d)?|supercharge(?:s|d)?|skyrocket(?:s|ing)?|10x|ultimate|unprecedented|delightfully|truly\s+\w+(?:ful|ing|ive|ary|ous|able|ible|ent|less)|sleek|blazing(?:ly)?(?:[\s-]fast)?|lightning[\s-]fast|insanely\s+\w+|the\s+future\s+of\s+\w+|like\s+never\s+before"
_BROKEN = (
    r"(?:is|are|has\s+been|remains?)\s+(?:totally\s+|completely\s+|utterly\s+|fundamentally\s+|hopelessly\s+|badly\s+|just\s+|simply\s+)?(?:broken|dead|doomed|a\s+mess|a\s+disaster|chaos)(?=\s*(?:[,.;:!?—–]|$|and\b|for\b|because\b|today\b))"
    r"|(?:totally|completely|utterly|fundamentally|hopelessly|horribly|woefully|painfully|ridiculously)\s+(?:broken|outdated|slow|inadequate|bad|inefficient|complex|complicated|inflexible|useless|wrong|opaque|obsolete)|broken(?=\s*(?:,|\s(?:and\s)?)\s*(?:[\w-]+\s+)?(?:system|process|portal|experience|workflow|promise|onboarding|checkout|culture|industry|market|education|healthcare|viewer|website|tool|app|software|interface|user))|painful(?:ly)?(?=\s+(?:process|experience|slow|manual|long|onboarding|workflow|journey|procedure\s+of|task|migration|interface|setup|bureaucra\w+|admin\w*))"
)
# What can be broken only in a manner of speaking.
ABSTRACT = re.compile(
    r"\b(?:system|process(?:es)?|experience|onboarding|checkout|workflow|learning|education|school(?:ing|s)?|healthcare|care|medicine|industry|market|democracy|politics|work|hiring|recruiting|recruitment|communication|culture|travel|shopping|banking|finance|insurance|housing|model|approach|support|service|services|search|navigation|booking|billing|planning|scheduling|reporting|payments?|delivery|transport|mobility|advertising|journalism|publishing|retail|law|justice|tax|everything|it|this|[a-z]{3,}ing(?:\s+(?:an?|the)?\s*[\w-]+){0,3})\s+$"
)
LOADED = screened(rf"(?<![\w-])(?:{_IDIOM}|{_BROKEN}|{_HORROR}|{_HYPE})(?![\w-])")
MILD = screened(
    r"(?<![\w-])(?:clunky|hassles?|annoying|frustrating|frustrations?|tedious|cumbersome|painful|a\s+pain|pain\s+points?|fed\s+up|headaches?|mess(?:y)?|chaos|chaotic|angry|furious|desperate(?:ly)?|struggl(?:e|es|ing)|daunting|overwhelming|botch(?:ed|ing)?|delight(?:ful|s)?|perfect(?:ly)?|brilliant(?:ly)?|excellent|exciting|seamless(?:ly)?|massive(?:ly)?|huge(?:ly)?|extremely|dramatic(?:ally)?|severe(?:ly)?)(?![\w-])"
)
# What makes a strong word literal, or its subject one that can be broken, ill or dreamt.
LITERAL = re.compile(
    r"\b(?:sleep\w*|dream\w*|night\s+terrors?|bedtime|ptsd|trauma\w*|torture\s+(?:victims?|survivors?)|burns?|wounds?|injur\w+|fractur\w+|bones?|catastroph\w*\s+(?:cover|insurance|bond|model)|disaster\s+(?:relief|recovery|response|area|zone)|golf|film|movie|horror|novel|magic|magician|conjur\w+|hospice|earthquake|flood(?:ed|s)?|(?:rubbish|garbage)\s+(?:bins?|bags?|collect\w*|trucks?|chutes?|crews?|lorr\w+|dumps?|heaps?)|waste\s+collection)\b"
)
