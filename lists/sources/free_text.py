"""Facts in free text: former names, and the numbers of ships.

Publishers without a field for former names write them as sentences ("Previously known as Addounia TV.") or
in brackets behind a name ("ROSTEC (formerly Rostekhnologii)"). Such texts speak of other parties too: in a
sentence a marker counts only where its subject is the entity, at the start of the sentence or right behind
one of the entity's own names.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lists.entities import EntityType, Identifier, IdentifierType, Name, NameKind
from lists.identifiers import identifier, imo_type

# Words that only ever introduce a name.
_CLEAR = r"""
    (?:previously|formerly)[ ](?:known|named|called|registered|trading)(?:[ ]as)?(?:[ ]the[ ]name)?
    | (?:(?:former|previous|ex|old)[- ](?:(?:company|vessel|ship)[ ])?names?(?:\(s\))?
        | колишн[яі][ ]назв[аи] | колишнє[ ]найменування | попередн[яі][ ]назв[аи]
        | (?:прежн|предыдущ|стар)\w+[ ](?:названи|наименовани|имен|имя)\w* | ancien[ ]nom | früherer?[ ]Name)
    | \(?f\.?[ ]?k\.?[ ]?a\b\.? | f/k/a
    | anciennement[ ](?:connue?|dénommée?|appelée?)(?:[ ]sous[ ]le[ ]nom(?:[ ]de)?)?
    | (?:früher|vormals|ehemals)[ ](?:bekannt[ ]als|genannt)
    | ранее[ ](?:известн\w+[ ]как|называ\w+)
"""
# Words that introduce a name or an office.
_LOOSE = (
    r"ex\.?(?=[-\s]) | formerly | previously | anciennement | früher | vormals | ehemals | ранее | раніше"
)
_MARKER = re.compile(
    rf"(?<![\w-])(?:(?P<clear>{_CLEAR})|(?P<loose>{_LOOSE}))(?!\w)[\s:,\-–—]*", re.VERBOSE | re.IGNORECASE
)
_SENTENCE_START = re.compile(
    r"(?:^|[.;:|\n]|\(\d+\))\s*(?:(?:it|(?:the|this)\ (?:company|entity|vessel|ship|organi[sz]ation))?\s*"
    r"(?:is|was|has\ been)?\s*(?:also)?)\s*$",
    re.IGNORECASE | re.VERBOSE,
)
# What a name begins with: not with a small letter of a script that has capitals.
_NAME_START = re.compile(r"""(?:the\ )?["'«“‘„]?(?P<first>\w)""", re.IGNORECASE)
_QUOTED = re.compile(r"""["“„«]([^"“”„«»]+)["”“»]|(?<!\w)['‘]([^'‘’]+)['’](?!\w)""")
_ABBREVIATED = r"(?<!\b\w)(?<!\bCo)(?<!\bLtd)(?<!\bInc)(?<!\bSt)(?<!\bNo)(?<!\bCorp)(?<!\bBros)(?<!\bLLC)"
_END = re.compile(
    rf"[()\n|]|{_ABBREVIATED}\.(?=\s|$)|\.(?=\s+(?-i:It|The|This|He|She|They|In|As|On)\b)"
    r"|,?\s(?:is|was|has|had|which|who|that|until|since|before|from|in\s\d+)\s",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"[;/\[\]]|,\s(?!(?:L\.?L\.?C|Ltd|Limited|Inc|Co|Corp|S\.?A|GmbH|JSC|PLC|LLP)\b)", re.I
)
_BLANKS, _BREAKS = re.compile(r"[^\S\n]+"), re.compile(r" ?\n[\n ]*")
_BEFORE = 300  # characters before a marker that are looked at for its subject
_AND = re.compile(r"\s(?:and|or|&|und|et|и|та)\s", re.IGNORECASE)
_EDGES = " \t\r\n,;:-–—\"'“”„«»‘’"

_NUMBERS = (
    (IdentifierType.IMO, re.compile(r"\bIMO(?![a-z])[^0-9;\n]{0,25}(\d{7})(?!\d)")),
    (IdentifierType.MMSI, re.compile(r"\bMMSI(?![a-z])[^0-9;\n]{0,25}(\d{9})(?!\d)")),
    (IdentifierType.CALL_SIGN, re.compile(r"\b[Cc]all ?[Ss]ign\W{1,3}(?:is )?([A-Z0-9]{3,8})\b")),
)


def with_former_names(
    names: tuple[Name, ...], texts: Iterable[str], type_: EntityType | None
) -> tuple[Name, ...]:
    """Part the former names from the names they are written into, and add those that the texts state.

    A listed name that a text calls a former one becomes it, and keeps its published kind beside. Names of
    persons are not parted.
    """
    formers: list[str] = []
    if type_ is not EntityType.PERSON:
        parted = [split_name(name.text, type_) for name in names]
        formers += [former for _, found in parted for former in found]
        names = tuple(replace(name, text=text) for name, (text, _) in zip(names, parted, strict=True))
    own = [name.text for name in names]
    formers += [former for text in texts for former in former_names(text, type_, own)]
    for former in formers:
        names = _merged(names, former)
    return tuple(dict.fromkeys(names))


def former_names(text: str, type_: EntityType | None, own_names: Sequence[str]) -> tuple[str, ...]:
    """Give the entity's former names that a text states, each once; a person's office is none.

    `own_names` has the primary name first, which is never a former one.

    >>> former_names("Previously known as Addounia TV. Sama TV is a broadcaster.", None, ())
    ('Addounia TV',)
    >>> former_names("Acts for Ansar Bank (formerly known as Ansar al Mojahedin).", None, ["KHATAM"])
    ()
    """
    own = [_words(name) for name in own_names]
    text = _BREAKS.sub("\n", _BLANKS.sub(" ", text))
    found: list[str] = []
    for marker in _MARKER.finditer(text):
        if marker["loose"] and type_ is EntityType.PERSON:
            continue
        before = text[max(0, marker.start() - _BEFORE) : marker.start()]
        starts = _SENTENCE_START.search(before)
        if (starts and (starts.start() or len(before) < _BEFORE)) or any(
            _ends_with(before, name) for name in own
        ):
            found += _names_after(text, marker, type_)
    return tuple(dict.fromkeys(name for name in found if _words(name) not in own[:1]))


def split_name(text: str, type_: EntityType | None) -> tuple[str, tuple[str, ...]]:
    """Part a published name from the former names written into it.

    >>> split_name("MG-FLOT (ex TRANSMORFLOT) LLC", None)
    ('MG-FLOT LLC', ('TRANSMORFLOT',))
    """
    for marker in _MARKER.finditer(text):
        before = text[: marker.start()].rstrip(" \t(,;-–—")
        formers = _names_after(text, marker, type_) if before else []
        if formers:
            closed = text.find(")", marker.end()) if "(" in text[len(before) : marker.end()] else -1
            after = text[closed + 1 :].strip() if closed >= 0 else ""
            return f"{before} {after}".strip(), tuple(dict.fromkeys(formers))
    return text, ()


def ship_numbers(text: str) -> tuple[Identifier, ...]:
    """Give the IMO numbers, MMSIs and call signs that a text names.

    They are those of a ship: a caller attaches them to a vessel, never to the company whose text it is.

    >>> [one.value for one in ship_numbers("RASUL GAMZATOV (IMO: 8861058; MMSI: 273157300)")]
    ['8861058', '273157300']
    """
    found = (identifier(kind, number) for kind, pattern in _NUMBERS for number in pattern.findall(text))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def company_imo_numbers(text: str) -> tuple[Identifier, ...]:
    """Give the IMO numbers in a company's text that can only be a company's: ships' numbers are not its own.

    >>> [one.value for one in company_imo_numbers("Owner of PAEK MA (IMO 9066978). IMO number: 5963351.")]
    ['5963351']
    """
    _, pattern = _NUMBERS[0]
    found = (
        identifier(IdentifierType.COMPANY_IMO, number)
        for number in pattern.findall(text)
        if imo_type(None, number) is IdentifierType.COMPANY_IMO
    )
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _merged(names: tuple[Name, ...], former: str) -> tuple[Name, ...]:
    same = [name for name in names[1:] if _words(name.text) == _words(former)]
    if not same:
        return (*names, Name(text=former, kind=NameKind.FORMER_NAME))
    return tuple(
        replace(name, kind=NameKind.FORMER_NAME, published_as=name.kind)
        if name in same and name.kind is not NameKind.FORMER_NAME
        else name
        for name in names
    )


def _names_after(text: str, marker: re.Match[str], type_: EntityType | None) -> list[str]:
    """Read the names that a marker introduces, up to where the sentence goes on."""
    rest = text[marker.end() : marker.end() + 400]
    end = _END.search(rest)
    phrase = rest[: end.start()] if end else rest
    if not _is_name(phrase):
        return []
    quoted = [double or single for double, single in _QUOTED.findall(phrase)]
    return [name for name in quoted or _parted(phrase, type_) if _is_name(name)]


def _parted(phrase: str, type_: EntityType | None) -> Iterator[str]:
    """Part several names; "and" parts only names of ships, for it belongs to many a company's."""
    for part in _SEPARATOR.split(phrase):
        for name in _AND.split(part) if type_ is EntityType.VESSEL else (part,):
            again = _MARKER.match(name.strip())
            yield (name.strip()[again.end() :] if again else name).strip(_EDGES)


def _is_name(phrase: str) -> bool:
    start = _NAME_START.match(phrase)
    return start is not None and not start["first"].islower() and len(phrase.strip(_EDGES)) > 1


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _ends_with(text: str, name: list[str]) -> bool:
    return bool(name) and _words(text)[-len(name) :] == name
