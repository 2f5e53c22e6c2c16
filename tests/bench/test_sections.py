"""Each part of the benchmark on a handful of names."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.quality import __main__ as benchmark
from bench.quality import shared
from bench.quality.baselines import BASELINES, NamesByType
from bench.quality.cases import Innocents, innocents, namesakes, pairs, pairs_as_list, variations
from bench.quality.curves import panel
from bench.quality.engine import Engine
from bench.quality.listed_names import listed_names
from bench.quality.made_up import made_up, subjects
from bench.quality.official_aliases import official_aliases
from bench.quality.picture import as_svg
from bench.quality.report import as_markdown
from bench.quality.rows import Section
from lists.entities import EntityType
from tests.builders import company, vessel

ENTITIES = (
    company("MG-FLOT LIMITED LIABILITY COMPANY", "1", aliases=("TRANSMORFLOT LLC",)),
    vessel("RASUL GAMZATOV", "2", imo="8861058"),
    vessel("OMSKIY-103", "3", imo="8889385"),
)
ENGINE = Engine(ENTITIES)
LISTED = NamesByType(ENTITIES)


def figures(section: Section) -> dict[tuple[str, str], float]:
    return {(row.what, row.measure): row.value(row.ours) for row in section.rows}


def test_every_listed_name_finds_its_own_entity():
    assert set(figures(listed_names(ENGINE)).values()) == {1.0}


def test_variations_are_judged_as_the_judge_does():
    row = {"class": "14", "type": "company", "country": "", "identifiers": "", "expect_id": "flot:1"}
    cases = [
        row | {"name": "TRANSMORFLT LLC", "expect": "alert"},
        row | {"name": "BLUE WHALE", "expect": "match"},
        row | {"name": "", "identifiers": '{"imo": "8861058"}', "expect": "silent", "type": "vessel"},
    ]
    section = variations(ENGINE, LISTED, cases)
    assert section.rows[0].ours == [True, False, False]
    assert section.failures["variations.csv"] == ['[14] \'{"imo": "8861058"}\': silent expected, got None']


def test_innocents_are_asked_with_their_identifiers_or_by_name_only():
    rows = [{"name": "OLD TRADER", "type": "vessel", "country": "", "identifiers": '{"imo": "8861058"}'}]
    given = innocents(ENGINE, LISTED, Innocents("", "as given", only_names=False, target=""), rows)
    by_name = innocents(ENGINE, LISTED, Innocents("", "by name", only_names=True, target=""), rows)
    assert figures(given) == {("as given", "alerted"): 1.0, ("as given", "match"): 1.0}
    assert figures(by_name) == {("by name", "alerted"): 0.0, ("by name", "match"): 0.0}


def test_a_namesake_with_its_own_imo_number_is_no_match():
    row = {"name": "RASUL GAMZATOV", "type": "vessel", "country": "", "identifiers": '{"imo": "9145138"}'}
    assert figures(namesakes(ENGINE, [row]))["namesake vessels, with IMO", "match"] == 0.0


def test_pairs_are_an_operators_list_and_only_that_list_is_asked():
    rows = [
        {"schema": "Company", "name1": "TransMorFlot", "name2": "TRANSMORFLOT OOO", "is_match": "true"},
        {"schema": "Person", "name1": "Olaf Scholze", "name2": "Angela Merkel", "is_match": "false"},
    ]
    listed = pairs_as_list(rows)
    found = figures(pairs(Engine(ENTITIES + listed), NamesByType(listed), rows))
    assert found["name_pairs.csv, all", "F1"] == 1.0


def test_aliases_are_split_by_the_rule():
    published = [("1", "MG FLOT OOO"), ("1", "NAVAL OSTRICH"), ("1", "TRANSMORFLOT LLC"), ("9", "UNKNOWN")]
    rows = official_aliases(ENGINE, LISTED, published).rows
    assert [(row.what.rsplit(": ", 1)[1], list(row.ours)) for row in rows] == [
        ("same name", [True]),
        ("same name, company", [True]),
        ("same name, person", []),
        ("same name, vessel", []),
        ("another name", [False]),
    ]


def test_made_up_variations_are_measured_by_class_and_in_sum():
    of = subjects(ENTITIES, ["HUMBERSIDE SHIPPING"] * 5 + ["GALVESTON ORKNEYS"], companies=5)
    total, *sections = made_up(ENGINE, LISTED, of, seed=1)
    table = as_markdown([total, *sections])
    assert "N34 number in words, vessels | 1 | same answer as the exact name | 98% | 100.0%" in table
    assert "N02 case, companies | 1 | alerted | 98% | 100.0%" in table
    assert len(total.rows[0].ours) > 30


def test_the_picture_has_a_curve_for_each_method():
    of = subjects(ENTITIES, ["GALVESTON ORKNEYS"], companies=5)
    drawn = panel(ENGINE, of, ["GALVESTON ORKNEYS", "RASUL GAMZATOV"], EntityType.VESSEL, seed=1)
    ours = drawn.curves[0]
    assert ours.used.false_alerts == 0.5
    assert ours.used.recall > 0.9
    assert ours.points[-1].recall <= ours.used.recall
    picture = ElementTree.fromstring(as_svg([drawn, drawn]))
    assert len(picture.findall(".//{*}polyline")) == 2 * (1 + len(BASELINES))


def test_without_the_shared_folder_the_benchmark_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(shared, "OFAC", tmp_path / "shared" / "data" / "us_ofac")
    assert benchmark.main([]) == 2
    assert "the benchmark needs the folder `shared`" in capsys.readouterr().err
