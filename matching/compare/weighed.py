"""A name read and weighed: what all comparisons with it need is found once."""

from collections.abc import Iterator, Set
from functools import cached_property
from typing import NamedTuple

from matching.normalise import Reading, Word
from matching.rarity import Rarity


class _Places(NamedTuple):
    """Where numbers stand among the units of a name, and initials and other words, by their first letters."""

    numerals: list[int]
    initials: dict[str, list[int]]
    spelled_out: dict[str, list[int]]


class Weighed:
    """A reading and what its words weigh; what only a comparison asks for is found when one does."""

    def __init__(self, reading: Reading, rarity: Rarity) -> None:
        self.reading = reading
        self.weights = [rarity.weight(word) for word in reading.words]
        self.total = sum(self.weights)

    @cached_property
    def _by_text(self) -> dict[str, float]:
        by_text: dict[str, float] = {}
        for word, weight in zip(self.reading.words, self.weights, strict=True):
            by_text[word.text] = by_text.get(word.text, 0.0) + weight
        return by_text

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(word.text for word in self.reading.words if is_number(word))

    @cached_property
    def _places(self) -> _Places:
        numerals: list[int] = []
        initials: dict[str, list[int]] = {}
        spelled_out: dict[str, list[int]] = {}
        for place, unit in enumerate(self.reading.units):
            word = unit.word
            if unit.is_joined:
                break  # the single words come first
            if word.is_numeral:
                numerals.append(place)
            if word.number is None:
                begun = initials if word.is_initial else spelled_out
                begun.setdefault(word.text[0], []).append(place)
        return _Places(numerals, initials, spelled_out)

    def weight(self, start: int, end: int) -> float:
        """Give what the words from start to end (exclusive) weigh together."""
        return sum(self.weights[start:end])

    def share(self, start: int, end: int) -> float:
        """Give their share of what all words weigh."""
        return sum(self.weights[start:end]) / (self.total or 1.0)

    def weight_of(self, text: str) -> float:
        """Give what all words of a text weigh together."""
        return self._by_text[text]

    def numbers_beside(self, texts: Set[str]) -> Set[str]:
        """Give the numbers that the name has beside some words."""
        return self._numbers - texts

    def by_initial(self, listed: "Weighed") -> Iterator[tuple[int, int]]:
        """Yield the places of units of both names of which one is the other's first letter."""
        mine, theirs = self._places, listed._places
        for letter, places in mine.initials.items():
            for number in theirs.spelled_out.get(letter, ()):
                yield from ((place, number) for place in places)
        for letter, numbers in theirs.initials.items():
            for place in mine.spelled_out.get(letter, ()):
                yield from ((place, number) for number in numbers)

    def numbers(self, listed: "Weighed") -> Iterator[tuple[int, int]]:
        """Yield the places of units of both names that are numbers: FUND IV and FUND V."""
        for place in self._places.numerals:
            yield from ((place, number) for number in listed._places.numerals)


def is_number(word: Word) -> bool:
    """Say whether a word left over counts as a number: digits, or a Roman numeral of two letters and more."""
    return word.number is not None or (word.roman is not None and len(word.text) > 1)
