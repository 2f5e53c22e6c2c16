"""The European Union's lists: financial sanctions as XML and CSV, designated vessels as a workbook."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.entities import Entity, EntityType, IdentifierType, Measure, NameKind
from lists.errors import DamagedFile
from lists.sources.eu_vessels_xlsx import parse as parse_vessels
from lists.sources.formats import recognise
from lists.sources.parsed import Parsed, RawFile
from tests.lists.reading import FIXTURES, by_id, read, reads_or_refuses
from tests.lists.workbooks import Cell, workbook
from tests.shared import shared_data

XML = FIXTURES / "eu" / "full_list_1_1.xml"
CSV = FIXTURES / "eu" / "full_list_1_1.csv"
HEADER = (None, "Vessel\nname", "IMO number", "Date of application", "Link to relevant EU Official Journal")


def names(entity: Entity) -> list[tuple[str, NameKind]]:
    return [(name.text, name.kind) for name in entity.names]


def vessels(*rows: Sequence[Cell]) -> Parsed:
    files = (RawFile(name="any.dat", content=workbook(*rows)),)
    assert recognise(files).name == "eu-vessels-xlsx"
    return parse_vessels("eu-vessels", files)


def test_both_formats_are_recognised_and_add_up() -> None:
    as_xml, as_csv = read(XML), read(CSV)
    assert (as_xml.format, as_xml.rows, as_xml.loaded) == ("eu-fsf-xml", 4, 3)
    assert [one.reason for one in as_xml.rejected] == ["9904 has no name"]
    assert (as_csv.format, as_csv.rows, as_csv.loaded) == ("eu-fsf-csv", 20, 19)
    assert [(one.line, one.reason) for one in as_csv.rejected] == [(21, "no Entity_LogicalId")]


def test_xml_and_csv_give_equal_entities() -> None:
    as_xml, as_csv = by_id(read(XML)), by_id(read(CSV))
    assert as_xml.keys() == as_csv.keys() == {"9901", "9902", "9903"}
    for own_id, entity in as_xml.items():
        other = replace(as_csv[own_id], source=entity.source)
        # The fixture's CSV tells weak aliases in remarks, for the format has no column `strong`.
        notes = tuple(note for note in other.notes if note != "low quality alias")
        assert replace(other, notes=notes) == entity


def test_a_company_s_numbers_have_their_own_types_whatever_the_column() -> None:
    company = by_id(read(XML))["9901"]
    assert company.type is EntityType.COMPANY
    assert [(one.type, one.value, one.country) for one in company.identifiers] == [
        (IdentifierType.REGISTRATION_NUMBER, "1067761638240", None),
        (IdentifierType.REGISTRATION_NUMBER, "1053001124483", "RU"),
        (IdentifierType.COMPANY_IMO, "6016988", None),
        (IdentifierType.TAX_NUMBER, "7707083893", "RU"),
        (IdentifierType.OTHER, "EU99011", None),
    ]


def test_the_primary_name_is_the_oldest_strong_english_one() -> None:
    company = by_id(read(XML))["9901"]
    assert names(company) == [
        ("Example Flot", NameKind.PRIMARY),
        ("ООО Пример Флот", NameKind.ORIGINAL_SCRIPT),
        ("sociedad Ejemplo Flot", NameKind.ALIAS),
        ("ExFlot", NameKind.WEAK_ALIAS),
        ("Sea Trading House", NameKind.FORMER_NAME),
    ]
    person = by_id(read(XML))["9903"]
    assert names(person) == [("Ivan EXAMPLE", NameKind.PRIMARY), ("Vanya", NameKind.WEAK_ALIAS)]


def test_a_company_is_read_whole() -> None:
    company = by_id(read(XML))["9901"]
    assert [(one.text, one.country) for one in company.addresses] == [
        ("st. Lenina, 18, 368730, Akhty, RUSSIAN FEDERATION", "RU")
    ]
    assert company.listing.programmes == ("UKR",)
    assert company.listing.measures == (Measure.ASSET_FREEZE,)
    assert (str(company.listing.listed_on), str(company.listing.amended_on)) == ("2024-02-23", "2024-02-23")
    assert company.listing.legal_basis == ("2024/753 (OJ L 202400753)",)
    assert company.listing.source_url == "https://eur-lex.europa.eu/example"
    assert "PHONE +7 851" in company.notes
    assert company.notes[0].startswith("Example Flot (formerly known as")


def test_an_enterprise_with_a_ship_s_number_is_a_ship() -> None:
    ship = by_id(read(XML))["9902"]
    assert ship.type is EntityType.VESSEL
    assert [(one.type, one.value) for one in ship.identifiers] == [
        (IdentifierType.IMO, "8405270"),
        (IdentifierType.OTHER, "EU99021"),
        (IdentifierType.OTHER, "KPV001"),
    ]
    assert names(ship) == [("Hui Chon", NameKind.PRIMARY), ("Hwang Gum San 2", NameKind.FORMER_NAME)]
    assert str(ship.listing.listed_on) == "2016-11-30"


def test_a_person_s_dates_are_as_precise_as_published() -> None:
    person = by_id(read(XML))["9903"]
    assert [str(one) for one in person.birth_dates] == ["1965-03", "~1953/1958"]
    assert (person.gender, person.titles) == ("male", ("Dr", "Minister"))
    assert (person.countries, person.birth_places) == (("BY",), ("Minsk, BELARUS",))
    assert (person.identifiers[0].type, person.identifiers[0].value) == (IdentifierType.PASSPORT, "MP123456")


def test_the_published_sample_loads_whole() -> None:
    path = shared_data("eu", "xmlFullSanctionsList_1_1_sample_2026-08-05.xml")
    text, parsed = path.read_text(encoding="utf-8"), read(path)
    assert (parsed.rows, parsed.loaded) == (text.count("<sanctionEntity"), 3)
    assert sum(len(one.names) for one in parsed.entities) == text.count("<nameAlias")
    numbers = [one for entity in parsed.entities for one in entity.identifiers]
    assert len(numbers) == text.count("<identification ") + 3
    assert [(one.own_id, one.name) for one in parsed.entities] == [
        ("191", "Khalid Sheikh MOHAMMED"),
        ("521", "Ahmed Jan Akhundzada Wazir"),
        ("6177", "Ibrahim Hassan Tali Al-Asiri"),
    ]
    assert [str(one) for one in parsed.entities[2].birth_dates] == ["1982-04-19"]
    assert ("Abu-Salaah", NameKind.WEAK_ALIAS) in names(parsed.entities[2])
    assert parsed.entities[1].notes[0].startswith("Believed to be in Afghanistan")


def test_designated_vessels_have_port_and_service_bans_and_no_freeze() -> None:
    parsed = vessels(
        ("EU designated vessels",),
        HEADER,
        (12, "Lady R", 9161003, date(2024, 6, 25), "https://eur-lex.europa.eu/x"),
        (13, "MAIA-1 (formerly known as NEPTUN)", "IMO 9358010", "#REF!", None),
        (14, "Nameless number", "tbc", None, None),
        (15, None, 9161003, None, None),
    )
    assert (parsed.rows, parsed.loaded) == (4, 2)
    assert [(one.line, one.reason) for one in parsed.rejected] == [
        (5, "no IMO number: 'tbc'"),
        (6, "no vessel name"),
    ]
    lady, maia = parsed.entities
    assert (lady.own_id, lady.name, lady.type) == ("9161003", "Lady R", EntityType.VESSEL)
    assert lady.listing.measures == (Measure.PORT_BAN, Measure.SERVICE_BAN)
    assert (str(lady.listing.listed_on), lady.listing.source_url) == (
        "2024-06-25",
        "https://eur-lex.europa.eu/x",
    )
    assert names(maia) == [("MAIA-1", NameKind.PRIMARY), ("NEPTUN", NameKind.FORMER_NAME)]
    assert maia.listing.listed_on is None
    assert maia.notes == ()


def test_a_workbook_without_the_columns_is_refused() -> None:
    with pytest.raises(DamagedFile, match="imo number, vessel name"):
        parse_vessels("eu-vessels", (RawFile(name="x", content=workbook(("a", "b"), (1, 2))),))


@given(st.sampled_from(["eu-fsf-xml", "eu-fsf-csv"]), st.binary(max_size=200), st.integers(0, 6000))
def test_damaged_files_are_read_or_refused(format_name: str, noise: bytes, place: int) -> None:
    content = (XML if format_name == "eu-fsf-xml" else CSV).read_bytes()
    reads_or_refuses(format_name, noise)
    reads_or_refuses(format_name, content[:place] + noise + content[place + len(noise) :])


@given(st.binary(max_size=200), st.integers(0, 2000))
def test_damaged_workbooks_are_read_or_refused(noise: bytes, place: int) -> None:
    content = workbook(HEADER, (12, "Lady R", 9161003, date(2024, 6, 25), None))
    reads_or_refuses("eu-vessels-xlsx", noise)
    reads_or_refuses("eu-vessels-xlsx", content[:place] + noise + content[place + len(noise) :])
