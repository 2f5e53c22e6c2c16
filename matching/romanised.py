"""Words that the same letters of another script were romanised to: the same consonants, other vowels.

Arabic, Persian and Urdu write few vowels, and Korean, Burmese and Slavic languages have several romanisations
each, so one person's name is spelled HEKMATYAR and HIKMETYAR, PAK and BAK, GADDAFI and QADHAFI. What such
spellings share is the order of their consonants, voiced or not.
"""

import re
from functools import lru_cache
from itertools import permutations

from rapidfuzz.distance import Indel

# A consonant's class: voiced and voiceless, and the sounds that romanisations confuse, are one.
_CLASSES = {
    "b": "p", "p": "p", "f": "p", "ph": "p", "m": "m", "n": "n", "l": "l", "r": "r",
    "d": "t", "t": "t", "dh": "t", "th": "t",
    "s": "s", "z": "s", "sh": "s", "zh": "s", "sch": "s", "shch": "s", "ts": "s", "tz": "s", "dz": "s",
    "ch": "s", "tch": "s", "j": "s", "dj": "s", "dzh": "s", "dsch": "s",
    "k": "k", "q": "k", "g": "k", "c": "k", "gh": "k", "kh": "k", "ck": "k",
}  # fmt: skip
# Spellings of one sound within a class.
_ONE_SOUND = frozenset(
    pair
    for spellings in (
        *("k q c ck kh", "g gh q", "t th", "d dh", "f ph", "p ph"),
        *("j zh dj dzh ch", "sh ch sch", "s ts tz c", "z dz dh"),
    )
    for pair in permutations(spellings.split(), 2)
)
CONSONANTS = tuple(sorted(_CLASSES))
_PLACES = {consonant: place for place, consonant in enumerate(CONSONANTS)}
_CONSONANT = 128
_SOUNDS = re.compile(f"({'|'.join(sorted(_CLASSES, key=len, reverse=True))})")
_SOFT_C = re.compile("c(?=[eiy])")
_SERVANT_OF = re.compile(r"^abd[aeiou]+(?:l|([b-df-hj-np-tv-z])(?=\1))")
_OF_THE_FAITH = re.compile("[aeiou]+l?d+(?:i|ee|ai|ei|ay|y|ie)ne?$")
_VOWELS = str.maketrans("aeiouywv", "aiiuuiuu", "h")
_DOUBLED = re.compile(r"(.)\1+")

_OTHER_VOICE = 0.35
_OTHER_SOUND = 0.6
_OTHER_SPELLING = 0.1
OTHER_LETTERS = 0.2
VOWEL_EDIT = 0.25
NO_VOWEL = 0.2
NO_V = 0.4


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """Give the classes of a Latin word's consonants, each run of one class once; empty where it has none.

    >>> skeleton("hekmatyar") == skeleton("hikmetyar"), skeleton("abdurrahim") == skeleton("abdelrahim")
    (True, True)
    """
    if not word.isalpha():
        return ""
    return "".join([_CLASSES[sound] for sound in _parse(word)[1::2]])


@lru_cache(maxsize=20_000)
def _parse(word: str) -> tuple[str, ...]:
    """Cut a word into what stands before, between and after its consonants, and the consonants: v c v c v."""
    if word.startswith("abd"):
        word = _SERVANT_OF.sub("abd", word)
    if word.endswith(("n", "ne")):
        word = _OF_THE_FAITH.sub("udin", word)
    word = word.replace("x", "ks")
    if "c" in word:
        word = _SOFT_C.sub("s", word)
    cut = _SOUNDS.split(word)
    parts = cut[:1]
    for sound, vowels in zip(cut[1::2], cut[2::2], strict=True):
        if len(parts) > 1 and not parts[-1] and _CLASSES[parts[-2]] == _CLASSES[sound]:
            parts[-1] = vowels
        else:
            parts += (sound, vowels)
    return tuple(parts)


def packed(word: str) -> bytes:
    """Give a word parsed as bytes: vowels as letters, each consonant as 128 and its place in `CONSONANTS`."""
    if not word.isalpha():
        return b""
    vowels = True
    out = bytearray()
    for part in _parse(word):
        if vowels:
            out += part.encode()
        else:
            out.append(_CONSONANT + _PLACES[part])
        vowels = not vowels
    return bytes(out)


def likeness(one: str, other: str) -> float:
    """Say how alike two words of one skeleton are, 0..1: 1 less what other letters cost, per letter."""
    cost = 0.0
    for place, (mine, theirs) in enumerate(zip(_parse(one), _parse(other), strict=True)):
        if mine != theirs:
            cost += consonant_cost(mine, theirs) if place % 2 else _vowels(mine, theirs)
    return 1.0 - cost / max(len(one), len(other))


def consonant_cost(one: str, other: str) -> float:
    """Give what one consonant of a class costs for another."""
    if (one, other) in _ONE_SOUND:
        return _OTHER_SPELLING
    return _OTHER_SOUND if "f" in (one, other) else _OTHER_VOICE


@lru_cache(maxsize=10_000)
def _vowels(one: str, other: str) -> float:
    first, second = (_DOUBLED.sub(r"\1", vowels.translate(_VOWELS)) for vowels in (one, other))
    if first == second:
        return OTHER_LETTERS
    missing = 0.0 if first and second else NO_VOWEL
    if ("v" in one) != ("v" in other) and "u" not in (first if "v" in other else second):
        missing += NO_V
    return missing + VOWEL_EDIT * Indel.distance(first, second)
