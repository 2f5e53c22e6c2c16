"""OFAC's remarks: sentences to facts."""

import pytest

from lists.entities import (
    CheckDigit,
    Direction,
    EntityType,
    IdentifierType,
    Measure,
    NameKind,
    RelationKind,
)
from lists.sources.ofac_dates import read_date
from lists.sources.ofac_measures import read_measures
from lists.sources.ofac_remarks import Remarks, read_remarks


def company(text: str) -> Remarks:
    return read_remarks(text, EntityType.COMPANY)


def vessel(text: str) -> Remarks:
    return read_remarks(text, EntityType.VESSEL)


def person(text: str) -> Remarks:
    return read_remarks(text, EntityType.PERSON)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Vessel Registration Identification IMO 8861058; MMSI 273157300.", "8861058"),
        ("Vessel Registration Identification IMO  8730455.", "8730455"),
        ("alt. Identification Number IMO 9339301.", "9339301"),
        ("Vessel Registration Identification 8606173.", "8606173"),
    ],
)
def test_every_spelling_of_a_ship_number_is_read(text: str, value: str) -> None:
    imo = vessel(text).identifiers[0]
    assert (imo.type, imo.value, imo.check) == (IdentifierType.IMO, value, CheckDigit.VALID)


@pytest.mark.parametrize(
    "text",
    [
        "Identification Number IMO 6016988.",
        "Company Number IMO 6016988",
        "International Maritime Organization No. (6016988)",
    ],
)
def test_the_imo_number_of_a_company_is_a_company_number(text: str) -> None:
    imo = company(text).identifiers[0]
    assert (imo.type, imo.value) == (IdentifierType.COMPANY_IMO, "6016988")


@pytest.mark.parametrize(
    ("text", "kind", "value", "country", "label"),
    [
        ("Tax ID No. 3017041900 (Russia).", IdentifierType.TAX_NUMBER, "3017041900", "RU", "Tax ID No."),
        (
            "Government Gazette Number 75191644 (Russia)",
            IdentifierType.REGISTRATION_NUMBER,
            "75191644",
            "RU",
            "Government Gazette Number",
        ),
        (
            "Registration ID HRB 26136 (Germany)",
            IdentifierType.REGISTRATION_NUMBER,
            "HRB26136",
            "DE",
            "Registration ID",
        ),
        ("NIT # 800146749-7 (Colombia).", IdentifierType.TAX_NUMBER, "8001467497", "CO", "NIT"),
        (
            "C.R. No. 66488 (United Arab Emirates).",
            IdentifierType.REGISTRATION_NUMBER,
            "66488",
            "AE",
            "C.R. No.",
        ),
        (
            "File Number 7136973 (Delaware) (United States).",
            IdentifierType.REGISTRATION_NUMBER,
            "7136973",
            "US",
            "File Number",
        ),
        (
            "Legal Entity Number 253400V1H6ART1UQ0N98 (Russia)",
            IdentifierType.LEI,
            "253400V1H6ART1UQ0N98",
            "RU",
            "Legal Entity Number",
        ),
        (
            "Legal Entity Number 851683897 (Netherlands)",
            IdentifierType.REGISTRATION_NUMBER,
            "851683897",
            "NL",
            "Legal Entity Number",
        ),
        ("SWIFT/BIC HAVIGB2L", IdentifierType.SWIFT, "HAVIGB2L", None, "SWIFT/BIC"),
        (
            "Digital Currency Address - XBT 18Ke1QWE9nQfXuhJijHggZuPJ5ZYxapoBK",
            IdentifierType.CRYPTO_WALLET,
            "18Ke1QWE9nQfXuhJijHggZuPJ5ZYxapoBK",
            None,
            "XBT",
        ),
        (
            "Identification Number 154564654 (Brazil)",
            IdentifierType.REGISTRATION_NUMBER,
            "154564654",
            "BR",
            "Identification Number",
        ),
    ],
)
def test_a_number_keeps_its_type_its_country_and_its_publishers_word(
    text: str, kind: IdentifierType, value: str, country: str | None, label: str
) -> None:
    facts = company(text)
    assert facts.unread == []
    (one,) = facts.identifiers
    assert (one.type, one.value, one.country, one.label) == (kind, value, country, label)


