"""From the files of a list to what they say."""

from dataclasses import replace

from lists.sources.formats import format_named, recognise
from lists.sources.parsed import Parsed, RawFile
from lists.sources.published import published_at
from lists.unpack import unpack

AUTO = "auto"
"""In the place of a format's name: whichever recognises the files."""


def read_list(list_id: str, files: tuple[RawFile, ...], format_name: str) -> Parsed:
    """Parse the files of a list, archives unpacked; `format_name` is a format's name or `auto`.

    Raises UnknownFormat, DamagedFile and ConflictingRows.
    """
    files = unpack(files)
    chosen = recognise(files) if format_name == AUTO else format_named(format_name)
    parsed = chosen.parse(list_id, files)
    return replace(parsed, published_at=published_at(chosen.name, files))
