"""The names of one type as flat arrays: of which units each is made; the next index takes them over."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lists.entities import EntityType
from matching.compare.words import known_families
from matching.flat import Array, Arrays, Rows, Texts, find_in, keys_of, named, part_of
from matching.normalise import Reading, Unit, Word, read_name
from matching.packing import RowPacker, TextPacker
from matching.roads import listed_keys
from matching.units import INITIAL, JOINED, KNOWN, NUMBER, NUMERAL, Units


class Spelled:
    """Names by number: the key of each text, the units of its words, its units, its tokens, its legal forms.

    A name's units are rows of unit, first word, and the word after the last.
    """

    def __init__(
        self, keys: NDArray[np.uint64], words: Rows, spans: Rows, flats: Texts, forms: Texts
    ) -> None:
        self.keys = keys
        self.words = words
        self.spans = spans
        self.flats = flats
        self.forms = forms

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "Spelled":
        """Take what `arrays` gave."""
        return cls(
            arrays["keys"],
            Rows.of_arrays(part_of(arrays, "words")),
            Rows.of_arrays(part_of(arrays, "spans")),
            Texts.of_arrays(part_of(arrays, "flats")),
            Texts.of_arrays(part_of(arrays, "forms")),
        )

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return {
            "keys": self.keys,
            **named("words", self.words.arrays()),
            **named("spans", self.spans.arrays()),
            **named("flats", self.flats.arrays()),
            **named("forms", self.forms.arrays()),
        }

    def __len__(self) -> int:
        return len(self.words)

    def reading(self, name: int, units: Units) -> Reading:
        """Give a name as it was read, but for what only a query's words tell.

        It has no signs of evasion, and no word is marked as of a script that leaves its vowels out.
        """
        words = tuple(units.word(unit) for unit in self.words[name].tolist())
        spans = _ListedUnits(self.spans[name].tolist(), units)
        return Reading(words, tuple(self.forms[name].split()), (), spans, self.flats[name])

    def used(self) -> NDArray[np.int32]:
        """Give the units of the names, each once, in order."""
        used: NDArray[np.int32] = np.unique(np.concatenate((self.words.values, self.spans.values[:, 0])))
        return used

    def families(self, units: Units) -> tuple[Counter[str], int]:
        """Count the names that have a word of each family, and those that have any."""
        name = np.repeat(np.arange(len(self)), np.diff(self.words.starts))
        used, word = np.unique(self.words.values, return_inverse=True)
        families: dict[str, int] = {}
        numbers = [families.setdefault(units.families[unit], len(families)) for unit in used.tolist()]
        count = max(len(families), 1)
        once = np.unique(name * count + np.array(numbers, dtype=np.int64)[word])
        bearers = np.bincount(once % count, minlength=count).tolist()
        known = {family: bearers[number] for family, number in families.items()}
        return Counter(known), int((np.diff(self.words.starts) > 0).sum())


class _ListedUnits(Sequence[Unit]):
    """The units of a name, each read when it is asked for: few of them meet anything in a query."""

    def __init__(self, spans: list[list[int]], units: Units) -> None:
        self._spans = spans
        self._units = units

    def __len__(self) -> int:
        return len(self._spans)

    def __getitem__(self, place: Any) -> Any:
        unit, start, end = self._spans[place]
        return Unit(start, end, self._units.word(unit), bool(self._units.bits[unit] & JOINED))


class Speller:
    """Reads the names of several types into units that they share, after those of an earlier index.

    Of a name that is read nothing is kept but numbers and letters, so that millions of them fit.
    """

    def __init__(self, earlier: Units | None = None) -> None:
        self._earlier = earlier
        self._texts: list[str] = list(earlier.texts) if earlier else []
        self._families = TextPacker(earlier.families if earlier else ())
        self._bits = array("B", earlier.bits.tolist() if earlier else ())
        self._roads = RowPacker("Q")
        self._single: dict[str, int] = {}
        self._joined: dict[str, int] = {}
        for number, (text, bits) in enumerate(zip(self._texts, self._bits, strict=True)):
            (self._joined if bits & JOINED else self._single)[text] = number

    def spell(self, texts: Sequence[str], kind: EntityType | None, earlier: Spelled | None) -> Spelled:
        """Read names of a type; those that an earlier index of this type holds need no reading again."""
        keys = keys_of(texts)
        known = len(earlier) if earlier else 0
        places = _find(earlier.keys, keys) if earlier else np.full(len(keys), -1)
        new = np.flatnonzero(places < 0)
        first, which = _firsts(keys[new])
        places[new] = known + which
        words, spans, flats, forms = RowPacker(), RowPacker(), TextPacker(), TextPacker()
        for number in new[first].tolist():
            reading = read_name(texts[number], kind)
            words.add([self._number(word) for word in reading.words])
            spans.add([part for unit in reading.units for part in self._span(unit)])
            flats.add(reading.flat)
            forms.add(" ".join(reading.forms))
        return Spelled(
            keys,
            _of_both(earlier.words if earlier else None, words.rows(), places),
            _of_both(earlier.spans if earlier else None, spans.rows(width=3), places),
            _texts_of_both(earlier.flats if earlier else None, flats.texts(), places),
            _texts_of_both(earlier.forms if earlier else None, forms.texts(), places),
        )

    def units(self, spelled: Iterable[Spelled]) -> Units:
        """Give the units of all names read, renumbered in them: those of names that are gone are left out."""
        is_used = np.zeros(len(self._texts), dtype=bool)
        spelled = tuple(spelled)
        for names in spelled:
            is_used[names.words.values] = True
            is_used[names.spans.values[:, 0]] = True
        renumbered = np.cumsum(is_used, dtype=np.int32) - 1
        for names in spelled:
            names.words.values[:] = renumbered[names.words.values]
            names.spans.values[:, 0] = renumbered[names.spans.values[:, 0]]
        used = np.flatnonzero(is_used)
        families = self._families.texts()
        return Units(
            Texts.of(self._texts[unit] for unit in used.tolist()),
            Texts.of(families[unit] for unit in used.tolist()),
            np.frombuffer(self._bits, np.uint8)[used],
            _of_both(self._earlier.roads if self._earlier else None, self._roads.rows(), used),
        )

    def _span(self, unit: Unit) -> tuple[int, int, int]:
        return self._number(unit.word, is_joined=unit.is_joined), unit.start, unit.end

    def _number(self, word: Word, *, is_joined: bool = False) -> int:
        known = self._joined if is_joined else self._single
        number = known.get(word.text)
        if number is None:
            number = known[word.text] = len(self._texts)
            self._texts.append(word.text)
            self._families.add(word.family)
            self._bits.append(_bits(word, is_joined=is_joined))
            self._roads.add(listed_keys(word, is_joined=is_joined))
        return number


def _bits(word: Word, *, is_joined: bool) -> int:
    bits = JOINED if is_joined else 0
    bits |= INITIAL if word.is_initial else 0
    bits |= NUMERAL if word.is_numeral else 0
    bits |= KNOWN if word.family in known_families() else 0
    return bits | (NUMBER if word.number is not None else 0)


def _firsts(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give where each distinct key stands first, in this order, and of each key which of them it is."""
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return first[order], rank[which]


def _of_both(earlier: Rows | None, rows: Rows, places: NDArray[np.int64]) -> Rows:
    """Give the rows at places, the earlier ones coming first; a copy."""
    return (earlier.and_then(rows) if earlier else rows).chosen(places)


def _texts_of_both(earlier: Texts | None, texts: Texts, places: NDArray[np.int64]) -> Texts:
    """Give the texts at places, the earlier ones coming first."""
    known = len(earlier) if earlier is not None else 0
    return Texts.of(
        earlier[place] if earlier is not None and place < known else texts[place - known]
        for place in places.tolist()
    )


def _find(keys: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Give the place of each wanted key among keys in any order; -1 where it is not there."""
    order = np.argsort(keys, kind="stable")
    places, known = find_in(keys[order], wanted)
    found = np.full(len(wanted), -1, dtype=np.int64)
    found[known] = order[places[known]]
    return found
