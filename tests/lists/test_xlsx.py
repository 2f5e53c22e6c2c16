"""Workbooks: what a cell becomes, which sheets are read, and what is refused."""

import re
import zipfile
from contextlib import suppress
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.errors import DamagedFile
from lists.sources.delimited import Record
from lists.sources.parsed import RawFile
from lists.sources.xlsx import is_workbook, read_sheets
from tests.lists.workbooks import sheet, workbook
from tests.shared import shared_data

SHEET = "xl/worksheets/sheet1.xml"


def rows_of(content: bytes) -> list[Record]:
    return [record for one in read_sheets(RawFile(name="a.xlsx", content=content)) for record in one.records]


def cells_of(content: bytes) -> list[tuple[str, ...]]:
    return [record.cells for record in rows_of(content)]


def test_a_cell_becomes_what_the_sheet_shows():
    content = workbook(["MG-FLOT", 9082142, 1053001124483.0, 0.5, date(2024, 5, 17), "#REF!"])
    assert cells_of(content) == [("MG-FLOT", "9082142", "1053001124483", "0.5", "2024-05-17", "#REF!")]


def test_a_row_keeps_its_number_and_empty_rows_are_none():
    found = rows_of(workbook(["name"], [], [None, None], ["A", None, "x", None]))
    assert [(record.line, record.cells) for record in found] == [(1, ("name",)), (4, ("A", "", "x"))]
    assert found[1].text == "A\t\tx"


def test_a_text_of_several_runs_is_one_and_its_phonetic_guide_is_left_out():
    texts = "<sst><si><r><t>Olya </t></r><r><t>Port</t></r><rPh><t>オリヤ</t></rPh></si></sst>"
    content = workbook(["x"], parts={"xl/sharedStrings.xml": texts})
    assert cells_of(content) == [("Olya Port",)]


def test_inline_texts_formula_results_and_escapes_are_read():
    row = (
        '<row><c t="inlineStr"><is><t>one</t></is></c><c t="str"><f>A1</f><v>two_x000A_lines</v></c>'
        '<c t="b"><v>1</v></c><c t="d"><v>2024-05-17T00:00:00</v></c></row>'
    )
    assert cells_of(workbook(parts={SHEET: sheet(row)})) == [("one", "two\nlines", "TRUE", "2024-05-17")]


def test_a_custom_format_of_days_makes_a_date_and_the_count_from_1904_is_known():
    row = '<row r="1"><c r="A1" s="2"><v>41988</v></c><c r="B1"><v>41988</v></c></row>'
    assert cells_of(workbook(parts={SHEET: sheet(row)})) == [("2014-12-15", "41988")]
    book = '<workbook><workbookPr date1904="1"/><sheets><sheet name="S" id="rId1"/></sheets></workbook>'
    assert cells_of(workbook(parts={SHEET: sheet(row), "xl/workbook.xml": book})) == [("2018-12-16", "41988")]


def test_a_hidden_sheet_is_not_read():
    book = '<workbook><sheets><sheet name="S" sheetId="1" state="hidden" id="rId1"/></sheets></workbook>'
    content = workbook(["secret"], parts={"xl/workbook.xml": book})
    assert list(read_sheets(RawFile(name="a.xlsx", content=content))) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('<row r="1"><c r="XFD1" t="inlineStr"><is><t>far</t></is></c></row>', "beyond 1000 columns"),
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "names the text 7, which"),
        ('<row r="1"><c r="?1"><v>7</v></c></row>', r"has the reference '\?1'"),
        ('<row r="one"><c r="A1"><v>7</v></c></row>', "needs a number"),
        ('<row r="1"><c r="A1">', "cut off"),
    ],
)
def test_a_damaged_sheet_is_refused_with_its_reason(row: str, said: str):
    part = sheet(row) if row.endswith("</row>") else sheet(row).split("</sheetData>")[0]
    with pytest.raises(DamagedFile, match=said):
        rows_of(workbook(parts={SHEET: part}))


def test_a_workbook_with_an_entity_bomb_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    with pytest.raises(DamagedFile, match="DOCTYPE"):
        rows_of(workbook(parts={SHEET: bomb}))


def test_a_part_that_unpacks_to_more_than_the_limit_is_refused():
    with pytest.raises(DamagedFile, match="more than 128 MB"):
        rows_of(workbook(parts={SHEET: " " * (129 << 20)}))


def test_a_part_that_is_missing_or_broken_is_refused():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(DamagedFile, match="has no part"):
        rows_of(buffer.getvalue())
    content = bytearray(workbook(["a" * 2000]))
    start = content.index(b"sharedStrings.xml") + 20
    content[start : start + 8] = b"\xff" * 8
    with pytest.raises(DamagedFile, match="cannot be unpacked"):
        rows_of(bytes(content))


def test_another_archive_is_no_workbook():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("sdn.csv", "1,A")
    assert not is_workbook(RawFile(name="a.xlsx", content=buffer.getvalue()))
    assert not is_workbook(RawFile(name="a.xlsx", content=b"PK\x03\x04 and nothing"))
    with pytest.raises(DamagedFile, match="no Excel workbook"):
        rows_of(buffer.getvalue())


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=8))
def test_changed_bytes_give_rows_or_a_clear_refusal(place: int, change: bytes):
    content = bytearray(workbook(["name", "imo"], ["RASUL GAMZATOV", 8861058]))
    start = place % len(content)
    content[start : start + len(change)] = change
    with suppress(DamagedFile):
        assert all(any(record.cells) for record in rows_of(bytes(content)))


def test_the_australian_sheet_has_the_cells_that_its_xml_has():
    content = shared_data("au", "regulation8_consolidated_2024-11.xlsx").read_bytes()
    with zipfile.ZipFile(BytesIO(content)) as parts:
        named = re.findall(r't="s"><v>(\d+)</v>', parts.read(SHEET).decode())
        numbers = parts.read(SHEET).count(b"<v>") - len(named)
        texts = re.findall("<si>.*?</si>", parts.read("xl/sharedStrings.xml").decode(), re.DOTALL)
    blank = {str(number) for number, text in enumerate(texts) if not re.sub("<[^>]*>", "", text).strip()}
    found = rows_of(content)
    filled = sum(1 for record in found for cell in record.cells if cell)
    assert filled == numbers + sum(number not in blank for number in named)
    assert max(len(record.cells) for record in found) == 12
