"""Which cells of an ownership file name one party.

- Two cells that share an identifier do. One that is unique in the world (IMO, LEI, OGRN, INN) is enough; one
  that a register or a state gives for itself counts beside an equal first name only.
- A name without identifiers is that of the one party in the file that bears it. Where none or several bear
  it, all the cells with that name alone are one party.

Names are equal but for case and punctuation.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lists.entities import Identifier, IdentifierType, Name, NameKind, PartyReference, unlisted_party
from lists.names import comparable
from lists.sources.ownership_party import ListedParty, NamedParty, read_party

_NATIONAL = frozenset(
    {
        IdentifierType.REGISTRATION_NUMBER,
        IdentifierType.TAX_NUMBER,
        IdentifierType.PASSPORT,
        IdentifierType.NATIONAL_ID,
    }
)

Key = tuple[str, ...]
_NAME, _UNIQUE = "name", 2


@dataclass(slots=True, eq=False)
class Party:
    """A party of the file as far as it is read: names and identifiers of all cells that name it.

    `names` are by their comparable form, so that each stands once. `listed` is set for one that is given by
    its id on another list, `list_id` is the file's. `same` is the party that this one turned out to be.
    """

    list_id: str
    listed: ListedParty | None = None
    keys: list[Key] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    identifiers: dict[Identifier, None] = field(default_factory=dict)
    same: "Party | None" = None
    _reference: PartyReference | None = None

    @property
    def own_id(self) -> str:
        """The whole id of a listed party, else that of an unlisted one that its keys tell."""
        return self.listed.id if self.listed else self.reference.own_id or ""

    @property
    def reference(self) -> PartyReference:
        """The party as relations point to it; not before all cells are read."""
        if self._reference is None:
            self._reference = self._made_reference()
        return self._reference

    def _made_reference(self) -> PartyReference:
        if self.listed:
            return PartyReference(own_id=self.listed.own_id, list_id=self.listed.list_id)
        unique = {key for key in self.keys if len(key) == _UNIQUE and key[0] != _NAME}
        identifiers = tuple(one for one in self.identifiers if (one.type, one.value) in unique)
        told = PartyReference(identifiers=identifiers, name=" ".join(min(self.keys)))
        return PartyReference(own_id=unlisted_party(self.list_id, told).own_id)

    def published_names(self) -> tuple[Name, ...]:
        """The names in the order of the file, the first one primary.

        A party without a name bears its first identifier as one, a listed party its id.
        """
        numbers = (f"{one.label} {one.published}" for one in self.identifiers)
        texts = list(self.names.values()) or [next(numbers, self.own_id)]
        return (Name(text=texts[0]), *(Name(text=text, kind=NameKind.ALIAS) for text in texts[1:]))


class Parties:
    """The parties of a file, joined while cells are read."""

    def __init__(self, list_id: str) -> None:
        self._list_id = list_id
        self._by_cell: dict[str, Party] = {}
        self._by_key: dict[Key, Party] = {}

    def of_cell(self, cell: str) -> Party:
        """Give the party that a cell names, as far as it is known; see `whole`. UnreadableError."""
        party = self._by_cell.get(cell)
        if party is None:
            party = self._by_cell[cell] = self._party(read_party(cell))
        return party

    def join_names(self) -> tuple[str, ...]:
        """Join names that stand alone to their only bearers; give those that several bear."""
        alone = {key[1]: party for key, party in self._by_key.items() if key[0] == _NAME}
        ambiguous: list[str] = []
        for name, bearers in self._bearers(alone.keys()).items():
            if len(bearers) == 1:
                _join(bearers[0], alone[name])
            else:
                ambiguous.append(alone[name].names[name])
        return tuple(ambiguous)

    def _bearers(self, names: Iterable[str]) -> dict[str, list[Party]]:
        wanted = frozenset(names)
        bearers = defaultdict[str, list[Party]](list)
        for party in dict.fromkeys(whole(party) for party in self._by_key.values()):
            if party.identifiers:
                for name in wanted.intersection(party.names):
                    bearers[name].append(party)
        return bearers

    def _party(self, read: ListedParty | NamedParty) -> Party:
        if isinstance(read, ListedParty):
            return self._by_key.setdefault(("listed", read.id), Party(self._list_id, listed=read))
        keys = list(_keys(read))
        known = list(dict.fromkeys(whole(self._by_key[key]) for key in keys if key in self._by_key))
        party = known[0] if known else Party(self._list_id)
        for other in known[1:]:
            _join(party, other)
        for name in read.names:
            party.names.setdefault(comparable(name), name)
        party.identifiers |= dict.fromkeys(read.identifiers)
        for key in keys:
            if key not in self._by_key:
                self._by_key[key] = party
                party.keys.append(key)
        return party


def whole(party: Party) -> Party:
    """Give the party that a party turned out to be."""
    while party.same:
        party = party.same
    return party


def _join(party: Party, other: Party) -> None:
    for name, text in other.names.items():
        party.names.setdefault(name, text)
    party.identifiers |= other.identifiers
    party.keys += [key for key in other.keys if key[0] != _NAME]
    other.same = party


def _keys(read: NamedParty) -> Iterator[Key]:
    name = comparable(read.names[0]) if read.names else ""
    for one in read.identifiers:
        is_national = one.type in _NATIONAL and one.country is None
        yield (one.type, one.value, name) if is_national else (one.type, one.value)
    if not read.identifiers:
        yield _NAME, name
