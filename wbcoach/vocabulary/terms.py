"""Terms that set people apart or diminish them, each with what the style guides suggest instead (APA, Microsoft, Google)."""

from __future__ import annotations

_PEOPLE = r"(?:people|users?|customers?|persons?|folks?|patients?|passengers?|riders?|employees?|workers?|children|kids|adults|visitors|pupils|students|drivers|families|travell?ers|citizens|guests|members|readers|learners|shoppers|viewers|players|tenants|residents|teachers|parents|ones)"
_ENDED = r"(?=\s*(?:[,.;:!?)]|$|(?:and|or|who|have|has|had|to|are|is|were|do|don['’]t|in|with|must|cannot|can|can['’]t|will|get|when|whenever|from|by|at|for|on|as|of|about|against|into|out|over|through|under|that|than|tonight|today|now|there|here|while|if|because|before|after|end|need|needs|want|often|always|never|still|only|also|lose|find|face|wait|live|struggle)\b))"
_WORKPLACE = r"(?:(?:front|back|night|help|information|service)\s+)?(?:desk|office|reception|till|tills|shop|counter|kitchen|ward|shift|line|warehouse|crew|site|lab|accounts|payroll|switchboard|checkout|floor|stores?|bar|back|dispatch|despatch|post\s?room|call\s+cent(?:re|er)|canteen|laundry|depot|yard|admin|HR|IT|marketing|sales)"
_DIAGNOSES = r"(?:\w*autis\w*|dementia|diabet\w+|asthma|epilep\w+|depress\w+|adhd|dyslex\w+|arthrit\w+|blindness|deafness|cancer|obes\w+|anxiet\w+|\w*disab\w+|(?:multiple\s+)?sclerosis|down['’]?s?\b|stroke|migraine|\w*\s?disorder|parkinson\w*|alzheimer\w*|\w+\s+condition|\w+\s+syndrome|(?:mental\s+|chronic\s+)?illness|\w+\s+disease|hiv|aids|tinnitus|hearing\s+loss|sight\s+loss|eczema|insomnia|allerg\w+|back\s+pain|chronic\s+pain|memory\s+loss|incontinence|addiction|ptsd|copd|lupus|psoriasis|paralysis|infertility|gout|vertigo|schizophren\w+|bipolar|dyscalcul\w+|stammer\w*|stutter\w*)"

