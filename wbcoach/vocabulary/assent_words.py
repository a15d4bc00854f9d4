"""The words of one who speaks of what was said and not of what it is about: the case, the assent to it, the courtesy of a plea.

Each word alone is anybody's. A text of nothing but these, and of the statement's own words, tells nothing of its subject. An
asterisk stands for any ending. English, and what other languages in Latin letters say, accents left out.
"""

from __future__ import annotations

import re
from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "case": "case claim* assert* descri* account argument* presentation presented situation* circumstance* matter topic subject theme point points part parts passage aspect side above foregoing aforesaid issue issues concern* regarding respect question questions facts fact everything stated stating said written told set-out material problem* need needs needed content contents premise narrative picture portrayal depict* reasoning difficulty difficulties challenge* trouble outlined named",
    "assent": "yes speaking speak settled regarded confident* true truth truthful accurate* correct* right rightly valid* genuine* real really exist* known knowledge well-known familiar aware recogni* acknowledged undisputed indisputabl* undeniabl* undoubted* unquestion* obvious* evident* self-evident clear clearly plain plainly confirm* agree* indeed definitely absolutely certainly surely entirely totally fully wholly completely thoroughly vouch* stand stands legitimate justif* warranted reasonable plausib* convinc* persuasive credib* believ* trust* rely relied reliable sound important relevant necessary necessity established documented researched covered ample suffic* enough plenty adequate* beyond dispute* exactly precisely truly hold holds deserve* merits merit worthy favourabl* favorabl* faith benefit due themselves safely everyone everybody generally widely commonly universally common understood well explanation* explain discuss* elaborat* shown",
    "courtesy": "appreciate* kind kindly kindness grateful* thank thanks thankful welcome please goodwill indulge* lenien* generosity understanding mercy favour favor sake dwell friendly charitabl* respect respectfully nice gentle gently",
}
ABROAD: Final[dict[str, str]] = {
    "case": "problem* bedarf bedurfnis* besoin* necesidad* bisogn* esigenz* necessidad* behoefte* potrzeb* behov* potreb* ihtiyac* tarve* szukseg* nevoi* kebutuhan nhu cau probleem aussage* darstellung* dargestellt* beschreibung* beschrieben* schilderung* geschildert* lage sachverhalt* anliegen thema punkt* teil abschnitt* gesagt* sache alles oben angabe* constat expose* decrit* description* situation* affirmation* propos partie sujet point* tout dit enonce* planteamiento* descrit* situacion* afirmacion* asunto tema parte punto* todo dicho expuest* descrizion* situazion* affermazion* questione argoment* tutto detto espost* posto descricao situacao afirmac* assunto questao tudo dito expost* parte bewering* beschreven beschrijving* situatie* onderwerp deel zaak alles stelling* opis* sytuac* stwierdzen* twierdzen* temat* spraw* kwesti* wszystko czesc* napisan* ujeci* pastaende* beskriv* situation* amne* fragan del delen avsnitt* sak* allt tvrzen* popis* situac* tema* vec cast* vse uveden* konu* mesele* durum* iddia* ifade* anlati* bolum* kisim kismi paastand* beskriv* sag* emne* situasjon* del vaite* kuvau* tilanne* asia* osa allitas* leiras* helyzet* kerdes* resz* afirmati* descrier* situati* subiect* pernyataan* gambaran keadaan masalah bagian hal mo noi dung tinh trang",
    "assent": "ja jawohl oui si sim tak ano evet stimmt stimmen richtig* zutreff* wahr wahrheit korrekt* echt* berechtigt* berechtig* bestatig* bekannt* klar zweifel* uberzeug* glaubwurdig* genug ausreichend* notwendig* vollig vollkommen durchaus absolut* total* unstrittig* unbestritten* genau trifft gut exact* parfaitement entierement absolument totalement vrai* juste* correct* confirm* reel* legitim* justifi* connu* sait sachant evident* clair* doute* convainc* credible* suffi* assez largement necess* fier telle tel ciert* verdad completamente totalmente absolutamente correct* confirm* real* valid* justificad* conocid* sabe* evident* clar* duda* convinc* suficient* sobra necesari* bien tal fiar* vero vera veri corrett* confermo conferma real* legittim* giustificat* not* sanno evident* chiar* dubb* convincent* sufficient* abbastanza necessari* fiducia fidarsi verdade* corret* real reais legitim* justificad* conhecid* sabido evident* clar* duvid* convincent* suficient* confiar exatamente klopt juist* waar bevestig* echt* terecht* bekend* weet duidelijk* twijfel* overtuig* genoeg voldoende nodig prawd* napisan* slusz* popraw* potwierdz* rzeczywist* zasadn* znan* wiadom* jasn* wyjasnion* watpliw* przekonuj* wystarczaj* potrzebn* sant sann* riktig* stammer korrekt* bekraft* verklig* berattig* kand* kant* vet klar* tvivel* overtyg* tillracklig* behov* pravd* spravn* potvrz* skutecn* opravnen* znam* jasn* pochyb* presvedc* dost* potreb* dogru* gercek* gecerli* hakli* bilinen* bilin* herkes* acik* net* suphe* ikna* yeterli* gerek* tartisma* onayla* yerinde sandt rigtig* riktig* korrekt* bekraefter* bekrefter* aegte kendt* kjent* klar* tvivl* tvil* nok totta oikea* oikein pida* vahvist* todelli* tunnet* selva* riittav* igaz* helyes* megerosit* valos* jogos* ismert* vilagos* eleg* adevarat* corect* confirm* real* cunoscut* clar* suficient* benar* tepat setuju memang nyata dikenal jelas cukup dung chinh xac that ro rang du",
    "courtesy": "bitte freundlich* nett* dankbar* danke wohlwoll* aimable* merci gre indulgen* bienveill* reconnaiss* agradec* amable* gracias gentil* grazie grato grata agradec* gentileza obrigad* vriendelijk* dank* graag mild* milo* uprzejm* wdzieczn* prosz* dziek* vanlig* tack* snall* mile laskav* dekuj* prosim nazik* lutfen tesekk* rica venlig* vennlig* takk* kiitos ystavall* szives* koszon* kerem multumesc amabil* tolong terima kasih mohon xin cam on",
}
OTHER: Final[dict[str, re.Pattern[str]]] = {
    "case": re.compile(
        r"проблем|потребн|нужд|утвержден|сказан|описан|ситуаци|написан|положени|вопрос|написанн|изложен|тверджен|викладен|问题|問題|需要|需求|课题|必要性|ニーズ|所述|描述|情况|部分|关于|陈述|記述|内容|主張|部分|すべて|に関する|내용|설명|문제|필요|부분|관한|주장|상황|الوضع|الجزء|الخاص|المتعلق|موصوف|ما ورد|المذكور|המצב|התיאור|החלק|הטענה|समस्या|आवश्यकता|विवरण|स्थिति|भाग|कथन|περιγραφ|κατάσταση|สถานการณ์|ส่วน|توصیف|وضعیت|বিবরণ"
    ),
    "assent": re.compile(
        r"верно|правд|подтвержда|обоснован|известно|ясно|очевид|полност|именно|достаточн|справедлив|несомнен|действительн|вірно|підтвердж|відомо|зрозуміл|достатн|正确|屬實|属实|真实|众所周知|确实|存在|无需|清楚|不必|足够|充分|合理|可信|正しい|保証|説得|事実|周知|明らか|十分|確か|정확|사실|맞습니다|확인합니다|명백|충분|타당|신뢰|صحيح|أؤكد|معروف|واضح|كاف|موثوق|كما هو|حقيقي|נכון|מאשר|ידוע|ברור|מספיק|אמיתי|सही|सत्य|उचित|वास्तविक|भरोसा|पुष्टि|स्पष्ट|पर्याप्त|σωστ|αληθ|γνωστ|σαφ|επαρκ|ถูกต้อง|จริง|ชัดเจน|เพียงพอ|درست|واضح|کافی|সঠিক|সত্য"
    ),
    "courtesy": re.compile(
        r"пожалуйста|благодар|любезн|снисхожд|будь ласка|дяку|谢谢|感谢|麻烦|敬请|恳请|どうか|幸いです|ありがと|お願い|감사|부탁|من اللطف|شكر|يرجى|תודה|בבקשה|कृपया|धन्यवाद|ευχαριστ|παρακαλ|ขอบคุณ|กรุณา|لطفا|ধন্যবাদ"
    ),
}

