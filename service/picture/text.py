"""Text for pictures: characters that a picture may hold, estimated widths, line breaks."""

import re
import unicodedata

_UNFIT = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 refuses, by its rule for Char."""
_REORDERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of the bidirectional algorithm; in a name they could turn round what stands beside it."""
_NARROW = frozenset("iIljtfr.,:;'|!()[]-` ")
_WIDE = frozenset("MW@%mwЖШЩЮФМЫжшщюфмы—…&")


def fit_for_xml(text: str) -> str:
    """Put text on one line without characters that XML refuses or that reorder others.

    >>> fit_for_xml("LADY\\n\\u202eR\\x00")
    'LADY R\\ufffd'
    """
    return _UNFIT.sub("\ufffd", _REORDERING.sub("", " ".join(text.split())))


def text_width(text: str, size: float) -> float:
    """Estimate the width of text in pixels, generously: no common sans-serif face is much wider.

    >>> text_width("LADY R", 10) < text_width("LADY MARIIA", 10)
    True
    """
    return size * sum(map(_em, text))


def shorten(text: str, size: float, width: float) -> str:
    """Give text as it is where it fits a width in pixels, else its beginning and an ellipsis.

    >>> shorten("KOMPOZITOR RAKHMANINOV", 10, 90)
    'KOMPOZITOR…'
    """
    if text_width(text, size) <= width:
        return text
    return text[: _fitting(text, size, width - text_width("…", size))].rstrip() + "…"


def wrap(text: str, size: float, width: float, *, lines: int) -> list[str]:
    """Break text into lines that fit a width in pixels, between words where it can; the last is shortened.

    >>> wrap("KOMPOZITOR RAKHMANINOV", 10, 110, lines=2)
    ['KOMPOZITOR', 'RAKHMANINOV']
    """
    broken: list[str] = []
    while len(broken) < lines - 1 and text_width(text, size) > width:
        fitting = max(1, _fitting(text, size, width))
        space = text.rfind(" ", 0, fitting + 1)
        end = space if space > 0 else fitting
        broken.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*broken, shorten(text, size, width)]


def _fitting(text: str, size: float, width: float) -> int:
    """Count the characters that fit."""
    for place, character in enumerate(text):
        width -= size * _em(character)
        if width < 0:
            return place
    return len(text)


def _em(character: str) -> float:
    """Estimate a character's width as a part of the size of type."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or character in _WIDE:
        return 1.0
    if character in _NARROW:
        return 0.4
    return 0.64 if character.islower() or character.isdigit() else 0.76
