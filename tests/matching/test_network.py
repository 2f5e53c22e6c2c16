from collections.abc import Iterable
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
    Relation,
    RelationKind,
)
from lists.sources.formats import recognise
from lists.sources.parsed import RawFile
from matching.network import Network
from matching.parties import FoundBy
from matching.register import Register
from tests.builders import company, linked_to, person, relation, vessel
from tests.shared import shared_data

MG_FLOT = company("MG-FLOT LIMITED LIABILITY COMPANY", "37049", aliases=("TRANSMORFLOT LLC",))


def _network(entities: Iterable[Entity]) -> Network:
    """Build a network, save its arrays and take them again."""
    register = Register.build(entities)
    return Network.of_arrays(register.network.arrays(), register.index)


def _owners(network: Network, ship: Entity) -> list[tuple[str, str | None, bool]]:
    return [
        (
            related.party.name,
            related.party.entities[0].own_id if related.party.is_listed else None,
            related.tie.ambiguous,
        )
        for related in network.related(ship.id)
    ]


def test_a_ship_linked_to_a_company_is_of_its_fleet_and_names_it() -> None:
    ship = vessel("SAPFIR", relations=(linked_to("MG-FLOT LIMITED LIABILITY COMPANY"),))
    network = _network([ship, MG_FLOT])
    (owner,) = network.related(ship.id)
    assert (owner.relation, owner.direction) == (RelationKind.LINKED_TO, Direction.TO)
    assert owner.party.entities == (MG_FLOT,)
    assert owner.stands_above
    ((of_fleet,),) = network.fleet(MG_FLOT.id)
    assert (of_fleet.direction, of_fleet.party.entities) == (Direction.FROM, (ship,))
    (statement,) = of_fleet.tie.statements
    assert (statement.relation, statement.by, statement.found_by) == (ship.relations[0], ship, FoundBy.NAME)
    assert owner.tie == of_fleet.tie
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
    network = _network([ship, MG_FLOT, company("MG FLOAT GLASS LLC", "5")])
    assert _owners(network, ship) == [(MG_FLOT.name, "37049", False)]


def test_a_name_that_no_entity_bears_is_given_as_the_list_writes_it() -> None:
    ship = vessel("SAPFIR", relations=(linked_to("Samir de Navegacion S.A."),))
    network = _network([ship, MG_FLOT])
    assert _owners(network, ship) == [("Samir de Navegacion S.A.", None, False)]


def test_a_primary_name_is_meant_before_an_alias() -> None:
    ship = vessel("SAPFIR", relations=(linked_to("TRANSMORFLOT LLC"),))
    network = _network([MG_FLOT, ship, company("TRANSMORFLOT LLC", "9")])
    assert _owners(network, ship) == [("TRANSMORFLOT LLC", "9", False)]


def test_a_learned_former_name_is_found_like_an_alias() -> None:
    former = Name(text="TRANSMORFLOT LLC", kind=NameKind.FORMER_NAME)
    renamed = replace(MG_FLOT, names=(MG_FLOT.names[0], former))
    ship = vessel("SAPFIR", relations=(linked_to("TRANSMORFLOT LLC"),))
    assert _owners(_network([ship, renamed]), ship) == [(MG_FLOT.name, "37049", False)]


def test_a_name_as_written_is_meant_before_one_of_another_legal_form() -> None:
    ship = vessel("SAPFIR", relations=(linked_to("MG-FLOT LLC"),))
    joint_stock = company("MG-FLOT JSC", "8")
    written = company("NEWCO", "9", aliases=("MG-FLOT LLC",))
    assert _owners(_network([ship, joint_stock, written]), ship) == [("NEWCO", "9", False)]


def test_all_that_a_name_fits_are_given_as_ambiguous() -> None:
    agent = person("KANG, Song Nam", relations=(linked_to("MINISTRY OF STATE SECURITY"),))
    ministries = [company("MINISTRY OF STATE SECURITY", own_id) for own_id in ("25437", "20129")]
    network = _network([agent, *ministries])
    assert _owners(network, agent) == [
        ("MINISTRY OF STATE SECURITY", "20129", True),
        ("MINISTRY OF STATE SECURITY", "25437", True),
    ]
    assert all(network.related(ministry.id)[0].tie.ambiguous for ministry in ministries)


def test_an_own_id_decides_before_identifiers_and_these_before_the_name() -> None:
    imo = Identifier(type=IdentifierType.COMPANY_IMO, value="6016988")
    numbered = replace(MG_FLOT, identifiers=(imo,))
    other = company("OTHER LLC", "9")
    by_id = PartyReference(own_id="9", identifiers=(imo,), name="MG-FLOT LIMITED LIABILITY COMPANY")
    by_number = PartyReference(own_id="absent", identifiers=(imo,), name="OTHER LLC")
    same_digits = PartyReference(identifiers=(replace(imo, type=IdentifierType.IMO),), name="OTHER LLC")
    for reference, expected in ((by_id, "9"), (by_number, "37049"), (same_digits, "9")):
        ship = vessel("SAPFIR", relations=(relation(RelationKind.OWNS, Direction.FROM, reference),))
        assert _owners(_network([ship, numbered, other]), ship)[0][1] == expected


