"""Legal forms as symbols: OOO, ООО, LLC and their long forms are one."""

from functools import cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from matching.latin import sound_key
from matching.tables import read_table

# Forms that are also ordinary words or initials: they count only at the start or the end of a name.
_AMBIGUOUS_LENGTH = 3
_ALSO_WORDS = frozenset(
    [
        "spa",
        "est",
        "sas",
        "too",
        "tov",
        "sia",
        "asa",
        "publ",
        "establishment",
        "partnership",
        "societe",
        "sociedad",
    ]
)
_SHORTEST_BY_SOUND = 6
_SHORTEST_MISSPELT = 6


def split_forms(tokens: list[str], *, only_at_ends: bool = False) -> tuple[list[str], list[str]]:
    """Take the legal forms out of a name's Latin tokens: the other tokens, and the symbols of the forms.

    A name that is nothing but legal forms keeps its tokens.

    >>> split_forms("ooo mg flot".split()), split_forms("the limited company".split())
    ((['mg', 'flot'], ['llc']), (['the', 'limited', 'company'], []))
    """
    kept: list[str] = []
    symbols: list[str] = []
    position = 0
    while position < len(tokens):
        length, symbol = _form_at(tokens, position, inside_allowed=not only_at_ends, kept=bool(kept))
        if symbol is None:
            kept.append(tokens[position])
            position += 1
        else:
            symbols.append(symbol)
            position += length
    while len(kept) > 1 and (symbol := _forms().get((_key(kept[-1]),)) or _misspelt_form(kept[-1])):
        symbols.append(symbol)
        kept.pop()
    if not any(token not in {"the", "and", "of"} for token in kept):
        return tokens, []
    return kept, symbols


def _form_at(tokens: list[str], start: int, *, inside_allowed: bool, kept: bool) -> tuple[int, str | None]:
    """Find the longest legal form that begins at a token: how many tokens it takes and its symbol."""
    for length in range(min(_longest_forms().get(_key(tokens[start]), 0), len(tokens) - start), 0, -1):
        symbol = _forms().get(tuple(_key(token) for token in tokens[start : start + length]))
        if symbol is None:
            continue
        at_end = start + length == len(tokens)
        at_start = not kept and not at_end
        plain = length > 1 or (len(tokens[start]) >= _AMBIGUOUS_LENGTH and tokens[start] not in _ALSO_WORDS)
        if at_end or (inside_allowed and (at_start or plain)):
            return length, symbol
    return 0, None


def _key(word: str) -> str:
    """Give the sound of a long word, so that romanisations meet; a short one stays ("path" is no "PAT")."""
    return sound_key(word) if len(word) >= _SHORTEST_BY_SOUND else word


def _misspelt_form(token: str) -> str | None:
    """Give the symbol of a long legal form that a name's last word is one slip away from."""
    if len(token) < _SHORTEST_MISSPELT:
        return None
    form = extractOne(token, _long_forms().keys(), scorer=OSA.distance, processor=None, score_cutoff=1)
    return _long_forms()[form[0]] if form else None


@cache
def _long_forms() -> dict[str, str]:
    """Give the one-word legal forms that are long enough to be known misspelt."""
    rows = read_table("legal_forms.csv")
    phrases = {row["phrase"]: row["symbol"] for row in rows if " " not in row["phrase"]}
    return {phrase: symbol for phrase, symbol in phrases.items() if len(phrase) >= _SHORTEST_MISSPELT}


@cache
def _longest_forms() -> dict[str, int]:
    """Give, for each word that a form begins with, the number of words of the longest such form."""
    longest: dict[str, int] = {}
    for form in _forms():
        longest[form[0]] = max(longest.get(form[0], 0), len(form))
    return longest


@cache
def _forms() -> dict[tuple[str, ...], str]:
    """Give the symbols by the sound keys of the words of each form, so that romanisations meet."""
    return {
        tuple(_key(word) for word in row["phrase"].split()): row["symbol"]
        for row in read_table("legal_forms.csv")
    }
