"""The regulators' own examples, and what follows from their rules. X, Y, Z are listed; A, B, C are not."""

import pytest

from matching.ownership.conclusion import Conclusion, Rule
from matching.ownership.holdings import Path, Stake, holder_of
from matching.ownership.rules import eu, ofac, uk
from tests.matching.holding import holdings

LISTED = ("X", "Y", "Z")
RULES = (ofac, eu, uk)


def _read(path: Path) -> str:
    """Write a path as "X 50 A 25 C"."""
    steps = [
        f"{round((link.share or 0) * 100)} {link.owned}"
        if isinstance(link, Stake)
        else f"controls {link.controlled}"
        for link in path
    ]
    return " ".join([holder_of(path[0]), *steps])


def _sums(conclusion: Conclusion) -> dict[str, list[tuple[str, float | None]]]:
    """Give the arithmetic: for the target and each unlisted party that counts, who holds how much."""
    sums = {conclusion.target: [(stake.owner, stake.share) for stake in conclusion.holdings]}
    sums |= {
        found.party: [(stake.owner, stake.share) for stake in found.stakes]
        for found in conclusion.intermediaries
    }
    return sums


def test_faq_399_two_blocked_persons_with_25_percent_each_own_it_together() -> None:
    found = ofac("A", LISTED, holdings(("X", 25, "A"), ("Y", 25, "A")))
    assert (found.owned, found.share) == (True, 0.5)
    assert _sums(found) == {"A": [("X", 0.25), ("Y", 0.25)]}
    assert [_read(path) for path in found.paths] == ["X 25 A", "Y 25 A"]


def test_faq_401_example_1_half_of_a_half_is_owned() -> None:
    found = ofac("B", LISTED, holdings(("X", 50, "A"), ("A", 50, "B")))
    assert (found.owned, found.share) == (True, 0.5)
    assert _sums(found) == {"B": [("A", 0.5)], "A": [("X", 0.5)]}
    assert [_read(path) for path in found.paths] == ["X 50 A 50 B"]


def test_faq_401_example_2_two_quarters_through_two_halves_are_owned() -> None:
    found = ofac("C", LISTED, holdings(("X", 50, "A"), ("X", 50, "B"), ("A", 25, "C"), ("B", 25, "C")))
    assert (found.owned, found.share) == (True, 0.5)
    assert _sums(found) == {"C": [("A", 0.25), ("B", 0.25)], "A": [("X", 0.5)], "B": [("X", 0.5)]}
    assert [_read(path) for path in found.paths] == ["X 50 A 25 C", "X 50 B 25 C"]


def test_faq_401_example_3_direct_10_and_indirect_40_are_owned() -> None:
    found = ofac("B", LISTED, holdings(("X", 50, "A"), ("X", 10, "B"), ("A", 40, "B")))
    assert (found.owned, found.share) == (True, 0.5)
    assert _sums(found) == {"B": [("A", 0.4), ("X", 0.1)], "A": [("X", 0.5)]}
    assert [_read(path) for path in found.paths] == ["X 50 A 40 B", "X 10 B"]


def test_faq_401_example_4_a_stake_through_a_party_owned_by_a_quarter_does_not_count() -> None:
    found = ofac("C", LISTED, holdings(("X", 50, "A"), ("X", 25, "B"), ("A", 25, "C"), ("B", 25, "C")))
    assert (found.owned, found.share, found.stated) == (False, 0.25, 0.5)
    assert _sums(found) == {"C": [("A", 0.25)], "A": [("X", 0.5)]}


def test_faq_401_example_5_two_halves_through_two_quarters_do_not_count() -> None:
    found = ofac("C", LISTED, holdings(("X", 25, "A"), ("X", 25, "B"), ("A", 50, "C"), ("B", 50, "C")))
    assert (found.owned, found.share, found.stated) == (False, 0.0, 1.0)
    assert (found.holdings, found.paths, found.intermediaries) == ((), (), ())


