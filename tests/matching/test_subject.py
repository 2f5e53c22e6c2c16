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
    PartialDate,
    PartyReference,
    Relation,
    RelationKind,
    unlisted_party,
)
from lists.sources.formats import recognise
from lists.sources.parsed import RawFile
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
    elsewhere = replace(company("NEVSKY BREAD LLC", "5"), list_id="eu")
    register = Register.build([replace(US, relations=(_owns(0.6, DAUGHTER),)), DAUGHTER, UK, elsewhere])
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


def _owners_file(*rows: str, list_id: str = "firm") -> tuple[Entity, ...]:
    content = "\n".join(("owner,owned,share,relation,as_of,source", *rows)).encode()
    files = (RawFile(name="owners.csv", content=content),)
    return recognise(files).parse(list_id, files).entities


def test_ids_that_no_live_list_has_are_each_a_party_of_its_own() -> None:
    owners = _owners_file("us:37049,us:99,100%,,,", "us:98,Innocent Cargo Ltd,100%,,,")
    assert _ask(Register.build([US, *owners]), "Innocent Cargo Ltd").outcome is Outcome.CLEAR


def test_another_number_of_the_same_scheme_is_another_party_whatever_the_name() -> None:
    numbered = replace(US, identifiers=(number("registration_number", "1027739609391"),))
    numbered = replace(numbered, identifiers=(replace(numbered.identifiers[0], country="RU"),))
    owners = _owners_file("MG-FLOT LLC; OGRN 1027700132195,Innocent Cargo Ltd,100%,,,")
    assert _ask(Register.build([numbered, *owners]), "Innocent Cargo Ltd").outcome is Outcome.CLEAR


def test_a_short_number_of_some_register_needs_the_name_too() -> None:
    bank = replace(
        company("OMEGA BANK", "9"), list_id="us", identifiers=(number("registration_number", "123456"),)
    )
    owners = _owners_file("Sunny Bakery; registration number 123456,Bread Shop Kiel,100%,,,")
    assert _ask(Register.build([bank, *owners]), "Bread Shop Kiel").outcome is Outcome.CLEAR
    named = _owners_file("Omega Bank; registration number 123456,Bread Shop Kiel,100%,,,")
    assert _ask(Register.build([bank, *named]), "Bread Shop Kiel").outcome is Outcome.REVIEW


def test_a_number_that_a_list_calls_a_tax_number_is_found_as_registration_number() -> None:
    called_tax = replace(US, identifiers=(number("tax_number", "1027739609391"),))
    owners = _owners_file("Other Writing; OGRN 1027739609391,Zeta Cargo Ltd,100%,,,")
    assert _ask(Register.build([called_tax, *owners]), "Zeta Cargo Ltd").outcome is Outcome.REVIEW


def test_one_unlisted_party_in_two_files_is_one_by_its_number() -> None:
    first = _owners_file("us:37049,Alpha Holding; OGRN 1027700132195,100%,,,", list_id="one")
    second = _owners_file(
        "Alpha Holding; LEI 5493001KJTIIGC8Y1R12; OGRN 1027700132195,Zeta Cargo Ltd,100%,,,", list_id="two"
    )
    for entities in ((US, *first, *second), (US, *second, *first)):
        assert _ask(Register.build(entities), "Zeta Cargo Ltd").outcome is Outcome.REVIEW


def test_a_daughter_of_the_same_name_in_another_legal_form_is_no_listed_party() -> None:
    parent = replace(company("VTB SHIPPING JSC", "5"), list_id="us")
    owners = _owners_file("us:5,VTB Shipping Ltd,10%,,,", "VTB Shipping Ltd,Quiet Harbour AS,100%,,,")
    assert _ask(Register.build([parent, *owners]), "Quiet Harbour AS").outcome is Outcome.CLEAR


def test_two_stakes_of_one_owner_add_up() -> None:
    owners = _owners_file("us:37049,Alpha Ltd,30%,,2026,class A", "us:37049,Alpha Ltd,25%,,2026,class B")
    hit = only_hit(_ask(Register.build([US, *owners]), "Alpha Ltd"))
    assert [rule["share"] for rule in _evidence(hit, "owned_by_listed").detail["rules"]] == [0.55] * 3


def test_what_an_owned_company_operates_is_a_review_too() -> None:
    owners = _owners_file("us:37049,Alpha Ltd,100%,,,", "Alpha Ltd,IMO 8606628,,operates,,")
    screening = screen_subject(
        Query(identifiers=(number("imo", "8606628"),)), Register.build([US, *owners]), DEFAULT_POLICY
    )
    assert _evidence(only_hit(screening), "owned_by_listed").detail["above"][0]["name"] == "Alpha Ltd"


