"""Values without their repetitions and gaps."""

from collections.abc import Iterable
from typing import TypeVar

Value = TypeVar("Value")


def once(values: Iterable[Value | None]) -> tuple[Value, ...]:
    """Give each value once, in its order, without those that are empty.

    >>> once(["RU", None, "CY", "", "RU"])
    ('RU', 'CY')
    """
    return tuple(dict.fromkeys(value for value in values if value))
