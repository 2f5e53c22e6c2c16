"""Ways of writing a name, each with the decision that a compliance officer would expect."""

import csv
from pathlib import Path

import pytest

from lists.entities import EntityType
from tests.builders import company, person, vessel
from tests.matching.asking import ask, index_of

_ROWS = Path(__file__).with_name("cases") / "name_cases.csv"
_BUILD = {"company": company, "vessel": vessel, "person": person}


def _cases() -> list[dict[str, str]]:
    lines = _ROWS.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case['reason']}: {case['query']}")
def test_each_way_of_writing_gets_its_decision(case: dict[str, str]) -> None:
    index = index_of(_BUILD[case["type"]](case["listed"]))
    hits = ask(index, case["query"], kind=case["type"]).hits
    decision = hits[0].decision.value if hits else "none"
    expected = {"match", "review"} if case["expect"] == "alert" else {case["expect"]}
    assert decision in expected, [(e.rule, e.points) for hit in hits for e in hit.evidence]


def test_the_cases_cover_every_type() -> None:
    assert {case["type"] for case in _cases()} == {t.value for t in EntityType} - {"aircraft"}
