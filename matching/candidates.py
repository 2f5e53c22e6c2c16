"""Which names of one type may alert on a query: a name is left out only by an upper bound of its score.

The bound is the score of `compare.names` with every word of both names met as nearly as some word of the
other may meet it, and without what costs that are not known yet.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from lists.entities import EntityType
from matching.compare.names import LONGEST_ALONE, SHORTEST_BESIDE_GENERAL, SHORTEST_EMBEDDED
from matching.compare.words import INITIAL, OTHER_NUMBER
from matching.flat import Array, values_of
from matching.links import Links
from matching.normalise import Reading
from matching.policy import Policy
from matching.postings import LEAST_LIKENESS, Linked, Postings, letter_bits
from matching.rarity import Rarity
from matching.reach import asked_units
from matching.search import Search
from matching.spelled import Spelled
from matching.touched import NOTHING, Touched, added_up, gather, in_a_row

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Candidates:
    """The candidate search over the names of one type."""

    def __init__(
        self, kind: EntityType | None, spelled: Spelled, links: Links, postings: Postings, rarity: Rarity
    ) -> None:
        self._kind = kind
        self._spelled = spelled
        self._links = links
        self._postings = postings
        self._rarity = rarity
        self._boards: list[Array] = []

    def of(self, asked: Reading, kind: EntityType | None, policy: Policy, lowest: float) -> Ints:
        """Give the numbers of the names whose comparison with a reading may reach the lowest score.

        Not those that only begin with it. `kind` is the type that the names are compared as.
        """
        search = Search(asked, kind, policy, lowest, self._rarity)
        only_whole = search.is_longer_than(self._postings.longest)
        if only_whole and not search.may_be_inside:
            return np.zeros(0, dtype=np.int64)
        wanted = asked_units(
            asked.units, len(asked.words), nearly_exact=only_whole, personal=kind is EntityType.PERSON
        )
        links = self._links.of(wanted)
        met = [
            (search.rows[unit.start : unit.end], linked)
            for unit, linked in zip(asked.units, links, strict=True)
            if linked is not None
        ]
        if not met:
            return np.zeros(0, dtype=np.int64)
        start = search.start(met, only_whole=only_whole)
        with self._board() as board:
            touched = gather(start, met, len(search.weights), board, only_whole=only_whole)
        if only_whole:
            touched = touched.at(self._standing_whole(search, touched))
        if not len(touched.names):
            return touched.names
        if only_whole:
            row_at = {unit.start: search.rows[unit.start] for unit in asked.units}
            return touched.names[in_a_row(row_at, len(asked.words), touched.best)]
        self._allow_weak_links(asked, touched)
        touched = touched.at(self._reachable(search, touched))
        if len(touched.names):
            touched = touched.with_words_once(*self._words_met(touched.names, [linked for _, linked in met]))
            touched = touched.at(self._reachable(search, touched))
        return touched.names

    @contextmanager
    def _board(self) -> Iterator[Array]:
        """Lend an array with a place for each name, which no other thread has meanwhile."""
        try:
            board = self._boards.pop()
        except IndexError:
            board = np.empty(len(self._postings), dtype=np.int32)
        yield board
        self._boards.append(board)

    def _allow_weak_links(self, asked: Reading, touched: Touched) -> None:
        """Add what initials and numbers could add: each meets words that begin with it, or any number."""
        postings, names = self._postings, touched.names
        initials = postings.initials[names]
        words = {word.text: word for word in asked.words}.values()
        letters = np.array([ord(word.text[0]) for word in words])
        some_initial = bool((initials & np.bitwise_or.reduce(letter_bits(letters))).any())
        for row, word in enumerate(words):
            if word.is_initial or some_initial:
                side = postings.starting if word.is_initial else postings.initial
                touched.add_weak(row, *side(word.text[0]).of_names(names), INITIAL.similarity)
            if word.is_numeral and self._kind is not EntityType.VESSEL:
                touched.add_weak(row, *postings.numerals.of_names(names), OTHER_NUMBER.similarity)

    def _words_met(self, names: Ints, links: list[Linked]) -> tuple[Floats, Floats]:
        """Give what those words of each name weigh that may be met, and that times how nearly."""
        units = np.concatenate([linked.units for linked in links])
        order = np.argsort(units, kind="stable")
        starts = np.flatnonzero(np.diff(units[order], prepend=-1))
        best = np.maximum.reduceat(np.concatenate([linked.likeness for linked in links])[order], starts)
        units = units[order][starts]

        words = self._spelled.words
        places, counts = words.places(names)
        near = values_of(words.values[places], units, best)
        spans, of_names = self._spelled.spans.together(names)
        whole = np.flatnonzero(spans[:, 2] - spans[:, 1] > 1)
        firsts = np.repeat(np.cumsum(counts) - counts, of_names)[whole]
        joined = values_of(spans[whole, 0], units, best)
        for place in np.flatnonzero(joined).tolist():
            start, end = (spans[whole[place], 1:] + firsts[place]).tolist()
            near[start:end] = np.maximum(near[start:end], joined[place])
        shares = np.where(near > 0, self._postings.word_shares[places], 0.0)
        name = np.repeat(np.arange(len(names)), counts)
        softly = shares * np.maximum(near, LEAST_LIKENESS)
        return added_up(name, [shares], len(names)), added_up(name, [softly], len(names))

    def _standing_whole(self, search: Search, touched: Touched) -> NDArray[np.bool_]:
        """Say which names may stand whole inside the query, distinctive enough to alert."""
        if not search.may_be_inside:
            return np.zeros(len(touched.names), dtype=bool)
        single = self._postings.single[touched.names]
        weights = self._postings.weights[touched.names]
        is_distinctive = np.where(
            single > 0,
            (single >= SHORTEST_EMBEDDED) & (weights >= 1 - NOTHING) & (search.kind is not EntityType.VESSEL),
            weights >= search.policy.embedded_weight - NOTHING,
        )
        is_general = touched.heaviest <= search.policy.generic_weight - NOTHING
        return is_distinctive & (touched.exact >= 1.0 - NOTHING) & ~is_general

    def _reachable(self, search: Search, touched: Touched) -> NDArray[np.bool_]:
        """Say which names may alert, by all that is known of them."""
        policy, rules, kind = search.policy, search.rules, search.kind
        single = self._postings.single[touched.names]
        whole = self._standing_whole(search, touched)
        lost, spare = np.maximum(0.0, 1.0 - touched.covered), search.spare(touched)
        bound = 1.0 - search.cost_listed(touched, lost) - search.cost_asked(touched, spare)
        bound -= rules.replaced * np.minimum(lost, spare)
        is_general = touched.heaviest <= policy.generic_weight - NOTHING
        differs = (lost > NOTHING) | (spare > NOTHING)
        alone = (kind is EntityType.PERSON) & (search.copies @ (touched.best > 0) < LONGEST_ALONE) & differs
        bound[(is_general & (lost > NOTHING)) | alone] -= policy.generic_only
        bound[(single > 0) & (single < rules.short_length) & (touched.exact <= 0)] -= policy.short_name_typo
        shortest = rules.single_length
        if kind not in (EntityType.VESSEL, EntityType.PERSON):
            shortest = min(shortest, SHORTEST_BESIDE_GENERAL)
        bound[(single > 0) & (single < shortest) & (spare > NOTHING)] -= policy.short_name_typo
        reachable: NDArray[np.bool_] = (bound >= search.lowest - NOTHING) | whole
        return reachable
