"""Screens a query against what is live; API, batch and command line all call this."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from lists.errors import UnknownEntity
from lists.version import ListVersion
from matching.evidence import Explanation, Screening
from matching.policy import Policy
from matching.query import Query
from matching.subject import explain_subject, screen_subject
from service.ids import new_id
from service.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """A screening and all that it depended on. `at` is UTC, `seconds` the time of matching alone."""

    id: str
    at: datetime
    seconds: float
    snapshot: Snapshot
    versions: tuple[ListVersion, ...]
    policy: Policy
    screening: Screening


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """An explanation and all that it depended on."""

    snapshot: Snapshot
    versions: tuple[ListVersion, ...]
    policy: Policy
    explanation: Explanation


class Snapshots(Protocol):
    """Where the snapshot to screen against comes from: LiveSnapshot, or one that is held."""

    def current(self, _asked_at: float | None = None, /) -> Snapshot:
        """Give the snapshot; raises what keeps it from being had."""
        ...


class Screener:
    """Screens under one policy, always against the current snapshot."""

    def __init__(self, live: Snapshots, policy: Policy) -> None:
        self._live = live
        self._policy = policy

    def screen(self, query: Query, threshold: float | None = None, asked_at: float | None = None) -> Screened:
        """Screen one query; `threshold` replaces the policy's review threshold for this call.

        `asked_at` is when the question came, by the monotonic clock; None is now. Raises NotReady, and
        UnknownList where the query names a list that is not live.
        """
        snapshot = self._live.current(asked_at)
        snapshot.check_complete()
        snapshot.chosen(query.lists)
        policy = self._policy if threshold is None else self._policy.with_review_threshold(threshold)
        started = time.perf_counter()
        screening = screen_subject(query, snapshot.register, policy)
        seconds = time.perf_counter() - started
        return Screened(
            id=str(new_id()),
            at=datetime.now(UTC),
            seconds=seconds,
            snapshot=snapshot,
            versions=snapshot.chosen(_told_by(query, screening)),
            policy=policy,
            screening=screening,
        )

    def explain(self, query: Query, entity_id: str, threshold: float | None = None) -> Explained:
        """Give the evidence for one entity. Raises NotReady, UnknownList, UnknownEntity."""
        snapshot = self._live.current()
        snapshot.check_complete()
        versions = snapshot.chosen(query.lists)
        policy = self._policy if threshold is None else self._policy.with_review_threshold(threshold)
        try:
            explanation = explain_subject(query, entity_id, snapshot.register, policy)
        except KeyError:
            raise UnknownEntity(entity_id) from None
        return Explained(snapshot=snapshot, versions=versions, policy=policy, explanation=explanation)


def _told_by(query: Query, screening: Screening) -> frozenset[str] | None:
    """Give the lists that an answer rests on: those asked for, and those that brought a hit on them."""
    if query.lists is None:
        return None
    evidence = (item for hit in screening.hits for item in hit.evidence if item.rule == "same_party")
    unlisted = {hit.entity.list_id for hit in screening.hits if not hit.entity.is_listed}
    return query.lists | unlisted | {str(item.detail["list"]) for item in evidence}
