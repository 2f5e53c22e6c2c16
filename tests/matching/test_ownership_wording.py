import pytest

from matching.ownership.holdings import StatedHoldings
from matching.ownership.rules import eu, ofac, uk
from matching.ownership.wording import arithmetic, path_in_words
from tests.matching.holding import holdings

LISTED = ("X", "Y")
NAMES = {"X": "LISTED A", "Y": "LISTED C", "B": "B LTD"}


def test_the_arithmetic_names_who_is_listed_and_why_the_others_count() -> None:
    found = ofac("T", LISTED, holdings(("X", 30, "T"), ("B", 25, "T"), ("Y", 60, "B")))
    assert arithmetic(found, NAMES) == (
        "OFAC: LISTED A (listed) 30% + B LTD 25% = 55%, 50% or more: owned. "
        "B LTD counts: LISTED C (listed) 60%."
    )


@pytest.mark.parametrize(
    ("rule", "links", "said"),
    [
        (ofac, holdings(), "OFAC: no known share counts, not 50% or more: not owned."),
        (
            ofac,
            holdings(("X", 49.999999, "T")),
            "OFAC: LISTED A (listed) 49.999999% = 49.999999%, not 50% or more: not owned.",
        ),
        (
            ofac,
            holdings(("X", 20, "T"), ("X", "controls", "T")),
            "OFAC: LISTED A (listed) 20% = 20%, not 50% or more: not owned. "
            "Control (no ground under this rule): LISTED A (listed) controls T.",
        ),
        (
            ofac,
            holdings(("X", 20, "T"), ("B", 10, "T"), ("Y", None, "B"), ("D", 80, "B")),
            "OFAC: LISTED A (listed) 20% = 20%, not 50% or more: not owned.",
        ),
        (
            ofac,
            holdings(("X", 20, "T"), ("Y", None, "T")),
            "OFAC: LISTED A (listed) 20% = 20%, at most 100%: not known whether owned. "
            "Unknown shares decide: LISTED C in T.",
        ),
        (
            ofac,
            holdings(("X", 80, "T"), ("Y", 60, "T")),
            "OFAC: LISTED A (listed) 80% + LISTED C (listed) 60% = 100%, 50% or more: owned. "
            "The shares stated add up to 140%.",
        ),
        (
            eu,
            holdings(("X", "controls", "B"), ("B", 70, "T")),
            "EU: no known share counts, not 50% or more: not owned. "
            "Control (a ground of its own): LISTED A (listed) controls B LTD, which owns 70% of T.",
        ),
        (
            uk,
            holdings(("X", 50, "T"), ("Y", 40, "T")),
            "UK: LISTED A (listed) 50% = 50%, not more than 50%: not owned. "
            "Not added, as held for another listed party: LISTED C 40%.",
        ),
        (
            uk,
            holdings(("X", 50, "T"), ("Y", None, "T"), ("B", 20, "T")),
            "UK: LISTED A (listed) 50% = 50%, not more than 50%: not owned. "
            "Not added, as held for another listed party: LISTED C an unknown share.",
        ),
        (
            uk,
            holdings(("X", "controls", "B"), ("B", 70, "T")),
            "UK: B LTD 70% = 70%, more than 50%: owned. B LTD counts: controlled by LISTED A (listed).",
        ),
    ],
)
def test_each_conclusion_is_said_with_its_sum(rule: type(ofac), links: StatedHoldings, said: str) -> None:
    assert arithmetic(rule("T", LISTED, links), NAMES) == said


def test_of_many_parties_the_first_ten_are_said_and_the_others_counted() -> None:
    shells = [f"S{n}" for n in range(12)]
    links = holdings(*((shell, 5, "T") for shell in shells), *(("X", 51, shell) for shell in shells))
    said = arithmetic(ofac("T", LISTED, links), {})
    assert "S0 5% + S1 5% + S10 5% + S11 5%" in said
    assert said.count(" counts: X (listed) 51%.") == 10
    assert said.endswith("2 more parties count.")


def test_a_path_is_said_from_the_listed_party_down() -> None:
    (path,) = uk("T", LISTED, holdings(("X", "controls", "B"), ("B", 66.5, "T"))).paths
    assert path_in_words(path, NAMES) == "LISTED A controls B LTD, which owns 66.5% of T"
