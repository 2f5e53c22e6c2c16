"""Cells whose values are lettered, "a) Darnah, Libya b) Danar, Libya", and addresses in one line."""

import re

from lists.countries import country_code
from lists.entities import Address

_LETTER = re.compile(r"(?:^|[\s;,.])(?:[a-z]|i{1,3}|iv|vi{0,3})\)\s*", re.IGNORECASE)
_FIRST = re.compile(r"^(?:\w+:)?\s*\(?a\)\s*", re.IGNORECASE)
_NOTHING = frozenset({"", "na", "n/a", "-", "unknown", "none", "not known", "not available"})
_REMARK = re.compile(r"\([^()]*\)\s*\.?\s*$")
_LONGEST_COUNTRY = 6  # words: "Democratic People's Republic of Korea"


def lettered(text: str) -> tuple[str, ...]:
    """Part a cell at its letters, and each part at semicolons; values that say that there is none left out.

    >>> lettered("a) Malian b) na; Mauritanian"), lettered("NA")
    (('Malian', 'Mauritanian'), ())
    """
    parts = _LETTER.split(text.strip())[1:] if _FIRST.match(text.strip()) else [text]
    values = (" ".join(value.split()).strip(" ,;") for part in parts for value in part.split(";"))
    return tuple(dict.fromkeys(value for value in values if value.rstrip(".").casefold() not in _NOTHING))


def address_in(text: str) -> Address:
    """Give an address of one line; its country is the one that its last words name.

    >>> address_in("P.O. Box 16765-3476, Tehran, Iran").country
    'IR'
    """
    return Address(text=text, country=country_at_end(text))


def country_at_end(text: str) -> str | None:
    """Give the country that the last words name, remarks in brackets behind it apart; the longest name."""
    words = _REMARK.sub("", text).strip(" .,;").split()
    for count in range(min(len(words), _LONGEST_COUNTRY), 0, -1):
        phrase = " ".join(words[-count:]).strip(" .,;")
        if len(phrase) > 3 and (code := country_code(phrase)):
            return code
    return None
