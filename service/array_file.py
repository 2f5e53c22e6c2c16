"""Arrays by name in one file, which is mapped into memory: processes that read it share one copy."""

import json
import mmap
import os
import struct
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from matching.flat import Array, Arrays

_BEGIN = b"hullmark arrays 1\n"
_HEAD = struct.Struct("<QQ32s")
"""The lengths of the table and of the arrays behind it, and the table's SHA-256."""
_ALIGNED = 64
"""Bytes; where an array begins, so that numpy reads it as it lies."""


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Write a file of arrays; it is on the disk when this returns."""
    table: dict[str, Any] = {}
    length = 0
    for name, array in arrays.items():
        table[name] = {"type": np.lib.format.dtype_to_descr(array.dtype), "shape": array.shape, "at": length}
        length += _padded(array.nbytes)
    packed = json.dumps(table).encode()
    with path.open("wb") as file:
        file.write(_BEGIN + _HEAD.pack(len(packed), length, sha256(packed).digest()) + packed)
        _pad(file)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).view(np.uint8).data)
            _pad(file)
        file.flush()
        os.fsync(file.fileno())


def map_arrays(path: Path) -> Arrays:
    """Map what `write_arrays` wrote; nothing of it can be changed.

    OSError where it cannot be opened, ValueError where it is not whole.
    """
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    head = len(_BEGIN) + _HEAD.size
    if mapped[: len(_BEGIN)] != _BEGIN or len(mapped) < head:
        raise ValueError("not a file of arrays")
    size, length, digest = _HEAD.unpack_from(mapped, len(_BEGIN))
    packed = mapped[head : head + size]
    start = _padded(head + size)
    if sha256(packed).digest() != digest or len(mapped) != start + length:
        raise ValueError("a file of arrays that is damaged or cut off")
    return dict(_arrays(mapped, start, json.loads(packed)))


def _arrays(mapped: mmap.mmap, start: int, table: dict[str, Any]) -> Iterator[tuple[str, Array]]:
    for name, one in table.items():
        kind, shape = np.dtype(_descr(one["type"])), tuple(one["shape"])
        yield name, np.ndarray(shape, kind, mapped, start + one["at"])


def _descr(written: Any) -> Any:
    """Give a type as numpy writes it: JSON made lists of the pairs of name and type."""
    return [tuple(field) for field in written] if isinstance(written, list) else written


def _padded(length: int) -> int:
    return -(-length // _ALIGNED) * _ALIGNED


def _pad(file: BinaryIO) -> None:
    file.write(bytes(_padded(file.tell()) - file.tell()))
