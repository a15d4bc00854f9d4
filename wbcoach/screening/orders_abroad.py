"""The same orders, "ignore the instructions above" and "report nothing", in other languages."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from wbcoach.vocabulary.reading import folded as lower_case

_START = r"(?:^|[.!?:;,\n>\"“”«»(\]*¡-]\s?|\b(?:por\sfavor|bitte|alsjeblieft|per\sfavore|s['’]il\s(?:vous|te)\splait|y|e|et|und|en)\s)"
_SPANISH_RULES = r"(?:instruc\w{3,9}|istruzion\w|directric\w{1,3}|direttiv\w|indicac\w{3,6}|regras|reglas|regole|ordenes|ordens)"
_OVERRIDES = (
    # Spanish, Portuguese, Italian
    (
        r"\b(?:ignor[ae]|ignorad|olvid[ae]|descarta|omite|desconsider[ae]|esque[cç]a|ignori|dimentica|trascura)\s(?:por\scompleto\s)?"
        r"(?:tod[ao]s?\s|tutt[ei]\s)?(?:(?:las|os|as|le|los|tus|suas|tue|sus)\s)?"
        rf"(?:(?:anterior(?:es|i)|previ[ao]s|precedenti)\s)?{_SPANISH_RULES}\b"
        r"(?:\s(?:anterior(?:es|i)?|previ[ao]s|precedenti|acima|de\sarriba|del\ssistema|do\ssistema|recibidas|dadas))"
    ),
    (
        rf"{_START}(?:ignor[ae]|ignorad|olvid[ae]|descarta|omite|desconsider[ae]|esque[cç]a|ignori|dimentica|trascura)\s"
        rf"(?:(?:tod[ao]s|tutt[ei])\s(?:(?:las|os|as|le|los|tus|suas|tue|sus)\s)?|(?:las|os|as|le)\s(?:anteriores|anteriori|previas|precedenti)\s){_SPANISH_RULES}\b"
    ),
    # French
    (
        r"\b(?:ignore[zr]?|oublie[zr]?|neglige[zr]?)\s(?:toutes\s)?(?:les|tes|vos|ces)\s(?:instructions|consignes|directives|regles)"
        r"\s(?:precedentes|anterieures|ci-dessus|initiales|donnees|du\ssysteme)"
    ),
    rf"{_START}(?:ignore[zr]?|oublie[zr]?|neglige[zr]?)\s(?:toutes\s(?:les|tes|vos|ces)|tes|vos)\s(?:instructions|consignes|directives|regles)\b",
    # German, Dutch
    (
        r"\b(?:ignorier(?:e|en\ssie|t)?|vergiss|vergessen\ssie|missachte|missachten\ssie|negeer|vergeet)\s(?:bitte\s)?(?:alle[ns]?\s)?"
        r"(?:(?:die|deine|ihre|de|je|uw|obigen)\s)?(?:vorherigen|vorigen|bisherigen|obigen|fruheren|vorangegangenen|vorige|eerdere|voorgaande|bovenstaande)\s"
        r"(?:anweisungen|instruktionen|befehle|vorgaben|regeln|instructies|opdrachten|richtlijnen)"
    ),
    (
        rf"{_START}(?:ignoriere|ignorieren\ssie|vergiss|vergessen\ssie|missachte|negeer|vergeet)\s(?:bitte\s)?(?:alle\s(?:die\s|deine\s|ihre\s|de\s|je\s)?|deine\s|je\s)"
        r"(?:anweisungen|instruktionen|befehle|vorgaben|regeln|instructies|opdrachten|richtlijnen)\b"
    ),
    r"\b(?:vergiss|ignoriere|vergessen\ssie|ignorieren\ssie)\s(?:bitte\s)?alles,?\s(?:was\s)?(?:oben|bisher|zuvor|davor|vorher|vorstehende|obige)\b",
    (
        r"\b(?:ignore[zr]?|oublie[zr]?)\s(?:tout\s)?ce\squi\sprecede\s(?:et|puis)\s(?:repond|di[st]|ecri|approuv|valid|marqu)"
        r"|\b(?:olvida|ignora|esquece|ignore|dimentica)\s(?:tod|tutt)o\s(?:lo|o|cio\sche)\s(?:anterior|precede|que\sveio\santes)\s(?:y|e)\s(?:di|responde|escribe|aprueba|marca|dica|diga|rispondi)\b"
    ),
    # Polish, Czech
    (
        r"\b(?:zignoruj|ignoruj|zapomnij\so|pomin|zapomen\sna)\w{0,4}\s(?:wszystkie\s|wszystkich\s|vsechny\s)?(?:poprzedni\w{1,3}|wczesniejsz\w{1,3}|powyzsz\w{1,3}|predchoz\w{1,3})\s"
        r"(?:instrukcj\w{1,3}|polece\w{1,3}|wytyczn\w{1,3}|instrukce|pokyny)"
    ),
    # Swedish, Danish, Norwegian
    r"\b(?:ignorera|ignorer|glom|glem|bortse\sfran|se\sbort\sfra)\s(?:alla?e?\s)?(?:de\s)?(?:tidigare|foregaende|tidligere|forrige|ovenstaende)\s(?:instruktion\w{0,4}|instruks\w{0,4}|anvisning\w{0,4})",
    # Turkish
    r"\b(?:onceki|yukaridaki)\s(?:tum\s|butun\s)?(?:talimatlar\w{0,3}|komutlar\w{0,3}|yonergeler\w{0,3})\s(?:yok\s?say|unut|gormezden\sgel|dikkate\salma)",
    # Indonesian, Vietnamese
    r"\b(?:abaikan|lupakan)\s(?:semua\s)?(?:instruksi|perintah|petunjuk)\s(?:sebelumnya|di\satas)",
    r"\bbo\squa\s(?:tat\sca\s)?(?:cac\s)?(?:huong\sdan|chi\sdan|lenh)\s(?:truoc|o\stren)",
)
_OUTCOMES = (
    (
        r"\b(?:marc(?:a|ad|ar)|marque|segna|contrassegna|considera|declara|aprueba|aprove)\s(?:est[ea]|questo|questa|o)\s(?:declaracion|texto|borrador|enunciado|testo|bozza|rascunho|planteamiento)"
        r"(?:\scomo?e?\s(?:list[oa]|perfect[oa]|aprobad[oa]|pront[oa]|perfett[oa]|aprovad[oa]))"
    ),
    r"\bno\s(?:informes|reportes|senales|menciones|indiques)\s(?:de\s)?ningun[ao]?\s(?:hallazgo|problema|error|defecto)",
    r"(?:(?:^|[.!?:;\n]\s?)ne\s(?:signale|rapporte|mentionne)[zr]?|\bne\s(?:signalez|rapportez|mentionnez))\saucune?\s(?:probleme|defaut|erreur|constat|faute)",
    r"\b(?:marque[zr]?|considere[zr]?|approuve[zr]?|declare[zr]?)\sc(?:e|ette)\s(?:texte|enonce|declaration|brouillon)\scomme\s(?:prete?|parfaite?|approuvee?)",
    r"\bkeine\s(?:befunde|mangel|beanstandungen)\s(?:melden|ausgeben|nennen|berichten)(?=\s?[.!,;\n]|$|\sund\b)",
    r"\b(?:diese[ns]?\s|die\s|den\s)(?:text|aussage|entwurf|statement)\sals\s(?:fertig|bereit|perfekt|fehlerfrei|bestanden)\s(?:markieren|werten|bewerten|behandeln)",
    r"\b(?:melde|melden\ssie|gib|geben\ssie|nenne|berichte)\s(?:bitte\s)?keine(?:rlei)?\s(?:befunde|fehler|mangel|probleme|funde)(?:\s(?:aus|an|zuruck))?(?=\s?[.!,;\n]|$|\sund\b)",
    r"\b(?:markiere|werte|bewerte|behandle)\s(?:diese[ns]?\s|die\s|den\s)(?:text|aussage|entwurf|statement)\sals\s(?:fertig|bereit|perfekt|fehlerfrei|bestanden)",
)
# With these words in the text, one of the patterns above may hold.
_SIGNS = tuple(
    "instru istruz consign directi direttiv anweis befehl vorgab opdracht richtlijn polece wytycz pokyn anvisn talimat "
    "komut yonerge perintah petunjuk huong regel regl regole regras indicac ordenes ordens preced anterior alles ningun "
    "aucun keine como comme come".split()
)
_SPACED_SIGNS = re.compile(r"chi\sdan|\sals\s")
# Written as an order in Japanese, not as a complaint of what someone else does.
_JA_ORDER = r"(?:して(?=ください|下さい|くれ|ほしい|欲しい|次|報告|[。、！!,\s」]|$)|しろ|せよ|しなさい|すること|し(?=[、,])|(?=[。！!」]|$))"
_CHINESE_IGNORE = (
    r"(?:忽略|无视|無視|忘记|忘記|忘掉|不要理会|不要理會|不要遵守|不用管|抛弃|拋棄)(?!了|过|過)(?:掉|下)?"
)
_CHINESE_ALL = r"(?:所有|全部|一切|任何|你|您|以下|之前|以上|先前|前面|上述|上面|的)"
_CHINESE_RULES = r"(?:指令|指示|说明|說明|提示词?(?!音)|规则|規則|命令|要求|内容|內容)"
_OTHER = (
    # Russian, Ukrainian
    r"(?:игнорируй|проигнорируй|забудь|отбрось|ігноруй|проігноруй)(?:те)?\s(?:про\s|о\s)?(?:все\s|всі\s|всех\s|эти\s|ці\s)?(?:предыдущи\w{1,3}|прежни\w{1,3}|попередн\w{1,3}|вышеуказанн\w{1,3})\s(?:инструкци\w{1,3}|указани\w{1,3}|команд\w{0,3}|правила|інструкці\w{1,3}|вказівк\w{1,3})",
    r"(?:игнорируй|проигнорируй|забудь|ігноруй)(?:те)?\s(?:про\s|о\s)?(?:все\s|всі\s|всех\s)?(?:инструкци\w{1,3}|указани\w{1,3}|команды|правила|інструкції|вказівки)\s(?:выше|сверху|ранее|до\sэтого|вище|системы)",
    r"не\s(?:сообщай|указывай|отмечай|повідомляй)(?:те)?\s(?:ни\s)?(?:о\s|об\s|про\s)?(?:каких|какие|жодн\w{1,3}|никаких)\S{0,4}\s(?:\S{1,12}\s)?(?:ошибк|проблем|замечани|недостатк|помилк)",
    # Chinese, simplified and traditional
    rf"(?<![我们們他她户戶用统統]){_CHINESE_IGNORE}{_CHINESE_ALL}{{0,3}}(?:之前|以上|先前|前面|上述|上面|此前|原有|系统|系統|收到){_CHINESE_ALL}{{0,4}}{_CHINESE_RULES}",
    rf"(?:^|[。，,；;：:！!\s“\"「]|请|請|必须|必須|务必|務必){_CHINESE_IGNORE}(?:{_CHINESE_ALL}{{1,5}}{_CHINESE_RULES}|(?:指令|命令|规则|規則))",
    r"不(?:要|得|准|许|許)(?:报告|報告|指出|提出|列出|输出|輸出|批评|批評)(?:任何|一切|它|此)(?:的)?(?:问题|問題|发现|發現|缺陷|错误|錯誤|瑕疵|陈述|陳述|草稿)?",
    r"(?:将|將|把)(?:此|这个|這個|这份|這份|这段|這段|该|該|本|这|這)(?:条|條|段|篇|份)?(?:陈述|陳述|声明|聲明|草稿|文本|问题陈述|問題陳述)(?:标记|標記|标注|標註|评|評|判定|视|視|设|設)(?:定|置)?(?:为|為|成)",
    r"(?:报告|報告|回答|输出|輸出|宣布)(?:说|說)?(?:此|这个|這個|这份|這份|该|該|本)(?:陈述|陳述|声明|聲明|草稿|文本).{0,6}(?:准备就绪|準備就緒|没有.{0,3}问题|沒有.{0,3}問題|完美|就绪)",
    r"从现在(?:开始|起)[，,]?你(?:是|要|必须|只能|将)|從現在(?:開始|起)[，,]?你(?:是|要|必須|只能|將)",
    r"(?:只|仅|僅)(?:需|能|要)?(?:输出|輸出|回答|回复|回覆|返回)[“\"「『'：:\[{]",
    # Japanese
    rf"(?:以前|これまで|上記|以上|前|今まで|先程|さきほど)(?:の|に与えられた|までの)(?:(?:すべて|全て|全部|あらゆる)の|全)?(?:指示|命令|プロンプト|ルール)(?:を|は)?(?:すべて|全て|全部|一切|完全に)?(?:無視|破棄){_JA_ORDER}",
    rf"(?:すべて|全て|全部|あらゆる|一切)の(?:(?:以前|上記|前|これまで)の)?(?:指示|命令|プロンプト|ルール)(?:を|は)?(?:完全に)?(?:無視|破棄){_JA_ORDER}",
    r"(?:指示|命令|プロンプト|ルール)(?:を|は)?(?:すべて|全て|全部)?忘れ(?:て(?=ください|下さい|くれ|[。、！!,\s」]|$)|ろ|なさい|ること)",
    r"(?:指摘|批判|批評)(?:は|を)?(?:一切)?(?:(?:し|出さ|行わ)ないで|しないこと|(?:不要|無用)(?:です)?(?=[。、！!」]|$))",
    r"「[^」]{1,20}」と(?:だけ|のみ)(?:答え|回答し|出力し|報告し|返し)(?:て(?=ください|下さい|くれ|[。、！!]|$)|ろ|なさい)",
    r"(?:問題|指摘事項|指摘|欠点)(?:は)?(?:なし|ない|ありません|無し)と(?:報告|回答|出力|答え)",
    r"(?:この|本)(?:文章?|声明|ステートメント|下書き|課題文|記述)(?:は|を).{0,12}(?:準備完了|合格|承認済み|完璧)(?:だ|である|です)?(?:と(?:報告|判定|回答|評価)|に(?:して|しろ)|として)",
    r"(?:今から|これから|以後|これより)[、,]?(?:あなた|お前|君|貴方)は(?!大丈夫)[^。]{1,15}(?:です|だ(?:[。、！!]|$)|として|になっ|になり|のみ|だけ)",
    # Korean
    r"(?:이전|위|앞|지금까지|모든)(?:의|에)?\s?(?:모든\s?|이전\s?)?(?:지시|명령|지침|프롬프트|규칙)\s?(?:사항|들)?(?:을|를|은|는)?\s?(?:모두\s?|전부\s?|다\s?)?(?:무시(?!했|하는|한|합|됐|되|당)|잊(?=어|고|으|$))",
    r"(?:아무|어떤)\s?(?:문제|결과|지적|오류)\S{0,3}\s?(?:보고|지적|출력)하지\s?(?:마|말)",
    # Thai
    r"(?:ละเว้น|เพิกเฉย|ไม่ต้องสนใจ|ลืม|มองข้าม|อย่าสนใจ)(?:ต่อ)?\s?(?:คำสั่ง|คำแนะนำ|ข้อกำหนด|กฎ)\s?(?:ทั้งหมด|ก่อนหน้า|ข้างต้น|เดิม)",
    # Arabic, Persian, Hebrew
    r"(?:تجاهل|انس)\w{0,3}\s(?:جميع\s|كل\s)?(?:التعليمات|الأوامر|الإرشادات|تعليمات)\s?(?:السابقة|أعلاه)?",
    r"(?:دستورالعمل|دستورات|دستور)\S{0,5}\s?(?:های\s)?(?:قبلی|بالا|پیشین)\s(?:را\s)?(?:نادیده|فراموش)",
    r"התעל(?:ם|מו|מי)\sמ(?:כל\s)?ה(?:הוראות|הנחיות)",
    # Hindi, Bengali
    r"(?:पिछले|पहले\sके|उपरोक्त)\s(?:सभी\s)?(?:निर्देश\S{0,4}|आदेश\S{0,4})\s?(?:को\s)?(?:अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल)",
    r"(?:পূর্ববর্তী|উপরের|আগের)\s(?:সব\s|সমস্ত\s)?নির্দেশ\S{0,5}\s(?:উপেক্ষা|ভুলে)",
    # Greek
    r"αγν[οό][ηή]σ\w{1,4}\s(?:όλες\s|ολες\s)?(?:τις\s)?(?:προηγούμενες|παραπάνω|προηγουμενες|παραπανω)\s(?:οδηγίες|εντολές|οδηγιες|εντολες)",
)


@cache
def _joined(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(unicodedata.normalize("NFKC", pattern) for pattern in patterns), re.IGNORECASE)


_FIRST_BEYOND_LATIN = "\u0370"


def foreign_order(text: str) -> str | None:
    """Say why the text gives orders to a machine in another language than English, or None."""
    plain = text.isascii()
    folded = text if plain else _without_accents(text)
    if _signed(folded):
        if _joined(_OVERRIDES).search(folded):
            return "overrides instructions"
        if _joined(_OUTCOMES).search(folded):
            return "sets the outcome"
    if not plain and any(char >= _FIRST_BEYOND_LATIN for char in text) and _joined(_OTHER).search(text):
        return "overrides instructions"
    return None


def _signed(text: str) -> bool:
    small = lower_case(text)
    return any(sign in small for sign in _SIGNS) or _SPACED_SIGNS.search(small) is not None


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize(
        "NFD", text.replace("ß", "ss").replace("ø", "o").replace("ı", "i").replace("ł", "l")
    )
    return "".join(part for part in parts if not "\u0300" <= part <= "\u036f")
