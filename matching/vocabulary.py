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
    agree_romanised,
    equivalents,
    other_languages,
)
from matching.latin import consonants, sound_of_x
from matching.normalise import Reading, Unit, Word
from matching.rarity import Rarity
from matching.romanised import skeleton

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_NO_POSTINGS: tuple[Ints, Floats] = (np.empty(0, dtype=np.int64), np.empty(0))
_CACHE_SIZE = 50_000


class Vocabulary:
    """Units of all listed names, by every key under which a unit of a query may agree with them."""

    def __init__(self, readings: Sequence[Reading], rarity: Rarity, *, personal: bool) -> None:
        self._size = len(readings)
        self._personal = personal
        postings: dict[tuple[str, bool], dict[int, float]] = defaultdict(dict)
        words: dict[tuple[str, bool], Word] = {}
        heaviest: dict[tuple[str, bool], float] = {}
        starting: dict[str, dict[int, float]] = defaultdict(dict)
        initials: dict[str, dict[int, float]] = defaultdict(dict)
        numerals: dict[int, float] = {}
        for number, reading in enumerate(readings):
            weights = [rarity.weight(word) for word in reading.words]
            total = sum(weights) or 1.0
            for word, weight in zip(reading.words, weights, strict=True):
                if word.is_numeral:
                    numerals[number] = numerals.get(number, 0.0) + weight / total
                shares = (initials if word.is_initial else starting)[word.text[0]]
                shares[number] = shares.get(number, 0.0) + weight / total
            for unit in reading.units:
                key = (unit.word.text, unit.is_joined)
                words[key] = unit.word
                shares = postings[key]
                shares[number] = shares.get(number, 0.0) + sum(weights[unit.start : unit.end]) / total
                heaviest[key] = max(heaviest.get(key, 0.0), *weights[unit.start : unit.end])
        self._starting = {letter: _arrays(shares) for letter, shares in starting.items()}
        self._numerals = _arrays(numerals)
        self._initials = {letter: _arrays(shares) for letter, shares in initials.items()}
        keys = list(postings)
        self._words = [words[key] for key in keys]
        self._ids = {key: i for i, key in enumerate(keys)}
        self._heaviest = [heaviest[key] for key in keys]
        self._postings = [_arrays(postings[key]) for key in keys]
        self._by_family = _group((words[key].family, i) for key, i in self._ids.items())
        self._by_sound = _group((words[key].sound, i) for key, i in self._ids.items())
        self._by_look = _group((words[key].look, i) for key, i in self._ids.items() if not key[1])
        self._by_consonants = _group((consonants(key[0]), i) for key, i in self._ids.items())
        self._by_skeleton = _group((skeleton(key[0]), i) for key, i in self._ids.items() if personal)
        romans = ((str(words[key].roman), i) for key, i in self._ids.items() if words[key].roman)
        self._by_roman = _group(romans)
        singles = [text for text, joined in keys if not joined]
        self._sorted = sorted(singles)
        letters = [text for text in singles if text.isalpha()]
        self._typos = _TypoSearch(letters)
        self._sound_typos = _TypoSearch({words[text, False].sound for text in letters})
        self._linked: dict[tuple[str, bool, bool, bool], Ints] = {}

    def coverage(self, query: Reading, weights: Sequence[float]) -> tuple[Floats, Floats, Floats]:
        """Give, for each name, upper bounds of what can agree with the query.

        Its own weight share, the query's weight, and the weight of its heaviest word that can agree by
        more than an initial. A name that agrees with nothing of the query has 0 in all.
        """
        covered, met, heaviest = np.zeros(self._size), np.zeros(self._size), np.zeros(self._size)
        met_words = np.zeros((len(query.words), self._size), dtype=bool)
        counted: set[int] = set()
        for unit in query.units:
            for linked in self._links(unit, is_last=unit.end == len(query.words)):
                names, shares = self._postings[linked]
                met_words[unit.start : unit.end, names] = True
                if linked not in counted:
                    counted.add(linked)
                    covered[names] += shares
                    heaviest[names] = np.maximum(heaviest[names], self._heaviest[linked])
        for is_met, weight in zip(met_words, weights, strict=True):
            met[is_met] += weight
        self._allow_weak_links(query, weights, covered, met)
        return covered, met, heaviest

    def _allow_weak_links(
        self, query: Reading, weights: Sequence[float], covered: Floats, met: Floats
    ) -> None:
        """Add what initials and numbers could add: each meets words that begin with it, or any number."""
        found = met > 0
        for word, weight in zip(query.words, weights, strict=True):
            side = self._starting if word.is_initial else self._initials
            names, shares = side.get(word.text[0], _NO_POSTINGS)
            covered[names] += shares
            met[names] += weight
            if word.is_numeral:
                names, shares = self._numerals
                covered[names] += shares
                met[names] += weight
        covered[~found] = 0.0
        met[~found] = 0.0

    def _links(self, unit: Unit, *, is_last: bool) -> Ints:
        """Give the ids of all units that may agree with a unit of the query; cached, as words recur."""
        key = (unit.word.text, unit.word.is_vowelless, unit.is_joined, is_last)
        linked = self._linked.get(key)
        if linked is None:
            linked = np.fromiter(
                set(self._find(unit.word, joined=unit.is_joined, is_last=is_last)), dtype=np.int64
            )
            if len(self._linked) >= _CACHE_SIZE:
                self._linked.clear()
            self._linked[key] = linked
        return linked

    def _find(self, word: Word, *, joined: bool, is_last: bool) -> Iterator[int]:
        """Yield the ids of units by every road on which `compare.words` finds an agreement."""
        for key in ((word.text, False), (word.text, True)):
            if key in self._ids:
                yield self._ids[key]
        yield from self._by_family.get(word.family, ())
        if word.number is not None:
            yield from self._by_roman.get(word.text, ())
            return
        if word.roman is not None:
            yield from self._singles((str(word.roman),))
        yield from self._by_sound.get(word.sound, ())
        yield from self._by_sound.get(sound_of_x(word.text) or "", ())
        yield from self._by_look.get(word.look, ())
        yield from self._singles(equivalents().get(word.text, ()))
        if word.is_vowelless:
            yield from self._by_consonants.get(consonants(word.text), ())
        if self._personal:
            yield from self._romanised(word)
            for sound in other_languages().get(word.sound, ()):
                yield from self._by_sound.get(sound, ())
        if word.text.isalpha():
            yield from self._singles(self._typos.near(word.text))
            for sound in self._sound_typos.near(word.sound):
                yield from self._by_sound[sound]
        if is_last and not joined and len(word.text) >= SHORTEST_PREFIX:
            yield from self._singles(self._beginning_with(word.text))

    def _romanised(self, word: Word) -> Iterator[int]:
        """Yield the ids of units whose consonants are the word's, where their vowels are near enough too."""
        for number in self._by_skeleton.get(skeleton(word.text), ()):
            if agree_romanised(word, self._words[number]) is not None:
                yield number

    def _singles(self, texts: Iterable[str]) -> Iterator[int]:
        return (self._ids[text, False] for text in texts if (text, False) in self._ids)

    def _beginning_with(self, prefix: str) -> Iterator[str]:
        for position in range(bisect_left(self._sorted, prefix), len(self._sorted)):
            if not self._sorted[position].startswith(prefix):
                return
            yield self._sorted[position]


