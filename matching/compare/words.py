"""How two words agree: the one definition that index and score share."""

from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from matching.latin import consonants, sound_key, sound_of_x
from matching.normalise import Word
from matching.rarity import shipped_frequencies
from matching.romanised import likeness, skeleton
from matching.tables import mapping, read_table

# An edit distance of up to this share of the longer word is a possible typo (OSA: insert, delete,
# substitute, swap neighbours, each counts one).
TYPO_CUTOFF = 0.7
SHORTEST_TYPO = 4
SHORTEST_PREFIX = 3
SOUND_DISCOUNT = 0.04
LONG_SOUND = 5
"""Letters from which a sound says as much as a longer one."""
_SPELLING_CUTOFF = 0.6
SHORT_DISCOUNT = 0.1  # of four letters
EXCESS_DISCOUNT = 0.12
REAL_WORD_DISCOUNT = 0.12
# What a word cut off is worth, however little is left of it, and by the share of letters that are.
CUT_OFF_BASE, CUT_OFF_SHARE = 0.8, 0.17
# Other romanisations: the most they are worth, less where few consonants say it, less for other vowels.
_ROMANISED = 0.97
_FEW_CONSONANTS = {1: 0.1, 2: 0.07, 3: 0.02}
ROMANISED_COST = 1.2
ROMANISED_CUTOFF = 0.7


class Agreement(NamedTuple):
    """How a word of the query met a word of a listed name, and how nearly (0..1, 1 is equal)."""

    how: str
    similarity: float


EXACT = Agreement("exact", 1.0)
OTHER_NUMBER = Agreement("other_number", 0.5)
_SAME_FAMILY = Agreement("abbreviation", 0.995)
_NUMERAL = Agreement("numeral", 1.0)
VOWELLESS = Agreement("vowels_dropped", 0.86)
LOOKS_ALIKE = Agreement("look_alike", 0.96)
OTHER_LANGUAGE = Agreement("other_language", 0.92)
_SPELLING, _SHORT_SPELLING = Agreement("spelling", 0.97), Agreement("spelling", 0.94)
X_FOR_KH = Agreement("spelling", 0.94)
INITIAL = Agreement("initial", 0.65)


def agree(query: Word, listed: Word, *, personal: bool) -> Agreement | None:
    """Say how two words agree, whatever their place in the name; None where they do not.

    `personal` are words of persons' names, read as such.
    """
    if query.text == listed.text:
        return EXACT
    if query.family == listed.family:
        return _SAME_FAMILY
    if query.number is not None or listed.number is not None:
        return _agree_as_numbers(query, listed)
    return _agree_as_text(query, listed, personal=personal)


def _agree_as_numbers(query: Word, listed: Word) -> Agreement | None:
    if query.number is not None and query.number == listed.roman:
        return _NUMERAL
    return _NUMERAL if listed.number is not None and listed.number == query.roman else None


def _agree_as_text(query: Word, listed: Word, *, personal: bool) -> Agreement | None:
    """Find the best of the agreements between two words that are not equal."""
    found: list[Agreement] = []
    if query.sound == listed.sound and (spelled := _by_sound(query, listed)):
        found.append(spelled)
    if edited := _by_edits(query, listed):
        found.append(edited)
    if "x" in query.text and sound_of_x(query.text) == listed.sound and len(listed.sound) >= SHORTEST_TYPO:
        found.append(X_FOR_KH)
    if query.look == listed.look and len(query.text) >= SHORTEST_TYPO:
        found.append(LOOKS_ALIKE)
    if personal:
        if listed.sound in other_languages().get(query.sound, ()):
            found.append(OTHER_LANGUAGE)
        if romanised := agree_romanised(query, listed):
            found.append(romanised)
    equivalent = equivalents().get(query.text)
    if equivalent and listed.text in equivalent:
        found.append(equivalent[listed.text])
    if query.is_vowelless and consonants(listed.text) == consonants(query.text):
        found.append(VOWELLESS)
    if not found:
        return None
    best = max(found, key=lambda agreement: agreement.similarity)
    if best.how == "typo" and query.text in shipped_frequencies():
        # A common word, rightly spelled, is rarely another word misspelt: "shipping" is not "shining".
        return Agreement("typo", best.similarity - REAL_WORD_DISCOUNT)
    return best


def _by_sound(query: Word, listed: Word) -> Agreement | None:
    """Grade another spelling of one sound; texts that share too little only happen to sound alike."""
    if len(query.sound) < 3:
        return None
    if OSA.normalized_similarity(query.text, listed.text) < _SPELLING_CUTOFF:
        return None
    return spelling(query.sound)


