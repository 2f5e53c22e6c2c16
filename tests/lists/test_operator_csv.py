"""An operator's own list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.entities import (
    CheckDigit,
    Direction,
    Entity,
    EntityType,
    IdentifierType,
    Measure,
    NameKind,
    RelationKind,
)
from lists.errors import ConflictingRows, DamagedFile
from lists.sources.operator_csv import parse
from lists.sources.parsed import Parsed, RawFile


def read(*texts: str | bytes) -> Parsed:
    contents = (text.encode() if isinstance(text, str) else text for text in texts)
    files = tuple(RawFile(name=f"own{n}.csv", content=one) for n, one in enumerate(contents, start=1))
    return parse("own", files)


def only(text: str) -> Entity:
    (entity,) = read(text).entities
    return entity


def reasons(parsed: Parsed) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in parsed.rejected]


def test_every_column_is_read() -> None:
    company, ship = read(
        "id,type,name,aliases,weak_aliases,former_names,imo,company_imo,mmsi,call_sign,registration_number,"
        "tax_number,country,programmes,measures,listed_on,owner,notes\n"
        "7,company,MG-FLOT LLC,MG-FLOT OOO; TRANSMORPORT OOO,MG,TRANSMORFLOT LLC,,6330601;6016988,,,"
        "1053001124483,3017041900,Russia,RUSSIA-EO14024,asset_freeze;Trust services,2022-05,,OFAC uid 37049\n"
        "8,Vessel,RASUL GAMZATOV,,,,IMO 8861058,,273157300,UBUT,,,RU,,,,7,\n"
    ).entities
    assert [(name.text, name.kind) for name in company.names] == [
        ("MG-FLOT LLC", NameKind.PRIMARY),
        ("MG-FLOT OOO", NameKind.ALIAS),
        ("TRANSMORPORT OOO", NameKind.ALIAS),
        ("MG", NameKind.WEAK_ALIAS),
        ("TRANSMORFLOT LLC", NameKind.FORMER_NAME),
    ]
    assert [(one.type, one.value, one.country) for one in company.identifiers] == [
        (IdentifierType.COMPANY_IMO, "6330601", None),
        (IdentifierType.COMPANY_IMO, "6016988", None),
        (IdentifierType.REGISTRATION_NUMBER, "1053001124483", "RU"),
        (IdentifierType.TAX_NUMBER, "3017041900", "RU"),
    ]
    assert (company.id, company.type, company.countries) == ("own:7", EntityType.COMPANY, ("RU",))
    assert company.listing.programmes == ("RUSSIA-EO14024",)
    assert company.listing.measures == (Measure.ASSET_FREEZE, Measure.TRUST_SERVICES)
    assert str(company.listing.listed_on) == "2022-05"
    assert company.notes == ("OFAC uid 37049",)
    assert ship.type is EntityType.VESSEL
    assert ship.vessel is not None
    assert ship.vessel.flag == "RU"
    (owned,) = ship.relations
    assert (owned.kind, owned.direction, owned.party.own_id) == (RelationKind.OWNS, Direction.FROM, "7")


def test_only_a_name_is_required_and_the_header_may_be_written_in_any_way() -> None:
    entity = only("\ufeffNOTES, Name \r\nof our own,MG-FLOT LLC\r\n")
    assert (entity.name, entity.type, entity.notes) == ("MG-FLOT LLC", None, ("of our own",))


def test_a_row_without_id_gets_the_same_id_wherever_it_stands() -> None:
    first = read("type,name\ncompany,A\ncompany,B\n").entities
    second = read("name,type,notes\nB,company,now with a note\nA,company,\n").entities
    assert {entity.name: entity.own_id for entity in first} == {
        entity.name: entity.own_id for entity in second
    }


def test_rows_of_one_type_and_name_without_id_are_numbered() -> None:
    ids = [entity.own_id for entity in read("name,imo\nTERIBERKA,8931748\nTERIBERKA,9081291\n").entities]
    assert ids[1] == f"{ids[0]}#2"


def test_identical_rows_are_merged_and_count_as_loaded() -> None:
    parsed = read("id,name\n1,A\n1, A \n,B\n,B\n")
    assert ([entity.name for entity in parsed.entities], parsed.rows, parsed.loaded) == (["A", "B"], 4, 4)


def test_one_id_with_different_contents_refuses_the_whole_list() -> None:
    with pytest.raises(ConflictingRows) as caught:
        read("id,name\n1,A\n2,B\n1,C\n")
    assert (caught.value.file, caught.value.own_id, caught.value.lines) == ("own1.csv", "1", (2, 4))


def test_several_files_are_one_list() -> None:
    parsed = read("id,name\n1,A\n", "name,id,owner\nB,2,1\nA,1,\n")
    assert [entity.own_id for entity in parsed.entities] == ["1", "2"]
    assert [(file.role, file.rows) for file in parsed.files] == [("list", 1), ("list", 2)]


@pytest.mark.parametrize(
    ("header", "row", "reason"),
    [
        ("type,name", "submarine,A", "unknown type 'submarine'"),
        ("name,country", "A,Atlantis", "unknown country 'Atlantis'"),
        ("name,measures", "A,frown", "unknown measure 'frown'"),
        ("name,listed_on", "A,soon", "listed_on 'soon' is no date"),
        ("name,listed_on", "A,2022-13-01", "listed_on '2022-13-01' is no date"),
        ("name,listed_on", "A,2022-01-01-01", "listed_on '2022-01-01-01' is no date"),
        ("name,notes", "A", "1 values for 2 columns"),
        ("name,notes", "A,b,c", "3 values for 2 columns"),
        ("name,notes", " ,b", "no name"),
        ("name,notes", 'A,"b"c', "',' expected after"),
        ("name,owner", "A,9", "owner '9' is the id of no other loaded row"),
    ],
)
def test_an_unreadable_row_is_rejected_with_its_line_and_the_others_load(
    header: str, row: str, reason: str
) -> None:
    good = ",".join("GOOD" if column == "name" else "" for column in header.split(","))
    parsed = read(f"{header}\n{row}\n{good}\n")
    ((line, said),) = reasons(parsed)
    assert (line, said[: len(reason)]) == (2, reason)
    assert [entity.name for entity in parsed.entities] == ["GOOD"]
    assert (parsed.rows, parsed.loaded, parsed.files[0].rejected) == (2, 1, 1)


def test_a_rejected_owner_takes_the_rows_it_owns_with_it() -> None:
    parsed = read("id,name,country,owner\n1,A,Atlantis,\n2,B,,1\n3,C,,2\n4,D,,4\n5,E,,\n")
    assert [entity.name for entity in parsed.entities] == ["E"]
    assert sorted(line for line, _ in reasons(parsed)) == [2, 3, 4, 5]


def test_line_numbers_are_those_of_the_file_where_values_contain_line_ends() -> None:
    parsed = read('name,notes\r\n"A","two\r\nlines"\r\n\r\nB\r\nC,ok\r\n')
    assert reasons(parsed) == [(5, "1 values for 2 columns")]
    assert [(one.source[0].line, one.source[0].text) for one in parsed.entities] == [
        (2, '"A","two\r\nlines"'),
        (6, "C,ok"),
    ]


def test_a_wrong_check_digit_is_kept_and_said() -> None:
    parsed = read("name,imo\nA,8861059\n")
    assert parsed.entities[0].identifiers[0].check is CheckDigit.WRONG
    assert parsed.warnings == ("1 identifiers fail their check digit and are kept: line 2 imo 8861059",)


def test_a_placeholder_for_a_number_is_said_and_left_out() -> None:
    parsed = read("name,imo\nA,n/a\n")
    assert parsed.entities[0].identifiers == ()
    assert parsed.warnings == (
        "1 identifiers hold nothing that could be compared and are left out: line 2 imo n/a",
    )


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", None, "the file is empty"),
        (b" \r\n\r\n", None, "the file is empty"),
        (b"PK\x03\x04\x14\x00", 1, "a ZIP archive"),
        (b"\x1f\x8b\x08", 1, "gzip"),
        ("name\nA\n".encode("utf-16"), 1, "UTF-16"),
        (b"name\nA\x00B\n", 2, "NUL"),
        ("name\nA\nCAFÉ\n".encode("cp1252"), 3, "line 3 is not UTF-8 (byte 0xc9)"),
        (b"id,type\n1,company\n", 1, "a header with a column name"),
        (b"name,nmae\nA,B\n", 1, "unknown column 'nmae'; allowed are id, type, name"),
        (b"name;notes\nA;B\n", 1, "a header with a column name"),
        (b"name,Name\nA,B\n", 1, "a column stands twice"),
        (b'name,notes\nA,"cut o', 2, "line 2 is never closed"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_saying_why(
    content: bytes, line: int | None, reason: str
) -> None:
    with pytest.raises(DamagedFile) as caught:
        read(content)
    assert reason in caught.value.reason
    assert caught.value.line == line


def test_a_header_alone_is_a_list_without_rows() -> None:
    parsed = read("id,name\n")
    assert (parsed.rows, parsed.entities) == (0, ())


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        parsed = read(b"name,imo,owner,listed_on\n" + content)
    except (DamagedFile, ConflictingRows):
        return
    assert parsed.rows == parsed.loaded + len(parsed.rejected)
    assert len(parsed.entities) <= parsed.loaded