class _TypoSearch:
    """Texts by length and letters, so that only those that a typo can reach are compared."""

    def __init__(self, texts: Iterable[str]) -> None:
        by_length = sorted((t for t in texts if len(t) >= SHORTEST_TYPO), key=len)
        groups = (
            (length, np.array(list(same), dtype=object)) for length, same in groupby(by_length, key=len)
        )
        self._by_length = [(length, same, np.array([_letters(t) for t in same])) for length, same in groups]

    def near(self, text: str) -> Iterator[str]:
        """Yield the texts within the typo cut-off of a text.

        An edit adds or takes at most two letters from the set of letters that a text has, so texts whose
        sets differ by more than that need no comparison.
        """
        if len(text) < SHORTEST_TYPO:
            return
        letters = _letters(text)
        for length, texts, letter_sets in self._by_length:
            longer = max(length, len(text))
            edits = int((1.0 - TYPO_CUTOFF) * longer + 1e-9)
            if abs(length - len(text)) > edits:
                continue
            close = texts[np.bitwise_count(letter_sets ^ letters) <= 2 * edits]
            if close.size:
                scores = cdist([text], close, scorer=OSA.normalized_similarity, score_cutoff=TYPO_CUTOFF)[0]
                yield from close[np.flatnonzero(scores)]


def _letters(text: str) -> np.uint64:
    """Give the set of a text's characters as bits."""
    bits = 0
    for char in text:
        bits |= 1 << (ord(char) & 63)
    return np.uint64(bits)


def _arrays(shares: dict[int, float]) -> tuple[Ints, Floats]:
    return np.fromiter(shares, dtype=np.int64), np.fromiter(shares.values(), dtype=np.float64)


def _group(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    grouped: dict[str, list[int]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return dict(grouped)
