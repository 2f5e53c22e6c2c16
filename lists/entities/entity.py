"""A listed party, whole."""

from dataclasses import dataclass

from lists.entities.designation import Listing
from lists.entities.entity_type import EntityType
from lists.entities.identifier import Identifier
from lists.entities.name import Name
from lists.entities.partial_date import PartialDate
from lists.entities.relation import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Vessel:
    """Facts of a ship beyond its names and identifiers; countries are ISO 3166 alpha-2."""

    flag: str | None = None
    former_flags: tuple[str, ...] = ()
    vessel_type: str | None = None
    built: int | None = None
    tonnage: str | None = None
    gross_tonnage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address as published, and its country where it could be read (ISO 3166 alpha-2)."""

    text: str
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """The bytes an entity came from: file, 1-based line (or record number), and the text as published."""

    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, company, vessel or aircraft on one list.

    `own_id` is the publisher's own id. `is_listed` is False for a party of an ownership file: it is known
    there and no list names it, so it is never a listed party, only one beside a listed party. `type` is None
    where the publisher does not say. `names` has the primary name first and is never empty. `countries` are
    ISO 3166 alpha-2 (for a vessel also its flag), `notes` free text kept as published, `unread` the parts of
    it that the parser did not understand.
    """

    list_id: str
    own_id: str
    type: EntityType | None
    names: tuple[Name, ...]
    identifiers: tuple[Identifier, ...] = ()
    countries: tuple[str, ...] = ()
    vessel: Vessel | None = None
    birth_dates: tuple[PartialDate, ...] = ()
    birth_places: tuple[str, ...] = ()
    established_on: PartialDate | None = None
    gender: str | None = None
    titles: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    listing: Listing = Listing()
    relations: tuple[Relation, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    source: tuple[SourceRow, ...] = ()
    is_listed: bool = True

    def __post_init__(self) -> None:
        if not self.names:
            raise ValueError(f"an entity without a name: {self.list_id}:{self.own_id}")

    @property
    def id(self) -> str:
        """The entity's id in the API: list id and publisher's own id; `network:` where no list names it."""
        return f"{self.list_id if self.is_listed else 'network'}:{self.own_id}"

    @property
    def name(self) -> str:
        """The primary name as published."""
        return self.names[0].text
