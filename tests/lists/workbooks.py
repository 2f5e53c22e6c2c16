"""Small workbooks as Excel writes them (ECMA-376), for tests: a value per cell, None for an empty one."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="[$-C09]d\\ mmmm\\ yyyy;@"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)

Cell = str | int | float | date | None


def workbook(*rows: Sequence[Cell], parts: Mapping[str, str] | None = None) -> bytes:
    """Make a workbook of one sheet; `parts` replaces or adds parts by their path."""
    texts: list[str] = []
    lines = "".join(_row(number, row, texts) for number, row in enumerate(rows, 1))
    written = {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr/><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(
                (
                    ("worksheet", "worksheets/sheet1.xml"),
                    ("sharedStrings", "sharedStrings.xml"),
                    ("styles", "styles.xml"),
                ),
                1,
            )
        )
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet(lines),
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{"".join(texts)}</sst>',
        "xl/styles.xml": _STYLES,
    } | dict(parts or {})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in written.items():
            archive.writestr(path, text)
    return buffer.getvalue()


def sheet(rows: str) -> str:
    """Give the part of a sheet with these rows."""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _row(number: int, row: Sequence[Cell], texts: list[str]) -> str:
    cells = "".join(_cell(f"{_letters(column)}{number}", value, texts) for column, value in enumerate(row))
    return f'<row r="{number}">{cells}</row>'


def _cell(reference: str, value: Cell, texts: list[str]) -> str:
    place = f"<c r={quoteattr(reference)}"
    if value is None:
        return f'{place} s="0"/>'
    if isinstance(value, str) and value.startswith("#"):
        return f'{place} t="e"><v>{value}</v></c>'
    if isinstance(value, str):
        texts.append(f'<si><t xml:space="preserve">{escape(value)}</t></si>')
        return f'{place} t="s"><v>{len(texts) - 1}</v></c>'
    if isinstance(value, date):
        return f'{place} s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    return f"{place}><v>{value}</v></c>"


def _letters(column: int) -> str:
    first, second = divmod(column, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)
