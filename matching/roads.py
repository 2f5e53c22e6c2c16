"""The roads from a word of a query to listed units: a key for each, which both ends of the road have.

Each way in which `compare.words` lets two words agree has a road here, so that the candidate search
enumerates every agreement; but for those by edits and by a beginning, which `lexicon` finds.
"""

from collections.abc import Iterator
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
_FAMILY, _TEXT, _JOINED, _ROMAN, _SOUND, _LOOKS, _CONSONANTS = (kind << 32 for kind in range(7))
"""The kinds of roads: a key is a text's 32 bits, and those of a kind above them."""


def listed_keys(word: Word, *, is_joined: bool) -> Iterator[int]:
    """Yield the keys under which a listed unit is found.

    Words written together agree as a text, a sound or consonants only, and as a skeleton.
    """
    if is_joined:
        yield _bits_of(word.text) | _JOINED
    else:
        yield _bits_of(word.family) | _FAMILY
        yield _bits_of(word.look) | _LOOKS
        if word.family != word.text:
            yield _bits_of(word.text) | _TEXT
        if word.roman is not None:
            yield _bits_of(str(word.roman)) | _ROMAN
    if len(word.sound) >= _SHORTEST_SOUND and (not is_joined or len(word.text) >= _SHORTEST_JOINED_SOUND):
        yield _bits_of(word.sound) | _SOUND
    yield _bits_of(consonants(word.text)) | _CONSONANTS


def roads(word: Word, *, personal: bool) -> dict[int, float]:
    """Give the keys of units that may agree with a word of a query, and the most that each is worth.

    Not those of another romanisation, which only both words can grade.
    """
    text = _bits_of(word.text)
    family = text if word.family == word.text else _bits_of(word.family)
    ways = {family | _FAMILY: 1.0, text | _TEXT: 1.0, text | _JOINED: 1.0}
    if word.number is not None:
        return ways | {text | _ROMAN: 1.0}
    if word.roman is not None:
        ways[_bits_of(str(word.roman)) | _FAMILY] = 1.0
    if len(word.sound) >= _SHORTEST_SOUND:
        ways[_bits_of(word.sound) | _SOUND] = spelling(word.sound).similarity
    ways[_bits_of(word.look) | _LOOKS] = LOOKS_ALIKE.similarity
    if word.is_vowelless:
        ways[_bits_of(consonants(word.text)) | _CONSONANTS] = VOWELLESS.similarity
    if "x" in word.text and (sound := sound_of_x(word.text)) is not None:
        _add(ways, sound, _SOUND, X_FOR_KH.similarity)
    for other, agreement in equivalents().get(word.text, {}).items():
        _add(ways, other, _TEXT, agreement.similarity)
        _add(ways, other, _FAMILY, agreement.similarity)
    for sound in other_languages().get(word.sound, ()) if personal else ():
        _add(ways, sound, _SOUND, OTHER_LANGUAGE.similarity)
    return ways


def _bits_of(text: str) -> int:
    """Give 32 bits that stand for a text. Two texts may share them: words that meet by a key are compared."""
    return crc32(text.encode())


def _add(ways: dict[int, float], text: str, kind: int, worth: float) -> None:
    """Add a road, or keep the one of this key that is worth more."""
    key = _bits_of(text) | kind
    ways[key] = max(worth, ways.get(key, 0.0))
