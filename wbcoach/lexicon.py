"""Word classes of English that the slot grammar and the pitfalls share; words only, no rules."""

from __future__ import annotations

from functools import lru_cache


def words(text: str) -> frozenset[str]:
    """Make a set of the whitespace-separated words of `text`; an underscore stands for a space."""
    return frozenset(word.replace("_", " ") for word in text.split())


# Heads that name nobody in particular.
GENERIC_PEOPLE = words("""
    user users customer customers client clients consumer consumers people person persons individual
    individuals folk folks everyone everybody anyone anybody someone somebody end-user end-users
    stakeholder stakeholders persona personas human humans public others they
""")

# Kinds of people and bodies that can have a problem; an ending (see `names_people`) covers the rest.
PEOPLE = GENERIC_PEOPLE | words("""
    introvert extrovert perfectionist novice beginner amateur enthusiast leaver joiner starter holder expectant
    leaseholder cardholder caretaker undertaker lifeguard postie cabbie nan grandchild twin ally peer subject
    adult agent aide airman analyst apprentice architect artist assistant athlete attendant aunt author
    barista beekeeper beneficiary boss buyer captain caregiver carer cashier caterer chair chef chief child
    children citizen cleaner clerk clinician coach colleague commuter conductor consultant contractor cook
    coordinator couple courier crew cyclist dad daughter deaf dentist designer developer director dispatcher
    diver doctor donor driver economist editor electrician employee employer engineer expert family families
    farmer father fellow finance firefighter fisher florist forester foreman founder freelancer friend
    gardener girl boy grandparent groom grower guard guardian guest guide hairdresser head host household
    housekeeper husband inspector installer instructor intern interpreter investor janitor joiner
    journalist judge junior keeper kid landlord landlady lawyer lead leader learner lecturer lender
    librarian maintainer maker manager mason mayor mechanic member men man mentor merchant midwife migrant
    miner minister mother mum mom musician nanny neighbour neighbor newcomer novice nurse nurses occupier
    officer official operator optician organiser organizer owner owner-driver painter paramedic parent
    partner passenger patient payee payer pedestrian pensioner pharmacist photographer physician physio
    picker pilot planner player plumber porter practitioner preparer principal producer professional
    programmer proofreader provider psychologist publisher pupil purchaser radiographer ranger reader
    receptionist recipient recruiter refugee rep representative researcher resident residents retailer
    retiree reviewer rider roofer roommate runner sailor scholar scientist secretary seller senior servant
    shepherd shopkeeper shopper sibling singer sitter sister smallholder soldier son specialist spouse staff
    steward stewardess streamer student subscriber superintendent supervisor supplier surgeon surveyor
    survivor tailor teacher technician teen teenager tenant therapist trader trainee trainer translator
    traveller traveler treasurer trucker trustee tutor undergraduate underwriter usher vendor vet
    veterinarian viewer visitor voter volunteer waiter waitress walker warden warehouseman welder widow
    wife witness woman women worker writer youth apprentices whoever those anyone
    accountant adolescent applicant bailiff baby babies bride bursar cadet chaperone claimant cousin copilot deckhand
    defendant dependant dev diplomat entrant envoy flatmate heir hostess housemate housewives imam infant inhabitant
    inmate litigant loader local magistrate medic midwives monk mortgagor newlywed nomad notary nun occupant orderly
    orphan osteopath paralegal participant patron pilgrim poet postdoc priest president rabbi recruit registrant
    registrar respondent rookie seamstress stagehand sysadmin tech temp umpire uncle nephew niece vicar veteran choir
    band orchestra
    industry sector trade profession movement population electorate humankind humanity
    agency association bakery bank branch business businesses charity church clinic club community
    companies company co-op cooperative council department district enterprise firm group hospital
    hotel institution kitchen lab laboratory library merchant ministry ngo nonprofit office organisation
    organisations organization organizations pharmacy practice practitioner restaurant salon school shop
    squad startup start-up store supplier surgery team tribe unit university venue ward workshop
""")
_PEOPLE_ENDINGS = ("ist", "ists", "ian", "ians", "men", "women", "man", "woman", "people", "folk", "parents")

