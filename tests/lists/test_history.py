from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lists.draft import draft_of
from lists.entities import Entity, IdentifierType, Name, NameKind, SeenBetween
from lists.history import describe, teaches, with_former_names
from lists.identifiers import identifier
from lists.names import comparable
from lists.records import to_record
from lists.sources.formats import recognise
from lists.sources.parsed import FileRows, Parsed, RawFile
from lists.store import ListStore
from lists.version import Change, EntityChange
from tests.builders import company, day, files_of, live_entities, parsed, vessel
from tests.shared import shared_data

OLD, NEW = "TRANSMORFLOT LLC", "MG-FLOT LIMITED LIABILITY COMPANY"


def _put(store: ListStore, on: datetime, *entities: Entity, roles: tuple[str, ...] = ("list",)) -> None:
    reading = parsed(*entities, roles=roles)
    assert store.replace(draft_of("flot", reading, files_of(reading), on))[1]


def _names(store: ListStore) -> dict[str, tuple[Name, ...]]:
    return {entity.own_id: entity.names for entity in live_entities(store)}


def _former(text: str, first: date, last: date, published_as: NameKind | None = None) -> Name:
    seen = SeenBetween(first=first, last=last)
    return Name(text=text, kind=NameKind.FORMER_NAME, published_as=published_as, seen=seen)


def test_a_renamed_company_keeps_its_id_and_its_former_name(store: ListStore) -> None:
    _put(store, day(0), company(OLD))
    _put(store, day(5), company(NEW))
    assert _names(store) == {"1": (Name(text=NEW), _former(OLD, day(0).date(), day(0).date()))}


def test_a_published_alias_becomes_the_former_name_that_it_is(store: ListStore) -> None:
    _put(store, day(0), company(OLD))
    _put(store, day(5), company(NEW, aliases=("MG-FLOT OOO", "Transmorflot  LLC")))
    assert _names(store)["1"] == (
        Name(text=NEW),
        Name(text="MG-FLOT OOO", kind=NameKind.ALIAS),
        _former("Transmorflot  LLC", day(0).date(), day(0).date(), NameKind.ALIAS),
    )


def test_a_former_name_is_seen_from_its_first_version_to_its_last(store: ListStore) -> None:
    _put(store, day(0), vessel("SAPFIR", "9"))
    _put(store, day(2), company(OLD))
    _put(store, day(4), company(OLD, aliases=("TRANSMORPORT OOO",)))
    _put(store, day(6), company(OLD, aliases=("TRANSMORPORT OOO",)), vessel("SAPFIR", "9"))
    _put(store, day(8), company(NEW))
    assert _names(store)["1"][1:] == (_former(OLD, day(2).date(), day(6).date()),)


def test_each_of_several_former_names_is_kept(store: ListStore) -> None:
    for number, name in enumerate(("LADOGA-101", "HELENA", "ETIM EMIN", "SAPFIR")):
        _put(store, day(number), vessel(name))
    texts = [name.text for name in _names(store)["2"]]
    assert texts == ["SAPFIR", "LADOGA-101", "HELENA", "ETIM EMIN"]


def test_a_name_that_came_back_is_no_former_name(store: ListStore) -> None:
    _put(store, day(0), company(OLD))
    _put(store, day(1), company(NEW))
    _put(store, day(2), company(OLD))
    assert _names(store)["1"] == (Name(text=OLD), _former(NEW, day(1).date(), day(1).date()))


def test_a_name_that_was_left_twice_is_kept_once_with_its_whole_time(store: ListStore) -> None:
    for number, name in enumerate((OLD, NEW, OLD, NEW)):
        _put(store, day(number), company(name))
    assert _names(store)["1"] == (Name(text=NEW), _former(OLD, day(0).date(), day(2).date()))


def _ship(name: str, own_id: str, imo: str = "8700010") -> Entity:
    return vessel(name, own_id, identifiers=tuple(filter(None, [identifier(IdentifierType.IMO, imo)])))


