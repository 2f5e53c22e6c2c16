"""The list that ships with the product."""

from lists.entities import CheckDigit, Entity, EntityType, IdentifierType, NameKind
from lists.sources.formats import recognise
from lists.sources.parsed import Parsed
from lists.starter import STARTER_LIST_ID, read_starter
from tests.lists.test_ofac_delimited import read
from tests.shared import shared_data


def starter() -> Parsed:
    files = read_starter()
    return recognise(files).parse(STARTER_LIST_ID, files)


def by_id() -> dict[str, Entity]:
    return {entity.own_id: entity for entity in starter().entities}


def ships_of(owner: str) -> set[str]:
    return {
        entity.name for entity in starter().entities for one in entity.relations if one.party.own_id == owner
    }


def test_every_row_of_the_starter_list_loads_without_a_warning() -> None:
    parsed = starter()
    assert (parsed.format, parsed.rejected, parsed.warnings) == ("hullmark-csv", (), ())
    assert len(parsed.entities) == parsed.rows


def test_every_row_names_its_source_and_its_measure() -> None:
    for entity in starter().entities:
        assert entity.notes[0].startswith(f"OFAC SDN uid {entity.own_id} ")
        assert entity.listing.measures == ("asset_freeze",)
        assert all(one.check is not CheckDigit.WRONG for one in entity.identifiers)


def test_mg_flot_has_its_former_name_its_numbers_and_twenty_ships() -> None:
    company = by_id()["37049"]
    former = {name.text for name in company.names if name.kind is NameKind.FORMER_NAME}
    assert {"TRANSMORFLOT LLC", "TransMorFlot"} <= former
    assert [one.value for one in company.identifiers if one.type is IdentifierType.COMPANY_IMO] == [
        "6330601",
        "6016988",
    ]
    ships = ships_of("37049")
    assert len(ships) == 20
    assert {"RASUL GAMZATOV", "SAPFIR", "PORT OLYA-4", "KOMPOZITOR RAKHMANINOV"} <= ships


def test_the_near_neighbours_belong_to_others() -> None:
    entities = by_id()
    assert [entity.own_id for entity in entities.values() if entity.name == "TERIBERKA"] == ["37058", "37136"]
    assert ships_of("34702") == {"LADY LEILA", "LADY RANIA", "LADY SEVDA"}
    assert ships_of("50589") == {"VAFA", "VAFA-1"}
    assert ships_of("50592") == {"OMSKIY-103", "ZAKAMSK"}
    assert ("MAKRAN", NameKind.WEAK_ALIAS) in {(name.text, name.kind) for name in entities["40716"].names}


def test_the_starter_list_keeps_all_that_ofac_says_of_each_ship() -> None:
    listed = read(*sorted(shared_data("us_ofac", "2026-04").glob("*.csv")))
    ofac = {entity.own_id: entity for entity in listed.entities}
    ships = [entity for entity in starter().entities if entity.type is EntityType.VESSEL]
    assert len(ships) == 30
    for ship in ships:
        published = ofac[ship.own_id]
        assert (ship.name, ship.countries) == (published.name, published.countries)
        assert {(one.type, one.value) for one in published.identifiers} <= {
            (one.type, one.value) for one in ship.identifiers
        }
        written = {name.text.upper() for name in ship.names}
        assert {name.text for name in published.names} <= written