def test_faq_402_after_a_sale_only_what_is_still_owned_counts() -> None:
    before = ofac("A", LISTED, holdings(("X", 25, "A"), ("Y", 25, "A")))
    after = ofac("A", LISTED, holdings(("X", 25, "A"), ("Y", 24, "A"), ("B", 1, "A")))
    assert (before.owned, before.share) == (True, 0.5)
    assert (after.owned, after.share) == (False, 0.49)


def test_faq_398_control_alone_does_not_block_and_is_told() -> None:
    found = ofac("A", LISTED, holdings(("X", "controls", "A"), ("X", 49, "A")))
    assert (found.applies, found.owned, found.share) == (False, False, 0.49)
    assert [_read(path) for path in found.controlled_by] == ["X controls A"]


def test_eu_30_and_25_percent_of_two_listed_persons_are_owned() -> None:
    """The Commission's own figures, in FAQ 8 on asset freezes."""
    links = holdings(("X", 30, "A"), ("Y", 25, "A"), ("B", 45, "A"))
    found = eu("A", LISTED, links)
    assert (found.applies, found.owned, found.share) == (True, True, 0.55)
    assert _sums(found) == {"A": [("X", 0.3), ("Y", 0.25)]}
    assert [rule("A", LISTED, links).owned for rule in RULES] == [True, True, False]


@pytest.mark.parametrize(
    ("percent", "owned"),
    [(49.9999, (False, False, False)), (50, (True, True, False)), (50.0001, (True, True, True))],
)
def test_exactly_half_is_owned_for_ofac_and_the_eu_but_not_for_the_uk(
    percent: float, owned: tuple[bool, bool, bool]
) -> None:
    links = holdings(("X", percent, "A"), ("B", 100 - percent, "A"))
    found = [rule("A", LISTED, links) for rule in RULES]
    assert tuple(conclusion.owned for conclusion in found) == owned
    assert tuple(conclusion.applies for conclusion in found) == owned
    assert [conclusion.rule for conclusion in found] == [Rule.OFAC, Rule.EU, Rule.UK]


def test_eu_control_is_a_ground_of_its_own_beside_ownership() -> None:
    controlled = eu("A", LISTED, holdings(("X", "controls", "A"), ("X", 20, "A")))
    assert (controlled.applies, controlled.owned, controlled.share) == (True, False, 0.2)
    assert [_read(path) for path in controlled.controlled_by] == ["X controls A"]
    owned = eu("A", LISTED, holdings(("X", 60, "A"), ("X", "controls", "B"), ("B", 10, "A")))
    assert (owned.applies, owned.owned, owned.share, owned.controlled_by) == (True, True, 0.6, ())


def test_eu_what_a_controlled_party_owns_is_controlled_and_not_owned() -> None:
    links = holdings(("X", "controls", "A"), ("A", 30, "B"), ("Y", 20, "B"))
    found = eu("B", LISTED, links)
    assert (found.applies, found.owned, found.share) == (True, False, 0.2)
    assert [_read(path) for path in found.controlled_by] == ["X controls A 30 B"]
    assert (ofac("B", LISTED, links).applies, uk("B", LISTED, links).applies) == (False, False)


def test_eu_a_path_of_control_goes_by_way_of_the_control() -> None:
    links = holdings(("X", "controls", "A"), ("A", 30, "B"), ("X", 40, "B"), ("B", 60, "C"))
    found = eu("C", LISTED, links)
    assert (found.applies, found.owned) == (True, False)
    assert [_read(path) for path in found.controlled_by] == ["X controls A 30 B 60 C"]


def test_ofac_control_is_no_reason_along_the_way_either() -> None:
    found = ofac("B", LISTED, holdings(("X", "controls", "A"), ("Y", 60, "A"), ("A", 60, "B")))
    assert (found.owned, [_read(path) for path in found.paths]) == (True, ["Y 60 A 60 B"])
    assert found.intermediaries[0].controls == ()


