"""Entities packed and read back."""

from datetime import date

import numpy as np
import pytest

from lists.entities import (
    Address,
    CheckDigit,
    Direction,
    Entity,
    EntityType,
    Identifier,
    IdentifierType,
    Listing,
    Measure,
    Name,
    NameKind,
    PartialDate,
    PartyReference,
    Relation,
    RelationKind,
    SeenBetween,
    unlisted_party,
)
from matching.entities import READ, Entities
from matching.flat import Keyed, keys_of, named
from tests.builders import company, person, vessel

WHOLE = Entity(
    list_id="flot",
    own_id="17/a:Ы",
    type=None,
    names=(
        Name(text="Совкомфлот", published_as=NameKind.ALIAS),
        Name(
            text="SCF 🚢",
            kind=NameKind.FORMER_NAME,
            seen=SeenBetween(first=date(2021, 1, 2), last=date(2022, 3, 4)),
        ),
    ),
    identifiers=(
        Identifier(type=IdentifierType.IMO, value="9074729", check=CheckDigit.VALID, published="IMO 9074729"),
    ),
    birth_dates=(PartialDate.of(1966, circa=True),),
    established_on=PartialDate.between(PartialDate.of(1951), PartialDate.of(1953)),
    addresses=(Address(text="1 Quay", country="RU"),),
    listing=Listing(programmes=("R",), measures=(Measure.PORT_BAN,), listed_on=PartialDate.of(2022, 3)),
    relations=(
        Relation(
            kind=RelationKind.OWNS,
            direction=Direction.TO,
            party=PartyReference(name="NEVA"),
            share=1 / 3,
            is_former=True,
            quotation='previously "owned"',
        ),
    ),
)
UNLISTED = unlisted_party("owners", PartyReference(name="DELTA MARINE LTD", type=EntityType.COMPANY))
SEVERAL = (WHOLE, company("VOLGA STEEL", own_id="4"), UNLISTED, vessel("NEVA", imo="9074729"), person("IVAN"))


@pytest.fixture(params=["packed", "saved"])
def entities(request):
    packed = Entities.of(iter(SEVERAL))
    return packed if request.param == "packed" else Entities.of_arrays(packed.arrays())


def test_entities_are_read_back_as_they_were(entities):
    assert len(entities) == len(SEVERAL)
    assert tuple(entities) == SEVERAL
    assert tuple(entities[number] for number in range(len(SEVERAL))) == SEVERAL


def test_an_entity_is_found_by_its_id(entities):
    for number, entity in enumerate(SEVERAL):
        assert entity.id in entities
        assert entities.number(entity.id) == number


def test_an_id_that_no_entity_has_is_not_found(entities):
    assert "flot:1" not in entities
    with pytest.raises(KeyError, match="flot:1"):
        entities.number("flot:1")


def test_id_list_and_type_are_told_without_reading(entities):
    told = [
        (entities.id_of(number), entities.list_id_of(number), entities.type_of(number))
        for number in range(len(entities))
    ]
    assert told == [(entity.id, entity.list_id, entity.type) for entity in SEVERAL]
    assert entities.list_ids() == {"flot", "owners"}


def test_two_ids_of_one_key_are_told_apart(entities):
    shared = keys_of(["flot:4"] * 3 + ["flot:1"])
    by_id = Keyed.of(shared, np.array([0, 1, 2, 3], dtype=np.int32))
    colliding = Entities.of_arrays({**entities.arrays(), **named("by_id", by_id.arrays())})
    assert colliding.number("flot:4") == 1
    assert "flot:1" not in colliding


def test_no_entities_at_all():
    entities = Entities.of_arrays(Entities.of(()).arrays())
    assert (len(entities), tuple(entities), entities.list_ids()) == (0, (), frozenset())
    assert "flot:1" not in entities


def test_an_entity_asked_for_again_is_not_read_again(entities):
    assert entities[1] is entities[1]


def test_those_not_asked_for_lately_are_let_go():
    many = Entities.of(company("VOLGA STEEL", own_id=str(number)) for number in range(READ + 1))
    first = many[0]
    for number in range(1, READ + 1):
        assert many[number].own_id == str(number)
    assert many[0] is not first
    assert many[0] == first
