"""The vocabulary: what a listed entity is. Frozen values over the standard library; imports nothing else."""

from lists.entities.designation import Listing, Measure
from lists.entities.entity import Address, Entity, SourceRow, Vessel
from lists.entities.entity_type import EntityType
from lists.entities.identifier import CheckDigit, Identifier, IdentifierType
from lists.entities.name import Name, NameKind, SeenBetween
from lists.entities.partial_date import PartialDate
from lists.entities.relation import Direction, PartyReference, Relation, RelationKind
from lists.entities.unlisted import unlisted_party

__all__ = [
    "Address",
    "CheckDigit",
    "Direction",
    "Entity",
    "EntityType",
    "Identifier",
    "IdentifierType",
    "Listing",
    "Measure",
    "Name",
    "NameKind",
    "PartialDate",
    "PartyReference",
    "Relation",
    "RelationKind",
    "SeenBetween",
    "SourceRow",
    "Vessel",
    "unlisted_party",
]
