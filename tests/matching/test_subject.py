from dataclasses import replace

import pytest

from lists.entities import (
    Direction,
    Entity,
    EntityType,
    Identifier,
    IdentifierType,
    Name,
    NameKind,
    PartyReference,
    Relation,
    RelationKind,
    unlisted_party,
)
from matching.evidence import Decision, Evidence, Hit, Outcome, Screening
from matching.policy import DEFAULT_POLICY, Threshold
from matching.query import Owner, Query
from matching.register import Register
from matching.subject import explain_subject, screen_subject
from tests.builders import company, person, vessel
from tests.matching.asking import names_of, number, only_hit

OGRN = number("registration_number", "1113015001350")
US = replace(company("MG-FLOT LIMITED LIABILITY COMPANY", "37049"), identifiers=(OGRN,), list_id="us")
UK = replace(company("MG-FLOT LLC", "15912", aliases=("TRANSSEAPORT",)), identifiers=(OGRN,), list_id="uk")


def _ask(register: Register, name: str, **fields: object) -> Screening:
    return screen_subject(Query(names=(name,), **fields), register, DEFAULT_POLICY)  # type: ignore[arg-type]


def _evidence(hit: Hit, rule: str) -> Evidence:
    return next(item for item in hit.evidence if item.rule == rule)


def test_a_name_that_one_list_knows_finds_the_party_on_all_and_says_how() -> None:
    hits = _ask(Register.build([US, UK]), "Transseaport").hits
    assert [hit.entity.id for hit in hits] == ["uk:15912", "us:37049"]
    assert {hit.decision for hit in hits} == {Decision.MATCH}
    assert hits[0].score == hits[1].score == min(1.0, sum(item.points for item in hits[1].evidence))
    same = _evidence(hits[1], "same_party")
    assert same.detail == {
        "entity_id": "uk:15912",
        "list": "uk",
        "shared": [{"type": "registration_number", "value": "1113015001350"}],
    }
    assert not [item for item in hits[0].evidence if item.rule == "same_party"]


def test_the_lists_asked_limit_the_hits_not_what_is_known() -> None:
    hit = only_hit(_ask(Register.build([US, UK]), "Transseaport", lists=frozenset({"us"})))
    assert hit.entity.id == "us:37049"
    assert _evidence(hit, "same_party").detail["list"] == "uk"


def test_a_record_that_meets_the_name_itself_needs_no_other() -> None:
    hits = _ask(Register.build([US, UK]), "MG-FLOT LLC").hits
    assert len(hits) == 2
    assert not [item for hit in hits for item in hit.evidence if item.rule == "same_party"]


def test_the_threshold_of_the_other_list_counts_there() -> None:
    strict = replace(DEFAULT_POLICY, thresholds=(Threshold(list_id="us", review=0.98, match=1.0),))
    register = Register.build([US, UK])
    found = screen_subject(Query(names=("Transseaporrt",)), register, strict).hits
    assert [hit.entity.id for hit in found] == ["uk:15912"]


def test_a_name_seen_with_the_imo_number_is_a_former_name_of_the_ship() -> None:
    listed = replace(vessel("KOMPOZITOR GASANOV", "37081", imo="8606628"), list_id="us")
    renamed = replace(vessel("KOMPOZITOR ELZA IBRAGIMOVA", "5", imo="8606628"), list_id="ua")
    hits = {
        hit.entity.id: hit
        for hit in _ask(Register.build([listed, renamed]), "Kompozitor Elza Ibragimova").hits
    }
    matched = hits["us:37081"].matched_name
    assert matched is not None
    assert (matched.name.text, matched.name.kind) == ("KOMPOZITOR ELZA IBRAGIMOVA", NameKind.FORMER_NAME)
    assert matched.name.published_as is NameKind.PRIMARY
    assert hits["us:37081"].entity.names == listed.names


def test_a_record_that_was_dismissed_is_not_brought_back_by_another() -> None:
    flagged = replace(vessel("OMSKIY", "1", imo="8606628", countries=("RU",)), list_id="us")
    flagged = replace(flagged, vessel=replace(flagged.vessel, flag="RU"))  # type: ignore[type-var]
    bare = replace(vessel("OMSKIY", "2", imo="8606628"), list_id="ua")
    asked = Query(
        names=("OMSKIY",), type=EntityType.VESSEL, identifiers=(number("imo", "9074729"),), country="PA"
    )
    screening = screen_subject(asked, Register.build([flagged, bare]), DEFAULT_POLICY)
    assert [one.entity.id for one in screening.dismissed] == ["us:1"]
    assert "us:1" not in [hit.entity.id for hit in screening.hits]


