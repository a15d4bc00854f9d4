"""What stands around a person's name, and what looks like one and is none: the words that names are told by."""

from __future__ import annotations

import re
from typing import Final

_LETTER = r"[^\W\d_]"
CAPITAL: Final = rf"(?-i:(?=[^\W\d_a-z]){_LETTER}[\w'’-]*(?<=\w))"
PARTICLE: Final = (
    r"(?:van|von|der|den|de|del|della|di|da|dos|das|do|la|le|el|al|bin|ben|ibn|bint|ould|ter|ten|zu|af)"
)
RUN: Final = rf"{CAPITAL}(?: (?:{PARTICLE} ){{0,2}}{CAPITAL}){{0,3}}"
_PARTED_RUN = rf"(?:{PARTICLE} ){{0,2}}{RUN}"

# Said of a person alone, so that what follows is a name whatever else it may be.
TITLE: Final = re.compile(
    r"(?<!\w)(?:mr|mrs|ms|mx|dr|prof|professor|sir|dame|señor|señora|herr|frau|mme|madame|monsieur|signor|signora|senhor|senhora)"
    rf"\.? (?P<name>{_PARTED_RUN})"
    rf"|(?<!\w)(?-i:Miss) (?P<miss>{_PARTED_RUN})",
    re.IGNORECASE,
)
# Words that a name is given by: who says it, who signs it, what a form's line is called.
GIVEN_BY: Final = re.compile(
    rf"(?<!\w)(?:my name is|first name:?|last name:?|full name:?|surname:?|(?<![a-z] )name:|called herself|called himself) (?P<name>{_PARTED_RUN})"
    rf"|(?<!\w)(?:this is|it(?:'|’)s|i am|i(?:'|’)m) (?P<self>{RUN})(?= (?:from|at|calling|speaking|again|here)\b)"
    rf"|(?<!\w)(?P<here>{RUN}) (?:here|speaking)(?=[.,;:!])"
    r"|(?<!\w)(?:many thanks|thanks|thank you|regards|kind regards|best|best wishes|all the best|cheers|sincerely|yours|yours truly|warmly|love)"
    rf"[,.!]?\s{{1,3}}(?P<signed>{RUN})\s*\Z",
    re.IGNORECASE,
)
# Words that a person follows as a rule, and a firm at times: what follows is held against what else is known of it.
MET: Final = re.compile(
    r"(?<!\w)(?:(?:spoke|spoken|talked|speaking|talking|chatted|met|meeting|call|interview|session|conversation|sat down) (?:to|with)"
    r"|(?:heard|message|note|mail|email|e-mail|letter|ticket|feedback|quote|reply|complaint) (?:from|by)"
    r"|(?:sent|reported|told|written|filed|raised|said|logged|signed) by:?|according to|asked|emailed|e-mailed|phoned|texted|thanked"
    r"|interviewed|shadowed|participant|respondent|interviewee|customer|attendee|cc:|from:|to:|per"
    rf") (?P<name>(?-i:{RUN})|(?-i:[a-z]{{3,}} [a-z]{{3,}}|[a-z]{{3,}}))",
    re.IGNORECASE,
)
# What makes the words before it a thing, a place or a day that was called after somebody.
CALLED_AFTER: Final = re.compile(
    r"(?:['’]s?)?[ -](?:day|eve|disease|syndrome|palsy|law|rule|test|score|scale|index|interval|chart|diagram|board|line|plan|act|prize"
    r"|street|st|road|rd|lane|avenue|square|court|park|house|hall|bridge|station|airport|branch|depot|office|site|ward|hospital|clinic"
    r"|school|college|university|institute|foundation|museum|library|hotel|bay|lake|river|island|county|valley|inc|ltd|llc|plc|gmbh"
    r"|bank|group|systems?|software|app|api|sandbox|server|pipeline|plugin|dashboard|account|release|update|export)\b",
    re.IGNORECASE,
)
PLACE_BEFORE: Final = re.compile(
    r"(?<!\w)(?:lake|mount|mt|st|saint|san|santa|fort|port|cape|river|camp|new|north|south|east|west)\.? \Z",
    re.IGNORECASE,
)
WHERE_BEFORE: Final = re.compile(
    r"(?<!\w)(?:in|at|near|around|across|outside|towards|via|through) \Z", re.IGNORECASE
)
THE_BEFORE: Final = re.compile(
    r"(?<!\w)(?:the|a|an|this|that|each|every|any|our|your|their) \Z", re.IGNORECASE
)
ORGANISED: Final = re.compile(
    r"\b(?:hospital|university|college|school|inc|ltd|llc|plc|gmbh|bank|group|street|road|court|station|centre|center|team|board|care|service|services|support|department|desk)\b|&",
    re.IGNORECASE,
)
# Tools and assistants whose names read like a person's to a model that was trained on news.
TOOLS: Final = frozenset(
    """
    Airtable Alexa Ansible Asana Bixby Cassandra Claude Copilot Cortana Django Figma Fitbit Garmin Gemini Grafana Gradle Hadoop Hudson
    Jenkins Jira Jupyter Kafka Kibana Klarna Lattice Looker Magento Marketo Maven Miro Monzo Moodle Notion Okta Octave Pendo Puppet
    Revolut Salesforce Sentry Shopify Siri Splunk Stripe Tableau Tesla Trello Twilio Vagrant Venmo Watson Waze Workday Zapier Zendesk Zoom
    """.split()
)
# Never a part of a name by itself, however capitalised.
NO_NAMES: Final = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays
    January February March April May June July August September October November December Spring Summer Autumn Winter
    Today Customer Customers User Users Team Support The This That They We You He She It Our Your Their And But When Why How What
    Will Mr Mrs Ms Mx Dr Prof Professor Miss Sir Nurse Doctor Manager Engineer Gen Millennials Boomers
    """.split()
)