def test_uk_two_listed_persons_are_not_added_up_and_the_other_is_told() -> None:
    found = uk("A", LISTED, holdings(("X", 45, "A"), ("Y", 40, "A")))
    assert (found.applies, found.owned, found.share, found.holder) == (False, False, 0.45, "X")
    assert _sums(found) == {"A": [("X", 0.45)]}
    assert found.apart == (Stake(owner="Y", owned="A", share=0.4),)
    unknown = uk("A", LISTED, holdings(("X", 45, "A"), ("Y", None, "A"), ("B", 10, "A")))
    assert (unknown.owned, unknown.apart) == (False, (Stake(owner="Y", owned="A", share=None),))


def test_uk_direct_and_indirect_holdings_of_one_person_add_up() -> None:
    found = uk("B", LISTED, holdings(("X", 60, "A"), ("A", 40, "B"), ("X", 11, "B")))
    assert (found.applies, found.owned, found.share, found.holder) == (True, True, 0.51, "X")
    assert [_read(path) for path in found.paths] == ["X 60 A 40 B", "X 11 B"]


def test_uk_a_half_is_no_majority_stake_along_the_way_either() -> None:
    links = holdings(("X", 50, "A"), ("A", 100, "B"))
    assert [rule("B", LISTED, links).owned for rule in RULES] == [True, True, False]


def test_uk_holdings_of_two_persons_do_not_make_a_majority_stake_along_the_way() -> None:
    links = holdings(("X", 30, "A"), ("Y", 30, "A"), ("A", 100, "B"))
    assert [rule("B", LISTED, links).owned for rule in RULES] == [True, True, False]


def test_uk_control_is_a_ground_and_a_majority_stake_along_the_way() -> None:
    links = holdings(("X", "controls", "A"), ("A", 60, "B"))
    controlled, below = uk("A", LISTED, links), uk("B", LISTED, links)
    assert (controlled.applies, controlled.owned) == (True, False)
    assert [_read(path) for path in controlled.controlled_by] == ["X controls A"]
    assert (below.applies, below.owned, below.controlled_by) == (True, True, ())
    assert [_read(path) for path in below.paths] == ["X controls A 60 B"]
    assert [control.controller for control in below.intermediaries[0].controls] == ["X"]


def test_uk_a_listed_person_that_another_owns_holds_for_it() -> None:
    found = uk("A", LISTED, holdings(("X", 51, "Y"), ("Y", 30, "A"), ("X", 25, "A")))
    assert (found.owned, found.share, found.holder) == (True, 0.55, "X")
    assert [_read(path) for path in found.paths] == ["X 51 Y 30 A", "X 25 A"]


def test_uk_control_by_a_listed_person_that_another_owns_is_told_once() -> None:
    found = uk("A", LISTED, holdings(("Y", "controls", "A"), ("X", 51, "Y")))
    assert [_read(path) for path in found.controlled_by] == ["X 51 Y controls A"]


def test_shares_are_not_multiplied_along_a_chain() -> None:
    chain = [("X", 51, "A1"), *((f"A{n}", 51, f"A{n + 1}") for n in range(1, 9))]
    for rule in RULES:
        found = rule("A9", LISTED, holdings(*chain))
        assert (found.owned, found.share) == (True, 0.51)
        assert _read(found.paths[0]) == "X 51 " + " 51 ".join(f"A{n}" for n in range(1, 10))


def test_10_and_20_and_20_percent_are_half_and_three_sixths_are_not_more() -> None:
    assert ofac("A", LISTED, holdings(("X", 10, "A"), ("Y", 20, "A"), ("Z", 20, "A"))).owned is True
    sixths = holdings(*[("X", 100 / 6, "A")] * 3)
    assert [rule("A", LISTED, sixths).owned for rule in RULES] == [True, True, False]
    assert uk("A", LISTED, sixths).share == 0.5


