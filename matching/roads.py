"""The roads from a word of a query to listed units: a key for each, which both ends of the road have.

Each way in which `compare.words` lets two words agree has a road here, so that the candidate search
enumerates every agreement; but for those by edits and by a beginning, which `lexicon` finds.
"""

from collections.abc import Iterator
from functools import cache
from zlib import crc32

from matching.compare.words import (
    LOOKS_ALIKE,
    OTHER_LANGUAGE,
    VOWELLESS,
    X_FOR_KH,
    equivalents,
    other_languages,
    spelling,
)
from matching.latin import consonants, sound_of_x
from matching.normalise import Word

_SHORTEST_SOUND = 3
_SHORTEST_JOINED_SOUND = 6
_FAMILY, _TEXT, _JOINED, _ROMAN, SOUND, LOOKS, _CONSONANTS = (kind << 32 for kind in range(7))
"""The kinds of roads: a key is a text's 32 bits, and those of a kind above them."""


def listed_keys(word: Word, *, is_joined: bool) -> Iterator[int]:
    """Yield the keys under which a listed unit is found.

    Words written together agree as a text, a sound or consonants only, and as a skeleton.
    """
    if is_joined:
        yield bits_of(word.text) | _JOINED
    else:
        yield bits_of(word.family) | _FAMILY
        yield bits_of(word.look) | LOOKS
        if word.family != word.text:
            yield bits_of(word.text) | _TEXT
        if word.roman is not None:
            yield bits_of(str(word.roman)) | _ROMAN
    if len(word.sound) >= _SHORTEST_SOUND and (not is_joined or len(word.text) >= _SHORTEST_JOINED_SOUND):
        yield bits_of(word.sound) | SOUND
    yield bits_of(consonants(word.text)) | _CONSONANTS


def roads(word: Word, *, personal: bool) -> dict[int, float]:
    """Give the keys of units that may agree with a word of a query, and the most that each is worth.

    Not those of another romanisation, which only both words can grade.
    """
    ways = roads_of_text(word)
    if word.number is not None:
        return ways
    _add(ways, bits_of(word.look) | LOOKS, LOOKS_ALIKE.similarity)
    if worth := worth_of_sound(word.sound):
        _add(ways, bits_of(word.sound) | SOUND, worth)
    for key in roads_of_languages().get(bits_of(word.sound), ()) if personal else ():
        _add(ways, key, OTHER_LANGUAGE.similarity)
    return ways


def roads_of_text(word: Word) -> dict[int, float]:
    """Give those of a word's roads that neither its sound nor its look is on."""
    text = bits_of(word.text)
    family = text if word.family == word.text else bits_of(word.family)
    ways = {family | _FAMILY: 1.0, text | _TEXT: 1.0, text | _JOINED: 1.0}
    if word.number is not None:
        return ways | {text | _ROMAN: 1.0}
    if word.roman is not None:
        ways[bits_of(str(word.roman)) | _FAMILY] = 1.0
    if word.is_vowelless:
        ways[bits_of(consonants(word.text)) | _CONSONANTS] = VOWELLESS.similarity
    if "x" in word.text and (sound := sound_of_x(word.text)) is not None:
        _add(ways, bits_of(sound) | SOUND, X_FOR_KH.similarity)
    for other, agreement in equivalents().get(word.text, {}).items():
        _add(ways, bits_of(other) | _TEXT, agreement.similarity)
        _add(ways, bits_of(other) | _FAMILY, agreement.similarity)
    return ways


def worth_of_sound(sound: str) -> float:
    """Give the most that an equal sound is worth; 0 where it is too short to say anything."""
    return spelling(sound).similarity if len(sound) >= _SHORTEST_SOUND else 0.0


@cache
def roads_of_languages() -> dict[int, list[int]]:
    """Give, for the bits of a name's sound, the keys of its forms in other languages."""
    ways: dict[int, list[int]] = {}
    for sound, others in other_languages().items():
        ways.setdefault(bits_of(sound), []).extend(bits_of(other) | SOUND for other in others)
    return ways


def bits_of(text: str) -> int:
    """Give 32 bits that stand for a text. Two texts may share them: words that meet by a key are compared."""
    return crc32(text.encode())


def _add(ways: dict[int, float], key: int, worth: float) -> None:
    """Add a road, or keep the one of this key that is worth more."""
    ways[key] = max(worth, ways.get(key, 0.0))
