"""From the units of a query to the listed names that they may meet."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching.compare.alignment import JOINED_FACTOR, JOINED_TYPO
from matching.compare.names import NEARLY_EXACT
from matching.compare.words import (
    REAL_WORD_DISCOUNT,
    SHORTEST_PREFIX,
    TYPO_CUTOFF,
    agree_romanised,
    cut_off_likeness,
)
from matching.flat import Array, Keyed, keys_of
from matching.lexicon import Lexicon
from matching.normalise import Unit, Word
from matching.postings import Linked, Postings
from matching.rarity import shipped_frequencies
from matching.roads import roads, skeleton_key
from matching.units import JOINED, Units

_CACHED = 2_000_000
"""Names that the words kept may have together before all are forgotten: some 50 bytes each."""
_COST = 20
"""What a word costs beside its names, in names."""

_Key = tuple[str, bool, bool, bool, bool]


class Links:
    """The names of one type that words may meet; what was found is kept, for words recur."""

    def __init__(
        self,
        units: Units,
        keyed: Keyed,
        lexicon: Lexicon,
        unit_of: Array,
        postings: Postings,
        *,
        personal: bool,
    ) -> None:
        """Take, beside the units by their keys, the unit of each word of the lexicon, -1 where it is none."""
        self._units = units
        self._keyed = keyed
        self._lexicon = lexicon
        self._unit_of = unit_of
        self._postings = postings
        self._personal = personal
        self._known: dict[_Key, Linked | None] = {}
        self._size = 0

    def of(self, units: Sequence[Unit], words: int, *, nearly_exact: bool) -> list[Linked | None]:
        """Give what each unit of a query of so many words may meet; None where it is nothing.

        Where `nearly_exact`, only what may agree to the last letter or so need be there.
        """
        keys = [
            (unit.word.text, unit.word.is_vowelless, unit.is_joined, unit.end == words, nearly_exact)
            for unit in units
        ]
        known = self._known
        wanted = {key: unit.word for key, unit in zip(keys, units, strict=True) if key not in known}
        found = self._find(wanted) if wanted else {}
        return [found[key] if key in found else known[key] for key in keys]

    def _find(self, wanted: dict[_Key, Word]) -> dict[_Key, Linked | None]:
        """Find the names of several words, with one search for the keys of all."""
        ways = [_roads(word, self._personal) for word in wanted.values()]
        units, places = self._keyed.find_all(np.concatenate([keys for keys, _ in ways]))
        likeness = np.concatenate([likeness for _, likeness in ways])[places].tolist()
        ends = np.searchsorted(places, np.cumsum([len(keys) for keys, _ in ways])).tolist()
        starts = [0, *ends[:-1]]
        numbers = units.tolist()
        found: dict[_Key, Linked | None] = {}
        for (key, word), start, end in zip(wanted.items(), starts, ends, strict=True):
            reached = dict[int, float]()
            for unit, alike in zip(numbers[start:end], likeness[start:end], strict=True):
                reached[unit] = max(alike, reached.get(unit, 0.0))
            for unit, alike in self._further(word, key):
                reached[unit] = max(alike, reached.get(unit, 0.0))
            found[key] = self._linked(reached, key)
        self._keep(found)
        return found

    def _further(self, word: Word, key: _Key) -> Iterator[tuple[int, float]]:
        """Yield the units that no key leads to: by edits, by another romanisation, and words cut off."""
        _, _, is_joined, is_last, nearly_exact = key
        if word.number is not None:
            return
        cutoff = JOINED_TYPO if is_joined else TYPO_CUTOFF
        numbers, likeness = self._lexicon.near(word.text, NEARLY_EXACT if nearly_exact else cutoff)
        discount = REAL_WORD_DISCOUNT if word.text in shipped_frequencies() else 0.0
        for unit, alike in zip(self._unit_of[numbers].tolist(), likeness.tolist(), strict=True):
            if unit >= 0:
                yield unit, alike - discount
        if self._personal and not nearly_exact:
            for unit in self._keyed.find(skeleton_key(word)).tolist():
                agreement = agree_romanised(word, self._units.word(unit))
                if agreement is not None:
                    yield unit, agreement.similarity
        if is_last and not is_joined and len(word.text) >= SHORTEST_PREFIX:
            for number, length in self._lexicon.beginning_with(word.text):
                if (unit := int(self._unit_of[number])) >= 0 and length <= 2 * len(word.text):
                    yield unit, cut_off_likeness(len(word.text), length)

    def _linked(self, reached: dict[int, float], key: _Key) -> Linked | None:
        _, _, is_joined, _, nearly_exact = key
        units = np.fromiter(reached, dtype=np.int64, count=len(reached))
        likeness = np.fromiter(reached.values(), dtype=np.float64, count=len(reached))
        likeness = np.where(
            is_joined | ((self._units.bits[units] & JOINED) > 0), likeness * JOINED_FACTOR, likeness
        )
        if nearly_exact:
            enough = likeness >= NEARLY_EXACT - 1e-6
            units, likeness = units[enough], likeness[enough]
        return self._postings.linked(units, likeness) if len(units) else None

    def _keep(self, found: dict[_Key, Linked | None]) -> None:
        """Keep what words are linked to; words written together recur too seldom."""
        kept = {key: linked for key, linked in found.items() if not key[2]}
        size = sum(_COST + len(linked.names) if linked else _COST for linked in kept.values())
        if self._size + size > _CACHED:
            self._known = {}
            self._size = 0
        self._known.update(kept)
        self._size += size


@lru_cache(maxsize=100_000)
def _roads(word: Word, personal: bool) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """Give the keys of a word's roads, and the most that each agreement is worth."""
    ways = dict[str, float]()
    for key, likeness in roads(word, personal=personal):
        ways[key] = max(likeness, ways.get(key, 0.0))
    return keys_of(ways), np.array(list(ways.values()))