@pytest.mark.parametrize(
    ("text", "kind", "value", "country"),
    [
        (
            "Passport G737411 (Tunisia) issued 24 Oct 1990 expires 20 Sep 1997",
            IdentifierType.PASSPORT,
            "G737411",
            "TN",
        ),
        ("alt. Passport RL 1794375 (Lebanon).", IdentifierType.PASSPORT, "RL1794375", "LB"),
        ("Cedula No. V-5.764.952 (Venezuela)", IdentifierType.NATIONAL_ID, "V5764952", "VE"),
        ("Identification Number 2.194.575 (Paraguay)", IdentifierType.NATIONAL_ID, "2194575", "PY"),
    ],
)
def test_the_documents_of_a_person_are_read(
    text: str, kind: IdentifierType, value: str, country: str
) -> None:
    (one,) = person(text).identifiers
    assert (one.type, one.value, one.country) == (kind, value, country)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("a.k.a. 'MAKRAN'.", "MAKRAN", NameKind.WEAK_ALIAS),
        ("a.k.a. 'AL-HAQQ, Al-Hajj 'Abd'", "AL-HAQQ, Al-Hajj 'Abd", NameKind.WEAK_ALIAS),
        ("a.k.a. 'PEOPLE'S ARMY'; nationality Russia", "PEOPLE'S ARMY", NameKind.WEAK_ALIAS),
        ("a.k.a. 'ONE; TWO'; nationality Russia", "ONE; TWO", NameKind.WEAK_ALIAS),
        ("f.k.a. 'SAND SWAN'.", "SAND SWAN", NameKind.FORMER_NAME),
        ("d.b.a. 'ANARQUIA PAINTBALL'.", "ANARQUIA PAINTBALL", NameKind.WEAK_ALIAS),
    ],
)
def test_names_in_quotes_are_weak_or_former(text: str, name: str, kind: NameKind) -> None:
    facts = company(text)
    assert [(one.text, one.kind) for one in facts.names] == [(name, kind)]
    assert facts.unread == []


def test_every_link_is_kept_with_its_own_words() -> None:
    facts = vessel("Linked To: CIMEX, S.A.; Linked To: TRILIANCE CO. LTD.; Linked To: MAHAN AIR.")
    assert [one.party.name for one in facts.relations] == ["CIMEX, S.A.", "TRILIANCE CO. LTD.", "MAHAN AIR"]
    assert {(one.kind, one.direction) for one in facts.relations} == {(RelationKind.LINKED_TO, Direction.TO)}
    assert facts.relations[2].quotation == "Linked To: MAHAN AIR."


def test_an_aircraft_has_an_operator_and_serial_numbers() -> None:
    facts = read_remarks(
        "Aircraft Manufacture Date 05 Nov 1980; Aircraft Model A300B2K-3C; Aircraft Operator MAHAN AIR; "
        "Aircraft Manufacturer's Serial Number (MSN) 90; Previous Aircraft Tail Number YI-NAB.",
        EntityType.AIRCRAFT,
    )
    assert [(one.kind, one.direction, one.party.name) for one in facts.relations] == [
        (RelationKind.OPERATES, Direction.FROM, "MAHAN AIR")
    ]
    assert [(one.type, one.value) for one in facts.identifiers] == [
        (IdentifierType.AIRCRAFT_SERIAL_NUMBER, "90"),
        (IdentifierType.AIRCRAFT_REGISTRATION, "YINAB"),
    ]
    assert facts.unread == []


def test_flags_and_build_year_of_a_ship_are_read() -> None:
    facts = vessel(
        "Former Vessel Flag Malta; alt. Former Vessel Flag None Identified; "
        "Other Vessel Flag Tanzania; Vessel Year of Build 1966."
    )
    assert (facts.former_flags, facts.countries, facts.built) == (["MT"], ["TZ"], 1966)
    assert facts.unread == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("14 Sep 1965", "1965-09-14"),
        ("Sep 1965", "1965-09"),
        ("1965.", "1965"),
        ("circa 1951", "~1951"),
        ("1951 to 1953", "1951/1953"),
        ("01 Jan 1960 to 31 Dec 1961", "1960/1961"),
        ("circa 1956-1958", "~1956/1958"),
        ("31 Feb 1960", None),
        ("1953 to 1951", None),
        ("long ago", None),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text: str, date: str | None) -> None:
    found = read_date(text)
    assert (str(found) if found else None) == date


