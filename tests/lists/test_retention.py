from collections.abc import Iterator
from datetime import timedelta

import pytest

from lists.database import open_database
from lists.draft import draft_of
from lists.entities import Entity, NameKind
from lists.errors import UnknownVersion
from lists.store import ListStore
from lists.tables import RawContent
from tests.builders import company, day, files_of, live_entities, parsed, vessel

SAPFIR, SONA = vessel("SAPFIR", "2"), vessel("SONA", "4")


@pytest.fixture
def store(database_url: str) -> Iterator[ListStore]:
    """A store that forgets versions that ended more than ten days before the newest."""
    store = ListStore(database_url, keep=timedelta(days=10))
    yield store
    store.close()


def put(store: ListStore, *entities: Entity, on: int) -> str:
    reading = parsed(*entities)
    return store.replace(draft_of("flot", reading, files_of(reading), day(on)))[0].version


def numbers(store: ListStore) -> list[int]:
    return [version.number for version in store.versions("flot")]


def test_what_was_live_within_the_time_is_kept_and_what_ended_before_is_not(store: ListStore) -> None:
    put(store, company("OLD NAME"), SAPFIR, on=0)
    put(store, company("NEW NAME"), SAPFIR, on=5)
    put(store, company("NEW NAME"), SAPFIR, SONA, on=14)
    assert numbers(store) == [3, 2, 1]  # the second began on day 5: on day 4, the first was live
    fourth = put(store, company("NEW NAME"), SONA, on=16)
    assert numbers(store) == [4, 3, 2]
    assert [(one.own_id, one.change) for one in store.changes("flot", fourth)] == [("2", "removed")]


def test_contents_changes_rollback_and_former_names_are_whole_after_forgetting(store: ListStore) -> None:
    put(store, company("OLD NAME"), SAPFIR, on=0)
    second = put(store, company("NEW NAME"), SAPFIR, on=1)
    third = put(store, company("NEW NAME"), SONA, on=40)
    assert numbers(store) == [3, 2]
    assert [one.own_id for one in store.changes("flot", third)] == ["2", "4"]
    with pytest.raises(UnknownVersion, match="before"):
        store.changes("flot", second)
    (renamed,) = (entity for entity in live_entities(store) if entity.own_id == "1")
    assert [(name.text, name.kind) for name in renamed.names[1:]] == [("OLD NAME", NameKind.FORMER_NAME)]
    store.rollback("flot", None, day(41))
    assert {entity.own_id for entity in live_entities(store)} == {"1", "2"}
    put(store, company("THIRD NAME"), SONA, on=90)
    (renamed,) = (entity for entity in live_entities(store) if entity.own_id == "1")
    assert {name.text for name in renamed.names} == {"THIRD NAME", "NEW NAME", "OLD NAME"}


def test_files_that_no_kept_version_has_are_forgotten(store: ListStore, database_url: str) -> None:
    for number, name in enumerate(("A LLC", "B LLC", "A LLC", "C LLC")):
        put(store, company(name), on=number * 20)
    assert numbers(store) == [4, 3]
    database = open_database(database_url)
    with database.reader.begin() as connection:
        stored = {
            row.sha256 for row in connection.execute(RawContent.metadata.tables["raw_content"].select())
        }
    database.close()
    assert stored == {digest for version in store.versions("flot") for digest in version.files_sha256}
    assert len(stored) == 2


def test_without_a_limit_nothing_is_forgotten(database_url: str) -> None:
    store = ListStore(database_url)
    for number in range(3):
        put(store, company(f"NAME {number}"), on=number * 1000)
    assert numbers(store) == [3, 2, 1]
    store.close()
