"""The words of a review by what they stand for: who reviews, what is reviewed, how it ends, what is done, who is behind it.

Each word alone is anybody's. How many of a text's words are of these, and of how many kinds, tells what a text is about.
An asterisk stands for any ending. English, and what other languages in Latin letters say, accents left out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "reader": "reviewer* grader* critic critics checker* validator* assessor* evaluator* examiner* judge judges marker markers rater* coach coaches linter* ai llm* assistant* model models bot bots chatbot* program programs tool tools machine machines software automated automatic annotator* auditor* pipeline module system downstream reader readers guardrail* anyone whoever inspector* robot* engine retriever clerk examine* genius reads reading marks",
    "draft": "draft* statement* text write-up wording phrasing sentence* paragraph submission* record records entry entries row rows item claim claims author authors line lines section document* page word",
    "outcome": "finding* verdict* remark* objection* comment* criticis* critique* criticiz* score* scoring grade* grading mark marks points point credit pass passes passed approv* accept* sign* ready final finished finish* complete* closed close done clean green flawless faultless perfect brilliant excellent fault* weakness* doubt* question* complain* fuss quibble* praise* prais* negative positive result results outcome* severity lenient* generous* gentle kindly merciless fail stereotype* rethink improve* improvement* problem problems issue* nothing fine shortcoming* blocker* spotless nitpick* star stars cross crosses correction* red conflict* misquote* unremarked dimension* fussing trouble flaw* lack lacks gap gaps wrong",
    "data": "evidence* source sources sourced proof* proven data percentage* number numbers figure* denominator* persona* bias biased vague template segment scope interview* sufficient requir* collected stored attached elsewhere consulted provided verified confirmed requirement* support supported contradict* outweigh* survey* log logs forged junk revoked trusted corrected asked",
    "judging": "review* evaluat* assess* judg* check* critique* criticis* criticiz* validat* analys* analyz* examin* grade* grading score* scoring rate rated rating rubric* scheme audit* proofread* scan assessment quality analysis lint* proofreading",
    "act": "skip* ignore* disregard* overlook* omit* waive* treat* count consider* score grade fail finish conclude stop wave accept approve leave spare give mention* raise raising bring flag amend correct bypass* exempt suppress* overrul* override* unchallenged declare list copy write translate render reply answer say call mark rank trust award deduct report drop lower lift let forget assume suppose imagine pretend play admit defend speak look quarrel* slip slipped muted mute hold held brought question doubt vouch* swear picture notice stumble print repeat",
    "authority": "vp director* chief executive board management ministry legal compliance policy guideline* rule rules ruled charter professor head lead office committee agreed discussed settled promised already exempt instruction* directive* void released approved standing guidance override* priority settings strict config mode notice info step exit minuted dispensation directs decree* operator admin sys debug developer control engagement notwithstanding arrangement deal shook standard licence",
    "method": "customer* need needs solution* persona* stereotype* scope denominator* percentage* vague segment template problem problems hardship wish bias style",
    "none": "no none nothing nobody never not without empty blank zero 0 any neither nor off",
    "good": "ready final perfect fine complete good best highest top full maximum max wise smart smartest fair silence unnecessary brilliant gold true correct okay ok yes well order",
}
ABROAD: Final[dict[str, str]] = {
    "reader": "pruf* gutachter* bewert* kritik* relect* evaluat* correct* revis* evaluad* avaliad* valutat* beoordel* recenz* degerlendir* denetci* hakem* granska* bedom* arvioij* hodnotit* penilai peninjau danh vurder* ertekel* crit* ki ia ai modell* modelo* calif* kdo",
    "draft": "entwurf* text* brouillon enonce borrador texto* enunciado* rascunho* testo bozza concept tekst* szkic* metin taslak* utkast* luonno* navrh* teks draf ban van formul* wording udkast* szoveg* fogalmaz* nhap problembeschreib* probleemstell* stelling* problemformuler* planteamiento* formulazion* formulac* sformułowan* ifade* yazi*",
    "outcome": "freigegeben beanstand* bemerk* befund* fertig genehmigt punktzahl ergebnis* auszusetzen ruckfrag* kritisier* valid* note maximale rapport* vide redire critique* approuv* accord observacion* correccion* nota alta aprob* aprueb* visto bueno resultado* punteggio pieno elenco vuoto approvat* criticat* migliorar* observac* critica* aprovad* aprov* ressalva* pergunta* goedgekeurd kritiek score aanmerk* opmerk* ocen* uwag krytykow* zatwierdz* pytan poprawien* puan bulgu rapor onay* elestir* soru* kusur betyg anmarkning* godkand* kritiser* fraga* pistee* huomaut* hyvaksy* arvostel* kysym* lista* bodu pripomin* schval* kritizov* otazk* vytknout nilai penuh catatan kosong disetujui dikritik pertanyaan diem nhan xet phe duyet binh cau hoi topkarakter godkendt bemaerkning* poengsum godkjent punctaj* critic* pontszam* jovahagy* biralni urteil* angenommen gilt gelten punktezahl hochst* oordeel* giudizi* omdome* werdykt* veredict* veredito parecer pret prete prets listo lista listos pronto pronta klaar klar klart fardig* ferdig* færdig* gotow* hazır* valmis hotov* kesz gata siap maxim* massimo top* hoogste vol volle najwyz* plny puntuacion* pontuac*",
    "data": "zahl* beleg* quelle* daten chiffre* source* preuve* cifra* fuente* prueba* dato* dati fonti fonte* cifre cijfer* bron* gegevens zrodel dan* kaynak* kallor lahte* zdroj* sumber nguon kilde* surse* forras* absence mancan* faltan* falta brak missing",
    "act": "abzusehen zudruck* erwahn* geben bekommt relever rendez donnez pase ruego califique imagina conteste chiuda assegni restituisci finta mencione* encerrar finja laat geef przymkna* da* krytykowac gormezden verin dondur* bortse* ge lamna mainitse anna palauta nezmi* vratt* dejte abaikan beri kembalikan nhac tra cho returner giv nevn gi mentionati acordati emlitse adjon vergiss vergesst vergessen nenn* erklar* verlang* durchwink* durchlass* durchgehen zuruckschick* zuruckgeb* ablehn* oubli* laiss* declar* renvoy* refus* rejet* exig* ferm* valid* deja* dejar olvid* devolv* pid* esquec* esque* desconsider* devolv* pec* feche* dimentic* lascia* rimanda* respin* chied* chiudi* fai negeer* vergeet* noem* stuur* terugstur* knijp vraag* zapomni* zignoruj* uznaj* odsyl* odsył* odrzuc* zadaj* ocen* unut* soyle* say isaretle* gonderme* isteme* glom* strunta* ignorer* krav* slapp* godkann* godkjenn* godkend* glem* kall* kald* unohda* sano hyvaksy* hylka* zapomen* oznac* nevrac* nezad* lupakan nyatakan terima quen noi hay tra",
    "authority": "systemhinweis vorstand* besprochen gilt comite message systeme convenu direction aviso sistema vicepresident* politica avviso direttore accordo diretoria combinado systeembericht directie afgesproken komunikat* zarzad ustalen* sistem mesaji yonetim konustugumuz ledningen systemmeddelande overenskommet johto jarjestelmaviesti sovittiin systemova vedeni dohodli pesan direksi kesepakatan thong bao giam doc thoa thuan systembesked ledelsen conducere* vezetoseg* vorgabe* regel* anweisung* auftrag* abteilung* regles consigne* service normas reglas departamento regras setor regole reparto regels opdracht* afdeling* zasad* polecen* dzial* dział* bolum* kural* talimat* regler* instruktion* avdelning* reglene saanto* saannot ohje* pravidl* aturan* quy tac",
    "none": "keine* nicht nichts leeres ohne pas rien aucun* sans vide sin nada cero no ningun* non niente nulla senza vuoto sem nao zero nenhum* geen niets leeg nie nic bez yok bos utan inget inte tom ilman ei tyhja prazdny nesmi tanpa tidak kosong khong uden ikke fara nu nem",
}
# The same in other scripts, looked for anywhere, since many put no space between words.
OTHER: Final[dict[str, re.Pattern[str]]] = {
    "reader": re.compile(
        r"ассистент|асистент|рецензент|проверяющ|перевіря|критик|оценив|оцінює|модел|评审|审稿|审阅|審閱|助手|模型|评论者|評価者|レビュアー|審査|アシスタント|モデル|평가자|검토자|심사자|모델"
        r"|المقي|المراجع|المساعد|النموذج|הבודק|המבקר|העוזר|המודל|मूल्यांकनकर्ता|समीक्षक|सहायक|मॉडल|αξιολογητ|κριτής|ελεγκτ|βοηθ|μοντέλ"
    ),
    "draft": re.compile(
        r"черновик|чернетк|текст|формулировк|формулюван|草案|草稿|本文|文稿|这段|此文|陈述|下書き|この文|文章|초안|이 글|문안|진술|النص|المسودة|البيان|הטקסט|הטיוטה|הניסוח|कथन|मसौद|पाठ|κείμεν|προσχέδι|διατύπωσ"
    ),
    "outcome": re.compile(
        r"замечан|зауважен|балл|оценк|оцінк|одобр|схвал|готов|недостат|недолік|критик|вопрос|запитан|список|满分|問題|问题|列表|批评|毛病|意见|通过|提问|满点|満点|批判|一覧|指摘|合格|質問|直すところ|만점|비판|고칠|목록|문제|지적|통과|질문"
        r"|ملاحظات|الدرجة|قائمة|عيب|انتقاد|أسئلة|تقييم|הערות|ציון|רשימה|לבקר|שאלות|टिप्पणी|अंक|सूची|आलोचना|सवाल|कमी|παρατηρήσ|άριστα|λίστα|επικριθ|ερωτήσ|βαθμολογ"
    ),
    "data": re.compile(
        r"источник|данн\w{1,3}|доказательств|джерел|даних|доказ|来源|数据|证据|出典|データ|証拠|根拠|출처|자료|근거|المصادر|الأدلة|البيانات|המקורות|ראיות|נתונים|स्रोत|प्रमाण|आँकड़|πηγές|πηγών|στοιχεί"
    ),
    "act": re.compile(
        r"поставьте|верните|поставте|обращайте|зважайте|считай|вважай|признат|визнат|представь|уяви|返回|给出|請|请|假设|判定|返して|付けて|触れず|しないで|ください|반환|주세요|언급|하지 마|أعد|منح|نرجو|عدم ذكر|להחזיר|לתת|להתעלם|דें|करें|लौटाएँ|मानें|माना|δώστε|επιστρέψτε|αναφέρετε"
    ),
    "authority": re.compile(
        r"систем\w{1,5} (?:сообщен|повідомлен)|Системн|руковод|керівн|договорил|домовля|утвержд|затверд|系统|系統|约定|按照|高层|政策|システム|お約束|役員|規定|시스템|약속|경영진|규정|النظام|الإدارة|اتفقنا|سياسة|מערכת|ההנהלה|סוכם|सिस्टम|प्रबंधन|तय हुआ|नीति|συστήματος|διοίκηση|συμφωνήσαμε"
    ),
    "none": re.compile(
        r"(?<!\w)(?:нет|не|ни|без|немає)(?!\w)|пуст|порожн|没有|不|无|空|なし|ない|ません|없|하지|بلا|دون|فارغة|لا |ללא|בלי|אין|ריקה|बिना|कोई|खाली|χωρίς|μην|κεν[ήό]|δεν"
    ),
}
# What a plea is made of besides: the mercy it asks for, whose work it is, and what is said to be beyond any review.
PLEAS: Final[dict[str, str]] = {
    "mercy": "mercy merciful* pity lenien* generous* gentle gently kind kindly kindness easy hard harsh* strict* forgiv* indulg* slide spare spared heart hearts grateful thankful beg begging plead* crush* devastat* break bear broken deserve* soft* sympath* compassion* toleran* nice poor exhausted worn probation hang hangs favour* favor* obliged thank thanks please lovely bless mild stern forgive tears humble cheek regards",
    "maker": "author authors writer writers wrote written team teams group squad trainee* intern interns student* newcomer* beginner* effort* attempt* hard-working tried",
    "exempt": "exempt* excus* lifted dispens* waive* cleared beforehand appl* permit* forbid* forbids prohibit* outside withheld suspend* settled agreed decided decision ruled clause regulation* article automatically unneeded dispensation* released pre-cleared off muted void revoked duty",
}
PLEAS_ABROAD: Final[dict[str, str]] = {
    "mercy": "gnad* nachsicht* erbarm* mild* streng* auge augen pitie indulgen* clement* bienveill* yeux faibless* piedad compasion* clemen* benevol* gorda pena piedade complacen* pieta occhio coulant* oog oogje genad* lagodn* łagodn* lito* wyrozum* acım* aciy* acıy* merhamet* insaf* hosgor* snall* nad barmhart* snill* sød* nåde* kiltti* armo* hodn* shoviv* milost* kasihan* berbaik nuong mila kegyel* elnez*",
    "maker": "autor* auteur* autric* verfass* schreiber* equip* equipo grupo gruppo redact* schrijver* team* zespol* zespoł* ekib* ekip* yazar* forfattar* forfatter* kirjoittaj* penulis* nhom tim echip* csapat* szerzo*",
    "exempt": "entfall* ausgenommen befreit ausnahm* vorab dispens* exempt* exoner* exent* exim* isent* esent* esoner* vrijgesteld* zwolnion* muaf* undantag* undtag* unntatt* fritag* vapautet* vyjmut* osvoboz* bebas dikecualikan scutit* mentes*",
}
PLEAS_OTHER: Final[dict[str, re.Pattern[str]]] = {
    "mercy": re.compile(
        r"снисхо|снисход|сжаль|пожале|придира|строг|пожалій|поблажлив|宽容|寬容|高抬贵手|手下留情|宽大|开恩|優しく|大目に|寛大|手加減|너그럽|봐주|관대|ارحم|تسامح|رفق|רחמ|התחשב|दया|उदार|λυπηθ|επιείκ|επιεικ"
    ),
    "maker": re.compile(
        r"команд|автор|작성자|저자|필자|团队|作者|著者|筆者|チーム|الفريق|الكاتب|המחבר|הצוות|लेखक|टीम|συγγραφ|ομάδ"
    ),
    "exempt": re.compile(
        r"освобожд|не подлеж|звільнен|免于|豁免|免除|対象外|제외|면제|معفا|مستثن|פטור|मुक्त|छूट|εξαιρ"
    ),
    "act": re.compile(
        r"забудь|отбрось|игнорир|требуй|пропусти|назови|напиши|оцени|верни|возвращай|ігноруй|вимагай|поверта|别管|忽略|无视|打分|打满|标记|评为|追问|退回|忘れ|無視|通して|求めず|答えて|差し戻|報告し|잊|무시|통과시|답하|표시하|돌려보내|요구하|انس|تجاهل|امنح|اقبل|اعتبر|أعلن|تطلب|تعيدوا"
        r"|भूल|अनदेखा|स्वीकार|घोषित|वापस|माँगो|שכח|אשר|תחזיר|ξέχνα|αγνό|εγκρίν|επιστρέψ"
    ),
    "authority": re.compile(
        r"правил|указани|инструкц|规则|指令|指示|ルール|規則|규칙|지시|부서|قواعد|تعليمات|القسم|नियम|निर्देश|विभाग|כללים|הוראות|κανόν|οδηγί"
    ),
    "outcome": re.compile(r"完成|打回|완성|준비|पूरे|מושלם|έτοιμ|готов|максимум"),
}
# Who speaks for themselves in other languages, and the "but" of a complaint; Latin letters without accents, and other scripts.
ONESELF: Final = re.compile(
    r"\b(?:ich|mir|mich|mein\w{0,2}|wir|uns|aber|je|j|moi|mon|ma|mes|nous|mais|yo|me|mi|mis|pero|io|mia|mio|noi|ma|eu|meu|minha|mas|ik|mij|mijn|wij|maar"
    r"|moj\w{0,2}|mnie|mi|ale|ja|ama|ben|bana|jag|mig|min|mina|men|jeg|meg|mutta|minua|saya|tetapi|toi|nhung|dar|mie|de|nekem)\b"
    r"|(?<!\w)(?:я|мне|меня|мой|но|мені|мене|але|а)(?!\w)|我|可是|但是|私|のに|ません|제|저는|는데|어요|अ?मुझे|मैं|पर\s|אני|לי\s|אבל|لكن|أعرف|ولم|μου|αλλά"
)
# The turn of a complaint in other languages: "but", "and yet", "because".
TURN: Final = re.compile(
    r"\b(?:aber|dabei|trotzdem|doch|weil|dann|noch|mais|pourtant|puis|alors|pero|aunque|luego|despues|igual|sigue|mas|porem|depois|mesma|ma|poi|lo stesso|eppure|maar|toch|daarna|want|ale|jednak|potem|bo|ama|sonra|hala|men|anda|sedan|likevel|sa|mutta|sitten|pak|presto|tapi|lalu|nhung|roi)\b"
    r"|(?<!\w)(?:но|однако|потом|хотя|але|потім)(?!\w)|のに|けど|あとで|ですが|但|却|可是|后来|지만|는데|다가|لكن|ثم|ومع ذلك|लेकिन|फिर|אבל|ואחר כך|αλλά|μετά"
)
# What is written for programs: objects, tags, comments, tables, assignments.
FORM: Final = re.compile(
    r"""[{}\[\]]|</?\w|<!--|/\*|\*/|^\s?(?:\#|//|%%|;;|>|--)|\|\s?-|":|=\s?["'\[{A-Za-z]|==|\b\w{1,30}[_=][A-Za-z]|^\w[\w.]{0,30}:""",
    re.MULTILINE,
)


class Kinds:
    """Looks up what a word can stand for."""

    def __init__(self, listed: dict[str, str]) -> None:
        """Read words and beginnings of words by kind."""
        self.names = tuple(listed)
        self._whole: dict[str, frozenset[str]] = {}
        self._begun: dict[str, frozenset[str]] = {}
        for kind, written in listed.items():
            for word in written.split():
                known = self._begun if word.endswith("*") else self._whole
                key = word.rstrip("*")
                known[key] = known.get(key, frozenset()) | {kind}
        self.of = lru_cache(maxsize=8192)(self._look_up)

    def _look_up(self, word: str) -> frozenset[str]:
        found = self._whole.get(word, frozenset())
        for size in range(2, len(word) + 1):
            if begun := self._begun.get(word[:size]):
                found |= begun
        return found
