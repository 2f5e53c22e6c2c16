"""Names on Switzerland's list: parts with spelling variants, by identity.

The main identity's primary name is the entity's; the primary name of a further identity is an alias. Quality
"low" makes a weak alias, "formerly-known-as" a former name. A spelling variant writes one part otherwise, in
some language and script: it is put in that part's place, together with the other parts' variants of the same
language and script. Family names go last, as people write them.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lists.entities import Name, NameKind
from lists.sources.xml import text_of

_LAST = frozenset({"family-name"})
_KINDS = {"formerly-known-as": NameKind.FORMER_NAME}


def read_names(party: Element) -> tuple[Name, ...]:
    """Give the names of an individual, entity or object, the primary one first."""
    names: list[Name] = []
    for identity in party.iterfind("identity"):
        main = identity.get("main", "true") != "false"
        for name in identity.iterfind("name"):
            names += _read(name, main=main)
    primary = next((name for name in names if name.kind is NameKind.PRIMARY), None)
    if primary is None and names:
        primary = Name(text=names[0].text, published_as=names[0].kind)
        names = names[1:]
    others = (
        Name(text=name.text, kind=NameKind.ALIAS) if name.kind is NameKind.PRIMARY else name
        for name in names
        if name is not primary
    )
    return tuple(dict.fromkeys((primary, *others))) if primary else ()


def _read(name: Element, *, main: bool) -> Iterator[Name]:
    kind = _KINDS.get(name.get("name-type", ""), NameKind.ALIAS)
    if name.get("quality") == "low":
        kind = NameKind.WEAK_ALIAS
    elif main and name.get("name-type") == "primary-name":
        kind = NameKind.PRIMARY
    parts = sorted(name.iterfind("name-part"), key=_order)
    text = " ".join(filter(None, (text_of(part, "value") for part in parts)))
    if text:
        yield Name(text=text, kind=kind)
    variant_kind = NameKind.ALIAS if kind is NameKind.PRIMARY else kind
    for script, spelling in _variants(parts):
        foreign = script not in ("", "LATN") and variant_kind is not NameKind.WEAK_ALIAS
        yield Name(text=spelling, kind=NameKind.ORIGINAL_SCRIPT if foreign else variant_kind)


def _variants(parts: list[Element]) -> Iterator[tuple[str, str]]:
    """Give the spellings of the whole name, by language and script, each with its script."""
    found: dict[tuple[str, str], list[list[str]]] = {}
    for place, part in enumerate(parts):
        for variant in part.iterfind("spelling-variant"):
            key = (variant.get("lang", ""), variant.get("script", "").upper())
            spellings = found.setdefault(key, [[] for _ in parts])
            spellings[place] += filter(None, [(variant.text or "").strip()])
    for (_, script), spellings in found.items():
        for number in range(max(map(len, spellings))):
            words = [
                several[min(number, len(several) - 1)] if several else text_of(part, "value")
                for part, several in zip(parts, spellings, strict=True)
            ]
            if text := " ".join(filter(None, words)):
                yield script, text


def _order(part: Element) -> tuple[bool, int]:
    order = part.get("order", "")
    return part.get("name-part-type") in _LAST, int(order) if order.isdecimal() else 0
