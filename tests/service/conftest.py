from collections.abc import Iterator

import pytest

from tests.service.server import GRACEFUL, Server


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that screens the starter list; tests only read from it."""
    server = Server(tmp_path_factory.mktemp("starter") / "data").start()
    yield server
    assert server.stop() == GRACEFUL


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for the tests of one module, which put lists of their own."""
    server = Server(tmp_path_factory.mktemp("server") / "data").start()
    yield server
    assert server.stop() == GRACEFUL
