"""How fresh each list is, and what came of the last question to its publisher."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lists.catalogue import Catalogue
from lists.following import Followed, Quarantined
from lists.starter import STARTER_LIST_ID
from lists.store import ListStore
from lists.version import ListVersion
from service.snapshot import LiveSnapshot

STALE_AFTER = timedelta(days=7)
"""Since it was loaded, for a list that no catalogue knows."""

NOT_IN_CATALOGUE = "enabled, and not in the catalogue any more: disable it, or put it back"


class State(StrEnum):
    """`failed` is a list that cannot be searched or followed.

    It is enabled and not loaded, stored and not indexed, or enabled and not in the catalogue any more.
    """

    FRESH = "fresh"
    STALE = "stale"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHealth:
    """How one list stands. `current_at` is when it was last known to be what its publisher has.

    That is the last check for a list that is fetched, the time of loading for one that is put. `error` is
    why it cannot be refreshed.
    """

    list_id: str
    state: State
    version: ListVersion | None
    current_at: datetime | None
    followed: Followed | None
    error: str | None
    quarantined: Quarantined | None


@dataclass(frozen=True, slots=True)
class Freshness:
    """Judges all lists, live ones and those that should be."""

    store: ListStore
    catalogue: Catalogue
    live: LiveSnapshot

    def lists(self, now: datetime) -> tuple[ListHealth, ...]:
        """Give the health of every live and every followed list, in the order of their ids."""
        return tuple(sorted(self._lists(now), key=lambda health: health.list_id))

    def not_fresh(self, now: datetime) -> tuple[str, ...]:
        """Name the lists that are not fresh."""
        return tuple(health.list_id for health in self.lists(now) if health.state is not State.FRESH)

    def _lists(self, now: datetime) -> Iterator[ListHealth]:
        snapshot = self.live.latest
        searched = snapshot.versions if snapshot else ()
        starter = [version for version in searched if version.list_id == STARTER_LIST_ID]
        versions = {version.list_id: version for version in (*starter, *self.store.live())}
        followed = {one.list_id: one for one in self.store.followed.all()}
        quarantined = {one.list_id: one for one in self.store.followed.quarantined()}
        for list_id in versions.keys() | followed.keys():
            version, known = versions.get(list_id), followed.get(list_id)
            current_at = self._current_at(version, known)
            is_lost = known is not None and list_id not in self.catalogue.sources
            error = known.error if known else None
            yield ListHealth(
                list_id=list_id,
                state=State.FAILED if is_lost else self._state(version, current_at, now),
                version=version,
                current_at=current_at,
                followed=known,
                error=NOT_IN_CATALOGUE if is_lost else error,
                quarantined=quarantined.get(list_id),
            )

    def _current_at(self, version: ListVersion | None, followed: Followed | None) -> datetime | None:
        if version is None:
            return None
        if followed is None or followed.checked_at is None:
            return version.loaded_at
        return max(followed.checked_at, version.loaded_at)

    def _state(self, version: ListVersion | None, current_at: datetime | None, now: datetime) -> State:
        if version is None or current_at is None or not self._is_searchable(version):
            return State.FAILED
        source = self.catalogue.sources.get(version.list_id)
        limit = source.stale_after if source else STALE_AFTER
        return State.STALE if now - current_at > limit else State.FRESH

    def _is_searchable(self, version: ListVersion) -> bool:
        snapshot = self.live.latest
        return not self.live.failed or (snapshot is not None and version in snapshot.versions)
