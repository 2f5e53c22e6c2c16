"""A name read and weighed: what all comparisons with it need is found once."""

from collections.abc import Iterator, Set

from matching.normalise import Reading, Word
from matching.rarity import Rarity


class Weighed:
    """A reading, with what its words weigh and where its initials and numbers stand among its units."""

    __slots__ = (
        "_by_text",
        "_initials",
        "_numbers",
        "_numerals",
        "_spelled_out",
        "reading",
        "total",
        "weights",
    )

    def __init__(self, reading: Reading, rarity: Rarity) -> None:
        self.reading = reading
        self.weights = [rarity.weight(word) for word in reading.words]
        self.total = sum(self.weights)
        self._by_text: dict[str, float] = {}
        self._numbers: set[str] = set()
        for word, weight in zip(reading.words, self.weights, strict=True):
            self._by_text[word.text] = self._by_text.get(word.text, 0.0) + weight
            if is_number(word):
                self._numbers.add(word.text)
        self._numerals: list[int] = []
        self._initials: dict[str, list[int]] = {}
        self._spelled_out: dict[str, list[int]] = {}
        for place, unit in enumerate(reading.units):
            word = unit.word
            if unit.is_joined:
                break  # the single words come first
            if word.is_numeral:
                self._numerals.append(place)
            if word.number is None:
                begun = self._initials if word.is_initial else self._spelled_out
                begun.setdefault(word.text[0], []).append(place)

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
        for letter, places in self._initials.items():
            for number in listed._spelled_out.get(letter, ()):
                yield from ((place, number) for place in places)
        for letter, numbers in listed._initials.items():
            for place in self._spelled_out.get(letter, ()):
                yield from ((place, number) for number in numbers)

    def numbers(self, listed: "Weighed") -> Iterator[tuple[int, int]]:
        """Yield the places of units of both names that are numbers: FUND IV and FUND V."""
        for place in self._numerals:
            yield from ((place, number) for number in listed._numerals)


def is_number(word: Word) -> bool:
    """Say whether a word left over counts as a number: digits, or a Roman numeral of two letters and more."""
    return word.number is not None or (word.roman is not None and len(word.text) > 1)
