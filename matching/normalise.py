"""Names as comparable words.

One reading serves listed names and queries alike, so that whatever is folded here is equal on both sides.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from lists.entities import EntityType
from matching.clean_text import CleanText, clean
from matching.forms import SplitName, split_forms
from matching.latin import look_key, sound_key
from matching.numbers import number_at, roman_value
from matching.tables import mapping
from matching.tokens import tokenise, without_prefix

# "SiemensAG", "PolPot": a capital after three small letters begins a word; "McCain" is one.
_CAMEL_CASE = re.compile("([a-zа-яё]{3})([A-ZА-ЯЁ])")
_VOWEL = frozenset("aeiou")
_LONGEST_JOIN = 6
# A longer text is a sentence, no name that somebody ran together.
_LONGEST_WITH_JOINS = 16
_MOST_REPEATED = 2
_SHORTEST_GLUED_FORM = 2
_SHORTEST_VOWELLESS = 4
_SHORTEST_ABJAD = 3
# Payment and screening fields cut names at 16 characters or more.
SHORTEST_CUT = 16
_MASK = re.compile("[0-9@$]")
_MASKED = re.compile(r"[^\W\d_][0-9@$]+[^\W\d_]")
_MAYBE_MASKED = re.compile(r"[^\s\-.,;/]+")
_LEET = str.maketrans("0134578@$", "oieastbas")
# Digits at a word's edges that may be letters: a number of a ship or fund has a blank or hyphen before it.
_MASKED_EDGE = re.compile(r"[0134578@$]{0,2}[^\W\d_]{3,}[0134578@$]{0,2}|[^\W\d_]{2,}0")


class Word(NamedTuple):
    """A word of a name: Latin text, its family, and its number if it is one.

    `family` is one word for all abbreviations, spellings and plurals of a common word ("SHPG" is shipping).
    `is_vowelless` marks a word whose vowels were dropped or are never written (Arabic, Hebrew).
    `number` is set for digits and number words; `roman` for letters that may be a Roman numeral.
    A tuple, as units are: it is made three times as fast as a frozen dataclass.
    """

    text: str
    family: str
    number: int | None = None
    roman: int | None = None
    is_initial: bool = False
    is_vowelless: bool = False

    @property
    def sound(self) -> str:
        """The key under which its spellings by sound meet."""
        return sound_key(self.text)

    @property
    def look(self) -> str:
        """The key under which its spellings by look meet; digits stay what they are."""
        return self.text if self.number is not None else look_key(self.text)

    @property
    def is_numeral(self) -> bool:
        """Say whether the word is a number, or letters that a number may be written with."""
        return self.number is not None or self.roman is not None


class Unit(NamedTuple):
    """What is compared at once: the words start to end (exclusive) of a name, written together."""

    start: int
    end: int
    word: Word
    is_joined: bool


class _Piece(NamedTuple):
    """A token or number as written; `word` is the place of its word, None for a token of a legal form."""

    text: str
    word: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A name read: its words without legal forms, the forms' symbols, and signs of evasion.

    `words` is empty where nothing comparable is left. `units` are the single words, then up to three
    neighbours written together, then a longer name written as one word.
    """

    words: tuple[Word, ...]
    forms: tuple[str, ...]
    signs: tuple[str, ...]
    units: Sequence[Unit]
    flat: str
    """All Latin tokens, legal forms too, with a blank between them."""

    def is_cut_from(self, whole: "Reading") -> bool:
        """Say whether this is the beginning of another name, broken off inside a word as by a field's end."""
        length = len(self.flat)
        if length < SHORTEST_CUT or not whole.flat.startswith(self.flat):
            return False
        return whole.flat[length : length + 1] not in ("", " ")


@lru_cache(maxsize=5_000)
def word_of(text: str, family: str, is_abjad: bool = False) -> Word:
    """Make the word of a lower-case Latin text that is no number, and of the family that it belongs to."""
    is_initial = len(text) == 1 and text.isalpha()
    is_vowelless = len(text) >= _SHORTEST_VOWELLESS and _VOWEL.isdisjoint(text) and text.isalpha()
    if is_abjad and len(text) >= _SHORTEST_ABJAD:
        is_vowelless = True
    return Word(text, family, None, roman_value(text), is_initial, is_vowelless)


@lru_cache(maxsize=1_000)
def number_word(value: int) -> Word:
    """Make the word of a number: its text is the value without leading zeros."""
    text = str(value)
    return Word(text, text, value, None)


def read_name(text: str, entity_type: EntityType | None) -> Reading:
    """Read a name of an entity of a type (None: of any type).

    >>> [w.text for w in read_name("Obshchestvo s ogranichennoy otvetstvennostyu «МГ-ФЛОТ»", None).words]
    ['mg', 'flot']
    >>> [w.text for w in read_name("т/х «Омский-103»", EntityType.VESSEL).words]
    ['omskiy', '103']
    """
    cleaned, tokens, abjad = _tokens(text)
    if entity_type in (EntityType.VESSEL, None):
        tokens = tuple(without_prefix(list(tokens)))
    # What is no ship and no person is read alike.
    kind = entity_type if entity_type in (EntityType.VESSEL, EntityType.PERSON) else EntityType.COMPANY
    return _read(cleaned.signs, tokens, abjad, kind)


