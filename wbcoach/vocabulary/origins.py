"""Words for where people come from: nations, peoples, faiths, regions."""

from __future__ import annotations

from wbcoach.lexicon import words

# Adjectives of nation, people or faith, lower case; they count only where they are written with a capital.
NATIONS = words("""
    afghan albanian algerian american andalusian angolan arab arabic argentine argentinian armenian asian
    australian austrian azerbaijani balkan bangladeshi basque bavarian belarusian belgian bolivian bosnian
    brazilian british bulgarian burmese cambodian cameroonian canadian caribbean catalan chilean chinese
    colombian congolese croatian cuban cypriot czech danish dominican dutch ecuadorian egyptian english
    eritrean estonian ethiopian european filipino finnish flemish french gambian georgian german ghanaian
    greek guatemalan haitian hispanic hungarian icelandic indian indonesian iranian iraqi irish israeli italian
    ivorian jamaican japanese jordanian kashmiri kazakh kenyan korean kosovan kurdish latin latino latina latvian
    lebanese liberian libyan lithuanian macedonian malay malaysian maltese mediterranean mexican moldovan mongolian
    moroccan namibian nepalese nepali nigerian nordic norwegian pakistani palestinian panamanian peruvian
    polish portuguese punjabi romanian russian rwandan saudi scandinavian scottish senegalese serbian siberian
    sicilian singaporean slavic slovak slovene slovenian somali spanish sudanese swedish swiss syrian
    taiwanese tamil tanzanian thai tibetan tunisian turkish ugandan ukrainian uruguayan uzbek venezuelan
    vietnamese welsh yemeni zambian zimbabwean african black white brown eastern southern northern western
    muslim islamic jewish christian catholic protestant orthodox hindu buddhist sikh amish roma gypsy
    east-asian south-asian afro-caribbean african-american asian-american middle-eastern
    east-european eastern-european latin-american north-african scouse cockney geordie parisian neapolitan
    southern-european northern-european westerner
""")
# The peoples themselves, in the plural.
PEOPLES = words("""
    afghans albanians americans arabs argentines armenians asians australians aussies austrians bavarians belgians
    bosnians brazilians brits britons bulgarians canadians catalans chileans colombians croats cubans cypriots
    czechs danes dutchmen egyptians englishmen eritreans estonians ethiopians europeans filipinos finns
    frenchmen frenchwomen germans ghanaians greeks hungarians icelanders indians indonesians iranians iraqis
    irishmen israelis italians jamaicans jordanians kenyans koreans kurds latinos latvians lithuanians mexicans
    moroccans nepalis nigerians norwegians pakistanis palestinians peruvians poles romanians russians
    scandinavians scots serbs slovaks slovenes somalis spaniards sudanese swedes swiss syrians tamils tunisians
    turks ukrainians venezuelans welshmen yorkshiremen scousers londoners parisians berliners neapolitans sicilians
    muslims jews christians catholics protestants hindus buddhists sikhs africans latins westerners
    easterners southerners northerners filipinas latinas chinamen afro-caribbeans yorkshiremen
    highlanders islanders
""")
THE_PEOPLES = words("""
    the_japanese the_chinese the_french the_british the_english the_dutch the_irish the_swiss the_spanish the_portuguese the_vietnamese
    the_welsh the_scottish the_danish the_swedish the_finnish the_turkish the_amish the_roma
""")
# People named by having moved or by staying.
MOVED = words("""
    immigrant immigrants migrant migrants foreigner foreigners expat expats expatriate expatriates refugee refugees
    incomer incomers non-natives
""")
# What "people from ..." may be followed by.
PLACES = words("""
    abroad overseas africa asia america europe india china russia poland romania bulgaria germany italy
    spain france portugal greece turkey syria ukraine mexico brazil nigeria ghana kenya morocco algeria tunisia
    egypt iran iraq afghanistan pakistan bangladesh vietnam thailand japan korea indonesia albania serbia
    kosovo croatia hungary ireland scotland wales england sweden norway denmark finland holland belgium
    austria switzerland australia canada colombia venezuela peru cuba haiti somalia eritrea ethiopia sudan
    north south east west countryside village villages estate estates projects suburbs ghetto slums
    balkans caribbean tropics province provinces mountains hinterland islands highlands
    culture cultures origin background descent heritage
""")
