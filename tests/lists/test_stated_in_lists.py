"""What publishers' texts say of ships and owners reaches the entity, list by list."""

from functools import cache

import pytest

from lists.entities import Entity, EntityType, IdentifierType, RelationKind
from lists.sources.formats import recognise
from lists.sources.ftm_words import relation_kind
from lists.sources.parsed import RawFile
from tests.lists.reading import FIXTURES, by_id, read
from tests.lists.workbooks import workbook
from tests.shared import shared_data


def told(entity: Entity) -> list[tuple[str, str | None, bool]]:
    return [(one.kind.value, one.party.name, one.is_former) for one in entity.relations]


def ships(entity: Entity, kind: RelationKind) -> set[str]:
    return {
        number.value
        for one in entity.relations
        if one.kind is kind and one.party.type is EntityType.VESSEL
        for number in one.party.identifiers
    }


@cache
def real(*path: str) -> dict[str, Entity]:
    return {entity.name: entity for entity in read(shared_data(*path)).entities}


@pytest.mark.parametrize("file", ["full_list_1_1.xml", "full_list_1_1.csv"])
def test_a_ship_in_an_eu_remark_is_linked_to_the_company_and_its_number_is_not_the_company_s(
    file: str,
) -> None:
    company = by_id(read(FIXTURES / "eu" / file))["9901"]
    (ship,) = company.relations
    assert (ship.kind, ship.party.name, ship.party.type) == (
        RelationKind.LINKED_TO,
        "RASUL GAMZATOV",
        EntityType.VESSEL,
    )
    assert ship.quotation == "Its ship is RASUL GAMZATOV (IMO: 8861058)."
    assert "8861058" not in {one.value for one in company.identifiers}


def test_the_eu_s_vessels_have_the_operator_that_a_cell_names() -> None:
    book = workbook(
        ["Vessel name", "IMO number", "Reasons"],
        ["Sona", 8700060, "The vessel is operated by United Cargo Fleet Ltd (IMO 6016988)."],
    )
    file = RawFile(name="a.xlsx", content=book)
    (ship,) = recognise((file,)).parse("eu-vessels", (file,)).entities
    (relation,) = ship.relations
    assert told(ship) == [("operates", "United Cargo Fleet Ltd", False)]
    assert [one.type for one in relation.party.identifiers] == [IdentifierType.COMPANY_IMO]


def test_switzerland_s_other_information_names_ships_and_owners() -> None:
    entities = by_id(read(FIXTURES / "seco" / "whole_list.xml"))
    assert ("owns", "RASUL GAMZATOV", False) in told(entities["5100"])
    assert ships(entities["5100"], RelationKind.OWNS) == {"8861058"}


@pytest.mark.parametrize(
    "path",
    [
        ("au", "regulation8_consolidated_2024-11.xlsx"),
        ("un", "consolidated_2026-02-27.xml"),
        ("uk", "ConList_2025-04-10.csv"),
    ],
)
def test_the_un_s_north_korean_ship_owners_are_read_on_every_list_that_has_them(
    path: tuple[str, ...],
) -> None:
    entities = real(*path)
    assert told(entities["PHYONGCHON SHIPPING & MARINE"]) == [
        ("owns", "JI SONG 6", False),
        ("owns", "JI SONG 8", False),
        ("owns", "WOORY STAR", False),
    ]


def test_australia_tells_whose_subsidiary_a_company_is() -> None:
    entities = real("au", "regulation8_consolidated_2024-11.xlsx")
    assert told(entities["Mada Transport Group"]) == [("parent_of", "Cham Holding", False)]
    assert told(entities["Congomet Trading House"]) == [("owns", "Kisoni Kambale", True)]


def test_the_uk_s_statements_name_the_fleet_of_ocean_maritime_and_a_parent_s_share() -> None:
    entities = real("uk", "ConList_2025-04-10.csv")
    fleet = entities["OCEAN MARITIME MANAGEMENT COMPANY, LIMITED (OMM)"]
    assert ships(fleet, RelationKind.OPERATES) == ships(fleet, RelationKind.MANAGES)
    assert len(ships(fleet, RelationKind.OPERATES)) == 22
    (owner,) = entities["LLC CST"].relations
    assert (owner.kind, owner.party.name, owner.share) == (
        RelationKind.OWNS,
        "Kalashnikov Concern JSC",
        0.49,
    )


def test_war_and_sanctions_tells_fleets_in_its_texts() -> None:
    entities = real("opensanctions", "ua_war_sanctions_2026-03", "targets.simple.csv")
    sunor = entities["SUNOR INTERNATIONAL LIMITED LIABILITY COMPANY"]
    assert ships(sunor, RelationKind.OWNS) == {"9212008", "9211999", "9198783"}
    assert told(entities["HS ATLANTICA LIMITED"]) == [("owns", "Avril", True)]


def test_a_role_or_an_end_date_makes_a_former_relation() -> None:
    lines = (
        '{"id":"a","schema":"Company","caption":"A","target":true,"properties":{"name":["A"]}}',
        '{"id":"s","schema":"Vessel","caption":"S","target":false,"properties":{"imoNumber":["8700060"]}}',
        '{"id":"1","schema":"UnknownLink",'
        '"properties":{"subject":["a"],"object":["s"],"role":["Former operator"]}}',
        '{"id":"2","schema":"Ownership","properties":{"owner":["a"],"asset":["s"],"endDate":["2024"]}}',
        '{"id":"3","schema":"UnknownLink",'
        '"properties":{"subject":["a"],"object":["s"],"role":["Ship manager"]}}',
    )
    file = RawFile(name="a.json", content="\n".join(lines).encode())
    (company,) = recognise((file,)).parse("ws", (file,)).entities
    assert told(company) == [("operates", "S", True), ("owns", "S", True), ("manages", "S", False)]
    assert {one.party.type for one in company.relations} == {EntityType.VESSEL}


def test_a_technical_manager_is_told_from_other_managers() -> None:
    assert relation_kind(RelationKind.LINKED_TO, "Technical manager") is RelationKind.TECHNICALLY_MANAGES
    assert relation_kind(RelationKind.LINKED_TO, "Commercial manager") is RelationKind.MANAGES
