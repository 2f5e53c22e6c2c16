from dataclasses import replace
from typing import get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lists.entities import Entity, Name, NameKind, PartialDate, Relation, SourceRow
from lists.records import differences, places_of, read_places, to_entity, to_record
from tests.builders import company, linked_to

# What the types alone do not say: a date interval is in order, a share is 0..1, an entity has a name.
st.register_type_strategy(
    PartialDate,
    st.builds(
        lambda days, circa: PartialDate(earliest=min(days), latest=max(days), circa=circa),
        st.tuples(st.dates(), st.dates()),
        st.booleans(),
    ),
)
_RELATIONS = st.from_type(Relation).flatmap(
    lambda relation: st.builds(lambda share: replace(relation, share=share), st.none() | st.floats(0, 1))
)
_FIELDS = {field: st.from_type(hint) for field, hint in get_type_hints(Entity).items()}
_ENTITIES = st.builds(
    Entity,
    **_FIELDS
    | {
        "names": st.lists(st.from_type(Name), min_size=1, max_size=3).map(tuple),
        "relations": st.lists(_RELATIONS, max_size=2).map(tuple),
    },
)


def _round_trip(entity: Entity) -> Entity:
    places = read_places(places_of([entity]))
    return to_entity(to_record(entity).payload, places[entity.own_id])


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(_ENTITIES)
def test_every_entity_is_read_back_as_it_was_written(entity: Entity) -> None:
    assert _round_trip(entity) == entity


def test_what_is_at_its_default_takes_no_room() -> None:
    bare = replace(company("MG-FLOT LLC"), source=())
    assert to_record(bare).payload == (
        '{"list_id":"flot","own_id":"1","type":"company","names":[{"text":"MG-FLOT LLC"}]}'
    )


def test_a_row_on_another_line_or_in_another_file_has_the_same_hash() -> None:
    here = company("MG-FLOT LLC")
    there = replace(here, source=(SourceRow(file="sdn-new.csv", line=812, text=here.source[0].text),))
    assert to_record(here).content_hash == to_record(there).content_hash
    assert _round_trip(there) == there


def test_another_text_of_the_row_has_another_hash() -> None:
    here = company("MG-FLOT LLC")
    there = replace(here, source=(replace(here.source[0], text="1,MG-FLOT LLC,"),))
    assert to_record(here).content_hash != to_record(there).content_hash


def test_an_entity_with_more_source_rows_than_places_is_not_read() -> None:
    with pytest.raises(ValueError, match="zip"):
        to_entity(to_record(company("MG-FLOT LLC")).payload, [])


def test_differing_fields_are_named() -> None:
    before = company("TRANSMORFLOT LLC")
    after = replace(
        before, names=(Name(text="MG-FLOT LLC", kind=NameKind.PRIMARY),), relations=(linked_to("X"),)
    )
    found = differences(to_record(before).payload, to_record(after).payload)
    assert [difference.field for difference in found] == ["names", "relations"]
    assert differences(to_record(before).payload, to_record(before).payload) == ()
