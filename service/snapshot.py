"""What is searched now: an immutable snapshot of all live lists, swapped whole."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from lists.draft import first_version
from lists.errors import UnknownList
from lists.raw_files import keep
from lists.reading import AUTO, read_list
from lists.starter import STARTER_LIST_ID, read_starter
from lists.store import ListStore
from lists.version import ListVersion
from matching.register import Register
from service.errors import NotReady
from service.live_register import LiveRegister
from service.portraits import Portraits
from service.workers import Workers

T = TypeVar("T")

RETRY_SECONDS = 10.0
"""After which an index that could not be built is tried again, though nothing was written since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The lists of one generation of the store, by id, and what is built from them.

    `missing` are the lists that are enabled and not loaded.
    """

    generation: int
    versions: tuple[ListVersion, ...]
    missing: tuple[str, ...]
    register: Register
    portraits: Portraits

    def check_complete(self) -> None:
        """Refuse to be searched while an enabled list is not loaded. Raises NotReady."""
        if self.missing:
            raise NotReady(f"enabled and not loaded: {', '.join(self.missing)}")

    def version(self, list_id: str) -> ListVersion:
        """Give the live version of a list. Raises UnknownList."""
        for version in self.versions:
            if version.list_id == list_id:
                return version
        raise UnknownList(list_id)

    def chosen(self, list_ids: frozenset[str] | None) -> tuple[ListVersion, ...]:
        """Give the versions of the lists asked for, None meaning all. Raises UnknownList."""
        if list_ids is None:
            return self.versions
        return tuple(self.version(list_id) for list_id in sorted(list_ids))


def new_versions(before: Snapshot | None, after: Snapshot) -> tuple[ListVersion, ...]:
    """Give the versions of a snapshot that the one before it had not."""
    known = before.versions if before else ()
    return tuple(version for version in after.versions if version not in known)


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why the lists of a generation (None: not even that was read) could not be indexed, and when."""

    error: str
    generation: int | None
    failed_at: float

    def stands(self, generation: int) -> bool:
        """Say whether a generation is not worth another attempt yet."""
        return generation == self.generation and time.monotonic() < self.failed_at + RETRY_SECONDS


