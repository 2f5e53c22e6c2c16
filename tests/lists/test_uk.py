"""The United Kingdom's lists: ConList, and the UK Sanctions List as CSV and as XML."""

import csv
import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.entities import Direction, Entity, EntityType, IdentifierType, Measure, NameKind, RelationKind
from lists.sources.parsed import Parsed
from tests.lists.reading import FIXTURES, by_id, read, reads_or_refuses
from tests.shared import shared_data

UK = FIXTURES / "uk"
CONLIST = ("uk", "ConList_2025-04-10.csv")
FORMATS = {"uk-conlist": "conlist.csv", "uk-sanctions-list-csv": "sanctions_list.csv"}
FORMATS["uk-sanctions-list-xml"] = "sanctions_list.xml"


def names(entity: Entity) -> list[tuple[str, NameKind]]:
    return [(name.text, name.kind) for name in entity.names]


def numbers(entity: Entity, *without: str) -> list[tuple[IdentifierType, str, str | None]]:
    return [(one.type, one.value, one.country) for one in entity.identifiers if one.label not in without]


def conlist() -> list[dict[str, str]]:
    with shared_data(*CONLIST).open(encoding="utf-8-sig", newline="") as file:
        _, header, *rows = csv.reader(file)
    return [dict(zip(header, row, strict=True)) for row in rows]


@cache
def whole_conlist() -> Parsed:
    return read(shared_data(*CONLIST))


@pytest.mark.parametrize(("format_name", "file"), FORMATS.items())
def test_each_format_is_recognised(format_name: str, file: str) -> None:
    assert read(UK / file).format == format_name


def test_rows_without_group_or_name_are_rejected_with_their_lines() -> None:
    parsed = read(UK / "conlist.csv")
    assert [(one.line, one.reason) for one in parsed.rejected] == [
        (10, "no group id"),
        (9, "90004 has no name"),
    ]
    assert (parsed.rows, parsed.loaded, len(parsed.entities)) == (8, 6, 3)


def test_all_rows_of_a_group_are_one_entity() -> None:
    person = by_id(read(UK / "conlist.csv"))["90001"]
    assert names(person) == [
        ("Ivan PETROV", NameKind.PRIMARY),
        ("VANYA", NameKind.WEAK_ALIAS),
        ("ПЕТРОВ, Иван", NameKind.ORIGINAL_SCRIPT),
    ]
    assert [str(date) for date in person.birth_dates] == ["1965", "1966-09"]
    assert person.birth_places == ("Samara, Russia", "Ukraine")
    assert person.countries == ("RU", "UA")
    assert [address.text for address in person.addresses] == [
        "1 Example Street, Samara, 443000, Russia (previous address)",
        "2 Other Street, Moscow, Russia",
    ]
    assert [address.country for address in person.addresses] == ["RU", "RU"]
    assert numbers(person, "UK Sanctions List Ref", "UN Ref") == [
        (IdentifierType.PASSPORT, "123456", "RU"),
        (IdentifierType.TAX_NUMBER, "7707083893", None),
    ]
    references = {one.value for one in person.identifiers if one.type is IdentifierType.OTHER}
    assert references == {"RUS9001", "BEL9001", "TAI901"}
    assert person.listing.programmes == ("Russia", "Belarus")
    assert (str(person.listing.listed_on), str(person.listing.amended_on)) == ("2021-04-01", "2022-03-05")
    assert person.gender == "male"
    assert person.titles == ("Colonel", "Dr", "Head")
    assert "Phone number: +7 2" in person.notes


def test_a_company_has_its_numbers_former_names_and_relatives() -> None:
    bank = by_id(read(UK / "conlist.csv"))["90002"]
    assert names(bank) == [
        ("EXAMPLE BANK", NameKind.PRIMARY),
        ("OLD TRADING HOUSE", NameKind.FORMER_NAME),
        ("SAMPLE BANK", NameKind.FORMER_NAME),
    ]
    assert [name.published_as for name in bank.names] == [NameKind.ALIAS, NameKind.ALIAS, None]
    assert numbers(bank, "UK Sanctions List Ref") == [
        (IdentifierType.REGISTRATION_NUMBER, "1027739460737", "RU"),
        (IdentifierType.TAX_NUMBER, "7707083893", "RU"),
        (IdentifierType.COMPANY_IMO, "6016988", None),
    ]
    assert bank.listing.measures == (
        Measure.ASSET_FREEZE,
        Measure.TRUST_SERVICES,
        Measure.CORRESPONDENT_ACCOUNT,
    )
    assert [(one.kind, one.direction, one.party.name) for one in bank.relations] == [
        (RelationKind.PARENT_OF, Direction.FROM, "Great Holding"),
        (RelationKind.PARENT_OF, Direction.TO, "First Trading LLC"),
        (RelationKind.PARENT_OF, Direction.TO, "Second Trading LLC"),
    ]


