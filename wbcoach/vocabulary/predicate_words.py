"""Words that open, turn or weaken what is said of people."""

from __future__ import annotations

from wbcoach.lexicon import words

COPULAS = words("""
    are is aren't isn't were be being become becomes remain remains seem seems feel feels get gets they're they‘re theyre he's she's who're who's am i'm
""")
HAVE = words("have has lack lacks they've who've")
NEGATED = words(
    "don't doesn't do does will would won't wouldn't can can't cannot could couldn't they'd they'll who'd never always only rarely seldom hardly constantly forever dont"
)
NEVER = words("never rarely seldom hardly won't wouldn't")
ADVERBS = words(
    "just simply really ever even also all still often usually generally always never only too so basically actually ever truly"
)
# With "always", what befalls people and what they must do is no claim about them.
CHORES = words(
    "wait queue pay go come use ask leave take stand stay do see sit put open buy work keep hold stop try eat sleep drive turn give stick check read write say look show feel answer forget"
)
# With a plain "don't", only what speaks of an attitude.
ATTITUDES = words("""
    value care trust like want think listen respect believe mind bother plan admit complain worry appreciate commit save
    learn adapt take prepare question share haggle mix speak trust enjoy love moan ask expect argue exaggerate overclaim accept talk
""")
ABLE = words(
    "good bad better worse best hopeless terrible rubbish useless great brilliant poor clumsy slow quick skilled adept weak handy gifted talented competent inept incompetent"
)
COMPARED = words("better best harder hardest later differently easily badly")
LIKINGS = words(
    "love loves hate hates prefer prefers like likes enjoy enjoys adore adores loathe detest dislike dislikes avoid avoids"
)
TAKEN = words(
    "care responsibility pride interest things anything criticism advice life notice part seriously turns risks chances"
)
WEAK_NOUNS = words(
    "carers savers followers children babies thinkers talkers doers heroes saints angels naturals creatures sheep romantics realists rebels gamblers dodgers savers geeks nerds traditionalists princesses"
)
SPECIFIC = words("the this that these those our its it them him her their his your my about_the")
MILD = words("""
    expect expects think thinks believe believes respond responds worry worries freeze freezes rush rushes jump jumps chase chases drift
    drifts value values respect respects bow bows fancy favour favours favor favors communicate communicates
    demand demands cope copes trust trusts panic panics long fret frets like likes resent resents swear swears bolt bolts fear fears dread dreads
    enjoy enjoys appreciate appreciates embrace embraces hate hates defer defers shy shies cling clings
""")


def mild(word: str) -> bool:
    """Say whether a verb of taste may as well tell of one occasion."""
    return word in MILD


def liking(word: str) -> bool:
    """Say whether a verb tells of a plain like or dislike."""
    return word in LIKINGS
