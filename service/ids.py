"""Ids of requests and screenings: unique, and no secret."""

import random
from uuid import UUID

_DICE = random.Random()  # noqa: S311 -- seeded by the system; nobody is let in by an id
_BITS = 128


def new_id() -> UUID:
    """Give a random UUID (RFC 9562, version 4), without asking the system each time as `uuid4` does.

    That lets go of the interpreter, which the other thread then takes.
    """
    return UUID(int=_DICE.getrandbits(_BITS), version=4)
