"""Shares as whole numbers, so that sums do not depend on their order and 10% + 20% + 20% is 50%."""

WHOLE = 10**12
"""The parts of 100%."""
_BILLIONTH = WHOLE // 10**9


def parts(share: float) -> int:
    """Give a share, 0..1, in parts.

    >>> parts(0.1) + parts(0.2) + parts(0.2) == parts(0.5)
    True
    """
    return round(share * WHOLE)


def share(held: int) -> float:
    """Give parts as a share 0..1, to a billionth; what is over 100% is 100%."""
    return min(_billionths(held), 10**9) / 10**9


def is_half_or_more(held: int) -> bool:
    """Compare with 50%, both to a billionth: three sixths are a half."""
    return 2 * _billionths(held) >= 10**9


def is_more_than_half(held: int) -> bool:
    """Compare as `is_half_or_more` does: exactly 50% is not more.

    >>> is_more_than_half(3 * parts(1 / 6)), is_more_than_half(parts(0.500001))
    (False, True)
    """
    return 2 * _billionths(held) > 10**9


def _billionths(held: int) -> int:
    return (held + _BILLIONTH // 2) // _BILLIONTH
