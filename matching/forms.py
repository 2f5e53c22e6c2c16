"""Legal forms as symbols: OOO, ООО, LLC and their long forms are one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from matching.latin import sound_key
from matching.tables import mapping, read_table

# Forms that are also ordinary words or initials: they count only at the start or the end of a name.
_AMBIGUOUS_LENGTH = 3
_ALSO_WORDS = frozenset(
    [
        "spa",
        "est",
        "sas",
        "sac",
        "too",
        "tov",
        "sia",
        "asa",
        "ike",
        "mup",
        "odo",
        "publ",
        "establishment",
        "partnership",
        "societe",
        "sociedad",
    ]
)
_SHORTEST_BY_SOUND = 6
_SHORTEST_MISSPELT = 6
_SHORTEST_CUT = 5
# Forms whose beginning, where a field ended within them, is no other word.
_CUT_SHORT = ("company", "corporation", "incorporated")
# Forms that no other word ends (begins) with, so that they are known where a blank is missing.
_ENDS = ("company", "corporation", "limited", "llc", "ltd", "gmbh", "plc", "jsc")
_STARTS = ("ooo", "llc", "jsc", "pjsc", "ojsc", "cjsc")
_GLUED = re.compile(
    r"(.{3,}?)(company|corporation|limited|llc|ltd|gmbh|plc|[poc]?jsc)|(ooo|llc|[poc]?jsc)(.{3,})"
)


@dataclass(frozen=True, slots=True)
class SplitName:
    """A name's tokens, the places of those that are no legal form, and the symbols of the forms."""

    tokens: list[str]
    kept: list[int]
    symbols: list[str]

    @property
    def words(self) -> list[str]:
        """The tokens that are no legal form."""
        return [self.tokens[place] for place in self.kept]


def split_forms(tokens: list[str], *, only_at_ends: bool = False) -> SplitName:
    """Take the legal forms out of a name's Latin tokens, also those that a blank too many or too few hides.

    A name that is nothing but legal forms keeps its tokens.

    >>> split_forms("ooo mg flot".split()).words, split_forms("the limited company".split()).words
    (['mg', 'flot'], ['the', 'limited', 'company'])
    >>> split_forms("transmorflotllc".split()).words, split_forms("neft com pany".split()).words
    (['transmorflot'], ['neft'])
    """
    if not only_at_ends:
        tokens = list(_mended(tokens))
    keys = [_key(token) for token in tokens]
    beginnings = _longest_forms()
    kept: list[int] = []
    symbols: list[str] = []
    position = 0
    while position < len(tokens):
        length, symbol = 0, None
        if keys[position] in beginnings:
            length, symbol = _form_at(tokens, keys, position, inside=not only_at_ends, kept=bool(kept))
        if symbol is None:
            kept.append(position)
            position += 1
        else:
            symbols.append(symbol)
            position += length
    while len(kept) > 1 and (symbol := _last_form(tokens[kept[-1]], keys[kept[-1]])):
        symbols.append(symbol)
        kept.pop()
    if not any(tokens[place] not in {"the", "and", "of"} for place in kept):
        return SplitName(tokens, list(range(len(tokens))), [])
    return SplitName(tokens, kept, symbols)


def _mended(tokens: list[str]) -> Iterator[str]:
    """Yield the tokens, a form split in two as one, and a form glued to a word apart."""
    long_words = _long_words()
    position = 0
    while position < len(tokens):
        token = tokens[position]
        position += 1
        if position < len(tokens) and token + tokens[position] in long_words:
            yield token + tokens[position]
            position += 1
            continue
        may_be_glued = token.endswith(_ENDS) or token.startswith(_STARTS)
        glued = _GLUED.fullmatch(token) if may_be_glued else None
        if glued:
            yield from filter(None, glued.groups())
        else:
            yield token


def _form_at(
    tokens: list[str], keys: list[str], start: int, *, inside: bool, kept: bool
) -> tuple[int, str | None]:
    """Find the longest legal form that begins at a token: how many tokens it takes and its symbol."""
    for length in range(min(_longest_forms()[keys[start]], len(tokens) - start), 0, -1):
        symbol = _forms().get(tuple(keys[start : start + length]))
        if symbol is None:
            continue
        at_end = start + length == len(tokens)
        at_start = not kept and not at_end
        plain = length > 1 or (len(tokens[start]) >= _AMBIGUOUS_LENGTH and tokens[start] not in _ALSO_WORDS)
        if at_end or (inside and (at_start or plain)):
            return length, symbol
    return 0, None


def _key(word: str) -> str:
    """Give a word's unabbreviated form, and of that the sound if it is long, so that romanisations meet.

    A short one stays: "path" is no "PAT".
    """
    word = mapping("abbreviations.csv").get(word, word)
    return sound_key(word) if len(word) >= _SHORTEST_BY_SOUND else word


def _last_form(token: str, key: str) -> str | None:
    """Give the symbol of the form that a name's last word is, is one slip away from, or was before a cut."""
    exact = _forms().get((key,))
    if exact is not None:
        return exact
    if len(token) >= _SHORTEST_MISSPELT:
        alike = _long_forms_of(len(token))
        form = extractOne(token, alike, scorer=OSA.distance, processor=None, score_cutoff=1)
        if form:
            return _long_forms()[form[0]]
    if len(token) < _SHORTEST_CUT:
        return None
    return next((_long_forms()[form] for form in _CUT_SHORT if form.startswith(token)), None)


@cache
def _long_forms() -> dict[str, str]:
    """Give the one-word legal forms that are long enough to be known misspelt."""
    rows = read_table("legal_forms.csv")
    phrases = {row["phrase"]: row["symbol"] for row in rows if " " not in row["phrase"]}
    return {phrase: symbol for phrase, symbol in phrases.items() if len(phrase) >= _SHORTEST_MISSPELT}


@lru_cache(maxsize=32)
def _long_forms_of(length: int) -> tuple[str, ...]:
    """Give those of them that a word of so many letters may be one slip away from."""
    return tuple(form for form in _long_forms() if abs(len(form) - length) <= 1)


@cache
def _long_words() -> frozenset[str]:
    """Give the long words of legal forms."""
    words = {word for row in read_table("legal_forms.csv") for word in row["phrase"].split()}
    return frozenset(word for word in words if len(word) >= _SHORTEST_BY_SOUND)


@cache
def _longest_forms() -> dict[str, int]:
    """Give, for each word that a form begins with, the number of words of the longest such form."""
    longest: dict[str, int] = {}
    for form in _forms():
        longest[form[0]] = max(longest.get(form[0], 0), len(form))
    return longest


@cache
def _forms() -> dict[tuple[str, ...], str]:
    """Give the symbols by the keys of the words of each form, so that romanisations meet."""
    return {
        tuple(_key(word) for word in row["phrase"].split()): row["symbol"]
        for row in read_table("legal_forms.csv")
    }
