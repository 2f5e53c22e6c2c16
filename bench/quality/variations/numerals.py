"""Numbers in names: in Roman digits, in words, with zeros before them, and other numbers."""

import random
import re
from collections.abc import Callable

from bench.quality.variations.variation import VESSELS, Expected, Subject, Variation

_NUMBER = re.compile(r"(?<![\w.])([1-9]\d{0,2})(?!\w)")
_ROMAN = (
    *((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_SMALL = (
    *("ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN"),
    *("TWELVE", "THIRTEEN", "FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN", "NINETEEN"),
)
_TENS = ("TWENTY", "THIRTY", "FORTY", "FIFTY", "SIXTY", "SEVENTY", "EIGHTY", "NINETY")


def as_roman(value: int) -> str:
    """Write 1 to 399 in Roman digits.

    >>> as_roman(103), as_roman(49)
    ('CIII', 'XLIX')
    """
    written = ""
    for worth, letters in _ROMAN:
        while value >= worth:
            written, value = written + letters, value - worth
    return written


def in_words(value: int) -> str:
    """Write 0 to 999 in words.

    >>> in_words(103), in_words(42)
    ('ONE HUNDRED THREE', 'FORTY TWO')
    """
    if value >= 100:
        rest = value % 100
        return f"{_SMALL[value // 100]} HUNDRED" + (f" {in_words(rest)}" if rest else "")
    if value < 20:
        return _SMALL[value]
    return _TENS[value // 10 - 2] + (f" {_SMALL[value % 10]}" if value % 10 else "")


def _written(write: Callable[[int], str], most: int = 999) -> Callable[[Subject, random.Random], str | None]:
    """Make a variation that writes the name's only number otherwise."""

    def make(subject: Subject, _dice: random.Random) -> str | None:
        found = _NUMBER.findall(subject.name)
        if len(found) != 1 or int(found[0]) > most:
            return None
        return re.sub(r"[\s-]*" + _NUMBER.pattern, lambda m: " " + write(int(m[1])), subject.name).strip()

    return make


def _other(subject: Subject, dice: random.Random) -> str | None:
    """Give the name with another number that no listed name of the type has."""
    found = _NUMBER.findall(subject.name)
    if len(found) != 1:
        return None
    values = [v for v in (int(found[0]) + step for step in (1, -1, 2, 3, 10, 7)) if v > 0]
    names = [_NUMBER.sub(str(value), subject.name) for value in values]
    unlisted = [name for name in names if name.upper() not in subject.listed]
    return dice.choice(unlisted) if unlisted else None


VARIATIONS = (
    Variation("N34", "number in Roman digits", Expected.SAME, _written(as_roman, 399)),
    Variation("N34", "number in words", Expected.SAME, _written(in_words)),
    Variation("N34", "number after a blank", Expected.SAME, _written(str)),
    Variation("N36", "leading zeros", Expected.ALERT, _written(lambda value: f"{value:03}")),
    Variation("N35", "another number", Expected.NO_MATCH, _other, VESSELS),
)