def test_the_naming_list_is_asked_before_all_others() -> None:
    ship = vessel("SAPFIR", relations=(linked_to(MG_FLOT.name),))
    elsewhere = replace(MG_FLOT, list_id="eu")
    with_both = _network([ship, MG_FLOT, elsewhere])
    assert [related.party.entities for related in with_both.related(ship.id)] == [(MG_FLOT,)]
    (owner,) = _network([ship, elsewhere]).related(ship.id)
    assert owner.party.entities == (elsewhere,)
    assert owner.tie.statements[0].found_by is FoundBy.NAME_ON_ANOTHER_LIST


def test_a_weak_alias_on_another_list_is_nobodys_name() -> None:
    ship = vessel("SAPFIR", relations=(linked_to("FLOT"),))
    weak = Name(text="FLOT", kind=NameKind.WEAK_ALIAS)
    there = replace(MG_FLOT, names=(MG_FLOT.names[0], weak))
    assert _owners(_network([ship, there]), ship) == [(MG_FLOT.name, "37049", False)]
    assert _owners(_network([ship, replace(there, list_id="eu")]), ship) == [("FLOT", None, False)]


def test_two_records_of_one_party_are_not_ambiguous() -> None:
    lei = Identifier(type=IdentifierType.LEI, value="5493001KJTIIGC8Y1R12")
    one = replace(MG_FLOT, identifiers=(lei,))
    other = replace(company("MORFLOT", "8", aliases=(MG_FLOT.name,)), list_id="eu", identifiers=(lei,))
    ship = replace(vessel("SAPFIR", relations=(linked_to(MG_FLOT.name),)), list_id="uk")
    network = _network([one, other, ship])
    (owner,) = network.related(ship.id)
    assert owner.party.entities == (other, one)
    assert not owner.tie.ambiguous
    assert network.fleet(one.id) == network.fleet(other.id) != ()


def test_an_entity_is_never_its_own_party() -> None:
    ship = vessel("ADLER", relations=(linked_to("ADLER"),))
    owner = company("ADLER LLC", "9")
    assert _owners(_network([ship, owner]), ship) == [("ADLER LLC", "9", False)]


def test_a_relation_that_both_sides_state_or_one_states_twice_stands_once() -> None:
    ship = vessel("SAPFIR", relations=(linked_to("TRANSMORFLOT LLC"), linked_to(MG_FLOT.name)))
    stated = relation(RelationKind.LINKED_TO, Direction.FROM, PartyReference(own_id="2"))
    owner = replace(MG_FLOT, relations=(replace(stated, share=0.6),))
    network = _network([ship, owner])
    (seen_by_ship,), (seen_by_owner,) = network.related(ship.id), network.related(owner.id)
    assert (seen_by_ship.party.entities, seen_by_owner.party.entities) == ((owner,), (ship,))
    assert seen_by_ship.tie == seen_by_owner.tie
    assert seen_by_ship.tie.share == 0.6
    assert len(seen_by_ship.tie.statements) == 3


def test_who_stands_above_comes_first_then_other_parties_then_ships_by_name() -> None:
    owner = company(
        "A HOLDING LLC",
        "9",
        relations=(relation(RelationKind.OWNS, Direction.TO, PartyReference(own_id="37049")),),
    )
    agent = person("B AGENT", relations=(linked_to(MG_FLOT.name),))
    ships = [vessel(name, name[-1], relations=(linked_to(MG_FLOT.name),)) for name in ("SONA 5", "OLGA 6")]
    network = _network([*ships, agent, owner, MG_FLOT])
    assert [related.party.name for related in network.related(MG_FLOT.id)] == [
        "A HOLDING LLC",
        "B AGENT",
        "OLGA 6",
        "SONA 5",
    ]
    assert [ties[0].party.name for ties in network.fleet(MG_FLOT.id)] == ["OLGA 6", "SONA 5"]


@pytest.mark.parametrize(
    ("kind", "direction", "is_of_fleet"),
    [
        (RelationKind.OWNS, Direction.FROM, True),
        (RelationKind.OPERATES, Direction.FROM, True),
        (RelationKind.MANAGES, Direction.FROM, True),
        (RelationKind.LINKED_TO, Direction.TO, True),
        (RelationKind.LINKED_TO, Direction.FROM, True),
        (RelationKind.OWNS, Direction.TO, False),
    ],
)
def test_a_fleet_is_what_the_company_has_power_over(
    kind: RelationKind, direction: Direction, is_of_fleet: bool
) -> None:
    ship = vessel("SAPFIR", relations=(relation(kind, direction, PartyReference(own_id="37049")),))
    network = _network([ship, MG_FLOT])
    assert len(network.related(MG_FLOT.id)) == 1
    assert len(network.fleet(MG_FLOT.id)) == is_of_fleet


