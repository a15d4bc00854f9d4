"""Words that tell what a hardship costs: time, money, work undone, harm, a chance that is gone."""

from __future__ import annotations

import re

from wbcoach.vocabulary.screen import screened

COST = screened(
    r"\b(?:los(?:e|es|ing|t|s|ses)|miss(?:es|ed|ing)?|wast(?:e|es|ed|ing)|cost(?:s|ly|ing)?|late(?:r|ly|ness)?|delay\w*|wait\w*|fail\w*|wrong\w*|mistak\w+|mis\w+|error\w*|risk\w*|danger\w*|hurt\w*|injur\w+|harm\w*|pay(?:s|ing|ment)?|paid|unpaid|fin(?:e|es|ed)\b|penalt\w+|refund\w*|overtime|debt\w*|owe\w*|charg(?:e|es|ed)|turn(?:s|ed)?\s+(?:back|away|down)|sen[dt]\s+(?:back|away|home)|empty|cancel\w*|die[sd]?|dead|death|brok\w+|break\w*|damag\w+|spoil\w*|spill\w*|rot\w*|thrown?|discard\w*|bin(?:ned)?|leav(?:e|es|ing)|left|quit\w*|giv(?:e|es|ing)\s+up|gave\s+up|stuck|stop(?:s|ped)?|block\w*|refus\w+|reject\w*|den(?:y|ied)|expir\w+|laps\w+|forfeit\w*|stolen|theft|leak\w*|flood\w*|fire\b|burn\w*|cold\b|wet\b|hungry|tired|exhaust\w+|sleep\w*|night\w*|worr\w+|afraid|fear\w*|anxi\w+|stress\w*|angr\w+|upset|cr(?:y|ies|ied|ying)|sham\w+|embarrass\w+|complain\w*|disput\w+|argu\w+|quarrel\w*|blam\w+|sued?|court|police|strand\w*|overrun\w*|overload\w*|short(?:age|fall)?s?|run(?:s)?\s+out|out\s+of|without|twice\s+as|half|double|guess\w*|forget\w*|forgot\w*|queue\w*|search\w*|hunt\w*|walk\w*|drive|drove|travel\w*|carry\w*|redo\w*|repeat\w*|again|rework\w*|over\s+and\s+over|remak\w+|re-?(?:do|make|print|enter|type|key|send|start)\w*|one\s+by\s+one|fall\w*|fell|pain\w*|blood|dose|drug\w*|poison\w*|unsafe|emergenc\w+|ambulance|hospital|slow\w*|spen[dt]\w*|minutes?|hours?|days?|weeks?|months?|euros?|dollars?|pounds?|before|in\s+time|on\s+time|too\s+\w+|never|nobody|no\s+one|cannot|can['’]t|could(?:n['’]t|\s+not)|unable|have\s+no|had\s+no|(?:on\s+)?hold(?:s|ing)?\b|sour|angry|ruin\w*|collaps\w+|crash\w*|hang\w*|freez\w+|weigh\w*|heav\w+|confus\w+|wonder\w*|ask(?:s|ed)?\s+(?:why|again|around)|come\s+back|came\s+back|return\w*|mismatch\w*|unread|overlook\w*|right|correct\w*|sure|certain\w*|trust\w*|safe\w*|first\s+time|know)\b|%|[$€£]\s?\d|\d\s?(?:h|min|k|kg|km)\b",
    re.IGNORECASE,
)
# Acts too small to hurt by themselves.
SLIGHT = re.compile(
    r"(?:type|enter|fill\s+in|choose|pick|select|click|tick|tap|press|confirm|initial|sign|scroll|open|close|copy|write|read|print|check|give|show|tell|say|spell|stamp|name|set|note|add|put|use|accept|acknowledge|approve|answer|log\s+in|swipe|fold|staple|attach|mark|label|file|switch|turn|keep|wear|carry)\b",
    re.IGNORECASE,
)