def test_a_ship_listed_again_under_a_new_id_keeps_the_names_it_had_under_the_old(store: ListStore) -> None:
    _put(store, day(0), _ship("LADOGA-101", "1"))
    _put(store, day(2), _ship("ETIM EMIN", "1"))
    _put(store, day(4), _ship("ETIM EMIN", "1"), company(OLD, "7"))
    _put(store, day(6), _ship("SAPFIR", "2"), company(OLD, "7"))
    assert _names(store)["2"] == (
        Name(text="SAPFIR"),
        _former("LADOGA-101", day(0).date(), day(0).date()),
        _former("ETIM EMIN", day(2).date(), day(4).date()),
    )


def test_a_ship_may_be_absent_for_a_while_and_come_back_under_its_own_id(store: ListStore) -> None:
    _put(store, day(0), _ship("ETIM EMIN", "1"), company(OLD, "7"))
    _put(store, day(2), company(OLD, "7"))
    _put(store, day(4), company(OLD, "7"), _ship("SAPFIR", "1"))
    assert _names(store)["1"][1:] == (_former("ETIM EMIN", day(0).date(), day(0).date()),)


@pytest.mark.parametrize(
    "imo",
    [
        pytest.param("8700011", id="wrong check digit"),
        pytest.param("", id="none"),
    ],
)
def test_a_number_that_identifies_no_ship_teaches_nothing(store: ListStore, imo: str) -> None:
    _put(store, day(0), _ship("ETIM EMIN", "1", imo))
    _put(store, day(2), _ship("SAPFIR", "2", imo))
    assert _names(store)["2"] == (Name(text="SAPFIR"),)


def test_another_ship_s_names_and_those_of_a_ship_still_listed_are_not_taken(store: ListStore) -> None:
    _put(store, day(0), _ship("OLGA", "1", "8700046"), _ship("ETIM EMIN", "2"))
    _put(store, day(2), _ship("ETIM", "2"), _ship("SAPFIR", "3"))
    assert _names(store)["3"] == (Name(text="SAPFIR"),)


def test_a_company_that_bears_a_ship_s_number_takes_no_ship_s_name(store: ListStore) -> None:
    _put(store, day(0), _ship("ETIM EMIN", "1"))
    _put(store, day(2), company("SAPFIR LTD", "2", identifiers=_ship("X", "9").identifiers))
    assert _names(store)["2"] == (Name(text="SAPFIR LTD"),)


@pytest.mark.parametrize(
    "respelled", ["Mg-Flot llc", "MG FLOT L.L.C.", "«MG-FLOT» LLC", "ＭＧ－ＦＬＯＴ LLC"]
)
def test_another_case_or_punctuation_is_no_new_name(store: ListStore, respelled: str) -> None:
    _put(store, day(0), company("MG-FLOT LLC"))
    _put(store, day(1), company(respelled))
    assert _names(store)["1"] == (Name(text=respelled),)


def test_a_file_that_only_one_version_has_teaches_nothing(store: ListStore) -> None:
    _put(store, day(0), company(OLD), roles=("sdn", "alt"))
    _put(store, day(1), company(NEW), roles=("cons_prim", "alt"))
    assert _names(store)["1"] == (Name(text=NEW),)


def test_an_absent_alias_file_teaches_nothing_and_hinders_nothing(store: ListStore) -> None:
    _put(store, day(0), company(OLD), vessel("SAPFIR"), roles=("sdn",))
    _put(store, day(1), company(NEW, aliases=(OLD,)), vessel("SAPFIR"), roles=("sdn", "alt"))
    _put(store, day(2), company(NEW), vessel("SAPFIR"), roles=("sdn",))
    assert _names(store) == {
        "1": (Name(text=NEW), _former(OLD, day(0).date(), day(0).date())),
        "2": (Name(text="SAPFIR"),),
    }


