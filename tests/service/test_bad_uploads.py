"""Uploads that are refused: a clear problem, the old version live, nothing half-written."""

import io
import socket
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from tests.service.server import CSV_HEADER, Server, assert_problem, csv_bytes

LIST = "guarded"
GOOD = "1,company,KRONSHTADT BULK CARRIERS LLC,,,,RU,TEST-1,"


def _zip(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, content)
    return target.getvalue()


FAULTS: list[tuple[str, bytes]] = [
    ("an open quote", (CSV_HEADER + '1,company,"KRONSHTADT,,,,RU,,\n2,company,OTHER,,,,RU,,\n').encode()),
    ("no column called name", b"id,type,title\n1,company,KRONSHTADT\n"),
    ("an unknown column", b"id,name,colour\n1,KRONSHTADT,red\n"),
    ("another encoding", (CSV_HEADER + "1,company,КРОНШТАДТ,,,,RU,,\n").encode("cp1251")),
    ("UTF-16", (CSV_HEADER + GOOD + "\n").encode("utf-16")),
    ("an empty file", b""),
    ("a header and no row", CSV_HEADER.encode()),
    ("one id with two contents", csv_bytes(GOOD, "1,company,ANOTHER PARTY LLC,,,,RU,TEST-1,")),
    ("a zip file with a picture", _zip("list.png", b"\x89PNG\r\n\x1a\n")),
    ("a zip file in a zip file", _zip("list.zip", _zip("list.csv", csv_bytes(GOOD)))),
    ("a zip file cut off", _zip("list.csv", csv_bytes(GOOD))[:-20]),
    ("a binary file", bytes(range(256)) * 16),
    ("NUL in a row", csv_bytes("1,company,KRON\x00SHTADT,,,,RU,,")),
    ("no loadable row", csv_bytes("1,starship,VOYAGER,,,,,,")),
    ("an HTML page", b"<!doctype html><html><body>404 not found</body></html>\n"),
]


@pytest.fixture
def live(server: Server) -> Iterator[Server]:
    """The server with a good version of the list; afterwards that version must still be live."""
    before = server.put_rows(LIST, GOOD).json()
    yield server
    after = server.http.get(f"/lists/{LIST}").json()
    assert (after["version"], after["sha256"]) == (before["version"], before["sha256"])
    assert server.http.get(f"/lists/{LIST}/versions").json()["versions"][0]["version"] == before["version"]
    assert server.screen(name="Kronshtadt Bulk Carriers", lists=[LIST])["outcome"] == "match"
    assert server.http.get("/health/ready").status_code == 200


