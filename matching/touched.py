"""The names that meet something of a query, and all that they meet of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.flat import Array
from matching.postings import Linked

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NOTHING = 1e-5
"""Below which a difference is of rounding: shares are kept as 32-bit numbers."""
_FEW = 4


@dataclass(frozen=True, slots=True)
class Touched:
    """Names that meet something of the query: what of each is met, as in `Linked`, and how nearly."""

    names: Ints
    covered: Floats
    soft: Floats
    exact: Floats
    heaviest: Floats
    best: Floats
    """By word of the query and name: how nearly the name may meet the word, 0 where it does not.

    Where only names that stand whole in the query are sought, what share of the name the word is.
    """

    weak: Floats
    weak_soft: Floats
    """What of `covered` and `soft` initials and numbers add."""

    def at(self, those: NDArray[np.bool_]) -> "Touched":
        """Give some of the names only."""
        if those.all():
            return self
        return Touched(
            names=self.names[those],
            covered=self.covered[those],
            soft=self.soft[those],
            exact=self.exact[those],
            heaviest=self.heaviest[those],
            best=self.best[:, those],
            weak=self.weak[those],
            weak_soft=self.weak_soft[those],
        )

    def with_words_once(self, covered: Floats, soft: Floats) -> "Touched":
        """Give the names with what their words may meet, each counted once, and what is weak."""
        return replace(self, covered=covered + self.weak, soft=soft + self.weak_soft)

    def add_weak(self, row: int, met: NDArray[np.bool_], shares: Floats, likeness: float) -> None:
        """Let one of the query's words meet a share of each name, no more nearly than a likeness."""
        self.covered[:] += shares
        self.weak[:] += shares
        self.soft[:] += likeness * shares
        self.weak_soft[:] += likeness * shares
        self.best[row] = np.maximum(self.best[row], np.where(met, likeness, 0.0))


Met = tuple[list[int], Linked]
"""Words of the query that one of its units covers, and what the unit may meet."""


def gather(start: list[Array], met: list[Met], words: int, board: Array, *, only_whole: bool) -> Touched:
    """Give some names, in any order and several times, with all that they meet of so many words.

    `board` has a place for each name; what stands on it does not matter.
    """
    found = np.concatenate(start)
    if not len(found):
        return _nothing(words)
    order = np.arange(len(found), dtype=np.int32)
    board[found] = order
    names = found[board[found] == order]
    board[names] = order[: len(names)]
    parts = [(rows, _among(linked, names, board)) for rows, linked in met]
    places = [board[linked.names] for _, linked in parts]
    place = np.concatenate(places)
    best = np.zeros((words, len(names)))
    for (rows, linked), here in zip(parts, places, strict=True):
        for row in rows:
            best[row, here] = np.maximum(best[row, here], linked.exact if only_whole else linked.best)
    heaviest = np.zeros(len(names))
    np.maximum.at(heaviest, place, np.concatenate([linked.heaviest for _, linked in parts]))
    return Touched(
        names=names,
        covered=added_up(place, [linked.covered for _, linked in parts], len(names)),
        soft=added_up(place, [linked.soft for _, linked in parts], len(names)),
        exact=added_up(place, [linked.exact for _, linked in parts], len(names)),
        heaviest=heaviest,
        best=best,
        weak=np.zeros(len(names)),
        weak_soft=np.zeros(len(names)),
    )


def _among(linked: Linked, names: Ints, board: Array) -> Linked:
    """Give of linked names those that are on the board, where each has its place in `names`."""
    if len(linked.names) > _FEW * len(names):
        return linked.of_names(names)
    place = np.clip(board[linked.names], 0, len(names) - 1)
    return linked.at(np.flatnonzero(names[place] == linked.names))


def added_up(places: Array, values: list[Floats], count: int) -> Floats:
    """Add up values by their places, of so many."""
    sums: Floats = np.bincount(places, np.concatenate(values), count).astype(np.float64)
    return sums


def _nothing(words: int) -> Touched:
    none = np.zeros(0)
    return Touched(np.zeros(0, dtype=np.int64), none, none, none, none, np.zeros((words, 0)), none, none)


def in_a_row(row_at: Mapping[int, int], words: int, shares: Floats) -> NDArray[np.bool_]:
    """Say which names may be made up of words that stand side by side in a query of so many.

    `shares` has for each distinct word its share in each name, `row_at` says which stands at a place.
    """
    most, here = np.zeros(shares.shape[1]), np.zeros(shares.shape[1])
    for place in range(words):
        share = shares[row_at[place]] if place in row_at else 0.0
        here = np.where(share > 0, here + share, 0.0)
        most = np.maximum(most, here)
    return most >= 1.0 - NOTHING
