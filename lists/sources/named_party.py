"""The party that a cell or a sentence names, with the numbers in brackets behind it."""

import re

from lists.entities import PartyReference
from lists.sources.company_numbers import company_numbers, has_label

_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")
_ABBREVIATED = re.compile(r"\b(?:Ltd|Co|Inc|Corp|S\.A|LLC|S\.p\.A|d\.o\.o)\.$", re.IGNORECASE)


def named_party(text: str) -> PartyReference:
    """Read a company or person; labelled numbers in brackets are its identifiers, other brackets its name's.

    >>> named_party("United Cargo Fleet Ltd (IMO 6016988)").identifiers[0].value
    '6016988'
    """
    text = " ".join(text.split()).strip(" ,;")
    bracket = _BRACKET.search(text)
    numbers = company_numbers(bracket[1]) if bracket and has_label(bracket[1]) else ()
    name = text[: bracket.start()].strip(" ,;") if bracket and numbers else text
    return PartyReference(name=name if _ABBREVIATED.search(name) else name.rstrip("."), identifiers=numbers)
