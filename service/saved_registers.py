"""Registers as files beside the database, for this program and this state of the lists alone."""

import importlib.metadata
import os
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from filelock import FileLock

import lists
import matching
from lists.version import ListVersion
from matching.register import Register
from service.array_file import map_arrays, write_arrays

_PACKAGES = (lists, matching)
_LIBRARIES = ("anyascii", "numpy", "pydantic", "rapidfuzz")
"""What decides, beside our own packages and Python's tables of characters, what is in a register."""
_CODE_AND_TABLES = (".py", ".csv", ".toml")
_ENDING = ".register"
_UNFINISHED = ".part"


class SavedRegisters:
    """The folder of saved registers: of one database, for any number of processes.

    A register's name says which program made it and of which versions of which lists. A file under its name
    is whole: it is written under another one first.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, versions: Iterable[ListVersion]) -> Register | None:
        """Give the register of live versions, mapped; None where none is saved or it is damaged."""
        return self._open(self._folder / _name(versions))

    def newest(self) -> Register | None:
        """Give the register that this program saved last, whatever it was built from; None without any."""
        saved = [(path.stat().st_mtime, path) for path in self._folder.glob(f"{program()}-*{_ENDING}")]
        return self._open(max(saved)[1]) if saved else None

    def save(self, versions: Iterable[ListVersion], register: Register) -> None:
        """Save the register of live versions, and remove all others. OSError where it cannot be written."""
        name = _name(versions)
        unfinished = self._folder / f"{name}.{os.getpid()}{_UNFINISHED}"
        write_arrays(unfinished, register.arrays())
        unfinished.replace(self._folder / name)
        for path in self._folder.iterdir():
            if path.suffix in (_ENDING, _UNFINISHED) and path.name != name:
                with suppress(OSError):  # Windows keeps a file that some process maps: it goes the next time
                    path.unlink()

    def building(self) -> AbstractContextManager[object]:
        """Wait until no other process builds a register, and keep others from it; ends with the process.

        OSError where the folder cannot be made or written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        return FileLock(self._folder / "building.lock")

    def _open(self, path: Path) -> Register | None:
        try:
            return Register.of_arrays(map_arrays(path))
        except (OSError, ValueError):
            return None


def _name(versions: Iterable[ListVersion]) -> str:
    return f"{program()}-{_digest(repr(version).encode() for version in versions)}{_ENDING}"


@cache
def program() -> str:
    """Tell this program from all others that would build another register of the same lists."""
    roots = [Path(package.__path__[0]) for package in _PACKAGES]
    paths = sorted(path for root in roots for path in root.rglob("*") if path.suffix in _CODE_AND_TABLES)
    libraries = [importlib.metadata.version(name) for name in _LIBRARIES]
    return _digest(
        [sys.version.encode(), repr(libraries).encode()]
        + [part for path in paths for part in (path.name.encode(), path.read_bytes())]
    )


def _digest(parts: Iterable[bytes]) -> str:
    digest = blake2b(digest_size=8)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.hexdigest()