def test_lists_that_list_nobody_make_no_clear_answer() -> None:
    register = Register.build([US, *_owners_file("us:37049,Alpha Ltd,100%,,,")])
    screening = _ask(register, "Baltic Timber", lists=frozenset({"firm"}))
    assert screening.outcome is Outcome.INSUFFICIENT_DATA
    assert screening.warnings == ("lists: nobody is listed on any of the lists asked for",)


def test_a_fact_of_the_other_record_that_differs_keeps_it_at_review() -> None:
    passport = Identifier(type=IdentifierType.PASSPORT, value="120017582", country="RU")
    born = replace(
        person("PASHAEV, Jamaldin", "1"),
        list_id="us",
        identifiers=(passport,),
        birth_dates=(PartialDate.of(1980),),
    )
    bare = replace(person("PASHAEV, Jamaldin", "2"), list_id="uk", identifiers=(passport,))
    hits = _ask(
        Register.build([born, bare]),
        "Jamaldin Pashaev",
        type=EntityType.PERSON,
        birth_date=PartialDate.of(1950),
    ).hits
    decisions = {hit.entity.id: hit.decision for hit in hits}
    assert decisions["us:1"] is Decision.REVIEW
    assert "birth_date_conflict" in {item.rule for hit in hits for item in hit.evidence}


def test_an_identifiers_hit_brings_the_other_records_at_any_threshold() -> None:
    mmsi, imo = number("mmsi", "273157300"), number("imo", "8861058")
    one = replace(vessel("RASUL GAMZATOV", "1"), list_id="uk", identifiers=(imo, mmsi))
    other = replace(vessel("RASUL GAMZATOV", "2"), list_id="us", identifiers=(imo,))
    found = screen_subject(
        Query(identifiers=(mmsi,)), Register.build([one, other]), DEFAULT_POLICY.with_review_threshold(0.95)
    )
    assert [hit.entity.id for hit in found.hits] == ["uk:1", "us:2"]


def test_a_company_is_no_answer_for_a_person_by_a_record_without_type() -> None:
    untyped = replace(UK, type=None)
    assert "us:37049" not in [
        hit.entity.id
        for hit in _ask(Register.build([US, untyped]), "Transseaport", type=EntityType.PERSON).hits
    ]


def test_shares_of_owners_who_are_nobody_listed_bound_the_unknown_ones() -> None:
    owners = (Owner(names=("MG-FLOT LLC",)), Owner(names=("Clean Holding",), share=0.6))
    rules = _ask(Register.build([US]), "Innocent Cargo Handling Ltd", owners=owners).ownership
    assert [(rule["owned"], rule["share_at_most"]) for rule in rules] == [(False, 0.4)] * 3


def test_an_owner_that_cannot_be_read_makes_no_clear_answer() -> None:
    screening = _ask(Register.build([US]), "Innocent Cargo", owners=(Owner(names=("-",), share=1.0),))
    assert screening.outcome is Outcome.INSUFFICIENT_DATA
    assert screening.warnings == ("owners.0: nothing usable is left to screen",)


def test_an_owner_that_may_be_two_parties_is_not_counted_as_one_of_them() -> None:
    register = Register.build([company("ATLAS SHIPPING LLC", "1"), company("ATLAS SHIPPING JSC", "2")])
    owners = (Owner(names=("Atlas Shipping",), share=0.6),)
    assert {rule["applies"] for rule in _ask(register, "Quuxwell", owners=owners).ownership} == {None}


def test_an_owner_of_nothing_is_no_alert() -> None:
    owners = (Owner(names=("MG-FLOT LLC",), share=0.0),)
    assert _ask(Register.build([US]), "Innocent Cargo", owners=owners).outcome is Outcome.CLEAR


def test_an_unlisted_party_that_is_no_alert_is_explained() -> None:
    owners = _owners_file("us:37049,Minor Stake SA,5%,,,", "Nobody Ltd,Somebody Ltd,100%,,,")
    register = Register.build([US, *owners])
    for entity in owners:
        explained = explain_subject(Query(names=(entity.name,)), entity.id, register, DEFAULT_POLICY)
        assert explained.decision is None
        assert explained.kept_back_by


def test_an_explanation_keeps_to_the_lists_asked_for() -> None:
    asked = Query(names=("Transseaport",), lists=frozenset({"us"}))
    explained = explain_subject(asked, UK.id, Register.build([US, UK]), DEFAULT_POLICY)
    assert (explained.decision, explained.kept_back_by) == (None, ("it is on none of the lists asked for",))
