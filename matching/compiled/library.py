"""The compiled library, called by ctypes; there is none where the installation had no C compiler."""

import ctypes
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from matching.flat import Array

PATH = Path(__file__).with_name("search.so")
_SOURCE = PATH.with_suffix(".c")
POINTER = ctypes.c_void_p


def _load() -> ctypes.PyDLL | None:
    try:
        # PyDLL keeps the interpreter during a call: calls are short, and letting go of it invites others to
        # take it for five milliseconds.
        library = ctypes.PyDLL(str(PATH))
        library.source.restype = ctypes.c_uint64
        wanted = blake2b(_SOURCE.read_bytes(), digest_size=8).hexdigest()
    except (OSError, AttributeError):
        return None
    if library.source() != int(wanted, 16):
        return None  # built from another source, as before an upgrade: its structures may be others
    library.reach.argtypes = [POINTER, POINTER, ctypes.c_int64, *[POINTER] * 3]
    library.candidates.argtypes = [POINTER] * 7
    library.reach.restype = library.candidates.restype = ctypes.c_int64
    for release in (library.release_found, library.release_pairs):
        release.argtypes, release.restype = [POINTER], None
    return library


LIBRARY = _load()


def library() -> ctypes.PyDLL:
    """Give the library where there is one. OSError where there is none."""
    if LIBRARY is None:
        raise OSError(f"{PATH.name} was not built")
    return LIBRARY


class Pointing(ctypes.Structure):
    """A structure of the library, which keeps alive the arrays that it points to."""

    def point(self, **arrays: tuple[Array, type]) -> None:
        """Point fields to arrays of a type of numbers. TypeError where an array has another."""
        for field, (array, kind) in arrays.items():
            if array.dtype != kind or not array.flags.c_contiguous:
                raise TypeError(f"{field} has {array.dtype}, not {np.dtype(kind)} side by side")
            setattr(self, field, array.ctypes.data)
        self._arrays = arrays


Lent = tuple[tuple[Any, ...], tuple[int, ...]]


class Scratch:
    """Arrays that a call needs, lent to one thread at a time, so that a call clears no more than it used."""

    def __init__(self, *makes: tuple[int, type, int]) -> None:
        """Take the length, type and first value of each array."""
        self._makes = makes
        self._free: list[Lent] = []

    def take(self) -> Lent:
        """Lend arrays that nobody else has, and where each stands in memory."""
        try:
            return self._free.pop()
        except IndexError:
            arrays: list[Array] = [np.full(length, value, dtype=kind) for length, kind, value in self._makes]
            return tuple(arrays), tuple(array.ctypes.data for array in arrays)

    def give_back(self, lent: Lent) -> None:
        """Take arrays back that are as they were; after an error they are not, and are let go of."""
        self._free.append(lent)
