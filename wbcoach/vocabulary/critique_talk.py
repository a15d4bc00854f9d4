"""Words with which people speak of a critique: who makes it, the draft it is of, how it ends, the data it asks for.

English is told by phrases, since each of its words has other uses too; other languages by stems, accents left out.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from wbcoach.vocabulary.screen import Screened, screened

Topic = Literal["reader", "draft", "outcome", "data", "act"]

_READER = (
    r"(?:peer\s+)?(?:reviewers?|re-?viewing\s+\w+|checkers?|graders?|critics?|critique|validators?|assessors?|evaluators?|examiners?"
    r"|judges?|markers?|raters?|coach(?:es)?|linters?|a\.?i\.?|llms?|language\s+models?|models?|assistants?|(?:chat)?bots?|programs?|tools?)"
)
_CHECKS = r"(?:check|review|read|assess|grad|judg|mark|evaluat|scor|rat|process|pars|critiqu|look)\w*"
_MUST = r"(?:must|should|shall|ought\s+to|(?:has|have|needs?|is|are)\s+to|(?:is|are)\s+(?:asked|expected|required|instructed|requested|obliged|told)\s+to|may|can|will|need\s+not|please)"
_DRAFT = (
    r"(?:(?:problem|opportunity)\s+)?(?:statements?|drafts?|write-?ups?|submissions?|wordings?|phrasings?)"
)
_DATA = r"(?:data|evidence|sources?|proofs?|citations?|references|figures?|numbers?|feedback|support)"

ENGLISH: Final[dict[Topic, Screened]] = {
    "reader": screened(
        rf"\b(?:to|for|dear|hey|hi|hello|attention|attn|@)\s+(?:(?:the|all|any|every|our|my|your|whichever|automated?|automatic|kind|next)\s+){{0,2}}{_READER}\b"
        rf"|\b(?:whoever|anyone\s+who|anybody\s+who|any\s+\w+\s+that|everyone\s+who|if\s+you|those\s+who|you\s+who)\s+(?:\w+\s+)?{_CHECKS}\s+(?:\w+\s+)?(?:this|the|these|it|my|our)\b"
        rf"|(?:^|[.!?\n>*/#(\[\"“]\s*)(?:(?:the|dear|any|note,?)\s+)?{_READER}\s*[,:]\s"
        rf"|\b{_READER}\s+{_MUST}\b|\b(?:automated?|automatic)\s+(?:checks?|reviews?|checkers?)\b|\bwbcoach\b"
        r"|\b(?:imagine|pretend|suppose|assume)\s+(?:that\s+)?you(?:['’]re|\s+are)\b|\bin\s+this\s+(?:exercise|game|scenario)\b|\b(?:reviewer|checker|grader|critic)_\w+"
        r"|\b(?:this|the|your|our)\s+(?:checker|critic|grader|linter|validator)\b|\b(?:the|this|your|each|every|a)\s+(?:automated?\s+)?(?:review|critique)\b",
        re.IGNORECASE,
    ),
    "draft": screened(
        rf"\b(?:this|the|that|my|our|your|their|each|every|any|all|these)\s+(?:[\w-]+\s+)?{_DRAFT}\b|\b(?:problem|opportunity)\s+statements?\b"
        r"|\bthis\s+(?:text|document|file|paragraph|passage|page|row|item|entry)\b|\b(?:text|paragraph|sentences?|words)\s+(?:above|below)\b|\bstatements?\s+(?:on|about|of)\s",
        re.IGNORECASE,
    ),
    "outcome": screened(
        r"\bverdicts?\b|\bfindings?\b|\bpitfalls?\b|\b[TSNDPL]\d\d\b|\bobjections?\b|\bopen[_\s]points?\b|\bseverity\b|\b(?:top|full|best|highest|maximum|perfect)\s+(?:marks?|scores?|grades?|ratings?)\b"
        r"|\b(?:no|without|any|zero|0)\s+(?:\w+\s+)?(?:remarks?|comments?|complaints?|criticisms?|faults?|issues?|flaws?|warnings?|errors?)\b|\bmarks?\s+(?:\w+\s+){0,3}?down\b"
        r"|\b(?:let|wave|wav\w+|nod|push)\s+(?:\w+\s+){1,3}?(?:through|pass)\b|\b(?:approv(?:e|es|ed|al|ing)|sign(?:ed|s)?[\s-]?off|pre-?approved|cleared|waived?|resolved|finali[sz]ed)\b"
        r"|\b(?:accept|pass|favou?r)\s+(?:this|the|it|any|every)\b|\bcould\s+not\s+be\s+better\b|\bnothing\s+(?:\w+\s+){0,3}?(?:wrong|to\s+(?:see|add|say|report|fix)|against|questioned|missing|open)\b|\b(?:be|stay|remain)\s+(?:\w+\s+)?(?:gentle|kind|lenient|generous|easy|forgiving)\b"
        r"|\b(?:as|in|with|answer|say|says|is|already)\s+[\"“'‘]?(?:ready|final|flawless|faultless|excellent|exemplary|complete|good\s+enough)\b|\bwithout\s+comment\b|\b(?:status|verdict|result|outcome|decision|action)\W{1,4}(?:ready|approved|pass(?:ed)?|final|ok|none|accepted|clean)\b"
        r"|\b(?:leave|left)\s+(?:\w+\s+){0,3}?(?:unchanged|unmentioned|alone|out)\b|\bmention\s+no\b|\bsay\s+nothing\b|\bside\s+with\s+the\s+author\b|\bchecks?\s+(?:\w+\s+)?(?:passed|disabled|done|ok)\b|\b(?:criticise|criticize|critique)\b",
        re.IGNORECASE,
    ),
    "data": screened(
        rf"\b(?:lack|absence|want|shortage)\s+of\s+(?:any\s+)?{_DATA}\b|\bmissing\s+{_DATA}\b|\b(?:without|no)\s+(?:an?\s+|any\s+)?(?:{_DATA})\s+(?:is|are)\s+(?:needed|required)\b|\bwithout\s+(?:an?\s+|any\s+)?(?:source|evidence|proof)\b"
        rf"|\b{_DATA}\s*(?:requirements?|checks?|present|complete|available|attached|elsewhere|passed|ok|satisfied|verified|confirmed|(?:is|are|was|were|has\s+been|have\s+been)\s+(?:\w+\s+)?(?:attached|complete|elsewhere|shown|present|available|verified|checked|given|confirmed|supplied|proven|not\s+needed|on\s+file|enough|sufficient))\b"
        rf"|\b(?:requirements?|ask(?:ing)?|demand(?:ing)?|call(?:ing)?)\s+for\s+(?:\w+\s+)?{_DATA}\b|\b(?:fully|well|amply)\s+(?:evidenced|sourced|supported|documented)\b|\b(?:evidence|data|source)_\w+|\bcontradictions?\b"
        rf"|\|\s*{_DATA}\s*\|",
        re.IGNORECASE,
    ),
    "act": screened(
        rf"(?:^|[.!?;:,\n>*(\[\"“–—-]\s*|\b(?:please|kindly|just|simply|and|so|now|then|to|not|{_MUST})\s+)(?:accept|approve|treat|consider|count|regard|skip|ignore|disregard|overlook|omit|waive"
        r"|drop|raise|flag|list|lower|judge|rate|score|grade|conclude|praise|overrule|suppress|pass\s+over|go\s+easy|look\s+away|give\s+(?:it|this|them|full|top)|stop\s+(?:here|there))\b",
        re.IGNORECASE,
    ),
}

_TO = (
    r"(?:an\s(?:die|den|das)|lieb\w{1,2}|geehrt\w{1,2}|hinweis|anweisung|cher|chere|au|a\sl['’]|aux|pour|note|avis|para|nota|aviso|estimad[oa]|querid[oa]|prezad[oa]|car[oa]|al|alla?|per"
    r"|ao|instru[ck]\w{2,6}|istruzion\w|beste|lieve|geachte|voor|drog[ia]\w?|szanown\w{1,3}|uwaga|dla|sayin|kara|basta|till|til|kjaere|kaere|pro|mily|vazen\w|kepada|untuk|gui|danh\scho|aan|do)"
)
_WHO = (
    r"(?:ki|ia|ai|assistent\w{0,2}|asistent\w{0,2}|asistente|assistente|assistant|asysten\w{1,3}|pruf\w{2,12}|gutachter\w{0,2}|bewerter\w{0,2}|kritiker\w{0,2}|relect\w{3,5}|evaluat\w{3,5}|correct\w{3,5}|revis\w{2,5}|evaluador\w{0,2}"
    r"|avaliador\w{0,2}|valutator\w|beoordelaar\w?|recenz\w{2,5}|sprawdzaj\w{2,5}|degerlendiric\w{1,3}|hakem\w{0,2}|granskar\w{0,3}|bedommer\w{0,3}|hodnotitel\w{0,2}|modelo?|modele|modell[oe]?|sprachmodell|asisten|penilai|peninjau|tro\sly|mo\shinh|nguoi\sdanh\sgia)"
)
_SHALL = r"(?:muss|soll(?:te)?|darf|doit|devrait|debe(?:ria)?|deve(?:ria)?|dovrebbe|moet|dient|mag|powinien|powinna|musi|skal|ska|bor|mal|harus|phai)"
# On text without accents.
LATIN: Final[dict[Topic, Screened]] = {
    "reader": screened(
        rf"\b{_TO}\s(?:[\w'’]+\s){{0,3}}?{_WHO}\b|(?:^|[.!?\n:]\s?){_WHO}\s?[,:]|\b{_WHO}\s(?:\w+\s)?{_SHALL}\b"
    ),
    "draft": screened(
        r"\b(?:entwurf\w{0,2}|brouillon|borrador|rascunho|bozza|szkic\w{0,3}|taslag?k?\w{0,3}|utkast\w{0,2}|udkast\w{0,2}|navrh\w{0,2}|enonce|enunciado|dichiarazione|declaracion|declaracao|problemstellung|formulierung|draf|ban\sthao)\b"
        r"|\b(?:dies\w{1,2}|ce|este|esse|questo|deze|dit|ten|tego|bu|denna|denne|tento)\s(?:text\w{0,2}|texte|texto|testo|tekst\w{0,2}|metn?i?n?|concept)\b|\b(?:teks\sini|van\sban\snay)\b"
    ),
    "outcome": screened(
        r"\b(?:ein(?:wand|wande|spruch)|beanstand\w{1,6}|bemerkung\w{0,2}|befunde?|bestanden|wohlwollend|bestem\sergebnis|hochstnote|freigegeben|genehmigt|geprift|gepruft|fertig|mangel|kritik"
        r"|valid[ee]{1,3}|favorable|remarques?|indulgent\w?|prete?s?|approuv\w{1,4}|objections?|reserves?|note\smaximale"
        r"|aprobad[oa]|aprueb\w|objecion\w{0,2}|hallazgos?|observaciones|list[oa]|excelente|perfect[oa]|califi\w{2,5}|reparos?"
        r"|aprovad[oa]|aprov\w|pront[oa]|achados|ressalvas?|objec\w{2,5}|perfeit[oa]|criterios"
        r"|approvat[oa]|obiezion\w|difetti|perfett[oa]|rilievi|osservazioni"
        r"|goedgekeurd|keur\s(?:\w+\s){1,3}goed|gebreken|bezwa\w{2,4}|bevindingen|klaar|opmerkingen"
        r"|gotow\w{1,4}|zatwierdz\w{1,4}|zaakcept\w{1,6}|uwag|zastrzez\w{1,3}|hazir|onay\w{1,6}|itiraz\w{0,3}|kusur\w{0,3}"
        r"|godkan\w{0,4}|godkend\w{0,2}|godkjent?\w{0,2}|anmarkning\w{0,3}|fardig|invandning\w{0,3}|schvalen\w{0,2}|hotov\w{1,3}|pripomin\w{1,3}|namit\w{1,3}|nalez\w{0,2}|vyhrad\w{0,2}"
        r"|siap|disetujui|keberatan|san\ssang|phe\sduyet|nhan\sxet)\b"
    ),
    "data": screened(
        r"\b(?:fehlend\w{0,2}\s(?:belege\w?|daten|nachweis\w{0,2}|quellen)|belege|nachweise|manque\sde\s(?:donnees|preuves|sources)|donnees\smanquantes|preuves"
        r"|falta\sde\s(?:datos|pruebas|fuentes|evidencias?|dados|provas|fontes)|(?:datos|pruebas)\sque\sfaltan|dati\smancanti|mancanza\sdi\s(?:dati|prove|fonti)|ontbrekend\w?\s(?:bewijs|gegevens|data)"
        r"|brak\w{0,3}\s(?:danych|dowodow|zrodel)|eksik\sveri\w{0,4}|kanit\w{0,4}|(?:saknade|manglende|chybej\w{2,4})\s\w+|data\syang\skurang|thieu\sdu\slieu)\b"
    ),
    "act": screened(
        r"\b(?:bewert\w{1,4}|melde\w?|nenne\w?|erheb\w{1,2}|ignorier\w{1,3}|behandl?\w{1,3}|betracht\w{1,3}|verschweig\w{1,2}|evaluez|notez|dites|considerez|rendez|signalez|mentionnez|acceptez|ignorez|repondez"
        r"|califique|considere|senale\w?|acepte\w?|apruebe|marque|diga|devuelva|responda|omita|aceite|devolva|aponte\w?|avalie|giudic\w|considera|segnal\w{1,4}|accett\w|dichiar[ai]|elenc\w{1,3}|valut[ai]|rispond[ai]"
        r"|beschouw|meld|noem|keur|accepteer|beantwoord|uznaj\w{0,2}|zglasza\w{1,3}|ocen|zaakceptuj\w{0,2}|pomin|przyjmij|kabul\sed\w{1,2}|isaretle\w{0,3}|sayin|belirtme\w{0,3}|betrakta|godkann|namn|svara|betragt|godkend|naevn|povazuj\w{0,2}|oznac\w{0,3}|schval|prijmi\w{0,2}|neuvad\w{1,3})\b"
    ),
}

# Scripts other than Latin: looked for anywhere, since many put no space between words; a reader only where a sentence begins.
OTHER: Final[dict[Topic, re.Pattern[str]]] = {
    "reader": re.compile(
        r"ассистент|проверяющ|рецензент|нейросет|языков\w+ модел|оценщик|асистент|ИИ\b|модел[иьюе]\b"
        r"|审阅|审核|评审|審閱|審核|評審|助手|助理|模型|人工智能|审稿|AI|評価者|審査|レビュ|アシスタント|モデル|査読|검토|평가자|심사|어시스턴트|모델|조수|채점"
        r"|المراجع|المساعد|النموذج|المقي|المدقق|الذكاء|सहायक|समीक्षक|मॉडल|मूल्यांकन|एआई|המבקר|העוזר|המודל|הבודק|αξιολογητ|βοηθ|μοντέλ|ผู้ตรวจ|ผู้ช่วย|โมเดล|دستیار|بازبین|সহকারী|পর্যালোচক"
    ),
    "draft": re.compile(
        r"черновик|эт\w{1,2} текст|эт\w{1,2} формулировк|постановк\w задачи|чернетк|це\w{0,2} текст|草稿|草案|本文|此文|这段文字|這段文字|这份陈述|此陈述|陈述|陳述|文稿|下書き|この文|ドラフト"
        r"|초안|이 글|이 문장|이 진술|이 텍스트|문안|مسود|هذا النص|البيان|मसौद|कथन|इस पाठ|प्रारूप|הטיוטה|הטקסט|προσχέδι|κείμενο|ร่าง|ข้อความนี้|پیش‌نویس|این متن|খসড়া"
    ),
    "outcome": re.compile(
        r"одобрен|замечани|готов(?:ым|ой|ый)?\b|высш|недостатк|схвален|зауважен|获批|批准|通过|通過|意见|意見|评分|評分|满分|滿分|合格|就绪|就緒|完美|异议|異議|缺点|承認|指摘|最高点|満点|完璧|問題なし|高評価"
        r"|승인|지적|통과|합격|최고점|만점|완벽|معتمد|ملاحظ|تقييم|جاهز|موافق|اعتراض|तैयार|स्वीकृत|अंक|त्रुटि|आपत्ति|कमी न|מוכן|מאושר|הערות|ציון|έτοιμ|εγκρι|εγκεκρ|παρατηρήσ|พร้อม|อนุมัติ|ข้อสังเกต|آماده|ایراد|تأیید|অনুমোদিত|প্রস্তুত"
    ),
    "data": re.compile(
        r"отсутстви\w+ (?:данных|доказательств|источников)|нехватк\w данных|缺少数据|缺少數據|数据缺失|缺乏证据|缺乏證據|数据不足|データ不足|データの不足|証拠|根拠|出典|데이터 부족|증거|근거"
        r"|نقص (?:الأدلة|البيانات)|الأدلة|डेटा की कमी|प्रमाण|सबूत|חוסר בנתונים|έλλειψη|ขาดข้อมูล|کمبود"
    ),
}
