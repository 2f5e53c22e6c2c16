import hashlib
import sqlite3
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import OperationalError

from lists.database import open_database
from lists.draft import draft_of
from lists.entities import Entity
from lists.errors import DamagedFile, EmptyList, UnknownList, UnknownVersion
from lists.raw_files import fingerprint
from lists.sources.parsed import FileRows, RawFile, RejectedRow
from lists.store import ListStore
from lists.tables import ListsTable, RawContent, StoreState
from lists.version import Change, EntityChange, FieldChange, ListVersion
from tests.builders import company, day, files_of, live_entities, parsed, vessel

MG_FLOT = company("MG-FLOT LLC", aliases=("TRANSMORFLOT LLC",))
SAPFIR = vessel("SAPFIR", imo="8700010")


def _put(store: ListStore, *entities: Entity, on: int = 0, list_id: str = "flot") -> ListVersion:
    reading = parsed(*(replace(entity, list_id=list_id) for entity in entities))
    return store.replace(draft_of(list_id, reading, files_of(reading), day(on)))[0]


def test_a_new_list_is_live_with_all_that_was_told_of_it(store: ListStore) -> None:
    rejected = RejectedRow(file="list.csv", line=3, reason="no name")
    files = (FileRows(name="list.csv", role="list", rows=3, rejected=1),)
    reading = replace(
        parsed(MG_FLOT, SAPFIR), files=files, rejected=(rejected,), warnings=("a check digit is wrong",)
    )
    version, is_new = store.replace(
        draft_of("flot", reading, [RawFile(name="list.csv", content=b"id,name\n")], day(0))
    )
    assert is_new
    assert version.version == "1-" + hashlib.sha256(b"id,name\n").hexdigest()[:8]
    assert (version.rows, version.loaded, version.rejected_count) == (3, 2, 1)
    assert (version.entities, version.names, version.counts.vessels, version.counts.identifiers) == (
        2,
        3,
        1,
        1,
    )
    assert (version.added, version.changed, version.removed) == (2, 0, 0)
    assert version.warnings == ("a check digit is wrong",)
    assert store.live() == store.versions("flot") == (version,)
    assert live_entities(store) == (MG_FLOT, SAPFIR)


def test_the_bytes_already_live_are_not_written_again(store: ListStore) -> None:
    first = _put(store, MG_FLOT)
    reading = parsed(MG_FLOT)
    renamed = [replace(file, name=file.name.upper()) for file in files_of(reading)]
    told = replace(reading, files=(replace(reading.files[0], name="LIST.CSV"),))
    assert store.replace(draft_of("flot", told, renamed, day(9))) == (first, False)
    assert store.generation() == 1


def test_a_version_writes_what_it_changes_and_tells_it(store: ListStore) -> None:
    _put(store, MG_FLOT, SAPFIR, vessel("SONA", "4"))
    moved = replace(SAPFIR, source=(replace(SAPFIR.source[0], file="new.csv", line=77),))
    renamed = replace(MG_FLOT, names=(MG_FLOT.names[1],))
    second = _put(store, renamed, moved, vessel("OLGA", "3"), on=1)
    assert (second.number, second.added, second.changed, second.removed) == (2, 1, 1, 1)
    assert second.warnings == ("names 4 -> 3 (-25.0%)", "1 of 3 entities are gone, 1 new (33.3%)")
    names = FieldChange(
        field="names",
        before=[{"text": "MG-FLOT LLC"}, {"text": "TRANSMORFLOT LLC", "kind": "alias"}],
        after=[{"text": "TRANSMORFLOT LLC", "kind": "alias"}],
    )
    assert store.changes("flot", second.version) == (
        EntityChange(own_id="1", name="TRANSMORFLOT LLC", change=Change.CHANGED, differences=(names,)),
        EntityChange(own_id="3", name="OLGA", change=Change.ADDED),
        EntityChange(own_id="4", name="SONA", change=Change.REMOVED),
    )
    assert moved in live_entities(store)


def test_the_changes_of_an_earlier_version_are_still_told(store: ListStore) -> None:
    first = _put(store, MG_FLOT)
    _put(store, SAPFIR, on=1)
    assert store.changes("flot", first.version) == (
        EntityChange(own_id="1", name="MG-FLOT LLC", change=Change.ADDED),
    )