def test_two_stakes_of_one_owner_add_up() -> None:
    assert ofac("A", LISTED, holdings(("X", 25, "A"), ("X", 25, "A"))).share == 0.5


def test_shares_over_100_percent_are_counted_as_100_and_told() -> None:
    found = ofac("A", LISTED, holdings(("X", 80, "A"), ("Y", 70, "A")))
    assert (found.owned, found.share, found.stated) == (True, 1.0, 1.5)


def test_an_unknown_share_that_could_lift_it_over_the_line_leaves_it_open() -> None:
    found = ofac("A", LISTED, holdings(("X", 30, "A"), ("Y", None, "A"), ("B", 40, "A")))
    assert (found.applies, found.owned) == (None, None)
    assert (found.share, found.share_at_most) == (0.3, 0.6)
    assert found.unknown == (Stake(owner="Y", owned="A", share=None),)


def test_all_unknown_shares_in_a_party_together_are_at_most_what_is_left() -> None:
    found = ofac("A", LISTED, holdings(("X", None, "A"), ("Y", None, "A"), ("B", 70, "A")))
    assert (found.owned, found.share_at_most) == (False, 0.3)


def test_an_open_answer_names_only_the_unknown_shares_on_which_it_rests() -> None:
    links = holdings(("X", None, "A"), ("C", None, "A"), ("A", 100, "B"), ("Y", None, "B"))
    found = ofac("B", LISTED, links)
    assert (found.owned, found.unknown) == (None, (Stake(owner="X", owned="A", share=None),))


def test_an_unknown_share_is_no_reason_why_a_party_counts() -> None:
    found = ofac("B", LISTED, holdings(("X", 60, "A"), ("Y", None, "A"), ("A", 60, "B")))
    assert _sums(found) == {"B": [("A", 0.6)], "A": [("X", 0.6)]}


def test_an_unknown_share_in_a_party_of_which_too_much_is_stated_takes_nothing_away() -> None:
    links = holdings(("X", 60, "A"), ("C", 60, "A"), ("Y", None, "A"), ("A", 30, "B"))
    found = ofac("B", LISTED, links)
    assert (found.owned, found.share, found.share_at_most) == (False, 0.3, 0.3)


def test_an_unknown_share_without_room_for_it_changes_nothing() -> None:
    found = ofac("A", LISTED, holdings(("X", 30, "A"), ("Y", None, "A"), ("B", 60, "A")))
    assert (found.owned, found.share, found.share_at_most, found.unknown) == (False, 0.3, 0.4, ())


def test_an_unknown_share_beside_enough_known_ones_changes_nothing() -> None:
    found = ofac("A", LISTED, holdings(("X", 50, "A"), ("Y", None, "A")))
    assert (found.owned, found.share, found.share_at_most, found.unknown) == (True, 0.5, 1.0, ())


def test_an_unknown_share_of_an_owner_that_does_not_count_changes_nothing() -> None:
    found = ofac("A", LISTED, holdings(("X", 30, "A"), ("B", None, "A")))
    assert (found.owned, found.share_at_most, found.unknown) == (False, 0.3, ())


def test_an_unknown_share_further_up_leaves_it_open() -> None:
    for rule in RULES:
        found = rule("B", LISTED, holdings(("X", None, "A"), ("A", 60, "B")))
        assert (found.owned, found.share, found.share_at_most) == (None, 0.0, 0.6)
        assert found.unknown == (Stake(owner="X", owned="A", share=None),)


def test_uk_an_unknown_share_is_weighed_for_each_person_alone() -> None:
    links = holdings(("X", 30, "A"), ("Y", None, "A"), ("B", 25, "A"))
    found = uk("A", LISTED, links)
    assert (found.owned, found.share_at_most, found.unknown) == (False, 0.3, ())
    assert ofac("A", LISTED, links).owned is None
    roomy = uk("A", LISTED, holdings(("X", 30, "A"), ("Y", None, "A")))
    assert (roomy.owned, roomy.holder, roomy.share, roomy.share_at_most) == (None, "Y", 0.0, 0.7)