# Nouns ending like people that are things.
THINGS = words("""
    outdoors indoors order orders number numbers computer computers printer printers letter letters paper papers charger
    folder folders container containers trailer trailers reminder reminders router routers filter filters
    counter counters parameter parameters server servers newsletter meter meters scanner scanners browser
    browsers header headers error errors monitor monitors sensor sensors factor factors behaviour weather
    water power answer answers offer offers transfer transfers tracker trackers register registers list
    lists checklist checklists request requests corridor corridors flower flowers degree degrees mirror mirrors
    colour colours color colors floor floors door doors motor motors tractor tractors sector sectors vector
    vectors coffee coffees fee fees tree trees lever levers river rivers tower towers cover covers charger chargers
    freezer freezers boiler boilers heater heaters cooker cookers dryer dryers washer washers lawnmower mower
    mowers cylinder cylinders shower showers drawer drawers corner corners border borders winter winters summer
    summers quarter quarters dinner dinners supper suppers matter matters layer layers buffer buffers cluster
    clusters docker kernel compiler compilers loader loaders adapter adapters connector connectors processor
    processors elevator elevators escalator escalators refrigerator generator generators
    detector detectors indicator indicators calculator calculators simulator simulators projector projectors
    reactor reactors radiator radiators ventilator ventilators incubator incubators doorbell anchor anchors harbor
    harbour harbours harbors error metaphor semaphore humor humour labour labor favour favor rumour
    rumours armour vapour tumor tumour tumors tumours terror horror mortar guarantee guarantees     decrees pedigree jubilee toffee knees bees levees sneakers trousers slippers feathers
    ladder ladders folder barrier barriers frontier pier piers tier tiers shoulders fingers rubber
    chapter chapters character characters disaster disasters poster posters register cluster filter center
    centre centers theater newsletter sticker stickers headphone power tracker container     transformer transformers transporter trolley parameter diameter perimeter thermometer thermometers
    barometer kilometer kilometers meters meter litre liter answer another leather
""")

# Qualities that everyone agrees on and nobody can check.
QUALITIES = words("""
    easy easier easiest easily simple simpler simply seamless seamlessly intuitive intuitively fast faster
    quick quicker quickly better best efficient efficiently effective effectively convenient conveniently
    smooth smoother smoothly frictionless effortless effortlessly hassle-free painless painlessly modern
    great good nice improved enhanced optimal optimally optimised optimized streamlined user-friendly
    friendly delightful pleasant flexible flexibly reliable reliably robust robustly scalable powerful smart
    smarter innovative world-class best-in-class state-of-the-art cutting-edge personalised personalized
    engaging enjoyable meaningful holistic transparent transparently clearer cleaner slick sleek rich richer
    comfortable comfortably stress-free worry-free joined-up unified centralised centralized consistent
    consistently productive productively successful successfully properly well nicely rapid rapidly swift
    swiftly speedy safer accessible straightforward agile responsive high-quality premium superior dynamic
    resilient motivated empowered connected informed secure happy confident organised organized visible
    healthy sustainable greener digital competitive compliant future-proof clear pretty insecure in_control
    inspired aligned engaged self-sufficient data-driven customer-centric paperless stress-less
    instant instantly hassle-freely on_the_go in_seconds with_ease at_scale in_no_time with_confidence
    more_easily more_quickly more_efficiently more_effectively
""")
# Words that carry no content of their own in a need.
LIGHT = words("""
    a an the to of for in on at with and or by from as is are be being been it its their them they his her
    our your this that these those some any all more most less very really much many have has get gets do
    does make makes use using way ways means method able need needs want wants can could will would should
    thing things stuff something someone anything everything also just so too up out over into through
    during when what which who how not no without manage handle perform enjoy access feel
    experience experiences process processes workflow workflows service services journey journeys product
    products interface interfaces interaction interactions system systems solution solutions task tasks
    job jobs work life lives day days time overall whole own one ones
""")
# Nouns that name a quality: as a need they say no more than an adjective.
QUALITY_NOUNS = words("""
    visibility clarity order peace transparency control flexibility simplicity efficiency convenience trust
    confidence empowerment agility security freedom insight insights guidance support speed ease reliability
    consistency quality comfort motivation engagement alignment harmony stability innovation collaboration
    communication productivity balance autonomy independence understanding personalisation personalization
    peace_of_mind accessibility inclusion fairness accountability value better_tools tools information
""")
ABSTRACTIONS = words("""
    communication communications information productivity finances finance process processes experience
    experiences system systems data work business businesses life lives health wellbeing well-being
    operations everything things matters tasks projects collaboration efficiency knowledge technology
    complexity challenges issues problems change growth quality content resources relationships performance
    innovation education learning security compliance workflows workflow activities money software needs
    journey careers career services products strategy culture world society
""")