# (words, what to write instead, how sure)
TERMS: tuple[tuple[str, str, float], ...] = (
    (
        r"the\s+(?:very\s+)?elderly|the\s+aged|the\s+infirm|old\s+folks?|oldies|oldsters|geriatrics?|senile|old\s+people|senior\s+citizens?|(?:little\s+)?old\s+(?:lad(?:y|ies)|dears?|biddies|biddy|codgers?|timers|geezers?|fogeys?|crocks|bats|girls?|boys?)|pensioner\s+types|coffin\s+dodgers|grey\s+army|silver\s+tsunami|golden\s+agers",
        "older adults, or an age range",
        0.9,
    ),
    (r"(?<!the\s)(?<!very\s)elderly(?=\s+\w)", "older", 0.9),
    (
        rf"the\s+(?:disabled|handicapped|blind|deaf|mute|mentally\s+(?:ill|disabled|handicapped)|homeless|poor|unemployed|jobless|autistic|illiterate|uneducated|insane|obese|needy|underprivileged|less\s+(?:fortunate|able|well-off)|disadvantaged|vulnerable|sick|bedridden|housebound|visually\s+impaired|hearing\s+impaired|hard\s+of\s+hearing|physically\s+(?:disabled|handicapped|challenged)|learning\s+disabled|terminally\s+ill|dying|demented|dependent|undocumented|downtrodden|great\s+unwashed|lower\s+(?:class(?:es)?|orders)|working\s+poor|destitute|uninsured\s+masses|masses|common\s+people){_ENDED}",
        "people who ..., named by what is the case",
        0.9,
    ),
    (
        r"handicap(?:ped)?(?=\s+(?:people|persons?|users?|visitors|toilets?|parking|access|\w+s)\b)|handicapped|crippled(?!\s+by)|cripples?(?!\s+(?:the|our|their|a|an|any|whole|production)\b)|invalids?(?=\s+(?:have|who|must|and|cannot)\b)|lame(?=\s+(?:people|man|woman|child|persons?)\b)|retard(?:ed|s)?|spastics?|deaf\s+and\s+dumb|deaf-and-dumb|deaf-mutes?|dumb(?=\s+(?:people|users?|customers?|person|children)\b)|midgets?|dwar(?:f|ves)(?=\s+(?:people|have|who)\b)|mongoloid|imbeciles?|morons?|idiots?|simpletons?|vegetables?(?=\s+(?:on\s+the\s+ward|in\s+the\s+beds?))|harelip|deformed|abnormal\s+(?:people|children|patients|users)|defectives?|feeble-minded|slow\s+(?:children|kids|pupils|people)|backward\s+(?:children|pupils|people|areas)|mentally\s+(?:ill|retarded|challenged|handicapped|defective|unstable)|nutters?|loon(?:y|ies)|psychos?|lunatics?|schizos?|wheelchair\s+cases?|the\s+wheelchairs?(?=\s+(?:have|must|wait|cannot|come|go)\b)",
        "the name that the people concerned use",
        0.9,
    ),
    (
        r"wheelchair[\s-]?bound|confined\s+to\s+(?:a\s+|their\s+|the\s+)?(?:wheelchairs?|beds?)|tied\s+to\s+(?:a\s+|their\s+)?wheelchairs?|trapped\s+in\s+(?:a\s+|their\s+)?wheelchairs?",
        "who use a wheelchair, or who cannot leave the house",
        0.9,
    ),
    (
        rf"suffer(?:s|ing|ers?|ed)?\s+(?:from|with)(?=\s+(?:(?:an?|the|chronic|severe|mild|early|late|type|bad|serious)\s+){{0,3}}{_DIAGNOSES})",
        "have",
        0.9,
    ),
    (
        rf"(?:afflicted|stricken|struck\s+down|plagued|crippled|cursed)\s+(?:with|by)(?=\s+(?:\w+\s+)?{_DIAGNOSES})|victims?\s+of(?=\s+(?:\w+\s+)?{_DIAGNOSES})|(?:cancer|stroke|aids|dementia|polio|autism|ms|burns?|epilepsy|migraine|asthma)[\s-](?:victims?|sufferers?)|\w+\s+sufferers?|(?:battling|fighting)\s+(?:autism|dementia|disability|blindness)|despite\s+(?:her|his|their)\s+(?:disability|handicap|condition|blindness|deafness|wheelchair)",
        "people who have ...",
        0.9,
    ),
    (
        r"diabetics|epileptics|schizophrenics|anorexics|asthmatics|dyslexics|autistics|haemophiliacs|paraplegics|quadriplegics|amputees|psychotics|depressives|alcoholics?(?!\s+anonymous)|drunks|drug\s+(?:addicts?|abusers?)|(?:substance|alcohol)\s+abusers?|addicts?|junkies|crackheads?|winos|smackheads?|ex-cons?|convicts|(?:ex-)?felons|inmates|jailbirds|prostitutes?|hookers?|whores?|the\s+clean\s+and\s+the\s+dirty",
        "people who ...",
        0.85,
    ),
    (
        rf"(?<!in\s)(?<!under\s)(?:normal|able-?bodied|regular|ordinary|healthy|typical|proper|real|decent|respectable|civili[sz]ed|average|sane|right-thinking)\s+(?:[a-z]+\s+)?(?P<normal>{_PEOPLE})",
        "others, or people without ...",
        0.9,
    ),
    (
        r"able-?bodied|better\s+class\s+of|lower\s+sort|that\s+sort\s+of\s+(?:person|people)|those\s+people|these\s+people(?=\s+(?:always|never|just|don['’]t|can['’]t))|their\s+kind|the\s+likes\s+of\s+them|you\s+people",
        "others, or the group by its name",
        0.75,
    ),
    (
        r"man[\s-]?power|man[\s-]?(?:hours?|days?|weeks?|months?|years?)|man-?made|(?:(?:un|over|under)-?)?manned|manning\s+(?:the|a|levels?|gaps?)|man(?=\s+(?:the|a)\s+(?:desk|phones?|phone|gate|counter|booth|station|stall|bar|stand|pumps?|line|helpline|door|shop|tills?|barriers?|control\s+room))|middle-?m[ae]n|sales(?:m[ae]n|girls?|lad(?:y|ies)|wom[ae]n)|chairm[ae]n|businessm[ae]n|workm[ae]n|policem[ae]n|policewom[ae]n|firem[ae]n|postm[ae]n|mailm[ae]n|dustm[ae]n|bin\s?m[ae]n|weatherm[ae]n|anchorm[ae]n|stewardess(?:es)?|air\s+hostess(?:es)?|waitress(?:es)?|actress(?:es)?|manageress(?:es)?|seamstress(?:es)?|usherettes?|(?:cleaning|dinner|tea|lunch|lollipop)\s+lad(?:y|ies)|charwom[ae]n|chambermaids?|barmaids?|milkmaids?|maids(?=\s+(?:have|must|who|need|clean|cannot|are)\b)|cameram[ae]n|repairm[ae]n|handym[ae]n|housewi(?:fe|ves)|delivery[\s-]?(?:m[ae]n|boys?)|tradesm[ae]n|craftsm[ae]n|draughtsm[ae]n|clergym[ae]n|laym[ae]n(?:['’]s)?|spokesm[ae]n|ombudsm[ae]n|linem[ae]n|watchm[ae]n|doorm[ae]n|(?:garbage|ice|milk|gas)[\s-]?m[ae]n|lady\s+(?:nurses?|doctors?|engineers?|drivers?|pilots?|bosses|boss|surgeons?|lawyers?|mechanics?|customers?|referees?)|office\s+(?:girls?|boys?)|(?:shop|check-?out|counter|till|factory|call)[\s-]girls?|man\s+(?:in|on)\s+the\s+street|gentlem[ae]n['’]s\s+agreement|(?:old\s+)?boys['’]?\s+(?:club|network)|girl\s+fridays?|mother\s+hens?|career\s+wom[ae]n|the\s+fairer\s+sex|the\s+weaker\s+sex|the\s+opposite\s+sex|mother[\s-]and[\s-](?:baby|toddler)(?=\s+(?:area|room|space))",
        "a word without gender",
        0.9,
    ),
    (
        r"bed[\s-]?bound|bedridden|house[\s-]?bound|newbies?|(?:male|female|woman|women)\s+(?:nurses?|doctors?|engineers?|drivers?|pilots?|plumbers?|bosses|surgeons?|lawyers?|mechanics?|developers?|programmers?|referees?)|mankind|foremen\s+and\s+girls|man(?=\s+and\s+machine)",
        "the plain fact",
        0.5,
    ),
    (
        rf"(?:the|our|my|those|these|you)\s+(?P<mates>(?:girls|boys|lads|ladies|guys|gals|chaps|blokes|fellas|lasses)(?=\s+(?:there\b|upstairs|downstairs|out\s+back|(?:at|in|on|from|behind)\s+(?:the\s+|our\s+)?(?:{_WORKPLACE}\b|[A-Z]))))|the\s+(?P<pals>(?:guys|lads|gals|blokes|fellas)(?=\s*(?:[,.;!?]|$|(?:have|has|had|on|in|at|and|to|told|say|are|were|do|can|cannot|must|need|get|from)\b)))|(?P<teams>(?:ladies|girls)['’](?=\s+(?:teams?|side|league|section|crew|department)\b))",
        "colleagues, staff, or the role",
        0.75,
    ),
    (
        r"sanity[\s-]check(?:s|ed|ing)?|sanity[\s-]test(?:s|ed|ing)?|(?:is|are|was|were|be|been|being|go|goes|going|gone|drive[s]?\s+\w+|driving\s+\w+|this\s+is|it['’]s|sheer|these|those|some)\s+(?P<mad>crazy|insane|nuts|bonkers|mental|demented)(?=\s*(?:[^\w\s]|$|(?:and|that|to|how|when|because|but)\b))|schizophrenic(?=\s+(?:process|system|interface|approach|design))|bipolar(?=\s+(?:process|system|interface|approach))|tone-deaf|turn(?:s|ed|ing)?\s+a\s+blind\s+eye|fall(?:s|en|ing)?\s+on\s+deaf\s+ears|turn(?:s|ed|ing)?\s+a\s+deaf\s+ear|dialogue\s+of\s+the\s+deaf|blind(?:ly)?(?=\s+(?:accept|trust|follow|sign))|paraly[sz]ed\s+by|lame(?=\s+\w+s?\b)|the\s+blind\s+leading\s+the\s+blind|OCD\s+about|a\s+bit\s+(?:OCD|autistic|ADHD|bipolar)|spaz(?:z|zes|zing)?|brain-?dead|dumbed?\s+down|dumb(?:ing)?\s+down",
        "the plain fact",
        0.9,
    ),
    (
        r"blind\s+spots?|blind\s+to(?=\s+(?:the|their|our|what)\b)|crippl(?:es|ing|ed\s+by)(?=\s+\w)",
        "the plain fact",
        0.45,
    ),
    (r"(?:crazy|insane|maniac(?:al)?|demented)(?=\s+(?:[a-z]+\s+){0,2}[a-z]+)", "the plain fact", 0.4),
    (
        r"black-?list(?:s|ed|ing)?|white-?list(?:s|ed|ing)?|grey-?list(?:s|ed|ing)?|black-?ball(?:s|ed|ing)?|black[\s-]hat|white[\s-]hat|master/slave|master[\s-](?:and[\s-])?slaves?|slaves?(?=\s+(?:node|device|server|unit|printer|drive|clock|database)s?)|grandfather(?:ed|ing)(?:\s+in)?|grandfather\s+clause|tribal\s+knowledge|off\s+the\s+reservation|pow-?wows?|spirit\s+animal|low\s+man\s+on|circle\s+the\s+wagons|open\s+the\s+kimono|opens?\s+the\s+kimono|chinese\s+(?:whispers|walls?)|dutch\s+uncle|indian\s+giver|(?:go|goes|going)\s+dutch|peanut\s+gallery|cake\s?walk|uppity|jew(?:ed)?\s+down|gypp?(?:ed|s|ing)|cowboys?(?=\s+(?:builders?|outfits?|contractors?|traders?))|off-?shore\s+resources",
        "a plain word for it",
        0.9,
    ),
    (
        r"third[\s-]world|first[\s-]world|developing\s+world\s+users|banana\s+republics?|under-?developed\s+(?:countries|nations|areas|people)|illegal\s+(?:immigrants?|aliens?|migrants?|workers?|foreigners?)|illegals|aliens(?=\s+(?:have|who|must|from)\b)|bogus\s+asylum\s+seekers?|failed\s+asylum\s+seekers?|gyps(?:y|ies)|gippos?|pikeys?|orientals?(?=\s+(?:people|customers?|women|men|guests?|students|looking|\w+s)\b)|orientals|colou?red\s+(?:people|folks?|customers?|staff|women|men|children|persons?|families)|coloureds|half-?castes?|mulattos?|eskimos?|red\s+indians?|negro(?:es)?|chinamen|chinaman|natives(?=\s+(?:have|must|cannot|can|are|who|here|of\s+the|do|don['’]t)\b)|the\s+natives|primitive\s+(?:people|tribes?|cultures?|farmers|users)|savages|uncivili[sz]ed|exotic(?=[\s-](?:customers|people|women|looking|names?|accents?|guests?|students|staff|patients))|ethnics|ethnic(?=\s+(?:people|customers|types|staff|families|names|food\s+eaters|shoppers|looking))|non-?whites?|minorities|ghettos?|broken\s+english|funny\s+(?:names?|accents?)|foreign-sounding|foreign-looking|proper\s+english|those\s+foreigners|mohammedans?|moslems?|infidels|heathens?",
        "the name that the people concerned use",
        0.85,
    ),
    (
        r"peasants?(?=\s+(?:have|who|must|cannot|can|from|in)\b)|spinsters?|old\s+maids?|bastards?|unwed\s+mothers?|broken\s+homes?|low[\s-]class|lower[\s-]class(?=\s+\w+)|under-?class|riff-?raff|rabble|plebs?|chavs?|trailer\s+(?:trash|park\s+\w+)|white\s+trash|rednecks?|hillbill(?:y|ies)|yokels?|country\s+bumpkins?|bumpkins?|hicks|tramps?|hobos?|bums|vagrants?|down-and-outs?|beggars|bag\s+lad(?:y|ies)|menial(?=\s+(?:staff|workers?|jobs?|tasks?|labou?r|employees|work))|unskilled(?=\s+(?:workers|labour|labor|staff|people|employees|migrants|\w+ers)\b)|low[\s-]skilled(?=\s+(?:workers|labour|labor|staff|people|employees|migrants|\w+ers)\b)|uneducated(?=\s+(?:people|users|customers|workers|farmers|parents|mothers|tenants|patients|women|families|classes|\w+s)\b)|illiterates|(?:dole|benefit|welfare)\s+(?:scroungers?|cheats?|queens?|mothers|dependents)|scroungers|freeloaders|bed[\s-]?blockers?|frequent\s+fl(?:y|i)ers(?=\s+(?:at|in|of)\s+(?:the\s+)?(?:a&e|a\s*&\s*e|er|ward|clinic|emergency|surgery))|heartsinks?|time-?wasters|non-?compliant\s+(?:patients?|people|tenants?|users?)|problem\s+(?:families|children|tenants|kids|patients|estates)|hard[\s-]to[\s-]reach(?=\s+(?:groups?|people|families|communities|tenants|patients|customers))|sink\s+estates?|servants|the\s+help(?=\s+(?:have|has|must|cannot|in)\b)|underlings|grunts|worker\s+bees|bodies\s+on\s+(?:the\s+)?(?:floor|seats)|warm\s+bodies|human\s+(?:capital|resources)\s+(?=units)|cattle\s+class|code\s+monkeys?|grease\s+monkeys?|burger\s+flippers?|shelf[\s-]stackers|pen[\s-]?pushers?|bean[\s-]?counters?",
        "the job, or what is the case",
        0.85,
    ),
    (
        r"transvestites?|trann(?:y|ies)|transgenders|transgendered|transsexuals?|homosexuals?|hermaphrodites?|the\s+gays|gays(?=\s+(?:have|who|must|and|in|are|cannot)\b)|lesbos?|sexual\s+preferences?|opposite\s+sex|lifestyle\s+choice|sex\s+change(?:s)?|normal\s+(?:couples|marriages|relationships)|preferred\s+pronouns",
        "the name that the people concerned use",
        0.85,
    ),
    (
        r"special[\s-]needs(?=\s+(?:kids?|children|child|people|students?|pupils?|adults?|users?|passengers?|customers?|group|class))|differently[\s-]abled|handi-?capable|slow\s+learners?|high[\s-]functioning|low[\s-]functioning|dummies|noobs?|n00bs?|laypeople|luddites?|technophobes?|computer\s+illiterates?|(?:grandma|granny|idiot|mum|mom|fool|moron|wife|monkey|mother)[\s-]?proof|(?:grandma|granny|mum|mom)\s+test|(?:so\s+)?(?:easy|simple)\s+(?:enough\s+)?(?:that\s+|for\s+)?(?:even\s+)?(?:your|my|a)\s+(?:grandma|granny|gran|grandmother|mother|mum|mom|wife)\w*|even\s+(?:your|my)\s+(?:grandma|granny|gran|grandmother|mum|mom)\s+c(?:an|ould)|dinosaurs(?=\s+(?:in|who|on|at)\b)|snowflakes|spring\s+chickens?|young\s+blood|digital\s+immigrants",
        "the name that the people concerned use",
        0.85,
    ),
    (
        r"sweet\s+old\s+(?:things|souls)|poor\s+(?:things|souls|dears|devils|old\s+\w+)|bless\s+their\s+(?:little\s+)?(?:cotton\s+)?(?:socks|hearts)|simple\s+(?:folk|souls|minds?|people)|simple-minded|hysterical(?=\s+(?:wom[ae]n|mothers?|mums?|girls?|wives|females?))|hysterical(?=\s+callers?)|nagging\s+(?:wives|wife|mothers?|women)|bossy\s+(?:women|wom[ae]n|girls?|mothers?)|shrill|ditzy|airheads?|bimbos?|dumb\s+blondes?|females(?=\s+(?:have|who|must|in|are|and|cannot|can|need|at|on|do)\b)|(?:a|the)\s+female(?=\s+(?:who|has|must|in)\b)|hormonal(?=\s+(?:women|girls|teens?|staff))|the\s+(?:little\s+)?(?:wife|missus|better\s+half)|the\s+wives|inspiring\s+disabled|brave\s+(?:sufferers?|little)",
        "a word that takes them seriously",
        0.8,
    ),
)
