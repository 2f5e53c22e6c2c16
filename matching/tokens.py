"""A name's text cut into tokens of Latin letters or digits."""

import re

from matching.latin import to_latin
from matching.scripts import abjad_consonants, is_abjad, split_syllables

# Signs inside words that are no letters: apostrophes, and accents and ties that no letter takes up ("I͡U").
_NO_LETTERS = re.compile("['’ʼ`´ʹʺ′\u0300-\u036f]")
# Initials run together from three on, or with strokes: "L.L.C.", "A/S", but not "R. GAMZATOV".
_DOTTED = re.compile(r"\b(?:\w\.){2,}\w?\b\.?|\b\w(?:/\w)+\b")
_WORD = re.compile(r"[^\W_]+")
_LETTERS_THEN_NUMBER = re.compile(r"([^\W\d_]{3,})(\d+)")
_VESSEL_PREFIXES = frozenset(
    ("mv", "mt", "ms", "ss", "fv", "sv", "rv", "mts", "my", "tb", "rmt", "roro", "tkh", "tk")
) | frozenset(
    ("motorvessel", "motortanker", "motorship", "steamship", "vessel", "ship", "teplokhod", "tanker")
)


def tokenise(text: str) -> tuple[list[str], frozenset[str]]:
    """Cut clean text into Latin tokens, and say which are the consonants of an unvowelled script."""
    text = _NO_LETTERS.sub("", text)
    if "." in text or "/" in text:
        text = _DOTTED.sub(lambda found: re.sub(r"[./]", "", found[0]) + " ", text)
    text = text.replace("&", " and ").replace("+", " and ")
    tokens: list[str] = []
    abjad = set()
    for found in _WORD.findall(text):
        number = _LETTERS_THEN_NUMBER.fullmatch(found) if found[-1].isdecimal() else None
        if number is not None:
            tokens += (latin for part in number.groups() if (latin := to_latin(part)))
        elif found.isascii():
            tokens.append(found)
        else:
            for part in split_syllables(found):
                latin = abjad_consonants(part) if is_abjad(part) else to_latin(part)
                if latin:
                    tokens.append(latin)
                if is_abjad(part):
                    abjad.add(latin)
    return tokens, frozenset(abjad)


def without_prefix(tokens: list[str]) -> list[str]:
    """Drop leading "M/V", "M.V.", "MT", "т/х"; keep the one that nothing would be left without."""
    for length in (2, 1):
        if len(tokens) > length and "".join(tokens[:length]) in _VESSEL_PREFIXES:
            return without_prefix(tokens[length:])
    return tokens
