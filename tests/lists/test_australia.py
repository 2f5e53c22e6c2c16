"""Australia's list."""

import re
import zipfile
from collections import Counter
from datetime import date
from io import BytesIO

import pytest

from lists.entities import Entity, EntityType, IdentifierType, Measure, NameKind
from lists.errors import DamagedFile
from lists.sources.australia_dfat import FORMAT, parse
from lists.sources.australia_text import numbers_in
from lists.sources.formats import recognise
from lists.sources.parsed import Parsed, RawFile
from tests.lists.workbooks import Cell, workbook
from tests.shared import shared_data

HEADER = (
    *("Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth", "Place of Birth"),
    *(
        "Citizenship",
        "Address",
        "Additional Information",
        "Listing Information",
        "Committees",
        "Control Date",
    ),
)
TODAY = (
    *HEADER,
    "Alias Strength",
    "IMO Number",
    "Travel Ban",
    "Targeted Financial Sanction",
    "Maritime Restriction",
)


def read(content: bytes) -> Parsed:
    return parse("au", (RawFile(name="au.xlsx", content=content),))


def row(header: tuple[str, ...] = HEADER, **values: Cell) -> list[Cell]:
    by_column = {name.replace("_", " "): value for name, value in values.items()}
    assert set(by_column) <= {name.casefold() for name in header}
    return [by_column.get(name.casefold()) for name in header]


def named(reference: Cell, name: str, type_: str, name_type: str, **values: Cell) -> list[Cell]:
    given = {
        "reference": reference,
        "name_of_individual_or_entity": name,
        "type": type_,
        "name_type": name_type,
    }
    header = TODAY if {"alias_strength", "imo_number", "travel_ban"} & values.keys() else HEADER
    return row(header, **given, **values)


def only(*rows: list[Cell], header: tuple[str, ...] = HEADER) -> Entity:
    (entity,) = read(workbook(list(header), *rows)).entities
    return entity


def test_the_rows_of_one_number_are_one_party() -> None:
    parsed = read(
        workbook(
            list(HEADER),
            named("12a", "OOO Other", "Entity", "Aka"),
            named(12, "Company", "Entity ", "primary Name"),
            named("12b", "Компания", "entity", "Original script"),
            named("12c1", "Old Company", "Entity", "Formerly known as"),
            named("12d", "Older Company (previously listed as)", "Entity", "aka"),
            named(13, "Another", "Individual", "Primary Name"),
        )
    )
    company, person = parsed.entities
    assert (parsed.rows, parsed.loaded) == (6, 6)
    assert [(one.text, one.kind) for one in company.names] == [
        ("Company", NameKind.PRIMARY),
        ("OOO Other", NameKind.ALIAS),
        ("Компания", NameKind.ORIGINAL_SCRIPT),
        ("Old Company", NameKind.FORMER_NAME),
        ("Older Company", NameKind.FORMER_NAME),
    ]
    assert (company.own_id, company.type, len(company.source)) == ("12", EntityType.COMPANY, 5)
    assert (person.own_id, person.type) == ("13", EntityType.PERSON)


def test_a_number_used_again_for_another_party_makes_another_entity() -> None:
    parsed = read(
        workbook(
            list(HEADER),
            named(12, "Company", "Entity", "Primary Name"),
            named(13, "Another", "Individual", "Primary Name"),
            named(12, "Someone else", "Individual", "Primary Name"),
            named("12a", "Alias of someone", "Individual", "aka"),
        )
    )
    names = {entity.own_id: [one.text for one in entity.names] for entity in parsed.entities}
    assert names == {"12": ["Company"], "13": ["Another"], "12#2": ["Someone else", "Alias of someone"]}


def test_dates_places_citizenships_and_addresses_are_parted() -> None:
    entity = only(
        named(
            1,
            "A",
            "Individual",
            "Primary Name",
            date_of_birth="a) Approximately 1955- 1958 b) 09/11/1954 c) 4 Dec. 1968",
            place_of_birth="a) Darnah, Libya b) Danar, Libya",
            citizenship="Russian and Ukrainian",
            address="a) Kabul, Afghanistan b) Branch 2, Tehran, Iran (as at 2015)",
        )
    )
    assert [str(one) for one in entity.birth_dates] == ["~1955/1958", "1954-11-09", "1968-12-04"]
    assert entity.birth_places == ("Darnah, Libya", "Danar, Libya")
    assert [one.country for one in entity.addresses] == ["AF", "IR"]
    assert entity.countries == ("RU", "UA", "AF", "IR")


