"""What the log says, and what it never says."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from service.logs import make_logger
from tests.service.server import Server, csv_bytes

NAME, BORN = "ZHELEZNOGORSKIY", "1966-03-10"


def lines_of(server: Server) -> list[dict[str, Any]]:
    return [json.loads(line) for line in server.log_path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The log of a server that was asked good and bad questions."""
    server = Server(tmp_path_factory.mktemp("logged") / "data").start()
    server.put("mine", (f"{NAME}.csv", csv_bytes(f"1,person,{NAME},,,,RU,,")))
    server.put("mine", ("list.csv", f"name\n{NAME}\n\x00".encode()))
    server.http.post(
        "/screen", json={"name": NAME, "birth_date": BORN}, headers={"X-Request-ID": "the-screening"}
    )
    server.http.post("/screen", json={"name": NAME, NAME: BORN})
    lone_surrogate = f'{{"name": "\\ud800{NAME}"}}'
    server.http.post("/screen", content=lone_surrogate, headers={"Content-Type": "application/json"})
    server.http.post("/screen/batch", json={"screenings": [{"name": NAME}, {"name": 5}]})
    server.http.get(f"/entities/mine%3A{NAME}")
    server.http.get(f"/{NAME}?{NAME}")
    server.stop()
    return lines_of(server)


def test_every_line_is_json_with_level_and_time(log: list[dict[str, Any]]) -> None:
    assert all({"event", "level", "timestamp"} <= line.keys() for line in log)


def test_a_screening_is_logged_with_outcome_and_list_versions(log: list[dict[str, Any]]) -> None:
    (line,) = [line for line in log if line.get("request_id") == "the-screening"]
    assert (line["method"], line["route"], line["status"], line["outcome"]) == (
        "POST",
        "/screen",
        200,
        "match",
    )
    assert line["lists"].keys() == {"mine"}
    assert line["ms"] > 0


def test_no_name_and_no_birth_date_is_logged(log: list[dict[str, Any]]) -> None:
    text = json.dumps(log, ensure_ascii=False)
    assert NAME not in text
    assert BORN not in text


def test_a_path_with_an_id_is_logged_as_its_template(log: list[dict[str, Any]]) -> None:
    assert "/entities/{entity_id}" in [line.get("route") for line in log]
    assert "unmatched" in [line.get("route") for line in log]


def test_names_are_logged_once_switched_on(tmp_path: Path) -> None:
    server = Server(tmp_path / "data", log_names="true").start()
    server.http.post("/screen", json={"name": NAME})
    server.stop()
    assert NAME in server.log_path.read_text(encoding="utf-8")


def test_what_is_told_in_one_turn_of_the_event_loop_is_written_whole_and_in_order(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logger = make_logger("info")

    async def serve() -> None:
        for number in range(3):
            logger.info("in a turn", number=number)

    logger.info("before")
    asyncio.run(serve())
    logger.info("after")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["event"], line.get("number")) for line in lines] == [
        ("before", None),
        ("in a turn", 0),
        ("in a turn", 1),
        ("in a turn", 2),
        ("after", None),
    ]
