"""Which names of one type may alert on a query, compiled: `search.c`, its second half."""

import ctypes
from collections.abc import Mapping

import numpy as np

from lists.entities import EntityType
from matching.asked import EXACT_ENOUGH
from matching.compare.alignment import MayAgree
from matching.compare.names import LONGEST_ALONE, SHORTEST_EMBEDDED
from matching.compare.words import INITIAL, OTHER_NUMBER
from matching.compiled.library import POINTER, Scratch, Struct, library
from matching.met import Listed, by_name
from matching.search import LEAST_LIKENESS, Reaching, Search
from matching.units import INITIAL as IS_INITIAL
from matching.units import NUMERAL

_INT, _FLOAT, _FLAG = ctypes.c_int64, ctypes.c_double, ctypes.c_int32


class _Names(Struct):
    _fields_ = (
        ("longest", _INT),
        ("post_starts", POINTER),
        ("post_names", POINTER),
        ("heaviest", POINTER),
        ("weights", POINTER),
        ("single", POINTER),
        ("initials", POINTER),
        ("word_starts", POINTER),
        ("word_units", POINTER),
        ("word_shares", POINTER),
        ("span_starts", POINTER),
        ("spans", POINTER),
        ("bits", POINTER),
        ("unit_starts", POINTER),
        ("unit_text", POINTER),
        ("initial_bit", _INT),
        ("numeral_bit", _INT),
    )


class _Query(ctypes.Structure):
    _fields_ = (
        ("words", _INT),
        ("weights", ctypes.c_char_p),
        ("copies", ctypes.c_char_p),
        ("letters", ctypes.c_char_p),
        ("is_initial", ctypes.c_char_p),
        ("is_numeral", ctypes.c_char_p),
        ("units", _INT),
        ("unit_words", ctypes.c_char_p),
        ("reached", ctypes.c_char_p),
        ("unit", ctypes.c_char_p),
        ("likeness", ctypes.c_char_p),
        ("places", _INT),
        ("row", ctypes.c_char_p),
        ("total", _FLOAT),
        ("needed", _FLOAT),
        ("lowest", _FLOAT),
        ("missing", _FLOAT),
        ("extra", _FLOAT),
        ("replaced", _FLOAT),
        ("generic_weight", _FLOAT),
        ("generic_only", _FLOAT),
        ("short_name_typo", _FLOAT),
        ("embedded_weight", _FLOAT),
        ("initial", _FLOAT),
        ("other_number", _FLOAT),
        ("nearly_exact", _FLOAT),
        ("least_likeness", _FLOAT),
        ("short_length", _INT),
        ("single_length", _INT),
        ("shortest_embedded", _INT),
        ("longest_alone", _INT),
        ("is_vessel", _FLAG),
        ("is_person", _FLAG),
        ("may_be_inside", _FLAG),
        ("only_whole", _FLAG),
        ("is_graded", _FLAG),
        ("repeats", _FLAG),
    )


class _Pairs(ctypes.Structure):
    _fields_ = (("count", _INT), ("room", _INT), ("rows", ctypes.POINTER(ctypes.c_int32)))


class CompiledCandidates:
    """The candidate search over the names of one type, by the library."""

    def __init__(self, listed: Listed) -> None:
        spelled, units, postings = listed
        self._names = _Names(
            longest=postings.longest,
            initial_bit=IS_INITIAL,
            numeral_bit=NUMERAL,
        )
        self._names.point(
            post_starts=(postings.names.starts, np.int64),
            post_names=(postings.names.values, np.int32),
            heaviest=(postings.heaviest, np.float32),
            weights=(postings.weights, np.float32),
            single=(postings.single, np.uint8),
            initials=(postings.initials, np.uint64),
            word_starts=(spelled.words.starts, np.int64),
            word_units=(spelled.words.values, np.int32),
            word_shares=(postings.word_shares, np.float32),
            span_starts=(spelled.spans.starts, np.int64),
            spans=(spelled.spans.values, np.int32),
            bits=(units.bits, np.uint8),
            unit_starts=(units.texts.starts, np.int64),
            unit_text=(units.texts.letters, np.uint8),
        )
        self._scratch = Scratch(
            (len(units), np.int32, -1), (len(spelled), np.uint8, 0), (len(spelled), np.int32, 0)
        )

    def of(self, search: Search, reaching: Reaching) -> Mapping[int, MayAgree]:
        """Give the names that may alert, and what may agree in each.

        MemoryError where the query's words leave no room.
        """
        query, pairs = _query(search, reaching), _Pairs()
        with self._scratch.lent() as (arrays, pointers):
            given = ctypes.byref(self._names), ctypes.byref(query), ctypes.byref(pairs)
            try:
                count = library().candidates(*given, *pointers)
                if count < 0:
                    raise MemoryError
                if not count:
                    return {}
                rows = np.ctypeslib.as_array(pairs.rows, (pairs.count, 3))
                return by_name(arrays[2][:count], rows)
            finally:
                library().release(ctypes.byref(pairs))


def _query(search: Search, reaching: Reaching) -> _Query:
    policy, rules = search.policy, search.rules
    rows = np.array(search.rows, dtype=np.int64)
    words = search.words
    return _Query(
        weights=search.weights.tobytes(),
        copies=np.bincount(rows, minlength=len(words)).tobytes(),
        letters="".join([word.text[0] for word in words]).encode(),
        is_initial=bytes([word.is_initial for word in words]),
        is_numeral=bytes([word.is_numeral for word in words]),
        unit_words=reaching.spans.tobytes(),
        reached=reaching.ends.tobytes(),
        unit=reaching.units.tobytes(),
        likeness=reaching.likeness.tobytes(),
        row=rows.tobytes(),
        words=len(words),
        units=len(reaching.spans),
        places=len(search.rows),
        total=search.total,
        needed=search.needed,
        lowest=search.lowest,
        missing=rules.missing,
        extra=rules.extra,
        replaced=rules.replaced,
        generic_weight=policy.generic_weight,
        generic_only=policy.generic_only,
        short_name_typo=policy.short_name_typo,
        embedded_weight=policy.embedded_weight,
        initial=INITIAL.similarity,
        other_number=OTHER_NUMBER.similarity,
        nearly_exact=EXACT_ENOUGH,
        least_likeness=LEAST_LIKENESS,
        short_length=rules.short_length,
        single_length=search.shortest_beside,
        shortest_embedded=SHORTEST_EMBEDDED,
        longest_alone=LONGEST_ALONE,
        is_vessel=search.kind is EntityType.VESSEL,
        is_person=search.kind is EntityType.PERSON,
        may_be_inside=search.may_be_inside,
        only_whole=search.only_whole,
        is_graded=search.is_graded,
        repeats=search.repeats,
    )
