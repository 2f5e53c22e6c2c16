"""What a list may be called."""

import re

from lists.catalogue import LIST_ID
from lists.starter import STARTER_LIST_ID
from service.errors import BadField

RESERVED = frozenset({STARTER_LIST_ID, "network"})
"""Ids that the product itself gives."""

_LIST_ID = re.compile(LIST_ID)


def check_list_id(list_id: str) -> None:
    """Refuse an id that cannot be given to a list. Raises BadField."""
    if not _LIST_ID.fullmatch(list_id):
        raise BadField("list_id", f"a list's id is of the form {_LIST_ID.pattern}")
    if list_id in RESERVED:
        raise BadField("list_id", f"{list_id!r} is reserved")
