from collections.abc import Iterator
from pathlib import Path

import pytest

from lists.store import ListStore


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'lists.db'}"


@pytest.fixture
def store(database_url: str) -> Iterator[ListStore]:
    opened = ListStore(database_url)
    yield opened
    opened.close()
