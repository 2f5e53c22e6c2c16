"""Which names carry a unit, and how much of each name it is: from listed units to names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from matching.compare.names import NEARLY_EXACT
from matching.flat import Array, Arrays, Rows, find_in, named, part_of, values_of
from matching.rarity import Rarity
from matching.spelled import Spelled
from matching.units import INITIAL, NUMERAL, Units

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_LETTERS = 128
LEAST_LIKENESS = 0.5
"""Agreements count as at least so near in `soft`: then a pair never costs more than two words left over."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The names that units linked to a word of the query stand in, in order, each once.

    `covered` is the weight share of these units in each name (it may exceed 1), `soft` the same times how
    nearly they may agree, `exact` the share of those that may agree nearly exactly, `best` the nearest that
    one of them may agree, `heaviest` the weight of the heaviest of their words. `units` are the units and
    `likeness` the most that the agreement with each is worth.
    """

    units: Ints
    likeness: Floats
    names: Array
    covered: Floats
    soft: Floats
    exact: Floats
    best: Floats
    heaviest: Floats

    def at(self, places: Array) -> "Linked":
        """Give some of the names only."""
        parts = (self.names, self.covered, self.soft, self.exact, self.best, self.heaviest)
        return Linked(self.units, self.likeness, *(part[places] for part in parts))

    def of_names(self, names: Array) -> "Linked":
        """Give those of the names that are linked."""
        places, known = find_in(self.names, names)
        return self.at(places[known])


@dataclass(frozen=True, slots=True)
class Shares:
    """Names by number, in order, each with the weight share that something has in it."""

    names: Array
    shares: Array

    def of_names(self, names: Array) -> tuple[NDArray[np.bool_], Floats]:
        """Say which of some names are here, and give the share in each, 0 where it is not."""
        shares = values_of(names, self.names, self.shares)
        return shares > 0, shares


class _ByLetter:
    """The names that have something of a letter, and its share in each."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._names = Rows.of_arrays(arrays)
        self._shares = arrays["shares"]

    def __getitem__(self, letter: int) -> Shares:
        start, end = self._names.starts[letter], self._names.starts[letter + 1]
        return Shares(self._names.values[start:end], self._shares[start:end])


class Postings:
    """The names of one type, by number: what each weighs, and where each unit stands."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = dict(arrays)
        self._names = Rows.of_arrays(part_of(arrays, "names"))
        self._shares = arrays["shares"]
        self._heaviest = arrays["heaviest"]
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
        self.numerals = Shares(arrays["numerals"], arrays["numeral_shares"])
        """The names that have a number, and what of them is numbers."""
        self._initial = _ByLetter(part_of(arrays, "initial"))
        self._starting = _ByLetter(part_of(arrays, "starting"))

    @classmethod
    def of(cls, names: Spelled, units: Units, rarity: Rarity) -> "Postings":
        """Weigh the units of names."""
        return cls(_arrays(names, units, rarity))

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return self._arrays

    def __len__(self) -> int:
        return len(self.weights)

    def initial(self, letter: str) -> Shares:
        """Give the names in which a letter is an initial."""
        return self._initial[ord(letter)]

    def starting(self, letter: str) -> Shares:
        """Give the names with words of more letters that begin with one."""
        return self._starting[ord(letter)]

    def linked(self, units: Ints, likeness: Floats) -> Linked | None:
        """Give the names of units that a word of the query may so nearly agree with; None without any."""
        places, counts = self._names.places(units)
        if not len(places):
            return None
        shares = self._shares[places].astype(np.float64)
        near = np.repeat(likeness, counts)
        names, group = np.unique(self._names.values[places], return_inverse=True)
        best, heaviest = np.zeros(len(names)), np.zeros(len(names))
        np.maximum.at(best, group, near)
        np.maximum.at(heaviest, group, np.repeat(self._heaviest[units], counts))
        softly = shares * np.maximum(near, LEAST_LIKENESS)
        return Linked(
            units,
            likeness,
            names,
            _added(group, shares, len(names)),
            _added(group, softly, len(names)),
            _added(group, np.where(near >= NEARLY_EXACT - 1e-6, shares, 0.0), len(names)),
            best,
            heaviest,
        )


def letter_bits(codes: Array) -> NDArray[np.uint64]:
    """Give the bits of letters and digits, by their codes, in `Postings.initials`; some share one."""
    bits: NDArray[np.uint64] = np.left_shift(np.uint64(1), codes.astype(np.uint64) % np.uint64(64))
    return bits


def _added(groups: Ints, values: Floats, count: int) -> Floats:
    sums: Floats = np.bincount(groups, values, count).astype(np.float64)
    return sums


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
    before = np.concatenate(([0.0], np.cumsum(word_weights)))
    shares = (before[last] - before[first]) / totals[name]
    heaviest = np.zeros(len(units))
    for step in range(int((last - first).max(initial=0))):
        inside = first + step < last
        np.maximum.at(heaviest, unit[inside], word_weights[first[inside] + step])
    by_unit = Rows.grouped(unit, np.arange(len(unit)), len(units))
    postings = Rows(by_unit.starts, name[by_unit.values].astype(np.int32))
    bits, letters = units.bits[words.values], units.texts.first_bytes()[words.values]
    is_initial, is_numeral = (bits & INITIAL) > 0, (bits & NUMERAL) > 0
    initials = np.zeros(count, dtype=np.uint64)
    np.bitwise_or.at(initials, name_of_word[is_initial], letter_bits(letters[is_initial]))
    numerals = np.unique(name_of_word[is_numeral])
    of_numerals = np.bincount(name_of_word[is_numeral], shares_of_words[is_numeral], count)
    by_letter = partial(_by_letter, name_of_word, letters, shares_of_words, count)
    return {
        "weights": weights.astype(np.float32),
        "word_shares": shares_of_words.astype(np.float32),
        "single": _single(names, units, lengths),
        "initials": initials,
        "longest": lengths.max(initial=0, keepdims=True),
        "shares": shares[by_unit.values].astype(np.float32),
        "heaviest": heaviest.astype(np.float32),
        "numerals": numerals.astype(np.int32),
        "numeral_shares": of_numerals[numerals].astype(np.float32),
        **named("names", postings.arrays()),
        **named("initial", by_letter(is_initial)),
        **named("starting", by_letter(~is_initial)),
    }


def _single(names: Spelled, units: Units, lengths: Ints) -> Array:
    """Give the length of each name's only word, 0 where it is no plain word or not the only one."""
    single = np.zeros(len(lengths), dtype=np.uint8)
    alone = np.flatnonzero(lengths == 1)
    only = names.words.values[names.words.starts[alone]]
    is_plain = (units.bits[only] & (INITIAL | NUMERAL)) == 0
    single[alone] = np.where(is_plain, np.minimum(255, units.texts.lengths()[only]), 0)
    return single


def _by_letter(names: Ints, letters: Array, shares: Floats, count: int, of_words: Array) -> Arrays:
    """Add up, for the words that are meant, the shares of those of one letter in each name."""
    places, group = np.unique(letters[of_words] * np.int64(count) + names[of_words], return_inverse=True)
    by_letter = Rows.grouped(places // max(count, 1), (places % max(count, 1)).astype(np.int32), _LETTERS)
    shares_of_letter = np.bincount(group, shares[of_words], len(places))
    return {**by_letter.arrays(), "shares": shares_of_letter.astype(np.float32)}
