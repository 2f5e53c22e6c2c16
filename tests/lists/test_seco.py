"""Switzerland's list as XML."""

from hypothesis import given
from hypothesis import strategies as st

from lists.entities import (
    Direction,
    Entity,
    EntityType,
    IdentifierType,
    Measure,
    NameKind,
    RelationKind,
)
from tests.lists.reading import FIXTURES, by_id, read, reads_or_refuses

SECO = FIXTURES / "seco" / "whole_list.xml"


def names(entity: Entity) -> list[tuple[str, NameKind]]:
    return [(name.text, name.kind) for name in entity.names]


def test_a_de_listed_target_is_rejected_with_its_day() -> None:
    parsed = read(SECO)
    assert (parsed.format, parsed.rows, parsed.loaded) == ("seco-xml", 4, 3)
    assert [one.reason for one in parsed.rejected] == ["5300 is de-listed since 2016-03-01"]


def test_names_have_their_spellings_qualities_and_identities() -> None:
    assert names(by_id(read(SECO))["5001"]) == [
        ("Ivan Example", NameKind.PRIMARY),
        ("Иван Пример", NameKind.ORIGINAL_SCRIPT),
        ("Ivan Eksampl", NameKind.ALIAS),
        ("Vanya", NameKind.WEAK_ALIAS),
        ("John Sample", NameKind.ALIAS),
    ]
    company = by_id(read(SECO))["5100"]
    assert names(company) == [
        ("Example Flot", NameKind.PRIMARY),
        ("Sea Trading House", NameKind.FORMER_NAME),
        ("Transflot", NameKind.FORMER_NAME),
    ]
    assert company.names[2].published_as is NameKind.ALIAS


def test_a_person_is_read_whole() -> None:
    person = by_id(read(SECO))["5001"]
    assert person.type is EntityType.PERSON
    assert [str(date) for date in person.birth_dates] == ["1980-03-23", "~1981-05"]
    assert person.birth_places == ("Minsk, Minsk Region, Belarus",)
    assert (person.countries, person.gender) == (("RU", "BY"), "male")
    assert [(one.text, one.country) for one in person.addresses] == [
        ("Sports Club, ul. Lenina 4, 220029, Minsk, Minsk Region, Belarus", "BY")
    ]
    assert [(one.type, one.value, one.country) for one in person.identifiers] == [
        (IdentifierType.PASSPORT, "531234567", "RU"),
        (IdentifierType.OTHER, "EU901", None),
    ]
    assert person.listing.programmes == ("Situation in Ukraine",)
    assert person.listing.measures == (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN)
    assert (str(person.listing.listed_on), str(person.listing.amended_on)) == ("2022-03-04", "2023-01-03")
    assert person.listing.legal_basis[0].startswith("Ordinance of 4 March 2022")
    (relation,) = person.relations
    assert (relation.kind, relation.party.own_id, relation.quotation) == (
        RelationKind.LINKED_TO,
        "5100",
        "related-to: Owner",
    )


def test_a_company_s_text_gives_its_own_numbers_and_not_its_ship_s() -> None:
    company = by_id(read(SECO))["5100"]
    assert [(one.type, one.value) for one in company.identifiers] == [
        (IdentifierType.COMPANY_IMO, "6016988"),
        (IdentifierType.REGISTRATION_NUMBER, "1027739460737"),
    ]


def test_a_ship_s_facts_are_read_from_other_information() -> None:
    ship = by_id(read(SECO))["5200"]
    assert ship.type is EntityType.VESSEL
    assert [(one.type, one.value) for one in ship.identifiers] == [(IdentifierType.IMO, "8405270")]
    assert ship.vessel is not None
    assert (ship.vessel.flag, ship.vessel.former_flags, ship.vessel.built) == ("PA", ("LR",), 1985)
    assert (ship.vessel.vessel_type, ship.vessel.gross_tonnage) == ("Tanker", "1234")
    assert ship.listing.measures == (Measure.PORT_BAN,)
    assert [(one.kind, one.direction, one.party.name, one.is_former) for one in ship.relations] == [
        (RelationKind.OWNS, Direction.FROM, "Example Flot", False),
        (RelationKind.OWNS, Direction.FROM, "Old Lines", True),
    ]


@given(st.binary(max_size=200), st.integers(0, 7000))
def test_damaged_files_are_read_or_refused(noise: bytes, place: int) -> None:
    content = SECO.read_bytes()
    reads_or_refuses("seco-xml", noise)
    reads_or_refuses("seco-xml", content[:place] + noise + content[place + len(noise) :])
