"""One small SDN set in OFAC's four formats: one set of entities, but for what a format does not carry."""

from dataclasses import replace
from pathlib import Path

import pytest

from lists.entities import (
    CheckDigit,
    Direction,
    Entity,
    EntityType,
    IdentifierType,
    Listing,
    Measure,
    Name,
    NameKind,
    Relation,
    RelationKind,
)
from lists.sources.formats import recognise
from lists.sources.parsed import Parsed, RawFile

FIXTURES = Path(__file__).parents[1] / "fixtures" / "ofac_xml"
SETS = {
    "ofac-delimited": ("sdn.csv", "alt.csv", "add.csv"),
    "ofac-xml": ("sdn.xml",),
    "ofac-advanced-xml": ("sdn_advanced.xml",),
    "ofac-enhanced-xml": ("sdn_enhanced.xml",),
}
ALL = pytest.mark.parametrize("format_name", SETS)


def read(format_name: str) -> Parsed:
    """Parse a set by its content alone: its files' names say nothing."""
    names = SETS[format_name]
    files = tuple(
        RawFile(name=f"{n}.dat", content=(FIXTURES / name).read_bytes()) for n, name in enumerate(names)
    )
    parsed = recognise(files).parse("us-ofac-sdn", files)
    assert parsed.format == format_name
    return parsed


def entities(format_name: str) -> dict[str, Entity]:
    return {entity.own_id: entity for entity in read(format_name).entities}


def common(entity: Entity) -> Entity:
    """Give the part of an entity that every format carries, in an order that says nothing.

    Left out are, as ofac_entities says, names in their original script, legal basis, the day of listing and
    the number of a relation's other party; of the delimited files "alt." and the last full stop.
    """
    names = [name for name in entity.names if name.kind is not NameKind.ORIGINAL_SCRIPT]
    listing = replace(entity.listing, listed_on=None, legal_basis=())
    return replace(
        entity,
        names=(names[0], *sorted(names[1:], key=str)),
        identifiers=tuple(sorted(entity.identifiers, key=str)),
        countries=tuple(sorted(entity.countries)),
        listing=listing,
        relations=tuple(sorted((_named(relation) for relation in entity.relations), key=str)),
        notes=tuple(sorted(note.removeprefix("alt. ").removesuffix(".") for note in entity.notes)),
        source=(),
    )


def _named(relation: Relation) -> Relation:
    return replace(relation, party=replace(relation.party, own_id=None), quotation=None)


@ALL
def test_every_row_is_loaded_and_understood(format_name: str) -> None:
    parsed = read(format_name)
    assert (parsed.rows, parsed.rejected, parsed.warnings) == (parsed.loaded, (), ())
    assert parsed.files[0].role == "sdn"
    assert len(parsed.entities) == 4
    assert all(entity.unread == () for entity in parsed.entities)


@ALL
def test_the_same_set_gives_the_same_entities_in_every_format(format_name: str) -> None:
    found, expected = entities(format_name), entities("ofac-delimited")
    assert found.keys() == expected.keys()
    for own_id, entity in found.items():
        assert common(entity) == common(expected[own_id])


@ALL
def test_a_company_has_its_names_with_their_kinds_and_its_numbers(format_name: str) -> None:
    company = entities(format_name)["90101"]
    assert (company.type, company.names[0].text) == (
        EntityType.COMPANY,
        "EXAMPLE SHIPPING LIMITED LIABILITY COMPANY",
    )
    assert {name.text: name.kind for name in company.names if name.kind != NameKind.ORIGINAL_SCRIPT} == {
        "EXAMPLE SHIPPING LIMITED LIABILITY COMPANY": NameKind.PRIMARY,
        "EXAMPLE LINES": NameKind.ALIAS,
        "EXAMPLE FLEET LLC": NameKind.FORMER_NAME,
        "EXSHIP": NameKind.WEAK_ALIAS,
    }
    assert {one.type: (one.value, one.country, one.check) for one in company.identifiers} == {
        IdentifierType.TAX_NUMBER: ("3017041900", "RU", CheckDigit.VALID),
        IdentifierType.COMPANY_IMO: ("6016988", None, CheckDigit.VALID),
        IdentifierType.REGISTRATION_NUMBER: ("1053001124483", "RU", CheckDigit.VALID),
    }
    assert [(address.text, address.country) for address in company.addresses] == [
        ("House 18 D, Premise 1, Olya, Astrakhan Oblast 416425, Russia", "RU"),
        ("Kerch, Region: Crimea", "UA"),
    ]
    assert str(company.established_on) == "2005-02-17"
    assert company.listing.programmes == ("CYBER2", "RUSSIA-EO14024")
    assert company.listing.measures == (Measure.ASSET_FREEZE,)


