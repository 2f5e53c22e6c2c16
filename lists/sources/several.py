"""Several values in one cell, as publishers number them: "(1) Russia (2) Cyprus" or "UK|UN"."""

import re
from itertools import zip_longest

from lists.countries import country_code

_NUMBER = re.compile(r"(?:^|\s|\.)\(\d{1,2}\)|\|")
_NOTHING = frozenset({"", "-", "n/a", "na", "unknown", "none", "not known", "nil"})
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


def several(text: str) -> tuple[str, ...]:
    """Part a cell into its values, each once; a value that says that there is none is left out.

    >>> several("(1) Germany. (2) Morocco"), several("Asset freeze|Travel Ban"), several("N/A")
    (('Germany', 'Morocco'), ('Asset freeze', 'Travel Ban'), ())
    """
    return tuple(dict.fromkeys(value for value in positions(text) if value))


def positions(text: str) -> list[str]:
    """Part a cell as `several`, but keep places without a value: two columns are then read in step."""
    numbered = _NUMBER.search(text)
    parts = _NUMBER.split(text)
    if numbered and not parts[0].strip():
        parts = parts[1:]
    if not numbered:
        return [_value(text.strip())]
    return [_value(part.strip().removesuffix(".").strip()) for part in parts]


def in_step(values: str, others: str) -> list[tuple[str, str]]:
    """Join the values of two cells place by place; "-" holds a place. Without places that hold nothing.

    Where one cell has fewer values than the other and only one at all, it goes with each.

    >>> in_step("(1) 57388 (2) 665", "(1) Afghan (2) Residential card")
    [('57388', 'Afghan'), ('665', 'Residential card')]
    >>> in_step("(1) Kabul (2) Herat", "Afghanistan")
    [('Kabul', 'Afghanistan'), ('Herat', 'Afghanistan')]
    """
    first, second = positions(values), positions(others)
    first = first * len(second) if len(first) == 1 else first
    second = second * len(first) if len(second) == 1 else second
    return [pair for pair in zip_longest(first, second, fillvalue="") if any(pair)]


def country_of(text: str) -> str | None:
    """Give the country that a text is, but for remarks in brackets ("Iraq (previous address)")."""
    plain = re.sub(r"\([^)]*\)", "", text).strip(" .,;")
    return country_code(text.strip(" .,;")) or (country_code(plain) if plain else None)


def country_in(text: str) -> str | None:
    """Give the first country that a sentence names, longest name first; None where it names none.

    >>> country_in("Tunisia number. Issued on 16 Nov. 1989."), country_in("Expired in 2013")
    ('TN', None)
    """
    words = [word.rstrip(".,") for word in _WORD.findall(text)]
    for start, word in enumerate(words):
        if not word[:1].isupper():
            continue
        for end in range(min(len(words), start + 4), start, -1):
            phrase = " ".join(words[start:end])
            if len(phrase) > 3 and (code := country_code(phrase)):
                return code
    return None


def _value(text: str) -> str:
    return "" if text.casefold() in _NOTHING else text
