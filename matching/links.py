"""From the units of a query to the listed names of one type that they may meet."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.compare.words import agree_romanised
from matching.flat import Keyed, key_of
from matching.postings import Linked, Postings
from matching.reach import Asked, Reach
from matching.romanised import skeleton
from matching.spelled import Spelled
from matching.units import Units

_KEPT = 2_000_000
"""Names that the words kept may meet together before all are forgotten: some 50 bytes each."""
_COST = 20
"""What a word costs beside its names, in names."""


class Links:
    """The names of one type that words may meet; what was found is kept, for words recur."""

    def __init__(self, reach: Reach, postings: Postings, skeletons: Keyed) -> None:
        """Take, beside the units and their names, the units of persons' names by their consonants."""
        self._reach = reach
        self._postings = postings
        self._skeletons = skeletons
        self._known: dict[Asked, Linked | None] = {}
        self._size = 0

    def of(self, asked: Sequence[Asked]) -> list[Linked | None]:
        """Give what each unit of a query may meet; None where it is nothing."""
        known = self._known
        wanted = [one for one in asked if one not in known]
        if wanted:
            if self._size > _KEPT:
                known = self._known = {one: known[one] for one in asked if one in known}
                self._size = 0
            for one, (units, likeness) in zip(wanted, self._reach.from_all(wanted), strict=True):
                linked = self._linked(one, units, likeness)
                known[one] = linked
                self._size += _COST + (len(linked.names) if linked else 0)
        return [known[one] for one in asked]

    def _linked(self, asked: Asked, units: NDArray[np.int64], likeness: NDArray[np.float64]) -> Linked | None:
        if asked.personal and not asked.nearly_exact and asked.word.number is None:
            more = dict(self._romanised(asked))
            if more:
                units = np.concatenate((units, np.fromiter(more, dtype=np.int64, count=len(more))))
                likeness = np.concatenate((likeness, np.fromiter(more.values(), dtype=np.float64)))
        return self._postings.linked(units, likeness) if len(units) else None

    def _romanised(self, asked: Asked) -> Iterator[tuple[int, float]]:
        """Yield the units with the word's consonants that may be other romanisations of it."""
        units = self._reach.units
        for unit in self._skeletons.find(skeleton(asked.word.text)).tolist():
            agreement = agree_romanised(asked.word, units.word(unit))
            if agreement is not None:
                yield unit, agreement.similarity


def skeletons(names: Spelled, units: Units) -> Keyed:
    """Give the units of names by their consonants, where they have any."""
    used = np.unique(np.concatenate((names.words.values, names.spans.values[:, 0])))
    found = [(unit, skeleton(units.texts[unit])) for unit in used.tolist()]
    keys = np.array([key_of(key) for _, key in found if key], dtype=np.uint64)
    return Keyed.of(keys, np.array([unit for unit, key in found if key], dtype=np.int32))
