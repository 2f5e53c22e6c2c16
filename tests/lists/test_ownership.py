"""An operator's ownership file, as CSV and as a workbook."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.draft import draft_of
from lists.entities import (
    CheckDigit,
    Direction,
    Entity,
    EntityType,
    IdentifierType,
    PartyReference,
    Relation,
    RelationKind,
    unlisted_party,
)
from lists.errors import DamagedFile
from lists.sources import ownership_csv, ownership_xlsx
from lists.sources.formats import recognise
from lists.sources.parsed import Parsed, RawFile
from lists.store import ListStore
from tests.builders import day, live_entities
from tests.lists.workbooks import workbook

HEADER = "owner,owned,share,as_of,relation,source\n"


def read(*rows: str, header: str = HEADER) -> Parsed:
    return ownership_csv.parse("own", (csv_file(*rows, header=header),))


def csv_file(*rows: str, header: str = HEADER) -> RawFile:
    return RawFile(name="own.csv", content=(header + "\n".join(rows)).encode())


def by_name(parsed: Parsed) -> dict[str, Entity]:
    return {entity.name: entity for entity in parsed.entities}


def only_relation(parsed: Parsed) -> Relation:
    (relation,) = (relation for entity in parsed.entities for relation in entity.relations)
    return relation


def reasons(parsed: Parsed) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in parsed.rejected]


def test_both_parties_become_unlisted_entities_and_the_relation_stands_on_the_owner() -> None:
    parsed = read("Blue Sea Ltd,Red Sea SA,50%,2024-05,,the register of Cyprus")
    owner, owned = parsed.entities
    assert [(one.name, one.is_listed, one.type) for one in (owner, owned)] == [
        ("Blue Sea Ltd", False, None),
        ("Red Sea SA", False, None),
    ]
    (relation,) = owner.relations
    assert (relation.kind, relation.direction) == (RelationKind.OWNS, Direction.TO)
    assert (relation.party.own_id, relation.party.list_id) == (owned.own_id, None)
    assert (relation.share, str(relation.as_of)) == (0.5, "2024-05")
    assert relation.quotation == "the register of Cyprus"
    assert owned.relations == ()
    assert [(row.file, row.line) for row in owned.source] == [("own.csv", 2)]


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("50%", 0.5),
        ("50 %", 0.5),
        ("50", 0.5),
        ("0.5", 0.5),
        (".5", 0.5),
        ("33.3", 0.333),
        ('"33,3%"', 0.333),
        ("0.5%", 0.005),
        ("1%", 0.01),
        ("1", 1.0),
        ("100", 1.0),
        ("100%", 1.0),
        ("0", 0.0),
        ("", None),
    ],
)
def test_a_share_is_read(written: str, share: float | None) -> None:
    assert only_relation(read(f"A,B,{written},,,")).share == share


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A,B,-5,,,", "share '-5' is none"),
        ("A,B,100.1,,,", "share '100.1' is none"),
        ("A,B,101%,,,", "share '101%' is none"),
        ("A,B,half,,,", "share 'half' is none"),
        ("A,B,25-50,,,", "share '25-50' is none"),
        ("A,B,nan,,,", "share 'nan' is none"),
        ("A,B,1e1,,,", "share '1e1' is none"),
        ("A,B,,soon,,", "as_of 'soon' is no date"),
        ("A,B,,2024-13,,", "as_of '2024-13' is no date"),
        ("A,B,,,adores,", "unknown relation 'adores'; allowed are owns, operates"),
        ("A,,,,,", "no owned"),
        (",B,,,,", "no owner"),
        ("A,unknown,,,,", "'unknown' names no party"),
        ("A,--,,,,", "'--' names no party"),
        ("A,;,,,,", "';' names no party"),
        ("A,IMO 0000000,,,,", "'IMO 0000000' holds no number"),
        ("A,us-ofac-sdn:37049; MG-FLOT,,,,", "'us-ofac-sdn:37049' is an entity's id, which stands alone"),
        ("A,B", "2 values for 6 columns"),
        ("A,B,,,,,c", "7 values for 6 columns"),
        ("A,a.,,,,", "owner and owned are the same party"),
        ('"A"b,B,,,,', "',' expected after"),
    ],
)
def test_an_unreadable_row_is_rejected_with_its_line_and_the_others_load(row: str, reason: str) -> None:
    parsed = read(row, "GOOD,BETTER,,,,")
    ((line, said),) = reasons(parsed)
    assert (line, said[: len(reason)]) == (2, reason)
    assert [entity.name for entity in parsed.entities] == ["GOOD", "BETTER"]
    assert (parsed.rows, parsed.loaded, parsed.files[0].rejected) == (2, 1, 1)


@pytest.mark.parametrize("kind", list(RelationKind))
def test_the_owner_is_the_subject_of_every_relation(kind: RelationKind) -> None:
    relation = only_relation(read(f"A,B,,,{kind.value.replace('_', ' ').title()},"))
    assert (relation.kind, relation.direction) == (kind, Direction.TO)


@pytest.mark.parametrize(
    ("written", "type_", "value", "bearer"),
    [
        ("IMO 8861058", IdentifierType.IMO, "8861058", EntityType.VESSEL),
        ("imo:8861058", IdentifierType.IMO, "8861058", EntityType.VESSEL),
        ("IMO No. 6016988", IdentifierType.COMPANY_IMO, "6016988", EntityType.COMPANY),
        ("company IMO 9083330", IdentifierType.COMPANY_IMO, "9083330", EntityType.COMPANY),
        ("LEI 5493001KJTIIGC8Y1R12", IdentifierType.LEI, "5493001KJTIIGC8Y1R12", EntityType.COMPANY),
        ("OGRN 1053001124483", IdentifierType.REGISTRATION_NUMBER, "1053001124483", EntityType.COMPANY),
        ("INN 3017041900", IdentifierType.TAX_NUMBER, "3017041900", None),
        ("registration number HE 123456", IdentifierType.REGISTRATION_NUMBER, "HE123456", EntityType.COMPANY),
        ("tax number 12-345", IdentifierType.TAX_NUMBER, "12345", None),
        ("passport AB 123456", IdentifierType.PASSPORT, "AB123456", EntityType.PERSON),
        ("National ID 7", IdentifierType.NATIONAL_ID, "7", EntityType.PERSON),
    ],
)
def test_an_identifier_is_a_word_and_a_number_and_tells_the_type(
    written: str, type_: IdentifierType, value: str, bearer: EntityType | None
) -> None:
    for cell in (written, f"Acme; {written}"):
        entity = read(f"A,{cell},,,,").entities[1]
        assert [(one.type, one.value) for one in entity.identifiers] == [(type_, value)]
        assert entity.type is bearer
        assert (entity.vessel is not None) == (bearer is EntityType.VESSEL)


@pytest.mark.parametrize(
    "name", ["Inn at the Park 7 Ltd", "Lei 8 Holding", "IMO", "Passport Shipping", "A: B"]
)
def test_a_name_that_begins_like_an_identifier_is_a_name(name: str) -> None:
    entity = read(f"{name},B,,,,").entities[0]
    assert (entity.name, entity.identifiers) == (name, ())


def test_a_party_without_a_name_bears_its_first_identifier_as_one() -> None:
    assert [
        entity.name for entity in read("lei 5493001KJTIIGC8Y1R12; OGRN 1053001124483,B,,,,").entities
    ] == [
        "lei 5493001KJTIIGC8Y1R12",
        "B",
    ]


def test_a_wrong_check_digit_is_kept_and_said() -> None:
    parsed = read("A,SONA; IMO 8700061,,,,")
    sona = by_name(parsed)["SONA"]
    assert sona.identifiers[0].check is CheckDigit.WRONG
    assert parsed.warnings == (
        f"1 identifiers fail their check digit and are kept: {sona.own_id} imo 8700061",
    )


def test_cells_that_share_an_identifier_or_only_a_name_are_one_party() -> None:
    parsed = read(
        "Blue Sea Ltd; LEI 5493001KJTIIGC8Y1R12,SONA; IMO 8700060,,,,",
        "OGRN 1053001124483; LEI 5493001KJTIIGC8Y1R12,ADLER; IMO 9179854,,,,",
        "Blue Sea Limited; OGRN 1053001124483,OLGA; IMO 8700046,,,,",
        "BLUE SEA LTD.,PORT OLYA-1; IMO 9481922,,,,",
    )
    blue = by_name(parsed)["Blue Sea Ltd"]
    assert len(blue.relations) == 4
    assert [name.text for name in blue.names] == ["Blue Sea Ltd", "Blue Sea Limited"]
    assert len(blue.identifiers) == 2
    assert len(parsed.entities) == 5


def test_two_parties_that_turn_out_to_be_one_are_joined_with_what_was_said_of_each() -> None:
    parsed = read(
        "Blue Ltd; LEI 5493001KJTIIGC8Y1R12,X,,,,",
        "Azure Ltd; OGRN 1053001124483,Y,,,,",
        "Blue Ltd; LEI 5493001KJTIIGC8Y1R12; OGRN 1053001124483,Z,,,,",
    )
    blue = by_name(parsed)["Blue Ltd"]
    assert [name.text for name in blue.names] == ["Blue Ltd", "Azure Ltd"]
    assert {relation.party.own_id for relation in blue.relations} == {
        by_name(parsed)[name].own_id for name in "XYZ"
    }


def test_a_number_that_a_register_gives_for_itself_joins_only_with_the_name() -> None:
    parsed = read(
        "Blue Ltd; registration number 12345,A,,,,",
        "BLUE LTD; registration number 12345,B,,,,",
        "Green Ltd; registration number 12345,C,,,,",
    )
    assert len(by_name(parsed)["Blue Ltd"].relations) == 2
    assert len(by_name(parsed)["Green Ltd"].relations) == 1


def test_a_name_alone_that_several_bear_is_a_party_of_its_own_and_said() -> None:
    parsed = read(
        "A,TERIBERKA; IMO 8931748,,,,", "A,TERIBERKA; IMO 9081291,,,,", "A,Teriberka,,,,", "B,A,,,,"
    )
    assert len([entity for entity in parsed.entities if entity.name.casefold() == "teriberka"]) == 3
    assert parsed.warnings == ("1 names alone fit several parties, and stand for others: Teriberka",)


def test_an_entity_of_another_list_is_pointed_to_from_the_other_party() -> None:
    parsed = read("us-ofac-sdn:37049,Blue Sea Ltd,,,,", "Blue Sea Ltd,ua-ws:NK-n3U6g7iQ,,,,")
    (blue,) = parsed.entities
    assert [(one.direction, one.party.list_id, one.party.own_id) for one in blue.relations] == [
        (Direction.FROM, "us-ofac-sdn", "37049"),
        (Direction.TO, "ua-ws", "NK-n3U6g7iQ"),
    ]


def test_an_entity_stands_in_for_the_owner_where_both_are_of_other_lists() -> None:
    parsed = read("us-ofac-sdn:37049,us-ofac-sdn:37105,100%,,,", "us-ofac-sdn:37049,uk:RUS2185,51%,,,")
    (stand_in,) = parsed.entities
    assert (stand_in.own_id, stand_in.name, stand_in.is_listed) == (
        "us-ofac-sdn:37049",
        "us-ofac-sdn:37049",
        False,
    )
    assert [(one.party.list_id, one.party.own_id, one.share) for one in stand_in.relations] == [
        ("us-ofac-sdn", "37105", 1.0),
        ("uk", "RUS2185", 0.51),
    ]


def test_own_ids_do_not_depend_on_the_order_of_rows() -> None:
    rows = ("A; LEI 5493001KJTIIGC8Y1R12,B,,,,", "A,C; IMO 8700060,,,,", "C,us-ofac-sdn:37049,,,,")

    def ids(*given: str) -> dict[str, str]:
        return {name: entity.own_id for name, entity in by_name(read(*given)).items()}

    assert ids(*rows) == ids(*reversed(rows))
    assert len(ids(*rows)) == 3


def test_a_row_that_stands_twice_is_one_relation_and_two_dates_are_two() -> None:
    parsed = read("A,B,50,2023,,", "A,B,50,2023,,", "A,B,60,2024,,")
    assert [str(one.as_of) for one in by_name(parsed)["A"].relations] == ["2023", "2024"]
    assert (parsed.rows, parsed.loaded) == (3, 3)


def test_a_workbook_and_a_csv_of_the_same_rows_give_equal_entities() -> None:
    book = workbook(
        ["Owner", "Owned", "Share", "As_of"],
        ["Blue Sea Ltd", "SONA; IMO 8700060", 0.5, date(2024, 5, 8)],
        ["Blue Sea Ltd", "Red Sea SA", 50],
    )
    rows = ("Blue Sea Ltd,SONA; IMO 8700060,0.5,2024-05-08", "Blue Sea Ltd,Red Sea SA,50,")
    files = (RawFile(name="own.xlsx", content=book),)
    assert recognise(files) is ownership_xlsx.FORMAT
    parsed = ownership_xlsx.parse("own", files)

    def without_source(reading: Parsed) -> list[Entity]:
        return [replace(entity, source=()) for entity in reading.entities]

    assert without_source(parsed) == without_source(read(*rows, header="owner,owned,share,as_of\n"))
    assert [one.share for one in parsed.entities[0].relations] == [0.5, 0.5]


def test_a_table_with_owner_and_owned_is_an_ownership_file_and_not_an_operators_list() -> None:
    assert recognise((csv_file(),)) is ownership_csv.FORMAT
    assert recognise((RawFile(name="a", content=b"name,owner\nA,\n"),)).name == "hullmark-csv"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"owner,share\nA,1\n", "a header with a column owner and a column owned"),
        (b"owner,owned,percent\nA,B,1\n", "unknown column 'percent'; allowed are owner, owned, share"),
        (b"owner,owned,Owner\nA,B,C\n", "a column stands twice"),
        (b'owner,owned\nA,"cut o', "line 2 is never closed"),
        (b"owner,owned\nA,\xff\n", "line 2 is not UTF-8"),
        (b"", "the file is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_saying_why(content: bytes, reason: str) -> None:
    with pytest.raises(DamagedFile) as caught:
        ownership_csv.parse("own", (RawFile(name="own.csv", content=content),))
    assert reason in caught.value.reason


def test_a_name_written_otherwise_in_a_new_version_teaches_no_former_name(store: ListStore) -> None:
    for number, name in enumerate(("Blue Sea Ltd", "Azure Sea Ltd")):
        files = (csv_file(f"{name}; LEI 5493001KJTIIGC8Y1R12,SONA; IMO 8700060,50%,2024,,"),)
        store.replace(draft_of("own", ownership_csv.parse("own", files), files, day(number)))
    entities = live_entities(store)
    assert {(one.name, len(one.names), one.is_listed) for one in entities} == {
        ("Azure Sea Ltd", 1, False),
        ("SONA", 1, False),
    }


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        parsed = ownership_csv.parse("own", (RawFile(name="own.csv", content=HEADER.encode() + content),))
    except DamagedFile:
        return
    assert parsed.rows == parsed.loaded + len(parsed.rejected)
    assert len({entity.own_id for entity in parsed.entities}) == len(parsed.entities)


CELLS = st.sampled_from(
    ["A", "a", "B", "A; IMO 8700060", "IMO 8700060; INN 3017041900", "B; INN 3017041900", "us:1", "us:2"]
)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
def test_every_relation_leads_to_an_entity_of_the_file_or_of_another_list(
    rows: list[tuple[str, str]],
) -> None:
    parsed = read(*(f"{owner},{owned},,,," for owner, owned in rows))
    ids = {entity.own_id for entity in parsed.entities}
    relations = [relation for entity in parsed.entities for relation in entity.relations]
    assert all(one.party.list_id or one.party.own_id in ids for one in relations)
    assert len(relations) <= parsed.loaded
    assert bool(relations) == bool(parsed.loaded)


def test_a_party_with_an_identifier_has_the_id_that_it_has_wherever_no_list_names_it() -> None:
    sona = by_name(read("A,SONA; IMO 8700060,,,,"))["SONA"]
    named = PartyReference(identifiers=sona.identifiers, name="Sona", type=EntityType.VESSEL)
    assert sona.id == unlisted_party("eu-fsf", named).id
