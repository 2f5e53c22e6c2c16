"""The index loses nothing that scoring every listed name would find."""

from dataclasses import replace
from typing import Any

from bench.quality.engine import Answer, Engine
from bench.quality.exhaustive import exhaustive_alerts, missed_by_index, perturbed_queries
from bench.quality.shared import load_list
from lists.entities import EntityType
from tests.builders import company, person, vessel
from tests.shared import shared_data

QUERIES = 200
EACH = 20


def test_the_index_loses_nothing_that_the_exhaustive_scan_finds():
    """On every twentieth party of a real list; `make bench-quality` does it on all of them."""
    entities = load_list("us-ofac-sdn", shared_data("us_ofac", "2022-11", "sdn.csv"))[::EACH]
    queries = perturbed_queries(entities, QUERIES, seed=20260401)
    assert len(set(queries)) >= QUERIES * 9 // 10
    missed = missed_by_index(Engine(entities), queries, batch=QUERIES)
    assert sum(found > 0 for found, _ in missed) >= QUERIES // 2
    assert [(asked, lost) for asked, (_, lost) in zip(queries, missed, strict=True) if lost] == []


def test_the_exhaustive_scan_scores_each_entity_of_the_type():
    engine = Engine([company("TRANSMORFLOT LLC", "1"), vessel("TRANSMORFLOT", "2"), person("OLYA", "3")])
    assert exhaustive_alerts(engine.index, "TRANSMORFLOT", EntityType.COMPANY) == {"flot:1"}
    assert exhaustive_alerts(engine.index, "TRANSMORFLOT", None) == {"flot:1", "flot:2"}
    untyped = Engine([replace(company("TRANSMORFLOT LLC", "1"), type=None)])
    assert exhaustive_alerts(untyped.index, "TRANSMORFLOT", EntityType.COMPANY) == {"flot:1"}


def test_what_an_index_loses_is_told():
    class Losing(Engine):
        def ask_name(self, *_: Any) -> Answer:
            return Answer({}, {})

    engine = Losing([company("TRANSMORFLOT LLC", "1")])
    assert missed_by_index(engine, [("TRANSMORFLOT", EntityType.COMPANY)]) == [(1, {"flot:1"})]
