"""The snapshot keeps in step with the store, and is never half of one and half of another."""

import gc
import sqlite3
import time
import weakref
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest

from lists.draft import read_draft
from lists.errors import UnknownList
from lists.reading import AUTO
from lists.sources.parsed import RawFile
from lists.store import ListStore
from lists.worker import Worker
from matching.index import Index
from service.errors import NotReady
from service.live_register import LiveRegister
from service.logs import make_logger
from service.snapshot import LiveSnapshot
from service.workers import Alone
from tests.service.server import csv_bytes


def unheard(*_: object) -> None:
    """Nobody waits for a swap."""


NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'lists.sqlite3'}"


@pytest.fixture
def store(url: str) -> Iterator[ListStore]:
    store = ListStore(url)
    yield store
    store.close()


@pytest.fixture
def register(store: ListStore, url: str, tmp_path: Path) -> Iterator[LiveRegister]:
    register = LiveRegister(store, url, tmp_path / "index", Worker(), make_logger("error"))
    yield register
    register.close()


@pytest.fixture
def live(store: ListStore, register: LiveRegister) -> LiveSnapshot:
    live = LiveSnapshot(store, register, Alone(), unheard)
    live.start()
    return live


def put(store: ListStore, list_id: str, name: str) -> None:
    files = (RawFile(name="list.csv", content=csv_bytes(f"1,company,{name},,,,RU,,")),)
    store.replace(read_draft(list_id, files, AUTO, NOW))


def list_ids(live: LiveSnapshot) -> list[str]:
    return [version.list_id for version in live.current().versions]


def test_nothing_is_answered_before_the_first_snapshot(store: ListStore, register: LiveRegister) -> None:
    with pytest.raises(NotReady):
        LiveSnapshot(store, register, Alone(), unheard).current()


def test_a_write_of_another_process_is_seen_at_the_next_question(live: LiveSnapshot, url: str) -> None:
    assert list_ids(live) == ["starter"]
    other = ListStore(url)
    put(other, "theirs", "KRONSHTADT BULK CARRIERS LLC")
    other.close()
    assert list_ids(live) == ["theirs"]
    assert live.current().register.index.entity("theirs:1").name == "KRONSHTADT BULK CARRIERS LLC"


def test_without_a_write_the_same_snapshot_answers(live: LiveSnapshot) -> None:
    assert live.current() is live.current()


