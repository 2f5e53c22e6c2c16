"""Which names of one type may alert on a query: a name is left out only by an upper bound of its score.

The bound is the score of `compare.names` with every word of both names met as nearly as some word of the
other may meet it, and without what costs that are not known yet. Only names are looked at that carry a unit
which one of the query's essential words reaches, and those that may stand whole in the query.
"""

import numpy as np
from numpy.typing import NDArray

from lists.entities import EntityType
from matching.compiled import library
from matching.compiled.candidates import CompiledCandidates
from matching.met import Listed, names_met
from matching.normalise import Reading
from matching.policy import Policy
from matching.postings import Postings
from matching.rarity import Rarity
from matching.reach import Reach
from matching.search import Search
from matching.spelled import Spelled


class Candidates:
    """The candidate search over the names of one type."""

    def __init__(self, spelled: Spelled, reach: Reach, postings: Postings, rarity: Rarity) -> None:
        self._listed = Listed(spelled, reach.units, postings)
        self._reach = reach
        self._rarity = rarity
        self._compiled = None
        if library.LIBRARY is not None:
            self._compiled = CompiledCandidates(self._listed)

    def of(self, asked: Reading, kind: EntityType | None, policy: Policy, lowest: float) -> NDArray[np.int32]:
        """Give the numbers of the names whose comparison with a reading may reach the lowest score.

        Not those that only begin with it. `kind` is the type that the names are compared as.
        """
        search = Search(asked, kind, policy, lowest, self._rarity)
        search.only_whole = search.is_longer_than(self._listed.postings.longest)
        if search.only_whole and not search.may_be_inside:
            return np.zeros(0, dtype=np.int32)
        reaching = search.reach(self._reach)
        if not len(reaching.units):
            return np.zeros(0, dtype=np.int32)
        if self._compiled is not None:
            return self._compiled.of(search, reaching)
        return names_met(search, reaching, self._listed)
