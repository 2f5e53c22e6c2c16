"""Latin names of Russian origin back into Cyrillic, and from there into every official romanisation."""

import random
import re
from collections.abc import Callable

from bench.quality.variations.forms import core
from bench.quality.variations.variation import Expected, Subject, Variation
from lists.entities import EntityType

_BACK = (
    *(("SHCH", "Щ"), ("YEV", "ЕВ"), ("ZH", "Ж"), ("KH", "Х"), ("TS", "Ц"), ("CH", "Ч"), ("SH", "Ш")),
    *(("YU", "Ю"), ("YA", "Я"), ("YE", "Е"), ("YO", "Ё"), ("IY", "ИЙ"), ("YY", "ЫЙ"), ("AY", "АЙ")),
    *(("EY", "ЕЙ"), ("OY", "ОЙ"), ("UY", "УЙ"), ("IA", "ИЯ"), ("IYA", "ИЯ"), ("'", "Ь")),
    *zip("ABVGDEZIKLMNOPRSTUFYCH", "АБВГДЕЗИКЛМНОПРСТУФЫКХ", strict=True),
)
_BACK_ORDER = sorted(_BACK, key=lambda pair: -len(pair[0]))
_CYRILLIC = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"


def _standard(text: str) -> dict[str, str]:
    return dict(zip(_CYRILLIC, text.replace("∅", "").split(" "), strict=True))


# The tables of the standards, letter by letter from А to Я; ∅ is a letter that is left out.
ROMANISATIONS = {
    "ISO 9": _standard("A B V G D E Ë Ž Z I J K L M N O P R S T U F H C Č Š Ŝ ʺ Y ʹ È Û Â"),
    "BGN/PCGN": _standard("A B V G D E Ë ZH Z I Y K L M N O P R S T U F KH TS CH SH SHCH ˮ Y ʼ E YU YA"),
    "GOST 7.79 B": _standard("A B V G D E YO ZH Z I J K L M N O P R S T U F X CZ CH SH SHH `` Y` ` E` YU YA"),
    "GOST R 52535.1": _standard(
        "A B V G D E E ZH Z I I K L M N O P R S T U F KH TC CH SH SHCH ∅ Y ∅ E IU IA"
    ),
    "ICAO 9303": _standard("A B V G D E E ZH Z I I K L M N O P R S T U F KH TS CH SH SHCH IE Y ∅ E IU IA"),
    "ALA-LC": _standard("A B V G D E Ë ZH Z I Ĭ K L M N O P R S T U F KH T͡S CH SH SHCH ʺ Y ʹ Ė I͡U I͡A"),
}
_UNUSED = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
# Combinations that Russian names romanised by these standards do not have: names with them are not Russian.
_NOT_RUSSIAN = re.compile(
    r"[QWXJ]|CK|TH|PH|EE|OO|OU|[AEIOU]{3}|GH|ING\b|TION|ITY\b|NCE\b|RY\b|LLC|LTD|(?<![SKZTC])H|C(?!H)"
    r"|BANK|HOLDING|INDUSTR|SERVICE|COMPANY|GROUP|CENTER|MARINE|LINE\b|PLANT|STAR\b|LADY|OCEAN|SEA\b"
)


def to_cyrillic(name: str) -> str | None:
    """Write a name in Latin capitals in Russian letters; None where it is hardly a Russian name.

    >>> to_cyrillic("OMSKIY-103"), to_cyrillic("WHITE WHALE")
    ('ОМСКИЙ-103', None)
    """
    text = re.sub(r"(?<!\w)'|'(?!\w)", "", name.upper())
    if _NOT_RUSSIAN.search(text):
        return None
    for latin, cyrillic in _BACK_ORDER:
        text = text.replace(latin, cyrillic)
    return None if re.search("[A-Z]", text) else text


def romanise(cyrillic: str, standard: str) -> str:
    """Write Russian capitals by a standard of ROMANISATIONS.

    >>> romanise("ОМСКИЙ-103", "ISO 9"), romanise("ЦЕМДОЛИНА", "ICAO 9303")
    ('OMSKIJ-103', 'TSEMDOLINA')
    """
    return "".join(ROMANISATIONS[standard].get(letter, letter) for letter in cyrillic)


def _cyrillic_name(subject: Subject) -> str | None:
    if not {"RU", "BY", "UA"} & set(subject.entity.countries):
        return None
    return to_cyrillic(core(subject.name))


def _in_cyrillic(subject: Subject, _dice: random.Random) -> str | None:
    cyrillic = _cyrillic_name(subject)
    if cyrillic is None or subject.entity.type is EntityType.VESSEL:
        return cyrillic
    return f"ООО «{cyrillic}»"


def _romanised(standard: str) -> Callable[[Subject, random.Random], str | None]:
    def make(subject: Subject, _dice: random.Random) -> str | None:
        cyrillic = _cyrillic_name(subject)
        return None if cyrillic is None else romanise(cyrillic, standard)

    return make


def _read_as_ukrainian(subject: Subject, dice: random.Random) -> str | None:
    """Read Г as H, as Ukrainian and Belarusian do, and at times И as Y."""
    cyrillic = _cyrillic_name(subject)
    if cyrillic is None or "Г" not in cyrillic:
        return None
    letters = {"Г": "H", "И": dice.choice(("I", "Y"))}
    return "".join(letters.get(ch) or romanise(ch, "BGN/PCGN") for ch in cyrillic)


def _mojibake(subject: Subject, _dice: random.Random) -> str | None:
    """Read the bytes of UTF-8 as Windows-1252, its five unused bytes as control characters."""
    cyrillic = _cyrillic_name(subject)
    if cyrillic is None:
        return None
    single = (bytes([byte]) for byte in cyrillic.encode())
    return "".join(byte.decode("latin-1" if byte in _UNUSED else "cp1252") for byte in single)


VARIATIONS = (
    Variation("N23", "in Cyrillic", Expected.ALERT, _in_cyrillic),
    *(
        Variation("N23", f"romanised by {standard}", Expected.ALERT, _romanised(standard))
        for standard in ROMANISATIONS
    ),
    Variation("N24", "Г read as H", Expected.ALERT, _read_as_ukrainian),
    Variation("N46", "Cyrillic in UTF-8 read as Windows-1252", Expected.REVIEW, _mojibake),
)
