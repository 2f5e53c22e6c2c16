"""Names on the European Union's list: which is the primary one, and what the others are.

The EU marks none as primary and changes their order. Taken is the one whose first and last name are given
apart, or that bears the function or title; else one in Latin letters and in English; of several the one with
the lowest id, which is the oldest: so the primary name does not change with the file's order. `strong` false
makes a weak alias, as does a remark "low quality alias"; letters of another script make an original name.
"""

from collections.abc import Iterable

from lists.entities import Name, NameKind
from lists.sources.eu_subject import Part
from lists.sources.un_names import is_foreign


def read_names(parts: Iterable[Part]) -> tuple[Name, ...]:
    """Give the names, the primary one first, each text and kind once."""
    read = [(part, Name(text=text, kind=_kind(part, text))) for part in parts if (text := _text(part))]
    if not read:
        return ()
    main, first = min(read, key=lambda pair: _rank(*pair))
    primary = Name(text=first.text)
    return tuple(dict.fromkeys((primary, *(name for part, name in read if part is not main))))


def _text(part: Part) -> str:
    whole = part.get("wholename", "")
    parts = (part.get(key, "") for key in ("firstname", "middlename", "lastname"))
    return " ".join((whole or " ".join(parts)).split())


def _kind(part: Part, text: str) -> NameKind:
    remark = part.get("remark", "").casefold()
    if part.get("strong", "").casefold() == "false" or "low quality" in remark:
        return NameKind.WEAK_ALIAS
    if remark.startswith(("former", "previous", "f.k.a", "fka")):
        return NameKind.FORMER_NAME
    return NameKind.ORIGINAL_SCRIPT if is_foreign(text) else NameKind.ALIAS


def _rank(part: Part, name: Name) -> tuple[bool, bool, bool, bool, int]:
    number = part.get("logicalid", "")
    return (
        name.kind is not NameKind.ALIAS,
        not (part.get("firstname") and part.get("lastname")),
        not (part.get("function") or part.get("title")),
        part.get("namelanguage", "").upper() not in ("", "EN"),
        int(number) if number.isdecimal() else 0,
    )
