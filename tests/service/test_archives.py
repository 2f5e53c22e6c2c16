"""Uploads of archives: what they hold is the list, what they are is what is kept and proved."""

import gzip
import hashlib
import io
import zipfile

from tests.service.server import Server, csv_bytes

FIRST = csv_bytes("1,company,KRONSHTADT BULK CARRIERS LLC,,,,RU,TEST-1,")
SECOND = csv_bytes("2,vessel,ZELENOGRAD TRADER,,,9481934,RU,TEST-1,")


def test_a_zip_of_several_files_is_a_list(server: Server) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("lists/first.csv", FIRST)
        archive.writestr("lists/second.csv", SECOND)
    content = target.getvalue()
    answer = server.put("zipped", ("own.zip", content))
    body = answer.json()
    assert (answer.status_code, body["rows"], body["entities"]) == (201, 2, 2)
    assert body["sha256"] == hashlib.sha256(content).hexdigest()
    assert [file["name"] for file in body["files"]] == ["own.zip/first.csv", "own.zip/second.csv"]
    assert server.put("zipped", ("other-name.zip", content)).status_code == 200
    assert server.screen(identifiers={"imo": "9481934"}, lists=["zipped"])["outcome"] == "match"


def test_a_gzip_and_a_plain_file_are_one_set(server: Server) -> None:
    packed = gzip.compress(FIRST)
    body = server.put("mixed", ("first.csv.gz", packed), ("second.csv", SECOND)).json()
    assert body["entities"] == 2
    digests = sorted(hashlib.sha256(content).hexdigest() for content in (packed, SECOND))
    assert body["sha256"] == hashlib.sha256("".join(f"{one}\n" for one in digests).encode()).hexdigest()
