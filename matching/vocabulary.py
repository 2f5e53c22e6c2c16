"""The distinct words of a partition and which names carry them: from a word of the query to listed names.

Each distinct word is compared once, whatever the number of names that carry it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from matching.compare.words import (
    SHORTEST_PREFIX,
    SHORTEST_TYPO,
    TYPO_CUTOFF,
    is_vowelless,
    translations,
)
from matching.latin import consonants
from matching.normalise import Reading, Unit, Word
from matching.rarity import Rarity

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_NONE: Ints = np.empty(0, dtype=np.int64)
_CACHE_SIZE = 50_000


class Vocabulary:
    """Units of all listed names, by every key under which a unit of a query may agree with them."""

    def __init__(self, readings: Sequence[Reading], rarity: Rarity) -> None:
        self._size = len(readings)
        postings: dict[tuple[str, bool], dict[int, float]] = defaultdict(dict)
        words: dict[tuple[str, bool], Word] = {}
        self._largest_share = np.zeros(self._size)
        self._initial_share = np.zeros(self._size)
        for number, reading in enumerate(readings):
            weights = [rarity.weight(word) for word in reading.words]
            total = sum(weights) or 1.0
            self._largest_share[number] = max(weights, default=0.0) / total
            initials = (w for word, w in zip(reading.words, weights, strict=True) if word.is_initial)
            self._initial_share[number] = sum(initials) / total
            for unit in reading.units:
                key = (unit.word.text, unit.end - unit.start > 1)
                words[key] = unit.word
                shares = postings[key]
                shares[number] = shares.get(number, 0.0) + sum(weights[unit.start : unit.end]) / total
        keys = list(postings)
        self._ids = {key: i for i, key in enumerate(keys)}
        self._names = [np.fromiter(postings[key], dtype=np.int64) for key in keys]
        self._shares = [np.fromiter(postings[key].values(), dtype=np.float64) for key in keys]
        self._by_sound = _group((words[key].sound, i) for key, i in self._ids.items())
        self._by_look = _group((words[key].look, i) for key, i in self._ids.items() if not key[1])
        self._by_consonants = _group((consonants(key[0]), i) for key, i in self._ids.items())
        romans = ((str(words[key].roman), i) for key, i in self._ids.items() if words[key].roman)
        self._by_roman = _group(romans)
        singles = [text for text, joined in keys if not joined]
        self._sorted = sorted(singles)
        letters = [text for text in singles if text.isalpha()]
        self._typos = _TypoSearch(letters)
        self._sound_typos = _TypoSearch({words[text, False].sound for text in letters})
        self._linked: dict[tuple[str, bool, bool], Ints] = {}

    def coverage(self, query: Reading, weights: Sequence[float]) -> tuple[Floats, Floats]:
        """Give, for each name, upper bounds of its weight share and of the query's weight that can agree.

        A name that agrees with nothing of the query by more than an initial has 0 in both.
        """
        covered, met = np.zeros(self._size), np.zeros(self._size)
        for unit in query.units:
            touched = np.zeros(self._size, dtype=bool)
            for linked in self._links(unit, is_last=unit.end == len(query.words)):
                names = self._names[linked]
                covered[names] += self._shares[linked]
                touched[names] = True
            met[touched] += sum(weights[unit.start : unit.end])
        self._allow_initials(query, weights, covered, met)
        return covered, met

    def _allow_initials(self, query: Reading, weights: Sequence[float], covered: Floats, met: Floats) -> None:
        """Add what initials could add: the query's may stand for any listed word, the names' for any of its words."""
        found = met > 0
        asked = [w for word, w in zip(query.words, weights, strict=True) if word.is_initial]
        if asked:
            covered[found] += len(asked) * self._largest_share[found]
            met[found] += sum(asked)
        has_initial = found & (self._initial_share > 0)
        covered[has_initial] += self._initial_share[has_initial]
        met[has_initial] += sum(weights)

    def _links(self, unit: Unit, *, is_last: bool) -> Ints:
        """Give the ids of all units that may agree with a unit of the query; cached, as words recur."""
        joined = unit.end - unit.start > 1
        key = (unit.word.text, joined, is_last)
        linked = self._linked.get(key)
        if linked is None:
            linked = np.fromiter(set(self._find(unit.word, joined=joined, is_last=is_last)), dtype=np.int64)
            if len(self._linked) >= _CACHE_SIZE:
                self._linked.clear()
            self._linked[key] = linked
        return linked

    def _find(self, word: Word, *, joined: bool, is_last: bool) -> Iterator[int]:
        """Yield the ids of units by every road on which `compare.words` finds an agreement."""
        for key in ((word.text, False), (word.text, True)):
            if key in self._ids:
                yield self._ids[key]
        if word.number is not None:
            yield from self._by_roman.get(word.text, ())
            return
        if word.roman is not None:
            yield from self._singles((str(word.roman),))
        yield from self._by_sound.get(word.sound, ())
        yield from self._by_look.get(word.look, ())
        yield from self._singles(translations().get(word.text, ()))
        if is_vowelless(word.text):
            yield from self._by_consonants.get(word.text, ())
        if word.text.isalpha():
            yield from self._singles(self._typos.near(word.text))
            for sound in self._sound_typos.near(word.sound):
                yield from self._by_sound[sound]
        if is_last and not joined and len(word.text) >= SHORTEST_PREFIX:
            yield from self._singles(self._beginning_with(word.text))

    def _singles(self, texts: Iterable[str]) -> Iterator[int]:
        return (self._ids[text, False] for text in texts if (text, False) in self._ids)

    def _beginning_with(self, prefix: str) -> Iterator[str]:
        for position in range(bisect_left(self._sorted, prefix), len(self._sorted)):
            if not self._sorted[position].startswith(prefix):
                return
            yield self._sorted[position]


class _TypoSearch:
    """Texts by length, so that only those whose length allows a typo are compared."""

    def __init__(self, texts: Iterable[str]) -> None:
        by_length = sorted((t for t in texts if len(t) >= SHORTEST_TYPO), key=len)
        self._by_length = {length: list(same) for length, same in groupby(by_length, key=len)}

    def near(self, text: str) -> Iterator[str]:
        """Yield the texts within the typo cut-off of a text."""
        if len(text) < SHORTEST_TYPO:
            return
        for length, texts in self._by_length.items():
            if min(length, len(text)) < TYPO_CUTOFF * max(length, len(text)) - 1e-9:
                continue
            scores = cdist([text], texts, scorer=OSA.normalized_similarity, score_cutoff=TYPO_CUTOFF)[0]
            for position in np.flatnonzero(scores):
                yield texts[position]


def _group(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    grouped: dict[str, list[int]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return dict(grouped)
