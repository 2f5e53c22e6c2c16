"""OFAC's delimited files: sets, joins, quirks, and the real lists."""

from pathlib import Path

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
from lists.errors import DamagedFile
from lists.sources.formats import recognise
from lists.sources.ofac_delimited import parse
from lists.sources.ofac_remarks import read_remarks
from lists.sources.parsed import Parsed, RawFile
from tests.shared import shared_data

FIXTURES = Path(__file__).parents[1] / "fixtures" / "ofac"
NULLS = ",".join(["-0- "] * 7)


def read(*paths: Path) -> Parsed:
    """Parse files by their content alone: their names say nothing."""
    files = tuple(RawFile(name=f"{n}.csv", content=path.read_bytes()) for n, path in enumerate(paths))
    return recognise(files).parse("us-ofac-sdn", files)


def fixtures() -> dict[str, Entity]:
    return by_id(read(*sorted(FIXTURES.glob("*.csv"))))


def by_id(parsed: Parsed) -> dict[str, Entity]:
    return {entity.own_id: entity for entity in parsed.entities}


def sdn_row(number: int, name: str = "EXAMPLE", programme: str = "SDGT", remarks: str = "-0- ") -> str:
    return f'{number},"{name}",-0- ,"{programme}",{NULLS},{remarks}'


def files(**contents: str) -> tuple[RawFile, ...]:
    return tuple(RawFile(name=f"{name}.csv", content=text.encode()) for name, text in contents.items())


def test_the_files_of_a_set_are_told_apart_by_their_columns() -> None:
    parsed = read(*sorted(FIXTURES.glob("*.csv")))
    assert parsed.format == "ofac-delimited"
    assert [(file.role, file.rows, file.rejected) for file in parsed.files] == [
        ("add", 4, 0),
        ("alt", 8, 0),
        ("sdn", 6, 0),
        ("comments", 1, 0),
    ]
    assert (parsed.rows, parsed.loaded) == (19, 19)


def test_the_founding_company_is_read_whole() -> None:
    company = fixtures()["37049"]
    assert company.type is EntityType.COMPANY
    assert company.name == "MG-FLOT LIMITED LIABILITY COMPANY"
    assert [(name.text, name.kind) for name in company.names[1:]] == [
        ("TRANSMORFLOT SHIPPING COMPANY", NameKind.ALIAS),
        ("TRANSMORFLOT LLC", NameKind.ALIAS),
        ("MG-FLOT LLC", NameKind.ALIAS),
        ("MG-FLOT OOO", NameKind.ALIAS),
        ("TRANSMORPORT OOO", NameKind.ALIAS),
    ]
    assert [(one.type, one.value) for one in company.identifiers] == [
        (IdentifierType.TAX_NUMBER, "3017041900"),
        (IdentifierType.COMPANY_IMO, "6330601"),
        (IdentifierType.COMPANY_IMO, "6016988"),
        (IdentifierType.REGISTRATION_NUMBER, "75191644"),
        (IdentifierType.REGISTRATION_NUMBER, "1053001124483"),
    ]
    assert str(company.established_on) == "2005-02-17"
    assert company.countries == ("RU",)
    assert len(company.addresses) == 2
    assert company.listing.programmes == ("RUSSIA-EO14024",)
    assert company.listing.measures == (Measure.ASSET_FREEZE,)
    assert company.listing.source_url == "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=37049"
    assert company.unread == ()


def test_a_ship_has_its_columns_and_its_remarks() -> None:
    ship = fixtures()["37069"]
    assert ship.type is EntityType.VESSEL
    assert ship.vessel is not None
    assert (ship.vessel.flag, ship.vessel.former_flags, ship.vessel.built) == ("RU", ("PA",), 1988)
    assert (ship.vessel.vessel_type, ship.vessel.gross_tonnage) == ("General Cargo", "1853")
    assert {one.type: one.value for one in ship.identifiers} == {
        IdentifierType.CALL_SIGN: "UBIG5",
        IdentifierType.IMO: "8700010",
        IdentifierType.MMSI: "273355400",
    }
    assert [(one.kind, one.direction, one.party.name) for one in ship.relations] == [
        (RelationKind.LINKED_TO, Direction.TO, "MG-FLOT LIMITED LIABILITY COMPANY")
    ]


