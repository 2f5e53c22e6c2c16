"""The subject of a screening."""

from dataclasses import dataclass

from lists.entities import EntityType, Identifier, PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who owns the subject, as its caller knows it; `share` is 0..1, None where unknown."""

    names: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a caller knows of a party.

    `names` are the name and the other names as typed; `country` is ISO 3166 alpha-2 (a vessel's flag).
    `lists` restricts the screening to those list ids, None means all. At least one name or identifier.
    """

    names: tuple[str, ...] = ()
    type: EntityType | None = None
    identifiers: tuple[Identifier, ...] = ()
    country: str | None = None
    birth_date: PartialDate | None = None
    built: int | None = None
    vessel_type: str | None = None
    lists: frozenset[str] | None = None
    owners: tuple[Owner, ...] = ()

    @property
    def facts(self) -> int:
        """The number of facts beside names and identifiers."""
        return sum(fact is not None for fact in (self.country, self.birth_date, self.built, self.vessel_type))
