"""The same order, "ignore the instructions above", in other languages."""

from __future__ import annotations

import re
import unicodedata

_LATIN = (
    # Spanish, Portuguese, Italian
    (
        r"\b(?:ignor[ae]|ignorad|olvid[ae]|descarta|omite|desconsider[ae]|esque[cç]a|ignori|dimentica|trascura)\s+(?:por\s+completo\s+)?"
        r"(?:tod[ao]s?\s+|tutt[ei]\s+)?(?:(?:las|os|as|le|los|tus|suas|tue|sus)\s+)?"
        r"(?:(?:anterior(?:es|i)|previ[ao]s|precedenti)\s+)?(?:instruc\w+|instruco\w+|istruzion\w+|directric\w+|indicacion\w+|regras|reglas|ordenes)\b"
        r"(?:\s+(?:anterior(?:es|i)?|previ[ao]s|precedenti|acima|de\s+arriba|del\s+sistema|do\s+sistema|recibidas|dadas))"
    ),
    # French
    (
        r"\b(?:ignore[zr]?|oublie[zr]?|neglige[zr]?)\s+(?:toutes\s+)?(?:les|tes|vos|ces)\s+(?:instructions|consignes|directives|regles)"
        r"\s+(?:precedentes|anterieures|ci-dessus|initiales|donnees|du\s+systeme)"
    ),
    # German, Dutch
    (
        r"\b(?:ignorier(?:e|en\s+sie|t)?|vergiss|vergessen\s+sie|missachte|missachten\s+sie|negeer|vergeet)\s+(?:bitte\s+)?(?:alle[ns]?\s+)?"
        r"(?:(?:die|deine|ihre|de|je|uw|obigen)\s+)?(?:vorherigen|vorigen|bisherigen|obigen|fruheren|vorangegangenen|vorige|eerdere|voorgaande|bovenstaande)\s+"
        r"(?:anweisungen|instruktionen|befehle|vorgaben|regeln|instructies|opdrachten|richtlijnen)"
    ),
    # Polish, Czech
    (
        r"\b(?:zignoruj|ignoruj|zapomnij\s+o|pomin|zapomen\s+na)\w*\s+(?:wszystkie\s+|wszystkich\s+|vsechny\s+)?(?:poprzedni\w+|wczesniejsz\w+|powyzsz\w+|predchoz\w+)\s+"
        r"(?:instrukcj\w+|polece\w+|wytyczn\w+|instrukce|pokyny)"
    ),
    # Swedish, Danish, Norwegian
    r"\b(?:ignorera|ignorer|glom|glem|bortse\s+fran|se\s+bort\s+fra)\s+(?:alla?e?\s+)?(?:de\s+)?(?:tidigare|foregaende|tidligere|forrige|ovenstaende)\s+(?:instruktion\w*|instruks\w*|anvisning\w*)",
    # Turkish
    r"\b(?:onceki|yukaridaki)\s+(?:tum\s+|butun\s+)?(?:talimatlar\w*|komutlar\w*|yonergeler\w*)\s+(?:yok\s*say|unut|gormezden\s+gel|dikkate\s+alma)",
    # Indonesian, Vietnamese
    r"\b(?:abaikan|lupakan)\s+(?:semua\s+)?(?:instruksi|perintah|petunjuk)\s+(?:sebelumnya|di\s+atas)",
    r"\bbo\s+qua\s+(?:tat\s+ca\s+)?(?:cac\s+)?(?:huong\s+dan|chi\s+dan|lenh)\s+(?:truoc|o\s+tren)",
)
_OTHER = (
    # Russian, Ukrainian
    r"(?:игнорируй|проигнорируй|забудь|отбрось|ігноруй|забудь)(?:те)?\s+(?:про\s+|о\s+)?(?:все\s+|всі\s+|всех\s+)?(?:предыдущи\w+|прежни\w+|попередн\w+|вышеуказанн\w+)\s+(?:инструкци\w+|указани\w+|команд\w+|інструкці\w+|вказівк\w+)",
    # Chinese, simplified and traditional
    r"(?:忽略|无视|無視|忘记|忘記|不要理会|請忽略)(?:掉)?(?:所有|全部|一切|你)?(?:的)?(?:之前|以上|先前|前面|上述|上面|此前)?(?:的)?(?:所有|全部)?(?:的)?(?:指令|指示|说明|說明|提示|规则|規則|命令)",
    # Japanese
    r"(?:以前|これまで|上記|前|今まで|先程|さきほど)(?:の|に与えられた)(?:すべての|全ての|全)?(?:指示|命令|プロンプト|ルール)(?:を|は)?.{0,6}(?:無視|忘れ|破棄)",
    # Korean
    r"(?:이전|위|앞|지금까지)(?:의|에)?\s*(?:모든\s*)?(?:지시|명령|지침|프롬프트)\s*(?:사항)?(?:을|를|은|는)?\s*(?:모두\s*)?(?:무시|잊)",
    # Arabic, Hindi
    r"(?:تجاهل|انس)\w*\s+(?:جميع\s+|كل\s+)?(?:التعليمات|الأوامر|الإرشادات|تعليمات)\s*(?:السابقة|أعلاه)?",
    r"(?:पिछले|पहले\s+के|उपरोक्त)\s+(?:सभी\s+)?(?:निर्देश\S*|आदेश\S*)\s*(?:को\s+)?(?:अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल)",
)
_LATIN_ORDER = re.compile("|".join(_LATIN), re.IGNORECASE)
_OTHER_ORDER = re.compile(
    "|".join(unicodedata.normalize("NFKC", pattern) for pattern in _OTHER), re.IGNORECASE
)
_NOUNS = re.compile(
    r"instru|istruz|consign|directi|anweis|befehl|vorgab|opdracht|richtlijn|polece|wytycz|pokyn|anvisn|talimat|komut"
    r"|yonerge|perintah|petunjuk|huong|regel|regl|regras|reglas|indicac|ordenes|chi dan",
    re.IGNORECASE,
)
_FIRST_BEYOND_LATIN = "\u0370"


def foreign_override(text: str) -> bool:
    """Say whether the text tells a machine, in another language than English, to drop its orders."""
    plain = text.isascii()
    folded = text if plain else _without_accents(text)
    if _NOUNS.search(folded) and _LATIN_ORDER.search(folded):
        return True
    return (
        not plain
        and any(char >= _FIRST_BEYOND_LATIN for char in text)
        and _OTHER_ORDER.search(text) is not None
    )


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize(
        "NFD", text.replace("ß", "ss").replace("ø", "o").replace("ı", "i").replace("ł", "l")
    )
    return "".join(part for part in parts if not "\u0300" <= part <= "\u036f")