def test_the_owner_column_is_an_owner_and_an_unknown_flag_a_note() -> None:
    ship = fixtures()["90002"]
    assert [(one.kind, one.direction, one.party.name) for one in ship.relations] == [
        (RelationKind.OWNS, Direction.FROM, "EXAMPLE TANKER COMPANY")
    ]
    assert ship.vessel is not None
    assert ship.vessel.flag is None
    assert ship.notes == ("Vess_flag None Identified",)
    assert ship.unread == ("Captain's hobby is chess.",)


def test_a_weak_alias_stands_only_in_the_remarks() -> None:
    assert [(name.text, name.kind) for name in fixtures()["40716"].names] == [
        ("IRIS MAKRAN", NameKind.PRIMARY),
        ("MAKRAN", NameKind.WEAK_ALIAS),
    ]


def test_remarks_continue_in_the_middle_of_a_word_in_the_comments_file() -> None:
    captain = fixtures()["90001"]
    assert len(captain.relations) == 24
    assert captain.relations[-1].party.name == "FOURTH EXAMPLE SIX HOLDING AG"
    assert captain.unread == ()
    assert [(name.text, name.kind) for name in captain.names[1:]] == [
        ("BEFORE, Captain", NameKind.FORMER_NAME),
        ("AFTER, Captain", NameKind.ALIAS),
        ("THE 'ADMIRAL'", NameKind.WEAK_ALIAS),
        ("OLD, Name", NameKind.FORMER_NAME),
    ]
    assert captain.listing.programmes == ("CYBER2", "RUSSIA-EO14024")
    assert captain.titles == ("Captain", "Owner of ships")
    assert captain.countries == ("RU", "KP", "UA")


def test_several_comments_of_one_party_are_joined_in_their_order() -> None:
    remarks = f'"{"x" * 993}; DOB 1"'
    parsed = parse("x", files(sdn=sdn_row(1, remarks=remarks), more='1,"96"\n1,"0; POB Ol"\n1,"ya."\n'))
    assert [str(date) for date in parsed.entities[0].birth_dates] == ["1960"]
    assert parsed.entities[0].birth_places == ("Olya",)


def test_cut_remarks_without_the_comments_file_are_said_and_their_end_is_not_read() -> None:
    parsed = read(FIXTURES / "sdn.csv")
    captain = by_id(parsed)["90001"]
    assert len(captain.unread) == 1
    assert captain.unread[0] == "Link"
    assert any(warning.startswith("1 remarks end in the middle") for warning in parsed.warnings)


def test_an_entity_shows_the_rows_it_came_from() -> None:
    ship = fixtures()["37105"]
    assert [(row.line, row.text[:6]) for row in ship.source] == [(2, "37105,"), (3, "37105,")]
    assert ship.addresses == ()


def test_unread_parts_are_counted() -> None:
    parsed = read(*sorted(FIXTURES.glob("*.csv")))
    assert parsed.warnings == ("1 of 53 remark parts not understood; each is kept with its entity as unread",)


def test_an_alias_of_a_party_that_is_not_in_the_set_is_rejected() -> None:
    parsed = parse("x", files(sdn=sdn_row(1), alt='1,11,"aka","ONE",-0- \r\n2,12,"aka","TWO",-0- \r\n'))
    assert [(row.file, row.line, row.reason) for row in parsed.rejected] == [
        ("alt.csv", 2, "no party 2 is loaded from the set's main file")
    ]
    assert (parsed.rows, parsed.loaded) == (3, 2)


def test_identical_rows_are_merged_and_count_as_loaded() -> None:
    parsed = parse("x", files(sdn=f"{sdn_row(1)}\n{sdn_row(1)}\n", alt='1,11,"aka","A",-0- \n' * 2))
    assert len(parsed.entities) == 1
    assert [name.text for name in parsed.entities[0].names] == ["EXAMPLE", "A"]
    assert (parsed.rows, parsed.loaded) == (4, 4)


