"""Health and metrics. `live` and `ready` run on the event loop itself, so that load does not hold them up."""

from datetime import UTC, datetime, timedelta
from typing import Literal

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from lists.version import ListVersion
from service.dependencies import Wired

STALE_AFTER = timedelta(days=7)
"""Since it was loaded, until lists have limits of their own."""

router = APIRouter(tags=["health"])


class LiveOut(BaseModel):
    """The process runs."""

    status: Literal["live"] = "live"


class ReadyOut(BaseModel):
    """Every live list is searchable."""

    status: Literal["ready"] = "ready"
    lists: list[str]


class ListHealthOut(BaseModel):
    """How old a list's live version is. `failed` is one that is stored and could not be indexed."""

    id: str
    version: str
    published_at: datetime | None
    loaded_at: datetime
    age_seconds: int
    freshness: Literal["fresh", "stale", "failed"]


class ListsHealthOut(BaseModel):
    """The health of every list."""

    lists: list[ListHealthOut]


@router.get("/health/live", summary="Does the process run?")
async def live() -> LiveOut:
    """Answer while the process runs."""
    return LiveOut()


@router.get("/health/ready", summary="Can all live lists be searched?")
async def ready(parts: Wired) -> ReadyOut:
    """Answer 200 once every live list is searchable, else 503 and why."""
    return ReadyOut(lists=[version.list_id for version in parts.live.check_ready().versions])


@router.get("/health/lists", summary="How fresh is each list?")
def lists_health(parts: Wired) -> ListsHealthOut:
    """Give the age and freshness of every live list, also of one that could not be indexed."""
    snapshot = parts.live.latest
    searchable = (
        frozenset((version.list_id, version.version) for version in snapshot.versions)
        if snapshot
        else frozenset()
    )
    stored = parts.store.live() or (snapshot.versions if snapshot else ())
    now = datetime.now(UTC)
    return ListsHealthOut(
        lists=[
            _health(
                version,
                now,
                failed=parts.live.failed and (version.list_id, version.version) not in searchable,
            )
            for version in stored
        ]
    )


@router.get("/metrics", summary="Prometheus metrics", response_class=Response)
def metrics(parts: Wired) -> Response:
    """Give the metrics in Prometheus' text format."""
    return Response(generate_latest(parts.metrics.registry), media_type=CONTENT_TYPE_LATEST)


def _health(version: ListVersion, now: datetime, *, failed: bool) -> ListHealthOut:
    age = now - version.loaded_at
    return ListHealthOut(
        id=version.list_id,
        version=version.version,
        published_at=version.published_at,
        loaded_at=version.loaded_at,
        age_seconds=int(age.total_seconds()),
        freshness="failed" if failed else "stale" if age > STALE_AFTER else "fresh",
    )
