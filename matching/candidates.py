"""Which names of one type may alert on a query: a name is left out only by an upper bound of its score.

The bound is the score of `compare.names` with every word of both names met as nearly as some word of the
other may meet it, and without what costs that are not known yet.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lists.entities import EntityType
from matching.compare.names import LONGEST_ALONE, SHORTEST_BESIDE_GENERAL, SHORTEST_EMBEDDED
from matching.compare.words import INITIAL, OTHER_NUMBER
from matching.flat import Array
from matching.links import Links
from matching.normalise import Reading
from matching.policy import NameRules, Policy
from matching.postings import LEAST_LIKENESS, Linked, Postings, letter_bits
from matching.rarity import Rarity
from matching.reach import asked_units
from matching.spelled import Spelled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_NOTHING = 1e-5
_FEW = 4


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
        search = _Search(asked, kind, policy, lowest, self._rarity)
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
        board = self._boards.pop() if self._boards else np.empty(len(self._postings), dtype=np.int32)
        touched = _touched(search, met, board, only_whole=only_whole)
        self._boards.append(board)
        if not len(touched.names):
            return touched.names
        if only_whole:
            touched = touched.at(self._standing_whole(search, touched))
            return touched.names[_in_a_row(search, asked, touched.best)]
        self._allow_weak_links(asked, touched)
        touched = touched.at(self._reachable(search, touched))
        if len(touched.names):
            touched = touched.with_words_once(*self._words_met(touched.names, [linked for _, linked in met]))
            touched = touched.at(self._reachable(search, touched))
        return touched.names

    def _allow_weak_links(self, asked: Reading, touched: "_Touched") -> None:
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
        near = _looked_up(words.values[places], units, best)
        spans, of_names = self._spelled.spans.together(names)
        whole = np.flatnonzero(spans[:, 2] - spans[:, 1] > 1)
        firsts = np.repeat(np.cumsum(counts) - counts, of_names)[whole]
        joined = _looked_up(spans[whole, 0], units, best)
        for place in np.flatnonzero(joined).tolist():
            start, end = (spans[whole[place], 1:] + firsts[place]).tolist()
            near[start:end] = np.maximum(near[start:end], joined[place])
        shares = np.where(near > 0, self._postings.word_shares[places], 0.0)
        name = np.repeat(np.arange(len(names)), counts)
        softly = shares * np.maximum(near, LEAST_LIKENESS)
        return _sums(name, [shares], len(names)), _sums(name, [softly], len(names))

    def _standing_whole(self, search: "_Search", touched: "_Touched") -> NDArray[np.bool_]:
        """Say which names may stand whole inside the query, distinctive enough to alert."""
        if not search.may_be_inside:
            return np.zeros(len(touched.names), dtype=bool)
        single = self._postings.single[touched.names]
        weights = self._postings.weights[touched.names]
        is_distinctive = np.where(
            single > 0,
            (single >= SHORTEST_EMBEDDED)
            & (weights >= 1 - _NOTHING)
            & (search.kind is not EntityType.VESSEL),
            weights >= search.policy.embedded_weight - _NOTHING,
        )
        is_general = touched.heaviest <= search.policy.generic_weight - _NOTHING
        return is_distinctive & (touched.exact >= 1.0 - _NOTHING) & ~is_general

    def _reachable(self, search: "_Search", touched: "_Touched") -> NDArray[np.bool_]:
        """Say which names may alert, by all that is known of them."""
        policy, rules, kind = search.policy, search.rules, search.kind
        single = self._postings.single[touched.names]
        whole = self._standing_whole(search, touched)
        lost, spare = np.maximum(0.0, 1.0 - touched.covered), search.spare(touched)
        bound = 1.0 - search.cost_listed(touched, lost) - search.cost_asked(touched, spare)
        bound -= rules.replaced * np.minimum(lost, spare)
        is_general = touched.heaviest <= policy.generic_weight - _NOTHING
        differs = (lost > _NOTHING) | (spare > _NOTHING)
        alone = (kind is EntityType.PERSON) & (search.copies @ (touched.best > 0) < LONGEST_ALONE) & differs
        bound[(is_general & (lost > _NOTHING)) | alone] -= policy.generic_only
        bound[(single > 0) & (single < rules.short_length) & (touched.exact <= 0)] -= policy.short_name_typo
        shortest = rules.single_length
        if kind not in (EntityType.VESSEL, EntityType.PERSON):
            shortest = min(shortest, SHORTEST_BESIDE_GENERAL)
        bound[(single > 0) & (single < shortest) & (spare > _NOTHING)] -= policy.short_name_typo
        reachable: NDArray[np.bool_] = (bound >= search.lowest - _NOTHING) | whole
        return reachable


class _Search:
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
        self.may_be_inside = kind is not EntityType.PERSON and policy.embedded_score >= lowest - _NOTHING
        most_spare = (1.0 - lowest) / self.rules.extra if self.rules.extra > 0 else 1.0
        self.needed = self._total * max(0.0, 1.0 - most_spare) - _NOTHING
        """The weight of the words that a name must meet, unless it stands whole in the query."""
        # Where a word left over costs less than one badly met, that is not known to cost anything.
        self._graded = min(self.rules.missing, self.rules.extra) >= (1.0 - LEAST_LIKENESS) / 2

    def is_longer_than(self, words: int) -> bool:
        """Say whether no name of so many words can meet enough of the query."""
        if self._is_short or len(self.weights) <= words:
            return False
        return float(np.sort(self.weights)[-words:].sum() if words else 0.0) < self.needed

    def essential(self, met: list["_Met"]) -> NDArray[np.bool_]:
        """Say which words one must be met of: the others, that most names meet, are together too little."""
        bearers = np.zeros(len(self.weights))
        for rows, linked in met:
            bearers[rows] += len(linked.names)
        order = np.argsort(-bearers, kind="stable")
        essential = np.ones(len(order), dtype=bool)
        essential[order[np.cumsum(self.weights[order]) < self.needed]] = False
        return essential

    def spare(self, touched: "_Touched") -> Floats:
        """Give the least weight share of the query's words that each name cannot meet."""
        spare: Floats = np.maximum(0.0, 1.0 - self.weights @ (touched.best > 0) / self._total)
        return spare

    def cost_listed(self, touched: "_Touched", lost: Floats) -> Floats:
        """Give the least that the listed words cost, missing or met."""
        missing = self.rules.missing
        if not self._graded:
            return missing * lost
        gain = (missing - 0.5) * touched.covered + 0.5 * touched.soft
        cost: Floats = np.maximum(0.0, missing - gain)
        return cost

    def cost_asked(self, touched: "_Touched", spare: Floats) -> Floats:
        """Give the least that the query's words cost, left over or met."""
        cost: Floats = self.rules.extra * spare
        if not self._graded or self._repeats:
            return cost
        far = np.where(touched.best > 0, 0.5 - 0.5 * np.maximum(touched.best, LEAST_LIKENESS), 0.0)
        worse: Floats = cost + self.weights @ far / self._total
        return worse


