"""Sentences of a list's free text: where they end, of whom they speak, and the names in them."""

import re
from collections.abc import Iterable, Iterator

from lists.names import comparable

_UPPER = "A-ZÀ-ÖØ-ÞĀČŌŠŪŽŁА-ЯІЇЄҐ"
_WORD = rf"(?:(?:al|el|ul|a[nrsdtz]|as?h|e[nrsd])-)?[{_UPPER}][\w.&'’/-]*"
_LEGAL = r"(?:Ltd|LLC|Limited|Inc|Incorporated|Co|Corp|S\.?A|JSC|LLP|PLC|GmbH)\b"
_JOINT = r"(?:(?:of|for|the|and(?!\s[A-Z]{3,}\b)|de|du|des|la|le|al|el|et|aux|di|da|von|van|und|&) ){0,3}"
NAME = rf"{_WORD}(?:(?: |,\s(?={_LEGAL})){_JOINT}(?:{_WORD}|\d{{1,4}}\b))*"
"""A name as texts write it: words with capitals, and what joins them."""

# A full stop ends a sentence before a capital, but not behind what is often abbreviated.
_END = re.compile(
    rf"(?<!\b[{_UPPER}])(?<!\b(?:Co|No|St|Mr|Dr))(?<!\b(?:Ltd|Inc|LLC|Mrs))(?<!\bCorp)"
    rf"\.\s+(?=[{_UPPER}‘'“\"(\[])|\.?\s*\n+|\.?\s*\[Old Reference"
)
_PRONOUN = re.compile(
    r"(?:it|(?:the|this|an?)\s(?:(?!of\b)[\w&,-]+\s){0,4}?"
    r"(?-i:company|firm|organi[sz]ation|entity|group|enterprise|subsidiary|institution|vessel|ship))"
    r"\b(?!\sof\b|['’]s)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:as of|since|in|on|from|until|founded|incorporated|established|registered|created)\b[^.]{0,80}?,\s+"
    r"(?=(?:it|the|this)\b)",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[^\S\n]+")
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_GOES_ON = re.compile(r",?\s+(?:\([^()]*\),?\s+)?[a-z]")
_SHORTEST = 4
"""Letters of a part of the party's name that stands for it."""
_LONGEST = 5_000
"""Characters of a sentence: the longest of a real list has some 1,000; what is longer is hardly one."""
_REACH = 150
"""Characters of a sentence within which its subject ends."""


def sentences(text: str) -> Iterator[str]:
    """Part a text at its full stops and line ends; what is longer than any sentence of a list is left out.

    >>> list(sentences("Owned by the St. George Bank. Also known as A."))
    ['Owned by the St. George Bank.', 'Also known as A.']
    """
    text, place = _BLANKS.sub(" ", text), 0
    for end in _END.finditer(text):
        yield from _plain(text[place : end.start() + (text[end.start()] == ".")])
        place = end.end()
    yield from _plain(text[place:])


def _plain(sentence: str) -> Iterator[str]:
    plain = " ".join(sentence.split())
    if 0 < len(plain) <= _LONGEST:
        yield plain


class Subject:
    """The party whose text it is, as its sentences may call it: "it", "the company", a name or part of one.

    "He" and "she" are not read: a person's text speaks of relatives and of owners of companies too.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names: set[str] = set()
        for name in names:
            written = (name, _BRACKET.sub("", name), *_BRACKET.findall(name))
            self._names.update(filter(None, map(comparable, written)))

    def end_in(self, sentence: str) -> int | None:
        """Give where the sentence's subject ends, if it is the party; None where it may be another."""
        opening = _OPENING.match(sentence)
        start = opening.end() if opening else 0
        if pronoun := _PRONOUN.match(sentence, start):
            return pronoun.end()
        ends = [word.end() for word in re.finditer(r"\S+", sentence[start : start + _REACH])]
        for end in reversed(ends):
            if self.is_named(sentence[start : start + end]) and _GOES_ON.match(sentence, start + end):
                return start + end
        return None

    def is_named(self, text: str) -> bool:
        """Say whether a text is one of the party's names, or a part of one."""
        plain = comparable(_BRACKET.sub("", text))
        if plain in self._names:
            return True
        return len(plain) >= _SHORTEST and any(plain in name for name in self._names)