def test_one_number_with_different_contents_is_rejected_row_by_row() -> None:
    sdn = f"{sdn_row(1, 'ONE')}\n{sdn_row(2, 'TWO')}\n{sdn_row(1, 'OTHER')}\n"
    parsed = parse("x", files(sdn=sdn, alt='1,11,"aka","A",-0- \n'))
    assert [entity.name for entity in parsed.entities] == ["TWO"]
    assert [(row.file, row.line) for row in parsed.rejected] == [
        ("sdn.csv", 1),
        ("sdn.csv", 3),
        ("alt.csv", 1),
    ]
    assert "sdn.csv line 1, sdn.csv line 3" in parsed.rejected[0].reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('2,"TOO","SHORT"', "3 columns instead of the 12 of a row of sdn"),
        (sdn_row(2).replace("2,", "two,", 1), "'two' is no entity number"),
        (sdn_row(2, " "), "no name"),
        ('2,"A"B,-0- ', "',' expected after '\"'"),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected_with_its_line(row: str, reason: str) -> None:
    parsed = parse("x", files(sdn=f"{sdn_row(1)}\n{row}\n{sdn_row(3)}\n"))
    assert [(one.line, one.reason) for one in parsed.rejected] == [(2, reason)]
    assert [entity.own_id for entity in parsed.entities] == ["1", "3"]
    assert parsed.files[0].rejected == 1


def test_a_set_without_its_main_file_is_refused() -> None:
    with pytest.raises(DamagedFile, match=r"main file.*missing: alt\.csv \(alt\)"):
        parse("x", files(alt='1,11,"aka","ONE",-0- \n'))


def test_a_file_that_is_none_of_ofacs_is_refused() -> None:
    with pytest.raises(DamagedFile, match="no file of OFAC's"):
        parse("x", files(sdn=sdn_row(1), notes="a,b,c\nd,e,f\n"))


def test_a_file_cut_off_inside_a_value_is_refused() -> None:
    whole = (FIXTURES / "sdn.csv").read_bytes()
    cut = RawFile(name="sdn.csv", content=whole[: whole.index(b"8861058")])
    with pytest.raises(DamagedFile, match="line 2 is never closed"):
        parse("x", (cut,))


def test_windows_1252_is_read_with_a_warning() -> None:
    parsed = parse("x", (RawFile(name="sdn.csv", content=sdn_row(1, "CAFÉ").encode("cp1252")),))
    assert parsed.entities[0].name == "CAFÉ"
    assert parsed.warnings == ("sdn.csv is not UTF-8 (line 1) and was read as Windows-1252",)


def test_a_header_of_column_names_is_no_row() -> None:
    parsed = parse("x", files(sdn=sdn_row(1), alt='ent_num,alt_num,alt_type,alt_name,r\n1,11,"aka","A",-0- '))
    assert (parsed.rows, parsed.loaded) == (2, 2)


def test_a_type_that_is_not_known_loads_and_is_said() -> None:
    parsed = parse("x", files(sdn=sdn_row(1).replace("-0- ", '"submarine"', 1)))
    assert (parsed.entities[0].type, parsed.entities[0].unread) == (None, ("type submarine",))


def test_a_wrong_check_digit_is_kept_and_said() -> None:
    parsed = parse("x", files(sdn=sdn_row(1, remarks='"Company Number IMO 6016989."')))
    assert parsed.entities[0].identifiers[0].check is CheckDigit.WRONG
    assert parsed.warnings == ("1 identifiers fail their check digit and are kept: 1 company_imo 6016989",)


def test_what_follows_an_end_of_file_mark_is_the_non_sdn_list() -> None:
    parsed = parse("x", files(sdn=f"{sdn_row(1)}\r\n\x1a{sdn_row(2, 'TWO', 'NS-PLC')}\r\n\x1a\r\n"))
    assert [entity.listing.measures for entity in parsed.entities] == [
        (Measure.ASSET_FREEZE,),
        (Measure.OTHER,),
    ]
    assert parsed.rows == 2


def test_a_party_on_both_lists_is_blocked() -> None:
    row = sdn_row(1, programme="SDGT] [NS-PLC")
    parsed = parse("x", files(sdn=f"{sdn_row(3)}\n{row}\n{sdn_row(4)}\n", cons=row))
    measures = {entity.own_id: entity.listing.measures for entity in parsed.entities}
    assert measures["1"] == (Measure.ASSET_FREEZE, Measure.OTHER)
    assert [file.role for file in parsed.files] == ["sdn", "cons_prim"]


