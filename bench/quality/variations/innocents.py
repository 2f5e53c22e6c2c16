"""Names made to look like listed ones that are none: what must not alert."""

import random
import re
from functools import lru_cache

from bench.quality.variations.forms import core
from bench.quality.variations.slips import one_typo
from bench.quality.variations.variation import COMPANIES, VESSELS, Expected, Subject, Variation, replaced

_GENERAL = (
    *("SHIPPING", "TRADING", "MARINE", "INTERNATIONAL", "GENERAL"),
    *("INVESTMENT", "SERVICES", "GROUP", "HOLDING", "LOGISTICS"),
)


def _short_misspelt(subject: Subject, dice: random.Random) -> str | None:
    """Misspell a one-word name of up to four letters."""
    word = core(subject.name)
    if not (word.isalpha() and 2 <= len(word) <= 4):
        return None
    made = one_typo(word.upper(), dice)
    return made if made not in subject.listed else None


def _another_word(subject: Subject, dice: random.Random) -> str | None:
    """Put an innocent's word in the place of the only one that is not common: LADY LEILA, LADY RANIA."""
    words = subject.core_words
    telling = [i for i, word in enumerate(words) if not subject.is_common(word)]
    if len(words) < 2 or len(telling) != 1 or any(ch.isdigit() for ch in subject.name):
        return None
    made = replaced(words, telling[0], dice.choice(subject.foreign_words))
    return made if made.upper() not in subject.listed else None


def _another_word_to_single(subject: Subject, dice: random.Random) -> str | None:
    """Add an innocent's word, or a number, to a one-word ship name: VICTORY, VICTORY 3."""
    if not subject.name.isalpha():
        return None
    made = f"{subject.name} {dice.choice((dice.choice(subject.foreign_words), '3', '77'))}"
    return made if made.upper() not in subject.listed else None


def _general_words(subject: Subject, dice: random.Random) -> str | None:
    """Make a name of general words alone, in no order a listed name; it has nothing of the subject."""
    words = dice.sample(_GENERAL, dice.choice((1, 2, 3)))
    if frozenset(word.removesuffix("S") for word in words) in _sets_of_words(subject.listed):
        return None
    return " ".join([*words, dice.choice(("LLC", "CO LTD", "LIMITED"))])


@lru_cache(maxsize=4)
def _sets_of_words(names: frozenset[str]) -> frozenset[frozenset[str]]:
    """Give the words of each name in the singular, without legal form and what may stand in any name."""
    fillers = {"AND", "OF", "THE", "CO", "COMPANY", "CORPORATION"}
    words = (set(re.findall("[A-Z]+", core(name))) - fillers for name in names)
    return frozenset(frozenset(word.removesuffix("S") for word in of_name) for of_name in words)


def _recombined(subject: Subject, dice: random.Random) -> str | None:
    """Put the first word together with a word of another listed name, neither of them common."""
    words = subject.core_words
    if len(words) < 2 or not words[0].isalpha() or subject.is_common(words[0]):
        return None
    other = dice.choice(dice.choice(sorted(subject.listed)).split())
    if not (other.isalpha() and len(other) >= 4) or other in words or subject.is_common(other):
        return None
    made = f"{words[0]} {other}"
    return made if made.upper() not in subject.listed else None


VARIATIONS = (
    Variation("N48", "short name misspelt", Expected.NO_ALERT, _short_misspelt),
    Variation("N52", "another word in the telling one's place", Expected.NO_ALERT, _another_word),
    Variation("N52", "a word added to a one-word name", Expected.NO_ALERT, _another_word_to_single, VESSELS),
    Variation("N53", "general words only", Expected.NO_ALERT, _general_words, COMPANIES),
    Variation("N54", "words of two listed names", Expected.NO_ALERT, _recombined),
)
