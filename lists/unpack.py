"""From uploaded files to the files in them: a ZIP archive or a gzip file becomes what it holds.

An archive is known by its content, whatever its name. An Excel workbook is a ZIP archive too and stays what
it is: a file of its own (its parts are listed in `[Content_Types].xml`, ISO/IEC 29500-2).
"""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import IO

from lists.errors import DamagedFile
from lists.sources.parsed import RawFile

MOST_FILES = 100
MOST_BYTES = 256 << 20
"""Of all files that the archives of one upload hold; the largest list has some 130 MB."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"
_WORKBOOK_PART = "[Content_Types].xml"
_RESOURCE_FORKS = "__MACOSX/"
_ENCRYPTED = 1
# What reading a damaged archive raises, RuntimeError and NotImplementedError for what zipfile does not know.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)


def unpack(files: Iterable[RawFile]) -> tuple[RawFile, ...]:
    """Give the files themselves, and those of archives in the place of these.

    A file of a ZIP archive is named "<archive>/<its own name>", that of a gzip file keeps the name. Folders
    and macOS's resource forks are left out. Raises DamagedFile for an archive that cannot be read, is empty,
    holds an archive, needs a password, or holds more than MOST_FILES files or MOST_BYTES.
    """
    unpacked: list[RawFile] = []
    room = MOST_BYTES
    for file in files:
        for inner in _inside(file, room):
            room -= len(inner.content) if inner is not file else 0
            unpacked.append(inner)
    return tuple(unpacked)


def upload_of(name: str) -> str:
    """Give the name of the uploaded file that a file named by `unpack` came in."""
    return name.partition("/")[0]


def _inside(file: RawFile, room: int) -> Iterator[RawFile]:
    if file.content.startswith(_GZIP):
        yield _inner(file, file.name, gzip.GzipFile(fileobj=io.BytesIO(file.content)), room)
    elif _is_zip(file.content):
        with _opened(file) as archive:
            for member in _members(file, archive):
                inner = _inner(file, f"{file.name}/{_name(member)}", _member(file, archive, member), room)
                room -= len(inner.content)
                yield inner
    else:
        yield file


def _is_zip(content: bytes) -> bool:
    """Say whether the content is a ZIP archive and no workbook; a damaged one counts as an archive."""
    if not content.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _WORKBOOK_PART not in archive.namelist()
    except _DAMAGE:
        return True


def _opened(file: RawFile) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(file.content))
    except _DAMAGE as error:
        raise DamagedFile(file.name, f"this ZIP archive cannot be read: {error}") from error


def _members(file: RawFile, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [
        member
        for member in archive.infolist()
        if not member.filename.endswith("/") and not member.filename.startswith(_RESOURCE_FORKS)
    ]
    if not members:
        raise DamagedFile(file.name, "this ZIP archive holds no file")
    if len(members) > MOST_FILES:
        raise DamagedFile(file.name, f"this ZIP archive holds {len(members)} files, more than {MOST_FILES}")
    if len({_name(member) for member in members}) < len(members):
        raise DamagedFile(file.name, "this ZIP archive holds two files of one name")
    return members


def _name(member: zipfile.ZipInfo) -> str:
    last = PurePosixPath(member.filename.replace("\\", "/")).name
    return "".join(character for character in last if character.isprintable())[:255] or "file"


def _member(file: RawFile, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    if member.flag_bits & _ENCRYPTED:
        raise DamagedFile(file.name, f"{_name(member)} in this ZIP archive needs a password")
    try:
        return archive.open(member)
    except _DAMAGE as error:
        raise DamagedFile(
            file.name, f"{_name(member)} in this ZIP archive cannot be read: {error}"
        ) from error


def _inner(archive: RawFile, name: str, opened: IO[bytes] | gzip.GzipFile, room: int) -> RawFile:
    """Read one file of an archive, but never more than there is room for."""
    try:
        with opened:
            content = opened.read(room + 1)
    except _DAMAGE as error:
        raise DamagedFile(archive.name, f"this archive cannot be read: {error}") from error
    if len(content) > room:
        raise DamagedFile(archive.name, f"this archive holds more than {MOST_BYTES >> 20} MiB")
    if content.startswith(_GZIP) or _is_zip(content):
        raise DamagedFile(archive.name, f"this archive holds an archive, {name}; give the files in it")
    return RawFile(name=name, content=content)
