"""Words that label a hardship or tell a mood, with nothing in them that could be filmed."""

from __future__ import annotations

import re

from wbcoach.grammar import Word, gerund_verb
from wbcoach.lexicon import ABSTRACTIONS, words

# Names for trouble; as the head of what people "face" they say only that it is bad.
LABELS = words("""
    friction frictions hassle hassles pain pains pain_point pain_points headache headaches inefficiency
    inefficiencies frustration frustrations challenge challenges difficulty difficulties issue issues problem
    problems complexity complexities nightmare nightmares mess messes messiness chaos confusion stress stresses
    struggle struggles obstacle obstacles hurdle hurdles bottleneck bottlenecks red_tape bureaucracy
    inconvenience inconveniences annoyance annoyances trouble troubles misery miseries uncertainty
    uncertainties overwhelm burnout discomfort dissatisfaction disappointment disappointments anxiety pressure
    pressures burden burdens overload fatigue drudgery toil faff aggro grief agony ordeal ordeals torment hell
    drama setback setbacks limitation limitations constraint constraints shortcoming shortcomings adversity
    hardship hardships roadblock roadblocks blocker blockers impediment impediments hiccup hiccups turmoil
    disarray woes mayhem trials unpleasantness awkwardness dilemma dilemmas disorder irritation irritations
    worries concern concerns insecurity negativity unreliability inconsistency inconsistencies suffering
    shambles farce slog unhappiness disruption disruptions disturbance disturbances madness bother nuisance nuisances rigmarole palaver
    disappointment unfairness injustice tension tensions conflict conflicts friction_points learning_curve growing_pains moving_parts barriers pitfalls drawbacks disadvantages
""")
# Things so general that a bad one of them is still nothing to watch.
GENERIC_THINGS = words("""
    experience experiences process processes system systems workflow workflows tool tools tooling procedure
    procedures service services interface interfaces ux ui journey journeys onboarding checkout communication
    communications software app apps application applications site sites website websites portal portals
    platform platforms management coordination collaboration admin administration paperwork logistics planning
    support environment environments situation situations conditions infrastructure design designs navigation
    setup set-up approach approaches practices operations solution solutions technology product products thing
    things way ways handling organisation organization bureaucracy handover handovers handoff handoffs teamwork
    product_design usability functionality features interactions interaction reporting scheduling booking
    enrolment enrollment registration sign-up signup login reality state circumstances programme program method
    methods policy policies structure structures standards quality performance visibility transparency
    information data documentation content everything life work workload workloads day days tasks task job jobs
    time times ride treatment deal care learning schooling education market world industry stuff chores chore
    responsibilities duties requirements needs expectations demands
""")
# What is said of things that are bad, without what is bad in them.
BAD = words("""
    bad poor terrible awful horrible dreadful lousy rubbish crappy subpar sub-par suboptimal sub-optimal mediocre
    inadequate unsatisfactory clunky cumbersome inefficient ineffective frustrating painful nightmare nightmarish
    messy tedious unintuitive confusing complicated over-complicated overcomplicated convoluted outdated dated
    disjointed fragmented disconnected siloed chaotic dysfunctional annoying unpleasant stressful difficult hard
    hellish miserable tiresome exhausting archaic antiquated unproductive unwieldy complex bureaucratic
    overwhelming broken negative unfriendly user-unfriendly time-consuming laborious burdensome onerous
    disorganised disorganized unreliable inconsistent unclear opaque daunting challenging problematic tricky
    troublesome stressful clumsy awkward inconvenient unhelpful disappointing uncomfortable impersonal
    substandard old-fashioned slow sluggish rigid inflexible labour-intensive labor-intensive soul-destroying
    mind-numbing infuriating maddening hectic bumpy ugly unfair irritating hostile legacy disorderly haphazard
    meh grim off-putting demoralising demoralizing weird unmanageable unbearable intolerable unacceptable worse worst shoddy patchy hopeless murky scattered
""")
# How people feel; without what they feel it about there is nothing to see.
MOODS = words("""
    frustrated overwhelmed stressed stressed-out unhappy dissatisfied annoyed fed_up helpless irritated
    disappointed unsupported disconnected disengaged undervalued demotivated burnt_out burned_out
    exhausted confused lost bewildered discouraged disheartened miserable powerless hopeless neglected ignored
    uneasy anxious stressed_out worn_out overworked swamped overloaded unmotivated alienated isolated
    disempowered unappreciated unwelcome ill-equipped unfulfilled uncomfortable drained upset angry aggrieved
    left_out let_down in_pain in_despair at_sea in_limbo under_pressure out_of_their_depth unheard unloved
""")
_BROAD = frozenset(
    "using working managing communicating collaborating onboarding planning accessing navigating handling getting"
    " being having doing dealing scheduling learning living shopping travelling traveling coordinating organising"
    " organizing operating interacting trying running meeting existing engaging ongoing increasing growing"
    " recruiting hiring budgeting reporting teaching nursing parenting everything something anything".split()
)
_CONCRETE = frozenset(
    "that which who whose where such like because since as e.g namely two three four five six seven eight nine"
    " ten eleven twelve dozen hundred twice until without whenever whether instead against".split()
)
_SMALL = frozenset(
    "the a an of in on at with to for from by and or around across about during their his her its our my this these"
    " those all any own every each some more most very much between within over through under into daily overall"
    " whole entire various different current new when while if today now they it so too really".split()
)
_NOMINAL = re.compile(r"[a-z-]{3,}(?:tion|tions|ment|ments|ity|ness|ability|ance|ence|ship)\Z")
# Nouns that end like an abstraction and can be touched, entered or held.
_SOLID = words("""
    junction junctions station stations question questions section sections medication medications prescription
    prescriptions document documents apartment apartments department departments equipment appointment
    appointments instrument instruments statement statements shipment shipments city facility electricity entrance
    ambulance insurance pavement pavements basement basements location locations vaccination injection fence
    plantation television allocation balance audience ship payment payments invitation invitations notification
    construction installation foundation treatment reservation reservations donation donations election collection
    licence science sentence evidence garment cement segment monument ointment extension session sessions
    destination confirmation signature residence conference ignition transmission immigration border
""")
# Words that may stand between a verb and the noun without adding anything.
SMALL = frozenset(
    "the a an their his her its our this these those all such some any many several very so too more most really quite"
    " extremely highly overly incredibly often always still pretty just also far rather fairly increasingly".split()
)
_MOST_LEFT = 4


def generic(word: str) -> bool:
    """Say whether a noun names a field or a thing at large: "process", "onboarding", "collaboration"."""
    if word in GENERIC_THINGS or word in ABSTRACTIONS or word in LABELS:
        return True
    return bool(_NOMINAL.match(word)) and word not in _SOLID


def explained(found: list[Word]) -> bool:
    """Say whether words after a label tell something to see: a figure, an act, a clause, or much detail."""
    left = [word for word in found if word.low not in _SMALL]
    return (
        len(left) > _MOST_LEFT
        or any(word.low in _CONCRETE or word.low[0].isdigit() for word in found)
        or any(_acts(word.low, after.low) for word, after in zip(found, [*found[1:], _NOTHING], strict=False))
    )


_NOTHING = Word("", "", 0, 0)


def _acts(word: str, after: str) -> bool:
    """Say whether an -ing form is an act of its own, and does not only name a kind of "process"."""
    return gerund_verb(word) and word not in _BROAD and not generic(word) and not generic(after)
