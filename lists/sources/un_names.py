"""Names on the United Nations' list: several in one cell, other scripts in brackets, kinds in notes.

Quality Good makes an alias, Low a weak one, f.k.a. a former name. "Previously listed as" tells the name under
which the list had the party before: a former name of the list's own history, with its kind beside. A weak
alias stays weak in every script and whatever its note says.
"""

import re
from collections.abc import Iterator

from lists.entities import Name, NameKind

_KINDS = {"low": NameKind.WEAK_ALIAS, "f.k.a.": NameKind.FORMER_NAME, "fka": NameKind.FORMER_NAME}
_LISTED_BEFORE = re.compile(r"\(?\b(?:previously|formerly) listed as\b[,.:]?\s*\)?", re.IGNORECASE)
_BRACKET = re.compile(r" ?\(([^()]*)\)")
_SCRIPT_LABEL = re.compile(r"(?:original script|in arabic(?: script)?)\s*:\s*(.+)", re.IGNORECASE)
_REMARK = re.compile(r"\d{3}|\bidentity\b|\bborn\b|\bname\b", re.IGNORECASE)
_BULLET = re.compile(r"(?:^|\s)[a-h]\)\s+")
_FOREIGN = re.compile(r"[^\W\d_]")


def read_alias(text: str, quality: str, note: str) -> Iterator[Name]:
    """Give the names of one alias element.

    >>> [name.text for name in read_alias("Azim Adhajani; Azim Agha-Jani", "Good", "")]
    ['Azim Adhajani', 'Azim Agha-Jani']
    """
    kind = _KINDS.get(quality.strip().casefold(), NameKind.ALIAS)
    listed_before = bool(_LISTED_BEFORE.search(text) or _LISTED_BEFORE.search(note))
    for part in _parts(_LISTED_BEFORE.sub("", text)):
        yield from _scripts(part, kind, listed_before=listed_before)
    if script := _SCRIPT_LABEL.search(note):
        yield Name(text=script[1].strip(), kind=_original(kind))


def read_primary(text: str) -> tuple[Name, ...]:
    """Give the names of the name fields: the first is the primary one, further ones are aliases."""
    first, *others = _parts(text) or [text]
    return (Name(text=first), *(Name(text=other, kind=NameKind.ALIAS) for other in others))


def _parts(text: str) -> list[str]:
    """Part a cell at semicolons and bullets, but not inside brackets."""
    text = _BULLET.sub(";", re.sub(r"\(original script\)|, born \d.*| - sub-unit name", "", text))
    parts, depth = [""], 0
    for piece in re.split(r"([();])", text):
        depth = max(0, depth + (piece == "(") - (piece == ")"))
        if piece == ";" and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return list(filter(None, (" ".join(part.split()).strip(" ,") for part in parts)))


def _scripts(text: str, kind: NameKind, *, listed_before: bool) -> Iterator[Name]:
    """Part a name from its writings in brackets: those in another script, or several of them.

    Remarks in brackets (dates, documents) are no part of a name; an acronym or a place is.
    """
    writings: list[str] = []
    foreign = is_foreign(_BRACKET.sub("", text))

    def read_bracket(bracket: re.Match[str]) -> str:
        inside = _SCRIPT_LABEL.sub(r"\1", bracket[1].strip())
        if inside and (";" in inside or is_foreign(inside) != foreign):
            writings.extend(_parts(inside))
            return ""
        return "" if _REMARK.search(inside) else bracket[0]

    outside = _BRACKET.sub(read_bracket, text).strip(" ,")
    for writing in filter(None, (outside, *writings)):
        yield _name(writing, kind, listed_before=listed_before)


def _name(text: str, kind: NameKind, *, listed_before: bool) -> Name:
    kind = _original(kind) if is_foreign(text) else kind
    if listed_before and kind is NameKind.ALIAS:
        return Name(text=text, kind=NameKind.FORMER_NAME, published_as=kind)
    return Name(text=text, kind=kind)


def _original(kind: NameKind) -> NameKind:
    return kind if kind is NameKind.WEAK_ALIAS else NameKind.ORIGINAL_SCRIPT


def is_foreign(text: str) -> bool:
    """Say whether most of a text's letters are of another script than the Latin one."""
    letters: list[str] = _FOREIGN.findall(text)
    foreign = [one for one in letters if one > "\u024f" and not "\u1e00" <= one <= "\u1eff"]
    return len(foreign) * 2 > len(letters)
