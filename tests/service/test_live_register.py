"""The register of big lists: built in another process, saved, mapped, and built anew where that fails."""

import gc
import signal
import time
import weakref
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import httpx
import pytest

from lists.draft import read_draft
from lists.errors import WorkerDied
from lists.reading import AUTO
from lists.sources.parsed import RawFile
from lists.store import ListStore
from lists.worker import Worker
from matching.policy import DEFAULT_POLICY
from matching.query import Query
from matching.register import Register
from matching.subject import screen_subject
from service import saved_registers
from service.live_register import SMALL, LiveRegister, set_survivors_aside
from service.logs import make_logger
from tests.builders import live_entities
from tests.service.server import Server, csv_bytes

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
WORDS = ("BALTIC", "VOLGA", "ORIENT", "DELTA", "AMBER", "COBALT", "NEVA", "KAMA", "LENA", "ONEGA", "DVINA")


def rows(count: int = SMALL + 1) -> list[str]:
    """Give rows of as many companies, and of a ship that is linked to the first."""
    companies = [
        f"{n},company,{WORDS[n % 11]} {WORDS[n // 11 % 11]} {WORDS[n // 121 % 11]} TRADING LLC,,,,RU,TEST,"
        for n in range(1, count)
    ]
    return [*companies, f"{count},vessel,ZELENOGRAD TRADER,,,9481934,RU,TEST,1"]


def put(store: ListStore, *lines: str) -> None:
    files = (RawFile(name="list.csv", content=csv_bytes(*lines)),)
    store.replace(read_draft("mine", files, AUTO, NOW))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'lists.sqlite3'}"


@pytest.fixture
def store(url: str) -> Iterator[ListStore]:
    store = ListStore(url)
    put(store, *rows())
    yield store
    store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def live(store: ListStore, url: str, folder: Path) -> Iterator[LiveRegister]:
    live = LiveRegister(store, url, folder, Worker(), make_logger("warning"))
    yield live
    live.close()


@pytest.fixture
def reader(store: ListStore, url: str, folder: Path) -> Iterator[LiveRegister]:
    """Another process's register: it can build nothing, only map what is saved."""
    reader = LiveRegister(store, url, folder, Worker(), make_logger("warning"))
    reader.close()
    return reader


def saved(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name != "building.lock")


def found(register: Register, name: str) -> list[str]:
    screening = screen_subject(Query(names=(name,)), register, DEFAULT_POLICY)
    return [hit.entity.id for hit in screening.hits]


def test_a_big_register_is_saved_and_another_process_maps_it(
    live: LiveRegister, reader: LiveRegister, store: ListStore
) -> None:
    standing, built = live.read(None)
    again, mapped = reader.read(None)
    assert again == standing == store.standing()
    for name in ("Zelenograd Trader", "Volga Baltic Neva Trading"):
        query = Query(names=(name,))
        screening = screen_subject(query, mapped, DEFAULT_POLICY)
        assert screening == screen_subject(query, built, DEFAULT_POLICY)
        assert screening == screen_subject(query, Register.build(live_entities(store)), DEFAULT_POLICY)
        assert screening.hits
    assert [related.party.id for related in mapped.network.related(f"mine:{SMALL + 1}")] == ["mine:1"]


def test_a_new_version_takes_the_place_of_the_register_before_it(
    live: LiveRegister, store: ListStore, folder: Path
) -> None:
    _, before = live.read(None)
    (first,) = saved(folder)
    put(store, *rows(), "9999,company,KRONSHTADT BULK CARRIERS LLC,,,,RU,TEST,")
    _, after = live.read(before)
    assert found(after, "Kronshtadt Bulk Carriers") == ["mine:9999"]
    assert found(before, "Kronshtadt Bulk Carriers") == []
    (second,) = saved(folder)
    assert first != second


@pytest.mark.parametrize("kept", [0, 100, 10_000])
def test_a_register_that_was_cut_off_is_built_anew(live: LiveRegister, folder: Path, kept: int) -> None:
    live.read(None)
    (path,) = saved(folder)
    whole = path.read_bytes()
    path.unlink()  # what is mapped stays as it is
    path.write_bytes(whole[:kept])
    _, register = live.read(None)
    assert found(register, "Zelenograd Trader") == [f"mine:{SMALL + 1}"]
    assert path.stat().st_size == len(whole)


def test_the_register_of_another_program_is_not_opened(
    live: LiveRegister, reader: LiveRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.read(None)
    reader.read(None)
    monkeypatch.setattr(saved_registers, "program", lambda: "upgraded")
    with pytest.raises(WorkerDied, match="has ended"):
        reader.read(None)


def test_where_nothing_can_be_saved_it_is_built_here_with_a_warning(
    store: ListStore, url: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write_text("a file where the folder should be")
    live = LiveRegister(store, url, folder, Worker(), make_logger("warning"))
    _, register = live.read(None)
    assert found(register, "Zelenograd Trader") == [f"mine:{SMALL + 1}"]
    assert '"event": "index not saved"' in capsys.readouterr().err


def test_a_small_register_is_not_saved(live: LiveRegister, store: ListStore, folder: Path) -> None:
    put(store, *rows(SMALL))
    _, register = live.read(None)
    assert found(register, "Zelenograd Trader") == [f"mine:{SMALL}"]
    assert not folder.exists()


def test_of_several_that_start_at_once_one_builds(store: ListStore, url: str, folder: Path) -> None:
    lives = [LiveRegister(store, url, folder, Worker(), make_logger("warning")) for _ in range(3)]
    registers: list[Register] = []
    threads = [Thread(target=lambda live=live: registers.append(live.read(None)[1])) for live in lives]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for live in lives:
        live.close()
    assert [found(register, "Zelenograd Trader") for register in registers] == [[f"mine:{SMALL + 1}"]] * 3
    assert len(saved(folder)) == 1


@pytest.mark.parametrize("seconds", [0.0, 1.5])
def test_a_service_that_was_killed_while_it_built_starts_again(tmp_path: Path, seconds: float) -> None:
    server = Server(tmp_path / "data").start()
    folder = tmp_path / "data" / "index"

    def write() -> None:
        with suppress(httpx.TransportError):
            server.put_rows("mine", *rows(2 * SMALL))

    writing = Thread(target=write)
    writing.start()
    while not folder.exists():
        assert writing.is_alive()
    time.sleep(seconds)
    server.process.kill()
    writing.join()
    server.stop(signal.SIGKILL)
    server.start()
    hits = server.screen(name="Zelenograd Trader")["hits"]
    assert [hit["entity"]["id"] for hit in hits] == [f"mine:{2 * SMALL}"]
    server.stop()


def test_what_survives_a_whole_collection_is_spared_the_next_one_and_let_go_of_all_the_same() -> None:
    class Kept:
        pass

    kept = [Kept() for _ in range(1_000)]
    gone = weakref.ref(kept[0])
    gc.callbacks.append(set_survivors_aside)
    try:
        gc.unfreeze()
        gc.collect()
        assert gc.get_freeze_count() >= 1_000
    finally:
        gc.callbacks.remove(set_survivors_aside)
    kept.clear()
    assert gone() is None
    gc.unfreeze()
