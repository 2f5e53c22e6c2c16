"""Slips of the typist: wrong, missing, swapped and doubled letters, other spellings, names cut off.

A typo must be caught in words of five letters and more, in a ship's only word from seven.
"""

import random
from collections.abc import Callable

from bench.quality.variations.forms import core
from bench.quality.variations.variation import Expected, Subject, Variation, replaced, word_to_change
from lists.entities import EntityType

_ALPHABET = "ABCDEFGHIJKLMNOPRSTUVYZ"
_VOWELS = frozenset("AEIOUY")
_SOUNDS = (
    *(("KS", "X"), ("PH", "F"), ("V", "W"), ("S", "Z"), ("I", "Y"), ("Y", "I"), ("K", "C"), ("C", "K")),
    *(("OU", "U"), ("U", "OO"), ("J", "ZH"), ("TS", "TZ"), ("EE", "I"), ("F", "PH"), ("Z", "S")),
)


def _word_for_slip(subject: Subject, shortest: int = 5) -> int | None:
    """Give the place of the name's longest word of letters, where it is long enough to carry a slip."""
    if subject.entity.type is EntityType.VESSEL and len(subject.words) == 1:
        shortest = max(shortest, 7)
    return word_to_change(subject, shortest)


def _slip(change: Callable[[str, random.Random], str], shortest: int = 5) -> Callable[..., str | None]:
    """Make a variation of a change of one word."""

    def make(subject: Subject, dice: random.Random) -> str | None:
        place = _word_for_slip(subject, shortest)
        if place is None:
            return None
        word = subject.words[place].upper()
        return replaced(subject.words, place, change(word, dice))

    return make


def one_typo(word: str, dice: random.Random, first: int = 1) -> str:
    at = dice.randrange(first, len(word))
    kind = dice.choice(("delete", "insert", "substitute"))
    letter = dice.choice([ch for ch in _ALPHABET if ch != word[at]])
    if kind == "delete":
        return word[:at] + word[at + 1 :]
    return word[:at] + letter + word[at + (kind == "substitute") :]


def _swapped(word: str, dice: random.Random) -> str:
    places = [i for i in range(len(word) - 1) if word[i] != word[i + 1]]
    at = dice.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _first_letter(word: str, dice: random.Random) -> str:
    return dice.choice([ch for ch in _ALPHABET if ch != word[0]]) + word[1:]


def _two_typos(word: str, dice: random.Random) -> str:
    half = len(word) // 2
    return one_typo(word[:half], dice) + one_typo(word[half:], dice, first=0)


def _doubled(word: str, dice: random.Random) -> str:
    twice = [i for i in range(len(word) - 1) if word[i] == word[i + 1]]
    if twice and dice.random() < 0.5:
        at = dice.choice(twice)
        return word[:at] + word[at + 1 :]
    at = dice.randrange(1, len(word))
    return word[:at] + word[at] + word[at:]


def _vowels_dropped(word: str, _dice: random.Random) -> str:
    return word[0] + "".join(ch for ch in word[1:] if ch not in _VOWELS)


def _no_vowels(subject: Subject, dice: random.Random) -> str | None:
    made = _slip(_vowels_dropped, 7)(subject, dice)
    if made is None:
        return None
    rest = [word for word in made.split() if not _VOWELS & set(word.upper())]
    return made if any(len(word) >= 5 for word in rest) else None


def _by_ear(subject: Subject, dice: random.Random) -> str | None:
    place = _word_for_slip(subject)
    if place is None:
        return None
    word = subject.words[place].upper()
    possible = [(one, other) for one, other in _SOUNDS if one in word]
    if not possible:
        return None
    one, other = dice.choice(possible)
    return replaced(subject.words, place, word.replace(one, other, 1))


def _cut_to(length: int) -> Callable[[Subject, random.Random], str | None]:
    """Make a variation that fits a field of so many characters."""

    def make(subject: Subject, _dice: random.Random) -> str | None:
        cut = subject.name[:length].rstrip()
        lost_words = len(subject.words) - len(cut.split())
        return cut if len(subject.name) > length and lost_words == 0 and len(cut.split()[-1]) > 2 else None

    return make


def _last_word_cut(subject: Subject, dice: random.Random) -> str | None:
    last = subject.words[-1]
    if len(last) < 7 or not last.isalpha() or last not in core(subject.name):
        return None
    return subject.name[: -dice.randrange(1, 1 + len(last) // 3)]


VARIATIONS = (
    Variation("N14", "one typo", Expected.ALERT, _slip(one_typo)),
    Variation("N15", "neighbours swapped", Expected.ALERT, _slip(_swapped)),
    Variation("N16", "first letter wrong", Expected.ALERT, _slip(_first_letter)),
    Variation("N17", "two typos in a word of ten", Expected.ALERT, _slip(_two_typos, 10)),
    Variation("N18", "doubled or single letter", Expected.ALERT, _slip(_doubled)),
    Variation("N19", "vowels dropped", Expected.REVIEW, _no_vowels),
    Variation("N20", "spelled by ear", Expected.ALERT, _by_ear),
    Variation("N21", "cut in the last word", Expected.ALERT, _last_word_cut),
    Variation("N21", "cut to 20 characters", Expected.ALERT, _cut_to(20)),
    Variation("N21", "cut to 35 characters", Expected.ALERT, _cut_to(35)),
)