def test_an_unreadable_date_is_kept_unread() -> None:
    facts = person("DOB long ago; DOB 1960")
    assert [str(date) for date in facts.birth_dates] == ["1960"]
    assert facts.unread == ["DOB long ago"]


def test_what_is_not_understood_is_kept_word_for_word_and_rules_are_notes() -> None:
    facts = person("ICTY indictee; Secondary sanctions risk: section 1(b); NIT # Provisional (Colombia).")
    assert facts.unread == ["ICTY indictee", "NIT # Provisional (Colombia)."]
    assert facts.notes == ["Secondary sanctions risk: section 1(b)"]
    assert facts.parts == 3


def test_a_title_that_the_remarks_repeat_is_understood() -> None:
    facts = read_remarks("Colonel; DOB 1960.", EntityType.PERSON, titles=("Colonel",))
    assert facts.unread == []


def test_semicolons_in_parentheses_do_not_split() -> None:
    facts = person("DOB 1969; (data of a passport: Alt. DOB 1970; POB Keren); nationality Eritrea")
    assert facts.unread == ["(data of a passport: Alt. DOB 1970; POB Keren)"]
    assert facts.countries == ["ER"]


def test_a_parenthesis_that_never_closes_swallows_nothing() -> None:
    facts = person("nationality Eritrea; odd (remark; DOB 1970; Gender Male.")
    assert (facts.unread, facts.gender) == (["odd (remark"], "male")


def test_the_last_sentence_of_cut_remarks_is_not_read() -> None:
    facts = read_remarks("DOB 1960; Passport 12", EntityType.PERSON, cut=True)
    assert (facts.identifiers, facts.unread, facts.parts) == ([], ["Passport 12"], 2)


def test_a_listing_date_is_read_and_stays_a_note() -> None:
    facts = company("Listing Date (EO 14024 Directive 3): 24 Feb 2022; Listing Date (CMIC) 03 Jun 2021")
    assert [str(date) for date in facts.listing_dates] == ["2022-02-24", "2021-06-03"]
    assert len(facts.notes) == 2


@pytest.mark.parametrize(
    ("programmes", "remarks", "sdn", "measures"),
    [
        (("SDGT",), "", True, (Measure.ASSET_FREEZE,)),
        (("NS-PLC",), "", False, (Measure.OTHER,)),
        (("SDGT", "NS-PLC"), "", False, (Measure.ASSET_FREEZE, Measure.OTHER)),
        (("CMIC-EO13959",), "", False, (Measure.SECURITIES,)),
        (("561-Related",), "", False, (Measure.CORRESPONDENT_ACCOUNT,)),
        (
            ("UKRAINE-EO13662",),
            "Executive Order 13662 Directive Determination - Subject to Directive 1",
            False,
            (Measure.DEBT_AND_EQUITY,),
        ),
        (
            ("UKRAINE-EO13662", "RUSSIA-EO14024"),
            "Executive Order 13662 Directive Determination - Subject to Directive 4",
            False,
            (Measure.ASSET_FREEZE, Measure.SERVICE_BAN),
        ),
        (
            ("RUSSIA-EO14024",),
            "Listing Date (EO 14024 Directive 2): 24 Feb 2022",
            False,
            (Measure.CORRESPONDENT_ACCOUNT,),
        ),
        (
            ("ILLICIT-DRUGS-EO14059",),
            "Executive Order 14059 information: Prohibition on significant amounts of equity or debt",
            False,
            (Measure.DEBT_AND_EQUITY,),
        ),
    ],
)
def test_measures_follow_list_programme_and_directive(
    programmes: tuple[str, ...], remarks: str, sdn: bool, measures: tuple[Measure, ...]
) -> None:
    assert read_measures(programmes, remarks, sdn=sdn) == measures