def test_a_ship_of_conlist_has_its_own_number_only() -> None:
    ship = by_id(read(UK / "conlist.csv"))["90003"]
    assert numbers(ship, "UK Sanctions List Ref") == [(IdentifierType.IMO, "8860145", None)]
    assert ship.vessel is not None
    assert (ship.vessel.flag, ship.vessel.former_flags, ship.vessel.built) == ("KP", ("PA", "KR"), 1975)
    assert (ship.vessel.vessel_type, ship.vessel.tonnage) == ("Oil tanker", "1676")
    assert [(one.kind, one.party.name) for one in ship.relations] == [
        (RelationKind.OWNS, "Example Shipping Co")
    ]


def test_csv_and_xml_of_the_uk_sanctions_list_give_equal_entities() -> None:
    as_csv, as_xml = by_id(read(UK / "sanctions_list.csv")), by_id(read(UK / "sanctions_list.xml"))
    assert as_csv.keys() == as_xml.keys() == {"RUS9101", "RUS9102", "RUS9103"}
    for own_id, entity in as_csv.items():
        assert replace(entity, source=()) == replace(as_xml[own_id], source=())


def test_the_uk_sanctions_list_is_read_whole() -> None:
    entities = by_id(read(UK / "sanctions_list.csv"))
    company, ship, person = entities["RUS9101"], entities["RUS9102"], entities["RUS9103"]
    assert names(company) == [
        ("EXAMPLE FLOT LLC", NameKind.PRIMARY),
        ("EXFLOT", NameKind.WEAK_ALIAS),
        ("EXAMPLE FLEET", NameKind.ALIAS),
        ("SEA TRADING HOUSE", NameKind.FORMER_NAME),
        ("ПРИМЕР ФЛОТ ООО", NameKind.ORIGINAL_SCRIPT),
    ]
    assert numbers(company, "OFSI Group ID") == [
        (IdentifierType.TAX_NUMBER, "3017041900", "RU"),
        (IdentifierType.COMPANY_IMO, "6016988", None),
    ]
    assert company.listing.measures == (Measure.ASSET_FREEZE, Measure.TRUST_SERVICES)
    assert str(company.listing.listed_on) == "2023-05-18"
    assert company.listing.legal_basis == ("The Russia (Sanctions) (EU Exit) Regulations 2019",)
    assert ship.listing.measures == (Measure.PORT_BAN, Measure.SERVICE_BAN)
    assert [(one.party.name, one.is_former) for one in ship.relations] == [
        ("Example Shipping Co", False),
        ("Example Managers", False),
        ("Earlier Shipping Co", True),
    ]
    assert ship.vessel is not None
    assert (ship.vessel.flag, ship.vessel.former_flags, ship.vessel.built) == ("GA", ("PA", "LR"), 1975)
    assert numbers(ship) == [(IdentifierType.IMO, "8860145", None), (IdentifierType.OTHER, "HIN77", None)]
    assert person.name == "Ivan Petrovich EXAMPLE"
    assert person.listing.measures == (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN, Measure.OTHER)
    assert numbers(person) == [(IdentifierType.PASSPORT, "123456", "CY")]


def test_conlist_holds_as_many_parties_names_and_ships_as_its_rows_say() -> None:
    rows, parsed = conlist(), whole_conlist()
    assert (parsed.rows, parsed.loaded, parsed.rejected) == (18_796, 18_796, ())
    entities = by_id(parsed)
    assert entities.keys() == {row["Group ID"] for row in rows}
    weak: set[tuple[str, str]] = set()
    listed: set[tuple[str, str]] = set()
    for row in rows:
        text = " ".join(" ".join(row[f"Name {part}"] for part in (1, 2, 3, 4, 5, 6)).split())
        (weak if row["Alias Quality"] == "Low quality" else listed).add((row["Group ID"], text))
        original = " ".join(row["Name Non-Latin Script"].split())
        if original and "(2)" not in original:
            listed.add((row["Group ID"], original))
    published = Counter[NameKind]()
    read_names = set()
    for own_id, entity in entities.items():
        for name in entity.names:
            published[name.published_as or name.kind] += 1
            read_names.add((own_id, " ".join(name.text.split())))
    assert published[NameKind.PRIMARY] + published[NameKind.ALIAS] > 12_000
    assert published[NameKind.WEAK_ALIAS] == len(weak) == 617
    assert (weak | listed) - read_names == set()


