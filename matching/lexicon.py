"""The distinct words of all listed names, to be found by a beginning or by a few edits.

Each is compared once, whatever the number of names and types that have it. Words that no few edits can reach
are ruled out by how often they have each letter, many at a stroke.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from matching.compare.words import SHORTEST_TYPO, SOUND_DISCOUNT, TYPO_CUTOFF, graded
from matching.flat import Array, Arrays, Rows, Texts, named, part_of
from matching.latin import sound_key

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_TWICE, _OTHERS = 26, 52
_TELLING = 20
"""Letters by which texts are put in order."""
BLOCK = 16
"""Texts that stand side by side, and are ruled out together by the letters that they share."""
_TINY = 1e-9
_NOWHERE: Ints = np.zeros(0, dtype=np.int64)
_NO_LIKENESS: Floats = np.zeros(0)


class Lexicon:
    """Words in the order of the alphabet, by number, and those of one sound."""

    def __init__(self, texts: Texts, words: "Edits", sounds: "Edits", of_sound: Rows) -> None:
        self.texts = texts
        self.words = words
        self.sounds = sounds
        self.of_sound = of_sound

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Lexicon":
        """Gather the distinct words of names."""
        distinct = sorted(set(texts))
        spelled = [number for number, text in enumerate(distinct) if text.isalpha()]
        sounds: dict[str, int] = {}
        bearers = [sounds.setdefault(sound_key(distinct[number]), len(sounds)) for number in spelled]
        return cls(
            Texts.of(distinct),
            Edits.of([distinct[number] for number in spelled], np.array(spelled, dtype=np.int32)),
            Edits.of(list(sounds), np.arange(len(sounds), dtype=np.int32)),
            Rows.grouped(np.array(bearers, dtype=np.int64), np.array(spelled, dtype=np.int32), len(sounds)),
        )

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "Lexicon":
        """Take what `arrays` gave."""
        return cls(
            Texts.of_arrays(part_of(arrays, "texts")),
            Edits.of_arrays(part_of(arrays, "words")),
            Edits.of_arrays(part_of(arrays, "sounds")),
            Rows.of_arrays(part_of(arrays, "of_sound")),
        )

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return {
            **named("texts", self.texts.arrays()),
            **named("words", self.words.arrays()),
            **named("sounds", self.sounds.arrays()),
            **named("of_sound", self.of_sound.arrays()),
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def near(self, text: str, cutoff: float) -> tuple[Ints, Floats]:
        """Give the words a few edits from a text, by letters or by sound, whose likeness may reach a cut-off.

        Where that leaves no room for an edit, none: equal texts and equal sounds are found by their keys.
        A word may be given twice; its likeness is at least what `compare.words` gives two such words.
        """
        if len(text) < SHORTEST_TYPO or not text.isalpha():
            return _NOWHERE, _NO_LIKENESS
        found, likeness = self.words.near(text, cutoff)
        alike, how_alike = self.sounds.near(sound_key(text), min(1.0, cutoff + SOUND_DISCOUNT))
        if len(alike):
            bearers, counts = self.of_sound.together(alike)
            found = np.concatenate((found, bearers))
            likeness = np.concatenate((likeness, np.repeat(how_alike, counts) - SOUND_DISCOUNT))
        return found, likeness

    def beginning_with(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the words that begin with a text, and their length."""
        for number in range(bisect_left(self.texts, text), len(self.texts)):
            word = self.texts[number]
            if not word.startswith(text):
                return
            yield number, len(word)


