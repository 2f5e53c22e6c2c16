"""The distinct units that names are made of, as flat arrays, and how a query's words reach them by keys."""

from collections.abc import Mapping
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from matching.flat import Array, Arrays, Keyed, Rows, Texts, named, part_of
from matching.normalise import Word, number_word, word_of
from matching.rarity import NUMBER_WEIGHT, Rarity

_KEPT = 100_000
"""Units that are kept as words, those last compared: some 300 bytes each."""
JOINED, INITIAL, NUMERAL, NUMBER, KNOWN = 1, 2, 4, 8, 16
"""Bits of what a unit is: words written together, an initial, a numeral, a number in digits, a known name."""


class Units:
    """Units by number: the text of each, its family, what it is (bits), and its keys."""

    def __init__(self, texts: Texts, families: Texts, bits: NDArray[np.uint8], roads: Rows) -> None:
        self.texts = texts
        self.families = families
        self.bits = bits
        self.roads = roads
        self.word = lru_cache(_KEPT)(partial(_word, texts, families, bits))
        """Give a unit, by its number, as the word that is compared."""

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "Units":
        """Take what `arrays` gave."""
        return cls(
            Texts.of_arrays(part_of(arrays, "texts")),
            Texts.of_arrays(part_of(arrays, "families")),
            arrays["bits"],
            Rows.of_arrays(part_of(arrays, "roads")),
        )

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return {
            "bits": self.bits,
            **named("texts", self.texts.arrays()),
            **named("families", self.families.arrays()),
            **named("roads", self.roads.arrays()),
        }

    def __len__(self) -> int:
        return len(self.texts)

    def by_key(self) -> Keyed:
        """Give the units by their keys."""
        counts = np.diff(self.roads.starts)
        return Keyed.of(self.roads.values, np.repeat(np.arange(len(counts), dtype=np.int32), counts))

    def weights(self, words: NDArray[np.int32], rarity: Rarity) -> NDArray[np.float64]:
        """Give the weight of each unit that is one of the words, 0 of the others."""
        weights = np.zeros(len(self))
        for word in np.unique(words).tolist():
            if self.bits[word] & NUMBER:
                weights[word] = NUMBER_WEIGHT
            else:  # millions of words: their weights are not kept by their letters
                weights[word] = rarity.weigh(self.families[word])
        return weights

    def singles(self) -> dict[str, int]:
        """Give the units that are single words, by their texts."""
        alone = np.flatnonzero((self.bits & JOINED) == 0).tolist()
        return {self.texts[unit]: unit for unit in alone}


def _word(texts: Texts, families: Texts, bits: NDArray[np.uint8], unit: int) -> Word:
    text = texts[unit]
    return number_word(int(text)) if bits[unit] & NUMBER else word_of(text, families[unit])
