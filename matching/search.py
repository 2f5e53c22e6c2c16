"""What a reading of a query asks for, as numbers: what its words weigh, and what differences from it cost."""

import heapq
from collections.abc import Sequence
from typing import NamedTuple

from lists.entities import EntityType
from matching.asked import asked_units
from matching.compare.names import SHORTEST_BESIDE_GENERAL
from matching.compare.weighed import Weighed
from matching.policy import NameRules, Policy
from matching.reach import Reach, Reached

NOTHING = 1e-5
"""Below which a difference is of rounding: shares are kept as 32-bit numbers."""
LEAST_LIKENESS = 0.5
"""Agreements count as at least so near: then a pair never costs more than two words left over."""


class Search:
    """What a reading of a query asks for, and how far a name may be from it.

    A word that a query has several times is asked for once, with the weight of all its copies.
    """

    only_whole = False
    """Whether only names are sought that stand whole in the query: it is too long for all others."""

    def __init__(self, weighed: Weighed, kind: EntityType | None, policy: Policy, lowest: float) -> None:
        asked = self.asked = weighed.reading
        self.kind = kind
        self.policy = policy
        self.lowest = lowest
        self.rules: NameRules = policy.rules_for(kind)
        words = {word.text: word for word in asked.words}
        row_of = {text: row for row, text in enumerate(words)}
        self.words = list(words.values())
        self.rows = [row_of[word.text] for word in asked.words]
        """For each word of the query, which of its distinct words it is."""
        # A name may meet each copy of a word: what it meets and what it lacks is weighed by all copies.
        self.copies, self.weights = [0] * len(words), [0.0] * len(words)
        for row, weight in zip(self.rows, weighed.weights, strict=True):
            self.copies[row] += 1
            self.weights[row] += weight
        self.total = sum(self.weights) or 1.0
        self.repeats = len(words) < len(asked.words)
        self.may_be_inside = kind is not EntityType.PERSON and policy.embedded_score >= lowest - NOTHING
        rules = self.rules
        most_spare = (1.0 - lowest) / rules.extra if rules.extra > 0 else 1.0
        self.needed = self.total * max(0.0, 1.0 - most_spare) - NOTHING
        """The weight of the words that a name must meet, unless it stands whole in the query."""
        # Where a word left over costs less than one badly met, that is not known to cost anything.
        self.is_graded = min(rules.missing, rules.extra) >= (1.0 - LEAST_LIKENESS) / 2
        self.shortest_beside = rules.single_length
        """A name of one word of fewer letters than this is another than one with a word beside it."""
        if kind not in (EntityType.VESSEL, EntityType.PERSON):
            self.shortest_beside = min(rules.single_length, SHORTEST_BESIDE_GENERAL)

    def is_longer_than(self, words: int) -> bool:
        """Say whether no name of so many words can meet enough of the query."""
        is_short = len(self.asked.units) > len(self.asked.words) or len(self.asked.words) == 1
        if is_short or len(self.weights) <= words:
            return False
        return sum(heapq.nlargest(words, self.weights)) < self.needed

    def reach(self, reach: Reach) -> "Reaching":
        """Find what each unit of the query reaches."""
        wanted = asked_units(
            self.asked.units,
            len(self.asked.words),
            nearly_exact=self.only_whole,
            personal=self.kind is EntityType.PERSON,
        )
        return Reaching([(unit.start, unit.end) for unit in self.asked.units], reach.from_all(wanted))

    def essential(self, bearers: Sequence[int]) -> list[bool]:
        """Say which distinct words one must be met of: the others are together too little.

        `bearers` is about how many names meet each: of those that most names meet as many as may be are left
        out. Initials and numbers are too little by themselves, for they are met by what no unit reaches.
        """
        essential = [True] * len(self.words)
        weak = [row for row, word in enumerate(self.words) if word.is_initial or word.is_numeral]
        together = sum(self.weights[row] for row in weak)
        if together < self.needed:
            for row in weak:
                essential[row] = False
        strong = [row for row in range(len(self.words)) if row not in set(weak)]
        for row in sorted(strong, key=lambda row: -bearers[row]):
            together += self.weights[row]
            if together >= self.needed:
                break
            essential[row] = False
        return essential


class Reaching(NamedTuple):
    """What the units of a query reach: unit i, words `spans[i]` (end exclusive), listed units `found[i]`."""

    spans: list[tuple[int, int]]
    found: list[Reached]
