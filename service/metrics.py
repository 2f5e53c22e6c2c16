"""Prometheus metrics, in a registry of the app's own."""

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from lists.following import Followed
    from lists.version import ListVersion
    from service.freshness import Freshness, ListHealth
    from service.snapshot import LiveSnapshot

T = TypeVar("T")


class Metrics:
    """What is counted while serving."""

    def __init__(self, live: "LiveSnapshot", freshness: "Freshness") -> None:
        self.registry = self._counted = counted = CollectorRegistry()
        if (
            "PROMETHEUS_MULTIPROC_DIR" in os.environ
        ):  # set before one of several workers begins: all are summed
            self.registry = CollectorRegistry()
            MultiProcessCollector(self.registry)  # type: ignore[no-untyped-call]
        self.requests = Counter(
            "hullmark_requests",
            "HTTP requests answered",
            ["method", "route", "status"],
            registry=counted,
        )
        self.screenings = Counter(
            "hullmark_screenings", "Screenings by outcome", ["outcome"], registry=counted
        )
        self.screening_seconds = Histogram(
            "hullmark_screening_seconds",
            "Time to screen one query, without HTTP",
            buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0),
            registry=counted,
        )
        self.list_versions = Counter(
            "hullmark_list_versions", "Versions of a list that went live", ["list"], registry=counted
        )
        self.list_events = Counter(
            "hullmark_list_events",
            "What happened to lists: live, ended, quarantined, accepted, discarded",
            ["event"],
            registry=counted,
        )
        self.registry.register(_SnapshotMetrics(live))
        self.registry.register(_ListMetrics(freshness))

    def forget_list(self, list_id: str) -> None:
        """Count an ended list no more; what several workers counted together stays as it was."""
        if self.registry is self._counted:
            self.list_versions.remove(list_id)


class _SnapshotMetrics(Collector):
    """Reads the gauges off the current snapshot."""

    def __init__(self, live: "LiveSnapshot") -> None:
        self._live = live

    def collect(self) -> Iterator[Metric]:
        generation = GaugeMetricFamily("hullmark_snapshot_generation", "Generation of the lists in the index")
        if (snapshot := self._live.latest) is not None:
            generation.add_metric([], snapshot.generation)
        yield generation


class _ListMetrics(Collector):
    """Reads the gauges off the lists as they stand, so that a deleted list leaves none behind."""

    def __init__(self, freshness: "Freshness") -> None:
        self._freshness = freshness

    def collect(self) -> Iterator[Metric]:
        lists = self._freshness.lists(datetime.now(UTC))
        versions = {one.list_id: one.version for one in lists if one.version is not None}
        followed = {one.list_id: one.followed for one in lists if one.followed is not None}
        yield from _gauges(_OF_VERSION, versions)
        yield from _gauges(_OF_FOLLOWED, followed)
        yield from _gauges(_OF_LIST, {one.list_id: one for one in lists})


def _gauges(
    values: Mapping[str, tuple[str, Callable[[T], float | None]]], lists: Mapping[str, T]
) -> Iterator[Metric]:
    """Make a gauge of each value, with a sample of each list that has it."""
    for name, (text, value) in values.items():
        gauge = GaugeMetricFamily(f"hullmark_list_{name}", text, labels=["list"])
        for list_id, one in lists.items():
            if (found := value(one)) is not None:
                gauge.add_metric([list_id], found)
        yield gauge


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()


_OF_VERSION: dict[str, tuple[str, Callable[["ListVersion"], float | None]]] = {
    "entities": ("Entities of a live list", lambda version: version.entities),
    "rejected_rows": ("Rows of a live list that were rejected", lambda version: version.rejected_count),
    "published_timestamp_seconds": (
        "When a list's live version was published",
        lambda version: _seconds(version.published_at),
    ),
    "loaded_timestamp_seconds": (
        "When a list's live version was loaded",
        lambda version: _seconds(version.loaded_at),
    ),
}
_OF_FOLLOWED: dict[str, tuple[str, Callable[["Followed"], float | None]]] = {
    "next_check_timestamp_seconds": (
        "When a list's publisher is asked next",
        lambda followed: _seconds(followed.next_check_at),
    ),
    "fetched_timestamp_seconds": (
        "When the files of a list were last fetched",
        lambda followed: _seconds(followed.fetched_at),
    ),
    "failed_timestamp_seconds": (
        "When the last refresh of a list failed, where none has succeeded since",
        lambda followed: _seconds(followed.failed_at),
    ),
    "failures": (
        "Refreshes of a list that failed since the last that did not",
        lambda followed: followed.failures,
    ),
}
_OF_LIST: dict[str, tuple[str, Callable[["ListHealth"], float | None]]] = {
    "current_timestamp_seconds": (
        "When a list was last known to be what its publisher has",
        lambda health: _seconds(health.current_at),
    ),
    "quarantined": ("Whether a version waits for an operator", lambda health: bool(health.quarantined)),
    "stale": ("Whether a list is stale", lambda health: health.state == "stale"),
    "failed": ("Whether a list cannot be searched or followed", lambda health: health.state == "failed"),
}
