from dataclasses import replace

import pytest

from lists.entities import CheckDigit, Entity, Identifier, IdentifierType, Name, NameKind
from matching.clusters import Clusters
from matching.index import Index
from tests.builders import company, person, vessel

MG_FLOT = company("MG-FLOT LIMITED LIABILITY COMPANY", "37049", aliases=("TRANSMORFLOT LLC",))


def _number(kind: IdentifierType, value: str, country: str | None = None) -> Identifier:
    return Identifier(type=kind, value=value, country=country)


OGRN = _number(IdentifierType.REGISTRATION_NUMBER, "1113015001350", "RU")
LEI = _number(IdentifierType.LEI, "5493001KJTIIGC8Y1R12")


def _on(list_id: str, entity: Entity, *numbers: Identifier) -> Entity:
    return replace(entity, list_id=list_id, identifiers=numbers)


def _joined(*entities: Entity) -> set[frozenset[str]]:
    clusters = Clusters.build(Index.build(entities))
    groups = {frozenset(member.id for member in clusters.members(entity)) for entity in entities}
    return {group for group in groups if len(group) > 1}


def test_a_company_is_one_by_its_number_and_an_agreeing_name() -> None:
    uk = company("MG-FLOT LLC", "15912", aliases=("TRANSSEAPORT",))
    assert _joined(_on("us", MG_FLOT, OGRN), _on("uk", uk, OGRN)) == {frozenset({"us:37049", "uk:15912"})}


def test_a_number_alone_does_not_join_two_companies_of_other_names() -> None:
    subsidiary = company("UNIVERSAL TRADING LLC", "7")
    assert _joined(_on("us", MG_FLOT, OGRN), _on("uk", subsidiary, OGRN)) == set()


def test_a_name_written_without_vowels_agrees_with_one_that_has_them() -> None:
    arabic, latin = company("بانک ملت 24", "1"), company("BANK MELLAT 24", "2")
    assert _joined(_on("us", arabic, OGRN), _on("uk", latin, OGRN)) == {frozenset({"us:1", "uk:2"})}


def test_two_aliases_that_agree_do_not_join_a_branch_with_its_company() -> None:
    company_itself = company("ILYUSHIN AVIATION COMPLEX", "1", aliases=("IL PJSC",))
    branch = company("BRANCH OF PJSC IL - MYASISHCHEV EXPERIMENTAL PLANT", "2", aliases=("IL PJSC",))
    assert _joined(_on("us", company_itself, OGRN), _on("ua", branch, OGRN)) == set()


def test_a_ship_is_one_by_its_imo_number_whatever_its_name() -> None:
    here, there = vessel("KOMPOZITOR GASANOV", "1"), vessel("KOMPOZITOR ELZA IBRAGIMOVA", "2")
    imo = _number(IdentifierType.IMO, "8606628")
    assert _joined(_on("us", here, imo), _on("ua", there, imo)) == {frozenset({"us:1", "ua:2"})}


def test_ships_of_one_name_and_two_imo_numbers_stay_two() -> None:
    ships = [
        _on(list_id, vessel("TERIBERKA", own_id), _number(IdentifierType.IMO, imo))
        for list_id, own_id, imo in (
            ("us", "37058", "8931748"),
            ("us", "37136", "9081291"),
            ("ua", "5", "9081291"),
        )
    ]
    assert _joined(*ships) == {frozenset({"us:37136", "ua:5"})}


def test_a_wrong_check_digit_joins_nothing() -> None:
    wrong = replace(_number(IdentifierType.IMO, "8606629"), check=CheckDigit.WRONG)
    assert _joined(_on("us", vessel("ADLER", "1"), wrong), _on("ua", vessel("ADLER", "2"), wrong)) == set()


@pytest.mark.parametrize("kind", [IdentifierType.MMSI, IdentifierType.CALL_SIGN, IdentifierType.OTHER])
def test_a_number_that_is_handed_on_joins_nothing(kind: IdentifierType) -> None:
    number = _number(kind, "273157300")
    assert _joined(_on("us", vessel("ADLER", "1"), number), _on("ua", vessel("ADLER", "2"), number)) == set()