def test_what_the_list_calls_past_is_shown_last_and_is_of_no_fleet() -> None:
    before = replace(
        relation(RelationKind.OWNS, Direction.FROM, PartyReference(own_id="37049")), is_former=True
    )
    now = relation(RelationKind.OWNS, Direction.FROM, PartyReference(own_id="9"))
    ship = vessel("SAPFIR", relations=(before, now))
    network = _network([ship, MG_FLOT, company("NEW OWNER LLC", "9")])
    assert _owners(network, ship) == [("NEW OWNER LLC", "9", False), (MG_FLOT.name, "37049", False)]
    assert network.fleet(MG_FLOT.id) == ()
    assert len(network.fleet("flot:9")) == 1


def test_a_ship_on_two_lists_is_once_in_the_fleet_with_the_names_of_both() -> None:
    here = vessel("KOMPOZITOR GASANOV", "2", imo="8606628", relations=(linked_to(MG_FLOT.name),))
    there = replace(vessel("KOMPOZITOR ELZA IBRAGIMOVA", "77", imo="8606628"), list_id="ua")
    ((ship,),) = _network([MG_FLOT, here, there]).fleet(MG_FLOT.id)
    assert ship.party.entities == (here, there)
    assert [(name.text, record.id) for name, record in ship.party.former_names(here)] == [
        ("KOMPOZITOR ELZA IBRAGIMOVA", "ua:77")
    ]


def test_parties_far_away_are_reached_step_by_step_and_a_loop_ends() -> None:
    def owns(own_id: str) -> tuple[Relation, ...]:
        return (relation(RelationKind.OWNS, Direction.TO, PartyReference(own_id=own_id)),)

    ring = [company(f"RING {n} LLC", str(n), relations=owns(str(n % 4 + 1))) for n in range(1, 5)]
    network = _network(ring)
    for depth, expected in ((1, 3), (2, 4), (6, 4)):
        around = network.around("flot:1", depth, most=100)
        assert len(around.parties) == expected
        assert around.parties[0].id == "flot:1"
        assert around.is_whole
    assert len(network.around("flot:1", 6, most=100).ties) == 4
    cut = network.around("flot:1", 6, most=3)
    assert (len(cut.parties), len(cut.ties), cut.is_whole) == (3, 2, False)


def test_an_unknown_id_has_no_relations() -> None:
    assert _network([MG_FLOT]).related("flot:0") == ()
    assert _network([MG_FLOT]).fleet("flot:0") == ()


def _ofac(folder: str, *names: str) -> Network:
    paths = [shared_data("us_ofac", folder, name) for name in names]
    files = tuple(RawFile(name=path.name, content=path.read_bytes()) for path in paths)
    return _network(recognise(files).parse("us-ofac-sdn", files).entities)


def test_ofac_links_twenty_ships_to_mg_flot() -> None:
    network = _ofac("2026-04", "sdn.csv", "alt.csv", "add.csv")
    first_batch = {37067, 37068, 37069, 37071, 37076, 37081, 37085, 37089, 37095, 37098}
    first_batch |= {37100, 37103, 37104, 37105, 37106, 37107}
    fleet = {int(ties[0].party.entities[0].own_id) for ties in network.fleet("us-ofac-sdn:37049")}
    assert fleet == first_batch | {50583, 50584, 50585, 50586}
    beside_a_ship = network.beside("us-ofac-sdn:37105")
    assert [related.party.name for related in beside_a_ship if related.distance == 1] == [
        "MG-FLOT LIMITED LIABILITY COMPANY"
    ]
    sisters = {int(r.party.entities[0].own_id) for r in beside_a_ship if r.distance == 2}
    assert sisters == fleet - {37105}


def test_ofac_linked_sixteen_ships_to_transmorflot_in_2022_and_every_link_has_its_party() -> None:
    network = _ofac("2022-11", "sdn.csv")
    fleet = network.fleet("us-ofac-sdn:37049")
    assert len(fleet) == 16
    assert {network.related(ties[0].party.id)[0].party.name for ties in fleet} == {"TRANSMORFLOT LLC"}
    links = [
        statement
        for number in range(len(network))
        if (party := network.at(number)).is_ship
        for related in network.related(party.id)
        if related.relation is RelationKind.LINKED_TO
        for statement in related.tie.statements
    ]
    assert len(links) == 514
    assert {link.found_by for link in links} == {FoundBy.NAME}
    assert not any(link.ambiguous for link in links)