@ALL
def test_a_ship_has_its_facts_its_owner_and_its_link(format_name: str) -> None:
    ship = entities(format_name)["90102"]
    assert ship.vessel is not None
    assert (ship.vessel.flag, ship.vessel.former_flags, ship.vessel.built) == ("RU", ("PA",), 1988)
    facts = (ship.vessel.vessel_type, ship.vessel.tonnage, ship.vessel.gross_tonnage)
    assert facts == ("General Cargo", "3000", "1853")
    assert {one.type: one.value for one in ship.identifiers} == {
        IdentifierType.CALL_SIGN: "UBIG5",
        IdentifierType.IMO: "8700010",
        IdentifierType.MMSI: "273355400",
    }
    assert [(one.kind, one.direction, one.party.name) for one in ship.relations] == [
        (RelationKind.OWNS, Direction.FROM, "EXAMPLE LINES"),
        (RelationKind.LINKED_TO, Direction.TO, "EXAMPLE SHIPPING LIMITED LIABILITY COMPANY"),
    ]


@ALL
def test_a_person_has_dates_as_precise_as_published(format_name: str) -> None:
    person = entities(format_name)["90103"]
    assert person.name == "EXAMPLE, Ivan Petrovich"
    assert Name(text="the Admiral", kind=NameKind.WEAK_ALIAS) in person.names
    assert [str(date) for date in person.birth_dates] == ["1951/1953", "~1956", "1965-09"]
    assert person.titles == ("Director", "Owner of ships")
    assert (person.gender, person.birth_places) == ("male", ("Olya, Russia",))
    assert set(person.countries) == {"RU", "KP"}
    assert [(one.type, one.value, one.country) for one in person.identifiers] == [
        (IdentifierType.CRYPTO_WALLET, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", None),
        (IdentifierType.PASSPORT, "A1234567", "RU"),
    ]


@ALL
def test_an_aircraft_has_its_serial_number(format_name: str) -> None:
    aircraft = entities(format_name)["90104"]
    assert (aircraft.type, aircraft.name, aircraft.vessel) == (EntityType.AIRCRAFT, "EP-XYZ", None)
    assert [(one.type, one.value) for one in aircraft.identifiers] == [
        (IdentifierType.AIRCRAFT_SERIAL_NUMBER, "115")
    ]
    assert "Aircraft Model A340-300" in aircraft.notes


@pytest.mark.parametrize("format_name", ["ofac-advanced-xml", "ofac-enhanced-xml"])
def test_what_only_advanced_and_enhanced_xml_publish_is_kept(format_name: str) -> None:
    company, ship = (entities(format_name)[own_id] for own_id in ("90101", "90102"))
    assert [name.text for name in company.names if name.kind is NameKind.ORIGINAL_SCRIPT] == [
        "ПРИМЕР ШИППИНГ ООО"
    ]
    assert str(company.listing.listed_on) == "2022-05-08"
    assert company.listing.legal_basis == ("Executive Order 14024 (Russia)",)
    link = ship.relations[1]
    assert link.party.own_id == "90101"
    assert link.quotation == "Owned or Controlled By: EXAMPLE SHIPPING LIMITED LIABILITY COMPANY"


def test_the_delimited_files_and_classic_xml_have_neither_original_script_nor_day_of_listing() -> None:
    for format_name in ("ofac-delimited", "ofac-xml"):
        for entity in entities(format_name).values():
            assert entity.listing == Listing(
                programmes=entity.listing.programmes,
                measures=entity.listing.measures,
                source_url=entity.listing.source_url,
            )
            assert all(name.kind is not NameKind.ORIGINAL_SCRIPT for name in entity.names)


@ALL
def test_each_entity_quotes_the_rows_it_came_from(format_name: str) -> None:
    contents = [(FIXTURES / name).read_bytes().decode() for name in SETS[format_name]]
    for entity in read(format_name).entities:
        assert entity.own_id in entity.source[0].text
        for row in entity.source:
            published = contents[int(row.file.removesuffix(".dat"))].split("\n")[row.line - 1]
            assert published.strip()[:9] == row.text[:9]
