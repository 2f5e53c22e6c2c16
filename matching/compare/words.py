"""How two words agree: the one definition that index and score share."""

from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from matching.latin import consonants
from matching.normalise import Word
from matching.tables import read_table

# An edit distance of up to this share of the longer word is a possible typo (OSA: insert, delete,
# substitute, swap neighbours, each counts one).
TYPO_CUTOFF = 0.7
SHORTEST_TYPO = 4
SHORTEST_VOWELLESS = 4
SHORTEST_PREFIX = 3
_SOUND_DISCOUNT = 0.02


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a word of the query met a word of a listed name, and how nearly (0..1, 1 is equal)."""

    how: str
    similarity: float


EXACT = Agreement("exact", 1.0)
_NUMERAL = Agreement("numeral", 1.0)
_TRANSLATED = Agreement("translation", 0.88)
_VOWELLESS = Agreement("vowels_dropped", 0.86)
_LOOKS_ALIKE = Agreement("look_alike", 0.94)
INITIAL = Agreement("initial", 0.65)


def agree(query: Word, listed: Word) -> Agreement | None:
    """Say how two words agree, whatever their place in the name; None where they do not."""
    if query.text == listed.text:
        return EXACT
    if query.number is not None or listed.number is not None:
        return _agree_as_numbers(query, listed)
    return _agree_as_text(query, listed)


def _agree_as_numbers(query: Word, listed: Word) -> Agreement | None:
    if query.number is not None and query.number == listed.roman:
        return _NUMERAL
    return _NUMERAL if listed.number is not None and listed.number == query.roman else None


@lru_cache(maxsize=1_000_000)
def _agree_as_text(query: Word, listed: Word) -> Agreement | None:
    """Find the best of the agreements between two words that are not equal."""
    found = [agreement for agreement in (_by_sound(query, listed), _by_edits(query, listed)) if agreement]
    if query.look == listed.look and len(query.text) >= SHORTEST_TYPO:
        found.append(_LOOKS_ALIKE)
    if listed.text in translations().get(query.text, ()):
        found.append(_TRANSLATED)
    if is_vowelless(query.text) and consonants(listed.text) == query.text:
        found.append(_VOWELLESS)
    return max(found, key=lambda agreement: agreement.similarity, default=None)


def _by_sound(query: Word, listed: Word) -> Agreement | None:
    if query.sound != listed.sound or len(query.sound) < 3:
        return None
    return Agreement("spelling", 0.97 if len(query.sound) >= 5 else 0.94)


def _by_edits(query: Word, listed: Word) -> Agreement | None:
    """Grade a typo: the share of letters that stay, less for short words."""
    if not (query.text.isalpha() and listed.text.isalpha()):
        return None
    by_text = typo_similarity(query.text, listed.text)
    by_sound = typo_similarity(query.sound, listed.sound) - _SOUND_DISCOUNT
    similarity = max(by_text, by_sound)
    return Agreement("typo", similarity) if similarity > 0 else None


def typo_similarity(one: str, other: str) -> float:
    """Give 1 - edits / length of the longer, lowered for short words; 0 beyond a possible typo."""
    shorter = min(len(one), len(other))
    if shorter < SHORTEST_TYPO:
        return 0.0
    similarity = float(OSA.normalized_similarity(one, other, score_cutoff=TYPO_CUTOFF))
    if similarity == 0.0:
        return 0.0
    longer = max(len(one), len(other))
    return similarity if longer > 5 else similarity - (0.03 if longer == 5 else 0.1)


def agree_cut_off(query: Word, listed: Word) -> Agreement | None:
    """Say whether the query's last word is the listed word cut off."""
    length, whole = len(query.text), len(listed.text)
    if not SHORTEST_PREFIX <= length < whole or 2 * length < whole or query.number is not None:
        return None
    return Agreement("cut_off", 0.8 + 0.17 * length / whole) if listed.text.startswith(query.text) else None


def agree_by_initial(query: Word, listed: Word) -> Agreement | None:
    """Say whether one word is the other's first letter."""
    if query.is_initial == listed.is_initial or query.text[0] != listed.text[0]:
        return None
    return INITIAL if query.number is None and listed.number is None else None


def is_vowelless(text: str) -> bool:
    """Say whether a word of some length has consonants only."""
    return len(text) >= SHORTEST_VOWELLESS and consonants(text) == text and text.isalpha()


@cache
def translations() -> dict[str, frozenset[str]]:
    """Give, for each word that is translated in names, the words it may stand for; both ways."""
    pairs: dict[str, set[str]] = {}
    for row in read_table("translations.csv"):
        if row["russian"] != row["english"]:
            pairs.setdefault(row["russian"], set()).add(row["english"])
            pairs.setdefault(row["english"], set()).add(row["russian"])
    return {word: frozenset(others) for word, others in pairs.items()}
