"""Health and metrics."""

from contextlib import suppress
from pathlib import Path

import httpx

from tests.service.server import Server


def test_live_and_ready_answer(starter: Server) -> None:
    assert starter.http.get("/health/live").json() == {"status": "live"}
    assert starter.http.get("/health/ready").json() == {"status": "ready", "lists": ["starter"]}


def test_the_health_of_lists_tells_version_age_and_freshness(starter: Server) -> None:
    (health,) = starter.http.get("/health/lists").json()["lists"]
    (version,) = starter.http.get("/lists").json()["lists"]
    assert (health["id"], health["version"], health["freshness"]) == ("starter", version["version"], "fresh")
    assert 0 <= health["age_seconds"] < 3600


def test_before_the_index_is_built_nothing_is_answered_as_clear(tmp_path: Path) -> None:
    """A server that has just been started answers 503 or, once ready, the truth."""
    fresh = Server(tmp_path / "data").start(wait=False)
    answers: list[httpx.Response] = []
    try:
        while not answers or answers[-1].status_code != 200:
            with suppress(httpx.ConnectError):
                answers.append(fresh.http.post("/screen", json={"name": "MG-FLOT OOO"}))
        assert {answer.status_code for answer in answers} <= {200, 503}
        assert answers[-1].json()["outcome"] == "match"
    finally:
        fresh.stop()


def test_an_invented_method_makes_no_metric_of_its_own(starter: Server) -> None:
    """Anyone could fill the memory with them: they are counted before a key is asked for."""
    starter.http.request("PROPFIND", "/screen")
    metrics = starter.http.get("/metrics").text
    assert "PROPFIND" not in metrics
    assert 'hullmark_requests_total{method="other",route="/screen",status="405"}' in metrics


def test_metrics_count_requests_outcomes_and_lists(starter: Server) -> None:
    starter.screen(name="MG-FLOT OOO")
    metrics = starter.http.get("/metrics").text
    assert 'hullmark_requests_total{method="POST",route="/screen",status="200"}' in metrics
    assert 'hullmark_screenings_total{outcome="match"}' in metrics
    assert "hullmark_screening_seconds_bucket" in metrics
    assert 'hullmark_list_entities{list="starter"}' in metrics
    assert 'hullmark_list_loaded_timestamp_seconds{list="starter"}' in metrics
    assert "hullmark_snapshot_generation" in metrics
