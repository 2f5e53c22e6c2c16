"""Names read as words."""

import pytest

from lists.entities import EntityType
from matching.clean_text import clean
from matching.latin import sound_key
from matching.normalise import name_key, read_name
from matching.parts import split_names


def _words(text: str, kind: EntityType | None = EntityType.COMPANY) -> list[str]:
    return [word.text for word in read_name(text, kind).words]


@pytest.mark.parametrize(
    "spelling", ["Ogranichennoy", "Ogranichennoi", "ogranichennoj", "Ограниченной", "OGRANICHENNOĬ"]
)
def test_romanisations_of_one_russian_word_sound_alike(spelling: str) -> None:
    assert sound_key(_words(spelling)[0]) == sound_key("ogranichennoy")


@pytest.mark.parametrize(
    "form",
    [
        "LLC",
        "L.L.C.",
        "OOO",
        "ООО",
        "Ltd",
        "Limited Liability Company",
        "GmbH",
        "S.à r.l.",
        "Sp. z o.o.",
        "d.o.o.",
    ],
)
def test_a_limited_company_is_one_symbol_in_every_language(form: str) -> None:
    reading = read_name(f"Baltzernotrans {form}", EntityType.COMPANY)
    assert ([word.text for word in reading.words], reading.forms) == (["baltzernotrans"], ("llc",))


def test_a_name_of_legal_forms_only_keeps_its_words() -> None:
    assert _words("The Limited Company") == ["the", "limited", "company"]


def test_a_ship_keeps_words_that_would_be_a_companys_legal_form() -> None:
    assert _words("LADY SIA", EntityType.VESSEL) == ["lady", "sia"]


def test_a_prefix_that_is_the_whole_name_stays() -> None:
    assert _words("MV", EntityType.VESSEL) == ["mv"]


@pytest.mark.parametrize(
    "written", ["OMSKIY-103", "OMSKIY 0103", "OMSKIY ONE HUNDRED AND THREE", "ОМСКИЙ103"]
)
def test_numbers_are_one_number_however_written(written: str) -> None:
    assert _words(written.replace(" AND ", " "), EntityType.VESSEL) == ["omskiy", "103"]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("МG-FLОT", "mixed_script"),
        ("MG\u200b-FLOT", "invisible_characters"),
        ("ÐœÐ“-Ð¤Ð›ÐžÐ¢", "encoding_damage"),
    ],
)
def test_what_an_honest_typist_would_not_write_is_reported(text: str, sign: str) -> None:
    assert clean(text).signs == (sign,)
    assert _words(text) == ["mg", "flot"]


def test_bytes_that_windows_1252_lacks_are_repaired_too() -> None:
    damaged = "".join(
        bytes([byte]).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
        for byte in "ПАРТИЗАН".encode()
    )
    assert _words(damaged) == ["partizan"]
    assert clean(damaged).signs == ("encoding_damage",)


@pytest.mark.parametrize("name", ["PARMÎŠ", "ALIAÑŽA", "SUCCÉŠS"])
def test_accents_that_look_like_damage_by_chance_stay(name: str) -> None:
    assert clean(name).signs == ()
    assert _words(name)[0].isascii()


def test_a_tie_over_two_letters_is_no_end_of_a_word() -> None:
    assert _words("KONSTRUKTORSKOE BI͡URO") == ["konstruktorskoe", "biuro"]


def test_honest_text_shows_no_signs() -> None:
    assert clean("ООО «МГ-ФЛОТ» / MG-FLOT LLC, Łódź").signs == ()


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("MG-FLOT (ex TRANSMORFLOT)", ("MG-FLOT", "TRANSMORFLOT")),
        ("A LTD / B LTD", ("A LTD", "B LTD")),
        ("НОВЫЙ ФЛОТ ранее ТРАНСМОРФЛОТ", ("НОВЫЙ ФЛОТ", "ТРАНСМОРФЛОТ")),
        ("X LLC formerly known as Y LLC", ("X LLC", "Y LLC")),
        ("LEGACY ex NS LOTUS", ("LEGACY", "NS LOTUS")),
    ],
)
def test_several_names_in_one_field_are_split(field: str, names: tuple[str, ...]) -> None:
    assert split_names(field) == (field, *names)


@pytest.mark.parametrize("name", ["EXXON MOBIL", "EX LIBRIS", "ALEXEI FORMER", "A/S NORDEN"])
def test_one_name_stays_whole(name: str) -> None:
    assert split_names(name) == (name,)


def test_equal_names_have_equal_keys() -> None:
    assert name_key("«МГ-Флот» ООО") == name_key("MG FLOT Limited Liability Company")
    assert name_key("MG-FLOT LLC") != name_key("MG-FLOT 2 LLC")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NEFTCOMPANY", ["neft"]),
        ("NEFT COR PORATION", ["neft"]),
        ("NEFT CORPORATI", ["neft"]),
        ("NEFT UNLIMITED", ["neft", "unlimited"]),
        ("NEFT C.A.", ["neft"]),
        ("NEFT PARTNER", ["neft", "partner"]),
    ],
)
def test_a_legal_form_is_known_without_its_blank_and_before_its_end(text: str, words: list[str]) -> None:
    assert _words(text) == words


@pytest.mark.parametrize("prefix", ["M/V", "M.V.", "m v", "RO-RO", "MV SV", "т/х"])
def test_a_ships_prefix_is_known_however_written(prefix: str) -> None:
    assert _words(f"{prefix} ZARECHYE", EntityType.VESSEL) == ["zarechye"]
