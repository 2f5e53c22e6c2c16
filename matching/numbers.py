"""Numbers in names: digits, words and Roman numerals are one number."""

import re

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_SCALES = {"hundred": 100, "thousand": 1000}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
_ORDINAL = re.compile(r"(\d{1,9})(st|nd|rd|th)")
_ROMAN = re.compile("m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def number_at(words: list[str], start: int) -> tuple[int, int] | None:
    """Read the number that begins at a word: its value and how many words it takes; None where there is none.

    >>> number_at(["omskiy", "one", "hundred", "three"], 1)
    (103, 3)
    >>> number_at(["04"], 0)
    (4, 1)
    """
    word = words[start]
    if word.isdecimal():
        return int(word[:18]), 1
    if word[0].isdecimal():
        ordinal = _ORDINAL.fullmatch(word)
        return (int(ordinal[1]), 1) if ordinal else None
    if word in _ORDINALS:
        return _ORDINALS[word], 1
    return _spelled(words, start) if word in _UNITS or word in _TENS else None


def _spelled(words: list[str], start: int) -> tuple[int, int]:
    """Read number words from a first on: "one hundred and three" is 103; each must continue the number."""
    total, group, position, last = 0, 0, start, 1_000
    while position < len(words):
        word = words[position]
        if word in _UNITS and last > 19:
            group, last = group + _UNITS[word], 1
        elif word in _TENS and last > 99:
            group, last = group + _TENS[word], 20
        elif word in _SCALES and position > start and last < 100:
            total, group, last = (
                (total, group * 100, 100) if word == "hundred" else (total + group * 1000, 0, 1000)
            )
        else:
            break
        position += 1
    return total + group, position - start


def roman_value(word: str) -> int | None:
    """Give the value of a well-formed Roman numeral in lower case; None for anything else.

    >>> roman_value("ciii"), roman_value("iiii"), roman_value("")
    (103, None, None)
    """
    if not word or word.strip("ivxlcdm") or not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word]
    return sum(-v if any(later > v for later in values[i + 1 :][:1]) else v for i, v in enumerate(values))