def test_another_number_of_the_same_scheme_keeps_two_apart() -> None:
    inn = _number(IdentifierType.TAX_NUMBER, "3015091751", "RU")
    other_inn = _number(IdentifierType.TAX_NUMBER, "7707083893", "RU")
    assert _joined(_on("us", MG_FLOT, OGRN, inn), _on("uk", MG_FLOT, OGRN, other_inn)) == set()


def test_a_number_of_another_country_is_another_number() -> None:
    abroad = replace(OGRN, country="KZ")
    assert _joined(_on("us", MG_FLOT, OGRN), _on("uk", MG_FLOT, abroad)) == set()


def test_a_person_and_a_company_are_never_one() -> None:
    tax = _number(IdentifierType.TAX_NUMBER, "66865883", "GT")
    owner, shop = person("PARADA RODRIGUEZ, Alex", "1"), company("PARADA RODRIGUEZ ALEX", "2")
    assert _joined(_on("us", owner, tax), _on("uk", shop, tax)) == set()


def test_on_one_list_only_equal_names_are_one_party() -> None:
    twice = [_on("eu", replace(MG_FLOT, own_id=own_id), OGRN) for own_id in ("1", "2")]
    similar = _on("eu", company("MG-FLOT SHIPPING LLC", "3"), OGRN)
    assert _joined(*twice, similar) == {frozenset({"eu:1", "eu:2"})}


def test_a_third_list_does_not_join_two_that_conflict() -> None:
    imo_numbers = [_number(IdentifierType.COMPANY_IMO, value) for value in ("6330601", "5252029")]
    one = _on("us", MG_FLOT, OGRN, imo_numbers[0])
    other = _on("uk", MG_FLOT, LEI, imo_numbers[1])
    between = _on("au", MG_FLOT, OGRN, LEI)
    assert _joined(one, other, between) in (
        {frozenset({"us:37049", "au:37049"})},
        {frozenset({"uk:37049", "au:37049"})},
    )


def test_a_weak_alias_is_no_agreeing_name() -> None:
    weak = replace(
        company("OTHER TRADING LLC", "7"),
        names=(Name(text="OTHER TRADING LLC"), Name(text="MG-FLOT", kind=NameKind.WEAK_ALIAS)),
    )
    assert _joined(_on("us", MG_FLOT, OGRN), _on("uk", weak, OGRN)) == set()


def test_a_number_that_very_many_carry_identifies_nobody() -> None:
    crowd = [_on(f"l{n}", replace(MG_FLOT, own_id=str(n)), OGRN) for n in range(60)]
    assert _joined(*crowd) == set()
    assert len(_joined(*crowd[:50])) == 1


def test_the_chain_of_numbers_between_two_records_is_told() -> None:
    one, between, other = _on("us", MG_FLOT, OGRN), _on("au", MG_FLOT, OGRN, LEI), _on("uk", MG_FLOT, LEI)
    index = Index.build([one, between, other])
    clusters = Clusters(index, Clusters.build(index).arrays())
    chains = clusters.how(one)
    assert [link.shared for link in chains[other.id]] == [OGRN, LEI]
    assert chains[one.id] == ()
    assert [entity.id for entity in clusters.others(one)] == ["au:37049", "uk:37049"]


def test_a_number_written_for_want_of_one_joins_nothing() -> None:
    nothing = _number(IdentifierType.IMO, "1234567")
    assert _joined(_on("us", vessel("ADLER", "1"), nothing), _on("ua", vessel("SONA", "2"), nothing)) == set()


def test_on_one_list_an_imo_number_joins_only_ships_of_one_name() -> None:
    imo = _number(IdentifierType.IMO, "8606628")
    ships = [
        _on("eu", vessel(name, own_id), imo)
        for name, own_id in (("ADLER", "1"), ("ADLER", "2"), ("SONA", "3"))
    ]
    assert _joined(*ships) == {frozenset({"eu:1", "eu:2"})}
