"""What Switzerland's list says of a ship or a company in "other information": sentences with a label.

A ship's numbers are read for ships only. A company's text may hold those of its ships: only a number that can
be nobody's but a company's is taken (DOMAIN.md, V19).
"""

import re
from collections.abc import Iterator

from lists.entities import (
    Direction,
    EntityType,
    Identifier,
    IdentifierType,
    Relation,
    RelationKind,
    Vessel,
)
from lists.sources.company_numbers import company_numbers
from lists.sources.free_text import company_imo_numbers, ship_numbers
from lists.sources.named_party import named_party
from lists.sources.several import country_in

_LABELS = re.compile(
    r"\b(?P<label>(?:former |previous )?flag(?: state)?|(?:vessel|ship) type|type of vessel"
    r"|(?:gross )?(?:registered )?tonnage|year of build|built(?: in)?"
    r"|(?P<former>former |previous )?"
    r"(?P<role>(?:registered |beneficial )?owner|operator|(?:ship |technical )?manager))"
    r"\s*(?::|\bis\b)\s*(?P<value>[^;\n]+?)(?=;|\n|\.\s|\.?$)",
    re.IGNORECASE,
)
_COMPANY_NUMBER = re.compile(
    r"\b((?:OGRN|INN|TIN|LEI|KPP|Tax (?:ID|identification)|(?:Company )?Registration|Reg\.?)"
    r"(?: (?:no|number|code))?\b[.:\s]*[^;\n]+)",
    re.IGNORECASE,
)
_ROLES = {
    "owner": RelationKind.OWNS,
    "operator": RelationKind.OPERATES,
    "manager": RelationKind.MANAGES,
    "technical manager": RelationKind.TECHNICALLY_MANAGES,
}


def read_vessel(texts: tuple[str, ...]) -> Vessel:
    """Read a ship's labelled facts."""
    facts = list(_facts(texts))
    flags = [(label, country_in(value)) for label, value in facts if "flag" in label]
    years = (re.search(r"\b(\d{4})\b", value) for label, value in facts if "buil" in label)
    return Vessel(
        flag=next((code for label, code in flags if code and label.startswith("flag")), None),
        former_flags=tuple(
            dict.fromkeys(code for label, code in flags if code and not label.startswith("flag"))
        ),
        vessel_type=next((value for label, value in facts if "type" in label), None),
        built=next((int(year[1]) for year in years if year), None),
        tonnage=next((value for label, value in facts if label == "tonnage"), None),
        gross_tonnage=next((value for label, value in facts if label.startswith("gross")), None),
    )


def read_parties(texts: tuple[str, ...]) -> Iterator[Relation]:
    """Read who owns, operates or manages a ship, now and before."""
    for text in texts:
        for fact in _LABELS.finditer(text):
            if fact["role"]:
                role = fact["role"].casefold()
                yield Relation(
                    kind=_ROLES.get(role) or _ROLES[role.split()[-1]],
                    direction=Direction.FROM,
                    party=named_party(fact["value"]),
                    is_former=bool(fact["former"]),
                    quotation=fact[0],
                )


def read_numbers(texts: tuple[str, ...], type_: EntityType | None) -> Iterator[Identifier]:
    """Read the numbers that the texts give of the party itself."""
    for text in texts:
        if type_ is EntityType.VESSEL:
            yield from ship_numbers(text)
        elif type_ is EntityType.COMPANY:
            yield from company_imo_numbers(text)
            for labelled in _COMPANY_NUMBER.findall(text):
                found = company_numbers(labelled)
                yield from (one for one in found if one.label and one.type is not IdentifierType.COMPANY_IMO)


def _facts(texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for text in texts:
        for fact in _LABELS.finditer(text):
            yield fact["label"].casefold(), fact["value"].strip()
