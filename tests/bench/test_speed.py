"""The benchmark of speed: what it makes up, what it asks."""

from pathlib import Path

from bench.quality.shared import load_list
from bench.speed.made_up import Maker, names_of, write_list
from bench.speed.queries import Asking, query_of
from bench.speed.report import as_markdown
from bench.speed.targets import targets
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


def test_a_target_is_judged_by_what_was_measured_and_by_nothing_else():
    assert {target.verdict for target in targets({})} == {"–"}
    times = {"n": 3, "mean": 0.4, "p50": 0.4, "p95": 0.9, "p99": 3.1, "max": 3.1, "clock p99": 4.0}
    extract = {"rapidfuzz process.extract(WRatio)": times | {"mean": 60.0}}
    measured = {"real names": 2, "classes": {"usual": times}, "hard": {}, "beside": extract, "life": {}}
    judged = {target.what: target for target in targets({"in-process": {"60000": measured}})}
    slow = judged["one screening in process, 60,000 names, p50 / p99"]
    assert (slow.measured, slow.verdict) == ("0.40 / 3.10 ms", "no")
    fast = judged["against rapidfuzz process.extract(WRatio), 60,000 names"]
    assert (fast.measured, fast.verdict) == ("150 times", "yes")
    table = as_markdown({"machine": {"cores": "2"}, "in-process": {"60000": measured}})
    assert "| usual | 3 | 0.40 | 0.40 | 0.90 | 3.10 | 3.10 | 4.00 |" in table
