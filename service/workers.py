"""What the worker processes of one service agree on: who does what is done once, and who writes."""

import json
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

_LOOK_SECONDS = 0.002


class Workers(Protocol):
    """The processes that serve together."""

    def is_chief(self) -> bool:
        """Say whether this process does what is done once for all of them."""

    def writing(self) -> AbstractContextManager[None]:
        """Wait until no other of them writes, and keep the others from it."""

    def announce(self, before: int | None, after: int | None, /) -> None:
        """Tell, while writing, which generation the write made of which; None where nobody may answer yet."""

    def may_answer(self, before: int, generation: int, /) -> bool:
        """Say whether the store is at a generation by another worker's write that is not answered yet."""


class Alone:
    """One process serves; nobody has to be asked."""

    def is_chief(self) -> bool:
        return True

    @contextmanager
    def writing(self) -> Iterator[None]:
        yield

    def announce(self, _before: int | None, _after: int | None, /) -> None:
        return

    def may_answer(self, _before: int, _generation: int, /) -> bool:
        return False


class Together:
    """Several serve, with locks in a folder: each ends with the process that holds it."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is made. OSError where it cannot be written."""
        folder.mkdir(parents=True, exist_ok=True)
        self._chief = FileLock(folder / "chief.lock", thread_local=False)
        self._writer = folder / "writer.lock"
        self._announced = folder / "writer.json"

    def is_chief(self) -> bool:
        with suppress(Timeout):
            if not self._chief.is_locked:
                self._chief.acquire(timeout=0)
            return True
        return False

    @contextmanager
    def writing(self) -> Iterator[None]:
        with FileLock(self._writer):
            self._announced.unlink(missing_ok=True)
            try:
                yield
            finally:
                self._announced.unlink(missing_ok=True)

    def announce(self, before: int | None, after: int | None, /) -> None:
        with suppress(OSError):  # then the others wait for the end of the write
            replace_text(self._announced, json.dumps([before, after]))

    def may_answer(self, before: int, generation: int, /) -> bool:
        while self._is_written():
            with suppress(FileNotFoundError):
                announced: list[int | None] = json.loads(self._announced.read_text())
                return announced == [before, generation]
            time.sleep(_LOOK_SECONDS)  # it is written, and not announced yet
        return False

    def _is_written(self) -> bool:
        try:
            with FileLock(self._writer, timeout=0):
                return False
        except Timeout:
            return True


def replace_text(path: Path, text: str) -> None:
    """Write a file anew: whoever reads it meanwhile reads it whole."""
    unfinished = path.with_suffix(".part")
    unfinished.write_text(text)
    unfinished.replace(path)