# Verbs in their plain form, for telling a list of acts from a list of things.
VERBS = words("""
    accept access account act adapt add adjust agree allow alter amend answer appear apply approve argue arrange ask
    assemble assess assign attach attend authorise authorize avoid balance bear beg begin bend bill block
    book borrow break bring browse build buy calculate call cancel capture carry catch change charge chart
    chase check choose claim clean clear click climb close collect combine come communicate compare compile
    complain complete compute conduct configure confirm connect consult contact contain continue convert
    convince cook copy correct count cover create cross cut deal debug decide decipher decline dedicate
    defend delay delete deliver describe design detect determine dial dig discard discover discuss dispute
    distinguish divide do document double-check download draft drag draw drive drop duplicate eat edit eject
    email e-mail empty enlarge enrol enroll ensure enter escalate estimate examine exchange explain explore
    export extract face fax feed fetch figure file fill filter find finish fit fix flag flip fold follow
    force forecast forget format forward gather get give go grab guess guide hand handle hang have hear help
    hide hire hold hunt identify ignore import improve inform inspect install interpret interrupt interview
    invent invite invoice issue join jot juggle jump justify keep key know label land learn leave lend let
    lift list listen live load locate lock log look lose maintain make manage map mark match measure meet
    memorise memorize mend merge message migrate miss mix monitor move navigate negotiate note notice notify
    obtain offer open operate order organise organize overpay pack paint park part paste patch pause pay
    perform phone photograph pick place plan plead plug point post postpone practise prepare present press
    prevent print prioritise prioritize prise process produce program promise prove provide publish pull
    purchase push put query question queue quit quote race raise rank rate re-check re-enter re-key
    re-order re-print re-run re-scan re-send re-type re-upload reach read rebook rebuild recall receive
    recognise recognize reconcile reconstruct record recount recover recreate redo redraw reduce re-enter
    reenter refer refill refresh refund register reject rekey relabel release rely remember remind remove
    rename renew rent reopen repair repeat replace reply report reprint request rerun reschedule research
    resend reserve reset resolve respond restart restore retrace retry return retype reuse review revise
    rewrite ride ring risk rotate round route run rush sacrifice save say scan schedule screen screenshot
    scroll search seat see select sell send separate serve set settle share shift ship shop show sift sign
    sit skip sleep slow snap solve sort speak spell spend split spot squint stack stamp stand start stay
    steer stitch stop store struggle study submit subscribe subtract suffer sum supply support surrender
    suspend swap swipe switch tag take talk tally teach tell test text thank think throw tick tie time
    toggle top total trace track trade train transcribe transfer translate travel trawl triage trim trust
    try turn type unblock uncover understand undo unload unlock unpack update upgrade upload use validate
    vary verify visit vote wait wake walk wash watch wear weigh withdraw wonder work worry wrap wrestle
    write zoom wave mop patch haggle repaint refit mend polish peel pour sweep scrub dust hoist tow sew weld drill
    hammer saw rake plant water milk weed mow prune harvest rinse soak iron press bake boil chill heat cool dry
    squeeze stir taste smell sniff whisper shout yell bargain plead beg gamble invest insure ship haul lug heave
    drag roll slide tilt tighten loosen wind unwind rewire rewind retrace re-tape tape glue staple clip pin hook tie
    bind wrap unwrap untangle sift strain scoop weigh stock restock unstack shelve file refile prop lean crouch kneel
    climb descend cycle swim row sail fly land park reverse overtake detour reroute re-route re-book renegotiate
    chair coach tutor mentor babysit nurse comfort calm soothe feed bathe dress undress wake lull translate interpret
    spell pronounce rehearse perform tune retune mix film edit crop upload stream transcode compile build deploy patch
    debug profile refactor port bundle package sign countersign stamp notarise notarize witness swear testify appeal
    petition lobby campaign canvass poll tally audit reconcile depreciate amortise amortize accrue net gross quote bid
    tender shortlist hire fire onboard train retrain induct roster rota relieve cover swap trade lend borrow pawn
    juggle scramble ferry shuttle courier relay forward redirect divert hold release quarantine isolate
""")


@lru_cache(maxsize=20_000)
def names_people(word: str) -> bool:
    """Say whether a noun (singular or plural, any case) names people or a body of people."""
    word = word.lower().strip("'’")
    if word in THINGS:
        return False
    singular = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
    last = word.rsplit("-", 1)[-1]
    return (
        word in PEOPLE
        or singular in PEOPLE
        or last in PEOPLE
        or last.removesuffix("s") in PEOPLE
        or word.endswith(_PEOPLE_ENDINGS)
        or (len(word) > 5 and word.endswith(("ers", "ors", "ees")))
    )
