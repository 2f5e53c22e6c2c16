"""Relations that a list states in sentences: whose ship, whose subsidiary, on whose behalf.

- Ships in another party's text: lists.sources.stated_ships. In a ship's own text numbers are its own.
- A company or person counts where the sentence says it of the party itself: "owned by", "subsidiary of",
  "owner of", "on behalf of". "Owned or controlled by" leaves open which, so it links.
- A share is read where it is one number; "wholly owned" is the whole.

Each relation quotes its sentence.
"""

import re
from collections.abc import Iterable, Iterator

from lists.entities import Direction, EntityType, PartyReference, Relation, RelationKind
from lists.names import comparable
from lists.sources.company_numbers import has_label
from lists.sources.ftm_words import share_of
from lists.sources.named_party import named_party
from lists.sources.nationalities import nationality
from lists.sources.sentences import NAME, Subject, sentences
from lists.sources.stated_ships import ships_in

_TELLING = re.compile(
    r"IMO|ІМО|own(?:ed|er|s)|subsidiary of|behalf of|sharehold|controlled|operate|manage|parent company",
    re.IGNORECASE,
)
_VERB = r"(?:owned|controlled|operated|managed)"
_BEHALF = r"act(?:s|ing)?(?:\sor\spurport(?:s|ing)\sto\sact)?\s(?:for\sor\s)?on\sbehalf\sof"
_SHARE = r"(?:(?P<share>\d{1,3}(?:[.,]\d+)?)\s?(?:%|per\s?cent)[\s-]*)?"
_PHRASE = re.compile(
    rf"\b{_SHARE}(?:(?P<whole>wholly[\s-]*)?(?P<passive>{_VERB}(?:(?:,|/|,?\s(?:or|and))\s?{_VERB})*"
    r"(?:\sdirectly\sor\sindirectly)?\sby)"
    r"|(?P<owned>(?P<all>wholly[\s-])?(?:\w+[\s-])?(?:owned\s)?subsidiary\sof)"
    rf"|(?P<behalf>{_BEHALF})"
    r"|(?P<owner>(?:co-)?owner\sof|shareholder\s(?:of|in))"
    r"|(?P<owns>owns(?:\sand\s(?:operates|controls|manages))?)"
    r"(?:\s(?P<part>\d{1,3}(?:[.,]\d+)?)\s?(?:%|per\s?cent)(?:\sof)?(?:\sthe\sshares\s(?:of|in))?)?"
    r"|(?P<parent>parent\scompany\sof))"
    rf"(?P<or>,?\s(?:or|and)\s(?:by\s)?(?:{_BEHALF}|is\sa\ssubsidiary\sof|works?\son\sbehalf\sof))?\b,?\s",
    re.IGNORECASE,
)
_FILL = re.compile(
    r"(?:(?:the|a|an|sanctioned|designated|listed|involved|russian|iranian|state(?:-owned)?|corporation|company"
    r"|companies|person|individual|entity|namely|group|holding|directly or indirectly|directly|indirectly)"
    r"[,:]?\s+){0,6}"
)
_PARTY = re.compile(rf"(?P<name>(?>{NAME}))(?!\s(?:subsidiar|officials|family))(?P<numbers>\s*\([^()]*\))?")
# What may stand between a sentence's subject and what it says of it: no other noun than an office beside it.
_LINK = re.compile(
    r"(?:[\s,-]|\b(?:is|was|has been|also|currently|reportedly|an?|the|sole|largest|main|major|majority"
    r"|ultimate|beneficial|partly|part|in turn|and|therefore|company|entity|business|prominent|russian"
    r"|libyan)\b"
    r"|\b(?:founder|director|chairman|president|manager|member|businessman)(?:,|/|\sand\b))*",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had been|former(?:ly)?|previously)\b", re.IGNORECASE)
_NO_PARTY = re.compile(r"(?:DPRK|UN|UNSC|EU|Government|(?:\w+\s)?State|Committee)$")


