"""What turns `ready` off beside a list that is not loaded."""

import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from lists.draft import read_draft
from lists.reading import AUTO
from lists.sources.parsed import RawFile
from lists.store import ListStore
from service.errors import NotReady
from service.policy_file import load_policy
from service.readiness import Readiness
from service.self_test import SelfTest
from service.snapshot import LiveSnapshot
from tests.service.server import Server, assert_problem, csv_bytes

ROWS = (
    "1,company,KRONSHTADT BULK CARRIERS LLC,BALTIC ORE;???,,,RU,TEST-1,",
    "2,vessel,ZELENOGRAD TRADER,,,9481934,RU,TEST-1,1",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ListStore]:
    store = ListStore(f"sqlite:///{tmp_path / 'hullmark.sqlite3'}")
    yield store
    store.close()


def put(store: ListStore, now: datetime) -> None:
    files = (RawFile(name="list.csv", content=csv_bytes(*ROWS)),)
    store.replace(read_draft("mine", files, AUTO, now))


def after_the_test(live: LiveSnapshot, self_test: SelfTest) -> Readiness:
    self_test.start()
    live.start()
    deadline = time.monotonic() + 30
    while self_test.tested != live.check_built().generation:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return Readiness(live, self_test, lambda: ())


def test_names_that_find_themselves_keep_ready_on(store: ListStore) -> None:
    put(store, datetime.now(UTC))
    self_test = SelfTest(load_policy("balanced"))
    readiness = after_the_test(LiveSnapshot(store, self_test.begin), self_test)
    assert readiness.check().versions == store.live()


def test_a_listed_name_that_does_not_find_itself_turns_ready_off_and_is_named(store: ListStore) -> None:
    put(store, datetime.now(UTC))
    self_test = SelfTest(load_policy("balanced"))

    def damage(before: object, after: object) -> None:
        snapshot = live.check_built()
        (companies,) = [kind for kind in snapshot.register.index.partitions if kind == "company"]
        del snapshot.register.index.partitions[companies]
        self_test.begin(None, snapshot)

    live = LiveSnapshot(store, damage)
    readiness = after_the_test(live, self_test)
    with pytest.raises(NotReady, match=r"'KRONSHTADT BULK CARRIERS LLC' of mine:1, 'BALTIC ORE' of mine:1$"):
        readiness.check()


def settled(server: Server) -> httpx.Response:
    """Give what `ready` answers once the index is built and the lists have been looked at."""
    while True:
        with suppress(httpx.TransportError):
            answer = server.http.get("/health/ready")
            if "being built" not in answer.text:
                time.sleep(1.5)
                return server.http.get("/health/ready")
        time.sleep(0.1)


@pytest.mark.parametrize(("needs_fresh", "status"), [("true", 503), ("false", 200)])
def test_a_stale_list_turns_ready_off_where_the_settings_say_so(
    tmp_path: Path, needs_fresh: str, status: int
) -> None:
    (tmp_path / "data").mkdir()
    store = ListStore(f"sqlite:///{tmp_path / 'data' / 'hullmark.sqlite3'}")
    put(store, datetime.now(UTC) - timedelta(days=8))
    store.close()
    server = Server(tmp_path / "data", ready_needs_fresh=needs_fresh).start(wait=False)
    try:
        answer = settled(server)
        (health,) = server.http.get("/health/lists").json()["lists"]
        assert health["freshness"] == "stale"
        assert health["age_seconds"] > 7 * 86400
        if status == 503:
            assert "stale: mine" in assert_problem(answer, 503)["detail"]
        assert answer.status_code == status
        assert server.screen(name="Kronshtadt Bulk Carriers")["outcome"] == "match"
    finally:
        server.stop()
