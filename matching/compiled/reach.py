"""Which listed units a word of a query may agree with, compiled: `search.c`, its first half."""

import ctypes
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from struct import Struct, pack, unpack
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.asked import Asked
from matching.compare.alignment import JOINED_FACTOR, JOINED_ROMANISED, SHORTEST_JOINED_SPELLING
from matching.compare.words import (
    CUT_OFF_BASE,
    CUT_OFF_SHARE,
    EXCESS_DISCOUNT,
    LONG_SOUND,
    LOOKS_ALIKE,
    OTHER_LANGUAGE,
    ROMANISED_COST,
    ROMANISED_CUTOFF,
    SHORT_DISCOUNT,
    SHORTEST_TYPO,
    SOUND_DISCOUNT,
    TYPO_CUTOFF,
    known_families,
    romanised_worth,
)
from matching.compiled.library import POINTER, Pointing, Scratch, library
from matching.flat import Array, Keyed, Texts, key_of
from matching.latin import LETTERS, LOOKS, SINGLE, SPELLINGS
from matching.lexicon import Edits, Lexicon
from matching.roads import LOOKS as LOOKS_ROAD
from matching.roads import SOUND, roads_of_languages, roads_of_text, worth_of_sound
from matching.romanised import CONSONANTS, NO_V, NO_VOWEL, OTHER_LETTERS, VOWEL_EDIT, consonant_cost, packed
from matching.units import JOINED, KNOWN, Units

_INT, _FLOAT = ctypes.c_int64, ctypes.c_double
_ASKED = Struct("=4qQ4d5q")
"""The numbers of a word that is asked for, `Asked` of search.c; behind them stand its roads and texts."""
_MOST_CONSONANTS = 64


class _Edits(Pointing):
    _fields_ = (
        ("longest", _INT),
        ("of_length", POINTER),
        ("letters", POINTER),
        ("some", POINTER),
        ("all", POINTER),
        ("numbers", POINTER),
        ("starts", POINTER),
        ("text", POINTER),
    )


class _Units(Pointing):
    _fields_ = (
        ("bits", POINTER),
        ("keys", _INT),
        ("key", POINTER),
        ("key_starts", POINTER),
        ("of_key", POINTER),
        ("words", _Edits),
        ("sounds", _Edits),
        ("sound_starts", POINTER),
        ("of_sound", POINTER),
        ("unit_of", POINTER),
        ("spelled", _INT),
        ("spelled_starts", POINTER),
        ("spelled_text", POINTER),
        ("skeletons", _INT),
        ("skeleton", POINTER),
        ("skeleton_starts", POINTER),
        ("of_skeleton", POINTER),
        ("parsed_starts", POINTER),
        ("parsed", POINTER),
        ("unit_starts", POINTER),
        ("unit_text", POINTER),
        ("typo_cutoff", _FLOAT),
        ("sound_discount", _FLOAT),
        ("short_discount", _FLOAT),
        ("excess_discount", _FLOAT),
        ("romanised_cost", _FLOAT),
        ("romanised_cutoff", _FLOAT),
        ("consonants", _FLOAT * _MOST_CONSONANTS * _MOST_CONSONANTS),
        ("other_letters", _FLOAT),
        ("vowel_edit", _FLOAT),
        ("no_vowel", _FLOAT),
        ("no_v", _FLOAT),
        ("cut_off_base", _FLOAT),
        ("cut_off_share", _FLOAT),
        ("joined_factor", _FLOAT),
        ("joined_romanised", _FLOAT),
        ("shortest_typo", _INT),
        ("shortest_joined", _INT),
        ("joined_bit", _INT),
        ("known_bit", _INT),
        ("spellings", POINTER * 4),
        ("sound_road", _INT),
        ("look_road", _INT),
        ("sound_worth", _FLOAT * (LONG_SOUND + 1)),
        ("look_worth", _FLOAT),
        ("language_worth", _FLOAT),
        ("languages", _INT),
        ("language", POINTER),
        ("language_starts", POINTER),
        ("of_language", POINTER),
    )


class _Found(ctypes.Structure):
    _fields_ = (("count", _INT), ("room", _INT), ("units", POINTER), ("worth", POINTER), ("ends", POINTER))


class Searched(NamedTuple):
    """What `matching.reach.Reach` searches for units."""

    keyed: Keyed
    lexicon: Lexicon
    unit_of: Array
    skeletons: Keyed
    parsed: Texts


