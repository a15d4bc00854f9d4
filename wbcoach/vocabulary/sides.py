"""Which side of a dealing a role stands on: who sells and who buys, who orders and who carries out."""

from __future__ import annotations

from functools import lru_cache

from wbcoach.lexicon import names_people, words

# Each pair faces each other: one side's gain is easily the other's cost.
_PAIRS = (
    (
        """seller vendor merchant retailer shopkeeper supplier dealer trader wholesaler exporter stallholder shop store
        manufacturer producer brand assistant cashier salesperson farmer grower baker brewer florist maker artisan caterer restaurant cafe""",
        """buyer shopper purchaser consumer customer importer bidder diner eater guest collector client""",
    ),
    (
        """landlord landlady owner lessor letting-agent agent freeholder homeowner host hotel hotelier housing-association
        property-manager caretaker concierge""",
        """tenant renter lodger lessee resident leaseholder occupier guest flatmate traveller traveler visitor
        holidaymaker""",
    ),
    (
        """employer manager boss supervisor foreman owner director executive company business firm employer agency
        recruiter hr personnel head chief planner dispatcher scheduler headquarters board captain contractor principal""",
        """employee worker staff labourer laborer driver picker operator technician apprentice candidate applicant
        jobseeker job-seeker freelancer subcontractor crew trainee intern porter cleaner nurse teacher guard clerk
        courier rider deckhand cook waiter volunteer agent temp contractor mechanic carer rep farmhand groom""",
    ),
    (
        """doctor nurse clinician physician surgeon gp dentist midwife therapist pharmacist hospital clinic vet carer
        caregiver physio physiotherapist paramedic optician receptionist practice pharmacy consultant""",
        """patient parent relative family pet-owner child carer insurer mother""",
    ),
    (
        """teacher lecturer professor school university college tutor instructor trainer examiner nursery headteacher
        coach librarian""",
        """pupil student learner parent child undergraduate trainee graduate mentee athlete reader""",
    ),
    (
        """driver operator carrier courier airline railway conductor pilot ferry taxi dispatcher station bus-driver""",
        """passenger rider commuter traveller traveler pedestrian cyclist sender recipient shipper neighbour""",
    ),
    (
        """lender bank insurer broker creditor adviser advisor underwriter accountant bookkeeper auditor funder investor
        issuer""",
        """borrower saver policyholder claimant debtor client customer founder charity grantee applicant cardholder""",
    ),
    (
        """council authority ministry government official inspector police regulator officer court judge clerk department
        agency municipality mayor caseworker warden""",
        """citizen resident applicant claimant defendant business household landlord builder motorist taxpayer asylum-seeker
        developer refugee owner witness shopkeeper publican""",
    ),
    (
        """publisher author writer journalist editor musician artist performer creator streamer broadcaster museum theatre
        venue organiser organizer promoter curator gallery""",
        """reader viewer listener subscriber audience visitor fan spectator attendee exhibitor sponsor advertiser
        artist performer musician volunteer donor""",
    ),
    (
        """builder plumber electrician contractor installer mechanic cleaner fitter roofer architect surveyor engineer
        developer designer gardener decorator garage workshop tradesman""",
        """homeowner client householder tenant landlord owner motorist customer resident operator user neighbour""",
    ),
    (
        """charity volunteer donor shelter foodbank""",
        """beneficiary recipient donor guest claimant client trustee""",
    ),
    (
        """maintainer developer engineer admin administrator author architect programmer vendor""",
        """user contributor auditor operator customer end-user reviewer""",
    ),
    ("sender exporter shipper consignor haulier", "recipient receiver importer carrier courier consignee haulier"),
    ("referee umpire coach club league", "player fan parent member athlete captain"),
    ("member", "club committee gym trainer"),
)  # fmt: skip
_SIDES: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (words(left), words(right)) for left, right in _PAIRS
)
_ROLES = frozenset(role for sides in _SIDES for side in sides for role in side)
# One relation to whoever they care for: naming several of them does not mix goals.
KIN = words("""
    parent parents grandparent grandparents guardian guardians mother mothers father fathers carer carers caregiver
    caregivers spouse spouses partner partners relative relatives family families sibling siblings grandmother
    grandmothers child children son sons daughter daughters husband husbands wife wives friend friends couple couples
    widow widows widower widowers aunt uncle mum mums mom moms dad dads kid kids neighbour neighbours neighbor neighbors
""")
# Bodies and callings that the endings of people's names do not give away.
BODIES = words("""
    council councils board boards authority authorities ministry ministries government governments bank banks insurer
    insurers court courts police regulator regulators municipality municipalities airline airlines railway railways
    clinic clinics hospital hospitals school schools university universities college colleges nursery nurseries shop
    shops store stores restaurant restaurants cafe cafes hotel hotels company companies firm firms business businesses
    employer employers charity charities club clubs agency agencies brand brands supplier suppliers publisher publishers
    museum museums theatre theatres garage garages hr union unions committee committees association associations
    department departments utility utilities operator operators management admins leadership ops sales marketing gp gps
    pharmacy pharmacies venue venues landlord hires warehouse warehouses depot depots carriers couriers staff crew
""")
# Those who pay, decide or oversee, and do not do the work themselves.
PAYERS = words("""
    director directors cfo cfos cio cios ceo ceos cto ctos coo coos ciso executive executives exec execs vp vps
    president presidents chief chiefs head heads principal principals trustee trustees commissioner commissioners
    minister ministers owner owners shareholder shareholders investor investors sponsor sponsors board boards
    management leadership procurement chairman chairwoman c-suite decision-makers decision-maker
""")


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """Give the singular of a role."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-2] + "an"
    return word.removesuffix("s") if not word.endswith(("ss", "us")) else word


def is_role(word: str) -> bool:
    """Say whether a noun names people or a body that acts like one."""
    return word in BODIES or singular(word) in _ROLES or names_people(word)


@lru_cache(maxsize=4096)
def opposed(one: str, other: str) -> bool:
    """Say whether two roles commonly face each other across a counter, a contract or an order."""
    left, right = singular(one), singular(other)
    return left != right and any((left in a and right in b) or (left in b and right in a) for a, b in _SIDES)
