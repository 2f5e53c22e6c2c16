"""Which names carry a unit, and how much of each name it is: from listed units to names."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from matching.flat import Array, Arrays, Rows, named, part_of
from matching.rarity import Rarity
from matching.spelled import Spelled
from matching.units import INITIAL, NUMERAL, Units

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_LETTERS = 128


class Postings:
    """The names of one type, by number: what each weighs, and where each unit stands."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = dict(arrays)
        self.names = Rows.of_arrays(part_of(arrays, "names"))
        """The names that each unit stands in."""
        self.heaviest = arrays["heaviest"]
        """The weight of the heaviest word that each unit covers in a name."""
        self.word_shares = arrays["word_shares"]
        """The weight share of each word in its name, as `Spelled.words` has them."""
        self.weights = arrays["weights"]
        """The sum of the weights of each name's words."""
        self.single = arrays["single"]
        """The length of a name's only word; 0 where it has several, or one that is a numeral or initial."""
        self.initials = arrays["initials"]
        """The letters that are initials in each name, as bits."""
        self.longest = int(arrays["longest"][0])
        """The most words that a name has."""

    @classmethod
    def of(cls, names: Spelled, units: Units, rarity: Rarity) -> "Postings":
        """Weigh the units of names."""
        return cls(_arrays(names, units, rarity))

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return self._arrays

    def __len__(self) -> int:
        return len(self.weights)


def letter_bits(codes: Array) -> NDArray[np.uint64]:
    """Give the bits of letters and digits, by their codes, in `Postings.initials`; some share one."""
    bits: NDArray[np.uint64] = np.left_shift(np.uint64(1), codes.astype(np.uint64) % np.uint64(64))
    return bits


def _arrays(names: Spelled, units: Units, rarity: Rarity) -> Arrays:
    weight = units.weights(names.words.values, rarity)
    words, spans = names.words, names.spans
    count = len(words)
    lengths = np.diff(words.starts)
    name_of_word = np.repeat(np.arange(count), lengths)
    word_weights = weight[words.values]
    weights = np.bincount(name_of_word, word_weights, count)
    totals = np.where(weights > 0, weights, 1.0)
    shares_of_words = word_weights / totals[name_of_word]
    unit, start, end = spans.values.T if len(spans.values) else np.zeros((3, 0), dtype=np.int64)
    name = np.repeat(np.arange(count), np.diff(spans.starts))
    first, last = words.starts[name] + start, words.starts[name] + end
    heaviest = np.zeros(len(units))
    for step in range(int((last - first).max(initial=0))):
        inside = first + step < last
        np.maximum.at(heaviest, unit[inside], word_weights[first[inside] + step])
    postings = Rows.grouped(unit, name.astype(np.int32), len(units))
    bits, letters = units.bits[words.values], units.texts.first_bytes()[words.values]
    is_initial = (bits & INITIAL) > 0
    initials = np.zeros(count, dtype=np.uint64)
    np.bitwise_or.at(initials, name_of_word[is_initial], letter_bits(letters[is_initial]))
    return {
        "weights": weights.astype(np.float32),
        "word_shares": shares_of_words.astype(np.float32),
        "single": _single(names, units, lengths),
        "initials": initials,
        "longest": lengths.max(initial=0, keepdims=True),
        "heaviest": heaviest.astype(np.float32),
        **named("names", postings.arrays()),
    }


def _single(names: Spelled, units: Units, lengths: Ints) -> Array:
    """Give the length of each name's only word, 0 where it is no plain word or not the only one."""
    single = np.zeros(len(lengths), dtype=np.uint8)
    alone = np.flatnonzero(lengths == 1)
    only = names.words.values[names.words.starts[alone]]
    is_plain = (units.bits[only] & (INITIAL | NUMERAL)) == 0
    single[alone] = np.where(is_plain, np.minimum(255, units.texts.lengths()[only]), 0)
    return single