class CompiledReach:
    """The units that several types share, searched by the library."""

    def __init__(self, units: Units, searched: Searched) -> None:
        keyed, lexicon, unit_of, skeletons, parsed = searched
        self._words, self._sounds = _edits(lexicon.words), _edits(lexicon.sounds)
        self._spellings = [_pairs(table) for table in (SPELLINGS, LETTERS, SINGLE, LOOKS)]
        languages = _languages()
        self._units = _Units(
            keys=len(keyed.keys),
            words=self._words,
            sounds=self._sounds,
            spelled=len(lexicon.texts),
            skeletons=len(skeletons.keys),
            typo_cutoff=TYPO_CUTOFF,
            sound_discount=SOUND_DISCOUNT,
            short_discount=SHORT_DISCOUNT,
            excess_discount=EXCESS_DISCOUNT,
            romanised_cost=ROMANISED_COST,
            romanised_cutoff=ROMANISED_CUTOFF,
            other_letters=OTHER_LETTERS,
            vowel_edit=VOWEL_EDIT,
            no_vowel=NO_VOWEL,
            no_v=NO_V,
            cut_off_base=CUT_OFF_BASE,
            cut_off_share=CUT_OFF_SHARE,
            joined_factor=JOINED_FACTOR,
            joined_romanised=JOINED_ROMANISED,
            shortest_typo=SHORTEST_TYPO,
            shortest_joined=SHORTEST_JOINED_SPELLING,
            joined_bit=JOINED,
            known_bit=KNOWN,
            sound_road=SOUND,
            look_road=LOOKS_ROAD,
            look_worth=LOOKS_ALIKE.similarity,
            language_worth=OTHER_LANGUAGE.similarity,
            languages=len(languages.keys),
        )
        for place, pairs in enumerate(self._spellings):
            self._units.spellings[place] = pairs.ctypes.data
        for letters in range(LONG_SOUND + 1):
            self._units.sound_worth[letters] = worth_of_sound("a" * letters)
        for one, place in _PLACES.items():
            for other, beside in _PLACES.items():
                self._units.consonants[place][beside] = consonant_cost(one, other) if one != other else 0.0
        self._units.point(
            bits=(units.bits, np.uint8),
            key=(keyed.keys, np.uint64),
            key_starts=(keyed.rows.starts, np.int64),
            of_key=(keyed.rows.values, np.int32),
            sound_starts=(lexicon.of_sound.starts, np.int64),
            of_sound=(lexicon.of_sound.values, np.int32),
            unit_of=(unit_of, np.int32),
            spelled_starts=(lexicon.texts.starts, np.int64),
            spelled_text=(lexicon.texts.letters, np.uint8),
            skeleton=(skeletons.keys, np.uint64),
            skeleton_starts=(skeletons.rows.starts, np.int64),
            of_skeleton=(skeletons.rows.values, np.int32),
            parsed_starts=(parsed.starts, np.int64),
            parsed=(parsed.letters, np.uint8),
            unit_starts=(units.texts.starts, np.int64),
            unit_text=(units.texts.letters, np.uint8),
            language=(languages.keys, np.uint64),
            language_starts=(languages.rows.starts, np.int64),
            of_language=(languages.rows.values, np.uint64),
        )
        count = len(units)
        self._scratch = Scratch((count, np.float64, 0), (count, np.int32, 0))

    def reached(self, asked: Sequence[Asked]) -> list[tuple[NDArray[np.int32], NDArray[np.float64]]]:
        """Give the units that each unit of a query reaches, and the most that each agreement is worth.

        MemoryError where there is no room for them.
        """
        blocks, found, words = b"".join(map(_block, asked)), _Found(), len(asked)
        lent = self._scratch.take()
        count = library().reach(ctypes.byref(self._units), blocks, words, ctypes.byref(found), *lent[1])
        if count < 0:
            library().release_found(ctypes.byref(found))
            raise MemoryError
        self._scratch.give_back(lent)
        units = np.frombuffer(ctypes.string_at(found.units, 4 * count), np.int32)
        worth = np.frombuffer(ctypes.string_at(found.worth, 8 * count), np.float64)
        ends = unpack(f"={words}q", ctypes.string_at(found.ends, 8 * words))
        library().release_found(ctypes.byref(found))
        return [(units[start:end], worth[start:end]) for start, end in pairwise((0, *ends))]


@lru_cache(maxsize=256)  # the words of a query are sought among listed names, and among unlisted ones
def _block(asked: Asked) -> bytes:
    """Give a word that is asked for as the library reads it, in whole numbers of eight bytes."""
    word, shared = asked.word, asked.skeleton
    text, parsed = word.text.encode(), packed(word.text) if shared else b""
    ways = roads_of_text(word)
    texts = text + parsed
    texts += bytes(-len(texts) % 8)
    numbers = _ASKED.pack(
        _ASKED.size + 16 * len(ways) + len(texts),
        len(text),
        len(parsed),
        len(ways),
        key_of(shared) if shared else 0,
        romanised_worth(shared) if shared else 0.0,
        asked.typo_cutoff,
        asked.typo_discount,
        asked.least_likeness,
        asked.is_joined,
        asked.may_be_cut_off,
        bool(shared) and word.family in known_families(),
        word.number is not None,
        asked.personal,
    )
    return numbers + pack(f"={len(ways)}Q{len(ways)}d", *ways, *ways.values()) + texts


_PLACES = {consonant: place for place, consonant in enumerate(CONSONANTS)}


def _pairs(table: Sequence[tuple[str, str]]) -> NDArray[np.uint8]:
    """Give a table of spellings as the library reads it."""
    texts = [text.encode() for pair in table for text in pair]
    return np.frombuffer(b"".join([*(bytes([len(text)]) + text for text in texts), bytes(1)]), np.uint8)


@cache
def _languages() -> Keyed:
    """Give the keys of a name's forms in other languages by the bits of its sound."""
    ways = [(sound, key) for sound, keys in roads_of_languages().items() for key in keys]
    sounds, keys = np.array(ways, np.uint64).reshape(-1, 2).T
    return Keyed.of(sounds, keys)


def _edits(edits: Edits) -> _Edits:
    found = _Edits(longest=len(edits.of_length) - 2)
    some, every = edits.blocks()
    found.point(
        of_length=(edits.of_length, np.int64),
        letters=(edits.letters, np.uint64),
        some=(some, np.uint64),
        all=(every, np.uint64),
        numbers=(edits.numbers, np.int32),
        starts=(edits.texts.starts, np.int64),
        text=(edits.texts.letters, np.uint8),
    )
    return found