def test_the_day_of_listing_and_that_of_the_last_change_are_told_apart() -> None:
    said = only(
        named(
            1,
            "A",
            "Individual",
            "Primary Name",
            listing_information="Listed by UN 1267 Committee on 25 January 2001 (amended on 9 July 2007)",
            control_date=date(2014, 12, 15),
        )
    ).listing
    assert (str(said.listed_on), str(said.amended_on)) == ("2001-01-25", "2014-12-15")
    unsaid = only(
        named(
            1,
            "A",
            "Entity",
            "Primary Name",
            listing_information="Amendment (No. 5) Instrument 2024",
            control_date=date(2024, 5, 17),
            committees="Autonomous (Russia)",
        )
    ).listing
    assert (str(unsaid.listed_on), unsaid.amended_on) == ("2024-05-17", None)
    assert unsaid.programmes == ("Autonomous (Russia)",)
    assert unsaid.legal_basis == ("Amendment (No. 5) Instrument 2024",)
    assert unsaid.measures == (Measure.ASSET_FREEZE,)


def test_todays_columns_give_strength_imo_number_and_measures() -> None:
    ship, person = read(
        workbook(
            list(TODAY),
            named(
                1,
                "RASUL GAMZATOV",
                "Vessel",
                "Primary Name",
                imo_number=8861058,
                maritime_restriction="Yes",
                targeted_financial_sanction="FALSE",
            ),
            named(
                2, "A", "Individual", "Primary Name", travel_ban="TRUE", targeted_financial_sanction="TRUE"
            ),
            named("2a", "Nick", "Individual", "aka", alias_strength="Weak"),
        )
    ).entities
    assert [(one.type, one.value) for one in ship.identifiers] == [(IdentifierType.IMO, "8861058")]
    assert ship.listing.measures == (Measure.PORT_BAN,)
    assert person.listing.measures == (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN)
    assert person.names[1].kind is NameKind.WEAK_ALIAS


@pytest.mark.parametrize(
    ("text", "type_", "found"),
    [
        (
            "IMO Identification Number: 6016988 (Company)",
            EntityType.COMPANY,
            [("company_imo", "6016988", None)],
        ),
        ("Owner of RASUL GAMZATOV (IMO 8861058)", EntityType.COMPANY, []),
        (
            "Company Identification No.1053001124483;",
            EntityType.COMPANY,
            [("registration_number", "1053001124483", None)],
        ),
        (
            "Tel +963 11 99 62 5544; Tax ID No.: 7714789249",
            EntityType.COMPANY,
            [("tax_number", "7714789249", None)],
        ),
        (
            "Tunisian passport number K929139, issued on 14 Feb. 1995.",
            EntityType.PERSON,
            [("passport", "K929139", "TN")],
        ),
        (
            "Passport no: a) 27082171 (United States of America, issued 1992) b) Iraq number MO887925",
            EntityType.PERSON,
            [("passport", "27082171", "US"), ("passport", "MO887925", "IQ")],
        ),
        (
            "National Identification Number: Sudan 11540384888",
            EntityType.PERSON,
            [("national_id", "11540384888", "SD")],
        ),
        ("Review pursuant to resolution 1822 (2008) on 21 Jul. 2010. Tel 0202104748", EntityType.PERSON, []),
    ],
)
def test_a_number_in_the_text_counts_where_a_label_stands_before_it(
    text: str, type_: EntityType, found: list[tuple[str, str, str | None]]
) -> None:
    assert [(one.type.value, one.value, one.country) for one in numbers_in(text, type_)] == found


def test_what_cannot_be_read_is_kept_and_said() -> None:
    parsed = read(
        workbook(
            list(HEADER),
            named(1, "A", "Gang", "nickname", date_of_birth="as a child", citizenship="Atlantean"),
            named("x", "B", "Individual", "Primary Name"),
            named(2, "", "Individual", "Primary Name"),
        )
    )
    assert parsed.entities[0].unread == (
        "Date of Birth as a child",
        "Citizenship Atlantean",
        "Name Type nickname",
        "Type Gang",
    )
    assert [(one.line, one.reason) for one in parsed.rejected] == [
        (3, "reference 'x' does not begin with a number"),
        (4, "no name"),
    ]
    assert any("statements not understood" in warning for warning in parsed.warnings)


