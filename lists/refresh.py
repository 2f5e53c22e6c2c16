"""Brings a list up to date with its publisher: fetch, read, guard, store."""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Protocol, TypeVar

from lists.catalogue import Catalogue, Source
from lists.draft import Draft, read_draft
from lists.errors import ListError, LostLease, PutByHand
from lists.fetch import FetchedSet, Fetcher
from lists.followed import LEASE
from lists.following import Followed, Lease, Seen, Stage
from lists.guards import Guard
from lists.raw_files import fingerprint
from lists.sources.parsed import RawFile
from lists.store import ListStore
from lists.version import ListVersion

T = TypeVar("T")


class Outcome(StrEnum):
    """What came of a refresh."""

    UPDATED = "updated"
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What came of a refresh: the live version after it, and why a fetched one is in quarantine."""

    list_id: str
    outcome: Outcome
    version: ListVersion | None
    reasons: tuple[str, ...] = ()


class Reader(Protocol):
    """Reads files as a draft, here or in another process; see lists.draft.read_draft."""

    def __call__(
        self, list_id: str, files: tuple[RawFile, ...], format_name: str, now: datetime
    ) -> Draft: ...


class Committer(Protocol):
    """Runs a change of one list in the store, and whatever must follow it before it is told."""

    def __call__(self, list_id: str, change: Callable[[], T]) -> T: ...


def commit_alone(list_id: str, change: Callable[[], T]) -> T:  # noqa: ARG001 -- a Committer's
    """Run a change that nothing must follow."""
    return change()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresher:
    """Refreshes the followed lists of one store."""

    store: ListStore
    catalogue: Catalogue
    fetcher: Fetcher
    guard: Guard
    read: Reader = read_draft
    commit: Committer = commit_alone
    lease: timedelta = LEASE

    def refresh(self, list_id: str, made_by: str) -> Refreshed:
        """Ask the publisher of a list, and take what is new, whole or not at all.

        Raises NotInCatalogue, PutByHand, NotEnabled, RefreshRunning; what fetching and reading raise, which
        is kept as the list's last error as well; LostLease where another process took over meanwhile.
        """
        source = self.catalogue.source(list_id)
        if not source.files:
            raise PutByHand(list_id)
        lease, followed = self.store.followed.lease(list_id, _now(), self.lease)
        with self._held(lease):
            try:
                refreshed, seen = self._bring(lease, source, followed, made_by)
                now = _now()
                self.store.followed.settle(lease, now, now + soon(source.check_every), seen)
            except Exception as error:
                text = str(error) if isinstance(error, ListError) else type(error).__name__
                with suppress(LostLease):
                    self.store.followed.fail(lease, _now(), source.check_every, text)
                raise
        return refreshed

    def accept(self, list_id: str, made_by: str) -> ListVersion:
        """Make live what is in quarantine of a list. NotQuarantined."""
        quarantined, files = self.store.followed.in_quarantine(list_id)
        read = self.read(list_id, files, quarantined.format, _now())
        draft = read.told(published_at=quarantined.published_at, made_by=made_by, origin="quarantine")
        version, _ = self.commit(list_id, lambda: self.store.replace(draft))
        self.store.followed.discard(list_id)
        return version

    def _bring(
        self, lease: Lease, source: Source, followed: Followed, made_by: str
    ) -> tuple[Refreshed, Seen | None]:
        list_id, live = lease.list_id, self._live(lease.list_id)
        known = followed.seen.validators if followed.seen else {}
        fetched = self.fetcher.fetch(list_id, source, known)
        if fetched is None:
            return Refreshed(list_id=list_id, outcome=Outcome.UNCHANGED, version=live), None
        seen = _seen(fetched)
        if followed.seen and seen.sha256 == followed.seen.sha256:
            return Refreshed(list_id=list_id, outcome=Outcome.UNCHANGED, version=live), seen
        self.store.followed.reach(lease, Stage.READING)
        draft = self.read(list_id, fetched.files, source.format, _now())
        draft = draft.told(
            # Where the files do not say when they were published, believe the server.
            published_at=draft.version.published_at or fetched.modified_at,
            made_by=made_by,
            origin=source.host,
        )
        self.store.followed.reach(lease, Stage.STORING)
        if doubts := self.guard.doubts(live, draft.version, source.minimum_entities):
            self.store.followed.quarantine(lease, draft, doubts, _now())
            held_back = Refreshed(list_id=list_id, outcome=Outcome.QUARANTINED, version=live, reasons=doubts)
            return held_back, seen
        version, is_new = self.commit(list_id, lambda: self.store.replace(draft, lease))
        outcome = Outcome.UPDATED if is_new else Outcome.UNCHANGED
        return Refreshed(list_id=list_id, outcome=outcome, version=version), seen

    def _live(self, list_id: str) -> ListVersion | None:
        return next((version for version in self.store.live() if version.list_id == list_id), None)

    @contextmanager
    def _held(self, lease: Lease) -> Iterator[None]:
        """Renew a lease in the background for as long as its refresh takes."""
        done = threading.Event()

        def renew() -> None:
            with suppress(LostLease):
                while not done.wait(self.lease.total_seconds() / 4):
                    self.store.followed.renew(lease, _now(), self.lease)

        renewing = threading.Thread(target=renew, name=f"lease of {lease.list_id}", daemon=True)
        renewing.start()
        try:
            yield
        finally:
            done.set()
            renewing.join()


def soon(check_every: timedelta) -> timedelta:
    """Give a time within 6 to 8 tenths of a cadence: spread, and what is found is live within it."""
    return check_every * random.uniform(0.6, 0.8)  # noqa: S311 -- to spread requests, not to keep a secret


def _seen(fetched: FetchedSet) -> Seen:
    digests = [sha256(file.content).hexdigest() for file in fetched.files]
    return Seen(sha256=fingerprint(digests), validators=fetched.validators)


def _now() -> datetime:
    return datetime.now(UTC)
