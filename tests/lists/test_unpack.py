"""Archives: what they hold is read, what they may hide is not."""

import gzip
import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists import unpack as module
from lists.errors import DamagedFile
from lists.sources.parsed import RawFile
from lists.unpack import MOST_FILES, unpack, upload_of


def zipped(contents: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return target.getvalue()


def inside(content: bytes) -> dict[str, bytes]:
    return {file.name: file.content for file in unpack([RawFile(name="f.dat", content=content)])}


def test_the_files_of_an_archive_take_its_place() -> None:
    files = (
        RawFile(name="set.zip", content=zipped({"sdn.csv": b"1", "folder/alt.csv": b"2"})),
        RawFile(name="add.csv", content=b"3"),
    )
    assert [(file.name, file.content) for file in unpack(files)] == [
        ("set.zip/sdn.csv", b"1"),
        ("set.zip/alt.csv", b"2"),
        ("add.csv", b"3"),
    ]


def test_a_file_out_of_an_archive_tells_its_upload() -> None:
    assert (upload_of("set.zip/sdn.csv"), upload_of("sdn.csv")) == ("set.zip", "sdn.csv")


def test_a_gzip_file_is_the_file_in_it() -> None:
    assert inside(gzip.compress(b"name\nA\n")) == {"f.dat": b"name\nA\n"}


def test_a_workbook_stays_a_workbook() -> None:
    workbook = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
    assert inside(workbook) == {"f.dat": workbook}
    assert inside(zipped({"list.xlsx": workbook})) == {"f.dat/list.xlsx": workbook}


def test_folders_and_resource_forks_are_no_files() -> None:
    contents = {"lists/": b"", "__MACOSX/lists/._sdn.csv": b"fork", "lists/sdn.csv": b"1"}
    assert inside(zipped(contents)) == {"f.dat/sdn.csv": b"1"}


def test_a_file_without_a_name_gets_one() -> None:
    assert inside(zipped({"sdn.csv": b"1"}).replace(b"sdn.csv", b"\0dn.csv")) == {"f.dat/file": b"1"}


WHOLE = zipped({"sdn.csv": b"1," * 100})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04", "cannot be read"),
        (WHOLE[:-30], "cannot be read"),
        (WHOLE[:35] + b"\xff" * 8 + WHOLE[43:], "cannot be read"),
        (gzip.compress(b"name\nA\n" * 100)[:-9], "cannot be read"),
        (b"\x1f\x8b\x08", "cannot be read"),
        (zipped({}), "holds no file"),
        (zipped({"inner.zip": WHOLE}), "holds an archive"),
        (zipped({"inner.gz": gzip.compress(b"x")}), "holds an archive"),
        (gzip.compress(WHOLE), "holds an archive"),
        (zipped({"a/sdn.csv": b"1", "b/sdn.csv": b"2"}), "two files of one name"),
        (zipped({f"{n}.csv": b"1" for n in range(MOST_FILES + 1)}), f"more than {MOST_FILES}"),
    ],
)
def test_an_archive_that_is_damaged_or_holds_what_it_may_not_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(DamagedFile, match=reason):
        inside(content)


def test_an_archive_with_a_password_is_refused() -> None:
    encrypted = bytearray(WHOLE)
    encrypted[6] |= 1  # the flag of the file, and again that of the directory
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(DamagedFile, match="password"):
        inside(bytes(encrypted))


@pytest.mark.parametrize("pack", [gzip.compress, lambda content: zipped({"sdn.csv": content})])
def test_a_bomb_is_refused_before_it_is_unpacked(
    pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1 << 20)
    assert len(next(iter(inside(pack(bytes(1 << 20))).values()))) == 1 << 20
    with pytest.raises(DamagedFile, match="more than 1 MiB"):
        inside(pack(bytes((1 << 20) + 1)))


def test_the_limit_is_that_of_the_whole_upload(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1 << 20)
    half = zipped({"a.csv": bytes(300 << 10), "b.csv": bytes(300 << 10)})
    assert len(inside(half)) == 2
    with pytest.raises(DamagedFile, match="more than 1 MiB"):
        unpack([RawFile(name="1.zip", content=half), RawFile(name="2.zip", content=half)])


@given(st.binary(max_size=60), st.integers(0, 200), st.sampled_from([WHOLE, gzip.compress(b"name\nA\n")]))
def test_any_damage_is_read_or_refused(noise: bytes, place: int, archive: bytes) -> None:
    place = min(place, len(archive))
    try:
        files = inside(archive[:place] + noise + archive[place + len(noise) :])
    except DamagedFile:
        return
    assert files
