"""Several processes on one store, some of which are killed while they write."""

import random
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

from lists.store import ListStore
from tests.builders import live_entities
from tests.lists.writers import SHIPS, put, write

_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.lists.writers"])


def _start(database_url: str, *editions: str) -> tuple[ForkServerProcess, Connection]:
    heard, told = _PROCESSES.Pipe(duplex=False)
    writer = _PROCESSES.Process(target=write, args=(database_url, editions, told))
    writer.start()
    told.close()
    return writer, heard


def _acknowledged(heard: Connection) -> bool:
    """Say whether a writer that is gone told that it was done."""
    with heard:
        try:
            return bool(heard.recv() == "done")
        except EOFError:
            return False


def _live_edition(store: ListStore) -> str | None:
    """Give the edition whose ships are live, None before the first; fails on a mixture or a part of one."""
    entities = live_entities(store)
    if not entities:
        return None
    assert len(entities) == SHIPS
    (edition,) = {entity.name.split()[-1] for entity in entities}
    return edition


def test_writers_in_two_processes_follow_one_another_and_readers_see_whole_versions(
    store: ListStore, database_url: str
) -> None:
    writers = [_start(database_url, *(f"{who}{turn}" for turn in range(4))) for who in "ab"]
    while any(writer.is_alive() for writer, _ in writers):
        _live_edition(store)
    for writer, heard in writers:
        writer.join()
        heard.close()
        assert writer.exitcode == 0
    versions = store.versions("flot")
    assert [version.number for version in versions] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert [version.changed for version in versions] == [SHIPS] * 7 + [0]
    assert len({version.sha256 for version in versions}) == 8
    assert store.generation() == 8


def test_processes_that_make_a_new_store_at_once_all_succeed(database_url: str) -> None:
    writers = [_start(database_url, who) for who in "abcd"]
    for writer, heard in writers:
        writer.join()
        heard.close()
        assert writer.exitcode == 0
    store = ListStore(database_url)
    assert [version.number for version in store.versions("flot")] == [4, 3, 2, 1]
    store.close()


def test_a_killed_writer_leaves_the_old_version_or_the_new_and_can_try_again(database_url: str) -> None:
    chance = random.Random(37049)
    store = ListStore(database_url)
    live = "old"
    before = time.monotonic()
    put(store, live)
    usual = time.monotonic() - before
    for turn in range(10):
        edition = f"new{turn}"
        writer, heard = _start(database_url, edition)
        assert heard.recv() == "begin"
        time.sleep(chance.uniform(0, 1.5 * usual))  # to kill at every stage, and sometimes after all
        writer.kill()
        writer.join()
        reopened = ListStore(database_url)
        found = _live_edition(reopened)
        assert found == edition if _acknowledged(heard) else found in (live, edition)
        put(reopened, edition)
        assert _live_edition(reopened) == edition
        reopened.close()
        live = edition
    store.close()
