"""The benchmark of speed: what it makes up, what it asks."""

from pathlib import Path

from bench.quality.shared import load_list
from bench.speed.made_up import Maker, names_of, write_list
from bench.speed.queries import Asking, query_of
from bench.speed.timing import distribution, take_times
from lists.entities import Entity, EntityType, Name, NameKind
from tests.shared import shared_data

REAL = (
    Entity(
        list_id="real",
        own_id="1",
        type=EntityType.COMPANY,
        names=(
            Name(text="Volga Trading LLC"),
            Name(text="Volga Trading"),
            Name(text="Volgatrade", kind=NameKind.FORMER_NAME),
        ),
        countries=("RU",),
    ),
    Entity(list_id="real", own_id="2", type=EntityType.VESSEL, names=(Name(text="Star 7"),)),
)


def test_made_up_parties_keep_the_make_of_real_ones(tmp_path: Path):
    maker = Maker(REAL, seed=1)
    rows = [maker.row(number) for number in range(200)]
    path = tmp_path / "made-up.csv"
    write_list(path, rows)
    made = load_list("made-up", path)
    assert len(made) == 200
    assert sum(len(entity.names) for entity in made) == sum(map(names_of, rows))
    companies = [entity for entity in made if entity.type is EntityType.COMPANY]
    assert 60 < len(companies) < 140
    for company in companies:
        long, short, former = (name.text for name in company.names)
        assert long.split()[:2] == short.split()
        assert company.names[2].kind is NameKind.FORMER_NAME
        assert len(former.split()) == 1
        assert company.countries == ("RU",)
    ships = [entity for entity in made if entity.type is EntityType.VESSEL]
    assert len({ship.identifiers for ship in ships}) == len(ships)
    assert {str(ship.identifiers[0].check) for ship in ships} == {"valid"}


def test_made_up_names_bring_new_words_and_are_the_same_for_the_same_seed():
    first, again, other = (Maker(REAL, seed) for seed in (1, 1, 2))
    rows = [first.row(number) for number in range(50)]
    assert rows == [again.row(number) for number in range(50)]
    assert rows != [other.row(number) for number in range(50)]
    known = {word for entity in REAL for name in entity.names for word in name.text.split()}
    assert {word for row in rows for word in row["name"].split()} - known


def test_what_is_measured_was_not_asked_to_warm_up():
    asking = Asking(load_list("un", shared_data("un", "consolidated_2026-02-27.xml")), seed=1)
    for drawn in (asking.everyday(60), *asking.classes(20).values()):
        assert drawn.measured
        assert [body for body in drawn.measured if body in drawn.warm] == []
    for body in asking.hard().values():
        assert query_of(body).names


def test_times_are_told_by_their_distribution():
    figures = distribution(take_times(lambda seconds: seconds, [3, 1, 2]))
    assert figures["n"] == 3
    assert 0 <= figures["p50"] <= figures["p99"] <= figures["max"]
