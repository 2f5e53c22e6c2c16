"""Names in OFAC's XML formats: their kinds, and the parts they are made of."""

from collections.abc import Iterable

from lists.entities import Name, NameKind

_FAMILY = frozenset({"Last Name", "Maiden Name", "Matronymic"})
_CAPITALS = frozenset({"Entity Name", "Vessel Name", "Aircraft Name"})


def name_of(
    text: str, alias_type: str = "", *, primary: bool = False, weak: bool = False, latin: bool = True
) -> Name:
    """Give a name its kind, from what OFAC publishes about it.

    A name that was given up ("F.K.A.") is a former one in whatever quality and script; a weak alias
    (category "weak", "low quality") stays weak in any script. N.K.A. is an alias.
    """
    if alias_type.casefold().startswith("f"):
        return Name(text=text, kind=NameKind.FORMER_NAME)
    if weak:
        return Name(text=text, kind=NameKind.WEAK_ALIAS)
    if not latin:
        return Name(text=text, kind=NameKind.ORIGINAL_SCRIPT)
    return Name(text=text, kind=NameKind.PRIMARY if primary else NameKind.ALIAS)


def family_first(last: str, first: str) -> str:
    """Join the two parts of a name, either of which may be empty, as OFAC lists it: "MEDVEDEV, Dmitry"."""
    return ", ".join(filter(None, (last, first)))


def joined(parts: Iterable[tuple[str, str]]) -> str:
    """Join the typed parts of a name as OFAC's other formats do: family names first and in capitals.

    The parts keep the case in which they were typed ("Gazprombank OJSC"); OFAC's own formatted names show
    the rule: capitals for family names and for organisations, ships and aircraft, nicknames as they are.

    >>> joined([("Last Name", "Martelly"), ("First Name", "Michel"), ("Middle Name", "Joseph")])
    'MARTELLY, Michel Joseph'
    """
    family: list[str] = []
    given: list[str] = []
    for type_, value in parts:
        if type_ in _FAMILY:
            family.append(value.upper())
        elif type_ in _CAPITALS:
            given.append(value.upper())
        else:
            given.append(value)
    return family_first(" ".join(family), " ".join(given))


def primary_first(names: Iterable[Name]) -> tuple[Name, ...]:
    """Put the primary name first; where none is called so the first is, where several are, the first of them.

    Empty where there is no name.
    """
    found = [name for name in dict.fromkeys(names) if name.text]
    if not found:
        return ()
    head = next((name for name in found if name.kind is NameKind.PRIMARY), found[0])
    found.remove(head)
    others = (
        Name(text=name.text, kind=NameKind.ALIAS) if name.kind is NameKind.PRIMARY else name for name in found
    )
    return (Name(text=head.text), *others)
