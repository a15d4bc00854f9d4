"""What a count may be of: events, totals that only rise, the sample itself, and mere amounts."""

from __future__ import annotations

from wbcoach.lexicon import words

EVENTS = words("""
    ticket call complaint request report incident error refund return case message mail email e-mail letter cancellation visit
    view download signup sign-up review enquiry inquiry mistake failure crash fault alert alarm breakdown delay outage
    miss accident injury claim appeal query reminder correction rejection escalation timeout retry drop-off duplicate
    order parcel delivery booking reservation appointment application form invoice payment transfer transaction session
    account login sign-in reset form entry record post comment vote response answer household home site shop branch firm
    company team school ward farm vehicle car van bus train flight trip ride sailing shift journey hour day night job
    repair no-show absence handover hand-over page item batch build deployment pipeline test run event occasion time
    leaver departure resignation dispute chargeback loss theft infection fall readmission death admission referral
""")
# Totals that only rise: what they prove is another pitfall's business.
VANITY = words("""
    view views like likes play plays download downloads click clicks scan scans impression impressions follower followers
    subscriber subscribers visit visits sign-up sign-ups signup signups share shares install installs stream streams hit hits
""")
SAMPLED = words(
    "interviews respondents participants volunteers interviewees answers replies sessions leavers"
)
# Plural words that are amounts of something, and not things that happened.
AMOUNTS = words("""
    metres meters kilometres kilometers miles feet inches litres liters grams kilos tonnes tons pounds euros dollars cents pence
    degrees watts volts bytes megabytes gigabytes pixels points percent hours minutes seconds days weeks months years nights
    times pages words lines rows columns steps stairs floors rooms seats beds tables languages columns fields acres hectares
    stars characters digits letters-long pence nights sizes grams classes less plus versus always perhaps
""")
