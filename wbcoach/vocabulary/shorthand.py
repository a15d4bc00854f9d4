"""Shorthand of firms and trades: initials that everybody knows, and business words that customers don't use."""

from __future__ import annotations

import re

from wbcoach.vocabulary.screen import screened

# Initials that a newcomer may be trusted to know.
COMMON = frozenset(
    """
    I A OK TV PC ID IT HR PR VAT GP MP UK US USA EU UN NHS BBC AM PM GMT UTC CEO CTO CFO PIN SIM SMS GPS DVD CD USB QR
    PDF CSV URL FAQ AI ATM AA WC DIY RSVP PS NB TBC TBD ASAP AKA FYI CV MRI CT X-RAY XRAY DNA HIV AIDS IV ICU A&E ER
    GDPR NGO PhD MSc BA MA MBA BSc LED LCD HD WiFi WIFI VPN SOS DJ MC MOT ISBN IBAN BIC CCTV VIP RV SUV HGV LGV EV
    KM CM MM KG MG ML DB KB MB GB TB MHZ GHZ HZ KWH KW KPH MPH RPM AC DC EUR USD GBP CHF INR JPY HTML HTTP HTTPS API
    JSON XML CSS SQL PNG JPG JPEG GIF MP3 MP4 FM AD BC CE II III IV VI VII VIII IX XI XII XL XS XXL PE UI UX B2B B2C
    SOP NO OR AND NOT ALL THE IN ON TO OF AT BY IF IS BE DO GO WE MY NEW OUT OFF ANY YES OUR FOR ARE WHO WHY HOW NHS
    NATO WHO FIFA UEFA IKEA BMW IBM DHL UPS EDF ADHD OCD PTSD BMI ECG EEG A4 A3 A5 D I-94 LGBT LGBTQ PPE CO2 UV OAP
    MVP CAD 3D 2D VR AR DPD RNA GMO SPF COVID COVID-19 NYC LA SF DVLA HMRC IRS FBI NASA MIT CIA TSA FDA WW2 WWII ATMS
    """.split()
)
INITIALS = re.compile(
    r"(?<![\w#/@&.-])(?P<core>[A-Z](?:[A-Z&]|/(?=[A-Z])|[a-z](?=[A-Z]{2})){1,5}[A-Z0-9]?)(?P<many>s)?(?![\w-]*[a-z]{2})(?![\w&])"
)
BUSINESS = screened(
    r"(?<![\w-])(?:lifetime\s+value|net\s+revenue\s+retention|gross\s+(?:margin\s+)?retention|north\s+star(?:\s+metric)?|go-to-market|value\s+proposition|product-market\s+fit|cross-?sell\w*|up-?sell\w*|top\s+of\s+(?:the\s+)?funnel|bottom\s+of\s+(?:the\s+)?funnel|funnels?(?!\s+(?:of|for)\s+(?:oil|water|sand))|low-hanging\s+fruit|stakeholder\s+alignment|synerg(?:y|ies)|deliverables|swim-?lanes?|learnings|touch-?points?|pain\s+points?|wallet\s+share|share\s+of\s+wallet|run\s+rate|burn\s+rate|time-to-value|cost-to-serve|call\s+deflection|ticket\s+deflection|happy\s+path|edge\s+cases?|tech(?:nical)?\s+debt|backend|back-end|front-?end|middleware|idempoten\w+|webhooks?|dead-letter\s+queue|endpoints?|payloads?|microservices?|upserts?|data\s+lake|etl|ingest(?:ion)?|onboarding\s+flow|activation\s+rate|cohort\s+analysis|omni-?channel|ideation|paradigm|vertical(?:s)?(?=\s+(?:market|segment))|greenfield|brownfield|backlog\s+grooming|t-shirt\s+siz\w+|ways\s+of\s+working|single\s+pane\s+of\s+glass|single\s+source\s+of\s+truth|actionable\s+insights|operationali[sz]e\w*|productioni[sz]e\w*|leverag(?:e|es|ing)(?=\s+(?:the|our|data|ai|existing|their))|utili[sz]ation\s+rate|d\d{1,2}\s+retention|in\s+prod\b|on-prem|greyfield|fte|fulfilment\s+sla)(?![\w-])",
    re.IGNORECASE,
)