def test_a_workbook_without_the_columns_is_not_the_list() -> None:
    with pytest.raises(DamagedFile, match="lacks the column"):
        read(workbook(["Reference", "Type"], [1, "Entity"]))


def real() -> tuple[Parsed, list[list[str]]]:
    """Give the list of November 2024 as parsed, and its first four columns as its XML has them."""
    content = shared_data("au", "regulation8_consolidated_2024-11.xlsx").read_bytes()
    file = RawFile(name="a", content=content)
    assert recognise((file,)) is FORMAT
    with zipfile.ZipFile(BytesIO(content)) as parts:
        shared = parts.read("xl/sharedStrings.xml").decode()
        texts = [re.sub("<[^>]*>", "", text) for text in re.findall("<si>.*?</si>", shared, re.DOTALL)]
        body = parts.read("xl/worksheets/sheet1.xml").decode()
    lines = []
    for line in re.findall("<row .*?</row>", body, re.DOTALL)[1:]:
        cells = {
            letter: texts[int(value)] if shared_text else value
            for letter, shared_text, value in re.findall(
                r'<c r="([A-D])\d+"[^>]*?( t="s")?><v>([^<]*)</v>', line
            )
        }
        if cells:
            lines.append([cells.get(letter, "") for letter in "ABCD"])
    return parse("au", (file,)), lines


def test_the_list_of_2024_gives_what_its_rows_count() -> None:
    parsed, lines = real()
    assert parsed.rows == parsed.loaded == len(lines) == 9553
    numbers = {re.match(r"\d+", line[0])[0] for line in lines if re.match(r"\d+", line[0])}
    assert {entity.own_id for entity in parsed.entities} == numbers
    kinds = Counter(line[3].strip().casefold() for line in lines)
    found = Counter(one.kind for entity in parsed.entities for one in entity.names)
    assert found[NameKind.PRIMARY] == kinds["primary name"] == 3062
    assert found[NameKind.ORIGINAL_SCRIPT] == kinds["original script"]
    aliases = {
        (re.match(r"\d+", line[0])[0], " ".join(line[1].split()))
        for line in lines
        if line[3].strip().casefold() == "aka" and "listed as" not in line[1].casefold()
    }
    listed = {
        (entity.own_id, one.text)
        for entity in parsed.entities
        for one in entity.names
        if one.kind is not NameKind.ORIGINAL_SCRIPT
    }
    unescaped = {(own_id, text.replace("&amp;", "&").replace("&quot;", '"')) for own_id, text in aliases}
    assert unescaped <= listed
    types = Counter(entity.type for entity in parsed.entities)
    firsts = {re.match(r"\d+", line[0])[0]: line[2].strip().casefold() for line in lines}
    assert types[EntityType.PERSON] == sum(type_ == "individual" for type_ in firsts.values())


def test_mg_flot_has_every_name_identifier_and_address_of_the_list() -> None:
    parsed, _ = real()
    (company,) = [entity for entity in parsed.entities if entity.own_id == "7965"]
    assert [(one.text, one.kind) for one in company.names] == [
        ("MG-Flot LLC", NameKind.PRIMARY),
        ("Transmorflot LLC", NameKind.ALIAS),
        ("TransMorFlot Shipping Company", NameKind.ALIAS),
        ("MG-Flot", NameKind.ALIAS),
    ]
    assert {(one.type, one.value) for one in company.identifiers} == {
        (IdentifierType.REGISTRATION_NUMBER, "1053001124483"),
        (IdentifierType.COMPANY_IMO, "6016988"),
    }
    assert [(one.text, one.country) for one in company.addresses] == [
        (
            "House 18 D Premise 1, Lenina Street Akhtynskiy District Republic of Dagestan 368730 Russia",
            "RU",
        )
    ]
    assert company.listing.programmes == ("Autonomous (Russia)",)
    assert str(company.listing.listed_on) == "2024-05-17"
