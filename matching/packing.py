"""Texts and rows packed one by one, so that nothing is held as an object for each of millions of names."""

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from matching.flat import Array, Rows, Texts


class TextPacker:
    """Texts in the making."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Begin with some texts."""
        self._letters = bytearray()
        self._ends = array("q", [0])
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Add a text behind the others."""
        self.add_bytes(text.encode("utf-8", "surrogatepass"))

    def add_bytes(self, text: bytes) -> None:
        """Add bytes behind the others: a text in UTF-8, or what only `Texts.bytes_of` is to give back."""
        self._letters += text
        self._ends.append(len(self._letters))

    def texts(self) -> Texts:
        """Give what was packed; nothing can be added any more."""
        return Texts(np.frombuffer(self._ends, np.int64), np.frombuffer(self._letters, np.uint8))


class RowPacker:
    """Rows of numbers in the making."""

    def __init__(self, kind: str = "i") -> None:
        """Take what the numbers are, by the letter that Python's `array` has for it."""
        self._values = array(kind)
        self._ends = array("q", [0])

    def add(self, row: Iterable[int]) -> None:
        """Add a row behind the others."""
        self._values.extend(row)
        self._ends.append(len(self._values))

    def rows(self, width: int = 1) -> Rows:
        """Give what was packed, so many numbers a value; nothing can be added any more."""
        starts: NDArray[np.int64] = np.frombuffer(self._ends, np.int64) // width
        values: Array = np.frombuffer(self._values, self._values.typecode)
        return Rows(starts, values.reshape(-1, width) if width > 1 else values)
