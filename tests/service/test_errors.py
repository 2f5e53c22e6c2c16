"""Every error has its problem, and an unknown one tells nothing."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from lists.errors import ListError
from service.app import create_app
from service.errors import _STATUS, ServiceError, problem_of
from service.settings import Settings
from service.snapshot import LiveSnapshot


def subclasses(root: type[Exception]) -> Iterator[type[Exception]]:
    for child in root.__subclasses__():
        yield child
        yield from subclasses(child)


@pytest.mark.parametrize("error", [*subclasses(ListError), *subclasses(ServiceError)])
def test_every_error_class_is_mapped(error: type[Exception]) -> None:
    assert error in _STATUS


def test_an_unexpected_error_says_nothing_of_its_inside() -> None:
    problem = problem_of(RuntimeError("secret path and secret name"))
    assert problem.status == 500
    assert "secret" not in str(problem.members())


def test_a_failure_is_answered_as_500_with_the_request_id_and_logged_without_its_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = create_app(Settings(data_dir=tmp_path))
    monkeypatch.setattr(LiveSnapshot, "check_built", fail)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            return await http.get("/health/ready")

    answer = asyncio.run(ask())
    app.state.parts.store.close()
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["instance"].endswith(answer.headers["x-request-id"])
    assert "secret" not in answer.text
    (line,) = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert (line["level"], line["status"], line["failed"]["error"]) == ("error", 500, "RuntimeError")
    assert any("fail" in frame for frame in line["failed"]["trace"])
    assert "secret" not in json.dumps(line)


def fail(_: LiveSnapshot) -> None:
    raise RuntimeError("a secret name")
