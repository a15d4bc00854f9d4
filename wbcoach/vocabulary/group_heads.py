"""Words around a word for a group: heads it may stand before, bodies, peers, ranks, what ends it."""

from __future__ import annotations

from wbcoach.lexicon import words

HEADS = words("""
    hands farmhands maid maids chambermaids crews crew set lot bunch market generation generations tourists contributors
    folk folks kids kid persons cohort crowd audience demographic homes scientist professional members relatives
    males females ladies gentlemen couples creatives locals villagers fans nationals speakers
    citizens mamas papas grandparents arrivals lads girls boys entrepreneur entrepreneurs homeowner homeowners
    talent talents nomads newlyweds singles freelancers commuters workforce demographics
""")
BODIES = words("""
    agency association bakery bank branch business charity church clinic club company co-op cooperative council
    department district enterprise firm hospital hotel institution kitchen lab laboratory library ministry ngo office
    organisation organization pharmacy practice restaurant salon school shop squad startup start-up store
    surgery team university venue ward workshop industry sector trade profession movement union chair
    finance head host peer twin seconds orders numbers shift end others
    offenders carers carer partners
""")
PEERS = words(
    "men women man woman mother father mothers fathers mum mums mom moms dad dads parent people person adults ladies guys professionals males females"
)
OF_RANK = words(
    "people persons adults person citizen travellers travelers passengers customers shoppers patients riders drivers residents members women men viewers readers diners gentlemen ladies audience audiences"
)
FORMER = words(
    "customers customer clients client tenants tenant users user members suppliers staff owner owners employer employers colleagues friends landlord partner contractor"
)
LANGUAGE = words(
    "teachers teacher learners learner tutors tutor speakers speaker translators translator interpreters interpreter lecturers market"
)
BEFORE = words(
    "working busy single young younger older elderly stay-at-home soccer tiger divorced unmarried teenage modern harried tired middle-aged time-poor female male urban first-generation east west south north"
)
YOUNG = words("child children kid kids pupil pupils baby babies toddler toddlers infant infants")
STOP = words("""
    who that which whose can't don't won't aren't didn't haven't cannot with in on at of for from to have has had are is were was must can cannot and or but when while if as
    need needs want wants do does get gets will would should because so too just only also still they them he she it we you those these others anyone everyone whoever since by than not never always a an the their his her my our
""")