def test_who_has_waited_shares_the_look_at_the_store_and_who_comes_after_a_write_does_not(
    live: LiveSnapshot, url: str, store: ListStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    generation = store.generation
    monkeypatch.setattr(store, "generation", lambda: asked.append(1) or generation())
    before = time.monotonic()
    first = live.current(before)
    looks = len(asked)
    assert live.current(before) is first
    assert len(asked) == looks > 0
    other = ListStore(url)
    put(other, "theirs", "KRONSHTADT BULK CARRIERS LLC")
    other.close()
    after = live.current(time.monotonic())
    assert [version.list_id for version in after.versions] == ["theirs"]
    assert live.current(before) is after


def test_while_our_write_is_unanswered_the_snapshot_before_it_still_answers(
    live: LiveSnapshot, store: ListStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    building, may_build = Event(), Event()
    build = Index.build

    def slow_build(*arguments: object) -> Index:
        building.set()
        assert may_build.wait(30)
        return build(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Index, "build", slow_build)
    writing = Thread(target=lambda: live.write("ours", lambda: put(store, "ours", "KRONSHTADT LLC")))
    writing.start()
    assert building.wait(30)
    assert list_ids(live) == ["starter"]
    may_build.set()
    writing.join()
    assert list_ids(live) == ["ours"]


def test_a_foreign_write_before_ours_is_answered_waits_for_the_new_snapshot(
    live: LiveSnapshot, store: ListStore, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    building, may_build = Event(), Event()
    build = Index.build

    def slow_build(*arguments: object) -> Index:
        building.set()
        assert may_build.wait(30)
        return build(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Index, "build", slow_build)
    writing = Thread(target=lambda: live.write("ours", lambda: put(store, "ours", "KRONSHTADT LLC")))
    writing.start()
    assert building.wait(30)
    other = ListStore(url)
    put(other, "theirs", "ZELENOGRAD LLC")
    other.close()
    answers: list[list[str]] = []
    asking = Thread(target=lambda: answers.append(list_ids(live)))
    asking.start()
    asking.join(0.3)
    assert answers == []
    may_build.set()
    asking.join()
    writing.join()
    assert answers == [["ours", "theirs"]]


def test_an_index_that_cannot_be_built_turns_ready_off_until_one_can(
    live: LiveSnapshot, store: ListStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Index, "build", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            live.write("ours", lambda: put(store, "ours", "KRONSHTADT LLC"))
    assert live.failed
    with pytest.raises(NotReady, match="ZeroDivisionError"):
        live.current()
    live.write("ours", lambda: store.delete("ours"))
    assert list_ids(live) == ["starter"]


def test_the_same_bytes_again_build_nothing(live: LiveSnapshot, store: ListStore) -> None:
    live.write("ours", lambda: put(store, "ours", "KRONSHTADT LLC"))
    before = live.current()
    live.write("ours", lambda: put(store, "ours", "KRONSHTADT LLC"))
    assert live.current() is before


def test_a_refused_write_changes_nothing(live: LiveSnapshot, store: ListStore) -> None:
    before = live.current()
    with pytest.raises(UnknownList):
        live.write("nowhere", lambda: store.delete("nowhere"))
    assert live.current() is before


def test_an_unknown_list_cannot_be_chosen(live: LiveSnapshot) -> None:
    with pytest.raises(UnknownList):
        live.current().chosen(frozenset({"starter", "nowhere"}))


def test_what_is_not_searched_any_more_is_freed_without_the_garbage_collector(
    live: LiveSnapshot, store: ListStore
) -> None:
    """It is set aside from collections: a cycle in it would keep every snapshot that ever was."""
    live.write("ours", lambda: put(store, "ours", "KRONSHTADT LLC"))
    built = live.current().register
    before = [weakref.ref(built.index), weakref.ref(built.network), weakref.ref(built.unlisted)]
    del built
    gc.disable()
    try:
        live.write("ours", lambda: put(store, "ours", "ZELENOGRAD LLC"))
        assert [gone() for gone in before] == [None, None, None]
    finally:
        gc.enable()


def test_a_list_that_cannot_be_indexed_is_forgotten_once_another_process_repairs_it(
    live: LiveSnapshot, url: str, tmp_path: Path
) -> None:
    other = ListStore(url)
    put(other, "theirs", "KRONSHTADT BULK CARRIERS LLC")
    run(tmp_path, "update source_places set compressed = x'00'")
    with pytest.raises(Exception, match="incomplete"):
        live.current()
    with pytest.raises(NotReady, match="could not be built"):
        live.current()
    other.delete("theirs")
    other.close()
    assert list_ids(live) == ["starter"]
    assert not live.failed


def test_an_index_that_could_not_be_built_is_tried_again_after_a_while(
    store: ListStore, register: LiveRegister, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "ours", "KRONSHTADT BULK CARRIERS LLC")
    run(tmp_path, "create table kept as select * from source_places")
    run(tmp_path, "update source_places set compressed = x'00'")
    live = LiveSnapshot(store, register, Alone(), unheard)
    with pytest.raises(Exception, match="incomplete"):
        live.start()
    run(tmp_path, "update source_places set compressed = (select compressed from kept)")
    with pytest.raises(NotReady, match="could not be built"):
        live.current()
    monkeypatch.setattr("service.snapshot.RETRY_SECONDS", 0.0)
    assert list_ids(live) == ["ours"]


def run(tmp_path: Path, statement: str) -> None:
    """Change the lists' database behind everybody's back."""
    with closing(sqlite3.connect(tmp_path / "lists.sqlite3")) as database:
        database.execute(statement)
        database.commit()
