"""Health and metrics. `live` and `ready` run on the event loop itself, so that load does not hold them up."""

from datetime import UTC, datetime
from typing import Literal

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from lists.following import Followed
from service.dependencies import Wired
from service.freshness import ListHealth, State
from service.schemas.lists import QuarantinedOut

router = APIRouter(tags=["health"])

UNFOUND_SHOWN = 100


class LiveOut(BaseModel):
    """The process runs."""

    status: Literal["live"] = "live"


class ReadyOut(BaseModel):
    """Every live list is searchable."""

    status: Literal["ready"] = "ready"
    lists: list[str]


class RefreshOut(BaseModel):
    """What came of asking a list's publisher; `stage` is set while it is being asked.

    `failures` have followed one another up to now, the last of them at `failed_at` with `error`.
    """

    enabled_at: datetime
    stage: str | None
    checked_at: datetime | None
    fetched_at: datetime | None
    next_check_at: datetime | None
    failed_at: datetime | None
    failures: int
    error: str | None


class ListHealthOut(BaseModel):
    """How a list stands: `fresh`, `stale`, or `failed` where it cannot be searched or followed.

    `age_seconds` counts since it was last known to be what its publisher has: since the last check where it
    is fetched, since it was loaded where it is put. `refresh` is null where it is not enabled.
    """

    id: str
    version: str | None
    published_at: datetime | None
    loaded_at: datetime | None
    age_seconds: int | None
    freshness: State
    entities: int | None
    names: int | None
    rejected_count: int | None
    refresh: RefreshOut | None
    quarantined: QuarantinedOut | None


class UnfoundOut(BaseModel):
    """An entity that is not found by some of its names."""

    entity_id: str
    names: list[str]


class ListsHealthOut(BaseModel):
    """The health of every list; whether every listed name was screened against the index in use.

    `unfound` are the names that did not find their entities, at most 100 entities; they turn `ready` off.
    """

    lists: list[ListHealthOut]
    self_tested: bool
    unfound: list[UnfoundOut]


@router.get("/health/live", summary="Does the process run?")
async def live() -> LiveOut:
    """Answer while the process runs."""
    return LiveOut()


@router.get("/health/ready", summary="Can every enabled list be searched?")
async def ready(parts: Wired) -> ReadyOut:
    """Answer 200 once every enabled list is searchable, else 503 and why."""
    return ReadyOut(lists=[version.list_id for version in parts.readiness.check().versions])


@router.get("/health/lists", summary="How fresh is each list?")
def lists_health(parts: Wired) -> ListsHealthOut:
    """Give how every live and every enabled list stands, also one that cannot be searched."""
    now, self_test = datetime.now(UTC), parts.readiness.self_test
    return ListsHealthOut(
        lists=[_health(health, now) for health in parts.freshness.lists(now)],
        self_tested=self_test.tested == parts.store.generation(),
        unfound=[
            UnfoundOut(entity_id=entity_id, names=list(names))
            for entity_id, names in sorted(self_test.unfound.items())[:UNFOUND_SHOWN]
        ],
    )


@router.get("/metrics", summary="Prometheus metrics", response_class=Response)
def metrics(parts: Wired) -> Response:
    """Give the metrics in Prometheus' text format."""
    return Response(generate_latest(parts.metrics.registry), media_type=CONTENT_TYPE_LATEST)


def _health(health: ListHealth, now: datetime) -> ListHealthOut:
    version, current_at = health.version, health.current_at
    return ListHealthOut(
        id=health.list_id,
        version=version and version.version,
        published_at=version and version.published_at,
        loaded_at=version and version.loaded_at,
        age_seconds=None if current_at is None else int((now - current_at).total_seconds()),
        freshness=health.state,
        entities=version and version.entities,
        names=version and version.names,
        rejected_count=version and version.rejected_count,
        refresh=health.followed and _refresh(health.followed, health.error),
        quarantined=health.quarantined and QuarantinedOut.of(health.quarantined),
    )


def _refresh(followed: Followed, error: str | None) -> RefreshOut:
    return RefreshOut(
        enabled_at=followed.enabled_at,
        stage=followed.stage,
        checked_at=followed.checked_at,
        fetched_at=followed.fetched_at,
        next_check_at=followed.next_check_at,
        failed_at=followed.failed_at,
        failures=followed.failures,
        error=error,
    )
