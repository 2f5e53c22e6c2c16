"""A unit of a query, and in which ways listed units are sought for it."""

from collections.abc import Sequence
from typing import NamedTuple

from matching.compare.alignment import JOINED_TYPO
from matching.compare.names import NEARLY_EXACT
from matching.compare.words import REAL_WORD_DISCOUNT, SHORTEST_PREFIX, SHORTEST_TYPO, TYPO_CUTOFF
from matching.normalise import Unit, Word
from matching.rarity import shipped_frequencies
from matching.romanised import skeleton

_ROUNDING = 1e-6
EXACT_ENOUGH = NEARLY_EXACT - _ROUNDING
"""The likeness from which a unit may agree nearly exactly, bar rounding."""


class Asked(NamedTuple):
    """A unit of a query, and how it is asked for.

    `is_last` is a query's last word, which may be cut off. Where `nearly_exact`, only what may agree to the
    last letter or so is wanted. `personal` are words of persons' names.
    """

    word: Word
    is_joined: bool
    is_last: bool
    nearly_exact: bool
    personal: bool

    @property
    def typo_cutoff(self) -> float:
        """The least likeness of a typo that is sought; 0 where none is."""
        text = self.word.text
        if self.word.number is not None or len(text) < SHORTEST_TYPO or not text.isalpha():
            return 0.0
        if self.nearly_exact:
            return NEARLY_EXACT
        return JOINED_TYPO if self.is_joined else TYPO_CUTOFF

    @property
    def typo_discount(self) -> float:
        """What a typo costs more where the word is a common one, rightly spelled."""
        return REAL_WORD_DISCOUNT if self.word.text in shipped_frequencies() else 0.0

    @property
    def may_be_cut_off(self) -> bool:
        """Whether words that begin with this one are sought."""
        is_long_enough = len(self.word.text) >= SHORTEST_PREFIX
        return self.is_last and not self.is_joined and self.word.number is None and is_long_enough

    @property
    def skeleton(self) -> str:
        """The consonants by which other romanisations are sought; empty where they are not."""
        sought = self.personal and not self.nearly_exact and self.word.number is None
        return skeleton(self.word.text) if sought else ""

    @property
    def least_likeness(self) -> float:
        """The least likeness of what is wanted."""
        return EXACT_ENOUGH if self.nearly_exact else _ROUNDING


def asked_units(units: Sequence[Unit], words: int, *, nearly_exact: bool, personal: bool) -> list[Asked]:
    """Give the units of a query of so many words as they are asked for."""
    return [
        Asked(unit.word, unit.is_joined, unit.end == words and not unit.is_joined, nearly_exact, personal)
        for unit in units
    ]
