from dataclasses import replace

import pytest

from lists.entities import (
    Direction,
    Entity,
    Identifier,
    IdentifierType,
    Name,
    NameKind,
    PartyReference,
    RelationKind,
)
from lists.sources.formats import recognise
from lists.sources.parsed import RawFile
from matching.network import Network
from tests.builders import company, linked_to, person, relation, vessel
from tests.shared import shared_data

MG_FLOT = company("MG-FLOT LIMITED LIABILITY COMPANY", "37049", aliases=("TRANSMORFLOT LLC",))


def _owners(network: Network, ship: Entity) -> list[tuple[str, str | None, bool]]:
    return [
        (party.name, party.entity.own_id if party.entity else None, party.ambiguous)
        for party in network.related(ship.id)
    ]


def test_a_ship_linked_to_a_company_is_of_its_fleet_and_names_it() -> None:
    ship = vessel("SAPFIR", relations=(linked_to("MG-FLOT LIMITED LIABILITY COMPANY"),))
    network = Network.build([ship, MG_FLOT])
    (owner,) = network.related(ship.id)
    assert (owner.relation, owner.direction, owner.entity) == (RelationKind.LINKED_TO, Direction.TO, MG_FLOT)
    (of_fleet,) = network.fleet(MG_FLOT.id)
    assert (of_fleet.direction, of_fleet.entity, of_fleet.name) == (Direction.FROM, ship, "SAPFIR")
    assert owner.stated == of_fleet.stated == ship.relations[0]
    assert owner.stated_by == of_fleet.stated_by == ship.id
    assert network.fleet(ship.id) == ()


@pytest.mark.parametrize(
    "written",
    [
        "TRANSMORFLOT LLC",
        "Transmorflot, L.L.C.",
        "MG-FLOT LLC",
        "mg flot",
        "ООО «МГ-ФЛОТ»",
    ],
)
def test_a_company_is_found_by_its_names_in_another_spelling_or_legal_form(written: str) -> None:
    ship = vessel("SAPFIR", relations=(linked_to(written),))
    network = Network.build([ship, MG_FLOT, company("MG FLOAT GLASS LLC", "5")])
    assert _owners(network, ship) == [(MG_FLOT.name, "37049", False)]


def test_a_name_that_no_entity_bears_is_given_as_the_list_writes_it() -> None:
    ship = vessel("SAPFIR", relations=(linked_to("Samir de Navegacion S.A."),))
    network = Network.build([ship, MG_FLOT])
    assert _owners(network, ship) == [("Samir de Navegacion S.A.", None, False)]


def test_a_primary_name_is_meant_before_an_alias() -> None:
    ship = vessel("SAPFIR", relations=(linked_to("TRANSMORFLOT LLC"),))
    network = Network.build([MG_FLOT, ship, company("TRANSMORFLOT LLC", "9")])
    assert _owners(network, ship) == [("TRANSMORFLOT LLC", "9", False)]


def test_a_learned_former_name_is_found_like_an_alias() -> None:
    former = Name(text="TRANSMORFLOT LLC", kind=NameKind.FORMER_NAME)
    renamed = replace(MG_FLOT, names=(MG_FLOT.names[0], former))
    ship = vessel("SAPFIR", relations=(linked_to("TRANSMORFLOT LLC"),))
    assert _owners(Network.build([ship, renamed]), ship) == [(MG_FLOT.name, "37049", False)]


def test_a_name_as_written_is_meant_before_one_of_another_legal_form() -> None:
    ship = vessel("SAPFIR", relations=(linked_to("MG-FLOT LLC"),))
    joint_stock = company("MG-FLOT JSC", "8")
    written = company("NEWCO", "9", aliases=("MG-FLOT LLC",))
    assert _owners(Network.build([ship, joint_stock, written]), ship) == [("NEWCO", "9", False)]


def test_all_that_a_name_fits_are_given_as_ambiguous() -> None:
    agent = person("KANG, Song Nam", relations=(linked_to("MINISTRY OF STATE SECURITY"),))
    ministries = [company("MINISTRY OF STATE SECURITY", own_id) for own_id in ("25437", "20129")]
    network = Network.build([agent, *ministries])
    assert _owners(network, agent) == [
        ("MINISTRY OF STATE SECURITY", "20129", True),
        ("MINISTRY OF STATE SECURITY", "25437", True),
    ]
    assert all(network.related(ministry.id)[0].ambiguous for ministry in ministries)


def test_an_own_id_decides_before_identifiers_and_these_before_the_name() -> None:
    imo = Identifier(type=IdentifierType.COMPANY_IMO, value="6016988")
    numbered = replace(MG_FLOT, identifiers=(imo,))
    other = company("OTHER LLC", "9")
    by_id = PartyReference(own_id="9", identifiers=(imo,), name="MG-FLOT LIMITED LIABILITY COMPANY")
    by_number = PartyReference(own_id="absent", identifiers=(imo,), name="OTHER LLC")
    same_digits = PartyReference(identifiers=(replace(imo, type=IdentifierType.IMO),), name="OTHER LLC")
    for reference, expected in ((by_id, "9"), (by_number, "37049"), (same_digits, "9")):
        ship = vessel("SAPFIR", relations=(relation(RelationKind.OWNS, Direction.FROM, reference),))
        (owner,) = Network.build([ship, numbered, other]).related(ship.id)
        assert owner.entity
        assert owner.entity.own_id == expected


