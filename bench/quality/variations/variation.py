"""What a class of variation is."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bench.quality.variations.forms import core
from lists.entities import Entity, EntityType

BOTH = frozenset({EntityType.COMPANY, EntityType.VESSEL})
COMPANIES = frozenset({EntityType.COMPANY})
VESSELS = frozenset({EntityType.VESSEL})


class Expected(StrEnum):
    """What a variation of a class must do, against the party whose name it was made from."""

    SAME = "same answer"  # H=: as the exact name
    ALERT = "alert"  # H: match or review
    REVIEW = "alert (review)"  # R: a review is enough
    NO_MATCH = "no match"  # never match
    NO_ALERT = "no alert"  # N


@dataclass(frozen=True, slots=True)
class Subject:
    """The name that a variation is made from, and the innocents' words that it may borrow."""

    entity: Entity
    foreign_words: tuple[str, ...]
    listed: frozenset[str]
    """All listed names of the type, in capitals."""
    common: frozenset[str]
    """Words that several innocents' or listed names have, in capitals: they tell no party from another."""

    @property
    def name(self) -> str:
        return self.entity.name

    @property
    def core_words(self) -> list[str]:
        """The words of the name without its legal form."""
        return core(self.entity.name).split()

    def is_common(self, word: str) -> bool:
        letters = letters_of(word).upper()
        return not letters or letters in self.common

    @property
    def words(self) -> list[str]:
        return self.entity.name.split()


Make = Callable[[Subject, random.Random], str | None]


@dataclass(frozen=True, slots=True)
class Variation:
    """A class: its code in the table of classes, how to make one, and what must come of it.

    `make` gives None where the class does not apply to a name. It must be a pure function of the subject
    and the dice.
    """

    code: str
    title: str
    expected: Expected
    make: Make
    types: frozenset[EntityType] = BOTH


def letters_of(word: str) -> str:
    """Give the letters of a word."""
    return "".join(ch for ch in word if ch.isalpha())


def word_to_change(subject: Subject, shortest: int) -> int | None:
    """Give the place of the longest word of letters, legal forms apart; None where it has fewer letters."""
    own = subject.core_words
    words = subject.words
    places = [i for i, word in enumerate(words) if word.isalpha() and len(word) >= shortest and word in own]
    return max(places, key=lambda i: len(words[i]), default=None)


def replaced(words: list[str], place: int, word: str) -> str:
    """Write the words with another one in a place."""
    return " ".join([*words[:place], word, *words[place + 1 :]])