def test_any_two_versions_can_be_compared(store: ListStore) -> None:
    first = _put(store, MG_FLOT)
    _put(store, SAPFIR, on=1)
    third = _put(store, SAPFIR, vessel("SONA", "4"), on=2)
    told = {(one.own_id, one.change) for one in store.changes("flot", third.version, first.version)}
    assert told == {("1", Change.REMOVED), ("2", Change.ADDED), ("4", Change.ADDED)}
    back = {(one.own_id, one.change) for one in store.changes("flot", first.version, third.version)}
    assert back == {("1", Change.ADDED), ("2", Change.REMOVED), ("4", Change.REMOVED)}
    with pytest.raises(UnknownVersion):
        store.changes("flot", third.version, "9-ffffffff")


def test_a_rollback_says_which_version_it_repeats_and_who_made_it(store: ListStore) -> None:
    first = _put(store, MG_FLOT)
    _put(store, SAPFIR, on=1)
    third = store.rollback("flot", None, day(2), made_by="key 1a2b3c4d")
    assert store.versions("flot")[0] == third
    assert (third.made_by, third.origin) == ("key 1a2b3c4d", f"version {first.version}")


def test_lists_live_beside_each_other_in_the_order_of_their_ids(store: ListStore) -> None:
    _put(store, SAPFIR, list_id="us")
    _put(store, MG_FLOT, list_id="eu")
    with store.read_live() as live:
        assert [version.list_id for version in live.versions] == ["eu", "us"]
        assert [entity.id for entity in live.entities] == ["eu:1", "us:2"]
        assert live.generation == store.generation() == 2


def test_a_list_without_any_entity_is_refused_and_the_live_version_stays(store: ListStore) -> None:
    first = _put(store, MG_FLOT)
    with pytest.raises(EmptyList):
        _put(store)
    assert store.live() == (first,)


def test_two_files_of_one_name_are_refused(store: ListStore) -> None:
    reading = parsed(MG_FLOT, roles=("sdn", "alt"))
    twice = [replace(file, name="sdn.csv") for file in files_of(reading)]
    with pytest.raises(DamagedFile, match="two files have this name"):
        draft_of("flot", reading, twice, day(0))
    assert store.live() == ()


def test_two_entities_of_one_id_are_a_fault_of_the_parser_and_nothing_is_written(store: ListStore) -> None:
    with pytest.raises(ValueError, match="one id"):
        _put(store, MG_FLOT, replace(SAPFIR, own_id="1"))
    assert store.live() == ()
    assert store.generation() == 0


def test_a_rollback_is_a_new_version_with_the_old_contents_whole(store: ListStore) -> None:
    first = _put(store, MG_FLOT, SAPFIR)
    entities = live_entities(store)
    second = _put(store, replace(SAPFIR, source=()), vessel("OLGA", "3"), on=1)
    third = store.rollback("flot", None, day(2))
    assert third.version == f"3-{first.sha256[:8]}"
    assert (third.added, third.changed, third.removed) == (1, 1, 1)
    assert third.loaded_at == day(2)
    assert third.files == first.files
    assert live_entities(store) == entities
    assert store.versions("flot") == (third, second, first)


def test_a_rollback_to_what_is_live_writes_nothing(store: ListStore) -> None:
    first = _put(store, MG_FLOT)
    _put(store, SAPFIR, on=1)
    third = store.rollback("flot", first.version, day(2))
    assert store.rollback("flot", first.version, day(3)) == third
    assert store.generation() == 3


def test_a_rolled_back_version_can_be_put_again(store: ListStore) -> None:
    _put(store, MG_FLOT)
    second = _put(store, SAPFIR, on=1)
    store.rollback("flot", None, day(2))
    fourth = _put(store, SAPFIR, on=3)
    assert fourth.version == f"4-{second.sha256[:8]}"
    assert live_entities(store) == (SAPFIR,)