def test_a_list_speaks_of_its_own_entities_only() -> None:
    ship = vessel("SAPFIR", relations=(linked_to(MG_FLOT.name),))
    elsewhere = replace(MG_FLOT, list_id="eu")
    network = Network.build([ship, elsewhere])
    assert _owners(network, ship) == [(MG_FLOT.name, None, False)]
    assert network.related(elsewhere.id) == ()


def test_an_entity_is_never_its_own_party() -> None:
    ship = vessel("ADLER", relations=(linked_to("ADLER"),))
    owner = company("ADLER LLC", "9")
    assert _owners(Network.build([ship, owner]), ship) == [("ADLER LLC", "9", False)]


def test_a_relation_that_both_sides_state_or_one_states_twice_stands_once() -> None:
    ship = vessel("SAPFIR", relations=(linked_to("TRANSMORFLOT LLC"), linked_to(MG_FLOT.name)))
    stated = relation(RelationKind.LINKED_TO, Direction.FROM, PartyReference(own_id="2"))
    owner = replace(MG_FLOT, relations=(replace(stated, share=0.6),))
    network = Network.build([ship, owner])
    (seen_by_ship,), (seen_by_owner,) = network.related(ship.id), network.related(owner.id)
    assert (seen_by_ship.entity, seen_by_owner.entity) == (owner, ship)
    assert seen_by_ship.stated.share == seen_by_owner.stated.share == 0.6


def test_who_stands_above_comes_first_then_other_parties_then_ships_by_name() -> None:
    owner = company(
        "A HOLDING LLC",
        "9",
        relations=(relation(RelationKind.OWNS, Direction.TO, PartyReference(own_id="37049")),),
    )
    agent = person("B AGENT", relations=(linked_to(MG_FLOT.name),))
    ships = [vessel(name, name[-1], relations=(linked_to(MG_FLOT.name),)) for name in ("SONA 5", "OLGA 6")]
    network = Network.build([*ships, agent, owner, MG_FLOT])
    assert [party.name for party in network.related(MG_FLOT.id)] == [
        "A HOLDING LLC",
        "B AGENT",
        "OLGA 6",
        "SONA 5",
    ]
    assert [party.name for party in network.fleet(MG_FLOT.id)] == ["OLGA 6", "SONA 5"]


@pytest.mark.parametrize(
    ("kind", "direction", "is_of_fleet"),
    [
        (RelationKind.OWNS, Direction.FROM, True),
        (RelationKind.OPERATES, Direction.FROM, True),
        (RelationKind.MANAGES, Direction.FROM, True),
        (RelationKind.LINKED_TO, Direction.TO, True),
        (RelationKind.LINKED_TO, Direction.FROM, False),
        (RelationKind.OWNS, Direction.TO, False),
    ],
)
def test_a_fleet_is_what_the_company_has_power_over(
    kind: RelationKind, direction: Direction, is_of_fleet: bool
) -> None:
    ship = vessel("SAPFIR", relations=(relation(kind, direction, PartyReference(own_id="37049")),))
    network = Network.build([ship, MG_FLOT])
    assert len(network.related(MG_FLOT.id)) == 1
    assert len(network.fleet(MG_FLOT.id)) == is_of_fleet


def test_an_unknown_id_has_no_relations() -> None:
    assert Network.build([MG_FLOT]).related("flot:0") == ()
    assert Network.build([MG_FLOT]).fleet("flot:0") == ()


def _ofac(folder: str, *names: str) -> Network:
    paths = [shared_data("us_ofac", folder, name) for name in names]
    files = tuple(RawFile(name=path.name, content=path.read_bytes()) for path in paths)
    return Network.build(recognise(files).parse("us-ofac-sdn", files).entities)


def test_ofac_links_twenty_ships_to_mg_flot() -> None:
    fleet = _ofac("2026-04", "sdn.csv", "alt.csv", "add.csv").fleet("us-ofac-sdn:37049")
    first_batch = {37067, 37068, 37069, 37071, 37076, 37081, 37085, 37089, 37095, 37098}
    first_batch |= {37100, 37103, 37104, 37105, 37106, 37107}
    assert len(fleet) == 20
    assert {int(party.entity.own_id) for party in fleet if party.entity} == first_batch | {
        50583,
        50584,
        50585,
        50586,
    }


def test_ofac_linked_sixteen_ships_to_transmorflot_in_2022() -> None:
    network = _ofac("2022-11", "sdn.csv")
    fleet = network.fleet("us-ofac-sdn:37049")
    assert len(fleet) == 16
    assert {party.entity and network.related(party.entity.id)[0].name for party in fleet} == {
        "TRANSMORFLOT LLC"
    }