@dataclass(frozen=True, slots=True)
class _Touched:
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

    def at(self, those: NDArray[np.bool_]) -> "_Touched":
        """Give some of the names only."""
        if those.all():
            return self
        return _Touched(
            names=self.names[those],
            covered=self.covered[those],
            soft=self.soft[those],
            exact=self.exact[those],
            heaviest=self.heaviest[those],
            best=self.best[:, those],
            weak=self.weak[those],
            weak_soft=self.weak_soft[those],
        )

    def with_words_once(self, covered: Floats, soft: Floats) -> "_Touched":
        """Give the names with what their words may meet, each counted once, and what is weak."""
        return replace(self, covered=covered + self.weak, soft=soft + self.weak_soft)

    def add_weak(self, row: int, met: NDArray[np.bool_], shares: Floats, likeness: float) -> None:
        """Let one of the query's words meet a share of each name, no more nearly than a likeness."""
        self.covered[:] += shares
        self.weak[:] += shares
        self.soft[:] += likeness * shares
        self.weak_soft[:] += likeness * shares
        self.best[row] = np.maximum(self.best[row], np.where(met, likeness, 0.0))


_Met = tuple[list[int], Linked]
"""Words of the query that one of its units covers, and what the unit may meet."""


def _touched(search: _Search, met: list[_Met], board: Array, *, only_whole: bool) -> _Touched:
    """Gather the names that meet an essential word, or of whose heavy words one is met; and all they meet.

    `board` has a place for each name; what stands on it does not matter.
    """
    essential = search.essential(met)
    parts: list[_Met] = []
    others: list[_Met] = []
    whole = [np.zeros(0, dtype=np.int32)]
    for rows, linked in met:
        if not only_whole and essential[rows].any():
            parts.append((rows, linked))
            continue
        others.append((rows, linked))
        if search.may_be_inside:
            is_heavy = linked.heaviest > search.policy.generic_weight - _NOTHING
            whole.append(linked.names[is_heavy & (linked.exact > 0)])
    found = np.concatenate([*whole, *(linked.names for _, linked in parts)])
    if not len(found):
        return _nothing(len(search.weights))
    order = np.arange(len(found), dtype=np.int32)
    board[found] = order
    names = found[board[found] == order]
    board[names] = order[: len(names)]
    parts += [(rows, _among(linked, names, board)) for rows, linked in others]
    places = [board[linked.names] for _, linked in parts]
    place = np.concatenate(places)
    best = np.zeros((len(search.weights), len(names)))
    for (rows, linked), here in zip(parts, places, strict=True):
        for row in rows:
            best[row, here] = np.maximum(best[row, here], linked.exact if only_whole else linked.best)
    heaviest = np.zeros(len(names))
    np.maximum.at(heaviest, place, np.concatenate([linked.heaviest for _, linked in parts]))
    return _Touched(
        names=names,
        covered=_sums(place, [linked.covered for _, linked in parts], len(names)),
        soft=_sums(place, [linked.soft for _, linked in parts], len(names)),
        exact=_sums(place, [linked.exact for _, linked in parts], len(names)),
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


def _sums(places: Array, values: list[Floats], count: int) -> Floats:
    sums: Floats = np.bincount(places, np.concatenate(values), count).astype(np.float64)
    return sums


def _nothing(words: int) -> _Touched:
    none = np.zeros(0)
    return _Touched(np.zeros(0, dtype=np.int64), none, none, none, none, np.zeros((words, 0)), none, none)


def _in_a_row(search: _Search, asked: Reading, shares: Floats) -> NDArray[np.bool_]:
    """Say which names words that stand side by side in the query may make up."""
    row_at = {unit.start: search.rows[unit.start] for unit in asked.units}
    most, here = np.zeros(shares.shape[1]), np.zeros(shares.shape[1])
    for place in range(len(asked.words)):
        share = shares[row_at[place]] if place in row_at else 0.0
        here = np.where(share > 0, here + share, 0.0)
        most = np.maximum(most, here)
    return most >= 1.0 - _NOTHING


def _looked_up(wanted: Array, units: Ints, values: Floats) -> Floats:
    """Give the value of each wanted unit, 0 where it has none; `units` ascend."""
    places = np.minimum(np.searchsorted(units, wanted), len(units) - 1)
    found: Floats = np.where(units[places] == wanted, values[places], 0.0)
    return found
