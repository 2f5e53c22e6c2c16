"""Identifiers, facts, kinds of names and the decision that they make together."""

import dataclasses

import pytest

from lists.entities import EntityType, Name, NameKind, PartialDate, Vessel
from matching.evidence import Decision, Outcome
from matching.policy import DEFAULT_POLICY
from matching.query import Query
from matching.screen import explain, screen
from tests.builders import company, person, vessel
from tests.matching.asking import ask, index_of, names_of, number, only_hit

GAMZATOV = vessel(
    "RASUL GAMZATOV", "105", imo="8861058", countries=("RU",), vessel=Vessel(flag="RU", built=1992)
)
ANGARA = vessel("ANGARA", "59", imo="9179842", countries=("RU",), vessel=Vessel(flag="RU"))


def test_a_renamed_ship_is_found_by_its_imo_number_and_the_other_name_is_said() -> None:
    hit = only_hit(
        ask(index_of(GAMZATOV), "OCEAN PRIDE", kind="vessel", identifiers=(number("imo", "8861058"),))
    )
    assert (hit.decision, hit.score, hit.matched_name) == (Decision.MATCH, 1.0, None)
    assert [evidence.rule for evidence in hit.evidence] == ["identifier", "identity_conflict"]


def test_a_wrong_imo_number_one_swap_away_is_a_review_even_without_a_name() -> None:
    hit = only_hit(ask(index_of(GAMZATOV), kind="vessel", identifiers=(number("imo", "8861085"),)))
    assert hit.decision is Decision.REVIEW
    assert hit.evidence[0].rule == "identifier_nearly_equal"


def test_a_valid_imo_number_one_digit_away_is_another_ship() -> None:
    neighbour = number("imo", "8861060")
    assert ask(index_of(GAMZATOV), kind="vessel", identifiers=(neighbour,)).outcome is Outcome.CLEAR


def test_the_same_name_with_another_imo_number_is_a_review() -> None:
    hit = only_hit(
        ask(index_of(GAMZATOV), "RASUL GAMZATOV", kind="vessel", identifiers=(number("imo", "9145138"),))
    )
    assert hit.decision is Decision.REVIEW
    assert "imo_conflict" in {evidence.rule for evidence in hit.evidence}


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        ({"country": "JP"}, "other IMO number and other flag"),
        ({"built": 2011}, "other IMO number and other build year"),
    ],
)
def test_another_imo_number_and_a_second_other_fact_dismiss_a_ship(fact: dict[str, object], why: str) -> None:
    other = (number("imo", "9145138"),)
    screening = ask(index_of(GAMZATOV), "RASUL GAMZATOV", kind="vessel", identifiers=other, **fact)
    assert screening.outcome is Outcome.CLEAR
    assert [(d.entity.id, d.why) for d in screening.dismissed] == [("flot:105", why)]


def test_another_flag_alone_never_dismisses() -> None:
    assert (
        only_hit(ask(index_of(GAMZATOV), "RASUL GAMZATOV", kind="vessel", country="JP")).decision
        is Decision.MATCH
    )


def test_a_weak_alias_alone_is_never_more_than_a_review() -> None:
    weak = Name(text="MAKRAN EXPRESS", kind=NameKind.WEAK_ALIAS)
    ship = dataclasses.replace(vessel("IRIS MAKRAN"), names=(Name(text="IRIS MAKRAN"), weak))
    hit = only_hit(ask(index_of(ship), "MAKRAN EXPRESS", kind="vessel"))
    assert (hit.decision, hit.score) == (Decision.REVIEW, 1.0)
    assert "weak_alias" in {evidence.rule for evidence in hit.evidence}


def test_a_name_that_makes_a_match_comes_before_a_weak_alias_that_is_nearer() -> None:
    weak = Name(text="VIKTOR LEONOV", kind=NameKind.WEAK_ALIAS)
    ship = dataclasses.replace(vessel("VICTOR LEONOV"), names=(Name(text="VICTOR LEONOV"), weak))
    hit = only_hit(ask(index_of(ship), "VIKTOR LEONOV", kind="vessel"))
    assert hit.decision is Decision.MATCH
    assert hit.matched_name is not None
    assert hit.matched_name.name == ship.names[0]


def test_types_separate_and_an_untyped_query_sees_all() -> None:
    index = index_of(GAMZATOV)
    assert ask(index, "Rasul Gamzatov", kind="person").outcome is Outcome.CLEAR
    assert ask(index, "Rasul Gamzatov").outcome is Outcome.MATCH


def test_all_bearers_of_a_name_are_given() -> None:
    ships = [vessel("TERIBERKA", own_id, imo=imo) for own_id, imo in (("58", "8931748"), ("136", "9081291"))]
    assert names_of(ask(index_of(*ships), "TERIBERKA", kind="vessel").hits) == ["TERIBERKA", "TERIBERKA"]


def test_mmsi_alone_is_a_review_and_beside_the_name_a_match() -> None:
    ship = vessel("RASUL GAMZATOV", identifiers=(number("mmsi", "273157300"),))
    mmsi = (number("mmsi", "273157300"),)
    assert only_hit(ask(index_of(ship), kind="vessel", identifiers=mmsi)).decision is Decision.REVIEW
    beside = only_hit(ask(index_of(ship), "RASUL GAMZATOV", kind="vessel", identifiers=mmsi))
    assert beside.decision is Decision.MATCH


