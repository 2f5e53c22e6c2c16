"""Refreshes a list in other processes, some of which are killed: test_refresh_processes, kill_refresh."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess

from lists.addresses import AddressRule, networks
from lists.catalogue import Catalogue, Source, SourceFile
from lists.errors import LostLease, RefreshRunning
from lists.fetch import Fetcher
from lists.guards import Guard
from lists.refresh import Refresher
from lists.store import ListStore
from tests.builders import live_entities
from tests.publisher import Publisher

LIST = "flot"
SHIPS = 300
LEASE = timedelta(seconds=0.5)

_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.lists.refreshing"])


def edition(number: int) -> bytes:
    """Give an edition of a list: each ship bears its number, so that a mixture of two editions shows."""
    rows = (f"{ship},vessel,SHIP {ship} EDITION {number}\n" for ship in range(1, SHIPS + 1))
    return ("id,type,name\n" + "".join(rows)).encode()


def live_edition(store: ListStore) -> int | None:
    """Give the edition that is live, None before the first; ValueError for a mixture or a part of one."""
    entities = live_entities(store)
    if not entities:
        return None
    editions = {int(entity.name.split()[-1]) for entity in entities}
    if len(entities) != SHIPS or len(editions) != 1:
        raise ValueError(f"{len(entities)} ships of the editions {sorted(editions)}")
    return editions.pop()


def refresher(store: ListStore, url: str) -> Refresher:
    """Make what refreshes the list from an address."""
    source = Source(
        title="Fleet",
        publisher="made up",
        format="auto",
        files=(SourceFile(name="list.csv", url=url),),
        check_every_minutes=1,
        stale_after_hours=1,
        minimum_entities=SHIPS,
        licence="made up",
    )
    fetcher = Fetcher(rule=AddressRule(networks(["127.0.0.0/8"])))
    catalogue = Catalogue({LIST: source})
    return Refresher(store=store, catalogue=catalogue, fetcher=fetcher, guard=Guard(), lease=LEASE)


def refresh(database_url: str, url: str, times: int) -> None:
    """Refresh some times; another process may be at it too."""
    store = ListStore(database_url)
    for _ in range(times):
        try:
            refresher(store, url).refresh(LIST, "test")
        except (RefreshRunning, LostLease):
            time.sleep(0.01)
    store.close()


def start(database_url: str, url: str, times: int = 1) -> ForkServerProcess:
    """Refresh in another process."""
    process = _PROCESSES.Process(target=refresh, args=(database_url, url, times))
    process.start()
    return process


@contextmanager
def published(database_url: str) -> Iterator[tuple[Publisher, ListStore]]:
    """Publish the first edition and follow the list."""
    store = ListStore(database_url)
    store.followed.enable([LIST], datetime.now(UTC))
    with Publisher() as publisher:
        publisher.files["/list.csv"] = edition(0)
        yield publisher, store
    store.close()


def killed_rounds(database_url: str, rounds: int, seed: int = 37049) -> int:
    """Kill a refresh at a random point, `rounds` times, and give how many of them had gone live.

    ValueError where a version is not whole, is neither the old nor the new, or cannot be refreshed after.
    """
    chance, completed = random.Random(seed), 0
    with published(database_url) as (publisher, store):
        url = publisher.url("/list.csv")
        started = time.monotonic()
        refresher(store, url).refresh(LIST, "test")
        usual = time.monotonic() - started
        for number in range(1, rounds + 1):
            publisher.files["/list.csv"] = edition(number)
            process = start(database_url, url)
            asked = len(publisher.asked)
            while process.is_alive() and len(publisher.asked) == asked:
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 1.5 * usual))
            process.kill()
            process.join()
            found = live_edition(store)
            if found not in (number - 1, number):
                raise ValueError(f"round {number}: edition {found} is live")
            completed += found == number
            _recover(store, url, number)
    return completed


def _recover(store: ListStore, url: str, number: int) -> None:
    """Refresh once the lease of the dead process has run out."""
    deadline = time.monotonic() + 30
    while live_edition(store) != number or any(one.leased_until for one in store.followed.all()):
        if time.monotonic() > deadline:
            raise ValueError(f"round {number}: not refreshed after the kill")
        try:
            refresher(store, url).refresh(LIST, "test")
        except RefreshRunning:
            time.sleep(0.05)
