"""Lists of the catalogue that an operator enables: until they are loaded, nothing is screened."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.server import Server, assert_problem, csv_bytes, run_cli

CATALOGUE = """
[customs]
title = "Parties named by our customs office"
publisher = "Customs"
format = "hullmark-csv"
check_every_minutes = 60
stale_after_hours = 24
minimum_entities = 1
licence = "by agreement"
"""
KRONSHTADT = "1,company,KRONSHTADT BULK CARRIERS LLC,,,,RU,TEST-1,"


@pytest.fixture
def catalogue(tmp_path: Path) -> str:
    path = tmp_path / "catalogue.toml"
    path.write_text(CATALOGUE, "utf-8")
    return str(path)


@pytest.fixture
def server(tmp_path: Path, catalogue: str) -> Iterator[Server]:
    server = Server(tmp_path / "data", catalogue=catalogue).start()
    yield server
    server.stop()


def _lists(server: Server, *arguments: str) -> str:
    done = run_cli(server.data_dir, "lists", *arguments, **server.settings)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_fresh_install_says_which_lists_are_not_enabled(server: Server) -> None:
    answer = server.http.get("/lists").json()
    assert [item["id"] for item in answer["lists"]] == ["starter"]
    offered = {source["id"]: source for source in answer["not_enabled"]}
    assert {"us-ofac-sdn", "eu-fsf", "customs"} <= offered.keys()
    assert offered["customs"]["by_hand"]
    assert not offered["us-ofac-sdn"]["by_hand"]
    started = [json.loads(line) for line in server.log_path.read_text().splitlines()]
    (line,) = [line for line in started if line.get("event") == "lists"]
    assert line["enabled"] == []
    assert {"us-ofac-sdn", "customs"} <= set(line["not_enabled"])
    assert "us-ofac-sdn" in _lists(server, "show")


def test_an_enabled_list_must_be_loaded_before_anything_is_screened(server: Server) -> None:
    server.put_rows("other", KRONSHTADT)
    _lists(server, "enable", "customs")
    for path, body in (("/screen", {"name": "Anyone"}), ("/screen", {"name": "Anyone", "lists": ["other"]})):
        assert "customs" in assert_problem(server.http.post(path, json=body), 503)["detail"]
    batch = server.http.post("/screen/batch", json={"screenings": [{"name": "Anyone"}]}).json()
    assert batch["results"][0]["error"]["status"] == 503
    asked = {"query": {"name": "Anyone"}, "entity_id": "other:1"}
    assert_problem(server.http.post("/explain", json=asked), 503)
    assert "customs" in assert_problem(server.http.get("/health/ready"), 503)["detail"]
    answer = server.http.get("/lists").json()
    assert answer["missing"] == ["customs"]
    assert "customs" not in [source["id"] for source in answer["not_enabled"]]
    assert "customs is enabled and not loaded" in _lists(server, "show")

    assert server.put_rows("customs", KRONSHTADT).status_code == 201
    assert server.http.get("/health/ready").status_code == 200
    assert server.screen(name="Kronshtadt Bulk Carriers")["hits_total"] == 2
    assert server.http.get("/lists").json()["missing"] == []


def test_a_disabled_list_is_no_longer_asked_for_and_stays_live(server: Server) -> None:
    _lists(server, "enable", "customs", "un-sc")
    server.put_rows("customs", KRONSHTADT)
    assert_problem(server.http.post("/screen", json={"name": "Anyone"}), 503)
    _lists(server, "disable", "un-sc", "customs")
    assert server.screen(name="Kronshtadt Bulk Carriers")["outcome"] == "match"


def test_a_deleted_list_is_not_enabled_any_more(server: Server) -> None:
    _lists(server, "enable", "customs")
    server.put_rows("customs", KRONSHTADT)
    assert server.http.delete("/lists/customs").status_code == 204
    assert server.screen(name="MG-FLOT")["outcome"] == "match"
    assert server.http.get("/lists").json()["missing"] == []


def test_an_enabled_list_that_is_missing_at_the_start_keeps_ready_off(tmp_path: Path, catalogue: str) -> None:
    (tmp_path / "list.csv").write_bytes(csv_bytes(KRONSHTADT))
    assert run_cli(tmp_path / "data", "lists", "enable", "customs", catalogue=catalogue).returncode == 0
    server = Server(tmp_path / "data", catalogue=catalogue).start(wait=False)
    run_cli(tmp_path / "data", "lists", "put", "customs", str(tmp_path / "list.csv"), catalogue=catalogue)
    server.wait_ready()
    assert server.screen(name="Kronshtadt Bulk Carriers")["outcome"] == "match"
    server.stop()


def test_an_enabled_list_that_the_catalogue_has_no_more_is_failed_and_named_at_the_start(
    server: Server,
) -> None:
    _lists(server, "enable", "customs")
    assert server.put_rows("customs", KRONSHTADT).status_code == 201
    server.stop()
    del server.settings["catalogue"]
    server.start()
    (health,) = server.http.get("/health/lists").json()["lists"]
    assert (health["id"], health["freshness"]) == ("customs", "failed")
    assert "not in the catalogue" in health["refresh"]["error"]
    assert 'hullmark_list_failed{list="customs"} 1.0' in server.http.get("/metrics").text
    started = [json.loads(line) for line in server.log_path.read_text().splitlines()]
    assert [line["not_in_catalogue"] for line in started if line.get("event") == "lists"] == [[], ["customs"]]
    assert server.screen(name="Kronshtadt Bulk Carriers")["outcome"] == "match"
    assert _lists(server, "disable", "customs") == ""
    (health,) = server.http.get("/health/lists").json()["lists"]
    assert (health["freshness"], health["refresh"]) == ("fresh", None)


@pytest.mark.parametrize(
    "arguments",
    [("enable", "atlantis"), ("enable", "customs", "atlantis"), ("disable", "customs"), ("enable",)],
)
def test_what_cannot_be_enabled_or_disabled_is_refused_and_nothing_changes(
    tmp_path: Path, catalogue: str, arguments: tuple[str, ...]
) -> None:
    refused = run_cli(tmp_path / "data", "lists", *arguments, catalogue=catalogue)
    assert refused.returncode == 2
    assert refused.stderr.strip()
    assert "Traceback" not in refused.stderr
    shown = run_cli(tmp_path / "data", "lists", "show", "--json", catalogue=catalogue)
    assert json.loads(shown.stdout)["missing"] == []


def test_a_catalogue_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text("[customs]\n")
    for path in ("wrong.toml", "nowhere.toml"):
        refused = run_cli(tmp_path / "data", "serve", catalogue=str(tmp_path / path))
        assert refused.returncode == 2
        assert path in refused.stderr
        assert "Traceback" not in refused.stderr
