"""Sentences about hits."""

import pytest

from service.summary import summarise_hit
from tests.builders import company, vessel
from tests.matching.asking import ask, index_of, only_hit


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("BALTZERNOTRNS LLC", "In the names: 'baltzernotrns' for 'baltzernotrans' (a typo)."),
        ("BALTZERNO TRANS LLC", "In the names: 'baltzerno trans' for 'baltzernotrans' (written apart)."),
        ("BALTZERNOTRANS GROUP", "In the names: with group added."),
    ],
)
def test_a_summary_says_how_the_names_differ(asked: str, said: str) -> None:
    hit = only_hit(ask(index_of(company("BALTZERNOTRANS LLC")), asked, kind="company"))
    assert summarise_hit(hit, "").endswith(said)


def test_equal_names_need_no_such_sentence() -> None:
    hit = only_hit(ask(index_of(vessel("VIKTOR LEONOV")), "Viktor Leonov", kind="vessel"))
    assert "In the names" not in summarise_hit(hit, "")