def test_conlist_s_ships_have_their_imo_numbers_flags_and_owners() -> None:
    rows, entities = conlist(), by_id(whole_conlist())
    ships = {row["Group ID"]: row["Other Information"] for row in rows if row["Group Type"] == "Ship"}
    assert len(ships) == 15
    for own_id, text in ships.items():
        ship = entities[own_id]
        assert ship.type is EntityType.VESSEL
        imo = re.search(r"\(IMO number\):(\d+)", text)
        assert imo is not None
        found = [one.value for one in ship.identifiers if one.type is IdentifierType.IMO]
        assert found == [imo[1]]
        assert ship.vessel is not None
        assert ship.vessel.flag == "KP"
        assert len(ship.relations) == text.count("(Current owners):")
    imo_texts = {
        re.sub(r"\D", "", one) for one in re.findall(r"\(IMO number\):\s*\d+", " ".join(ships.values()))
    }
    assert len(imo_texts) == 15


def test_parties_that_conlist_gives_in_one_cell_are_told_apart() -> None:
    parents = {
        entity.own_id: [one.party.name for one in entity.relations if one.kind is RelationKind.PARENT_OF]
        for entity in whole_conlist().entities
    }
    by_own_name = {entity.name: parents[entity.own_id] for entity in whole_conlist().entities}
    industries = by_own_name["AEROSPACE INDUSTRIES ORGANISATION"]
    assert "Indsutrial Factories of Precision (IFP)" in industries
    assert "Joza Industrial Co" in industries
    everybody = [name for found in parents.values() for name in found if name]
    assert [name for name in everybody if name.startswith("(") or "alternate spelling" in name] == []
    assert [name for name in everybody if "\n" in name] == []


def test_former_names_of_conlist_are_its_27_rows_and_those_of_its_texts() -> None:
    entities = by_id(whole_conlist())
    former = {
        (entity.name, name.text)
        for entity in entities.values()
        for name in entity.names
        if name.kind is NameKind.FORMER_NAME
    }
    listed = {row["Name 6"] for row in conlist() if row["Alias Type"] == "FKA"}
    assert listed <= {text for _, text in former}
    assert {
        ("SAMA TV", "ADDOUNIA TV"),
        ("ANSAR BANK", "ANSAR AL MOJAHEDIN"),
        ("SHOON ENERGY PTE LIMITED", "The Asia Sun Aviation Pte Limited"),
    } <= former
    assert len(former) < len(listed) + 10


def test_the_founding_company_is_in_conlist_with_every_name_number_and_address() -> None:
    company = by_id(whole_conlist())["15912"]
    assert names(company) == [
        ("MG-FLOT LLC", NameKind.PRIMARY),
        ("TRANSMORFLOT", NameKind.ALIAS),
        ("TRANSSEAPORT", NameKind.ALIAS),
        ("мг-флот OOO", NameKind.ORIGINAL_SCRIPT),
        ("Трансморфлот", NameKind.ORIGINAL_SCRIPT),
    ]
    assert numbers(company) == [
        (IdentifierType.TAX_NUMBER, "3017041900", "RU"),
        (IdentifierType.OTHER, "RUS1851", None),
    ]
    assert [address.text for address in company.addresses] == [
        "House 18 D, Premise 1, Lenina Street, Akhtynskiy District, Republic of Dagestan, 368730, Russia"
    ]
    assert company.listing.programmes == ("Russia",)
    assert company.listing.measures == (Measure.ASSET_FREEZE, Measure.TRUST_SERVICES)
    assert (str(company.listing.listed_on), str(company.listing.amended_on)) == ("2023-05-19", "2023-05-19")
    for note in (
        "Date Designated: 18/05/2023",
        "Phone number: +78512585709",
        "Email address: operations@tmflot.ru",
        "Type of entity: Limited Liability Company (LLC)",
    ):
        assert note in company.notes


def test_the_published_samples_of_the_uk_sanctions_list_load_whole() -> None:
    xml = read(shared_data("uk", "UK_Sanctions_List_sample_2026-09-10.xml"))
    assert (xml.rows, xml.loaded, len(xml.entities)) == (5, 5, 5)
    kinds = Counter(name.kind for entity in xml.entities for name in entity.names)
    assert kinds == {
        NameKind.PRIMARY: 5,
        NameKind.ALIAS: 4,
        NameKind.WEAK_ALIAS: 1,
        NameKind.ORIGINAL_SCRIPT: 2,
    }
    one = read(shared_data("uk", "UK-Sanctions-List_header_and_one_ship_2026-10-08.csv"))
    (ship,) = one.entities
    assert (ship.own_id, ship.name) == ("RUS2176", "KOROLEV PROSPECT")
    assert numbers(ship) == [(IdentifierType.IMO, "9826902", None)]
    assert ship.listing.measures == (Measure.PORT_BAN,)
    assert [party.party.name for party in ship.relations] == ["Stream Ship Management FZCO"]


@given(st.sampled_from(sorted(FORMATS)), st.binary(max_size=200), st.integers(0, 6000))
def test_damaged_files_are_read_or_refused(format_name: str, noise: bytes, place: int) -> None:
    content = (UK / FORMATS[format_name]).read_bytes()
    reads_or_refuses(format_name, noise)
    reads_or_refuses(format_name, content[:place] + noise + content[place + len(noise) :])
