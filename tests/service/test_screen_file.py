"""`hullmark screen-file`: what stands in the result, as a process on real files."""

import csv
import math
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from service.live_register import SMALL
from tests.service.books import screen_book, screened, write_table
from tests.service.server import Server, csv_bytes, run_cli

ROWS = (
    "1,company,KRONSHTADT BULK CARRIERS LLC,,,,RU,TEST-1,",
    "2,vessel,ZELENOGRAD TRADER,,ZELENOGRAD STAR,9481934,RU,TEST-1,1",
    "3,company,KRONSHTADT BULK CARRIERS,,,,RU,TEST-1,",
    "4,person,=PETRENKO OLEKSII,,,,UA,TEST-1,",
)
BOOK = (
    ("Account", "Customer name", "Kind", "Country", "IMO number", "DOB"),
    ("A-1", "Kronshtadt Bulk Carriers", "organisation", "Russia", None, None),
    ("A-2", "Zelenograd Star", "Vessel", "", "9481934", None),
    ("A-3", "Quuxwell Bakery", "", None, None, None),
    ("A-4", "Petrenko Oleksii", "person", "UKR", None, "1970-05"),
    ("A-5", "Zelenograd Trader", "vessel", "PA", "9481935", None),
    ("A-6", "Ж" * 2001, "", None, None, None),
    ("A-7", "Quuxwell Bakery", "", "Atlantis", None, None),
    ("A-8", None, "", None, None, None),
    ("A-9", "---", "", None, None, None),
)
ASKED = [
    {"name": "Kronshtadt Bulk Carriers", "type": "company", "country": "RU"},
    {"name": "Zelenograd Star", "type": "vessel", "identifiers": {"imo": "9481934"}},
    {"name": "Quuxwell Bakery"},
    {"name": "Petrenko Oleksii", "type": "person", "country": "UA", "birth_date": "1970-05"},
    {"name": "Zelenograd Trader", "type": "vessel", "country": "PA", "identifiers": {"imo": "9481935"}},
    {"name": "Ж" * 2001},
    {"name": "Quuxwell Bakery", "country": "Atlantis"},
    {"name": None},
    {"name": "---"},
]
FORMATS = (".csv", ".xlsx", ".parquet")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a data folder in which one list is loaded."""
    folder = tmp_path_factory.mktemp("books")
    (folder / "list.csv").write_bytes(csv_bytes(*ROWS))
    done = run_cli(folder / "data", "lists", "put", "mine", str(folder / "list.csv"))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize(
    ("source", "result"),
    [*zip(FORMATS, FORMATS, strict=True), (".xlsx", ".csv"), (".csv", ".parquet"), (".parquet", ".xlsx")],
)
def test_each_row_has_the_answer_that_the_api_gives(folder: Path, source: str, result: str) -> None:
    write_table(folder / f"book{source}", *BOOK)
    rows = screened(folder, f"book{source}", f"from{source}{result}", "--column", "type=Kind")
    server = Server(folder / "data").start()
    try:
        answers = server.http.post("/screen/batch", json={"screenings": ASKED}).json()["results"]
        for row, answer in zip(rows, answers, strict=True):
            if "error" in answer:
                told = [
                    f"{one['path']}: {one['message']}".removeprefix(": ") for one in answer["error"]["errors"]
                ]
                assert (row["screening_outcome"], row["screening_error"]) == ("error", "; ".join(told))
                assert row["screening_lists"] == row["screening_engine"] == ""
                continue
            assert row["screening_outcome"] == answer["outcome"]
            assert int(row["screening_hits_total"]) == answer["hits_total"]
            assert row["screening_warnings"] == "; ".join(answer["warnings"])
            assert row["screening_dismissed"] == "; ".join(
                f"{one['entity_id']} {one['name']}: {one['why']}" for one in answer["dismissed"]
            )
            (ref,) = answer["lists"]
            assert row["screening_lists"] == f"{ref['id']} {ref['version']}"
            assert row["screening_engine"] == f"{answer['engine']['version']} {answer['engine']['policy']}"
            first, *others = answer["hits"] or [None]
            told = "; ".join(
                f"{hit['entity']['id']} {hit['entity']['name']} ({hit['decision']}, {hit['score']:.4f})"
                for hit in others
            )
            assert row["screening_other_hits"] == told
            if first is None:
                assert row["screening_entity_id"] == row["screening_score"] == row["screening_summary"] == ""
                continue
            assert row["screening_decision"] == first["decision"]
            assert float(row["screening_score"]) == first["score"]
            assert row["screening_entity_id"] == first["entity"]["id"]
            assert row["screening_list"] == first["entity"]["list"]
            assert row["screening_name"].removeprefix("'") == first["entity"]["name"]
            assert row["screening_matched_name"].removeprefix("'") == first["matched_name"]["text"]
            assert row["screening_matched_kind"] == first["matched_name"]["kind"]
            assert row["screening_summary"] == first["summary"]
    finally:
        server.stop()
    outcomes = [row["screening_outcome"] for row in rows]
    assert outcomes[:4] == ["match", "match", "clear", "match"]
    assert outcomes[5:] == ["error", "error", "error", "insufficient_data"]
    assert [row["Account"] for row in rows] == [f"A-{number}" for number in range(1, 10)]


def test_a_big_list_is_built_once_and_mapped_by_each_process(tmp_path: Path) -> None:
    listed = (f"{number},company,ZELENOGRAD {number} TRADING,,,,,TEST-1," for number in range(SMALL + 1))
    (tmp_path / "list.csv").write_bytes(csv_bytes(*listed))
    assert run_cli(tmp_path / "data", "lists", "put", "mine", str(tmp_path / "list.csv")).returncode == 0
    write_table(
        tmp_path / "book.csv", ("Name",), *((f"Zelenograd {number} Trading",) for number in range(600))
    )
    rows = screened(tmp_path, "book.csv", "out.csv", "--workers", "2")
    assert [row["screening_entity_id"] for row in rows] == [f"mine:{number}" for number in range(600)]
    assert len(list((tmp_path / "data" / "index").glob("*.register"))) == 1


def test_a_cell_that_a_spreadsheet_would_run_is_text_in_each_result(folder: Path) -> None:
    signs = ("=", "+", "-", "@", "\t", "\r", "\n", "＝")
    write_table(
        folder / "book.csv", ("=name", "note"), *((f"{sign}Petrenko Oleksii", f"{sign}1") for sign in signs)
    )
    for ending in FORMATS:
        rows = screened(folder, "book.csv", f"formulas{ending}", "--column", "name==name")
        guard = "'" if ending == ".csv" else ""
        assert [row["note"] for row in rows] == [f"{guard}{sign}1" for sign in signs] or ending == ".xlsx"
        assert {row["screening_name"] for row in rows} == {f"{guard}=PETRENKO OLEKSII"}
        assert next(iter(rows[0])) == f"{guard}=name"
    with zipfile.ZipFile(folder / "formulas.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f" not in sheet
    assert sheet.count("=PETRENKO OLEKSII") >= len(signs)


def test_a_parquet_book_keeps_its_types_beside_ours(folder: Path) -> None:
    table = pa.table(
        {
            "Account": pa.array([7, None], pa.int16()),
            "Name": ["Zelenograd Star", "Quuxwell"],
            "Built": pa.array([1998.0, math.nan]),
            "IMO": pa.array([9481934.0, None]),
            "born": pa.array([None, datetime(1970, 5, 1, tzinfo=UTC)], pa.timestamp("ns", "UTC")),
            "aliases": [["A", "B"], None],
            "open": [Decimal("12.50"), None],
        }
    )
    pq.write_table(table, folder / "typed.parquet")
    screened(folder, "typed.parquet", "typed-out.parquet")
    result = pq.read_table(folder / "typed-out.parquet")
    book = pq.read_table(folder / "typed.parquet")
    assert result.schema.names[: len(book.schema)] == book.schema.names
    assert [result.schema.field(name) for name in book.schema.names] == list(book.schema)
    assert repr(result.select(table.column_names).to_pylist()) == repr(book.to_pylist())  # NaN is not NaN
    assert result.schema.field("screening_hits_total").type == pa.int32()
    assert result.schema.field("screening_score").type == pa.float64()
    assert result["screening_outcome"].to_pylist() == ["match", "clear"]
    for row, shown in zip(
        screened(folder, "typed.parquet", "typed-out.csv"),
        ("7 1998 9481934 . A;B 12.50", ". . . 1970-05-01 . ."),
        strict=True,
    ):
        own = (row[name] or "." for name in ("Account", "Built", "IMO", "born", "aliases", "open"))
        assert " ".join(own) == shown


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("book.csv", "book.csv"), "is the book itself"),
        (("book.csv", "there.csv"), "exists; replace it with --force"),
        (("book.csv", "out.txt"), "must end with .csv, .xlsx, .parquet"),
        (("no.csv", "out.csv"), "No such file"),
        (("book.csv", "out.csv", "--column", "name"), "FIELD=HEADING"),
        (("book.csv", "out.csv", "--column", "nam=Name"), "FIELD=HEADING"),
        (("book.csv", "out.csv", "--column", "country=Land"), "the book has no column 'Land'"),
        (("book.csv", "out.csv", "--column", "name="), "no heading is known"),
        (("book.csv", "out.csv", "--lists", "nowhere"), "no list 'nowhere'"),
        (("book.csv", "out.csv", "--encoding", "nonsense"), "there is no encoding 'nonsense'"),
        (("twice.csv", "out.csv"), "could each be the name"),
        (("twice.csv", "out.parquet", "--column", "name=Company"), "each column has a name of its own"),
        (("latin.csv", "out.csv"), "line 3 is not UTF-8 (byte 0xfc); name its encoding"),
        (("open.csv", "out.csv"), "a quote that opens on line 2 is never closed"),
        (("there.csv", "out.csv"), "has columns of a result already"),
        (("empty.csv", "out.csv"), "the file is empty"),
        (("old.csv", "out.csv"), "looks like an old Excel or Word file"),
        (("damaged.parquet", "out.csv"), "no Parquet file, or a damaged one"),
        (("damaged.xlsx", "out.csv"), "no Excel workbook"),
    ],
)
def test_what_cannot_be_screened_is_refused_with_its_reason(
    folder: Path, options: tuple[str, ...], told: str
) -> None:
    write_table(folder / "book.csv", ("Name",), ("Quuxwell",))
    write_table(folder / "there.csv", ("Name", "screening_outcome"), ("Quuxwell", "clear"))
    write_table(folder / "twice.csv", ("Company", "Ship", "Note", "Note"), ("A", "B", "C", "D"))
    (folder / "latin.csv").write_bytes("Name\nAnna\nMüller\n".encode("latin-1"))
    (folder / "open.csv").write_text('Name\n"Quuxwell\n')
    (folder / "empty.csv").write_text("\n\n")
    (folder / "old.csv").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (folder / "damaged.parquet").write_bytes(b"PAR1nothing")
    (folder / "damaged.xlsx").write_bytes(b"PK\x03\x04nothing")
    done = screen_book(folder, *options)
    assert done.returncode == 2, done.stderr
    assert told in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not (folder / "out.csv").exists()


def test_an_existing_result_is_replaced_when_that_is_said(folder: Path) -> None:
    write_table(folder / "book.csv", ("Name",), ("Quuxwell",))
    (folder / "old-result.csv").write_text("of last month")
    assert len(screened(folder, "book.csv", "old-result.csv", "--force")) == 1


def test_the_command_says_what_it_reads_and_what_came_of_it(folder: Path) -> None:
    (folder / "book.csv").write_bytes("\ufeffFirma;Land\nQuuxwell;DE\nZelenograd Star;\nA;B;C\n".encode())
    done = screen_book(
        folder, "book.csv", "said.csv", "--column", "name=Firma", "--column", "country=Land", "--workers", "1"
    )
    assert "book.csv: read as utf-8, values between semicolons" in done.stderr
    assert "screened by name: Firma; country: Land" in done.stderr
    assert ": 1 clear, 1 error, 1 match" in done.stdout
    assert (folder / "said.csv").read_bytes().startswith(b"\xef\xbb\xbfFirma;Land;screening_outcome;")
    assert not (folder / "said.csv.partial").exists()


def test_a_csv_that_is_not_utf8_is_read_in_the_encoding_that_is_named(folder: Path) -> None:
    for encoding in ("cp1251", "utf-16"):
        (folder / "book.csv").write_bytes("Name,Note\nЗеленоград Стар,ё\n".encode(encoding))
        (row,) = screened(folder, "book.csv", f"{encoding}.csv", "--encoding", encoding)
        assert (row["Name"], row["Note"]) == ("Зеленоград Стар", "ё")


def test_lines_are_told_apart_from_rows_and_each_damaged_row_is_told(folder: Path) -> None:
    text = 'Name;Note;Note\n\n"Zelenograd\n Star";a;b\n;;\nQuuxwell;c\nQuuxwell;c;d;e\n"Qu"ux;e;f\n'
    (folder / "book.csv").write_text(text + "Qu\0ux;g;h\nQuuxwell;i;j")
    assert screen_book(folder, "book.csv", "damaged.csv").returncode == 0
    with (folder / "damaged.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file, delimiter=";")
    error = header.index("screening_error")
    assert [row[:4] for row in rows] == [
        ["Zelenograd\n Star", "a", "b", "match"],
        ["", "", "", "error"],
        ["Quuxwell", "c", "", "error"],
        ["Quuxwell", "c", "d", "error"],
        ["", "", "", "error"],
        ["Qu\0ux", "g", "h", "error"],
        ["Quuxwell", "i", "j", "clear"],
    ]
    assert [row[error] for row in rows] == [
        "",
        "give a name or an identifier",
        "2 values for 3 columns",
        "4 values for 3 columns; beyond the last stand 'e'",
        "';' expected after '\"': \"Qu\"ux;e;f",
        "name: must not hold the NUL character",
        "",
    ]


def test_a_workbook_is_refused_before_anything_is_screened_where_it_cannot_hold_a_row(folder: Path) -> None:
    write_table(folder / "book.csv", ("Name", "Note"), ("Quuxwell", "x" * 32_768))
    done = screen_book(folder, "book.csv", "long.xlsx")
    assert done.returncode == 2
    assert "row 2 has a longer one" in done.stderr
    assert "screening" not in done.stderr.replace("screened", "")
