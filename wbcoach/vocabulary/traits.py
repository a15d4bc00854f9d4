"""Words that give a trait of character, ability or taste, and the words that tie one to a group.

The two dimensions of stereotype, warmth and competence, are both here, kind words as well as unkind ones
(Fiske 2018; Cuddy, Norton and Fiske 2005).
"""

from __future__ import annotations

import re

from wbcoach.lexicon import words
from wbcoach.vocabulary.screen import screened

# What people are like at all times.
CHARACTER = words("""
    lazy lazier stubborn forgetful gullible naive naïve emotional irrational impatient impulsive reckless meticulous diligent
    hard-working hardworking industrious disciplined undisciplined disorganised disorganized chaotic timid bossy aggressive
    submissive docile obedient vain stingy thrifty frugal greedy generous fickle spoilt spoiled selfish narcissistic snobbish
    superstitious nurturing maternal motherly kind-hearted warm-hearted chatty chattier gossipy helpless needy simple-minded unsophisticated
    ignorant clueless artistic analytical mathematical competitive ambitious unambitious materialistic shallow trendy
    image-conscious brand-conscious price-sensitive price-conscious status-conscious fashion-conscious antisocial introverted extroverted pedantic nerdy geeky
    inflexible punctual unpunctual dishonest untrustworthy sly hot-headed hot-blooded temperamental moody hysterical grumpy cranky senile
    tech-savvy tech-averse tech-shy tech-phobic techy technophobic computer-literate computer-illiterate digitally-illiterate
    old-fashioned risk-averse change-averse work-shy workshy flaky flakier moaning lovable sweet-natured good-natured easy-going easygoing
    laid-back uptight highly-strung clingy fussy picky choosy demanding bossier cliquey cliquish tribal clannish insular parochial narrow-minded open-minded
    close-minded closed-minded small-minded prejudiced bigoted rude polite well-mannered ill-mannered uncouth rowdy unruly loud-mouthed
    boastful arrogant conceited humble modest bashful coy meek servile deferential dutiful devout pious fatalistic
    pessimistic optimistic cynical sceptical skeptical suspicious mistrustful distrustful secretive reserved taciturn stoic stoical
    tough hardy resilient fearless brave cowardly macho manly feminine girly womanly effeminate unmanly
    sensible level-headed headstrong wilful willful pigheaded pig-headed obstinate cantankerous crotchety doddery dotty scatterbrained scatty absent-minded
    ditzy dim-witted slow-witted quick-witted bright brainy gifted talented brilliant genius clever dumb stupid thick illiterate innumerate inarticulate
    eloquent intuitive empathetic empathic compassionate tender sentimental soft-hearted cold-hearted calculating ruthless cut-throat pushy
    opportunistic mercenary money-minded money-grubbing miserly tight-fisted tightfisted penny-pinching extravagant spendthrift hedonistic
    pleasure-seeking fun-loving party-loving thrill-seeking adventurous restless rootless shiftless idle feckless unreliable irresponsible undependable
    dependable trustworthy loyal disloyal faithful faithless unfaithful promiscuous jealous possessive vengeful violent hot-tempered short-tempered quarrelsome
    argumentative litigious confrontational passive passive-aggressive unassertive subservient self-sacrificing selfless self-absorbed self-centred self-centered self-obsessed
    entitled work-obsessed phone-obsessed screen-addicted lonely-hearted conformist herd-like uncreative unimaginative creative logical rational methodical
    orderly tidy untidy messy sloppy slovenly unhygienic dirty meticulousness perfectionist persnickety fastidious
    mature immature childlike childish infantile naughty mischievous adaptable change-resistant conservative traditional backward unworldly worldly streetwise
    house-proud family-minded family-oriented community-minded civic-minded public-spirited uncomplaining long-suffering unquestioning trusting patient
    kind caring gentle thoughtful honest sincere cheerful jolly happy-go-lucky musical sporty athletic unathletic
    detail-oriented detail-obsessed rule-bound rule-following law-abiding lawless unlettered uneducated uncultured cultured sophisticated refined
    technologically-challenged tech-challenged tech-illiterate digitally-native digital-first mobile-first computer-shy screen-shy number-shy camera-shy phone-shy insecure
    neat tidy calm bold wise precise exact thorough friendly macho sharp-tongued outspoken outgoing sociable gregarious unsociable
    unconfident underconfident overconfident cocky cautious conscientious
""")
# What people may be for a moment; a trait only where "naturally", "always" or the like makes it last.
STATES = words("""
    careless careful confused overwhelmed lonely sad warm cold quiet loud distant shy proud sensitive fragile delicate dependent weak frail feeble slow dim
    anxious nervous worried afraid scared fearful frightened wary intimidated baffled distracted bored upset angry tired
    rigid cheap lost embarrassed ashamed hesitant reluctant unwilling willing unable incapable incompetent inept hopeless useless capable competent
    comfortable uncomfortable confident unsure unfamiliar keen eager curious attached stuck hooked addicted glued obsessed serious
    interested uninterested bothered organised organized busy good bad better worse great poor terrible rubbish clumsy skilled handy fluent savvy adept
    quick fast sharp stressed concerned critical direct blunt private
    tight grateful thankful friendly relaxed strict stern chilled hung-up ready prepared vulnerable easily mentally drawn inclined prone accustomed used fond suited cut
""")
TRAIT_NOUNS = words("""
    perfectionist perfectionists introvert introverts extrovert extroverts grafter grafters worrier worriers gossips hoarder hoarders dreamer dreamers luddite luddites
    technophobe technophobes digital_natives creatures_of_habit control_freaks early_adopters late_adopters softies penny-pinchers cheapskates show-offs
    moaners complainers whingers whiners carers nurturers homemakers multitaskers multi-taskers slackers shirkers skivers freeloaders scroungers dodgers chancers hagglers
    spendthrifts savers misers fusspots sticklers individualists loners lone_wolves team_players people_pleasers pleasers peacemakers natural_leaders followers sheep
    snowflakes divas drama_queens princesses babies children geniuses whizzes whizz wizards naturals experts_at hotheads cowards heroes saints angels
    simple_folk simple_people simple_souls old_souls visual_learners slow_learners quick_learners fast_learners good_listeners bad_listeners night_owls early_birds
    thrill-seekers risk-takers risk_takers gamblers party_animals workaholics know-alls know-it-alls pessimists optimists realists romantics stoics sceptics skeptics cynics
    traditionalists conformists rebels rule-breakers rule-followers born_carers born_liars born_traders creatures copers doers thinkers talkers chatterboxes
    homebodies feelers technophiles nerds geeks
""")
# What "they" are good or bad with, at ease or afraid of: things that stand for ability or world view.
MATTERS = words("""
    tech technology technologies computer computers computing smartphone smartphones phone phones device devices internet digital app apps online gadget gadgets numbers maths math figures money detail details
    paperwork words planning screen screens machines machine software it forms reading directions maps remotes remote outsiders strangers foreigners change authority officials commitment people
    children babies feelings emotions conflict confrontation criticism rules deadlines time words languages language hands tools cars spreadsheets websites everything anything new modern
    buttons passwords crowds risk risks responsibility budgets finance finances science engineering logic hygiene school culture tradition traditions family status brands
    men women animals cooking cleaning housework admin multitasking bargains gossip appearances looks attention writing spelling
""")
SKILLED = re.compile(
    r"\s+(?:with|at|around|in|about|to|on|using|of|by|for)\s+(?:(?:the|a|an|any|all|new|modern|their|how)\s+){0,2}(?P<matter>[a-z'-]+)",
    re.IGNORECASE,
)
DEGREE = words("""
    not no so too very more less naturally generally often usually just simply always typically rather quite really all inherently notoriously famously far much already still never
    as that particularly especially terribly extremely such a an bit the most by nature temperament instinct somewhat fairly pretty basically essentially fundamentally totally
    completely utterly born natural known to be tend being both also lovely but culturally traditionally even
    mentally only deeply instinctively well
""")
LASTING = words("""
    naturally always more less too notoriously generally inherently famously typically born usually nature temperament instinct instinctively by easily most fundamentally culturally traditionally
    never so natural famously
""")
# "Not the sort to", "not ones to", "not wired for".
KINDS = re.compile(
    r"(?:(?:just\s+|simply\s+)?(?:not|n['’]t|never)?\s*)?(?:(?:really|exactly|just|simply)\s+)?(?:the\s+(?:[\w-]+\s+)?(?:sort|type|kind|ones?|people|folk)\s+(?:to|who|that)\b|the\s+[a-z-]+ing\s+(?:type|kind|sort)|ones\s+(?:to|for)\b|of\s+(?:the|a)\s+(?:[\w-]+\s+)?(?:sort|kind|type|breed)|an?\s+[a-z-]+\s+(?:breed|lot|bunch|race|folk|tribe)|(?:simple|plain|humble|hardy|proud|good-hearted|quiet|gentle|kindly|restless|sensitive|stubborn)\s+(?:men|women|people|folk|souls|creatures)"
    r"|(?:hard-?)?wired\s+(?:for|to|that|differently)|born\s+(?:with|to|for|that)\b|made\s+for\b|built\s+for\b|brought\s+up\s+(?:to|on|with|that)|raised\s+(?:to|on|with)|bred\s+(?:to|for)|(?:not|n['’]t)\s+used\s+to\s+|used\s+to\s+(?:\w+ing|the|a|their|cash|instant)\b(?!\s+to)|accustomed\s+to|cut\s+out\s+for|hooked\b|glued\s+to|obsessed\s+(?:with|by)|addicted\s+to|in\s+love\s+with|slaves\s+to|set\s+in\s+their|stuck\s+in\s+(?:their|the\s+past)|resistant\s+to|averse\s+to|allergic\s+to|strangers\s+to|blind\s+to|lost\s+without|all\s+about\s+(?!to\b)|only\s+(?:interested|here|in\s+it)|(?:not|n['’]t)\s+(?:interested|bothered|fussed|natural|naturally|mature|grown|clever|bright|smart|confident)|(?:hard|easy|difficult|impossible)\s+to\s+(?:please|fool|impress|teach|train)|(?:easily|quickly)\s+(?:confused|distracted|bored|upset|led|fooled|overwhelmed|offended|impressed|pleased|scared|swayed|discouraged|satisfied|flustered)|(?:slow|quick|slower|quicker|fast|faster|eager|reluctant|unwilling|loath|happy|content|less\s+willing|more\s+willing|less\s+likely|more\s+likely|prone|inclined|keen)\s+to\s+(?:learn|adapt|adopt|anger|change|complain|trust|forgive|judge|take\s+offence|please|cry|panic|ask|admit|strike|share|obey|learn|settle|gossip|quit|lie|cheat|blame)|always\s+late|good\s+listeners|bad\s+listeners|socially\s+awkward|no\s+good\s+(?:at|with)|(?:a|the)\s+whizz(?:es)?|past\s+(?:learning|it)|too\s+(?:old|set|proud|polite|shy|timid)\s+to\s+(?:learn|ask|change|complain|admit)|(?:technologically|technically|digitally|computer|financially|emotionally|socially)\s+(?:illiterate|challenged|inept|stunted|literate|native|savvy|minded|averse|shy)|honest\s+as|sharp\s+as|tough\s+as|stubborn\s+as)",
    re.IGNORECASE,
)
ABILITY = re.compile(
    r"(?:no\s+|little\s+|few\s+|a\s+|an\s+|the\s+|short\s+|limited\s+|low\s+|poor\s+|weak\s+|less\s+|more\s+|hardly\s+any\s+|any\s+|of\s+|such\s+|bigger\s+|other\s+|better\s+|much\s+|zero\s+|great\s+|natural\s+|real\s+|such\s+|enough\s+|sufficient\s+|their\s+|strong\s+|high\s+|higher\s+|lower\s+){0,4}(?:\w+\s+)?(?:attention\s+spans?|attention|patience|discipline|common\s+sense|self-?control|self-?discipline|self-?confidence|confidence|(?:big|soft|kind|warm|hard|cold|weak)\s+(?:hearts?|heads?|nerves)|strong\s+stomachs?|willpower|ambitions?|aspirations?|interest\s+in|curiosity|skills?|literacy|memor(?:y|ies)|courage|loyalty|work\s+ethic|manners|sense\s+of\s+\w+|head\s+for|feel\s+for|eye\s+for|ear\s+for|nose\s+for|flair\s+for|knack\s+for|gift\s+for|talent\s+for|instinct\s+for|passion\s+for|love\s+of|fear\s+of|taste\s+for|appetite\s+for|weakness\s+for|soft\s+spot\s+for|respect\s+for|imagination|grasp\s+of|affinity\s+(?:for|with|to)|aptitude|tolerance\s+for|short\s+fuses?|tempers?|egos?|(?:softer|gentler|lighter|magic)\s+touch|(?:simple|expensive|cheap|limited)\s+(?:tastes|needs)|(?:the\s+)?time\s+(?:in\s+the\s+world|on\s+their\s+hands)|thick\s+skins?|thin\s+skins?|one-track\s+minds?|it\s+in\s+(?:their|them)|(?:things|priorities)\s+on\s+their\s+minds?|priorities|no\s+time\s+for\s+(?:reading|technology|culture|school)|gift\s+of|way\s+with|green\s+fingers|stamina|finesse|initiative|drive\s+to|gumption|brains?|sense)\b",
    re.IGNORECASE,
)
# The "whole race of them" said outright.
NATURE = re.compile(
    r"\b(?:by\s+(?:nature|upbringing|instinct|temperament|birth|culture|tradition)\b|in\s+their\s+(?:blood|genes|dna|nature|bones|culture|make-?up)\b|at\s+(?:that|their)\s+age\b|that['’]?s\s+(?:just\s+)?(?:how|the\s+way)\s+(?:they|women|men|boys|girls)\s+are\b|it['’]?s\s+(?:just\s+)?(?:how|the\s+way)\s+they\s+are\b|how\s+they\s+were\s+(?:raised|brought)\b|second\s+nature\s+to\b|(?:that|this)(?:['’]s|\s+is)\s+(?:just\s+)?what\s+they\s+are\s+like\b|(?:is|are|isn['’]t|aren['’]t)\s+(?:not\s+|never\s+)?(?:their|women['’]s|men['’]s)\s+(?:strong\s+suit|strong\s+point|thing|forte|strength|weakness|cup\s+of\s+tea|way\b|style)|(?:god\s+)?(?:bless|love)\s+(?:them|['’]em)\b|boys\s+will\s+be\s+boys)",
    re.IGNORECASE,
)
OUTRIGHT = screened(
    r"\b(?:that|it|this)(?:['’]s|\s+is)\s+(?:just\s+)?(?:what\s+they\s+are\s+like|how\s+they\s+are|the\s+way\s+they\s+are|in\s+their\s+(?:blood|genes|dna|nature|bones))\b",
    re.IGNORECASE,
)
# "Being Swiss, they ...": belonging itself is the reason.
BEING = re.compile(
    r"\b[Bb]eing\s+(?:(?P<nation>[A-Z][a-z]+)|(?:a\s+)?(?:men|women|man|woman|millennials?|boomers?|pensioners?|teenagers?|foreigners?|immigrants?|country\s+people|digital\s+natives?|working-class|middle-class))(?=,|\s+(?:they|she|he)\b)"
)
LIKE_ALL = re.compile(
    r"\b(?:like|as)\s+(?:all|most|any|every|many)?\s*(?:of\s+)?(?:the\s+)?\Z", re.IGNORECASE
)
HABITS = screened(
    r"\b(?:know[s]?\s+best|talk[s]?\s+with\s+(?:their|his|her)|bottle[s]?\s+(?:things|it|everything|their)|let[s]?\s+their\s+(?:husbands?|wives|mothers?|parents|children|men|women)|job-hop|wear[s]?\s+their\s+hearts?|speak[s]?\s+(?:their|his|her)\s+minds?|say[s]?\s+yes\s+to|go(?:es)?\s+along\s+with|give[s]?\s+up\s+after|follow[s]?\s+along|play[s]?\s+it\s+safe|go(?:es)?\s+with\s+the\s+flow|keep[s]?\s+their\s+heads?\s+down|do(?:es)?\s+as\s+they\s+are\s+told|leave[s]?\s+(?:things|everything|it|all)\s+(?:to|till|until)|put[s]?\s+(?:\w+\s+){1,3}?(?:first|before|last|ahead\s+of)|take[s]?\s+(?:things|everything|life|it|criticism)\s+(?:easy|slowly|personally|seriously|too)|learn[s]?\s+(?:better|best|slow|slower|slowly|by|with|faster|quicker|differently|more)|(?:think|thinks)\s+(?:alone|with|differently|in|only|they)|see[s]?\s+(?:everything|the\s+world|only)|live[s]?\s+(?:on\s+(?:pizza|takeaways?|junk|coffee|credit)|in\s+(?:the\s+(?:moment|past|now|clouds)|an?\s+ivory|a\s+bubble|their\s+own|another\s+world)|on\s+their|for\s+(?!\d|less|more)|through)|follow[s]?\s+(?:the\s+(?:crowd|herd|guide|leader|rules|trend)|orders|trends)|drive[s]?\s+like|spend[s]?\s+(?:money\s+)?like|switch(?:es)?\s+off|give[s]?\s+up\s+(?:easily|quickly|at)|get[s]?\s+(?:bored|confused|distracted|emotional|overwhelmed|flustered|hysterical|jealous|lost|scared|muddled)(?=\s+(?:easily|quickly|by|with|at)|[.,;]|\s*$)|talk[s]?\s+too|work[s]?\s+(?:harder|hardest|slower|slowly|better|best)|need[s]?\s+(?:constant|more\s+(?:hand-?holding|help|time|support|attention|encouragement)|to\s+be\s+told|everything|extra\s+(?:help|hand)|things\s+(?:simple|explained|slow)|(?:lots|plenty)\s+of)|come[s]?\s+(?:only|just)\s+for|(?:know|knows)\s+(?:nothing|little)\s+(?:of|about)|grew\s+up\s+with|grow[s]?\s+up\s+with|want[s]?\s+(?:only|just|everything|instant|it\s+all|things\s+(?:to\s+be\s+)?(?:instant|now|simple|easy))|care[s]?\s+(?:only|more|less|too|about\s+(?:looks|status|nothing|the\s+planet|family))|expect[s]?\s+(?:everything|instant|things|the\s+world|to\s+be)|remember[s]?\s+(?:faces|better)|make[s]?\s+(?:better|worse|bad|terrible|great|natural|good)\s+\w+|struggle[s]?\s+(?:with\s+(?:\w+\s+)?(?:technology|computers?|smartphones?|apps?|change|numbers|anything|new|screens?|tech|reading|words)|to\s+(?:keep\s+up|adapt|learn|concentrate|focus))|find[s]?\s+(?:technology|computers|screens|apps|change|numbers|it\s+hard\s+to\s+(?:learn|adapt|change|trust|concentrate|focus))|would\s+(?:rather|sooner|never)|(?:can|could)\s+sell|can\s+smell|have\s+an?\s+\w+\s+for|look[s]?\s+down\s+on|look[s]?\s+after\s+(?:their\s+own|each\s+other)|stick[s]?\s+(?:together|to\s+(?:what|their\s+own))|keep[s]?\s+(?:themselves|to\s+themselves)|forget[s]?\s+(?:everything|herself|himself|themselves|things))",
    re.IGNORECASE,
)
ATTRIBUTED = re.compile(
    r"(?<!\bI\s)(?<!\bwe\s)\b(?:(?:said|say|says|told\s+us|reported|report)\s+(?:that\s+)?(?:they|she|he|it|their|her|his)\b|described\s+(?:her|him|them)sel\w+|called?\s+(?:her|him|them)sel\w+|by\s+(?:my|their|her|his)\s+own\s+account|in\s+(?:their|her|his)\s+(?:own\s+)?words|(?:she|he|they)\s+(?:says?|told))\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:no\s+less|no\s+more(?:\s+\w+)?\s+(?:often\s+)?than|not\s+(?:less|more|slower|any|because)|just\s+as|equally|as\s+\w+\s+as\s+(?!the\s+day|a\b|an\b)|no\s+(?:sign|evidence)|(?:is|are)\s+untrue|myth|assum\w+|suppos\w+|prejudice|stereotyp\w+|treated\s+as|taken\s+for|whether|wrongly|rumou?r)\b",
    re.IGNORECASE,
)
LABEL = screened(
    r"\b(?:tech(?:nology)?-?\s?(?:savvy|averse|illiterate|phobic|challenged|shy)|technophob(?:e|ic)\w*|digitally\s+(?:illiterate|challenged|native|savvy)|computer[\s-](?:illiterate|shy)|stubborn|lazy|forgetful|gullible|naive|emotional|impatient|hysterical|helpless|clueless|feeble|frail|grumpy|spoilt|spoiled|entitled(?!\s+to)|technologically\s+\w+|easily\s+(?:confused|distracted|led)|image-conscious|old-fashioned|timid|docile|hot-headed|chatty|fickle|flaky|ignorant|introverted|extroverted|antisocial|nerdy|geeky|arrogant|work-?shy|cynical|macho|moody|scatterbrained|ditzy|conceited|narrow-minded|gossipy|bossy|clingy|stingy|miserly|vain)\s+(?=(?:[\w-]+\s+)?[\w-]+)",
    re.IGNORECASE,
)
# A thing that is agony, or a closed book, "to them".
ALIEN = re.compile(
    r"\b(?:torture|agony|hell|misery|poison|heaven|a\s+(?:mystery|closed\s+book|nightmare|chore|foreign\s+(?:land|language)|joy|game|sport|religion)|alien|foreign|beyond|unnatural|natural|sacred|second\s+nature|everything|nothing|double\s+dutch)\s+(?:(?:to|for)\s+)?(?P<whom>them\b|us\s+lot|our\s+(?:lot|generation|sort)|people\s+like\s+(?:them|that)|[a-z]+(?:\s+[a-z]+)?)",
    re.IGNORECASE,
)
WANTING = re.compile(
    r"\s+(?:a\s+)?(?:low|lower|little|no|poor|few|short|limited|weak)\s+(?:\w+\s+)?(?:aspirations?|ambitions?|discipline|self-?discipline|patience|attention(?:\s+spans?)?|manners|curiosity|work\s+ethic|imagination|stamina|willpower|motivation|morals|character|self-?control|common\s+sense)\b",
    re.IGNORECASE,
)
# Traits that may as well be shown towards one thing on one day.
TOWARDS = words("""
    suspicious sceptical skeptical cynical mistrustful distrustful cautious patient honest loyal polite rude kind generous optimistic pessimistic emotional
    impatient reserved jealous trusting faithful sensible humble modest dutiful tough conservative logical creative argumentative passive violent entitled
    careful punctual tidy
""")
FOND = re.compile(
    r"[\w]+-(?:mad|obsessed|loving|hungry|shy|averse|phobic|wary|crazy|addicted|savvy|minded|proud|conscious|resistant|hating|fearing|happy)\Z",
    re.IGNORECASE,
)
# Without a group by age, origin or the like these are blame, not stereotype.
# States that told of a whole group are a temper.
TEMPERS = words(
    "lonely quiet loud proud slow distant sensitive shy delicate dependent clumsy blunt direct private warm friendly strict stern serious curious relaxed reluctant grateful tight cheap rigid nervous timid hesitant"
)
BLAME = words("""
    lazy lazier careless stubborn ignorant clueless sloppy reckless incompetent dishonest forgetful irresponsible undisciplined disorganised
    disorganized messy cheap greedy impatient flaky unreliable feckless idle stupid dumb thick unwilling selfish rude inattentive
    thoughtless entitled untidy
""")


def positive(word: str) -> str:
    """Undo a comparative: "friendlier", "neater", "lazier"."""
    if not word.endswith("er"):
        return word
    for plain in (word[:-3] + "y",) if word.endswith("ier") else (word[:-2], word[:-1], word[:-3]):
        if plain in CHARACTER or plain in TEMPERS:
            return plain
    return word
