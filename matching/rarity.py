"""How much a word says: rare words weigh 1, words that half of all names carry weigh little."""

import math
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np

from matching.flat import Array, Arrays, Texts, named, part_of
from matching.normalise import Word
from matching.tables import mapping, read_table

_LIGHTEST, _HEAVIEST = 0.1, 1.0
_COMMON, _RARE = 3_000, 10  # names per 100,000 that weigh least and most
_SPAN = math.log(_COMMON) - math.log(_RARE)
_KEPT = 20_000
"""Weights that are kept: some 150 bytes each."""
# A small list says nothing of how common a word is: its counts are read as if it stood among this many
# other names that do not carry the word.
_PRIOR_NAMES = 20_000
NUMBER_WEIGHT = 0.6
_LENGTH_FACTOR = {1: 0.4, 2: 0.7, 3: 0.85}


class Rarity:
    """Weights of words, from the shipped frequency tables and the loaded lists; immutable once made."""

    def __init__(self, counts: Mapping[str, int] = MappingProxyType({}), names: int = 0) -> None:
        """Weigh by how many of so many names have a word of each family."""
        self._counts = {family: count for family, count in counts.items() if count > 1}
        self._scale = 100_000 / (names + _PRIOR_NAMES)
        self._names = names
        self._weights: dict[str, float] = {}

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "Rarity":
        """Take what `arrays` gave."""
        counts = zip(Texts.of_arrays(part_of(arrays, "families")), arrays["counts"].tolist(), strict=True)
        return cls(dict(counts), int(arrays["names"][0]))

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return {
            "names": np.array([self._names]),
            "counts": np.array(list(self._counts.values()), dtype=np.int64),
            **named("families", Texts.of(self._counts).arrays()),
        }

    def weight(self, word: Word) -> float:
        """Give a word's weight, 0.04..1."""
        return self.weight_of(word.family, is_number=word.number is not None)

    def weight_of(self, family: str, *, is_number: bool) -> float:
        """Give the weight of a word of a family, 0.04..1."""
        if is_number:
            return NUMBER_WEIGHT
        known = self._weights.get(family)
        if known is None:
            if len(self._weights) > _KEPT:  # there is no end of the words that only queries have
                self._weights = {}
            known = self._weights[family] = self.weigh(family)
        return known

    def weigh(self, text: str) -> float:
        """Do what `weight_of` does for a family that is no number, and keep nothing."""
        per_100k = max(shipped_frequencies().get(text, 0.0), self._counts.get(text, 0) * self._scale)
        rareness = 1.0
        if per_100k > _RARE:
            rareness = max(0.0, (math.log(_COMMON) - math.log(per_100k)) / _SPAN)
        weight = _LIGHTEST + (_HEAVIEST - _LIGHTEST) * rareness
        return weight * _LENGTH_FACTOR.get(len(text), 1.0)


@cache
def shipped_frequencies() -> dict[str, float]:
    """Give the names per 100,000 that carry a word; the higher where both shipped tables know it."""
    per_100k: dict[str, float] = {}
    for table in ("word_frequencies.csv", "generic_words.csv"):
        for row in read_table(table):
            for word in {row["word"], mapping("abbreviations.csv").get(row["word"], row["word"])}:
                per_100k[word] = max(per_100k.get(word, 0.0), float(row["per_100k"]))
    return per_100k
