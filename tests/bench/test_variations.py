"""Variations made up from listed names: of the right kind, and the same ones each time."""

import pytest

from bench.quality.made_up import VARIATIONS, Made, make, subjects
from bench.quality.variations.russian import ROMANISATIONS, romanise, to_cyrillic
from bench.quality.variations.variation import Subject
from tests.builders import company, vessel

NAMES = (
    *("MG-FLOT LLC", "TRANSMORFLOT SHIPPING COMPANY LLC", "NOVOROSSIYSK AEROTRANS", "GRADIENT SYSTEMS JSC"),
    *("NORTHERN MINING CENTER ORGANIZATION", "KONSTRUKTORSKOE BYURO", "GEROY", "BNC", "MAESTRO IMPEX LTD"),
    "MOROZOV ALLIANCE INVESTMENTS HYDROENERGETIKA",
)
SHIPS = (
    "OMSKIY-103",
    "RASUL GAMZATOV",
    "PORT OLYA-4",
    "ZAKAMSK",
    "SONA",
    "LADY MARIIA",
    "KOMPOZITOR GASANOV",
)
INNOCENTS = [f"{word} SHIPPING COMPANY" for word in ("HUMBERSIDE", "GALVESTON", "MERSEY", "TASMAN", "ORKNEY")]
LADIES = [f"LADY {word}" for word in ("ELEANOR", "BEATRICE", "AUDREY", "MAUREEN", "PENELOPE")]


def listed() -> list[Subject]:
    entities = [company(name, str(i), countries=("RU", "DE")) for i, name in enumerate(NAMES, 1)]
    entities += [vessel(name, str(i), countries=("RU",)) for i, name in enumerate(SHIPS, 100)]
    return subjects(entities, INNOCENTS + LADIES, companies=20)


def made(code: str, title: str = "") -> list[Made]:
    wanted = [one for one in VARIATIONS if one.code == code and title in one.title]
    assert wanted
    return [one for variation in wanted for one in make(variation, listed(), seed=1)]


@pytest.mark.parametrize("variation", VARIATIONS, ids=lambda one: f"{one.code} {one.title}")
def test_each_class_makes_another_text_and_the_same_each_time(variation):
    first = list(make(variation, listed(), seed=1))
    assert first
    assert [one.text for one in make(variation, listed(), seed=1)] == [one.text for one in first]
    assert [one.text for one in first if one.text == one.subject.name] == []


def test_each_class_has_a_title_of_its_own():
    titles = [(one.code, one.title, one.types) for one in VARIATIONS]
    assert len(set(titles)) == len(titles)


def test_a_typo_changes_one_letter_of_a_word_long_enough():
    for one in made("N14"):
        assert abs(len(one.text) - len(one.subject.name)) <= 1
        assert any(len(word) >= 5 for word in one.subject.words)
    assert "SONA" not in {one.subject.name for one in made("N14")}


def test_another_number_is_none_that_is_listed():
    ships = {one.subject.name: one.text for one in made("N35")}
    assert set(ships) == {"OMSKIY-103", "PORT OLYA-4"}
    assert not set(ships.values()) & set(SHIPS)


def test_numbers_are_written_in_words_and_in_roman_digits():
    assert "OMSKIY ONE HUNDRED THREE" in {one.text for one in made("N34", "words")}
    assert "PORT OLYA IV" in {one.text for one in made("N34", "Roman")}


def test_an_innocents_word_takes_the_place_of_the_one_that_tells():
    texts = {one.subject.name: one.text for one in made("N52", "telling")}
    assert texts["LADY MARIIA"].startswith("LADY ")
    assert texts["LADY MARIIA"] != "LADY MARIIA"


def test_words_of_two_listed_names_are_none_of_them():
    for one in made("N54"):
        assert one.text not in {*NAMES, *SHIPS}
        assert one.text.split()[0] == one.subject.words[0]


def test_russian_names_go_into_cyrillic_and_english_ones_do_not():
    assert to_cyrillic("KOMPOZITOR RAKHMANINOV") == "КОМПОЗИТОР РАХМАНИНОВ"
    assert to_cyrillic("SHCHUKA YURIYA") == "ЩУКА ЮРИЯ"
    assert to_cyrillic("OCEAN TRADING") is None


@pytest.mark.parametrize(
    ("standard", "expected"),
    [
        ("ISO 9", "OMSKIJ ŽURAVLÊV ÛŽNAÂ"),
        ("BGN/PCGN", "OMSKIY ZHURAVLEV YUZHNAYA"),
        ("GOST R 52535.1", "OMSKII ZHURAVLEV IUZHNAIA"),
        ("ICAO 9303", "OMSKII ZHURAVLEV IUZHNAIA"),
        ("GOST 7.79 B", "OMSKIJ ZHURAVLEV YUZHNAYA"),
    ],
)
def test_a_name_is_romanised_by_each_standard(standard: str, expected: str):
    assert romanise("ОМСКИЙ ЖУРАВЛЕВ ЮЖНАЯ", standard) == expected.replace("Ê", "E")


def test_each_standard_covers_the_russian_alphabet():
    assert {len(table) for table in ROMANISATIONS.values()} == {33}
