"""API keys over HTTP."""

from collections.abc import Iterator
from hashlib import sha256

import httpx
import pytest

from tests.service.server import Server, assert_problem


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("keyed") / "data", api_keys="first-key, second-key").start()
    yield server
    server.stop()


@pytest.mark.parametrize("key", ["first-key", "second-key"])
def test_each_key_lets_in(keyed: Server, key: str) -> None:
    answer = httpx.get(f"{keyed.url}/lists", headers={"X-API-Key": key})
    assert answer.status_code == 200


def test_a_version_tells_by_which_key_it_was_put_and_not_the_key(keyed: Server) -> None:
    for key in ("first-key", "second-key"):
        files = {"files": ("list.csv", f"name\nPARTY OF {key}\n".encode())}
        answer = httpx.put(f"{keyed.url}/lists/keyed", files=files, headers={"X-API-Key": key})
        body = answer.json()
        assert body["made_by"] == f"key {sha256(key.encode()).hexdigest()[:8]}"
        assert body["origin"] == "upload"
        assert key not in body["made_by"]


@pytest.mark.parametrize("key", ["", "first-ke", "first-key ,", "first-key,second-key", "FIRST-KEY", "é"])
def test_another_key_is_401(keyed: Server, key: str) -> None:
    assert_problem(httpx.get(f"{keyed.url}/lists", headers={"X-API-Key": key.encode()}), 401)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/screen"),
        ("POST", "/screen/batch"),
        ("POST", "/explain"),
        ("GET", "/lists"),
        ("PUT", "/lists/mine"),
        ("DELETE", "/lists/mine"),
        ("GET", "/entities/starter%3A37049"),
        ("GET", "/health/lists"),
        ("GET", "/metrics"),
        ("GET", "/nowhere"),
    ],
)
def test_without_a_key_nothing_is_served(keyed: Server, method: str, path: str) -> None:
    assert_problem(httpx.request(method, keyed.url + path), 401)


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/docs", "/openapi.json"])
def test_health_and_documentation_are_open(keyed: Server, path: str) -> None:
    assert httpx.get(keyed.url + path).status_code == 200