def test_uk_control_that_rests_on_an_unknown_share_is_open() -> None:
    found = uk("B", LISTED, holdings(("X", None, "A"), ("A", "controls", "B")))
    assert (found.applies, found.owned) == (None, False)
    assert found.unknown == (Stake(owner="X", owned="A", share=None),)


def test_uk_a_controlled_party_may_besides_be_owned() -> None:
    found = uk("A", LISTED, holdings(("X", "controls", "A"), ("Y", None, "A")))
    assert (found.applies, found.owned, found.holder) == (True, None, "Y")
    assert found.unknown == (Stake(owner="Y", owned="A", share=None),)


def test_eu_control_that_rests_on_an_unknown_share_is_open() -> None:
    found = eu("B", LISTED, holdings(("X", "controls", "A"), ("A", None, "B")))
    assert (found.applies, found.owned) == (None, False)
    assert found.unknown == (Stake(owner="A", owned="B", share=None),)


def test_eu_a_controlled_party_may_besides_be_owned() -> None:
    found = eu("A", LISTED, holdings(("X", "controls", "A"), ("Y", None, "A")))
    assert (found.applies, found.owned) == (True, None)
    assert found.unknown == (Stake(owner="Y", owned="A", share=None),)


def test_a_loop_does_not_own_itself() -> None:
    ring = holdings(("A", 60, "B"), ("B", 60, "C"), ("C", 60, "A"), ("X", 40, "A"))
    for rule in RULES:
        found = rule("A", LISTED, ring)
        assert (found.owned, found.share) == (False, 0.4)


def test_a_loop_that_a_listed_party_enters_is_owned_and_its_paths_end() -> None:
    ring = holdings(("A", 60, "B"), ("B", 60, "C"), ("C", 30, "A"), ("X", 55, "A"))
    for rule in RULES:
        found = rule("C", LISTED, ring)
        assert (found.owned, found.share) == (True, 0.6)
        assert [_read(path) for path in found.paths] == ["X 55 A 60 B 60 C"]
        assert _sums(found) == {"C": [("B", 0.6)], "B": [("A", 0.6)], "A": [("X", 0.55)]}


def test_a_path_enters_a_loop_above_the_party_from_the_listed_one() -> None:
    links = holdings(("X", 50, "A"), ("B", 50, "A"), ("A", 100, "B"), ("A", 60, "C"))
    found = ofac("C", LISTED, links)
    assert [_read(path) for path in found.paths] == ["X 50 A 60 C"]
    assert _sums(found) == {"C": [("A", 0.6)], "A": [("X", 0.5)]}


def test_what_a_party_holds_of_itself_is_nobodys() -> None:
    links = holdings(("X", 50, "A"), ("A", 10, "A"), ("A", 100, "B"), ("B", 40, "A"))
    found = ofac("A", LISTED, links)
    assert (found.owned, found.share) == (True, 0.5)
    assert _sums(found) == {"A": [("X", 0.5)]}


def test_that_the_party_itself_is_listed_makes_no_difference() -> None:
    links = holdings(("X", 60, "A"), ("A", 40, "X"), ("A", "controls", "B"), ("B", "controls", "X"))
    for rule in RULES:
        found = rule("X", LISTED, links)
        assert (found.applies, found.owned, found.share) == (False, False, 0.0)


def test_a_party_of_whom_nothing_is_stated_is_not_owned() -> None:
    for rule in RULES:
        found = rule("A", LISTED, holdings(("X", 60, "B")))
        assert (found.applies, found.owned, found.share, found.share_at_most) == (False, False, 0.0, 0.0)
        assert (found.holder, found.paths, found.unknown) == (None, (), ())