class Edits:
    """Texts by length, each with its number and its letters; texts of like letters stand side by side."""

    def __init__(self, texts: Texts, numbers: Array, letters: Array, lengths: Array) -> None:
        self.texts = texts
        self.numbers = numbers
        self.letters = letters
        self.lengths = lengths
        # Where the texts of each length begin, and where the longest end.
        longest = int(lengths[-1]) if len(lengths) else 0
        self.of_length: Ints = np.searchsorted(lengths, np.arange(longest + 2)).astype(np.int64)

    @classmethod
    def of(cls, texts: list[str], numbers: Array) -> "Edits":
        lengths = np.array([len(text) for text in texts], dtype=np.int32)
        letters = np.array([letters_of(text) for text in texts], dtype=np.uint64)
        order = np.lexsort((*_most_telling(letters), lengths))
        order = order[lengths[order] >= SHORTEST_TYPO]
        ordered = Texts.of(texts[i] for i in order.tolist())
        return cls(ordered, numbers[order], letters[order], lengths[order])

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "Edits":
        texts = Texts.of_arrays(part_of(arrays, "texts"))
        return cls(texts, arrays["numbers"], arrays["letters"], arrays["lengths"])

    def arrays(self) -> Arrays:
        return {
            "numbers": self.numbers,
            "letters": self.letters,
            "lengths": self.lengths,
            **named("texts", self.texts.arrays()),
        }

    def blocks(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Give of each block of texts the letters that some of them have, and those that all have."""
        starts = np.arange(0, len(self.letters), BLOCK)
        if not len(starts):
            return self.letters, self.letters
        return np.bitwise_or.reduceat(self.letters, starts), np.bitwise_and.reduceat(self.letters, starts)

    def near(self, text: str, cutoff: float) -> tuple[Array, Floats]:
        """Give the numbers of the texts of at least a likeness, and their likeness as typos."""
        closest = max(cutoff, TYPO_CUTOFF)
        places = self._within_reach(text, closest)
        if not len(places):
            return _NOWHERE, _NO_LIKENESS
        near = [self.texts[place] for place in places.tolist()]
        scores = cdist(
            [text], near, scorer=OSA.normalized_similarity, score_cutoff=closest - _TINY, dtype=np.float64
        )[0]
        found = np.flatnonzero(scores)
        longer = np.maximum(self.lengths[places[found]], len(text))
        likeness = [graded(*pair) for pair in zip(scores[found].tolist(), longer.tolist(), strict=True)]
        return self.numbers[places[found]], np.array(likeness)

    def _within_reach(self, text: str, cutoff: float) -> Ints:
        """Give the places of the texts that so few edits may reach.

        An edit takes one letter, adds one, or both: it changes at most two of the bits that say how often a
        text has a letter, and the edits that make one text longer change one.
        """
        length = len(text)
        shortest, longest = max(SHORTEST_TYPO, int(length * cutoff)), int(length / cutoff) + 1
        most = 2 * int((1.0 - cutoff) * longest + _TINY)
        last = len(self.of_length) - 1
        start, end = int(self.of_length[min(shortest, last)]), int(self.of_length[min(longest + 1, last)])
        if not most or start == end:
            return _NOWHERE
        differing = np.bitwise_count(self.letters[start:end] ^ letters_of(text))
        places = (differing <= most).nonzero()[0]
        if not len(places):
            return _NOWHERE
        others = self.lengths[start:end][places]
        edits = ((1.0 - cutoff) * np.maximum(others, length) + _TINY).astype(np.int64)
        excess = np.abs(others - length)
        reachable: Ints = places[(differing[places] <= 2 * edits - excess) & (excess <= edits)] + start
        return reachable


def _most_telling(letters: NDArray[np.uint64]) -> list[NDArray[np.bool_]]:
    """Give which texts have a letter, for the letters that tell most texts apart; the best comes last."""
    columns = [(letters >> np.uint64(bit) & np.uint64(1)).astype(bool) for bit in range(_OTHERS)]
    telling = sorted(columns, key=lambda column: -abs(column.mean() - 0.5) if len(column) else 0.0)
    return telling[-_TELLING:]


def letters_of(text: str) -> np.uint64:
    """Give as bits which of a-z a text has, which of them twice, and which other characters."""
    bits = 0
    for char in text:
        place = ord(char) - ord("a")
        if not 0 <= place < _TWICE:
            bits |= 1 << (_OTHERS + ord(char) % (64 - _OTHERS))
        elif bits >> place & 1:
            bits |= 1 << (_TWICE + place)
        else:
            bits |= 1 << place
    return np.uint64(bits)
