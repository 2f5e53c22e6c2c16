"""Lists that are followed: which are enabled, what came of asking their publishers, what is in quarantine.

Several processes may follow the lists of one database. Whoever refreshes a list holds its lease, renewed
while it works; a process that dies holds nothing for long. What a refresh writes, it writes under its lease.
"""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from lists import followed_rows as rows
from lists import quarantine_rows
from lists.database import Database, advance
from lists.errors import NotQuarantined, RefreshRunning
from lists.following import Checked, Followed, Lease, Quarantined, Stage
from lists.sources.parsed import RawFile

LEASE = timedelta(seconds=60)
"""For how long a lease is held unless it is renewed."""

_FIRST_RETRY = timedelta(seconds=30)
_LONGEST_GRANTED = timedelta(days=1)


class FollowedLists:
    """The followed lists of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enable(self, list_ids: Collection[str], now: datetime) -> None:
        """Follow lists: each is due at once, and must be loaded before anything is screened."""
        with self._database.writing() as connection:
            new = sorted(set(list_ids) - set(rows.followed_ids(connection)))
            if new:
                rows.insert(connection, new, now)
                advance(connection)

    def disable(self, list_ids: Collection[str]) -> None:
        """Follow lists no longer. Their live versions stay until they are deleted. NotEnabled."""
        with self._database.writing() as connection:
            for list_id in list_ids:
                rows.read(connection, list_id)
                quarantine_rows.delete(connection, list_id)
            rows.delete_all(connection, list_ids)
            advance(connection)

    def all(self) -> tuple[Followed, ...]:
        """Give the lists that are followed, in the order of their ids."""
        with self._database.reader.begin() as connection:
            return rows.read_all(connection)

    def lease(self, list_id: str, now: datetime, length: timedelta = LEASE) -> tuple[Lease, Followed]:
        """Take the refresh of a list on, and give what is known of it. NotEnabled, RefreshRunning."""
        lease = Lease(list_id=list_id, token=uuid.uuid4().hex)
        with self._database.writing() as connection:
            followed = rows.read(connection, list_id)
            if followed.leased_until is not None and followed.leased_until > now:
                raise RefreshRunning(list_id, followed.leased_until)
            rows.update_state(
                connection, list_id, lease_token=lease.token, leased_until=now + length, stage=Stage.FETCHING
            )
        return lease, followed

    def renew(self, lease: Lease, now: datetime, length: timedelta = LEASE) -> None:
        """Hold a lease for longer. LostLease."""
        with self._database.writing() as connection:
            rows.check_lease(connection, lease)
            rows.update_state(connection, lease.list_id, leased_until=now + length)

    def reach(self, lease: Lease, stage: Stage) -> None:
        """Tell how far a refresh has come. LostLease."""
        with self._database.writing() as connection:
            rows.check_lease(connection, lease)
            rows.update_state(connection, lease.list_id, stage=stage)

    def settle(self, lease: Lease, checked: Checked) -> None:
        """End a refresh that found nothing to store. LostLease."""
        with self._database.writing() as connection:
            rows.check_lease(connection, lease)
            rows.settle(connection, lease.list_id, checked)

    def fail(self, lease: Lease, now: datetime, error: str, *, longest: timedelta, asked: float) -> None:
        """End a refresh that failed; the next is due the later, the more have failed. LostLease.

        It is due after `longest` at the latest, unless the server asked for more: `asked` seconds, of which
        a day is granted.
        """
        with self._database.writing() as connection:
            rows.check_lease(connection, lease)
            failures = rows.read(connection, lease.list_id).failures + 1
            wait = min(longest, _FIRST_RETRY * 2 ** min(failures - 1, 20))
            granted = min(asked, _LONGEST_GRANTED.total_seconds())
            rows.update_state(
                connection,
                lease.list_id,
                **rows.RELEASED,
                next_check_at=now + max(wait, timedelta(seconds=granted)),
                failures=failures,
                failed_at=now,
                error=error,
            )

    def quarantined(self) -> tuple[Quarantined, ...]:
        """Give what is in quarantine, in the order of list ids."""
        with self._database.reader.begin() as connection:
            return quarantine_rows.read_all(connection)

    def in_quarantine(self, list_id: str) -> tuple[Quarantined, tuple[RawFile, ...]]:
        """Give what is in quarantine of a list, and its files. NotQuarantined."""
        with self._database.reader.begin() as connection:
            quarantined = quarantine_rows.read(connection, list_id)
            if quarantined is None:
                raise NotQuarantined(list_id)
            return quarantined, quarantine_rows.read_files(connection, list_id)

    def discard(self, list_id: str) -> None:
        """Drop what is in quarantine; the schedule does not fetch the same files again. NotQuarantined."""
        with self._database.writing() as connection:
            if not quarantine_rows.delete(connection, list_id):
                raise NotQuarantined(list_id)
