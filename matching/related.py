"""Parties and the relations between them, as the network gives them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lists.entities import Direction, Entity, EntityType, Name, NameKind, PartialDate, Relation, RelationKind
from matching.normalise import name_key
from matching.parties import FoundBy

POWERS = frozenset(
    {
        RelationKind.OWNS,
        RelationKind.OPERATES,
        RelationKind.MANAGES,
        RelationKind.TECHNICALLY_MANAGES,
        RelationKind.CONTROLS,
    }
)
# Another script or language is no other name, and a weak alias no name to know a ship by.
_NO_FORMER_NAME = frozenset({NameKind.WEAK_ALIAS, NameKind.TRANSLATION, NameKind.ORIGINAL_SCRIPT})


@dataclass(frozen=True, slots=True)
class Party:
    """One party: its records on the live lists in the order of ids, or as ownership data name it unlisted."""

    entities: tuple[Entity, ...]

    @property
    def id(self) -> str:
        """The id of its first record."""
        return self.entities[0].id

    @property
    def name(self) -> str:
        return self.entities[0].name

    @property
    def is_listed(self) -> bool:
        return self.entities[0].is_listed

    @property
    def is_ship(self) -> bool:
        return any(entity.type is EntityType.VESSEL for entity in self.entities)

    def record(self, list_id: str | None) -> Entity:
        """Give its record on a list, else its first."""
        return next((entity for entity in self.entities if entity.list_id == list_id), self.entities[0])

    def former_names(self, record: Entity) -> tuple[tuple[Name, Entity], ...]:
        """Give the names that it bore before and that one of its records lacks, each with its own record.

        Those that any record calls former; of a ship, which is known by its IMO number, every name that
        another record gives it.
        """
        texts = {name.text for name in record.names}
        elsewhere = [named for named in self._names_elsewhere(record) if named[0].text not in texts]
        known = {name_key(text) for text in texts} if elsewhere else set()
        found: list[tuple[Name, Entity]] = []
        for name, entity in elsewhere:
            key = name_key(name.text)
            if key not in known:
                known.add(key)
                found.append((name, entity))
        return tuple(found)

    def _names_elsewhere(self, record: Entity) -> Iterator[tuple[Name, Entity]]:
        for entity in self.entities:
            for name in entity.names if entity.id != record.id else ():
                is_former = name.kind is NameKind.FORMER_NAME
                if is_former or (self.is_ship and name.kind not in _NO_FORMER_NAME):
                    yield name, entity


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation as one source states it: by whose record, and how the other party was found."""

    relation: Relation
    by: Entity
    found_by: FoundBy
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two parties; all that state the same are its `statements`, the surest first."""

    kind: RelationKind
    subject: Party
    object: Party
    is_former: bool
    statements: tuple[Statement, ...]

    @property
    def ambiguous(self) -> bool:
        """Whether every source's words fit several parties, of which this is one."""
        return all(statement.ambiguous for statement in self.statements)

    @property
    def share(self) -> float | None:
        """The share that the surest source gives, 0..1; None where none gives one.

        An ownership file may give several stakes of one owner, in a row each: those of one date add up.
        """
        surest = self.statements[0]
        if surest.by.is_listed or surest.relation.share is None:
            return surest.relation.share
        stakes = {
            statement.relation
            for statement in self.statements
            if statement.by.list_id == surest.by.list_id and statement.relation.as_of == surest.relation.as_of
        }
        return min(1.0, round(sum(stake.share or 0.0 for stake in stakes), 9))

    @property
    def as_of(self) -> PartialDate | None:
        return self.statements[0].relation.as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A party beside another: `direction` is FROM where it is the subject of the tie.

    `distance` counts the steps to it; from the second on `via` is the party before it.
    """

    party: Party
    direction: Direction
    tie: Tie
    distance: int = 1
    via: Party | None = None

    @property
    def relation(self) -> RelationKind:
        return self.tie.kind

    @property
    def stands_above(self) -> bool:
        """Whether it owns or runs the other, or the other is linked to it or its agent.

        A link between a ship and a company puts the company above, whichever of them the source speaks of.
        """
        if self.relation is RelationKind.LINKED_TO:
            other = self.tie.subject if self.direction is Direction.TO else self.tie.object
            return not self.party.is_ship and (self.direction is Direction.TO or other.is_ship)
        if self.direction is Direction.TO:
            return self.relation is RelationKind.ACTS_FOR
        return self.relation in POWERS or self.relation is RelationKind.PARENT_OF

    @property
    def is_of_fleet(self) -> bool:
        """Whether it is a ship that the other owns, operates, manages or controls now, or is linked to."""
        if not self.party.is_ship or self.tie.is_former:
            return False
        return self.relation is RelationKind.LINKED_TO or (
            self.direction is Direction.TO and self.relation in POWERS
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The parties around one, itself first, then the nearest; `is_whole` is False where some are left out."""

    parties: tuple[Party, ...]
    ties: tuple[Tie, ...]
    is_whole: bool


def surest_first(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Order statements: those that name one party, give a share, and are the newest come first."""
    return tuple(sorted(statements, key=_doubt))


def _doubt(statement: Statement) -> tuple[bool, bool, int, float]:
    relation = statement.relation
    newest = -relation.as_of.latest.toordinal() if relation.as_of else 0
    return statement.ambiguous, relation.share is None, newest, -(relation.share or 0.0)


def nearest_first(found: Iterable[Related]) -> list[Related]:
    """Order parties: by steps, present before former, who stands above first, ships last, then by names."""
    return sorted(
        found,
        key=lambda related: (
            related.distance,
            related.tie.is_former,
            0 if related.stands_above else 2 if related.party.is_ship else 1,
            related.party.name,
            related.relation,
        ),
    )
