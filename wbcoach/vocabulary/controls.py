"""Controls of a screen, what is done to them, and how versions are written."""

from __future__ import annotations

import re

from wbcoach.vocabulary.screen import screened

# Words that nearly always mean a part of a screen, and words that do so only beside an act on a screen.
_SURE = r"(?:buttons?|icons?|drop-?\s?downs?(?:\s+(?:list|menu))?|check-?\s?box(?:es)?|tool-?tips?|pop-?ups?|modals?|dialog(?:ue)?(?:\s+box(?:es)?)?|toggles?|scroll-?bars?|sliders?|radio\s+buttons?|hyperlinks?|text\s?box(?:es)?|search\s+(?:bar|box)|input\s+fields?|date[\s-]?pickers?|spinners?|bread-?crumbs?|hamburger\s+menu|side-?bars?|nav(?:igation)?\s?bars?|tool-?bars?|cursors?|carousels?|progress\s+bars?|placeholders?|font(?:\s+size)?s?|pixels?|splash\s+screen|captcha|cookie\s+banner|favicon|watermark|accordion|context\s+menu|scroll\s+wheel|thumbnail|submit|home\s+screen\s+widget|error\s+banner|(?:preview|side|detail)\s+pane|banner|logo|(?:ctrl|cmd|command|control|alt|option|shift)\s?\+\s?\w+|(?:tab|enter|escape|esc|return|shift|arrow|space|back|delete|download|un-?subscribe|log-?in|reset|cancel|help|search|share|export|print|save|next|edit|menu|settings|forward|filter|preview|navigation)\s+(?:keys?|arrows?|links?|tabs?|menus?|options?|fields?|panels?|box(?:es)?|controls?|bars?))"
_LOOSE = r"(?:columns?|rows?|tabs?|fields?|menus?|links?|cells?|headers?|footers?|labels?|arrows?|keys?|filters?|panels?|screens?|pages?|items?|options?|entr(?:y|ies)|box(?:es)?|lists?|switch(?:es)?|corner|tiles?|cards?|windows?|messages?|notifications?|settings?|image|text|file\s?names?|sheets?|password|map|view|line|one)"
_ANY_ACT = r"(?:press|hit|drag|select|choose|expand|collapse|close|dismiss|resize|tick|check|open|rename|reorder|re-order|hide|sort|delete|insert|move|find|see|notice|read|hunt\s+for|look\s+for|search\s+for|reach|spot|locate|use|re-?type\s+in|clear|hold|push|mute|adjust|drag|guess|recogni[sz]e|activate|deactivate)(?:s|es|ed|ing)?"
_GAP = r"(?:(?!and\b|or\b|when\b|if\b|while\b)[\w'’+-]+\s+){0,5}?"
_LOOSE_ONE = rf"(?!(?:pages|items|lists|messages|entries|options|screens|rows|cards|links)\b){_LOOSE}"
CLICKED = screened(
    rf"\b(?:(?:double-?\s?|right-?\s?|long-?\s?|re-?)?(?:click|tap|hover|un-?check|un-?tick|toggle|un-?hide|mouse)(?:s|es|ed|ing|ping|ped)?\s+(?:(?:on|down|up|past|over|into|to|across|the|left|right|out|in|twice)\s+)*{_GAP}(?:{_SURE}|{_LOOSE_ONE})"
    rf"|(?:scroll|swipe|zoom|pinch|minimi[sz]e|maximi[sz]e)(?:s|es|ed|ing)?\s+(?:\w+\s+){{0,3}}?{_GAP}{_SURE})\b",
    re.IGNORECASE,
)
POINTED = screened(rf"\b{_ANY_ACT}\s+{_GAP}{_SURE}\b", re.IGNORECASE)
CLICKS = screened(
    r"\b(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|extra|too\s+many|single|several)\s+(?:extra\s+|more\s+|additional\s+)?(?:clicks?|taps?|swipes?|scrolls?|pixels?|px|keystrokes?|key\s+presses)\b|\d+\s?px\b|(?:click|tap|press|hit|scroll|swipe)(?:s|ing)?\s+(?:[\w-]+\s+){0,6}?(?:twice|(?:two|three|four|five|six|\d+)\s+times)\b)",
    re.IGNORECASE,
)
LETTERED = re.compile(
    r"\b(?:renam|hid|unhid|delet|insert|mov|sort|re-?order|swap|edit|format|merg|cop|resiz|lock|freez|fill|split|adjust)(?:e|es|ing|y|ies|t|ting|ping)?\s+(?:in\s+|the\s+)*(?:[\w-]+\s+){0,2}?(?:column|row|cell|tab|sheet|line|field)s?\s+(?:[A-Z]{1,2}\d{0,3}\b|\d+\b|[\"“'‘])|\bcell\s+[A-Z]\d+\b"
)
VERSION = screened(
    r"\b(?:(?:Android|iOS|iPadOS|macOS|Windows|Chrome|Firefox|Safari|Edge|Internet\s+Explorer|IE|Ubuntu|Debian|Excel|Outlook|Word|Office|Acrobat|Java|Python|Node|firmware|build|release|version|SDK|Bluetooth|Samsung\s+\w+|Pixel|iPhone|Galaxy|OS|iPad|app)\s+(?:version\s+)?v?\d+(?:\.\d+)*\w?\b|v\d+\.\d+(?:\.\d+)*\b|\d+\.\d+\.\d+\b)",
    re.IGNORECASE,
)
CRASH = re.compile(
    r"\b(?:crash(?:es|ed|ing)?|freez(?:e|es|ing)|froze|hang(?:s|ing)?|restart|reload|re-?open|force-?quit|glitch(?:es)?|bug(?:s|gy)?|blank\s+(?:page|screen)|white\s+screen|error\s+(?:code\s+)?\d{3}|error\s+0x\w+|does(?:n['’]t|\s+not)\s+(?:load|render|open|respond|scroll|rotate)|renders?\s+\w+|flicker(?:s|ing)?|overlaps?|misaligned|cut\s+off)\b",
    re.IGNORECASE,
)
LOOKS = screened(
    rf"\b{_SURE}\s+(?:on\s+(?:\w+\s+){{1,4}}?)?(?:is|are|looks?|was|were|stays?|remains?|appears?|sits?|does(?:n['’]t|\s+not)|has|have)\s+(?:\w+ly\s+|too\s+|so\s+|still\s+|not\s+|no\s+|an?\s+|the\s+|only\s+|always\s+)*(?:gr[ae]y(?:ed)?(?:[\s-]out)?|small|tiny|big|large|hidden|misaligned|wrong|blurry|red|green|blue|pale|faint|low-?contrast|contrast|clickable|responsive|visible|disabled|missing|cut|off|below|above|next|in|at|on|under|respond|work|react|show|typo|broken|dead|unreadable|illegible|labelled|labeled|ambiguous|confusing|white|black|slow|stuck|far|close|colou?r|work(?:ing)?|unclear)\b",
    re.IGNORECASE,
)
# A button of a lift or a crossing is a thing of the world.
PHYSICAL = screened(
    r"\b(?:lift|elevator|door|stop|emergency|panic|call|bell|crossing|bus|pedestrian|alarm|intercom|doorbell|remote|machine|kettle|oven|washing|coat|shirt|reset|power|fire|nurse|braille|ticket|train|tram|gate|pump|wall|physical|start|horn|steering|dashboard|dental|blouse|cardigan|trouser|jacket)(?:['’]s)?[\s-]+(?:\w+\s+)?(?:buttons?|keys?|switch(?:es)?|toggles?|sliders?)\b|\bsew(?:s|ing)?\b|\b(?:buttons?|keys?|switch(?:es)?)\s+(?:of|on|in|at|by|for|beside|next\s+to|inside)\s+(?:the|a|an|each|every|their|its)\s+(?:[\w-]+\s+){0,2}?(?:lift|elevator|door|machine|crossing|pole|bus|train|tram|platform|gate|wall|oven|pump|crane|coat|shirt|cabin|cab|floor|booth|intercom|wheel|gloves?|radio|ventilator|infusion|bed)\b|\bgloves\b|\bbraille\b",
    re.IGNORECASE,
)
DRAWN = re.compile(
    rf"\b(?:bigger|larger|smaller|wider|brighter|darker|clearer|different(?:ly)?|green|red|blue|bold|sticky|floating|round|animated|movable|resizable|sortable|collapsible|second|extra|single|grey|gray|orange|yellow|coloured|colored|contrasting)\s+(?:[\w-]+\s+){{0,2}}?{_SURE}\b|\b{_SURE}\s+(?:[\w'’-]+\s+){{0,4}}?(?:to\s+be|in|at|on)\s+(?:the\s+|a\s+)?(?:bigger|larger|smaller|wider|left|right|top|bottom|green|red|blue|orange|yellow|bold|centre|center|upper|lower|different\s+colou?r|first\s+screen|toolbar|header|footer|corner)\b",
    re.IGNORECASE,
)
# One place of a form or a screen, by its number or its letter: "field 3", "the second tick-box", "column F".
_PLACE = r"(?:columns?|rows?|cells?|fields?|box(?:es)?|tick-?\s?box(?:es)?|pages?|steps?|tabs?|sheets?|slides?|screens?|panels?|templates?|slots?|questions?|switch(?:es)?|lines?|trays?|buttons?|icons?|segments?|keys?|menus?|tiles?|links?|arrows?)"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|last|\d+(?:st|nd|rd|th))"
ADDRESSED = screened(
    rf"\b(?:(?i:{_PLACE})\s+(?:(?i:no)\.?\s*)?(?:\d+|[A-Z]{{1,2}}\d*)(?![\w'’%])|(?i:the\s+{_ORDINAL}\s+(?:[\w-]+\s+)?{_PLACE})\b(?!\s+of\s+(?:the\s+)?(?:letter|report|contract|book|year)))"
)
CONTROL = screened(rf"\b{_SURE}\b|\bF\d{{1,2}}\b|\b(?:esc|tab)\s+key\b", re.IGNORECASE)
_SIDE = r"(?:left|right|up|down|lower|higher|above|below|wider|narrower|upwards?|downwards?)"
SHIFTED = screened(
    rf"\b\d+\s?(?:px|pixels?|mm|cm|millimet(?:re|er)s?|centimet(?:re|er)s?)\s+(?:more\s+|further\s+|too\s+(?:far\s+)?)?(?:to\s+)?(?:the\s+)?{_SIDE}\b",
    re.IGNORECASE,
)
# What is done on a screen or to a form, and never to the thing itself.
SCREEN_ACT = screened(
    r"\b(?:(?:double-|right-)?click(?:s|ing)?|tap(?:s|ping)?|scroll(?:s|ing)?|swip(?:e|es|ing)|hover(?:s|ing)?|zoom(?:s|ing)?|tick(?:s|ing)?|un-?tick(?:s|ing)?|un-?check(?:s|ing)?|re-?typ(?:e|es|ing)|un-?hid(?:e|es|ing)|tab(?:s|bing)?\s+(?:twice|to|through|past)|toggl(?:e|es|ing)|drag(?:s|ging)?|page\s+is\s+reloaded|reload(?:s|ing)?|typ(?:e|es|ing)|cursor|cut\s+off|jumps?\s+(?:to|back)|off\s+by\s+\d)\b",
    re.IGNORECASE,
)
