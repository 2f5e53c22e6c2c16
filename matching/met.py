"""The candidate search in numpy, many names at once: what `compiled/search.c` does where it was built."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lists.entities import EntityType
from matching.asked import EXACT_ENOUGH
from matching.compare.alignment import MayAgree
from matching.compare.names import LONGEST_ALONE, SHORTEST_EMBEDDED
from matching.compare.words import INITIAL, OTHER_NUMBER
from matching.flat import Array
from matching.postings import Postings, letter_bits
from matching.search import LEAST_LIKENESS, NOTHING, Reaching, Search
from matching.spelled import Spelled
from matching.units import INITIAL as IS_INITIAL
from matching.units import NUMERAL, Units

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class MayAlert(NamedTuple):
    """The upper bound of a name's score, and what may agree in it.

    The latter is None where the search did not find the name by its units.
    """

    most: float
    may_agree: MayAgree | None


class Listed(NamedTuple):
    """The names of one type, and their units."""

    spelled: Spelled
    units: Units
    postings: Postings


def names_met(search: Search, reaching: Reaching, listed: Listed) -> Mapping[int, MayAlert]:
    """Give the names that may alert."""
    links = _Links.of(reaching)
    names = _start(search, links, listed.postings)
    if not len(names):
        return {}
    met = _Met(search, links, listed, names)
    most = met.most_scores()
    return by_name(names, most, met.pairs(most >= search.lowest - NOTHING))


def by_name(names: Array, most: Array, pairs: Array) -> Mapping[int, MayAlert]:
    """Give what is known of each name that has a pair, by its number.

    `most` are the names' upper bounds; a pair is a row of the name's place, and of the places of two units.
    """
    agree: dict[int, MayAgree] = {}
    for name, asked, named in pairs.tolist():
        agree.setdefault(name, []).append((asked, named))
    numbers, bounds = names.tolist(), most.tolist()
    return {numbers[name]: MayAlert(bounds[name], units) for name, units in agree.items()}


class _Links(NamedTuple):
    """What each unit of a query reaches, one after the other, and beside each of them whose it is."""

    spans: list[tuple[int, int]]
    owner: Ints
    units: Array
    likeness: Floats

    @classmethod
    def of(cls, reaching: Reaching) -> "_Links":
        counts = [len(units) for units, _ in reaching.found]
        return cls(
            reaching.spans,
            np.repeat(np.arange(len(counts)), counts),
            np.concatenate([units for units, _ in reaching.found]),
            np.concatenate([likeness for _, likeness in reaching.found]),
        )


def _start(search: Search, links: _Links, postings: Postings) -> NDArray[np.int32]:
    """Give the names to begin with: all others lack too much of the query, and do not stand whole in it."""
    places, counts = postings.names.places(links.units)
    exact = links.likeness >= EXACT_ENOUGH
    chosen = (
        exact & (postings.heaviest[links.units] > search.policy.generic_weight - NOTHING)
        if search.may_be_inside
        else np.zeros(len(exact), dtype=bool)
    )
    letters = np.uint64(0)
    if not search.only_whole:
        bearers = [0] * len(search.words)
        names_of_units = np.bincount(links.owner, counts, len(links.spans)).tolist()
        for (start, end), names_of_unit in zip(links.spans, names_of_units, strict=True):
            for row in search.rows[start:end]:
                bearers[row] += int(names_of_unit)
        essential = search.essential(bearers)
        of_units = [any(essential[row] for row in search.rows[start:end]) for start, end in links.spans]
        chosen |= np.array(of_units)[links.owner]
        firsts = [ord(word.text[0]) for word, is_one in zip(search.words, essential, strict=True) if is_one]
        letters = np.bitwise_or.reduce(letter_bits(np.array(firsts, dtype=np.int64)), initial=0)
    names = postings.names.values[places]
    # A listed initial may meet an essential word.
    return np.unique(names[np.repeat(chosen, counts) | ((postings.initials[names] & letters) > 0)])


class _Met:
    """Some names, and all that a query may meet of them; words and rows of units lie one after the other."""

    def __init__(
        self,
        search: Search,
        links: _Links,
        listed: Listed,
        names: NDArray[np.int32],
    ) -> None:
        spelled, units, postings = listed
        self._search, self._postings, self._names = search, postings, names
        self._weights = np.array(search.weights)
        count = len(names)
        places, lengths = spelled.words.places(names)
        self._shares = postings.word_shares[places].astype(np.float64)
        self._name = np.repeat(np.arange(count), lengths)
        self._words = spelled.words.values[places]
        self._letters = units.texts.letters[units.texts.starts[self._words]]
        self._bits = units.bits[self._words]
        firsts = np.cumsum(lengths) - lengths
        spans, counts = spelled.spans.together(names)
        order = np.argsort(links.units, kind="stable")
        known = links.units[order]
        low, high = np.searchsorted(known, spans[:, 0]), np.searchsorted(known, spans[:, 0], side="right")
        span = np.repeat(np.arange(len(spans)), high - low)
        link = order[np.arange(len(span)) - np.repeat(np.cumsum(high - low) - high, high - low)]
        name = np.repeat(np.arange(count), counts)[span]
        owner = links.owner[link]
        place = np.arange(len(spans)) - np.repeat(np.cumsum(counts) - counts, counts)
        self._pairs = np.stack((name, owner, place[span]), axis=1)
        likeness = links.likeness[link]
        exact = likeness >= EXACT_ENOUGH
        start, end = firsts[name] + spans[span, 1], firsts[name] + spans[span, 2]
        self._near, is_exact = np.zeros(len(places)), np.zeros(len(places), dtype=bool)
        shares = np.zeros(len(span))
        for step in range(int((end - start).max(initial=0))):
            inside = start + step < end
            np.maximum.at(self._near, start[inside] + step, likeness[inside])
            is_exact[(start + step)[inside & exact]] = True
            shares[inside & exact] += self._shares[(start + step)[inside & exact]]
        self._exact = self._added_up(np.where(is_exact, self._shares, 0.0))
        self._heaviest = np.zeros(count)
        np.maximum.at(self._heaviest, name, postings.heaviest[spans[span, 0]])
        self._best, self._inside = np.zeros((2, len(search.words), count))
        first, last = np.array(links.spans)[owner].T
        rows = np.array(search.rows)
        for step in range(int((last - first).max(initial=0))):
            inside = first + step < last
            at = rows[first[inside] + step], name[inside]
            np.maximum.at(self._best, at, likeness[inside])
            np.maximum.at(self._inside, at, shares[inside])
        self._singles = {start for start, _ in links.spans}

    def _added_up(self, values: Floats) -> Floats:
        sums: Floats = np.bincount(self._name, values, len(self._names)).astype(np.float64)
        return sums

    def most_scores(self) -> Floats:
        """Give the upper bounds of the names' scores."""
        search, postings, names = self._search, self._postings, self._names
        policy, rules, kind = search.policy, search.rules, search.kind
        whole = self._stands_whole()
        if whole.any():
            whole &= self._is_in_a_row()
        if search.only_whole:
            return np.where(whole, policy.embedded_score, 0.0)
        sure = self._added_up(np.where(self._near > 0, self._shares, 0.0))
        weak = self._weak()
        covered = self._added_up(np.where(self._near > 0, self._shares, 0.0))
        near = np.where(self._near > 0, np.maximum(self._near, LEAST_LIKENESS), 0.0)
        soft = self._added_up(self._shares * near)
        likeness = np.maximum(self._best, weak)
        is_met, is_strong = likeness > 0, self._best > 0
        weights = self._weights[:, None]
        gains = np.full(likeness.shape, rules.extra)
        if search.is_graded and not search.repeats:
            gains -= 0.5 - 0.5 * np.maximum(likeness, LEAST_LIKENESS)
        saved = self._together(np.where(is_met, weights * gains, 0.0), is_strong)
        met = self._together(np.where(is_met, weights, 0.0), is_strong)
        lost = np.maximum(0.0, 1.0 - covered)
        spare = np.maximum(0.0, 1.0 - met / search.total)
        listed, asked = rules.missing * lost, np.maximum(0.0, rules.extra - saved / search.total)
        if search.is_graded:
            gain = (rules.missing - 0.5) * covered + 0.5 * soft
            listed = np.maximum(0.0, rules.missing - gain)
        bound = 1.0 - listed - asked - rules.replaced * np.minimum(lost, spare)
        is_general = self._heaviest <= policy.generic_weight - NOTHING
        differs = (lost > NOTHING) | (spare > NOTHING)
        copies = np.array(search.copies)
        alone = (kind is EntityType.PERSON) & (copies @ is_met < LONGEST_ALONE) & differs
        # General words alone may be a company's name, with no other but general words beside it; not where an
        # initial or a number is met.
        is_heavy = (self._weights > copies * policy.generic_weight + NOTHING) @ ~is_strong
        is_beside = is_heavy | (kind in (EntityType.PERSON, EntityType.VESSEL))
        is_other = (1.0 - sure > NOTHING) | (
            (1.0 - self._weights @ is_strong / search.total > NOTHING) & is_beside
        )
        bound[(is_general & is_other) | alone] -= policy.generic_only
        single = postings.single[names]
        bound[(single > 0) & (single < rules.short_length) & (self._exact <= 0)] -= policy.short_name_typo
        beside = (single > 0) & (single < search.shortest_beside) & (spare > NOTHING)
        bound[beside] -= policy.short_name_typo
        return np.where(whole, np.maximum(bound, policy.embedded_score), bound)

    def pairs(self, wanted: Bools) -> Ints:
        """Give the pairs of units of the wanted names: rows of a name's place, and of both units'."""
        found: Ints = self._pairs[wanted[self._pairs[:, 0]]]
        return found

    def _stands_whole(self) -> Bools:
        """Say which names may stand whole inside the query, distinctive enough to alert."""
        search, policy = self._search, self._search.policy
        if not search.may_be_inside:
            return np.zeros(len(self._names), dtype=bool)
        single, weights = self._postings.single[self._names], self._postings.weights[self._names]
        is_distinctive = np.where(
            single > 0,
            (single >= SHORTEST_EMBEDDED) & (weights >= 1 - NOTHING) & (search.kind is not EntityType.VESSEL),
            weights >= policy.embedded_weight - NOTHING,
        )
        is_general = self._heaviest <= policy.generic_weight - NOTHING
        return is_distinctive & (self._exact >= 1.0 - NOTHING) & ~is_general

    def _is_in_a_row(self) -> Bools:
        """Say which names may be made up of words that stand side by side in the query."""
        most, here = np.zeros(len(self._names)), np.zeros(len(self._names))
        for place, row in enumerate(self._search.rows):
            share = self._inside[row] if place in self._singles else np.zeros(len(self._names))
            here = np.where(share > 0, here + share, 0.0)
            most = np.maximum(most, here)
        return most >= 1.0 - NOTHING

    def _weak(self) -> Floats:
        """Say how nearly initials and numbers could meet each word, and note it of the words of the names.

        An initial meets a word that begins with it, a number any number.
        """
        weak = np.zeros_like(self._best)
        is_initial, is_numeral = (self._bits & IS_INITIAL) > 0, (self._bits & NUMERAL) > 0
        for row, word in enumerate(self._search.words):
            if word.is_numeral and self._search.kind is not EntityType.VESSEL:
                self._meet(weak[row], is_numeral, OTHER_NUMBER.similarity)
            if word.is_initial or is_initial.any():
                letter = self._letters == ord(word.text[0])
                self._meet(weak[row], letter & (is_initial != word.is_initial), INITIAL.similarity)
        return weak

    def _meet(self, weak: Floats, words: Bools, likeness: float) -> None:
        self._near[words] = np.maximum(self._near[words], likeness)
        names = self._name[words]
        weak[names] = np.maximum(weak[names], likeness)

    def _together(self, values: Floats, is_strong: Bools) -> Floats:
        """Add up what the words of the query are worth, a row each, as far as they can be met together.

        A word of the name is met once: not by each of the query's initials and numbers.
        """
        weak = -np.sort(-np.where(is_strong, 0.0, values), axis=0)
        can_be = np.arange(len(weak))[:, None] < np.bincount(self._name, minlength=len(self._names))
        sums: Floats = (np.where(is_strong, values, 0.0) + np.where(can_be, weak, 0.0)).sum(axis=0)
        return sums
