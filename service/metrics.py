"""Prometheus metrics, in a registry of the app's own."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from service.snapshot import LiveSnapshot


class Metrics:
    """What is counted while serving."""

    def __init__(self, live: "LiveSnapshot") -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "hullmark_requests",
            "HTTP requests answered",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.screenings = Counter(
            "hullmark_screenings", "Screenings by outcome", ["outcome"], registry=self.registry
        )
        self.screening_seconds = Histogram(
            "hullmark_screening_seconds",
            "Time to screen one query, without HTTP",
            buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0),
            registry=self.registry,
        )
        self.registry.register(_SnapshotMetrics(live))


class _SnapshotMetrics(Collector):
    """Reads the gauges off the current snapshot, so that a deleted list leaves none behind."""

    def __init__(self, live: "LiveSnapshot") -> None:
        self._live = live

    def collect(self) -> Iterator[Metric]:
        snapshot = self._live.latest
        generation = GaugeMetricFamily("hullmark_snapshot_generation", "Generation of the lists in the index")
        entities = GaugeMetricFamily("hullmark_list_entities", "Entities of a live list", labels=["list"])
        loaded = GaugeMetricFamily(
            "hullmark_list_loaded_timestamp_seconds", "When a list's live version was loaded", labels=["list"]
        )
        if snapshot is not None:
            generation.add_metric([], snapshot.generation)
            for version in snapshot.versions:
                entities.add_metric([version.list_id], version.entities)
                loaded.add_metric([version.list_id], version.loaded_at.timestamp())
        yield from (generation, entities, loaded)
