"""Verbs of taste, will and habit: what a generalisation says that "they" always do, never do, love or cannot do."""

from __future__ import annotations

from wbcoach.lexicon import words

# Plain and third-person forms: what somebody likes, fears, wants or holds dear.
TASTES = words("""
    love loves adore adores like likes enjoy enjoys prefer prefers hate hates loathe loathes despise despises dislike dislikes
    detest detests crave craves cherish cherishes prize prizes value values treasure treasures worship worships fear fears
    dread dreads distrust distrusts mistrust mistrusts resist resists shun shuns cling clings yearn yearns long
    thrive thrives worry worries fret frets obsess obsesses panic panics demand demands expect expects trust trusts relish
    relishes savour savours admire admires respect respects covet covets favour favours favor favors embrace embraces
    appreciate appreciates abhor abhors resent resents envy envies idolise idolises idolize fancy fancies
    freeze freezes cope copes believe believes think thinks respond responds thrives overthink overthinks
    chase chases bow bows defer defers hoard hoards haggle haggles gossip gossips moan moans grumble grumbles
    exaggerate exaggerates overspend overspends procrastinate procrastinates daydream daydreams swear swears
    brag brags show_off splurge splurges binge binges drift drifts rush rushes jump jumps bolt bolts
    lie lies cheat cheats steal steals skive skives sulk sulks nag nags bicker bickers whine whines cower
    overreact overreacts spoil spoils dawdle dawdles bully bullies meddle meddles pry fuss fusses
    communicate communicates flit flits clam_up shy shies
""")
# Of these the ones that speak of nothing but taste or character, so that a noun of role is enough as subject.
LEANINGS = words("""
    cherish cherishes crave craves prize prizes distrust distrusts mistrust mistrusts shun shuns resist resists cling clings
    fear fears haggle haggles gossip gossips moan moans exaggerate overspend procrastinate procrastinates hoard hoards
    lie lies cheat cheats steal steals skive skives sulk sulks nag nags bicker bickers whine whines sponge cower idolise
    overreact overreacts spoil spoils dawdle dawdles bully bullies meddle meddles pry fuss fusses
    worship worships loathe loathes detest detests despise despises brag daydream shy shies
""")
# What a person does by will: with "never", "always", "won't" or "only" it is a claim about character.
WILLED = words("""
    ask asks complain complains moan moans grumble grumbles plan plans read reads listen listens think thinks admit admits give gives trust trusts
    check checks bother bothers save saves worry worries do does learn learns say says speak speaks clean cleans tidy tidies prepare prepares
    come comes throw throws waste wastes wash washes question questions argue argues write writes want wants like likes share shares
    tip tips haggle haggles bargain bargains negotiate negotiates cry cries laugh laughs gossip gossips talk talks chat chats care cares
    respect respects follow follows obey obeys break breaks cheat cheats lie lies steal steals exaggerate exaggerates overclaim boast boasts
    brag brags help helps cook cooks look looks settle settles commit commits turn turns stick sticks stay stays take takes leave leaves keep keeps put puts
    spend spends buy buys pay pays try tries change changes adapt adapts adopt adopts touch touches use uses accept accepts believe believes
    rely relies open opens plan plans mean means value values appreciate appreciates love loves hate hates enjoy enjoys prefer prefers let lets
    play plays dream dreams challenge challenges answer answers push pushes rush rushes hurry hurries relax relaxes mind minds
    forgive forgives forget forgets remember remembers concentrate focus focuses sit sits stand stands join joins mix mixes
    expect expects assume assumes jump jumps choose chooses pick picks see sees feel feels go goes drive drives work works speak
    reply replies answer answers call calls phone phones email text return returns volunteer volunteers vote votes donate donates
    register report reports respond responds recycle cancel insist insists notice notices
    overthink overspend panic panics exercise eat eats drink drinks sleep sleeps dress dresses wear wears shop shops
    apologise apologize thank smile smiles show shows stop stops queue queues wait waits hold holds understand understands grasp
    be
""")
# What the mind is said to be unable to do.
MINDED = words("""
    cope concentrate focus sit think plan resist control budget wait multitask multi-task commit decide reason imagine adapt organise
    organize prioritise prioritize delegate listen learn handle grasp save count trust change
""")
# The same in the mind of some, the lack of a means in others.
LAPSES = words("""
    take follow understand remember keep be stand say stop tell manage read live make help switch get bear spell write accept share park drive cook
    talk work find use see hear
""")
ALWAYS = words("""
    never always only rarely seldom hardly constantly forever invariably inevitably won't wouldn't
""")
# Verbs after "never" that tell of what befalls somebody, not of what they are like.
BEFALLS = words(
    "have has get gets receive receives hear hears know knows find finds reach reaches arrive arrives need needs"
)
# Who does a thing well, badly or never: "poor communicators", "not readers".
DOERS = words("""
    readers writers planners talkers listeners thinkers savers spenders learners communicators workers joiners sharers cooks drivers leaders
    followers carers multitaskers negotiators parents losers winners sports hosts cleaners organisers organizers timekeepers managers shoppers
    complainers dressers teachers payers tippers hagglers helpers keepers swimmers mixers sleepers eaters
    decision-makers problem-solvers note-takers risk-takers team-players record-keepers bookkeepers navigators
""")
HABITUAL = words(
    "readers writers planners talkers listeners thinkers spenders communicators joiners sharers complainers negotiators organisers tippers note-takers record-keepers"
)
# What frightens or bores "them".
UPSETS = words("""
    frighten frightens scare scares intimidate intimidates confuse confuses baffle baffles overwhelm overwhelms bore bores
    daunt daunts terrify terrifies unsettle unsettles puzzle puzzles bewilder bewilders stress stresses fluster flusters
    unnerve unnerves repel repels alienate alienates defeat defeats paralyse paralyses
""")
UPSETTERS = words("""
    computer computers technology tech screens screen machines machine apps app phones smartphones tablets gadgets devices numbers
    figures maths math forms paperwork bureaucracy change changes crowds silence choice choices details jargon text reading
    spreadsheets websites internet passwords buttons menus keyboards robots tools authority officials conflict
    commitment responsibility money finance finances mathematics engineering science deadlines criticism
""")


def willed_ing(word: str) -> bool:
    """Say whether an -ing form is of a verb of will or taste."""
    root = word[:-3]
    return bool({root, root + "e", root[:-1]} & (WILLED | TASTES))