@pytest.mark.parametrize("content", [row[1] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_damaged_file_is_422_and_the_old_version_stays(live: Server, content: bytes) -> None:
    assert_problem(live.put(LIST, ("list.csv", content)), 422)


@pytest.mark.parametrize("content", [row[1] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_damaged_file_makes_no_new_list(live: Server, content: bytes) -> None:
    assert_problem(live.put("never", ("list.csv", content)), 422)
    assert_problem(live.http.get("/lists/never"), 404)


def test_conflicting_rows_are_named_with_their_lines(live: Server) -> None:
    answer = live.put(LIST, ("list.csv", csv_bytes(GOOD, "1,company,ANOTHER PARTY LLC,,,,RU,,")))
    problem = assert_problem(answer, 422)
    assert problem["own_id"] == "1"
    assert problem["lines"] == [2, 3]


def test_where_no_row_is_loaded_the_rows_and_their_reasons_are_told(live: Server) -> None:
    """Without the reasons an operator with a small list has nothing to go by."""
    content = csv_bytes(*(f"{row},starship,VOYAGER {row},,,,,," for row in range(150)))
    problem = assert_problem(live.put(LIST, ("list.csv", content)), 422)
    assert problem["rejected_count"] == 150
    assert [row["line"] for row in problem["rejected"]] == list(range(2, 102))
    assert "starship" in problem["rejected"][0]["reason"]
    assert "list.csv line 2: unknown type 'starship'" in problem["detail"]


def test_a_damaged_line_is_named(live: Server) -> None:
    content = csv_bytes(GOOD) + "2,company,КРОНШТАДТ,,,,RU,,\n".encode("cp1251")
    problem = assert_problem(live.put(LIST, ("list.csv", content)), 422)
    assert (problem["file"], problem["line"]) == ("list.csv", 3)


def test_an_unknown_format_is_422(live: Server) -> None:
    assert_problem(live.put(LIST, ("list.csv", csv_bytes(GOOD)), format_="punched-cards"), 422)


def test_no_files_are_422_with_the_field(live: Server) -> None:
    answer = live.http.put(f"/lists/{LIST}", data={"format": "auto"})
    assert assert_problem(answer, 422)["errors"][0]["path"] == "files"


@pytest.mark.parametrize("list_id", ["starter", "network", "UPPER", "-dash", "a" * 65, "with%20blank"])
def test_an_id_that_is_no_lists_is_422(live: Server, list_id: str) -> None:
    answer = live.put(list_id, ("list.csv", csv_bytes(GOOD)))
    assert assert_problem(answer, 422)["errors"][0]["path"] == "list_id"


def _body(*files: bytes, end: bytes = b"--edge--\r\n") -> bytes:
    parts = [
        b'--edge\r\nContent-Disposition: form-data; name="files"; filename="list.csv"\r\n\r\n'
        + content
        + b"\r\n"
        for content in files
    ]
    return b"".join(parts) + end


@pytest.mark.parametrize("end", [b"", b"--ed", b"--edge\r\nContent-Disposition: form-data; name="])
def test_a_multipart_body_without_its_end_is_400(live: Server, end: bytes) -> None:
    content = _body(csv_bytes("1,company,ANOTHER PARTY LLC,,,,RU,,"), csv_bytes(GOOD), end=end)
    headers = {"Content-Type": "multipart/form-data; boundary=edge"}
    assert_problem(live.http.put(f"/lists/{LIST}", content=content, headers=headers), 400)


def test_an_upload_cut_off_half_way_leaves_the_old_version(live: Server) -> None:
    body = _body(csv_bytes(*(f"{row},company,PARTY NUMBER {row},,,,RU,," for row in range(1000))))
    head = (
        f"PUT /lists/{LIST} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: multipart/form-data; boundary=edge\r\n\r\n"
    ).encode()
    with socket.create_connection(("127.0.0.1", live.port)) as connection:
        connection.sendall(head + body[: len(body) // 2])


def test_an_upload_over_the_limit_is_413(tmp_path: Any) -> None:
    small = Server(tmp_path / "data", max_upload_bytes="2000").start()
    try:
        assert small.put_rows(LIST, GOOD).status_code == 201
        answer = small.put(LIST, ("list.csv", csv_bytes(*([GOOD] * 60))))
        assert assert_problem(answer, 413)["limit"] == 2000
        headers = {"Content-Type": "multipart/form-data; boundary=edge"}
        chunks = iter([_body(csv_bytes(*([GOOD] * 60)))])
        assert_problem(small.http.put(f"/lists/{LIST}", content=chunks, headers=headers), 413)
        assert small.http.get(f"/lists/{LIST}").json()["rows"] == 1
    finally:
        small.stop()


@pytest.mark.parametrize("field", ["file", "formats"])
def test_a_field_that_no_upload_has_is_422_and_named(live: Server, field: str) -> None:
    """A misspelt `files` would otherwise leave out a file of the set unseen."""
    content = csv_bytes("1,company,ANOTHER PARTY LLC,,,,RU,,")
    parts = [("files", ("list.csv", content)), (field, ("more.csv", csv_bytes(GOOD)))]
    problem = assert_problem(live.http.put(f"/lists/{LIST}", files=parts), 422)
    assert problem["errors"][0]["path"] == field
