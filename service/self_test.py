"""Every listed name, screened against the index in use: each must find its own entity."""

import threading
import time
from collections.abc import Callable, Iterator

from structlog.typing import FilteringBoundLogger

from lists.entities import Entity
from matching.evidence import Outcome
from matching.index import Index
from matching.policy import Policy
from matching.query import Query
from matching.screen import screen
from service.logs import trace_of
from service.snapshot import Snapshot, new_versions

PAUSE = 0.05
"""Seconds of rest after each name while others screen, and without a screening until they no longer do."""


class SelfTest:
    """Tests each new index in the background: what was not found last, then lists that changed, then all.

    A newer index ends the test. What was not found stays so until it is tested again, or is listed no more.
    """

    def __init__(
        self, policy: Policy, logger: FilteringBoundLogger, idle_seconds: Callable[[], float]
    ) -> None:
        """Take what says for how long nobody has screened: whoever does goes before the test."""
        self._policy = policy
        self._logger = logger
        self._idle_seconds = idle_seconds
        self._unfound: dict[str, tuple[str, ...]] = {}
        self._newest: Snapshot | None = None
        self._changed: frozenset[str] = frozenset()
        self._is_due = False
        self._is_tested = False
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="self-test", daemon=True)

    @property
    def unfound(self) -> dict[str, tuple[str, ...]]:
        """The listed names that do not find themselves, by the ids of their entities."""
        return self._unfound.copy()  # at one stroke: the test may be adding to it

    @property
    def tested(self) -> int | None:
        """The generation of the newest snapshot, if its index was tested to the end."""
        with self._news:
            return self._newest.generation if self._newest and self._is_tested else None

    def start(self) -> None:
        """Begin to test."""
        self._thread.start()

    def begin(self, before: Snapshot | None, snapshot: Snapshot) -> None:
        """Test a snapshot from now on, unless its index is the one before it, whose test then goes on."""
        changed = frozenset(version.list_id for version in new_versions(before, snapshot))
        with self._news:
            is_same = self._newest is not None and self._newest.register is snapshot.register
            self._newest = snapshot
            if not is_same:
                self._changed |= changed
                self._is_due, self._is_tested = True, False
                self._news.notify()

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._is_due)
                self._is_due = False
            try:
                self._test_newest()
            except Exception as error:  # noqa: BLE001 -- the next index may be tested; nobody else would hear of it
                self._logger.error("self-test", **trace_of(error, with_text=False))  # noqa: TRY400

    def _test_newest(self) -> None:
        """Test the newest snapshot, which nothing refers to from here once it is replaced."""
        snapshot, changed = self._newest, self._changed
        if snapshot is None:
            return
        index = snapshot.register.index
        for gone in [entity_id for entity_id in self._unfound if entity_id not in index]:
            del self._unfound[gone]
        for position in _in_order(index, frozenset(map(index.position, self._unfound)), changed):
            if self._is_due:
                return
            entity = index.at(position)
            self._note(entity, tuple(self._lost(entity, snapshot)))
        with self._news:
            if not self._is_due:
                self._changed, self._is_tested = frozenset(), True

    def _note(self, entity: Entity, lost: tuple[str, ...]) -> None:
        if not lost:
            self._unfound.pop(entity.id, None)
            return
        if entity.id not in self._unfound:
            self._logger.error("listed name not found", entity=entity.id, names=len(lost))
        self._unfound[entity.id] = lost

    def _lost(self, entity: Entity, snapshot: Snapshot) -> Iterator[str]:
        """Yield the names of an entity by which it is not found, for whatever reason."""
        for name in entity.names:
            started = time.perf_counter()
            if not self._finds(name.text, entity, snapshot):
                yield name.text
            is_idle = self._idle_seconds() >= PAUSE
            time.sleep(time.perf_counter() - started if is_idle else PAUSE)

    def _finds(self, name: str, entity: Entity, snapshot: Snapshot) -> bool:
        """Say whether a name finds its entity; one that no word is left of asks nothing."""
        try:
            screening = screen(Query(names=(name,), type=entity.type), snapshot.register.index, self._policy)
        except Exception as error:  # noqa: BLE001 -- who screens that name gets no answer either
            if entity.id not in self._unfound:
                self._logger.error(  # noqa: TRY400 -- no error texts, they may hold names
                    "self-test", entity=entity.id, **trace_of(error, with_text=False)
                )
            return False
        is_asked = screening.outcome is not Outcome.INSUFFICIENT_DATA
        return not is_asked or any(hit.entity.id == entity.id for hit in screening.hits)


def _in_order(index: Index, first: frozenset[int], changed: frozenset[str]) -> Iterator[int]:
    """Give each place of an index once: some first, then those of lists that changed, then the others."""
    yield from first
    for is_due in (True, False):
        for position in range(len(index)):
            if (index.list_id_at(position) in changed) is is_due and position not in first:
                yield position
