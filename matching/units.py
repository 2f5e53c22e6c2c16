"""What the names of one type are made of, as flat arrays: read once, and taken over by the next index."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lists.entities import EntityType
from matching.flat import Array, Arrays, Rows, Texts, key_of, keys_of, named, part_of
from matching.normalise import Reading, Word, read_name, word_of
from matching.roads import listed_keys

JOINED, INITIAL, NUMERAL, NUMBER = 1, 2, 4, 8
"""Bits of what a unit is: words written together, an initial, a numeral, a number in digits."""


class Units:
    """The distinct units of a type's names, and of which of them each name is made.

    By unit: its text, its family, what it is (bits), and the keys under which it is found. By name: the key
    of its text; the units of its words; its units with the words that they span, as unit, start, end; and
    all its tokens (`Reading.flat`).
    """

    def __init__(
        self,
        *,
        texts: Texts,
        families: Texts,
        bits: NDArray[np.uint8],
        roads: Rows,
        names: NDArray[np.uint64],
        words: Rows,
        spans: Rows,
        flats: Texts,
    ) -> None:
        self.texts = texts
        self.families = families
        self.bits = bits
        self.roads = roads
        self.names = names
        self.words = words
        self.spans = spans
        self.flats = flats

    @classmethod
    def of(cls, texts: Sequence[str], kind: EntityType | None, earlier: "Units | None") -> "Units":
        """Read names of a type; what an earlier index of this type holds needs no reading again."""
        keys = keys_of(texts)
        reader = _Reader(kind, earlier)
        order = reader.places(keys, texts)
        return reader.units(keys, order)

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "Units":
        """Take what `arrays` gave."""
        return cls(
            texts=Texts.of_arrays(part_of(arrays, "texts")),
            families=Texts.of_arrays(part_of(arrays, "families")),
            bits=arrays["bits"],
            roads=Rows.of_arrays(part_of(arrays, "roads")),
            names=arrays["names"],
            words=Rows.of_arrays(part_of(arrays, "words")),
            spans=Rows.of_arrays(part_of(arrays, "spans")),
            flats=Texts.of_arrays(part_of(arrays, "flats")),
        )

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return {
            "bits": self.bits,
            "names": self.names,
            **named("texts", self.texts.arrays()),
            **named("families", self.families.arrays()),
            **named("roads", self.roads.arrays()),
            **named("words", self.words.arrays()),
            **named("spans", self.spans.arrays()),
            **named("flats", self.flats.arrays()),
        }

    def __len__(self) -> int:
        return len(self.texts)

    def weighed(self) -> Iterator[tuple[str, bool]]:
        """Give what decides the weight of each unit as a word: its family, and whether it is a number."""
        return zip(self.families, (self.bits & NUMBER > 0).tolist(), strict=True)

    def families_of_names(self) -> tuple[Counter[str], int]:
        """Count the names that have a word of each family, and those that have any."""
        count = len(self.words)
        name = np.repeat(np.arange(count), np.diff(self.words.starts))
        family_of: dict[str, int] = {}
        numbers = np.array(
            [family_of.setdefault(text, len(family_of)) for text in self.families], dtype=np.int64
        )
        once = np.unique(name * max(len(family_of), 1) + numbers[self.words.values])
        counts = np.bincount(once % max(len(family_of), 1), minlength=len(family_of)).tolist()
        return Counter(dict(zip(family_of, counts, strict=True))), int((np.diff(self.words.starts) > 0).sum())

    def word(self, unit: int) -> Word:
        """Give a unit as the word that it is compared as; not of a number."""
        return word_of(self.texts[unit], self.families[unit])


class _Reader:
    """Gathers units, after those of an earlier index, and for each name the place of its row."""

    def __init__(self, kind: EntityType | None, earlier: Units | None) -> None:
        self._kind = kind
        self._earlier = earlier
        self._texts: list[str] = list(earlier.texts) if earlier else []
        self._families: list[str] = list(earlier.families) if earlier else []
        self._bits: list[int] = earlier.bits.tolist() if earlier else []
        self._roads: list[list[int]] = []
        self._words: list[list[int]] = []
        self._spans: list[list[tuple[int, int, int]]] = []
        self._flats: list[str] = []
        joined = (bool(bits & JOINED) for bits in self._bits)
        self._ids = {unit: number for number, unit in enumerate(zip(self._texts, joined, strict=True))}

    def places(self, keys: NDArray[np.uint64], texts: Sequence[str]) -> NDArray[np.int64]:
        """Read the names that are new; give the place of each name's row, the earlier rows coming first."""
        known = len(self._earlier.names) if self._earlier else 0
        places = _find(self._earlier.names, keys) if self._earlier else np.full(len(keys), -1)
        read: dict[int, int] = {}
        for number in np.flatnonzero(places < 0).tolist():
            key = int(keys[number])
            if key not in read:
                read[key] = known + len(self._words)
                self._read(read_name(texts[number], self._kind))
            places[number] = read[key]
        return places

    def units(self, keys: NDArray[np.uint64], places: NDArray[np.int64]) -> Units:
        """Give the units that the names at the places are made of, without those of names that are gone."""
        words, spans, roads = _rows(self._words), _rows(self._spans, width=3), _rows(self._roads, np.uint64)
        if self._earlier:
            words, spans = self._earlier.words.and_then(words), self._earlier.spans.and_then(spans)
            roads = self._earlier.roads.and_then(roads)
        words, spans = words.chosen(places), spans.chosen(places)
        is_used = np.zeros(len(self._texts), dtype=bool)
        is_used[words.values] = True
        is_used[spans.values[:, 0]] = True
        used = np.flatnonzero(is_used)
        renumbered = np.cumsum(is_used, dtype=np.int32) - 1
        spans.values[:, 0] = renumbered[spans.values[:, 0]]
        return Units(
            texts=Texts.of(self._texts[unit] for unit in used.tolist()),
            families=Texts.of(self._families[unit] for unit in used.tolist()),
            bits=np.array(self._bits, dtype=np.uint8)[used],
            roads=roads.chosen(used),
            names=keys,
            words=Rows(words.starts, renumbered[words.values]),
            spans=spans,
            flats=Texts.of(self._flat(place) for place in places.tolist()),
        )

    def _flat(self, place: int) -> str:
        known = len(self._earlier.names) if self._earlier else 0
        flat: str = (
            self._earlier.flats[place] if self._earlier and place < known else self._flats[place - known]
        )
        return flat

    def _read(self, reading: Reading) -> None:
        self._words.append([self._number(word, is_joined=False) for word in reading.words])
        self._spans.append(
            [(self._number(u.word, is_joined=u.is_joined), u.start, u.end) for u in reading.units]
        )
        self._flats.append(reading.flat)

    def _number(self, word: Word, *, is_joined: bool) -> int:
        number = self._ids.get((word.text, is_joined))
        if number is None:
            number = self._ids[word.text, is_joined] = len(self._texts)
            self._texts.append(word.text)
            self._families.append(word.family)
            self._bits.append(_bits(word, is_joined=is_joined))
            keys = listed_keys(word, is_joined=is_joined, personal=self._kind in (EntityType.PERSON, None))
            self._roads.append([key_of(key) for key in keys])
        return number


def _bits(word: Word, *, is_joined: bool) -> int:
    facts: Iterator[tuple[bool, int]] = iter(
        (
            (is_joined, JOINED),
            (word.is_initial, INITIAL),
            (word.is_numeral, NUMERAL),
            (word.number is not None, NUMBER),
        )
    )
    return sum(bit for is_so, bit in facts if is_so)


def _find(keys: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Give the place of each wanted key among keys in any order; -1 where it is not there."""
    if not len(keys):
        return np.full(len(wanted), -1, dtype=np.int64)
    order = np.argsort(keys, kind="stable")
    places = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)]
    return np.where(keys[places] == wanted, places, -1)


def _rows(rows: Iterable[Sequence[object]], kind: type = np.int32, width: int = 1) -> Rows:
    rows = list(rows)
    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    values: Array = np.array([value for row in rows for value in row], dtype=kind)
    return Rows(starts, values.reshape(-1, width) if width > 1 else values)
