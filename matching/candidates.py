"""Which names of one type may alert on a query: a name is left out only by an upper bound of its score.

The bound is the score of `compare.names` with every word of both names met as nearly as some word of the
other may meet it, and without what costs that are not known yet. Only names are looked at that carry a unit
which one of the query's essential words reaches, and those that may stand whole in the query.
"""

from collections.abc import Mapping

from lists.entities import EntityType
from matching.compare.weighed import Weighed
from matching.compiled import library
from matching.compiled.candidates import CompiledCandidates
from matching.met import Listed, MayAlert, names_met
from matching.policy import Policy
from matching.postings import Postings
from matching.reach import Reach
from matching.search import Search
from matching.spelled import Spelled


class Candidates:
    """The candidate search over the names of one type."""

    def __init__(self, spelled: Spelled, reach: Reach, postings: Postings) -> None:
        self._listed = Listed(spelled, reach.units, postings)
        self._reach = reach
        self._compiled = None
        if library.LIBRARY is not None:
            self._compiled = CompiledCandidates(self._listed)

    def of(
        self, asked: Weighed, kind: EntityType | None, policy: Policy, lowest: float
    ) -> Mapping[int, MayAlert]:
        """Give the names whose comparison may reach the lowest score.

        Not those that only begin with the reading. `kind` is the type that the names are compared as.
        """
        search = Search(asked, kind, policy, lowest)
        search.only_whole = search.is_longer_than(self._listed.postings.longest)
        if search.only_whole and not search.may_be_inside:
            return {}
        reaching = search.reach(self._reach)
        if not any(len(units) for units, _ in reaching.found):
            return {}
        if self._compiled is not None:
            return self._compiled.of(search, reaching)
        return names_met(search, reaching, self._listed)
