"""The committed description of the API is that of the code."""

import json
import re
from pathlib import Path

from service.openapi import openapi_text
from tests.service.server import Server

COMMITTED = Path(__file__).parents[2] / "openapi" / "openapi.json"


def test_the_committed_description_is_current() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == openapi_text(), "run `make openapi`"


def test_every_call_of_the_contract_is_described() -> None:
    paths = json.loads(openapi_text())["paths"]
    assert {(path, method) for path in paths for method in paths[path]} >= {
        ("/screen", "post"),
        ("/screen/batch", "post"),
        ("/explain", "post"),
        ("/lists", "get"),
        ("/lists/{list_id}", "get"),
        ("/lists/{list_id}", "put"),
        ("/lists/{list_id}", "delete"),
        ("/lists/{list_id}/versions", "get"),
        ("/lists/{list_id}/versions/{version}/changes", "get"),
        ("/lists/{list_id}/rollback", "post"),
        ("/lists/{list_id}/refresh", "post"),
        ("/lists/{list_id}/quarantine/accept", "post"),
        ("/lists/{list_id}/quarantine/discard", "post"),
        ("/entities/{entity_id}", "get"),
        ("/entities/{entity_id}/fleet", "get"),
        ("/entities/{entity_id}/network", "get"),
        ("/health/live", "get"),
        ("/health/ready", "get"),
        ("/health/lists", "get"),
        ("/metrics", "get"),
    }


def test_a_screening_is_described_with_an_example() -> None:
    schema = json.loads(openapi_text())["components"]["schemas"]["ScreeningIn"]
    assert schema["additionalProperties"] is False
    assert "MG-FLOT" in schema["examples"][0]["name"]


def test_the_documentation_page_needs_no_network(starter: Server) -> None:
    page = starter.http.get("/docs").text
    assert "//cdn" not in page
    assert "https://" not in page
    for path in re.findall(r'(?:src|href)="(/[^"]+)"', page):
        assert starter.http.get(path).status_code == 200, path
