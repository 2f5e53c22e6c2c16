"""Names in flat arrays: read back as they were read, and taken over by the index of the next version."""

from dataclasses import replace

import pytest

from lists.entities import Entity, EntityType, Name
from matching.index import Index
from matching.normalise import Reading, read_name
from matching.policy import DEFAULT_POLICY
from matching.query import Query
from matching.screen import screen

_NAMES = [
    ("Общество с ограниченной ответственностью «МГ-ФЛОТ»", EntityType.COMPANY),
    ("TRANSMORFLOT LLC", EntityType.COMPANY),
    ("ООО ФОНД ДЕВЯТЬ 9", EntityType.COMPANY),
    ("Limited Company", EntityType.COMPANY),
    ("M/V OMSKIY-103", EntityType.VESSEL),
    ("SV. KONSTANTIN VII", EntityType.VESSEL),
    ("AL-'ADIL, Saif", EntityType.PERSON),
    ("KIM, Chol U", EntityType.PERSON),
    ("...", EntityType.PERSON),
    ("A B", None),
    ("Trade " * 30, None),
]


def _entities(names=_NAMES) -> list[Entity]:
    return [
        Entity(list_id="l", own_id=str(number), type=kind, names=(Name(text="Zzyzx Y"), Name(text=text)))
        for number, (text, kind) in enumerate(names)
    ]


def _readings(index: Index, position: int) -> list[Reading]:
    readings = [listed.reading for listed in index.names_at(position)]
    return [replace(reading, units=tuple(reading.units)) for reading in readings]


@pytest.mark.parametrize(("number", "text", "kind"), [(i, *name) for i, name in enumerate(_NAMES)])
def test_a_name_is_read_back_as_it_was_read(number: int, text: str, kind: EntityType | None):
    index = Index.build(_entities())
    assert _readings(index, number)[1] == replace(read_name(text, kind), signs=())


def test_an_index_that_takes_names_over_answers_like_one_that_reads_them_all():
    before = Index.build(_entities())
    changed = [
        *_NAMES[2:],
        ("NEW WORLD SHIPPING PTE", EntityType.COMPANY),
        ("Petrov, Ivan", EntityType.PERSON),
    ]
    entities = _entities(changed)
    taken, read = Index.build(entities, before), Index.build(entities)
    for text, kind in [*_NAMES, *changed]:
        for asked in (kind, None):
            query = Query(names=(text,), type=asked)
            assert screen(query, taken, DEFAULT_POLICY) == screen(query, read, DEFAULT_POLICY)
    assert [_readings(taken, i) for i in range(len(taken))] == [_readings(read, i) for i in range(len(read))]


def test_what_is_gone_leaves_nothing_in_the_next_index():
    before = Index.build(_entities())
    left = Index.build(_entities(_NAMES[:1]), before)
    arrays, fresh = left.arrays(), Index.build(_entities(_NAMES[:1])).arrays()
    assert {key: len(array) for key, array in arrays.items()} == {key: len(a) for key, a in fresh.items()}


def test_an_index_of_its_arrays_answers_the_same():
    index = Index.build(_entities())
    other = Index(index.entities, index.arrays())
    for text, kind in _NAMES:
        query = Query(names=(text,), type=kind)
        assert screen(query, other, DEFAULT_POLICY) == screen(query, index, DEFAULT_POLICY)


def test_an_index_of_nobody_finds_nobody():
    index = Index.build(())
    assert screen(Query(names=("TRANSMORFLOT",)), index, DEFAULT_POLICY).hits == ()
