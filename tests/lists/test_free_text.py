"""Former names and ships' numbers in free text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.entities import EntityType, IdentifierType, Name, NameKind
from lists.sources.free_text import former_names, ship_numbers, split_name, with_former_names

COMPANY, PERSON, VESSEL = EntityType.COMPANY, EntityType.PERSON, EntityType.VESSEL


@pytest.mark.parametrize(
    ("text", "type_", "names"),
    [
        ("Previously known as Addounia TV. Sama TV is a broadcaster.", COMPANY, ["Addounia TV"]),
        (
            "Ref 1. Previous name(s): Rostekhnologii [Russian Technologies] (x)",
            COMPANY,
            ["Rostekhnologii", "Russian Technologies"],
        ),
        ("Formerly The Asia Sun Aviation Pte Limited (UK)", COMPANY, ["The Asia Sun Aviation Pte Limited"]),
        ("It was formerly known as ABC Co., Ltd. It is a bank.", COMPANY, ["ABC Co., Ltd"]),
        ("f.k.a. TRANSMORFLOT", COMPANY, ["TRANSMORFLOT"]),
        ("F/K/A 'Trans, Mor & Flot'", COMPANY, ["Trans, Mor & Flot"]),
        ("Notes. FKA: TRANSMORFLOT; registered in Astrakhan", COMPANY, ["TRANSMORFLOT"]),
        ("Колишня назва: «Трансморфлот»", COMPANY, ["Трансморфлот"]),
        ("Прежнее название ООО Трансморфлот", COMPANY, ["ООО Трансморфлот"]),
        ("anciennement connu sous le nom de Alpha Marine", COMPANY, ["Alpha Marine"]),
        ("Früher bekannt als Alpha Marine.", COMPANY, ["Alpha Marine"]),
        (
            "Formerly known as Saint Light and Stellar Oracle until 2020",
            VESSEL,
            ["Saint Light", "Stellar Oracle"],
        ),
        ("ex Beluga Foundation, ex Opal Gallant", VESSEL, ["Beluga Foundation", "Opal Gallant"]),
    ],
)
def test_a_former_name_of_the_entity_is_found(text: str, type_: EntityType, names: list[str]) -> None:
    assert list(former_names(text, type_, ())) == names


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Formerly Member of the National Assembly (2) Formerly special adviser", PERSON),
        ("Formerly owned by Rami Makhlouf.", COMPANY),
        ("Previously listed between 2008 and 2014", COMPANY),
        ("fighters from all ex-Seleka factions", COMPANY),
        ("Acts for Ansar Bank (formerly known as Ansar al Mojahedin).", COMPANY),
        ("Address: Samara (formerly Kuibyshev)", COMPANY),
        ("Ex-Army Lieutenant", PERSON),
    ],
)
def test_other_parties_offices_and_places_are_no_former_names(text: str, type_: EntityType) -> None:
    assert former_names(text, type_, ["MG-FLOT"]) == ()


def test_behind_an_own_name_a_marker_speaks_of_the_entity() -> None:
    text = "The fleet of MG-Flot LLC (formerly known as Transmorflot) sails from Olya."
    assert former_names(text, COMPANY, ["MG-FLOT LLC"]) == ("Transmorflot",)
    assert former_names(text, COMPANY, ["OTHER LLC"]) == ()


def test_blanks_and_line_breaks_stand_in_no_name_s_way() -> None:
    text = f"Ships cargo.{' ' * 5000}\n\n{' ' * 5000}Formerly{' ' * 5}known\tas{' ' * 5000}Sea House."
    assert former_names(text, COMPANY, ()) == ("Sea House",)


def test_a_listed_name_that_a_text_calls_former_becomes_a_former_name() -> None:
    names = (Name(text="SAMA TV"), Name(text="ADDOUNIA TV", kind=NameKind.ALIAS))
    read = with_former_names(names, ["Previously known as Addounia TV.", "Formerly known as Dunya"], COMPANY)
    assert read == (
        names[0],
        Name(text="ADDOUNIA TV", kind=NameKind.FORMER_NAME, published_as=NameKind.ALIAS),
        Name(text="Dunya", kind=NameKind.FORMER_NAME),
    )


def test_names_of_companies_are_parted_and_those_of_persons_are_not() -> None:
    names = (Name(text="MG-FLOT (ex TRANSMORFLOT)"),)
    assert [name.text for name in with_former_names(names, (), COMPANY)] == ["MG-FLOT", "TRANSMORFLOT"]
    assert with_former_names(names, (), PERSON) == names


def test_a_name_that_the_entity_bears_is_not_its_former_one() -> None:
    assert former_names("Formerly known as MG FLOT", COMPANY, ["MG-FLOT"]) == ()


@pytest.mark.parametrize(
    ("published", "name", "formers"),
    [
        ("MG-FLOT (ex TRANSMORFLOT) LLC", "MG-FLOT LLC", ("TRANSMORFLOT",)),
        ("ROSTEC (f.k.a. Rostekhnologii)", "ROSTEC", ("Rostekhnologii",)),
        ("LEGACY ex NS LOTUS", "LEGACY", ("NS LOTUS",)),
        ("LADY R, formerly known as Sloman Producer", "LADY R", ("Sloman Producer",)),
        ("EX-CELL LTD", "EX-CELL LTD", ()),
        ("FORMER NAMES ARCHIVE", "FORMER NAMES ARCHIVE", ()),
        ("ALEX MARINE (RUSSIA)", "ALEX MARINE (RUSSIA)", ()),
    ],
)
def test_former_names_in_a_name_are_parted_from_it(published: str, name: str, formers: tuple[str]) -> None:
    assert split_name(published, VESSEL) == (name, formers)


def test_ship_numbers_are_read_with_their_types() -> None:
    text = "LADY R (IMO9161003, MMSI: 273212120, call sign UBDT8); IMO number 9161003; IMO 12345678"
    assert {(one.type, one.value) for one in ship_numbers(text)} == {
        (IdentifierType.IMO, "9161003"),
        (IdentifierType.MMSI, "273212120"),
        (IdentifierType.CALL_SIGN, "UBDT8"),
    }


@given(st.text(), st.sampled_from([None, *EntityType]))
def test_any_text_is_read(text: str, type_: EntityType | None) -> None:
    before, formers = split_name(text, type_)
    assert before == text or formers
    assert all(former_names(f"f.k.a. A {text}", type_, [text]))
    ship_numbers(text)
