"""OFAC's XML formats: quirks, rejections, damage."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.entities import (
    CheckDigit,
    Entity,
    Measure,
    NameKind,
    RelationKind,
)
from lists.errors import DamagedFile
from lists.sources import ofac_xml_advanced, ofac_xml_classic, ofac_xml_enhanced
from lists.sources.formats import recognise
from lists.sources.parsed import Parsed, RawFile
from tests.lists.test_ofac_formats import FIXTURES

CLASSIC = "sdn.xml"
ADVANCED = "sdn_advanced.xml"
ENHANCED = "sdn_enhanced.xml"
PARSERS = {
    CLASSIC: ofac_xml_classic.parse,
    ADVANCED: ofac_xml_advanced.parse,
    ENHANCED: ofac_xml_enhanced.parse,
}
EACH = pytest.mark.parametrize("name", PARSERS)
RECORDS = {CLASSIC: "sdnEntry", ADVANCED: "DistinctParty", ENHANCED: "entity"}


def fixture(name: str) -> str:
    return (FIXTURES / name).read_text(encoding="utf-8")


def read(name: str, *contents: str) -> Parsed:
    files = tuple(RawFile(name=f"{n}.xml", content=text.encode()) for n, text in enumerate(contents))
    return PARSERS[name]("us-ofac-sdn", files)


def changed(name: str, old: str, new: str) -> Parsed:
    """Parse a fixture in which a text is replaced."""
    content = fixture(name)
    assert old in content
    return read(name, content.replace(old, new))


def by_id(parsed: Parsed) -> dict[str, Entity]:
    return {entity.own_id: entity for entity in parsed.entities}


def record(name: str, own_id: str) -> str:
    """Give the text of a record of a fixture."""
    pieces = re.findall(rf" *<{RECORDS[name]}\b.*?</{RECORDS[name]}>\n", fixture(name), re.DOTALL)
    return next(piece for piece in pieces if re.search(rf'uid>{own_id}<|^ *<\w+ \w+="{own_id}"', piece))


@EACH
def test_a_file_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(DamagedFile, match="outermost element is other"):
        read(name, "<other/>")
    with pytest.raises(DamagedFile, match="no XML"):
        read(name, "uid,name\n")


@EACH
def test_a_file_cut_off_is_refused_with_its_line(name: str) -> None:
    content = fixture(name)
    with pytest.raises(DamagedFile, match="cut off") as refused:
        read(name, content[: content.rindex("</")])
    assert refused.value.line == content.count("\n")


@EACH
def test_a_record_without_a_name_or_with_no_number_is_rejected_with_its_line(name: str) -> None:
    content = fixture(name)
    line = content[: content.index(record(name, "90102").strip())].count("\n") + 1
    tag = {CLASSIC: "lastName", ADVANCED: "NamePartValue", ENHANCED: "formattedFullName"}[name]
    nameless = re.sub(rf">[^<]*</({tag}|formattedLastName)>", r"></\1>", record(name, "90102"))
    parsed = read(name, content.replace(record(name, "90102"), nameless))
    assert [(row.line, row.reason) for row in parsed.rejected] == [(line, "no name")]
    assert (parsed.rows, parsed.loaded, len(parsed.entities)) == (4, 3, 3)
    odd = re.sub(r"90102", "9o1o2", record(name, "90102"))
    parsed = read(name, content.replace(record(name, "90102"), odd))
    assert [(row.line, row.reason) for row in parsed.rejected] == [(line, "'9o1o2' is no entity number")]


@EACH
def test_identical_records_are_merged_and_count_as_loaded(name: str) -> None:
    parsed = changed(name, record(name, "90104"), record(name, "90104") * 2)
    assert (parsed.rows, parsed.loaded, len(parsed.entities)) == (5, 5, 4)


@EACH
def test_one_number_with_different_contents_is_rejected_record_by_record(name: str) -> None:
    other = record(name, "90104").replace("EP-XYZ", "EP-ABC")
    parsed = changed(name, record(name, "90104"), record(name, "90104") + other)
    assert set(by_id(parsed)) == {"90101", "90102", "90103"}
    assert (parsed.rows, parsed.loaded) == (5, 3)
    assert {row.reason.partition(":")[0] for row in parsed.rejected} == {"one number with different contents"}


@EACH
def test_two_files_of_one_format_are_one_list(name: str) -> None:
    content = fixture(name)
    only = content.replace(record(name, "90101"), "")
    parsed = read(name, content, only)
    assert [(file.name, file.rows) for file in parsed.files] == [("0.xml", 4), ("1.xml", 3)]
    assert len(parsed.entities) == 4


@EACH
def test_a_wrong_check_digit_and_a_sentence_that_is_not_understood_are_kept_and_said(name: str) -> None:
    parsed = changed(name, "IMO 6016988", "IMO 6016989")
    assert parsed.warnings == (
        "1 identifiers fail their check digit and are kept: 90101 company_imo 6016989",
    )
    assert CheckDigit.WRONG in {one.check for one in by_id(parsed)["90101"].identifiers}
    parsed = changed(name, "All offices worldwide", "Captain&apos;s hobby is chess")
    assert by_id(parsed)["90101"].unread == ("Captain's hobby is chess",)
    assert re.match(r"1 of \d\d remark parts not understood", parsed.warnings[0])


def test_classic_xml_says_when_it_has_not_as_many_entries_as_it_promises() -> None:
    parsed = changed(CLASSIC, record(CLASSIC, "90104"), "")
    assert parsed.warnings == ("0.xml says that it has 4 entries, and has 3",)


def test_several_links_in_one_pair_of_parentheses_are_several_relations() -> None:
    old = "(Linked To: EXAMPLE SHIPPING LIMITED LIABILITY COMPANY)"
    parsed = changed(CLASSIC, old, "Phone 1; (Linked To: A (ONE), S.A.; Linked To: B) (Linked To: C)")
    links = [one.party.name for one in by_id(parsed)["90104"].relations]
    assert links == ["A (ONE), S.A.", "B", "C"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (ADVANCED, 'Version="3"', 'Version="3" DeltaBaseVersion="2"'),
        (ENHANCED, '<entity id="90102">', '<entity id="90102" action="remove">'),
    ],
)
def test_a_delta_file_is_no_list(name: str, old: str, new: str) -> None:
    with pytest.raises(DamagedFile, match="delta file"):
        changed(name, old, new)


def test_an_alias_that_is_weak_stays_weak_in_any_script() -> None:
    (cyrillic,) = set(re.findall(r'Script ID="(\d+)">Cyrillic', fixture(ADVANCED)))
    latin = re.search(r'ScriptID="(\d+)"([^>]*>EXSHIP<)', fixture(ADVANCED))
    assert latin
    parsed = changed(ADVANCED, latin[0], f'ScriptID="{cyrillic}"{latin[2]}')
    kinds = {name.text: name.kind for name in by_id(parsed)["90101"].names}
    assert kinds["EXSHIP"] is NameKind.WEAK_ALIAS


def test_a_former_relation_an_agent_and_a_party_of_another_list_are_told() -> None:
    parsed = changed(ADVANCED, 'Former="false"', 'Former="true"')
    assert by_id(parsed)["90103"].relations[0].is_former
    parsed = changed(ENHANCED, "Owned or Controlled By", "Acting for or on behalf of")
    assert by_id(parsed)["90103"].relations[0].kind is RelationKind.ACTS_FOR
    parsed = changed(ADVANCED, 'To-ProfileID="90101"', 'To-ProfileID="4695"')
    other = by_id(parsed)["90103"].relations[0].party
    assert (other.own_id, other.name) == ("4695", None)


def test_what_points_to_no_party_of_the_file_is_counted() -> None:
    parsed = changed(ADVANCED, record(ADVANCED, "90104"), "")
    assert parsed.warnings == (
        "2 documents, sanctions entries and relationships in 0.xml are of no party in it",
    )


def test_a_number_without_a_reference_value_is_not_lost() -> None:
    parsed = changed(ADVANCED, ">Gender</FeatureType>", "/>".replace("/>", "></FeatureType>"))
    person = by_id(parsed)["90103"]
    assert person.gender is None
    assert [text.split()[0] for text in person.unread] == ["FeatureType"]
    assert person.unread[0].endswith("Male")


def test_a_date_that_is_none_is_kept_as_it_stands() -> None:
    parsed = changed(ADVANCED, "<Month>9</Month>", "<Month>19</Month>")
    person = by_id(parsed)["90103"]
    assert [str(date) for date in person.birth_dates] == ["1951/1953", "~1956"]
    assert [text[:7] for text in person.unread] == ["DOB 196"]


def test_a_document_that_is_not_valid_is_noted() -> None:
    parsed = changed(ADVANCED, ">Valid</Validity>", ">Fraudulent</Validity>")
    assert "Passport A 1234567: Fraudulent" in by_id(parsed)["90103"].notes
    parsed = changed(ENHANCED, "<isValid>true</isValid>", "<isValid>false</isValid>")
    assert "Passport A 1234567: not valid" in by_id(parsed)["90103"].notes


def test_a_second_value_of_a_column_is_not_lost() -> None:
    value = "<value>Russia</value>"
    parsed = changed(
        ENHANCED,
        '<type featureTypeId="1">Vessel Owner</type>',
        '<type featureTypeId="1">Vessel Flag</type>',
    )
    ship = by_id(parsed)["90102"]
    assert value in fixture(ENHANCED)
    assert ship.unread == ("Vessel Flag EXAMPLE LINES",)


@pytest.mark.parametrize(
    ("type_", "measure"),
    [
        ("13662 Sectoral Directive 2", Measure.DEBT_AND_EQUITY),
        ("13662 Sectoral Directive 4", Measure.SERVICE_BAN),
        ("Executive Order 14024 Directive 1a", Measure.DEBT_AND_EQUITY),
        ("Executive Order 14024 Directive 2", Measure.CORRESPONDENT_ACCOUNT),
        ("561 Full Restrictions", Measure.CORRESPONDENT_ACCOUNT),
        ("CMIC Executive Order", Measure.SECURITIES),
        ("Reject", Measure.OTHER),
        ("Something new", Measure.OTHER),
    ],
)
def test_a_type_of_sanctions_is_a_measure(type_: str, measure: Measure) -> None:
    content = fixture(ENHANCED).replace(">Block<", f">{type_}<")
    listed = read(ENHANCED, content).entities[0].listing.measures
    assert listed == (Measure.ASSET_FREEZE, measure)
    other = content.replace(">SDN List<", ">Non-SDN Menu-Based Sanctions List<")
    assert read(ENHANCED, other).entities[0].listing.measures == (measure,)


@given(st.data())
def test_any_damage_to_a_file_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(PARSERS)))
    content = fixture(name).encode()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        end = min(len(content), start + data.draw(st.integers(0, 200)))
        noise = data.draw(st.binary(max_size=8) | st.sampled_from([b"<", b">", b"</", b"0", b"-"]))
        content = content[:start] + noise + content[end:]
    try:
        parsed = PARSERS[name]("x", (RawFile(name="list.xml", content=content),))
    except DamagedFile:
        return
    assert parsed.rows == parsed.loaded + len(parsed.rejected)
    assert len(parsed.entities) <= parsed.loaded


def test_an_unreadable_day_of_publication_is_kept_as_unread() -> None:
    content = (FIXTURES / "sdn_enhanced.xml").read_bytes()
    damaged = re.sub(rb'datePublished="[^"]*"', b'datePublished="soon"', content)
    assert damaged != content
    file = RawFile(name="sdn_enhanced.xml", content=damaged)
    parsed = recognise((file,)).parse("us-ofac-sdn", (file,))
    assert parsed.entities
    assert all("datePublished soon" in entity.unread for entity in parsed.entities)
