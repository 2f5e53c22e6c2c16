"""Brings a list up to date with its publisher: fetch, read, guard, store."""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Protocol, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from lists.catalogue import Catalogue, Source
from lists.draft import Draft, read_draft
from lists.errors import FetchFailed, ListError, LostLease, PutByHand
from lists.fetch import FetchedSet, Fetcher
from lists.followed import LEASE
from lists.following import Checked, Followed, Lease, Outcome, Refreshed, Seen, Stage
from lists.guards import Guard
from lists.raw_files import fingerprint
from lists.sources.parsed import RawFile
from lists.store import ListStore
from lists.version import ListVersion

T = TypeVar("T")


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

    def refresh(self, list_id: str, made_by: str, *, by_hand: bool = False) -> Refreshed:
        """Ask the publisher of a list, and take what is new, whole or not at all.

        By hand, what the publisher has is fetched unless it is live, even if it was discarded or rolled back.

        Raises NotInCatalogue, PutByHand, NotEnabled, RefreshRunning; what fetching and reading raise, which
        is kept as the list's last error as well; LostLease where another process took over before the end.
        """
        source = self.catalogue.source(list_id)
        if not source.files:
            raise PutByHand(list_id)
        lease, followed = self.store.followed.lease(list_id, _now(), self.lease)
        with self._held(lease):
            try:
                seen = self._live_alone(followed) if by_hand else followed.seen
                return self._bring(lease, source, seen, made_by)
            except BaseException as error:  # an interrupt must not leave the list leased either
                text = str(error) if isinstance(error, ListError) else type(error).__name__
                asked = error.wait if isinstance(error, FetchFailed) else 0.0
                with suppress(LostLease):
                    self.store.followed.fail(lease, _now(), text, longest=source.check_every, asked=asked)
                raise

    def accept(self, list_id: str, made_by: str) -> ListVersion:
        """Make live what is in quarantine of a list. NotQuarantined."""
        quarantined, files = self.store.followed.in_quarantine(list_id)
        read = self.read(list_id, files, quarantined.format, _now())
        draft = read.told(published_at=quarantined.published_at, made_by=made_by, origin="quarantine")
        return self.commit(list_id, lambda: self.store.accept(draft))

    def _bring(self, lease: Lease, source: Source, known: Seen | None, made_by: str) -> Refreshed:
        list_id = lease.list_id
        fetched = self.fetcher.fetch(list_id, source, known.validators if known else {})
        seen = _seen(fetched) if fetched else None
        if fetched is None or (known and seen and seen.sha256 == known.sha256):
            self.store.followed.settle(lease, _checked(source, seen))
            return Refreshed(list_id=list_id, outcome=Outcome.UNCHANGED, version=self._live(list_id))
        self.store.followed.reach(lease, Stage.READING)
        draft = self.read(list_id, fetched.files, source.format, _now())
        stated_at, modified_at = draft.version.published_at, fetched.modified_at
        draft = draft.told(
            # Where the files do not say when they were published, believe the server, if it can be.
            published_at=stated_at or (modified_at and min(modified_at, _now())),
            made_by=made_by,
            origin=source.host,
        )
        self.store.followed.reach(lease, Stage.STORING)

        def doubts(live: ListVersion | None, next_: ListVersion) -> tuple[str, ...]:
            # The server's time is that of a copy: only the files themselves can say that they are older.
            return self.guard.doubts(live, replace(next_, published_at=stated_at), source.minimum_entities)

        return self.commit(list_id, lambda: self.store.take(draft, lease, doubts, _checked(source, seen)))

    def _live_alone(self, followed: Followed) -> Seen | None:
        """Give the files that were seen last if they are those that are live."""
        live, seen = self._live(followed.list_id), followed.seen
        return seen if live and seen and live.sha256 == seen.sha256 else None

    def _live(self, list_id: str) -> ListVersion | None:
        return next((version for version in self.store.live() if version.list_id == list_id), None)

    @contextmanager
    def _held(self, lease: Lease) -> Iterator[None]:
        """Renew a lease in the background for as long as its refresh takes."""
        done = threading.Event()

        def renew() -> None:
            while not done.wait(self.lease.total_seconds() / 4):
                try:
                    self.store.followed.renew(lease, _now(), self.lease)
                except LostLease:
                    return
                except SQLAlchemyError:  # a database that is busy now may not be at the next turn
                    continue

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


def _checked(source: Source, seen: Seen | None) -> Checked:
    now = _now()
    return Checked(at=now, next_check_at=now + soon(source.check_every), seen=seen)


def _seen(fetched: FetchedSet) -> Seen:
    digests = [sha256(file.content).hexdigest() for file in fetched.files]
    return Seen(sha256=fingerprint(digests), validators=fetched.validators)


def _now() -> datetime:
    return datetime.now(UTC)