def with_stated_relations(
    known: Iterable[Relation], texts: Iterable[str], type_: EntityType | None, names: Iterable[str]
) -> tuple[Relation, ...]:
    """Add to known relations those that texts state of the party that bears the names, each once.

    What is only linked to the party is left out where something else says more of it.

    >>> text = "The company owns ships, including the cargo ship Rasul Gamzatov (IMO: 8861058)."
    >>> found = with_stated_relations((), [text], EntityType.COMPANY, ["MG Flot"])
    >>> [(one.kind.value, one.party.name) for one in found]
    [('owns', 'Rasul Gamzatov')]
    """
    relations = list(known)
    telling = [text for text in texts if _TELLING.search(text)]
    if telling:
        subject = Subject(names)
        relations += (one for text in telling for one in _stated(text, type_, subject))
    more = {_party(one) for one in relations if one.kind is not RelationKind.LINKED_TO}
    once: dict[tuple[object, ...], Relation] = {}
    for one in relations:
        if one.kind is not RelationKind.LINKED_TO or one.party.own_id or _party(one) not in more:
            once.setdefault((one.kind, one.direction, one.is_former, one.party.own_id, _party(one)), one)
    return tuple(once.values())


def _party(relation: Relation) -> object:
    """Give what tells one party of a text from another."""
    return relation.party.identifiers or comparable(relation.party.name or "")


def _stated(text: str, type_: EntityType | None, subject: Subject) -> Iterator[Relation]:
    for sentence in sentences(text):
        if type_ is not EntityType.VESSEL:
            yield from ships_in(sentence, subject)
        yield from _parties(sentence, subject, is_person=type_ is EntityType.PERSON)


def _parties(sentence: str, subject: Subject, *, is_person: bool) -> Iterator[Relation]:
    starts: int | None = None
    for phrase in _PHRASE.finditer(sentence):
        filled = _FILL.match(sentence, phrase.end())
        named = _PARTY.match(sentence, filled.end() if filled else phrase.end())
        if named is None:
            continue
        if starts is None:
            starts = subject.end_in(sentence) or 0
        if phrase["parent"] and subject.is_named(named["name"]):
            yield from _parent(sentence, phrase.start())
        elif _LINK.fullmatch(sentence, min(starts, phrase.start()), phrase.start()):
            party = _reference(named)
            if party and not subject.is_named(party.name or "") and not (phrase["owned"] and is_person):
                yield _relation(sentence, phrase, party)
        starts = named.end()


def _parent(sentence: str, end: int) -> Iterator[Relation]:
    """Read "X is the parent company of …" where the party itself is behind it."""
    before = re.fullmatch(
        rf"(?:The\s)?(?P<name>{NAME})(?P<numbers>\s*\([^()]*\))?\s(?:is|was)\sthe\s", sentence[:end]
    )
    party = _reference(before) if before else None
    if party:
        yield Relation(kind=RelationKind.PARENT_OF, direction=Direction.FROM, party=party, quotation=sentence)


def _relation(sentence: str, phrase: re.Match[str], party: PartyReference) -> Relation:
    kind, direction = _kind(phrase)
    share = share_of(phrase["part"] or phrase["share"] or "") if kind is RelationKind.OWNS else None
    if phrase["whole"] or phrase["all"]:
        kind, share = RelationKind.OWNS, 1.0
    return Relation(
        kind=kind,
        direction=direction,
        party=party,
        share=share,
        is_former=_PAST.search(sentence[: phrase.start()]) is not None,
        quotation=sentence,
    )


def _kind(phrase: re.Match[str]) -> tuple[RelationKind, Direction]:
    words = (phrase["passive"] or "").casefold()
    if phrase["or"] or " or " in words.replace("directly or indirectly", ""):
        return RelationKind.LINKED_TO, Direction.TO
    if words:
        verbs = (
            ("own", RelationKind.OWNS),
            ("control", RelationKind.CONTROLS),
            ("operat", RelationKind.OPERATES),
        )
        kind = next((kind for verb, kind in verbs if verb in words), RelationKind.MANAGES)
        return kind, Direction.FROM
    if phrase["owned"]:
        return RelationKind.PARENT_OF, Direction.FROM
    if phrase["behalf"]:
        return RelationKind.ACTS_FOR, Direction.TO
    return (RelationKind.PARENT_OF if phrase["parent"] else RelationKind.OWNS), Direction.TO


def _reference(named: re.Match[str]) -> PartyReference | None:
    if _NO_PARTY.match(named["name"]) or nationality(named["name"]):
        return None
    numbers = named["numbers"] or ""
    return named_party(named["name"] + (numbers if has_label(numbers) else ""))