def spelling(sound: str) -> Agreement:
    """Give the agreement of two spellings of one sound: a short one says less."""
    return _SPELLING if len(sound) >= LONG_SOUND else _SHORT_SPELLING


def agree_romanised(query: Word, listed: Word) -> Agreement | None:
    """Grade another romanisation of a person's name: the same consonants, and vowels that may be theirs."""
    shared = skeleton(query.text)
    if not shared or shared != skeleton(listed.text) or _are_two_names(query, listed):
        return None
    similarity = romanised_worth(shared) - ROMANISED_COST * (1.0 - likeness(query.text, listed.text))
    return Agreement("romanised", similarity) if similarity >= ROMANISED_CUTOFF else None


def romanised_worth(shared: str) -> float:
    """Give the most that another romanisation with these consonants is worth: few of them say less."""
    return _ROMANISED - _FEW_CONSONANTS.get(len(shared), 0.0)


def _are_two_names(query: Word, listed: Word) -> bool:
    """Say whether both are known names, rightly spelled, and not the same: HASAN and HUSAYN."""
    known = known_families()
    return query.family != listed.family and query.family in known and listed.family in known


@cache
def known_families() -> frozenset[str]:
    """Give the families of persons' names that are known, rightly spelled."""
    return frozenset(mapping("name_particles.csv").values())


@cache
def other_languages() -> dict[str, frozenset[str]]:
    """Give, for the sound of a given name or patronymic, the sounds of its forms in other languages."""
    forms: dict[str, set[str]] = {}
    for row in read_table("given_names.csv"):
        forms.setdefault(row["name"], set()).add(sound_key(row["form"]))
    groups: dict[str, set[str]] = {}
    for sounds in forms.values():
        for sound in sounds:
            groups.setdefault(sound, set()).update(sounds)
    return {sound: frozenset(others - {sound}) for sound, others in groups.items()}


def _by_edits(query: Word, listed: Word) -> Agreement | None:
    """Grade a typo: the share of letters that stay, less for short words."""
    similarity = typo_similarity(query.text, listed.text)
    if query.sound != query.text or listed.sound != listed.text:
        by_sound = typo_similarity(query.sound, listed.sound) - SOUND_DISCOUNT
        if by_sound > similarity and (OSA.normalized_similarity(query.text, listed.text) >= _SPELLING_CUTOFF):
            similarity = by_sound
    if similarity <= 0 or not (query.text.isalpha() and listed.text.isalpha()):
        return None
    return Agreement("typo", similarity)


def typo_similarity(one: str, other: str) -> float:
    """Give 1 - edits / length of the longer, lowered for short words and many edits; 0 beyond a typo."""
    length, others = len(one), len(other)
    if length < TYPO_CUTOFF * others or others < TYPO_CUTOFF * length:
        return 0.0
    if length < SHORTEST_TYPO or others < SHORTEST_TYPO:
        return 0.0
    similarity = float(OSA.normalized_similarity(one, other, score_cutoff=TYPO_CUTOFF))
    return graded(similarity, max(length, others)) if similarity else 0.0


def graded(similarity: float, longer: int) -> float:
    """Lower what an edit distance says of two words, the longer of so many letters."""
    usual = 1 if longer <= 7 else 2
    excess = max(0, round((1.0 - similarity) * longer) - usual)
    return similarity - (SHORT_DISCOUNT if longer == SHORTEST_TYPO else 0.0) - EXCESS_DISCOUNT * excess


def agree_cut_off(query: Word, listed: Word) -> Agreement | None:
    """Say whether the query's last word is the listed word cut off."""
    length, whole = len(query.text), len(listed.text)
    if not SHORTEST_PREFIX <= length < whole or 2 * length < whole or query.number is not None:
        return None
    return (
        Agreement("cut_off", cut_off_likeness(length, whole)) if listed.text.startswith(query.text) else None
    )


def cut_off_likeness(length: int, whole: int) -> float:
    """Say how nearly so many letters of a word agree with all of it."""
    return CUT_OFF_BASE + CUT_OFF_SHARE * length / whole


@cache
def equivalents() -> dict[str, dict[str, Agreement]]:
    """Give, for each word that has translations or pet forms, the words it may stand for; both ways."""
    pairs: dict[str, dict[str, Agreement]] = {}
    for table, how, similarity in (
        ("translations.csv", "translation", 0.88),
        ("nicknames.csv", "nickname", 0.9),
    ):
        for row in read_table(table):
            one, other = row.values()
            if one != other:
                pairs.setdefault(one, {})[other] = Agreement(how, similarity)
                pairs.setdefault(other, {})[one] = Agreement(how, similarity)
    return pairs