def _owns(share: float | None, owned: Entity, kind: RelationKind = RelationKind.OWNS) -> Relation:
    return Relation(
        kind=kind,
        direction=Direction.TO,
        party=PartyReference(own_id=owned.own_id, list_id=owned.list_id),
        share=share,
    )


def _unlisted(name: str, kind: EntityType | None = EntityType.COMPANY, **fields: object) -> Entity:
    return replace(unlisted_party("firm", PartyReference(name=name, type=kind)), **fields)  # type: ignore[arg-type]


DAUGHTER = _unlisted("ASTRAKHAN RIVER LINES LLC")


@pytest.mark.parametrize(
    ("share", "alerts"), [(0.6, True), (0.5, True), (0.3, True), (0.25, True), (0.1, False), (None, True)]
)
def test_a_party_that_a_listed_one_owns_is_a_review(share: float | None, alerts: bool) -> None:
    register = Register.build([replace(US, relations=(_owns(share, DAUGHTER),)), DAUGHTER])
    screening = _ask(register, "Astrakhan River Lines LLC")
    assert len(screening.hits) == alerts
    if alerts:
        hit = only_hit(screening)
        assert (hit.entity.id, hit.decision) == (DAUGHTER.id, Decision.REVIEW)
        assert hit.entity.id.startswith("network:")
        owned = _evidence(hit, "owned_by_listed")
        assert owned.listed_value == US.name
        assert owned.detail["above"][0]["entity_id"] == US.id
        assert owned.detail["above"][0]["share"] == share
        assert screening.outcome is Outcome.REVIEW


def test_each_rule_concludes_with_path_and_arithmetic() -> None:
    holding = _unlisted("VOLGA HOLDING LLC")
    owners = [
        replace(US, relations=(_owns(0.5, holding),)),
        replace(holding, relations=(_owns(0.3, DAUGHTER),)),
        replace(person("PASHAEV, Jamaldin", "9"), list_id="ua", relations=(_owns(0.2, DAUGHTER),)),
    ]
    hit = only_hit(_ask(Register.build([*owners, DAUGHTER]), "Astrakhan River Lines"))
    rules = {rule["rule"]: rule for rule in _evidence(hit, "owned_by_listed").detail["rules"]}
    assert {name: rule["owned"] for name, rule in rules.items()} == {"ofac": True, "eu": True, "uk": False}
    assert rules["ofac"]["share"] == 0.5
    assert "VOLGA HOLDING LLC" in rules["ofac"]["arithmetic"]
    assert [[step["to_name"] for step in path] for path in rules["ofac"]["paths"]] == [
        ["VOLGA HOLDING LLC", "ASTRAKHAN RIVER LINES LLC"],
        ["ASTRAKHAN RIVER LINES LLC"],
    ]


def test_a_ship_that_no_list_names_and_a_listed_company_runs_is_a_review() -> None:
    ship = _unlisted("VOLGA STAR", EntityType.VESSEL)
    register = Register.build([replace(US, relations=(_owns(None, ship, RelationKind.MANAGES),)), ship])
    hit = only_hit(_ask(register, "Volga Star", type=EntityType.VESSEL))
    assert _evidence(hit, "owned_by_listed").detail["above"][0]["relation"] == "manages"


def test_who_owns_a_listed_party_is_no_alert_by_that() -> None:
    owner = replace(DAUGHTER, relations=(_owns(0.9, US),))
    register = Register.build([US, owner])
    assert _ask(register, "Astrakhan River Lines LLC").outcome is Outcome.CLEAR


def test_a_stake_of_the_past_makes_no_alert() -> None:
    past = replace(_owns(0.9, DAUGHTER), is_former=True)
    register = Register.build([replace(US, relations=(past,)), DAUGHTER])
    assert _ask(register, "Astrakhan River Lines LLC").outcome is Outcome.CLEAR


def test_the_lists_asked_are_those_whose_parties_count_as_listed() -> None:
    register = Register.build([replace(US, relations=(_owns(0.6, DAUGHTER),)), DAUGHTER, UK])
    assert _ask(register, DAUGHTER.name, lists=frozenset({"us"})).outcome is Outcome.REVIEW
    assert _ask(register, DAUGHTER.name, lists=frozenset({"uk"})).outcome is Outcome.REVIEW
    assert _ask(register, DAUGHTER.name, lists=frozenset({"eu"})).outcome is Outcome.CLEAR