class LiveSnapshot:
    """Keeps the snapshot in step with the store, which other processes may write too.

    `_writes` is held from a change to the swap that follows it, `_commits` only until it is known which
    generation the change made.
    """

    def __init__(
        self,
        store: ListStore,
        register: LiveRegister,
        workers: Workers,
        on_swap: Callable[[Snapshot | None, Snapshot], None],
    ) -> None:
        """Keep in step with a store, as one of the workers of a service.

        `on_swap` is told of each new snapshot and the one before it.
        """
        self._store = store
        self._register = register
        self._workers = workers
        self._on_swap = on_swap
        self._started_at = datetime.now(UTC)
        self._snapshot: Snapshot | None = None
        self._pending: int | None = None
        self._failure: _Failure | None = None
        self._looked_at = 0.0
        self._writes = threading.Lock()
        self._commits = threading.Lock()

    @property
    def latest(self) -> Snapshot | None:
        """The snapshot as it stands, None before the first; it may be older than the store."""
        return self._snapshot

    @property
    def failed(self) -> bool:
        """Whether the live lists of the store could not be indexed."""
        return self._failure is not None

    def start(self) -> Snapshot:
        """Build the first snapshot."""
        with self._writes:
            return self._rebuild()

    def check_built(self) -> Snapshot:
        """Give the snapshot as it stands, if the index of the live lists is built. Raises NotReady."""
        if (failure := self._failure) is not None:
            raise NotReady(f"the index of the live lists could not be built ({failure.error})")
        if self._snapshot is None:
            raise NotReady("the index is being built")
        return self._snapshot

    def current(self, asked_at: float | None = None) -> Snapshot:
        """Give a snapshot that is not older than any write that was answered, by whatever process.

        `asked_at` is when the question came, by the monotonic clock: who has waited since then shares the
        look at the store with those before them. Builds a new snapshot where another process wrote, or where
        the last could not be built and there is a new chance. While a write of this service is not answered
        yet, the snapshot before it may still answer. Raises NotReady, and whatever keeps a new one from being
        built.
        """
        if asked_at is not None and asked_at < self._looked_at:
            return self.check_built()
        looking_at = time.monotonic()
        snapshot = self._not_older()
        self._looked_at = looking_at
        return snapshot

    def _not_older(self) -> Snapshot:
        if (snapshot := self._serving()) is not None:
            return snapshot
        with self._commits:
            if (snapshot := self._serving()) is not None:
                return snapshot
        with self._writes:
            return self._serving() or self._rebuild()

    def write(self, list_id: str, change: Callable[[], T]) -> T:
        """Run a change of one list in the store and swap the snapshot before giving its result."""
        with self._writes, self._workers.writing():
            with self._commits:
                result = change()
                self._pending = self._own_generation(list_id)
                before = self._snapshot.generation if self._snapshot else None
                self._workers.announce(before, self._pending)
            try:
                if not self._is_current():
                    self._rebuild()
            finally:
                self._pending = None
            return result

    def _is_current(self) -> bool:
        """Say whether the snapshot is that of the store's very generation: then nothing was written."""
        if self._snapshot is None or self._failure is not None:
            return False
        return self._snapshot.generation == self._store.generation()

    def _serving(self) -> Snapshot | None:
        """Give the snapshot if it may answer, None where a new one must be built first. Raises NotReady."""
        generation = self._store.generation()
        if (failure := self._failure) is not None and not failure.stands(generation):
            return None
        snapshot = self.check_built()
        if generation in (snapshot.generation, self._pending):
            return snapshot
        return snapshot if self._workers.may_answer(snapshot.generation, generation) else None

    def _own_generation(self, list_id: str) -> int | None:
        """Give the store's generation where it differs from the snapshot by the change of one list alone."""
        if self._snapshot is None:
            return None
        standing, snapshot = self._store.standing(), self._snapshot
        only_ours = _without(standing.versions, list_id) == _without(snapshot.versions, list_id)
        nothing_enabled = set(standing.missing) <= {*snapshot.missing, list_id}
        return standing.generation if only_ours and nothing_enabled else None

    def _rebuild(self) -> Snapshot:
        generation = None
        try:
            generation = self._store.generation()
            snapshot = self._moved_on()
            if snapshot is None:
                snapshot = self._build()
        except Exception as error:
            self._failure = _Failure(type(error).__name__, generation, time.monotonic())
            raise
        before, self._snapshot, self._failure = self._snapshot, snapshot, None
        self._on_swap(before, snapshot)
        return snapshot

    def _moved_on(self) -> Snapshot | None:
        """Give the snapshot at the store's generation, if what is live is what it was built from."""
        standing = self._store.standing()
        if self._snapshot is None or self._snapshot.versions != standing.versions:
            return None
        return replace(self._snapshot, generation=standing.generation, missing=standing.missing)

    def _build(self) -> Snapshot:
        before = self._snapshot.register if self._snapshot else None
        standing, register = self._register.read(before)
        starter = self._starter() if STARTER_LIST_ID in register.lists else ()
        return Snapshot(
            generation=standing.generation,
            versions=(*starter, *standing.versions),
            missing=standing.missing,
            register=register,
            portraits=Portraits(register.network),
        )

    def _starter(self) -> tuple[ListVersion]:
        files = read_starter()
        parsed = read_list(STARTER_LIST_ID, files, AUTO)
        return (first_version(STARTER_LIST_ID, parsed, keep(files, parsed.files), self._started_at),)


def _without(versions: tuple[ListVersion, ...], list_id: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (version.list_id, version.version)
        for version in versions
        if version.list_id not in (list_id, STARTER_LIST_ID)
    )
