"""Following a publisher, from its server to a screening: a real service beside a real publisher."""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.publisher import Publisher, send
from tests.service.server import Server, assert_problem, csv_bytes, run_cli

KRONSHTADT = "1,company,KRONSHTADT BULK CARRIERS LLC,,,,RU,TEST-1,"
MANY = tuple(f"{row},company,PARTY NUMBER {row} LLC,,,,RU,TEST-1," for row in range(2, 42))


@pytest.fixture(scope="module")
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        yield publisher


@pytest.fixture
def server(tmp_path: Path, publisher: Publisher) -> Iterator[Server]:
    publisher.files = {"/list.csv": csv_bytes(*MANY)}
    publisher.always.clear()
    entry = {"title": "Customs", "publisher": "Customs", "format": "auto", "licence": "made up"}
    text = "[customs]\n" + "".join(f'{key} = "{value}"\n' for key, value in entry.items())
    text += f'files = [{{ name = "list.csv", url = "{publisher.url("/list.csv")}" }}]\n'
    text += "check_every_minutes = 60\nstale_after_hours = 24\nminimum_entities = 10\n"
    (tmp_path / "catalogue.toml").write_text(text, "utf-8")
    server = Server(
        tmp_path / "data",
        catalogue=str(tmp_path / "catalogue.toml"),
        fetch_private_networks="127.0.0.0/8, 10.0.0.0/8",
        ready_needs_fresh="true",
    ).start()
    yield server
    server.stop()


def cli(server: Server, *arguments: str, code: int = 0) -> str:
    done = run_cli(server.data_dir, "lists", *arguments, **server.settings)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def follow(server: Server) -> None:
    cli(server, "enable", "customs")
    until(lambda: health(server)["version"] is not None)
    until(lambda: server.http.get("/health/ready").status_code == 200)


def until(happened: Callable[[], Any]) -> None:
    for _ in range(300):
        if happened():
            return
        time.sleep(0.1)
    raise AssertionError("it does not happen")


def health(server: Server) -> dict[str, Any]:
    lists = server.http.get("/health/lists").json()["lists"]
    (found,) = [one for one in lists if one["id"] == "customs"]
    return dict(found)


def refresh(server: Server) -> dict[str, Any]:
    answer = server.http.post("/lists/customs/refresh")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def log_lines(server: Server, event: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in server.log_path.read_text().splitlines()]
    return [line for line in lines if line.get("event") == event]


def test_an_enabled_list_is_fetched_by_itself_and_screened(server: Server) -> None:
    follow(server)
    assert server.screen(name="Party Number 7")["outcome"] in ("match", "review")
    told = health(server)
    assert (told["freshness"], told["quarantined"]) == ("fresh", None)
    assert told["published_at"] == "2026-11-20T10:00:00Z"
    assert told["refresh"]["checked_at"] == told["refresh"]["fetched_at"]
    assert told["refresh"]["next_check_at"] > told["refresh"]["checked_at"]
    assert (told["refresh"]["failures"], told["refresh"]["error"], told["refresh"]["stage"]) == (
        0,
        None,
        None,
    )
    assert (told["entities"], told["rejected_count"]) == (len(MANY), 0)
    live = [line for line in log_lines(server, "list version live") if line["list"] == "customs"]
    assert [(line["version"], line["entities"], line["added"]) for line in live] == [
        (told["version"], len(MANY), len(MANY))
    ]
    assert [line["outcome"] for line in log_lines(server, "list refreshed")] == ["updated"]


def test_a_refresh_by_hand_is_screened_once_it_is_answered(server: Server, publisher: Publisher) -> None:
    follow(server)
    assert refresh(server)["outcome"] == "unchanged"
    publisher.files["/list.csv"] = csv_bytes(KRONSHTADT, *MANY)
    answer = refresh(server)
    assert (answer["outcome"], answer["version"]["added"], answer["reasons"]) == ("updated", 1, [])
    screened = server.screen(name="Kronshtadt Bulk Carriers")
    assert screened["outcome"] == "match"
    assert [ref["version"] for ref in screened["lists"]] == [answer["version"]["version"]]


def test_a_refresh_by_hand_repairs_a_mistaken_put(server: Server) -> None:
    follow(server)
    for by_hand in (lambda: refresh(server)["outcome"], lambda: cli(server, "refresh", "customs")):
        assert server.put_rows("customs", *MANY[:3]).status_code == 201
        assert "updated" in by_hand()
        assert server.http.get("/lists/customs").json()["entities"] == len(MANY)


