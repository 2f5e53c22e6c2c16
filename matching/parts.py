"""One field that holds several names: "A (ex B)", "A f.k.a. B", "A; B", "A / B"."""

import re

# Words after which another name of the same party follows.
_MARKER = re.compile(
    r"""(?ix) [\s,;(\[]+
    (?: ex [\s\-.:]+ (?=\w)
      | formerly (?:\ known\ as | \ called | \ named)?
      | previously (?:\ known\ as)?
      | (?:now | also)\ known\ as
      | [fan] \.?\s?/? k \.?\s?/? a \b\.?
      | d\.?/?b\.?/?a \b\.? | trading\ as | t/a\b
      | ранее | бывш(?:ий|ая|ее|\.)? | прежнее\ название | колишня\ назва )
    [\s:.\-]*"""
)
_SEPARATOR = re.compile(r"\s*[;|\n]\s*|\s+/\s+|\s+//\s+")
_OFFICE = r"(?:branch|representative|rep\.?|filial|филиал|представительство)(?:\ office)?"
_OF_OFFICE = re.compile(f"(?ix){_OFFICE}")
_BRANCH = re.compile(
    rf"""(?ix) (?P<name>.+?) [\s,;\-(\[]+ {_OFFICE} \W*
    | (?:.+\s)?? {_OFFICE} \ of \s+ (?P<whole>.+)
    | (?:filial|филиал|представительство) \s+ (?P<genitive>.+)"""
)
_LONGEST_PLACE = 2
_EDGES = " \t,;:()[]«»\"'"
_SHORTEST = 2
_MOST = 20


def split_names(text: str) -> tuple[str, ...]:
    """Give the whole text and, where it holds several names, each of them (at most twenty).

    >>> split_names("MG-FLOT (ex TRANSMORFLOT)")
    ('MG-FLOT (ex TRANSMORFLOT)', 'MG-FLOT', 'TRANSMORFLOT')
    >>> split_names("VAFA; VAFA-1"), split_names("EX LIBRIS LTD")
    (('VAFA; VAFA-1', 'VAFA', 'VAFA-1'), ('EX LIBRIS LTD',))
    """
    pieces = [piece.strip(_EDGES) for part in _SEPARATOR.split(text) for piece in _MARKER.split(part)]
    names = dict.fromkeys(piece for piece in pieces if len(piece) >= _SHORTEST)
    if len(names) < 2:
        return (text,)
    return tuple(dict.fromkeys((text, *list(names)[:_MOST])))


def before_comma(text: str) -> str | None:
    """Give what stands before the first comma, where an address may follow; None without a comma."""
    head, comma, tail = text.partition(",")
    return head.strip(_EDGES) if comma and tail.strip(_EDGES) else None


def parents_of_branch(text: str) -> tuple[str, ...]:
    """Give what the name may be whose branch a text speaks of, with and without a place before the word.

    >>> parents_of_branch("MG-FLOT HONG KONG BRANCH")
    ('MG-FLOT HONG KONG', 'MG-FLOT HONG', 'MG-FLOT')
    >>> parents_of_branch("Shanghai branch of MG-FLOT LLC"), parents_of_branch("OLIVE BRANCH LLC")
    (('MG-FLOT LLC',), ())
    """
    found = _BRANCH.fullmatch(text.strip(_EDGES)) if _OF_OFFICE.search(text) else None
    if found is None:
        return ()
    whole = found["whole"] or found["genitive"]
    if whole:
        return (whole,)
    words = found["name"].split()
    if len(words) == 1:
        return ()
    kept = range(len(words), max(0, len(words) - _LONGEST_PLACE - 1), -1)
    return tuple(" ".join(words[:count]).strip(_EDGES) for count in kept)