def test_a_party_of_an_ownership_file_that_is_listed_is_the_listed_party() -> None:
    named = replace(_unlisted("Mg-Flot OOO"), relations=(_owns(0.6, DAUGHTER),))
    register = Register.build([US, named, DAUGHTER])
    assert register.network.party(named.id).entities == (US,)
    assert [hit.entity.id for hit in _ask(register, "MG-FLOT LLC").hits] == [US.id]
    assert only_hit(_ask(register, DAUGHTER.name)).entity.id == DAUGHTER.id


def test_listed_owners_of_the_subject_are_reviews_and_the_rules_are_applied() -> None:
    owners = (Owner(names=("MG-FLOT OOO",), share=0.5), Owner(names=("Nobody Listed Ltd",), share=0.5))
    screening = _ask(Register.build([US]), "Innocent Cargo Handling Ltd", owners=owners)
    hit = only_hit(screening)
    assert (hit.entity.id, hit.decision, screening.outcome) == (US.id, Decision.REVIEW, Outcome.REVIEW)
    detail = _evidence(hit, "owned_by_listed").detail
    assert detail == {"owner": "MG-FLOT OOO", "owner_decision": "match", "share": 0.5}
    assert {rule["rule"]: rule["owned"] for rule in screening.ownership} == {
        "ofac": True,
        "eu": True,
        "uk": False,
    }
    assert "Innocent" not in hit.entity.name


def test_owners_add_up_through_the_network_too() -> None:
    register = Register.build([replace(US, relations=(_owns(0.7, DAUGHTER),)), DAUGHTER])
    owners = (Owner(names=("Astrakhan River Lines LLC",), share=0.51),)
    screening = _ask(register, "Innocent Cargo Handling Ltd", owners=owners)
    assert [rule["owned"] for rule in screening.ownership] == [True, True, True]
    assert names_of(screening.hits) == [DAUGHTER.name]


def test_without_owners_nothing_is_said_of_ownership() -> None:
    assert _ask(Register.build([US]), "Innocent Cargo Handling Ltd").ownership == ()


def test_owners_that_are_not_listed_leave_the_subject_clear_with_the_rules_saying_so() -> None:
    owners = (Owner(names=("Nobody Listed Ltd",), share=1.0),)
    screening = _ask(Register.build([US]), "Innocent Cargo Handling Ltd", owners=owners)
    assert screening.outcome is Outcome.CLEAR
    assert [rule["owned"] for rule in screening.ownership] == [False, False, False]


def test_an_explanation_tells_of_the_other_record_and_of_the_owner() -> None:
    register = Register.build([replace(US, relations=(_owns(0.6, DAUGHTER),)), UK, DAUGHTER])
    by_other = explain_subject(Query(names=("Transseaport",)), US.id, register, DEFAULT_POLICY)
    assert by_other.decision is Decision.MATCH
    assert by_other.evidence[-1].rule == "same_party"
    assert by_other.kept_back_by == ()
    by_owner = explain_subject(Query(names=(DAUGHTER.name,)), DAUGHTER.id, register, DEFAULT_POLICY)
    assert (by_owner.decision, by_owner.evidence[-1].rule) == (Decision.REVIEW, "owned_by_listed")
    nothing = explain_subject(Query(names=("Baltic Timber",)), DAUGHTER.id, register, DEFAULT_POLICY)
    assert nothing.decision is None
    with pytest.raises(KeyError):
        explain_subject(Query(names=("Transseaport",)), "network:0", register, DEFAULT_POLICY)


def test_weak_aliases_stay_reviews_on_every_list() -> None:
    weak = Name(text="SEAPORT LINES", kind=NameKind.WEAK_ALIAS)
    known_weakly = replace(UK, names=(*UK.names, weak))
    hits = _ask(Register.build([US, known_weakly]), "Seaport Lines").hits
    assert [(hit.entity.id, hit.decision) for hit in hits] == [
        ("uk:15912", Decision.REVIEW),
        ("us:37049", Decision.REVIEW),
    ]


def test_an_imo_number_on_one_record_finds_the_ship_on_the_other_lists() -> None:
    imo = Identifier(type=IdentifierType.IMO, value="8606628")
    listed = replace(vessel("KOMPOZITOR GASANOV", "37081"), list_id="us", identifiers=(imo,))
    renamed = replace(vessel("ELZA", "5"), list_id="ua", identifiers=(imo,))
    screening = screen_subject(
        Query(identifiers=(number("imo", "8606628"),)), Register.build([listed, renamed]), DEFAULT_POLICY
    )
    assert {hit.decision for hit in screening.hits} == {Decision.MATCH}
    assert len(screening.hits) == 2