def test_a_registration_number_in_the_tax_column_is_found() -> None:
    listed = company("MG-FLOT LLC", identifiers=(number("tax_number", "1053001124483"),))
    asked = (number("registration_number", "1053001124483"),)
    hit = only_hit(ask(index_of(listed), kind="company", identifiers=asked))
    assert hit.decision is Decision.MATCH
    assert hit.evidence[0].detail["listed_as"] == "tax_number"


def test_an_identifier_that_the_list_lacks_never_lowers_a_score() -> None:
    listed = company("SEVERNY RYBAK LLC")
    plain = only_hit(ask(index_of(listed), "SEVERNY RYBAK", kind="company"))
    more = only_hit(
        ask(
            index_of(listed),
            "SEVERNY RYBAK",
            kind="company",
            identifiers=(number("lei", "213800RSQ1O1971FM165"),),
        )
    )
    assert more.score == plain.score


@pytest.mark.parametrize(
    ("born", "decision", "rule"),
    [
        (PartialDate.of(1965), Decision.MATCH, "birth_date"),
        (PartialDate.of(1966, 9, 14), Decision.MATCH, "birth_date_near"),
        (PartialDate.of(1990), Decision.REVIEW, "birth_date_conflict"),
    ],
)
def test_birth_dates_support_weaken_and_hold_back(born: PartialDate, decision: Decision, rule: str) -> None:
    listed = person("MEDVEDEV, Dmitry Anatolievich", birth_dates=(PartialDate.of(1965, 9, 14),))
    hit = only_hit(ask(index_of(listed), "Dmitry Anatolievich Medvedev", kind="person", birth_date=born))
    assert hit.decision is decision
    assert rule in {evidence.rule for evidence in hit.evidence}


def test_other_names_count_as_much_as_the_name() -> None:
    index = index_of(company("BALTZERNOTRANS LLC"))
    assert ask(index, "SOMETHING ELSE", "BALTZERNOTRANS", kind="company").outcome is Outcome.MATCH


def test_nothing_usable_is_insufficient_and_never_clear() -> None:
    index = index_of(GAMZATOV)
    assert ask(index, "«...» !!!", kind="company").outcome is Outcome.INSUFFICIENT_DATA
    assert (
        ask(index, kind="company", identifiers=(number("lei", "213800RSQ1O1971FM165"),)).outcome
        is Outcome.CLEAR
    )


def test_lists_that_were_not_asked_for_give_no_hits() -> None:
    assert ask(index_of(GAMZATOV), "RASUL GAMZATOV", kind="vessel", lists=frozenset({"other"})).hits == ()


def test_matches_come_before_reviews_then_by_score_then_by_id() -> None:
    index = index_of(vessel("RONA", "3"), vessel("RONA", "1"), vessel("VIKTOR LEONOV", "2"))
    screening = ask(index, "RONA; VIKTOR LEONOV", kind="vessel")
    assert [hit.entity.own_id for hit in screening.hits] == ["2", "1", "3"]


def test_explain_says_why_an_innocent_is_kept_back() -> None:
    query = Query(names=("PORT OLYMPIA",), type=EntityType.VESSEL)
    index = index_of(vessel("PORT OLYA-1", "103"))
    explanation = explain(query, "flot:103", index, DEFAULT_POLICY)
    assert explanation.decision is None
    assert explanation.kept_back_by == (f"score {explanation.score:.3f} is under the review threshold 0.800",)
    assert "missing_words" in {evidence.rule for evidence in explanation.evidence}


def test_explain_agrees_with_screen() -> None:
    index = index_of(GAMZATOV, ANGARA)
    query = Query(names=("RASUL GAMZATOFF",), type=EntityType.VESSEL, country="RU")
    hit = only_hit(screen(query, index, DEFAULT_POLICY))
    explanation = explain(query, hit.entity.id, index, DEFAULT_POLICY)
    assert (explanation.score, explanation.evidence) == (hit.score, hit.evidence)


def test_a_name_of_general_words_in_a_longer_text_alerts_neither_by_the_index_nor_without_it() -> None:
    agency = company("MARINE ELECTRONICS CHARTERING AGENCY LLC", "7")
    index = index_of(agency)
    query = Query(names=("KOZLOV MARINE ELECTRONICS CHARTERING AGENCY",), type=EntityType.COMPANY)
    assert screen(query, index, DEFAULT_POLICY).hits == ()
    assert explain(query, agency.id, index, DEFAULT_POLICY).decision is None


def test_an_unknown_entity_cannot_be_explained() -> None:
    with pytest.raises(KeyError):
        explain(Query(names=("X",)), "flot:none", index_of(GAMZATOV), DEFAULT_POLICY)


def test_signs_of_evasion_are_said_as_warnings() -> None:
    screening = ask(index_of(company("MG-FLOT LLC")), "МG\u200b-FLОT LLC", kind="company")
    assert len(screening.warnings) == 1
    assert "invisible characters, mixed script" in screening.warnings[0]
