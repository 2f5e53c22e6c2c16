"""Unicode made comparable, and what was hidden in it.

Compatibility forms, invisible characters and look-alike letters are folded; each folding that an honest
typist would not cause is reported as a sign of evasion.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

# Letters of Cyrillic and Greek that look like a Latin letter (Unicode Technical Standard 39, the pairs
# between these scripts that are alike in capital or small form).
_TWIN_TO_LATIN = str.maketrans("авекмнорстухіјѕԁԛԝһαβεζηικμνορτυχ", "abekmhopctyxijsdqwhabezhikmvoptyx")
_TWIN_TO_CYRILLIC = str.maketrans("abekmhopctyxi", "авекмнорстухі")
_TWINS = frozenset("авекмнорстухіјѕԁԛԝһαβεζηικμνορτυχ")
_LATIN_TWINS = frozenset("abekmhopctyxi")
_LATIN = re.compile("[a-z]")
_NOT_LATIN = re.compile("[\u0370-\u052f]")
# What the first byte of a letter in UTF-8 becomes.
_MAYBE_MOJIBAKE = re.compile("[\u00c0-\u00f4]")


# A letter of ASCII beside one that no Latin alphabet of Europe or Vietnam has.
_FOREIGN = "[^\\W\\d_\u0000-\u017f\u1e00-\u1eff]"
_MIXED = re.compile(f"[a-zA-Z]{_FOREIGN}|{_FOREIGN}[a-zA-Z]")


class CleanText(NamedTuple):
    """Lower-case text in composed form, and the signs of evasion found on the way."""

    text: str
    signs: tuple[str, ...]


@lru_cache(maxsize=100)  # a name is cleaned for each way to read it
def clean(text: str) -> CleanText:
    """Fold width, case, invisible characters and mixed-script words.

    >>> clean("МG\\u200b-FLОT").text, clean("МG\\u200b-FLОT").signs
    ('mg-flot', ('invisible_characters', 'mixed_script'))
    """
    if text.isascii() and text.isprintable():
        return CleanText(text.lower(), ())
    signs = []
    repaired = _repair_mojibake(text)
    if repaired != text:
        signs.append("encoding_damage")
    folded = unicodedata.normalize("NFKC", repaired)
    visible = folded
    if not folded.isprintable():
        visible = "".join(ch for ch in folded if not _is_invisible(ch))
    if visible != folded:
        signs.append("invisible_characters")
    lower = unicodedata.normalize("NFC", visible.casefold())
    unmixed = lower
    if _LATIN.search(lower) and _NOT_LATIN.search(lower):
        unmixed = "".join([_one_script(word) for word in _split_keeping_gaps(lower)])
    if unmixed != lower:
        signs.append("mixed_script")
    return CleanText(unmixed, tuple(signs))


def _repair_mojibake(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 or Latin-1, where the whole text agrees.

    Accents may look like it by chance ("PARMÎŠ"); then the repair would leave words of two alphabets.
    """
    if not _MAYBE_MOJIBAKE.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            repaired = b"".join(_byte(char, encoding) for char in text).decode("utf-8")
        except UnicodeError:
            continue
        return text if _MIXED.search(repaired) else repaired
    return text


def _byte(char: str, encoding: str) -> bytes:
    """Give the byte that a character stands for; bytes that Windows-1252 lacks stay control characters."""
    return bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode(encoding)


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in {"Cf", "Cs", "Co", "Cn"} or (
        unicodedata.category(char) == "Cc" and not char.isspace()
    )


def _split_keeping_gaps(text: str) -> list[str]:
    """Cut into runs of letters and runs of everything else."""
    return ["".join(run) for _, run in groupby(text, str.isalpha)]


def _one_script(word: str) -> str:
    """Read a word that mixes Latin with look-alikes of another script in the script of its other letters."""
    latin, foreign = _LATIN.findall(word), _NOT_LATIN.findall(word)
    if not latin or not foreign:
        return word
    if all(ch in _TWINS for ch in foreign):
        return word.translate(_TWIN_TO_LATIN)
    if all(ch in _LATIN_TWINS for ch in latin):
        return word.translate(_TWIN_TO_CYRILLIC)
    return word
