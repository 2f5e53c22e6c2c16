"""Files as they were handed in: fingerprinted, and kept compressed with every version.

They are kept so that a list can be read again after an upgrade of its parser, and so that an audit can prove
what a version was made from.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from lists.errors import DamagedFile
from lists.sources.parsed import FileRows, RawFile
from lists.unpack import upload_of


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """The content of a file: its SHA-256, its size in bytes, and itself compressed by zlib."""

    sha256: str
    size: int
    compressed: bytes


def fingerprint(contents_sha256: Iterable[str]) -> str:
    """Give one SHA-256 for a set of files, from those of their contents alone, in any order.

    Of one file it is the file's own. Of several it is that of their digests in hex, sorted, a line each, so
    that `sha256sum FILE... | cut -c1-64 | sort | sha256sum` gives the same.
    """
    digests = sorted(contents_sha256)
    if len(digests) == 1:
        return digests[0]
    return sha256("".join(f"{digest}\n" for digest in digests).encode()).hexdigest()


def keep(files: Iterable[RawFile], parsed: Iterable[FileRows]) -> tuple[KeptFile, ...]:
    """Give the contents of uploaded files in the order in which the parser tells of them.

    A file out of an archive is kept as that archive. DamagedFile where two files have one name; ValueError
    where the parser tells of other files.
    """
    kept: dict[str, KeptFile] = {}
    for file in files:
        if file.name in kept:
            raise DamagedFile(file.name, "two files have this name")
        kept[file.name] = _kept(file.content)
    uploads = [upload_of(rows.name) for rows in parsed]
    if set(uploads) != set(kept):
        raise ValueError(f"files {sorted(kept)} were parsed as {sorted(uploads)}")
    return tuple(kept[name] for name in uploads)


def _kept(content: bytes) -> KeptFile:
    return KeptFile(sha256=sha256(content).hexdigest(), size=len(content), compressed=zlib.compress(content))
