"""Flat arrays instead of many small objects: they are saved as they are, mapped into memory at start, and
shared by all processes that serve.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = dict[str, Array]
"""Arrays by name, as they are saved: a name is a file's stem, of letters, digits and points."""


def part_of(arrays: Mapping[str, Array], name: str) -> Arrays:
    """Give the arrays whose names begin with a part's name and a point, without it."""
    begin = f"{name}."
    return {key.removeprefix(begin): array for key, array in arrays.items() if key.startswith(begin)}


def named(name: str, arrays: Mapping[str, Array]) -> Arrays:
    """Give the arrays of a part under its name: what `part_of` undoes."""
    return {f"{name}.{key}": array for key, array in arrays.items()}


def key_of(text: str) -> int:
    """Give 64 bits that stand for a text in every process; that two texts share them is unlikely, no more."""
    return int.from_bytes(key_bytes(text), "little")


def key_bytes(text: str) -> bytes:
    """Give the same bits as bytes, the lowest first."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def keys_of(texts: Iterable[str]) -> NDArray[np.uint64]:
    """Give the key of each text."""
    return np.fromiter((key_of(text) for text in texts), dtype=np.uint64)


def place_in(ascending: Array, number: int) -> int:
    """Give where a number stands among ascending ones, or where it would; their end where all are less."""
    # As a number of the same type: beside one of another numpy copies the whole array first.
    return int(ascending.searchsorted(ascending.dtype.type(number)))


def find_in(ascending: Array, wanted: Array) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Give where each wanted number stands among ascending ones, and whether it is there at all."""
    if not len(ascending):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    places = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return places, ascending[places] == wanted


def values_of(wanted: Array, ascending: Array, values: Array) -> NDArray[np.float64]:
    """Give the value that stands beside each wanted number among ascending ones, 0 where it is not there."""
    places, known = find_in(ascending, wanted)
    found = np.zeros(len(wanted))
    found[known] = values[places[known]]
    return found


class Rows:
    """A sequence of rows of numbers, of whatever lengths: row i is values[starts[i]:starts[i + 1]]."""

    def __init__(self, starts: NDArray[np.int64], values: Array) -> None:
        self.starts = starts
        self.values = values

    @classmethod
    def grouped(cls, numbers: Array, values: Array, count: int) -> "Rows":
        """Put each value in the row of its number, of `count` rows, in the order of the values."""
        order = np.argsort(numbers, kind="stable")
        starts = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(numbers, minlength=count), out=starts[1:])
        return cls(starts, values[order])

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "Rows":
        """Take what `arrays` gave."""
        return cls(arrays["starts"], arrays["values"])

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return {"starts": self.starts, "values": self.values}

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> Array:
        return self.values[self.starts[number] : self.starts[number + 1]]

    def chosen(self, numbers: Array) -> "Rows":
        """Give some of the rows, in the order asked for; the values are a copy."""
        values, lengths = self.together(numbers)
        starts = np.zeros(len(numbers) + 1, dtype=np.int64)
        np.cumsum(lengths, out=starts[1:])
        return Rows(starts, values)

    def and_then(self, others: "Rows") -> "Rows":
        """Give these rows and then others."""
        starts = np.concatenate((self.starts, others.starts[1:] + len(self.values)))
        return Rows(starts, np.concatenate((self.values, others.values)))

    def together(self, numbers: Array) -> tuple[Array, NDArray[np.int64]]:
        """Give the values of several rows, one after the other, and the length of each row."""
        places, lengths = self.places(numbers)
        return self.values[places], lengths

    def places(self, numbers: Array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the places of the values of several rows, row after row, and the length of each row."""
        starts = self.starts[numbers]
        lengths = self.starts[numbers + 1] - starts
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        return np.arange(total) + np.repeat(starts - ends + lengths, lengths), lengths


class Texts(Sequence[str]):
    """Texts in one piece of UTF-8."""

    def __init__(self, starts: NDArray[np.int64], letters: NDArray[np.uint8]) -> None:
        self.starts = starts
        self.letters = letters

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Pack texts, in their order."""
        letters, ends = bytearray(), array("q", [0])
        for text in texts:
            letters += text.encode("utf-8", "surrogatepass")
            ends.append(len(letters))
        return cls(np.frombuffer(ends, np.int64), np.frombuffer(letters, np.uint8))

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "Texts":
        """Take what `arrays` gave."""
        return cls(arrays["starts"], arrays["letters"])

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return {"starts": self.starts, "letters": self.letters}

    def lengths(self) -> NDArray[np.int64]:
        """Give the length of each text, in bytes."""
        return np.diff(self.starts)

    def first_bytes(self) -> NDArray[np.uint8]:
        """Give the first byte of each text; none of them may be empty."""
        return self.letters[self.starts[:-1]]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def bytes_of(self, number: int) -> bytes:
        """Give a text as it is packed."""
        return self.letters[self.starts[number] : self.starts[number + 1]].tobytes()

    def __getitem__(self, number: Any) -> Any:
        return self.bytes_of(number).decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))


class Keyed:
    """Numbers by the keys of texts: a table that is searched, not a dictionary, so that it can be shared.

    Two texts of one key share their numbers: whoever asks must bear with numbers too many.
    """

    def __init__(self, keys: NDArray[np.uint64], rows: Rows) -> None:
        self.keys = keys
        self.rows = rows

    @classmethod
    def of(cls, keys: NDArray[np.uint64], numbers: Array) -> "Keyed":
        """Group numbers by their keys; `keys` and `numbers` are of one length, in any order."""
        distinct, place = np.unique(keys, return_inverse=True)
        return cls(distinct, Rows.grouped(place, numbers, len(distinct)))

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "Keyed":
        """Take what `arrays` gave."""
        return cls(arrays["keys"], Rows.of_arrays(part_of(arrays, "rows")))

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return {"keys": self.keys, **named("rows", self.rows.arrays())}

    def find(self, text: str) -> Array:
        """Give the numbers of a text; none where there are none."""
        key = key_of(text)
        place = place_in(self.keys, key)
        if place == len(self.keys) or self.keys[place] != key:
            return self.rows.values[:0]
        return self.rows[place]

    def find_all(self, keys: NDArray[np.uint64]) -> tuple[Array, NDArray[np.int64]]:
        """Give the numbers of several keys, one after the other, and beside each the place of its key."""
        found, is_known = find_in(self.keys, keys)
        known = np.flatnonzero(is_known)
        numbers, lengths = self.rows.together(found[known])
        return numbers, np.repeat(known, lengths)
