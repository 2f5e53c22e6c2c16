"""An operator's own list as a workbook: the rules of the CSV."""

from dataclasses import replace
from datetime import date

import pytest

from lists.entities import Entity, IdentifierType
from lists.errors import ConflictingRows, DamagedFile
from lists.sources import operator_csv, operator_xlsx
from lists.sources.formats import recognise
from lists.sources.parsed import Parsed, RawFile
from tests.lists.workbooks import sheet, workbook


def read(*contents: bytes) -> Parsed:
    files = tuple(RawFile(name=f"own{n}.xlsx", content=one) for n, one in enumerate(contents, start=1))
    return operator_xlsx.parse("own", files)


def test_a_workbook_and_a_csv_of_the_same_rows_give_equal_entities() -> None:
    book = workbook(
        ["id", "name", "type", "imo", "aliases", "country", "listed_on", "owner", "tax_number"],
        [
            "1",
            "MG-FLOT LLC",
            "company",
            None,
            "TMF; TransMorFlot",
            "Russia",
            date(2022, 5, 8),
            None,
            3017041900,
        ],
        [2, "RASUL GAMZATOV", "vessel", 8861058, None, "RU", "2022-05", 1],
    )
    table = (
        "id,name,type,imo,aliases,country,listed_on,owner,tax_number\n"
        "1,MG-FLOT LLC,company,,TMF; TransMorFlot,Russia,2022-05-08,,3017041900\n"
        "2,RASUL GAMZATOV,vessel,8861058,,RU,2022-05,1,\n"
    )
    from_csv = operator_csv.parse("own", (RawFile(name="own1.xlsx", content=table.encode()),))

    def without_source(entities: tuple[Entity, ...]) -> list[Entity]:
        return [replace(entity, source=()) for entity in entities]

    assert without_source(read(book).entities) == without_source(from_csv.entities)
    assert len(from_csv.entities) == 2


def test_a_row_is_rejected_with_the_number_that_the_sheet_shows() -> None:
    parsed = read(
        workbook(["name", "imo", "country"], [], ["A", 8861058], [None, 1], ["B", "#REF!", "Atlantis"])
    )
    assert [(row.line, row.reason) for row in parsed.rejected] == [
        (4, "no name"),
        (5, "unknown country 'Atlantis'"),
    ]
    assert (parsed.format, parsed.rows, parsed.loaded) == ("hullmark-xlsx", 3, 1)


def test_a_broken_formula_is_kept_as_a_value_that_says_nothing() -> None:
    parsed = read(workbook(["name", "imo"], ["A", "#REF!"]))
    assert parsed.entities[0].identifiers == ()
    assert any("hold nothing that could be compared" in warning for warning in parsed.warnings)


def test_a_value_beyond_the_header_rejects_its_row() -> None:
    parsed = read(workbook(["name", "imo"], ["A", 8861058, "stray"]))
    assert [row.reason for row in parsed.rejected] == ["3 values for 2 columns"]


def test_only_the_first_sheet_is_read_and_the_others_are_named() -> None:
    parts = {
        "xl/workbook.xml": '<workbook><sheets><sheet name="List" id="rId1"/><sheet name="Notes" id="rId4"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Type="x/worksheet" '
        'Target="worksheets/sheet1.xml"/><Relationship Id="rId4" Type="x/worksheet" '
        'Target="/xl/worksheets/sheet2.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet(
            '<row><c t="str"><v>name</v></c></row><row><c t="str"><v>A</v></c></row>'
        ),
        "xl/worksheets/sheet2.xml": sheet('<row><c t="str"><v>secret</v></c></row>'),
    }
    parsed = read(workbook(parts=parts))
    assert [entity.name for entity in parsed.entities] == ["A"]
    assert parsed.warnings == ("own1.xlsx: only the sheet 'List' is read, not 'Notes'",)


def test_the_rules_of_the_csv_hold() -> None:
    with pytest.raises(DamagedFile, match="unknown column 'colour'"):
        read(workbook(["name", "colour"], ["A", "blue"]))
    with pytest.raises(ConflictingRows):
        read(workbook(["id", "name"], [1, "A"]), workbook(["id", "name"], [1, "B"]))
    number = read(workbook(["name", "company_imo"], ["A", 6016988])).entities[0].identifiers[0]
    assert (number.type, number.value) == (IdentifierType.COMPANY_IMO, "6016988")


def test_a_workbook_with_a_column_name_is_an_operators_and_any_other_is_unknown() -> None:
    own = RawFile(name="a.xlsx", content=workbook(["Name", "IMO"], ["A", 1]))
    assert recognise((own,)) is operator_xlsx.FORMAT
    other = RawFile(name="b.xlsx", content=workbook(["Ship"], ["A"]))
    assert not operator_xlsx.recognises((other,))
