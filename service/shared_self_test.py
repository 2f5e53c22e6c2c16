"""The self-test of several workers: one of them tests, all tell what it found."""

import json
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TypedDict

from service.self_test import SelfTest
from service.snapshot import Snapshot
from service.workers import Workers, replace_text

LOOK_SECONDS = 1.0


class SharedSelfTest:
    """Tests where this process is the chief, and writes what was found into a file; else reads it there.

    Where the chief ends, another one begins anew.
    """

    def __init__(self, self_test: SelfTest, workers: Workers, folder: Path) -> None:
        self._self_test = self_test
        self._workers = workers
        self._path = folder / "self-test.json"
        self._is_testing = False
        self._thread = threading.Thread(target=self._run, name="shared self-test", daemon=True)

    @property
    def unfound(self) -> dict[str, tuple[str, ...]]:
        """The listed names that do not find themselves, by the ids of their entities."""
        if self._is_testing:
            return self._self_test.unfound
        return {entity_id: tuple(names) for entity_id, names in self._found()["unfound"].items()}

    @property
    def tested(self) -> int | None:
        """The generation of the newest snapshot, if its index was tested to the end."""
        return self._self_test.tested if self._is_testing else self._found()["tested"]

    def start(self) -> None:
        """Begin to test, or to wait for one's turn."""
        self._thread.start()

    def begin(self, before: Snapshot | None, snapshot: Snapshot) -> None:
        """Test a snapshot from now on, or from one's turn on."""
        self._self_test.begin(before, snapshot)

    def _run(self) -> None:
        told = None
        while True:
            if not self._is_testing and self._workers.is_chief():
                self._self_test.start()
                self._is_testing = True
            if self._is_testing:
                found = json.dumps({"tested": self.tested, "unfound": self.unfound})
                if found != told:
                    with suppress(OSError):  # it is tried again
                        replace_text(self._path, found)
                        told = found
            time.sleep(LOOK_SECONDS)

    def _found(self) -> "_Found":
        with suppress(FileNotFoundError):
            found: _Found = json.loads(self._path.read_text())
            return found
        return _Found(tested=None, unfound={})


class _Found(TypedDict):
    tested: int | None
    unfound: dict[str, list[str]]
