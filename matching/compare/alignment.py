"""Which words of two names met: pairs of units so that no word serves twice."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from matching.compare.words import (
    TYPO_CUTOFF,
    Agreement,
    agree,
    agree_as_other_numbers,
    agree_by_initial,
    agree_cut_off,
)
from matching.normalise import Reading, Unit
from matching.roads import asked_roads, listed_roads

WEAK_LINKS = frozenset({"initial", "other_number"})
"""Agreements that never bring two names together by themselves."""
JOINED_FACTOR = 0.98  # factor on words that agree only when written together
_SHORTEST_JOINED_SPELLING = 6
JOINED_TYPO = 0.9
_JOINED_ROMANISED = 0.88
_OTHER_SPELLING = frozenset({"spelling", "romanised"})
_SAME_LETTERS = frozenset({"joined", "split"})
_PREFERENCE_OF_SAME_LETTERS = 0.999  # before an abbreviation: "INT ERNATIONAL" is no "INTL"
_WHEN_JOINED = frozenset({"exact", "spelling", "romanised", "vowels_dropped"})


class Pair(NamedTuple):
    """Units of both names that agree."""

    query: Unit
    listed: Unit
    agreement: Agreement


def align(
    query: Reading,
    listed: Reading,
    listed_weights: list[float],
    *,
    numbers_may_differ: bool,
    personal: bool,
) -> tuple[Pair, ...]:
    """Pair units of both names, nearest and heaviest first.

    Empty where no pair of them agrees by more than an initial or being a number.
    """
    possible = list(_agreements(query, listed, numbers_may_differ=numbers_may_differ, personal=personal))
    if all(pair.agreement.how in WEAK_LINKS for pair in possible):
        return ()
    possible.sort(key=lambda pair: _preference(pair, listed_weights))
    chosen: list[Pair] = []
    taken_query: set[int] = set()
    taken_listed: set[int] = set()
    for pair in possible:
        query_words = range(pair.query.start, pair.query.end)
        listed_words = range(pair.listed.start, pair.listed.end)
        if taken_query.isdisjoint(query_words) and taken_listed.isdisjoint(listed_words):
            chosen.append(pair)
            taken_query.update(query_words)
            taken_listed.update(listed_words)
    return tuple(sorted(chosen, key=lambda pair: pair.listed.start))


def _preference(pair: Pair, weights: list[float]) -> tuple[float, float, int, int]:
    """Order pairs: equal words, then words with equal letters, then by likeness; heavier words first."""
    weight = sum(weights[pair.listed.start : pair.listed.end])
    same_letters = pair.agreement.how in _SAME_LETTERS
    return (
        -(_PREFERENCE_OF_SAME_LETTERS if same_letters else pair.agreement.similarity),
        -weight,
        abs(pair.query.start - pair.listed.start),
        pair.query.start,
    )


def _agreements(
    query: Reading, listed: Reading, *, numbers_may_differ: bool, personal: bool
) -> Iterator[Pair]:
    """Yield every pair of units that agree."""
    has_initials = any(word.is_initial for word in listed.words)
    may_agree = _may_agree(query.units, listed.units, personal=personal)
    for place, asked in enumerate(query.units):
        word = asked.word
        is_last = asked.end == len(query.words) and not asked.is_joined
        may_be_number = numbers_may_differ and word.is_numeral
        by_letter = word.is_initial or has_initials
        known = may_agree[place]
        others = range(len(listed.units)) if is_last or may_be_number or by_letter else sorted(known)
        for number in others:
            named = listed.units[number]
            other = named.word
            if asked.is_joined and named.is_joined and word.text != other.text:
                continue
            best = agree(word, other, personal=personal) if number in known else None
            if asked.is_joined or named.is_joined:
                if best is not None:
                    best = _joined(best, named)
            else:
                if is_last:
                    best = _better(best, agree_cut_off(word, other))
                if by_letter and (word.is_initial or other.is_initial):
                    best = _better(best, agree_by_initial(word, other))
                if may_be_number:
                    best = _better(best, agree_as_other_numbers(word, other))
            if best is not None:
                yield Pair(asked, named, best)


def _may_agree(query: tuple[Unit, ...], listed: tuple[Unit, ...], *, personal: bool) -> list[set[int]]:
    """Give for each unit of the query the places of the listed units that may agree with it.

    By a road that both are on, or by a few edits: quick, and too many, for `agree` grades them.
    """
    found: list[set[int]] = [set() for _ in query]
    on_road = _on_roads(query, personal)
    for number, named in enumerate(listed):
        for key in listed_roads(named.word, personal=personal):
            for place in on_road.get(key, ()):
                found[place].add(number)
    for texts in (_texts, _sounds):
        near = cdist(texts(query), texts(listed), scorer=OSA.normalized_similarity, score_cutoff=TYPO_CUTOFF)
        for place, number in zip(*(at.tolist() for at in near.nonzero()), strict=True):
            found[place].add(number)
    return found


def _texts(units: tuple[Unit, ...]) -> list[str]:
    return [unit.word.text for unit in units]


def _sounds(units: tuple[Unit, ...]) -> list[str]:
    return [unit.word.sound for unit in units]


@lru_cache(maxsize=16)  # a query is compared with one name after the other
def _on_roads(query: tuple[Unit, ...], personal: bool) -> dict[str, list[int]]:
    """Give, for the key of each road, the places of the query's units that are on it."""
    on_road: dict[str, list[int]] = {}
    for place, unit in enumerate(query):
        for key in asked_roads(unit.word, personal=personal):
            on_road.setdefault(key, []).append(place)
    return on_road


def _joined(agreement: Agreement, named: Unit) -> Agreement | None:
    """Grade units that agree only when written together; a typo is allowed where the query split a word."""
    if named.is_joined and agreement.how not in _WHEN_JOINED:
        return None
    if agreement.how in _OTHER_SPELLING and len(named.word.text) < _SHORTEST_JOINED_SPELLING:
        return None
    if agreement.how == "typo" and agreement.similarity < JOINED_TYPO:
        return None
    if agreement.how == "romanised" and agreement.similarity < _JOINED_ROMANISED:
        return None
    how = {"exact": "joined" if named.is_joined else "split"}.get(agreement.how, agreement.how)
    return Agreement(how, agreement.similarity * JOINED_FACTOR)


def _better(one: Agreement | None, other: Agreement | None) -> Agreement | None:
    if one is None or (other is not None and other.similarity > one.similarity):
        return other
    return one
