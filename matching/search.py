"""What a reading of a query asks for, and the least that a name's differences from it cost."""

import numpy as np
from numpy.typing import NDArray

from lists.entities import EntityType
from matching.flat import Array
from matching.normalise import Reading
from matching.policy import NameRules, Policy
from matching.postings import LEAST_LIKENESS
from matching.rarity import Rarity
from matching.touched import NOTHING, Met, Touched

Floats = NDArray[np.float64]


class Search:
    """What a reading of a query asks for, and how far a name may be from it.

    A word that a query has several times is asked for once.
    """

    def __init__(
        self, asked: Reading, kind: EntityType | None, policy: Policy, lowest: float, rarity: Rarity
    ) -> None:
        self.kind = kind
        self.policy = policy
        self.lowest = lowest
        self.rules: NameRules = policy.rules_for(kind)
        words = {word.text: word for word in asked.words}
        row_of = {text: row for row, text in enumerate(words)}
        self.rows = [row_of[word.text] for word in asked.words]
        """For each word of the query, which of its distinct words it is."""
        self.copies = np.bincount(self.rows, minlength=len(words))
        self.weights = np.array([rarity.weight(word) for word in words.values()])
        self._total = float(self.weights.sum()) or 1.0
        self._repeats = len(words) < len(asked.words)
        self._is_short = len(asked.units) > len(asked.words) or len(asked.words) == 1
        self.may_be_inside = kind is not EntityType.PERSON and policy.embedded_score >= lowest - NOTHING
        most_spare = (1.0 - lowest) / self.rules.extra if self.rules.extra > 0 else 1.0
        self.needed = self._total * max(0.0, 1.0 - most_spare) - NOTHING
        """The weight of the words that a name must meet, unless it stands whole in the query."""
        # Where a word left over costs less than one badly met, that is not known to cost anything.
        self._graded = min(self.rules.missing, self.rules.extra) >= (1.0 - LEAST_LIKENESS) / 2

    def is_longer_than(self, words: int) -> bool:
        """Say whether no name of so many words can meet enough of the query."""
        if self._is_short or len(self.weights) <= words:
            return False
        return float(np.sort(self.weights)[-words:].sum() if words else 0.0) < self.needed

    def essential(self, met: list[Met]) -> NDArray[np.bool_]:
        """Say which words one must be met of: the others, that most names meet, are together too little."""
        bearers = np.zeros(len(self.weights))
        for rows, linked in met:
            bearers[rows] += len(linked.names)
        order = np.argsort(-bearers, kind="stable")
        essential = np.ones(len(order), dtype=bool)
        essential[order[np.cumsum(self.weights[order]) < self.needed]] = False
        return essential

    def start(self, met: list[Met], *, only_whole: bool) -> list[Array]:
        """Give the names to begin with: that meet an essential word, or may have a heavy one in the query.

        All others lack too much of the query, and do not stand whole in it.
        """
        essential = self.essential(met)
        start = [np.zeros(0, dtype=np.int32)]
        for rows, linked in met:
            if not only_whole and essential[rows].any():
                start.append(linked.names)
            elif self.may_be_inside:
                is_heavy = linked.heaviest > self.policy.generic_weight - NOTHING
                start.append(linked.names[is_heavy & (linked.exact > 0)])
        return start

    def spare(self, touched: Touched) -> Floats:
        """Give the least weight share of the query's words that each name cannot meet."""
        spare: Floats = np.maximum(0.0, 1.0 - self.weights @ (touched.best > 0) / self._total)
        return spare

    def cost_listed(self, touched: Touched, lost: Floats) -> Floats:
        """Give the least that the listed words cost, missing or met."""
        missing = self.rules.missing
        if not self._graded:
            return missing * lost
        gain = (missing - 0.5) * touched.covered + 0.5 * touched.soft
        cost: Floats = np.maximum(0.0, missing - gain)
        return cost

    def cost_asked(self, touched: Touched, spare: Floats) -> Floats:
        """Give the least that the query's words cost, left over or met."""
        cost: Floats = self.rules.extra * spare
        if not self._graded or self._repeats:
            return cost
        far = np.where(touched.best > 0, 0.5 - 0.5 * np.maximum(touched.best, LEAST_LIKENESS), 0.0)
        worse: Floats = cost + self.weights @ far / self._total
        return worse
