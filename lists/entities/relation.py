"""Who owns, operates, manages or is linked to whom, as some list states it."""

from dataclasses import dataclass
from enum import StrEnum

from lists.entities.entity_type import EntityType
from lists.entities.identifier import Identifier
from lists.entities.partial_date import PartialDate


class RelationKind(StrEnum):
    """The verb of a relation."""

    OWNS = "owns"
    OPERATES = "operates"
    MANAGES = "manages"
    TECHNICALLY_MANAGES = "technically_manages"
    LINKED_TO = "linked_to"
    ACTS_FOR = "acts_for"
    CONTROLS = "controls"
    PARENT_OF = "parent_of"


class Direction(StrEnum):
    """Seen from the entity that carries the relation.

    TO: the entity is the subject ("this ship is linked to the party"). FROM: the other party is the
    subject ("the party owns this ship").
    """

    TO = "to"
    FROM = "from"

    @property
    def reverse(self) -> "Direction":
        return Direction.FROM if self is Direction.TO else Direction.TO


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyReference:
    """How a list names the other party: by its own id on the same list, by identifiers, or by name alone.

    `list_id` is set where `own_id` is that of another list, as only an operator's ownership file gives it;
    `type` where the text says what the party is.
    """

    own_id: str | None = None
    list_id: str | None = None
    type: EntityType | None = None
    identifiers: tuple[Identifier, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A typed, directed statement about another party.

    `share` is 0..1, None where the list gives none (OFAC never does). `is_former` marks what the list
    gives as past ("previous owner"). `quotation` is the source's own text.
    """

    kind: RelationKind
    direction: Direction
    party: PartyReference
    share: float | None = None
    as_of: PartialDate | None = None
    is_former: bool = False
    quotation: str | None = None
