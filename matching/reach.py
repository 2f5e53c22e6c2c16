"""Which listed units a word of a query may agree with, and how nearly; it is kept, for words recur."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.asked import Asked
from matching.compare.alignment import JOINED_FACTOR, JOINED_ROMANISED, SHORTEST_JOINED_SPELLING
from matching.compare.words import agree_romanised, cut_off_likeness
from matching.compiled import library
from matching.compiled.reach import CompiledReach, Searched
from matching.flat import Array, Arrays, Keyed, Texts, key_of, named, part_of
from matching.lexicon import Lexicon
from matching.roads import roads
from matching.romanised import packed, skeleton
from matching.units import JOINED, Units

_KEPT = 20_000
"""Words of queries that are kept, with what they reach: some 500 bytes each."""
_KEPT_JOINED = 500
"""Words written together that are kept: for the next type of names, as they seldom come again later."""

Reached = tuple[NDArray[np.int32], NDArray[np.float64]]
"""Units, each once, and the most that the agreement with each is worth."""


class Reach:
    """The units that several types share, searchable."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = arrays
        self.units = Units.of_arrays(part_of(arrays, "units"))
        self._keyed = Keyed.of_arrays(part_of(arrays, "keyed"))
        self._lexicon = Lexicon.of_arrays(part_of(arrays, "lexicon"))
        self._unit_of = arrays["unit_of"]
        self._skeletons = Keyed.of_arrays(part_of(arrays, "skeletons"))
        self._words: dict[Asked, Reached] = {}
        self._joined: dict[Asked, Reached] = {}
        self._compiled = None
        if library.LIBRARY is not None:
            parsed = Texts.of_arrays(part_of(arrays, "parsed"))
            searched = Searched(self._keyed, self._lexicon, self._unit_of, self._skeletons, parsed)
            self._compiled = CompiledReach(self.units, searched)

    @classmethod
    def of(cls, units: Units, personal: NDArray[np.int32]) -> "Reach":
        """Make units searchable; `personal` are those of names that may be persons', each once, in order."""
        singles = units.singles()
        lexicon = Lexicon.of(singles)
        arrays = {
            "unit_of": np.array([singles[text] for text in lexicon], dtype=np.int32),
            **named("units", units.arrays()),
            **named("keyed", units.by_key().arrays()),
            **named("lexicon", lexicon.arrays()),
            **named("skeletons", _skeletons(units, personal).arrays()),
            **named("parsed", _parsed(units, personal).arrays()),
        }
        return cls(arrays)

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return dict(self._arrays)

    def from_all(self, asked: Sequence[Asked]) -> list[Reached]:
        """Give what each unit of a query reaches."""
        if len(self._words) > _KEPT:
            self._words = {}
        if len(self._joined) > _KEPT_JOINED:
            self._joined = {}
        kept = self._words, self._joined
        missing = list(dict.fromkeys([one for one in asked if one not in kept[one.is_joined]]))
        if missing and self._compiled is not None:
            found = self._compiled.reached(missing)
        else:
            found = [self._reached(one) for one in missing]
        for one, reached in zip(missing, found, strict=True):
            kept[one.is_joined][one] = reached
        return [kept[one.is_joined][one] for one in asked]

    def _reached(self, asked: Asked) -> Reached:
        ways = roads(asked.word, personal=asked.personal)
        found, places = self._keyed.find_all(np.fromiter(ways, np.uint64))
        worth = np.fromiter(ways.values(), np.float64)
        best: dict[int, float] = {}
        for unit, alike in zip(found.tolist(), worth[places].tolist(), strict=True):
            best[unit] = max(alike, best.get(unit, 0.0))
        for unit, alike in self._further(asked):
            best[unit] = max(alike, best.get(unit, 0.0))
        units = np.fromiter(best, dtype=np.int32, count=len(best))
        likeness = np.fromiter(best.values(), dtype=np.float64, count=len(best))
        joined = (self.units.bits[units] & JOINED) > 0
        likeness = np.where(joined | asked.is_joined, likeness * JOINED_FACTOR, likeness)
        enough = likeness >= asked.least_likeness
        if asked.is_joined:  # two units written together must be equal
            same = [self.units.texts[unit] == asked.word.text for unit in units.tolist()]
            enough &= ~joined | np.array(same, dtype=bool)
        return units[enough], likeness[enough]

    def _further(self, asked: Asked) -> Iterator[tuple[int, float]]:
        """Yield the units that no key leads to: by edits, by a beginning, and other romanisations."""
        if cutoff := asked.typo_cutoff:
            numbers, likeness = self._lexicon.near(asked.word.text, cutoff)
            near = likeness - asked.typo_discount
            yield from zip(self._unit_of[numbers].tolist(), near.tolist(), strict=True)
        if asked.may_be_cut_off:
            length = len(asked.word.text)
            for number, whole in self._lexicon.beginning_with(asked.word.text):
                if whole <= 2 * length:
                    yield int(self._unit_of[number]), cut_off_likeness(length, whole)
        if shared := asked.skeleton:
            for unit in self._skeletons.find(shared).tolist():
                named = self.units.word(unit)
                agreement = agree_romanised(asked.word, named)
                if agreement is None:
                    continue
                is_joined = asked.is_joined or bool(self.units.bits[unit] & JOINED)
                is_enough = (
                    agreement.similarity >= JOINED_ROMANISED and len(named.text) >= SHORTEST_JOINED_SPELLING
                )
                if is_enough or not is_joined:
                    yield unit, agreement.similarity


def _skeletons(units: Units, personal: Iterable[int]) -> Keyed:
    """Give units by their consonants, where they have any."""
    found = [(unit, key) for unit in personal if (key := skeleton(units.texts[unit]))]
    keys = np.array([key_of(key) for _, key in found], dtype=np.uint64)
    return Keyed.of(keys, np.array([unit for unit, _ in found], dtype=np.int32))


def _parsed(units: Units, personal: NDArray[np.int32]) -> Texts:
    """Give each unit as `romanised.packed` has it; empty where it is none of the personal."""
    parsed = [packed(units.texts[unit]) for unit in personal.tolist()]
    starts = np.zeros(len(units) + 1, dtype=np.int64)
    starts[personal + 1] = [len(one) for one in parsed]
    return Texts(np.cumsum(starts), np.frombuffer(b"".join(parsed), dtype=np.uint8))