def test_unknown_lists_and_versions_are_named(store: ListStore) -> None:
    for ask in (store.versions, store.delete, lambda list_id: store.rollback(list_id, None, day(0))):
        with pytest.raises(UnknownList, match="flot"):
            ask("flot")
    first = _put(store, MG_FLOT)
    with pytest.raises(UnknownVersion, match="9-ffffffff"):
        store.changes("flot", "9-ffffffff")
    with pytest.raises(UnknownVersion, match=f"before {first.version}"):
        store.rollback("flot", None, day(1))


def test_a_deleted_list_leaves_nothing_behind(store: ListStore, database_url: str) -> None:
    _put(store, MG_FLOT, SAPFIR)
    _put(store, company("OTHER NAME"), on=1)
    _put(store, SAPFIR, list_id="us")
    store.delete("flot")
    assert [version.list_id for version in store.live()] == ["us"]
    assert store.generation() == 4
    database = open_database(database_url)
    with database.reader.begin() as connection:
        for table in ListsTable.metadata.sorted_tables:
            if table.name != StoreState.__tablename__:
                assert set(
                    connection.execute(table.select().with_only_columns(table.c.list_id)).scalars()
                ) <= {"us"}
    database.close()
    assert _put(store, MG_FLOT, on=2).number == 1


def test_the_bytes_of_each_file_are_kept_once(store: ListStore, database_url: str) -> None:
    sdn, alt, new_alt = b"37049,MG-FLOT LLC", b"37049,58185,aka", b"37049,79086,aka"
    for number, contents in enumerate(((sdn, alt), (sdn, new_alt), (sdn, alt))):
        reading = parsed(MG_FLOT, roles=("sdn", "alt"))
        files = [RawFile(name=file.name, content=c) for file, c in zip(reading.files, contents, strict=True)]
        version, _ = store.replace(draft_of("flot", reading, files, day(number)))
        assert version.files_sha256 == tuple(hashlib.sha256(content).hexdigest() for content in contents)
    database = open_database(database_url)
    with database.reader.begin() as connection:
        rows = connection.execute(RawContent.metadata.tables["raw_content"].select()).all()
    database.close()
    assert {row.sha256: zlib.decompress(row.compressed) for row in rows} == {
        hashlib.sha256(content).hexdigest(): content for content in (sdn, alt, new_alt)
    }
    assert [row.size for row in rows] == [len(zlib.decompress(row.compressed)) for row in rows]


def test_the_fingerprint_of_one_file_is_its_own_and_of_several_has_no_order() -> None:
    one, other = hashlib.sha256(b"one").hexdigest(), hashlib.sha256(b"other").hexdigest()
    assert fingerprint([one]) == one
    assert fingerprint([one, other]) == fingerprint([other, one])
    lines = "".join(sorted([one + "\n", other + "\n"]))
    assert fingerprint([one, other]) == hashlib.sha256(lines.encode()).hexdigest()
    assert fingerprint([one, one]) != one


def test_another_store_on_the_same_database_sees_a_write_at_once(store: ListStore, database_url: str) -> None:
    other = ListStore(database_url)
    assert other.generation() == 0
    version = _put(store, MG_FLOT)
    assert other.generation() == 1
    assert other.live() == (version,)
    other.close()


def test_many_threads_may_ask_for_the_generation_while_one_writes(store: ListStore) -> None:
    def ask(times: int) -> list[int]:
        return [store.generation() for _ in range(times)]

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(ask, 300) for _ in range(4)]
        for number in range(5):
            _put(store, company(f"NAME {number}"), on=number)
        seen = [future.result() for future in asked]
    assert all(generations == sorted(generations) for generations in seen)
    assert store.generation() == 5


def test_a_lost_connection_is_made_again_once_the_database_is_back(tmp_path: Path) -> None:
    """PostgreSQL's is lost where its server is started anew; SQLite's is told to be by this test."""
    path = tmp_path / "lists.sqlite3"
    store = ListStore(f"sqlite:///{path}")
    generation = store.generation()

    def lost(context: ExceptionContext) -> None:
        context.is_disconnect = True

    with closing(sqlite3.connect(path)) as database:
        database.execute("alter table store_state rename to gone")
        event.listen(Engine, "handle_error", lost)
        try:
            with pytest.raises(OperationalError):
                store.generation()
        finally:
            event.remove(Engine, "handle_error", lost)
        database.execute("alter table gone rename to store_state")
    assert store.generation() == generation
    store.close()
