"""What turns `ready` off beside a list that is not loaded."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from lists.draft import read_draft
from lists.reading import AUTO
from lists.sources.parsed import RawFile
from lists.store import ListStore
from lists.worker import Worker
from service.errors import NotReady
from service.live_register import LiveRegister
from service.logs import make_logger
from service.policy_file import load_policy
from service.readiness import Readiness
from service.self_test import SelfTest
from service.snapshot import LiveSnapshot, Snapshot
from service.workers import Alone
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


@pytest.fixture
def register(store: ListStore, tmp_path: Path) -> Iterator[LiveRegister]:
    url = f"sqlite:///{tmp_path / 'hullmark.sqlite3'}"
    register = LiveRegister(store, url, tmp_path / "index", Worker(), make_logger("error"))
    yield register
    register.close()


def put(store: ListStore, now: datetime, *rows: str) -> None:
    files = (RawFile(name="list.csv", content=csv_bytes(*(rows or ROWS))),)
    store.replace(read_draft("mine", files, AUTO, now))


def _nobody_screens() -> float:
    return 3600.0


def after_the_test(live: LiveSnapshot, self_test: SelfTest) -> Readiness:
    self_test.start()
    live.start()
    deadline = time.monotonic() + 30
    while self_test.tested != live.check_built().generation:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return Readiness(live, self_test, lambda: None)


@pytest.mark.parametrize("idle_seconds", [0.0, 3600.0])
def test_names_that_find_themselves_keep_ready_on_also_where_others_screen_without_end(
    store: ListStore, register: LiveRegister, idle_seconds: float
) -> None:
    put(store, datetime.now(UTC))
    self_test = SelfTest(load_policy("balanced"), make_logger("error"), lambda: idle_seconds)
    readiness = after_the_test(LiveSnapshot(store, register, Alone(), self_test.begin), self_test)
    assert readiness.check().versions == store.live()


def without_companies(snapshot: Snapshot) -> Snapshot:
    """Take the companies' names out of an index, so that none of them is found."""
    partitions = snapshot.register.index.partitions
    for kind in [kind for kind in partitions if kind == "company"]:
        del partitions[kind]
    return snapshot


def damaged(store: ListStore, register: LiveRegister) -> tuple[LiveSnapshot, SelfTest, Readiness]:
    put(store, datetime.now(UTC))
    self_test = SelfTest(load_policy("balanced"), make_logger("error"), _nobody_screens)
    live = LiveSnapshot(
        store, register, Alone(), lambda before, after: self_test.begin(before, without_companies(after))
    )
    return live, self_test, after_the_test(live, self_test)


def test_a_listed_name_that_does_not_find_itself_turns_ready_off_and_is_named(
    store: ListStore, register: LiveRegister, capsys: pytest.CaptureFixture[str]
) -> None:
    _, self_test, readiness = damaged(store, register)
    assert self_test.unfound == {"mine:1": ("KRONSHTADT BULK CARRIERS LLC", "BALTIC ORE")}
    with pytest.raises(NotReady, match=r"^names of mine:1 do not find their entities$"):
        readiness.check()
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["event"], line["entity"]) for line in told] == [("listed name not found", "mine:1")]


def test_a_known_fault_is_not_forgotten_while_a_new_snapshot_is_tested(
    store: ListStore, register: LiveRegister
) -> None:
    live, self_test, readiness = damaged(store, register)
    index = live.check_built().register.index
    store.followed.enable(["other"], datetime.now(UTC))
    store.followed.disable(["other"])
    assert live.current().register.index is index
    assert self_test.tested == store.generation()  # the same index needs no other test
    put(store, datetime.now(UTC), *ROWS, "3,company,CASPIAN GRAIN LLC,,,,RU,TEST-1,")
    for _ in range(200):
        live.current()
        with pytest.raises(NotReady, match="do not find their entities"):
            readiness.check()
        time.sleep(0.001)


def test_a_fault_that_is_repaired_turns_ready_on(store: ListStore, register: LiveRegister) -> None:
    live, self_test, readiness = damaged(store, register)
    put(store, datetime.now(UTC), ROWS[1].removesuffix("1"))
    live.current()
    until(lambda: not self_test.unfound)
    assert readiness.check().versions == live.current().versions


def test_a_name_whose_screening_fails_turns_ready_off_and_the_test_goes_on(
    store: ListStore, register: LiveRegister, capsys: pytest.CaptureFixture[str]
) -> None:
    put(store, datetime.now(UTC))
    self_test = SelfTest(load_policy("balanced"), make_logger("error"), _nobody_screens)

    def damage(before: Snapshot | None, after: Snapshot) -> None:
        partitions = after.register.index.partitions
        (companies,) = [kind for kind in partitions if kind == "company"]
        partitions[companies] = None  # type: ignore[assignment]
        self_test.begin(before, after)

    live = LiveSnapshot(store, register, Alone(), damage)
    readiness = after_the_test(live, self_test)
    with pytest.raises(NotReady, match="mine:1"):
        readiness.check()
    log = capsys.readouterr().err
    assert "AttributeError" in log
    assert "KRONSHTADT" not in log


def test_a_database_that_cannot_be_read_turns_ready_off_until_it_can(tmp_path: Path) -> None:
    server = Server(tmp_path / "data").start()
    path = tmp_path / "data" / "hullmark.sqlite3"
    try:
        run(path, "alter table store_state rename to gone")
        until(lambda: server.http.get("/health/ready").status_code == 503)
        detail = assert_problem(server.http.get("/health/ready"), 503)["detail"]
        assert detail == "the lists cannot be looked at (OperationalError)"
        run(path, "alter table gone rename to store_state")
        until(lambda: server.http.get("/health/ready").status_code == 200)
        assert server.screen(name="MG-FLOT OOO")["outcome"] == "match"
    finally:
        server.stop()


def run(path: Path, statement: str) -> None:
    """Change the lists' database behind everybody's back."""
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()


def until(happened: Callable[[], bool]) -> None:
    for _ in range(300):
        if happened():
            return
        time.sleep(0.1)
    raise AssertionError("it does not happen")


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
            assert "not fresh: mine" in assert_problem(answer, 503)["detail"]
        assert answer.status_code == status
        assert server.screen(name="Kronshtadt Bulk Carriers")["outcome"] == "match"
    finally:
        server.stop()
