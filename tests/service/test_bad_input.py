"""Input that is refused, over HTTP: always a problem that says where the fault lies."""

import json
from typing import Any

import httpx
import pytest

from tests.service.server import Server, assert_problem

FAULTS: list[tuple[str, dict[str, Any], str]] = [
    ("an unknown field", {"name": "A", "nmae": "B"}, "nmae"),
    ("neither name nor identifier", {"type": "company"}, ""),
    ("an empty name and no identifier", {"name": "", "identifiers": {"imo": []}}, ""),
    ("a name of 10,000 characters", {"name": "A" * 10_000}, "name"),
    ("another name of 10,000 characters", {"name": "A", "other_names": ["B", "C" * 10_000]}, "other_names.1"),
    ("NUL", {"name": "MG\x00FLOT"}, "name"),
    ("NUL in an identifier", {"identifiers": {"imo": ["8861058\x00"]}}, "identifiers.imo.0"),
    ("a lone surrogate", {"name": "MG\ud800FLOT"}, "name"),
    ("a lone surrogate in a reference", {"name": "A", "reference": "\udfff"}, "reference"),
    ("a name of the wrong type", {"name": 5}, "name"),
    ("an identifier of the wrong type", {"identifiers": {"imo": 8861058}}, "identifiers.imo"),
    ("an unknown identifier", {"identifiers": {"imoo": "8861058"}}, "identifiers.imoo"),
    ("an unknown type", {"name": "A", "type": "ship"}, "type"),
    ("a country of three letters", {"name": "A", "country": "RUS"}, "country"),
    ("a country that is none", {"name": "A", "country": "QQ"}, "country"),
    ("a birth date that is none", {"name": "A", "birth_date": "1966-02-30"}, "birth_date"),
    ("a birth date in another form", {"name": "A", "birth_date": "10.03.1966"}, "birth_date"),
    ("a birth date of an interval", {"name": "A", "birth_date": "1966/1967"}, "birth_date"),
    ("a year of building as text", {"name": "A", "built": "1992"}, "built"),
    ("a limit of 0", {"name": "A", "limit": 0}, "limit"),
    ("a limit of 201", {"name": "A", "limit": 201}, "limit"),
    ("a limit that is true", {"name": "A", "limit": True}, "limit"),
    ("a threshold over 1", {"name": "A", "threshold": 1.5}, "threshold"),
    ("lists that are none", {"name": "A", "lists": []}, "lists"),
]


@pytest.mark.parametrize(("query", "path"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_faulty_query_is_422_with_the_path(starter: Server, query: dict[str, Any], path: str) -> None:
    answer = starter.http.post(
        "/screen", content=json.dumps(query), headers={"Content-Type": "application/json"}
    )
    problem = assert_problem(answer, 422)
    assert path in [error["path"] for error in problem["errors"]]
    assert all(error["message"] for error in problem["errors"])


def test_a_field_whose_very_name_is_no_text_is_422(starter: Server) -> None:
    body = '{"name": "A", "\\ud800": 1}'
    assert_problem(
        starter.http.post("/screen", content=body, headers={"Content-Type": "application/json"}), 422
    )


def test_an_unknown_list_is_404_and_named(starter: Server) -> None:
    problem = assert_problem(starter.http.post("/screen", json={"name": "A", "lists": ["nowhere"]}), 404)
    assert problem["list_id"] == "nowhere"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 422),
        (b"", 422),
        (b"[]", 422),
        (b'"text"', 422),
        (b'{"name": "\xff"}', 400),
        (b"[" * 100_000, 400),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(starter: Server, body: bytes, status: int) -> None:
    assert_problem(
        starter.http.post("/screen", content=body, headers={"Content-Type": "application/json"}), status
    )


def test_json_that_breaks_off_is_told_with_its_place_and_without_a_field(starter: Server) -> None:
    body = '{"name": "A" "type": "company"}'
    problem = assert_problem(
        starter.http.post("/screen", content=body, headers={"Content-Type": "application/json"}), 422
    )
    (error,) = problem["errors"]
    assert error["path"] == ""
    assert "character 14" in error["message"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_json_that_is_not_called_json_is_refused_with_the_header_it_needs(starter: Server, kind: str) -> None:
    """The second is what curl says of `-d` by itself."""
    answer = starter.http.post("/screen", content=b'{"name": "A"}', headers={"Content-Type": kind})
    assert "Content-Type: application/json" in assert_problem(answer, 422)["detail"]


def test_a_batch_of_more_than_1000_is_refused(starter: Server) -> None:
    problem = assert_problem(starter.http.post("/screen/batch", json={"screenings": [{}] * 1001}), 422)
    assert problem["errors"][0]["path"] == "screenings"


def test_a_json_body_over_its_limit_is_413(starter: Server) -> None:
    def drip() -> Any:
        for _ in range(40):
            yield b" " * 1024 * 1024

    try:
        answer = starter.http.post("/screen", content=drip(), headers={"Content-Type": "application/json"})
    except httpx.TransportError:  # the server closes while we still send
        return
    assert_problem(answer, 413)


def test_an_unknown_path_and_a_wrong_method_are_problems(starter: Server) -> None:
    assert_problem(starter.http.get("/nowhere"), 404)
    answer = starter.http.get("/screen")
    assert_problem(answer, 405)
    assert "POST" in answer.headers["allow"]


def test_a_sane_request_id_is_kept_and_another_is_replaced(starter: Server) -> None:
    kept = starter.http.get("/health/live", headers={"X-Request-ID": "trace-1.a_b"})
    assert kept.headers["x-request-id"] == "trace-1.a_b"
    replaced = starter.http.get("/health/live", headers={"X-Request-ID": "two words"})
    assert replaced.headers["x-request-id"] != "two words"
