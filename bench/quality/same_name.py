"""Whether two names are one name written differently, judged without the matcher.

The rule, on both names in ASCII, small letters, legal forms and particles left out:

- the same name: written together without blanks they agree in four letters of five (edit similarity), in the
  order given or with their words sorted, and where they have as many words as each other, every word has one
  of its own in the other that agrees in half the letters;
- or every word of the one with fewer words has a word of its own in the other that agrees in three letters of
  four, or is its initial beside a word that agrees, and what is left over is at most a fifth of the letters;
- numbers must be equal;
- everything else is another name: a translation, an acronym, a part, a former name, a nom de guerre.
"""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA

_LEFT_OUT = re.compile(
    "the|of|and|for|de|la|le|al|el|as|a|co|company|corp|corporation|inc|incorporated|ltd|limited|llc|plc|pty|sa"
    "|sarl|srl|spa|ag|gmbh|kg|bv|nv|ab|oy|asa|ooo|oao|zao|pao|ao|jsc|ojsc|cjsc|pjsc|fgup|gup|llp|lp|joint|stock"
    "|open|closed|public|liability|private|society|federal|state|unitary|enterprise|pvt|sdn|bhd|fze|fzc|fzco"
    "|fz|fzllc|dmcc|cv|s|bin|ibn|abu|mr|dr|aktsionernoye?|obshchestvo|otkrytoye?|publichnoye?|zakrytoye?"
    "|ogranichenno[yi]|otvetstvennostyu|tavarystva|z|abmezhavanay|adkaznastsyu"
)
_WHOLE = 0.8
_WORD = 0.75
_WORD_OF_WHOLE = 0.5
_LEFT_OVER = 0.2


def is_same_name(one: str, other: str) -> bool:
    """Say whether two names are one name written differently.

    >>> is_same_name("OMSKIY-103", "Omskij 103"), is_same_name("OMSKIY-103", "OMSKIY-104")
    (True, False)
    >>> is_same_name("TRANSMORFLOT LLC", "OOO TRANSMORFLOT"), is_same_name("MG-FLOT LLC", "TRANSMORFLOT LLC")
    (True, False)
    """
    first, second = _words(one), _words(other)
    if not first or not second or _numbers(first) != _numbers(second):
        return False
    if _agree_as_wholes(first, second) and (
        len(first) != len(second) or _left_over(first, second, _WORD_OF_WHOLE) == 0.0
    ):
        return True
    return _left_over(first, second, _WORD) <= _LEFT_OVER


@lru_cache(maxsize=100_000)
def _words(name: str) -> tuple[str, ...]:
    text = re.sub(r"\b((?:\w\.)+\w?)\B", lambda dotted: dotted[0].replace(".", ""), anyascii(name).lower())
    words = re.findall(r"[a-z]+|[0-9]+", re.sub("['`]", "", text))
    return tuple(word for word in words if not _LEFT_OUT.fullmatch(word)) or tuple(words)


def _numbers(words: tuple[str, ...]) -> set[int]:
    return {int(word) for word in words if word.isdigit()}


def _agree_as_wholes(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    written = (("".join(first), "".join(second)), ("".join(sorted(first)), "".join(sorted(second))))
    return any(OSA.normalized_similarity(one, other) >= _WHOLE for one, other in written)


def _left_over(first: tuple[str, ...], second: tuple[str, ...], cutoff: float) -> float:
    """Give the share of the longer name's letters beside which nothing stands; 1 where a word fits none."""
    fewer, more = sorted((first, second), key=len)
    left = list(more)
    agreed = 0
    for word in sorted(fewer, key=len, reverse=True):
        near = max(left, key=lambda other, word=word: OSA.normalized_similarity(word, other))  # type: ignore[misc]
        if OSA.normalized_similarity(word, near) >= cutoff:
            agreed += 1
        else:
            near = next((other for other in left if word[0] == other[0] and 1 in (len(word), len(other))), "")
            if not near:
                return 1.0
        left.remove(near)
    return sum(map(len, left)) / sum(map(len, more)) if agreed else 1.0