# Words that lead on, in other languages in Latin letters, accents left out.
SMALL_ABROAD: Final = frozenset(
    """der die das des dem den ein eine einen einer eines und oder zu zum zur im in am an auf aus bei von vom mit fur um uber was wie wer es er sie ist sind war wird werden ware
    wurde hat haben so hier da dass man mehr nichts nicht kein keine nur auch rund diese dieser dieses le la les l de du d un une et ou a au aux en sur pour par avec dans ce cet
    cette ces c que qui quoi qu il elle on est sont serait etait ete etre ne pas plus se s sa son ses y n el los las lo del al uno una unas y o e por para con sobre como que se es
    son sea seria este esta estos estas esto eso muy mas su sus no hay ha han gli i uno di da dal dalla dello della delle dei degli sul sulla sullo nel nella per su come che chi si
    sono stata stato sia questo questa piu non molto un o os as um uma dos das no na nos nas ao por com sem sobre foi ser isto isso muito mais nao ha het een van voor met op te
    dat die deze dit is zijn wordt worden wat hier er niet geen meer in aan om als zo rondom i w we z ze na o od do po jak co to ten ta tego tej jest sa byl bylo byc nie sie oraz
    och att det den en ett i pa av for med om som ar var har inte mer sa dess a v ve s se na o k ke od do je jsou byl bylo bude neni to ten ta toto jak tak ktere bu ve ile icin
    bir da de cok daha gibi olarak var og er til pa af det den et som ikke ja on ei se ja ovat az egy es hogy nem si este sunt cu din pe wir uns man dies alle aller allem davon darf kann muss sollte soll schon doch also etwas dazu deren dessen liegt beim tous toutes toute cela ceci cette
    leur leurs nous vous moi peut doit soit aussi bien deja aucun aucune autre entre elles ils fut todos todas ello ella ellos aquello puede debe sido estan hasta desde ya cual quien cada tutti tutte siano ci vi
    puo deve anche ancora gia cosa quanto quale ogni ne tutta todos todas toda pode deve ela ele esse essa quem qual cada ja esta estao alle allen iedereen kan moet ook nog dan daar hun ons deel over omtrent
    wszyscy kazdy moze musi juz sa tym tej tych ich ktore ktora przez przy dla alla detta kan maste ocksa redan vad ar dem vsichni kazdy muze musi uz tom teto jeho ktera pro pri uzerinde herkes bunun
    olan oldugu kadar sey tum hakkinda ilgili nu yang ini itu dan di dengan tidak""".split()
)
# The same in other scripts: whole words, and the signs that join words where no space does.
SMALL_OTHER: Final = frozenset(
    "про о об и в на с по не это как что для из к у так той та такая такое таков именно более чем здесь та це є і з до як من في على هو هي ما دون إلى عن تمامًا ذلك هذا بـ की का के में है पर को से और यह जा सकता जो".split()
)
JOINTS: Final = frozenset(
    "的了是在和与及不也都已很再这那有就为之以に の は が を で と も て た る い す ま し な か れ さ く う り ら せ よ".replace(
        " ", ""
    )
) | frozenset("은는이가을를의에도로와과고다니까요")
# English words that lead on besides the smallest.
SMALL_ENGLISH: Final = frozenset(
    "about no not none nor neither any every each more most further other such being how because since until also too very quite rather both either within upon onto into whether although though however therefore thus hence per via am shall let".split()
)
# A denial that there is more to say: no denial of how things are.
NO_MORE: Final = re.compile(
    r"\b(?:no|nothing|not|never|without|nobody|no\s+one|cannot|leaves?\s+(?:no|nothing))\s+(?:(?:any|a|in|it|here|about|this|of|on|the|that|all|is|are|more|further|other|additional|real|single|to|be|has|need|needs|room|reason|ground|grounds|cause|for|left|can|could|would|should)\s+){0,5}"
    r"(?:doubt\w*|disput\w+|den\w+|question\w*|discuss\w*|explanations?|explain\w*|remarks?|comments?|proofs?|prove\w*|shown?|add\w*|said|open|clarif\w+|elaborat\w+|required|needed|necessary|dwell|objections?|justif\w+|challenge\w*)\b"
)
# The same denials in other languages, accents left out; "kein Problem" tells how things are.
NOT_ABROAD: Final = re.compile(
    r"\b(?:kein\w{0,2}|nicht|nie|pas|jamais|rien|aucun\w?|no|nada|nunca|ningun\w?|non|niente|mai|nessun\w?|nao|nenhum\w?|geen|niet|nooit|nie|bez|brak|inte|ingen|inga|ikke|ei|ne|neni|nikdy|zadn\w{1,3}|degil|yok|hic|nem|nu|tidak|khong)\b"
    r"|(?<!\w)(?:не|нет|ни|немає)(?!\w)|不|没|無|ない|ません|않|없|لا|ليس|لم|לא|אין|नहीं"
)
NO_MORE_ABROAD: Final = re.compile(
    r"zweifel|diskut|disku[sz]|bemerk|erkla|erlaut|ohne|doute|ajouter|remarque|explication|duda|objec|anadir|dubb|aggiung|spieg|obiezion|duvid|explica|twijfel|toelicht|discuss|watpliw|dyskus|tvivel|tvekan|disku|forklar|pochyb|namit|suphe|tartis|gerek"
    r"|сомн|обсужд|поясн|объясн|无需|不必|无疑|疑|讨论|説明|議論|必要は|의심|설명|شك|تعليق|ספק|संदेह"
)
# One who answers for what was said: what follows is no experience.
VOUCHES: Final = re.compile(
    r"\b(?:i|we)\s+(?:(?:can|could|do|would|will|may|must|fully|only|hereby|wholly|totally|completely|also|both|all)\s+){0,3}(?:confirm|vouch|support|agree|attest|assure|"
    r"guarantee|endorse|second|stand|believe|consider|find|think|testify|certify|trust|concur|recommend|accept|see\s+no|have\s+no)\b|\b(?:my|our)\s+(?:word|view|opinion|judgement|judgment|full\s+support)\b|\ball\s+of\s+us\b"
)
