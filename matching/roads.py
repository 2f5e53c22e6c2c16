"""The roads from a word of a query to listed units: a key for each, which both ends of the road have.

Each way in which `compare.words` lets two words agree has a road here, so that the candidate search
enumerates every agreement; but for those by edits and by a beginning, which `lexicon` finds.
"""

from collections.abc import Iterator
from functools import lru_cache

from matching.compare.words import (
    LOOKS_ALIKE,
    OTHER_LANGUAGE,
    VOWELLESS,
    X_FOR_KH,
    equivalents,
    other_languages,
    spelling,
)
from matching.flat import key_of
from matching.latin import consonants, sound_of_x
from matching.normalise import Word

_SHORTEST_SOUND = 3
_SHORTEST_JOINED_SOUND = 6
_KINDS = {
    kind: key_of(kind) for kind in ("consonants", "family", "joined", "looks", "roman", "sound", "text")
}
# A word is mostly its own family, and looks and sounds as it is written.
_key_of = lru_cache(maxsize=5_000)(key_of)


def _key(kind: str, text: str) -> int:
    """Give the 64 bits of a road: those of its text, and which kind of road it is."""
    return _key_of(text) ^ _KINDS[kind]


def listed_keys(word: Word, *, is_joined: bool) -> Iterator[int]:
    """Yield the keys under which a listed unit is found.

    Words written together agree as a text, a sound or consonants only, and as a skeleton.
    """
    yield _key("joined", word.text) if is_joined else _key("family", word.family)
    if not is_joined:
        yield _key("looks", word.look)
        if word.family != word.text:
            yield _key("text", word.text)
        if word.roman is not None:
            yield _key("roman", str(word.roman))
    if len(word.sound) >= _SHORTEST_SOUND and (not is_joined or len(word.text) >= _SHORTEST_JOINED_SOUND):
        yield _key("sound", word.sound)
    yield _key("consonants", consonants(word.text))


def roads(word: Word, *, personal: bool) -> Iterator[tuple[int, float]]:
    """Yield keys of units that may agree with a word of a query, and the most that each agreement is worth.

    Not those of another romanisation, which only both words can grade.
    """
    yield _key("family", word.family), 1.0
    yield _key("text", word.text), 1.0
    yield _key("joined", word.text), 1.0
    if word.number is not None:
        yield _key("roman", word.text), 1.0
        return
    if word.roman is not None:
        yield _key("family", str(word.roman)), 1.0
    if len(word.sound) >= _SHORTEST_SOUND:
        yield _key("sound", word.sound), spelling(word.sound).similarity
    if (sound := sound_of_x(word.text)) is not None:
        yield _key("sound", sound), X_FOR_KH.similarity
    yield _key("looks", word.look), LOOKS_ALIKE.similarity
    for text, agreement in equivalents().get(word.text, {}).items():
        yield _key("text", text), agreement.similarity
        yield _key("family", text), agreement.similarity
    if word.is_vowelless:
        yield _key("consonants", consonants(word.text)), VOWELLESS.similarity
    for sound in other_languages().get(word.sound, ()) if personal else ():
        yield _key("sound", sound), OTHER_LANGUAGE.similarity
