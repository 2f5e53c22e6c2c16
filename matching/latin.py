"""Words of any script as Latin letters, and the coarser keys under which spellings of one word meet."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from matching.scripts import syllable

# Cyrillic by BGN/PCGN (Russian, Ukrainian and Belarusian letters), without apostrophes for signs. Other
# romanisations (ISO 9, GOST, ICAO, ALA-LC) meet it in `sound_key`.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "w", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c",
    "ђ": "dj", "џ": "dz", "ѓ": "g", "ќ": "k", "ѕ": "dz",
    "қ": "k", "ғ": "gh", "ң": "ng", "ү": "u", "ұ": "u", "ө": "o", "һ": "h", "ә": "a",
}  # fmt: skip

# Spellings of one sound, in the order in which they are replaced, with the patterns below between them, as in
# compiled/search.c. Source: the differences between ISO 9, BGN/PCGN, GOST R 52535.1, ICAO Doc 9303 and
# ALA-LC for one Cyrillic letter, and English, French and German spellings.
SPELLINGS = (
    ("ae", "a"), ("oe", "o"), ("ue", "u"),
    ("shch", "sh"), ("sch", "sh"), ("tch", "ch"), ("cz", "ch"), ("kh", "h"),
)  # fmt: skip
LETTERS = (
    ("ph", "f"), ("th", "t"), ("sh", "s"), ("zh", "s"), ("ts", "c"), ("tz", "c"),
    ("ck", "k"), ("cq", "k"), ("q", "k"),
)  # fmt: skip
SINGLE = (
    ("ch", "c"), ("x", "ks"), ("w", "v"), ("z", "s"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("y", "i"), ("j", "i"),
)  # fmt: skip
_VOICED_H = re.compile("gh(?=[aeiou])")
_HARD_C = re.compile("c(?=[aoulrkt]|$)")
_GLIDE = re.compile("(?<=[^aeiou])i+(?=[aeou])")
# Letters and digits that look alike in print and in leetspeak.
LOOKS = (("rn", "m"), ("vv", "w"), ("1", "i"), ("l", "i"), ("0", "o"), ("5", "s"), ("8", "b"))
_NO_VOWELS = str.maketrans("", "", "aeiouy")
_OTHERS = re.compile("[^a-z0-9]")


@lru_cache(maxsize=10_000)
def to_latin(word: str) -> str:
    """Write a lower-case word in the letters a-z and digits.

    >>> to_latin("трансморфлот"), to_latin("müller"), to_latin("ολγα")
    ('transmorflot', 'muller', 'olga')
    """
    if word.isascii():
        return word
    if len(word) == 1 and not word.isdecimal():
        return _OTHERS.sub("", _CYRILLIC.get(word) or syllable(word))
    spelled = "".join(_CYRILLIC.get(ch, ch) for ch in word)
    plain = "".join(ch for ch in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(ch))
    return _OTHERS.sub("", anyascii(plain).casefold())


@lru_cache(maxsize=10_000)
def sound_key(word: str) -> str:
    """Give the key under which romanisations and spellings of one sound meet; short words stay as they are.

    >>> sound_key("omskij") == sound_key("omskiy") == sound_key("omskii")
    True
    >>> sound_key("tranzmorflott") == sound_key("transmorflot")
    True
    """
    if len(word) < 4 or not word.isalpha():
        return word
    key = _replace(word, SPELLINGS)
    if "gh" in key:
        key = _VOICED_H.sub("h", key)
    key = _replace(key, LETTERS)
    if "c" in key:
        key = _HARD_C.sub("k", key)
    key = _replace(key, SINGLE)
    if "i" in key:
        key = _GLIDE.sub("", key)
    return _without_doubles(key)


def sound_of_x(word: str) -> str | None:
    """Give the sound key of a word whose X is GOST 7.79's for Cyrillic Х (BGN/PCGN: KH); None without X.

    >>> sound_of_x("turuxan") == sound_key("turukhan")
    True
    """
    return sound_key(word.replace("x", "kh")) if "x" in word else None


def _replace(word: str, spellings: tuple[tuple[str, str], ...]) -> str:
    for spelling, sound in spellings:
        if spelling in word:
            word = word.replace(spelling, sound)
    return word


def _without_doubles(word: str) -> str:
    kept = last = ""
    for letter in word:
        if letter != last:
            kept += letter
            last = letter
    return kept


def look_key(word: str) -> str:
    """Give the key under which letters and digits that look alike in print or leetspeak (0, 1, 5, 8) meet."""
    return _replace(word, LOOKS)


def consonants(word: str) -> str:
    """Give the word without its vowels; doubled letters count once."""
    return _without_doubles(word.translate(_NO_VOWELS))
