"""Takes in an operator's files: checks the list's id and reads them, before anything is written."""

import re

from lists.catalogue import AUTO, LIST_ID
from lists.sources.formats import format_named, recognise
from lists.sources.parsed import Parsed, RawFile
from lists.starter import STARTER_LIST_ID
from lists.unpack import unpack
from service.errors import BadField

RESERVED = frozenset({STARTER_LIST_ID, "network"})
"""Ids that the product itself gives."""

_LIST_ID = re.compile(LIST_ID)


def take_in(list_id: str, files: tuple[RawFile, ...], format_name: str) -> Parsed:
    """Parse what an operator hands in as a list.

    Raises BadField for an id that cannot be a list's, UnknownFormat, DamagedFile and ConflictingRows.
    """
    check_list_id(list_id)
    return parse_files(list_id, files, format_name)


def parse_files(list_id: str, files: tuple[RawFile, ...], format_name: str) -> Parsed:
    """Parse the files of a list, archives unpacked; `format_name` is `auto` or a format's name."""
    files = unpack(files)
    chosen = recognise(files) if format_name == AUTO else format_named(format_name)
    return chosen.parse(list_id, files)


def check_list_id(list_id: str) -> None:
    """Refuse an id that cannot be given to a list. Raises BadField."""
    if not _LIST_ID.fullmatch(list_id):
        raise BadField("list_id", f"a list's id is of the form {_LIST_ID.pattern}")
    if list_id in RESERVED:
        raise BadField("list_id", f"{list_id!r} is reserved")
