"""Which names of one type may alert on a query, compiled: `search.c`, its second half."""

import ctypes
from collections.abc import Mapping
from itertools import accumulate
from struct import Struct, pack

import numpy as np

from lists.entities import EntityType
from matching.asked import EXACT_ENOUGH
from matching.compare.names import LONGEST_ALONE, SHORTEST_EMBEDDED
from matching.compare.words import INITIAL, OTHER_NUMBER
from matching.compiled.library import POINTER, Pointing, Scratch, library
from matching.met import Listed, MayAlert, by_name
from matching.search import LEAST_LIKENESS, Reaching, Search
from matching.units import INITIAL as IS_INITIAL
from matching.units import NUMERAL

_INT = ctypes.c_int64
_QUERY = Struct("=13q15d")
"""The numbers of a query, `Query` of search.c; behind them stand its words and what they reach."""


class _Names(Pointing):
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


class _Pairs(ctypes.Structure):
    _fields_ = (("count", _INT), ("room", _INT), ("rows", POINTER))


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
            (len(units), np.int32, -1),
            (len(spelled), np.uint8, 0),
            (len(spelled), np.int32, 0),
            (len(spelled), np.float64, 0),
        )

    def of(self, search: Search, reaching: Reaching) -> Mapping[int, MayAlert]:
        """Give the names that may alert.

        MemoryError where the query's words leave no room.
        """
        query, pairs = _block(search, reaching), _Pairs()
        lent = self._scratch.take()
        (_, _, names, bounds), pointers = lent
        count = library().candidates(ctypes.byref(self._names), query, ctypes.byref(pairs), *pointers)
        found: Mapping[int, MayAlert] = {}
        if count > 0:
            rows = np.frombuffer(ctypes.string_at(pairs.rows, 12 * pairs.count), np.int32)
            found = by_name(names[:count], bounds[:count], rows.reshape(-1, 3))
        library().release_pairs(ctypes.byref(pairs))
        if count < 0:
            raise MemoryError
        self._scratch.give_back(lent)
        return found


def _block(search: Search, reaching: Reaching) -> bytes:
    """Give what is asked for as the library reads it."""
    policy, rules, words = search.policy, search.rules, search.words
    ends = [0, *accumulate(len(units) for units, _ in reaching.found)]
    numbers = _QUERY.pack(
        len(words),
        len(reaching.spans),
        len(search.rows),
        rules.short_length,
        search.shortest_beside,
        SHORTEST_EMBEDDED,
        LONGEST_ALONE,
        search.kind is EntityType.VESSEL,
        search.kind is EntityType.PERSON,
        search.may_be_inside,
        search.only_whole,
        search.is_graded,
        search.repeats,
        search.total,
        search.needed,
        search.lowest,
        rules.missing,
        rules.extra,
        rules.replaced,
        policy.generic_weight,
        policy.generic_only,
        policy.short_name_typo,
        policy.embedded_weight,
        policy.embedded_score,
        INITIAL.similarity,
        OTHER_NUMBER.similarity,
        EXACT_ENOUGH,
        LEAST_LIKENESS,
    )
    spans = [place for span in reaching.spans for place in span]
    by_word = pack(f"={len(words)}d{len(words)}q", *search.weights, *search.copies)
    places = pack(f"={len(spans) + len(ends) + len(search.rows)}q", *spans, *ends, *search.rows)
    return b"".join(
        (
            numbers,
            by_word,
            places,
            *(likeness.tobytes() for _, likeness in reaching.found),
            *(units.tobytes() for units, _ in reaching.found),
            "".join([word.text[0] for word in words]).encode(),
            bytes([word.is_initial for word in words]),
            bytes([word.is_numeral for word in words]),
        )
    )