def test_a_rollback_teaches_nothing(store: ListStore) -> None:
    _put(store, day(0), company(NEW))
    _put(store, day(1), company("#REF!"))
    store.rollback("flot", None, day(2))
    _put(store, day(3), company(NEW, aliases=("MG-FLOT OOO",)))
    assert _names(store)["1"] == (Name(text=NEW), Name(text="MG-FLOT OOO", kind=NameKind.ALIAS))


def test_what_a_list_learned_survives_a_restart_but_not_its_deletion(
    store: ListStore, database_url: str
) -> None:
    _put(store, day(0), company(OLD))
    _put(store, day(1), company(NEW))
    reopened = ListStore(database_url)
    assert _names(reopened)["1"][1].text == OLD
    reopened.delete("flot")
    _put(reopened, day(2), company(NEW))
    assert _names(reopened)["1"] == (Name(text=NEW),)
    reopened.close()


def test_a_name_published_as_former_keeps_its_kind_and_gains_its_dates() -> None:
    listed = replace(company(NEW), names=(Name(text=NEW), Name(text=OLD, kind=NameKind.FORMER_NAME)))
    former = _former(OLD, date(2022, 11, 5), date(2024, 1, 25))
    assert with_former_names(listed, [former]).names[1] == former


def test_only_naming_files_that_both_versions_have_teach() -> None:
    sdn, alt = (FileRows(name=f"{role}.csv", role=role, rows=1, rejected=0) for role in ("sdn", "alt"))
    assert teaches([sdn], [sdn, alt])
    assert not teaches([sdn, alt], [alt])


def test_changes_are_told_by_own_id_with_the_fields_that_differ() -> None:
    before = [company(OLD, "1"), vessel("SAPFIR", "2"), vessel("SONA", "4")]
    after = [company(NEW, "1"), vessel("SAPFIR", "2"), vessel("OLGA", "3")]
    old, new = ({entity.own_id: to_record(entity) for entity in entities} for entities in (before, after))
    renamed, added, removed = describe(old, new)
    assert (renamed.own_id, renamed.name, renamed.change) == ("1", NEW, Change.CHANGED)
    names, source = renamed.differences
    assert (names.field, names.before, names.after) == ("names", [{"text": OLD}], [{"text": NEW}])
    assert source.field == "source"
    assert added == EntityChange(own_id="3", name="OLGA", change=Change.ADDED)
    assert removed == EntityChange(own_id="4", name="SONA", change=Change.REMOVED)


def test_comparable_keeps_letters_and_digits_of_every_script() -> None:
    assert comparable("ООО «МГ-Флот» №103") == comparable("ооо мг флот no 103") == "ооомгфлотno103"


def _ofac(folder: str, *names: str) -> tuple[Parsed, tuple[RawFile, ...]]:
    paths = [shared_data("us_ofac", folder, name) for name in names]
    files = tuple(RawFile(name=path.name, content=path.read_bytes()) for path in paths)
    return recognise(files).parse("us-ofac-sdn", files), files


def test_ofac_37049_of_2022_and_of_2026_is_one_company_with_its_former_name(store: ListStore) -> None:
    loaded = datetime(2022, 11, 20, tzinfo=UTC), datetime(2026, 4, 20, tzinfo=UTC)
    before, _ = store.replace(draft_of("us-ofac-sdn", *_ofac("2022-11", "sdn.csv"), loaded[0]))
    after, _ = store.replace(
        draft_of("us-ofac-sdn", *_ofac("2026-04", "sdn.csv", "alt.csv", "add.csv"), loaded[1])
    )
    by_id = {entity.own_id: entity for entity in live_entities(store)}
    assert (before.entities, after.entities) == (11509, 51)
    assert "entities 11509 -> 51 (-99.6%)" in after.warnings
    assert by_id["37049"].name == NEW
    former = [name for name in by_id["37049"].names if name.kind is NameKind.FORMER_NAME]
    assert former == [_former(OLD, loaded[0].date(), loaded[0].date(), NameKind.ALIAS)]
    assert _former("ETIM EMIN", loaded[0].date(), loaded[0].date(), NameKind.ALIAS) in by_id["37069"].names
