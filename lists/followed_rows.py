"""Followed lists, to and from the tables."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy import insert as insert_into
from sqlalchemy import update as update_of
from sqlmodel import col

from lists.download import Validators
from lists.errors import LostLease, NotEnabled
from lists.following import Checked, Followed, Lease, Seen, Stage
from lists.tables import FollowedList
from lists.version_rows import live_version

RELEASED: Mapping[str, Any] = {"lease_token": None, "leased_until": None, "stage": None}
"""The state of a list that nobody refreshes."""

_list_id = col(FollowedList.list_id)


def followed_ids(connection: Connection) -> tuple[str, ...]:
    """Read the ids of the followed lists, in their order."""
    return tuple(connection.execute(select(_list_id).order_by(_list_id)).scalars())


def read_all(connection: Connection) -> tuple[Followed, ...]:
    """Read the followed lists, in the order of their ids."""
    found = connection.execute(select(FollowedList).order_by(_list_id)).mappings()
    return tuple(_followed(row) for row in found)


def read(connection: Connection, list_id: str) -> Followed:
    """Read one followed list. NotEnabled."""
    row = connection.execute(select(FollowedList).where(_list_id == list_id)).mappings().one_or_none()
    if row is None:
        raise NotEnabled(list_id)
    return _followed(row)


def insert(connection: Connection, list_ids: Collection[str], now: datetime) -> None:
    """Write lists as followed and due."""
    state = {"enabled_at": now, "next_check_at": now, "validators": {}, "failures": 0}
    connection.execute(insert_into(FollowedList), [{"list_id": list_id, **state} for list_id in list_ids])


def update_state(connection: Connection, list_id: str, **values: Any) -> None:
    """Write some columns of a followed list."""
    connection.execute(update_of(FollowedList).where(_list_id == list_id).values(**values))


def delete_all(connection: Connection, list_ids: Collection[str]) -> None:
    """Write lists as not followed."""
    connection.execute(delete(FollowedList).where(_list_id.in_(list_ids)))


def check_lease(connection: Connection, lease: Lease) -> None:
    """Refuse to write for whom the list is not leased to any more. LostLease."""
    held = select(col(FollowedList.lease_token)).where(_list_id == lease.list_id)
    if connection.execute(held).scalar_one_or_none() != lease.token:
        raise LostLease(lease.list_id)


def settle(connection: Connection, list_id: str, checked: Checked) -> None:
    """Write the end of a refresh.

    The live version counts as checked only if it is what the publisher has. One that an operator put or
    rolled back to, or beside which another waits in quarantine or was discarded, grows stale.
    """
    settled: dict[str, Any] = {"next_check_at": checked.next_check_at, "failures": 0}
    settled |= {"failed_at": None, "error": None}
    if checked.seen:
        seen = checked.seen
        settled |= {"fetched_at": checked.at, "fetched_sha256": seen.sha256, "validators": seen.as_json()}
    published = checked.seen or read(connection, list_id).seen
    live = live_version(connection, list_id)
    if live and published and live.sha256 == published.sha256:
        settled |= {"checked_at": checked.at}
    update_state(connection, list_id, **RELEASED, **settled)


def _followed(row: Mapping[Any, Any]) -> Followed:
    values = dict(row)
    del values["lease_token"]
    sha256, validators = values.pop("fetched_sha256"), values.pop("validators")
    seen = sha256 and Seen(
        sha256=sha256, validators={name: Validators(**known) for name, known in validators.items()}
    )
    stage, leased_until = values.pop("stage"), values["leased_until"]
    if leased_until is None or leased_until <= datetime.now(UTC):
        stage = None  # what a dead process left behind
    return Followed(seen=seen, stage=stage and Stage(stage), **values)
