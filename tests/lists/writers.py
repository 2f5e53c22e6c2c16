"""Writes to a store in other processes; run by test_store_processes."""

from multiprocessing.connection import Connection

from lists.draft import draft_of
from lists.sources.parsed import Parsed
from lists.store import ListStore
from tests.builders import day, files_of, parsed, vessel

SHIPS = 400


def fleet(edition: str) -> Parsed:
    """Build an edition of a list: each ship bears its name, so that a mixture of two editions shows."""
    return parsed(*(vessel(f"SHIP {number} {edition}", str(number)) for number in range(1, SHIPS + 1)))


def put(store: ListStore, edition: str) -> None:
    """Put an edition as the new version of the list "flot"."""
    reading = fleet(edition)
    store.replace(draft_of("flot", reading, files_of(reading), day(0)))


def write(database_url: str, editions: tuple[str, ...], told: Connection) -> None:
    """Put editions one after another, and tell before and after each."""
    store = ListStore(database_url)
    for edition in editions:
        told.send("begin")
        put(store, edition)
        told.send("done")
    store.close()
