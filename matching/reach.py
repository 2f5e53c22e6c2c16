"""Which listed units a word of a query may agree with, and how nearly; it is kept, for words recur."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching.compare.alignment import JOINED_FACTOR, JOINED_TYPO
from matching.compare.names import NEARLY_EXACT
from matching.compare.words import REAL_WORD_DISCOUNT, SHORTEST_PREFIX, TYPO_CUTOFF, cut_off_likeness
from matching.flat import Array, Arrays, Keyed, keys_of, named, part_of
from matching.lexicon import Lexicon
from matching.normalise import Unit, Word
from matching.rarity import shipped_frequencies
from matching.roads import roads
from matching.units import JOINED, Units

_KEPT = 100_000
_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit of a query, and how it is asked for.

    `is_last` is a query's last word, which may be cut off. Where `nearly_exact`, only what may agree to the
    last letter or so is wanted. `personal` are words of persons' names.
    """

    word: Word
    is_joined: bool
    is_last: bool
    nearly_exact: bool
    personal: bool


Reached = tuple[NDArray[np.int64], NDArray[np.float64]]
"""Units, each once, and the most that the agreement with each is worth."""


class Reach:
    """The units that several types share, searchable."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = arrays
        self.units = Units.of_arrays(part_of(arrays, "units"))
        self._keyed = Keyed.of_arrays(part_of(arrays, "keyed"))
        self._lexicon = Lexicon.of_arrays(part_of(arrays, "lexicon"))
        self._unit_of = arrays["unit_of"]
        self._known: dict[Asked, Reached] = {}

    @classmethod
    def of(cls, units: Units) -> "Reach":
        """Make units searchable."""
        singles = units.singles()
        lexicon = Lexicon.of(singles)
        arrays = {
            "unit_of": np.array([singles[text] for text in lexicon], dtype=np.int32),
            **named("units", units.arrays()),
            **named("keyed", units.by_key().arrays()),
            **named("lexicon", lexicon.arrays()),
        }
        return cls(arrays)

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return dict(self._arrays)

    def from_all(self, asked: Sequence[Asked]) -> list[Reached]:
        """Give what each unit of a query reaches, with one search for the keys of all."""
        known = self._known
        if wanted := [one for one in asked if one not in known]:
            if len(known) > _KEPT:
                known = self._known = {one: known[one] for one in asked if one in known}
            ways = [_roads(one.word, one.personal) for one in wanted]
            units, places = self._keyed.find_all(np.concatenate([keys for keys, _ in ways]))
            likeness = np.concatenate([likeness for _, likeness in ways])[places].tolist()
            ends = np.searchsorted(places, np.cumsum([len(keys) for keys, _ in ways])).tolist()
            numbers = units.tolist()
            for one, start, end in zip(wanted, [0, *ends[:-1]], ends, strict=True):
                known[one] = self._reached(one, numbers[start:end], likeness[start:end])
        return [known[one] for one in asked]

    def _reached(self, asked: Asked, numbers: list[int], near: list[float]) -> Reached:
        best: dict[int, float] = {}
        for unit, alike in zip(numbers, near, strict=True):
            if alike > best.get(unit, 0.0):
                best[unit] = alike
        if asked.word.number is None:
            for unit, alike in self._further(asked):
                if alike > best.get(unit, 0.0):
                    best[unit] = alike
        units = np.fromiter(best, dtype=np.int64, count=len(best))
        likeness = np.fromiter(best.values(), dtype=np.float64, count=len(best))
        if len(units):
            joined = asked.is_joined | ((self.units.bits[units] & JOINED) > 0)
            likeness = np.where(joined, likeness * JOINED_FACTOR, likeness)
            if asked.nearly_exact:
                enough = likeness >= NEARLY_EXACT - _NOTHING
                units, likeness = units[enough], likeness[enough]
        return units, likeness

    def _further(self, asked: Asked) -> Iterator[tuple[int, float]]:
        """Yield the units that no key leads to: by edits, and words that the query's last word begins."""
        text = asked.word.text
        cutoff = JOINED_TYPO if asked.is_joined else TYPO_CUTOFF
        numbers, likeness = self._lexicon.near(text, NEARLY_EXACT if asked.nearly_exact else cutoff)
        if len(numbers):
            discount = REAL_WORD_DISCOUNT if text in shipped_frequencies() else 0.0
            yield from zip(self._unit_of[numbers].tolist(), (likeness - discount).tolist(), strict=True)
        if asked.is_last and not asked.is_joined and len(text) >= SHORTEST_PREFIX:
            for number, length in self._lexicon.beginning_with(text):
                if length <= 2 * len(text):
                    yield int(self._unit_of[number]), cut_off_likeness(len(text), length)


def asked_units(units: Sequence[Unit], words: int, *, nearly_exact: bool, personal: bool) -> list[Asked]:
    """Give the units of a query of so many words as they are asked for."""
    return [
        Asked(unit.word, unit.is_joined, unit.end == words and not unit.is_joined, nearly_exact, personal)
        for unit in units
    ]


@lru_cache(maxsize=100_000)
def _roads(word: Word, personal: bool) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """Give the keys of a word's roads, and the most that each agreement is worth."""
    ways: dict[str, float] = {}
    for key, likeness in roads(word, personal=personal):
        ways[key] = max(likeness, ways.get(key, 0.0))
    return keys_of(ways), np.array(list(ways.values()))
