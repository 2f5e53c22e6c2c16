"""Which words of two names met: pairs of units so that no word serves twice."""

from itertools import product
from typing import NamedTuple

from matching.compare.weighed import Weighed
from matching.compare.words import EXACT, INITIAL, OTHER_NUMBER, Agreement, agree, agree_cut_off
from matching.normalise import Unit

WEAK_LINKS = frozenset({"initial", "other_number"})
"""Agreements that never bring two names together by themselves."""
JOINED_FACTOR = 0.98  # factor on words that agree only when written together
SHORTEST_JOINED_SPELLING = 6
JOINED_TYPO = 0.9
JOINED_ROMANISED = 0.88
_OTHER_SPELLING = frozenset({"spelling", "romanised"})
_SAME_LETTERS = frozenset({"joined", "split"})
_PREFERENCE_OF_SAME_LETTERS = 0.999  # before an abbreviation: "INT ERNATIONAL" is no "INTL"
_WHEN_JOINED = frozenset({"exact", "spelling", "romanised", "vowels_dropped"})


MayAgree = list[tuple[int, int]]
"""The places of units of a query and of a listed name that may agree, by more than an initial or a number."""


class Pair(NamedTuple):
    """Units of both names that agree."""

    query: Unit
    listed: Unit
    agreement: Agreement


def align(
    query: Weighed,
    listed: Weighed,
    *,
    numbers_may_differ: bool,
    personal: bool,
    may_agree: MayAgree | None = None,
) -> tuple[Pair, ...]:
    """Pair units of both names, nearest and heaviest first.

    `may_agree` holds all that do, where a search has found them. Empty where no pair agrees by more than an
    initial or being a number.
    """
    asked, named = query.reading.units, listed.reading.units
    if may_agree is None:
        may_agree = list(product(range(len(asked)), range(len(named))))
    found: dict[tuple[int, int], Agreement] = {}
    words = len(query.reading.words)
    for place, number in may_agree:
        agreement = _agreement(asked[place], named[number], words, personal=personal)
        if agreement is not None:
            found[place, number] = agreement
    if not found:
        return ()
    for both in query.by_initial(listed):
        _add(found, both, INITIAL)
    for both in query.numbers(listed) if numbers_may_differ else ():
        _add(found, both, OTHER_NUMBER)
    possible = [Pair(asked[place], named[number], found[place, number]) for place, number in sorted(found)]
    possible.sort(key=lambda pair: _preference(pair, listed))
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


def _add(found: dict[tuple[int, int], Agreement], both: tuple[int, int], agreement: Agreement) -> None:
    """Note how two units agree where nothing better is known of them."""
    known = found.get(both)
    if known is None or known.similarity < agreement.similarity:
        found[both] = agreement


def _preference(pair: Pair, listed: Weighed) -> tuple[float, float, int, int]:
    """Order pairs: equal words, then words with equal letters, then by likeness; heavier words first."""
    weight = listed.weight(pair.listed.start, pair.listed.end)
    same_letters = pair.agreement.how in _SAME_LETTERS
    return (
        -(_PREFERENCE_OF_SAME_LETTERS if same_letters else pair.agreement.similarity),
        -weight,
        abs(pair.query.start - pair.listed.start),
        pair.query.start,
    )


def _agreement(asked: Unit, named: Unit, words: int, *, personal: bool) -> Agreement | None:
    """Say how two units agree, but for initials and numbers; the query has so many words."""
    word, other = asked.word, named.word
    if asked.is_joined and named.is_joined:
        return _joined(EXACT, named) if word.text == other.text else None
    best = agree(word, other, personal=personal)
    if asked.is_joined or named.is_joined:
        return None if best is None else _joined(best, named)
    if asked.end == words:
        cut_off = agree_cut_off(word, other)
        if best is None or (cut_off is not None and cut_off.similarity > best.similarity):
            return cut_off
    return best


def _joined(agreement: Agreement, named: Unit) -> Agreement | None:
    """Grade units that agree only when written together; a typo is allowed where the query split a word."""
    if named.is_joined and agreement.how not in _WHEN_JOINED:
        return None
    if agreement.how in _OTHER_SPELLING and len(named.word.text) < SHORTEST_JOINED_SPELLING:
        return None
    if agreement.how == "typo" and agreement.similarity < JOINED_TYPO:
        return None
    if agreement.how == "romanised" and agreement.similarity < JOINED_ROMANISED:
        return None
    how = {"exact": "joined" if named.is_joined else "split"}.get(agreement.how, agreement.how)
    return Agreement(how, agreement.similarity * JOINED_FACTOR)