@given(st.binary(max_size=200))
def test_any_bytes_after_a_good_row_are_read_or_refused(content: bytes) -> None:
    try:
        parsed = parse("x", (RawFile(name="sdn.csv", content=f"{sdn_row(1)}\n".encode() + content),))
    except DamagedFile:
        return
    assert parsed.rows == parsed.loaded + len(parsed.rejected)
    assert len(parsed.entities) <= parsed.loaded


@given(st.text(alphabet="DOB19 '();.a.k.Linked To:IMO", max_size=80), st.sampled_from(EntityType))
def test_any_remarks_are_read_and_every_part_of_them_is_counted(text: str, type_: EntityType) -> None:
    facts = read_remarks(text, type_)
    assert len(facts.unread) + len(facts.notes) <= facts.parts
    assert (facts.parts == 0) == (not text.replace(";", "").strip())


def test_the_whole_list_of_july_2021_loads_without_a_lost_row() -> None:
    parsed = read(*sorted(shared_data("us_ofac", "2021-07").glob("*.csv")))
    assert {file.role: (file.rows, file.rejected) for file in parsed.files} == {
        "sdn": (8976, 0),
        "alt": (11910, 0),
        "add": (13837, 0),
        "comments": (5, 0),
    }
    vessels = [entity for entity in parsed.entities if entity.type is EntityType.VESSEL]
    assert (len(parsed.entities), len(vessels)) == (8976, 406)
    valid = [
        any(one.type is IdentifierType.IMO and one.check is CheckDigit.VALID for one in ship.identifiers)
        for ship in vessels
    ]
    linked = [any(one.kind is RelationKind.LINKED_TO for one in ship.relations) for ship in vessels]
    owned = [any(one.kind is RelationKind.OWNS for one in ship.relations) for ship in vessels]
    assert (sum(valid), sum(linked), sum(owned)) == (400, 376, 10)
    assert sum(len(entity.unread) for entity in parsed.entities) < 400  # of 32,742 sentences


def test_the_fragment_of_april_2026_gives_mg_flot_its_twenty_ships() -> None:
    parsed = read(*sorted(shared_data("us_ofac", "2026-04").glob("*.csv")))
    assert (len(parsed.entities), parsed.rows, parsed.rejected) == (51, 130, ())
    ships = [
        entity
        for entity in parsed.entities
        for relation in entity.relations
        if relation.party.name == "MG-FLOT LIMITED LIABILITY COMPANY"
    ]
    assert len(ships) == 20
    assert all(ship.vessel and ship.vessel.flag == "RU" for ship in ships)
    assert all(any(one.type is IdentifierType.IMO for one in ship.identifiers) for ship in ships)


def test_two_lists_joined_into_one_file_lose_no_party() -> None:
    parsed = read(shared_data("us_ofac", "2022-11", "sdn.csv"))
    assert (parsed.rows, parsed.loaded, len(parsed.entities)) == (11567, 11567, 11509)
    entities = by_id(parsed)
    assert entities["37049"].name == "TRANSMORFLOT LLC"
    vtb = entities["17013"].listing.measures  # stands twice: SDN, and sectoral sanctions
    assert {Measure.ASSET_FREEZE, Measure.DEBT_AND_EQUITY} <= set(vtb)
    assert entities["9640"].listing.measures == (Measure.OTHER,)


def test_the_non_sdn_lists_load_without_a_lost_row() -> None:
    parsed = read(*sorted(shared_data("us_ofac", "consolidated", "2024-2025").glob("*.csv")))
    assert {file.role: file.rows for file in parsed.files} == {
        "cons_prim": 442,
        "alt": 1073,
        "add": 574,
        "comments": 10,
    }
    assert parsed.rejected == ()


def test_aliases_newer_than_the_main_file_are_rejected_one_by_one() -> None:
    parsed = read(shared_data("us_ofac", "2022-11", "sdn.csv"), shared_data("us_ofac", "2024-01", "alt.csv"))
    assert len(parsed.entities) == 11509
    assert [(file.rows, file.rejected) for file in parsed.files] == [(11567, 0), (17091, 2529)]
    assert {row.reason.split()[0] for row in parsed.rejected} == {"no"}