def test_a_doubtful_version_is_shown_and_an_operator_decides(server: Server, publisher: Publisher) -> None:
    follow(server)
    before = health(server)["version"]
    publisher.files["/list.csv"] = csv_bytes(*MANY[:20])
    answer = refresh(server)
    assert answer["outcome"] == "quarantined"
    assert answer["version"]["version"] == before
    (waiting,) = server.http.get("/lists").json()["quarantined"]
    assert (waiting["id"], waiting["entities"], waiting["reasons"]) == ("customs", 20, answer["reasons"])
    assert health(server)["quarantined"] == waiting
    assert 'hullmark_list_quarantined{list="customs"} 1.0' in server.http.get("/metrics").text
    assert "in quarantine" in cli(server, "show")
    assert server.http.get("/lists/customs").json()["entities"] == len(MANY)

    accepted = server.http.post("/lists/customs/quarantine/accept").json()
    assert (accepted["entities"], accepted["removed"]) == (20, 20)
    assert server.http.get("/lists").json()["quarantined"] == []
    assert_problem(server.http.post("/lists/customs/quarantine/accept"), 404)

    publisher.files["/list.csv"] = csv_bytes(*MANY[:10])
    assert refresh(server)["outcome"] == "quarantined"
    assert server.http.post("/lists/customs/quarantine/discard").status_code == 204
    assert_problem(server.http.post("/lists/customs/quarantine/discard"), 404)
    assert health(server)["entities"] == 20

    told, _ = log_lines(server, "list version quarantined")
    assert (told["list"], told["reasons"]) == ("customs", answer["reasons"])
    (told,) = log_lines(server, "list version accepted")
    assert (told["list"], told["version"]) == ("customs", accepted["version"])
    (told,) = log_lines(server, "list version discarded")
    assert (told["list"], told["made_by"]) == ("customs", "anyone")
    metrics = server.http.get("/metrics").text
    for event, times in {"quarantined": 2, "accepted": 1, "discarded": 1}.items():
        assert f'hullmark_list_events_total{{event="{event}"}} {times}.0' in metrics


def test_a_failure_is_told_and_screening_goes_on(server: Server, publisher: Publisher) -> None:
    follow(server)
    publisher.always["/list.csv"] = send(200, b"<!doctype html><title>Down for maintenance</title>")
    assert "web page" in assert_problem(server.http.post("/lists/customs/refresh"), 502)["detail"]
    told = health(server)
    assert (told["freshness"], told["refresh"]["failures"]) == ("fresh", 1)
    assert "web page" in told["refresh"]["error"]
    assert 'hullmark_list_failures{list="customs"} 1.0' in server.http.get("/metrics").text
    assert server.screen(name="Party Number 7")["lists"][0]["version"] == told["version"]
    publisher.always.clear()
    assert refresh(server)["outcome"] == "unchanged"
    assert health(server)["refresh"]["error"] is None


def test_what_cannot_be_refreshed_says_why(server: Server) -> None:
    assert_problem(server.http.post("/lists/customs/refresh"), 409)
    assert_problem(server.http.post("/lists/un-sc/refresh"), 409)
    assert_problem(server.http.post("/lists/eu-vessels/refresh"), 409)
    assert_problem(server.http.post("/lists/atlantis/refresh"), 404)


def test_the_command_line_refreshes_and_decides(server: Server, publisher: Publisher) -> None:
    follow(server)
    publisher.files["/list.csv"] = csv_bytes(*MANY[:20])
    assert "more than 10%" in cli(server, "refresh")
    assert "20 rows" in cli(server, "accept", "customs")
    assert server.screen(name="Party Number 7")["lists"][0]["version"].startswith("2-")
    cli(server, "discard", "customs", code=2)
    publisher.always["/list.csv"] = send(404)
    assert "customs: failed" in cli(server, "refresh", "customs", code=1)


def test_metrics_tell_of_each_list_and_of_each_version(server: Server, publisher: Publisher) -> None:
    follow(server)
    publisher.files["/list.csv"] = csv_bytes(KRONSHTADT, *MANY)
    refresh(server)
    metrics = server.http.get("/metrics").text
    assert 'hullmark_list_versions_total{list="customs"} 2.0' in metrics
    for gauge in ("current", "published", "loaded", "fetched", "next_check"):
        assert re.search(rf'hullmark_list_{gauge}_timestamp_seconds{{list="customs"}} 1\.\d+e\+09', metrics)
    for gauge in ("stale", "failed", "quarantined", "failures", "rejected_rows"):
        assert f'hullmark_list_{gauge}{{list="customs"}} 0.0' in metrics


def test_every_listed_name_is_tested_against_the_index(server: Server) -> None:
    follow(server)
    until(lambda: server.http.get("/health/lists").json()["self_tested"])