@lru_cache(maxsize=1_000)  # one query is read for each type of entity
def _tokens(text: str) -> tuple[CleanText, tuple[str, ...], frozenset[str]]:
    cleaned = clean(_CAMEL_CASE.sub(r"\1 \2", text))
    tokens, abjad = tokenise(cleaned.text)
    return cleaned, tuple(tokens), abjad


@lru_cache(maxsize=1_000)
def _read(
    signs: tuple[str, ...], tokens: tuple[str, ...], abjad: frozenset[str], kind: EntityType
) -> Reading:
    """Read the tokens of a name by the rules of a type."""
    name = SplitName(list(tokens), list(range(len(tokens))), [])
    if kind is not EntityType.VESSEL:
        name = split_forms(list(tokens), only_at_ends=kind is EntityType.PERSON)
    spellings = mapping("name_particles.csv" if kind is EntityType.PERSON else "abbreviations.csv")
    words, places = _words(name.words, spellings, abjad)
    units = tuple(_units(words, _pieces(name, places)))
    return Reading(tuple(words), tuple(name.symbols), signs, units, " ".join(tokens))


def name_key(text: str) -> str:
    """Give a key that equal names share whatever their case, accents, punctuation and legal form.

    >>> name_key("MG-FLOT LLC") == name_key("Mg Flot Limited Liability Company")
    True
    """
    reading = read_name(text, EntityType.COMPANY)
    return " ".join(word.text for word in reading.words)


def unmasked(text: str, entity_type: EntityType | None) -> Reading | None:
    """Read a name's digits and signs in words as the letters they imitate; None where there are none.

    >>> [w.text for w in unmasked("TR4NSM0RFL0T LLC", None).words]
    ['transmorflot']
    """
    cleaned = clean(text).text
    if not _MASK.search(cleaned):
        return None
    masked = bool(_MASKED.search(cleaned))
    changed = _MAYBE_MASKED.sub(lambda found: _unmask(found[0], masked=masked), cleaned)
    if changed == cleaned:
        return None
    signs = (*read_name(text, entity_type).signs, "digits_for_letters")
    return replace(read_name(changed, entity_type), signs=signs)


def _pieces(name: SplitName, places: list[int]) -> list[_Piece]:
    """Give what stands in a name in order: its words as written, and its legal forms, each a token."""
    starts = {name.kept[place]: number for number, place in enumerate(places)}
    inside = set(name.kept)
    pieces: list[_Piece] = []
    for place, token in enumerate(name.tokens):
        if place not in inside:
            pieces.append(_Piece(token, None))
        elif place in starts:
            pieces.append(_Piece(token, starts[place]))
        else:
            pieces[-1] = _Piece(pieces[-1].text + token, pieces[-1].word)
    return pieces


def _units(words: list[Word], pieces: list[_Piece]) -> list[Unit]:
    """Give the single words and the runs of words that somebody may write as one.

    A word may also run together with the legal form beside it.
    """
    if len(words) > _LONGEST_WITH_JOINS:
        return list(_single_units(words))
    units = [Unit(start, start + 1, word, False) for start, word in enumerate(words)]
    if len(pieces) == 1:
        return units
    spoken = [piece.text for piece in pieces if piece.word is not None]
    lengths = {2, 3} | ({len(words)} if len(words) <= _LONGEST_JOIN else set())
    for length in sorted(lengths - {0, 1}):
        for start in range(len(spoken) - length + 1):
            text = "".join(spoken[start : start + length])
            if text.isalpha():
                units.append(Unit(start, start + length, word_of(text, text), True))
    if len(spoken) < len(pieces):
        units += _with_forms(pieces)
    return units


def _single_units(words: list[Word]) -> Iterator[Unit]:
    """Give the single words of a long text, each twice at most: no name has a word three times."""
    seen: Counter[str] = Counter()
    for start, word in enumerate(words):
        seen[word.text] += 1
        if seen[word.text] <= _MOST_REPEATED:
            yield Unit(start, start + 1, word, is_joined=False)


def _with_forms(pieces: list[_Piece]) -> Iterator[Unit]:
    """Give the units of a word and the legal form beside it, of letters both, written together."""
    for one, other in pairwise(pieces):
        if (one.word is None) == (other.word is None):
            continue
        form, word = (one, other.word) if one.word is None else (other, one.word)
        text = one.text + other.text
        if word is not None and len(form.text) >= _SHORTEST_GLUED_FORM and text.isalpha():
            yield Unit(word, word + 1, word_of(text, text), is_joined=True)


def _unmask(token: str, *, masked: bool) -> str:
    """Replace look-alike digits in a token that has letters.

    More than two digits at its edges are a number ("BALTIYSKIY111"), and so is one beside a letter or two
    ("3M"), unless the name hides letters elsewhere.
    """
    if not _MASK.search(token) or not any(ch.isalpha() for ch in token):
        return token
    if not masked and not _MASKED_EDGE.fullmatch(token):
        return token
    return token.translate(_LEET)


def _words(
    tokens: list[str], spellings: dict[str, str], abjad: frozenset[str]
) -> tuple[list[Word], list[int]]:
    """Read Latin tokens as numbers and words, each word in the one spelling of its family.

    Gives with them the place of the token that each begins with.
    """
    words: list[Word] = []
    places: list[int] = []
    position = 0
    while position < len(tokens):
        places.append(position)
        number = number_at(tokens, position)
        if number is not None:
            words.append(number_word(number[0]))
            position += number[1]
            continue
        token = tokens[position]
        words.append(word_of(token, spellings.get(token, token), token in abjad))
        position += 1
    return words, places
