"""Every listed name, screened against the index in use: each must find its own entity."""

import queue
import threading
import time
from collections.abc import Iterator

from lists.entities import Entity
from matching.evidence import Outcome
from matching.policy import Policy
from matching.query import Query
from matching.screen import screen
from service.snapshot import Snapshot, new_versions

REST = 3.0
"""For each second of testing, the seconds that are left to those who screen."""


class SelfTest:
    """Tests each new snapshot in the background, lists that changed first; a newer one ends the test."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._waiting: queue.Queue[tuple[Snapshot, frozenset[str]]] = queue.Queue()
        self._unfound: tuple[str, ...] = ()
        self._tested: int | None = None
        self._thread = threading.Thread(target=self._run, name="self-test", daemon=True)

    @property
    def unfound(self) -> tuple[str, ...]:
        """The listed names that do not find themselves, with the ids of their entities."""
        return self._unfound

    @property
    def tested(self) -> int | None:
        """The generation of the last snapshot that was tested to its end."""
        return self._tested

    def start(self) -> None:
        """Begin to test."""
        self._thread.start()

    def begin(self, before: Snapshot | None, snapshot: Snapshot) -> None:
        """Test a snapshot from now on, and not the one before it any more."""
        changed = frozenset(version.list_id for version in new_versions(before, snapshot))
        self._waiting.put((snapshot, changed))

    def _run(self) -> None:
        while True:
            self._test(*self._waiting.get())

    def _test(self, snapshot: Snapshot, changed: frozenset[str]) -> None:
        self._unfound = ()
        entities = sorted(snapshot.register.index, key=lambda entity: entity.list_id not in changed)
        for entity in entities:
            for name in self._lost(entity, snapshot):
                self._unfound = (*self._unfound, f"{name!r} of {entity.id}")
            if not self._waiting.empty():
                return
        self._tested = snapshot.generation

    def _lost(self, entity: Entity, snapshot: Snapshot) -> Iterator[str]:
        """Yield the names of an entity by which it is not found; what no word is left of asks nothing."""
        for name in entity.names:
            started = time.perf_counter()
            screening = screen(
                Query(names=(name.text,), type=entity.type), snapshot.register.index, self._policy
            )
            found = any(hit.entity.id == entity.id for hit in screening.hits)
            if not found and screening.outcome is not Outcome.INSUFFICIENT_DATA:
                yield name.text
            time.sleep(REST * (time.perf_counter() - started))
