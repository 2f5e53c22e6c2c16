"""The roads from a word of a query to listed units: a key for each, which both ends of the road have.

Each way in which `compare.words` lets two words agree has a road here, so that the candidate search
enumerates every agreement; but for those by edits and by a beginning, which `lexicon` finds.
"""

from collections.abc import Iterator

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


def listed_keys(word: Word, *, is_joined: bool) -> Iterator[str]:
    """Yield the keys under which a listed unit is found.

    Words written together agree as a text, a sound or consonants only, and as a skeleton.
    """
    yield "j" + word.text if is_joined else "f" + word.family
    if not is_joined:
        yield "l" + word.look
        if word.family != word.text:
            yield "t" + word.text
        if word.roman is not None:
            yield f"r{word.roman}"
    if len(word.sound) >= _SHORTEST_SOUND and (not is_joined or len(word.text) >= _SHORTEST_JOINED_SOUND):
        yield "s" + word.sound
    yield "c" + consonants(word.text)


def roads(word: Word, *, personal: bool) -> Iterator[tuple[str, float]]:
    """Yield keys of units that may agree with a word of a query, and the most that each agreement is worth.

    Not those of another romanisation, which only both words can grade.
    """
    yield "f" + word.family, 1.0
    yield "t" + word.text, 1.0
    yield "j" + word.text, 1.0
    if word.number is not None:
        yield "r" + word.text, 1.0
        return
    if word.roman is not None:
        yield f"f{word.roman}", 1.0
    if len(word.sound) >= _SHORTEST_SOUND:
        yield "s" + word.sound, spelling(word.sound).similarity
    if (sound := sound_of_x(word.text)) is not None:
        yield "s" + sound, X_FOR_KH.similarity
    yield "l" + word.look, LOOKS_ALIKE.similarity
    for text, agreement in equivalents().get(word.text, {}).items():
        yield "t" + text, agreement.similarity
        yield "f" + text, agreement.similarity
    if word.is_vowelless:
        yield "c" + consonants(word.text), VOWELLESS.similarity
    for sound in other_languages().get(word.sound, ()) if personal else ():
        yield "s" + sound, OTHER_LANGUAGE.similarity
