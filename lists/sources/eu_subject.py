"""What the European Union publishes of one party, as its XML and its CSV have it in common.

Each part is a set of attributes under their names in the XML (version 1.1), in small letters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lists.entities import SourceRow

Part = Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Subject:
    """A party and its parts, in the file's order."""

    logical_id: str
    entity: Part
    regulations: list[Part] = field(default_factory=list)
    names: list[Part] = field(default_factory=list)
    addresses: list[Part] = field(default_factory=list)
    birth_dates: list[Part] = field(default_factory=list)
    identifications: list[Part] = field(default_factory=list)
    citizenships: list[Part] = field(default_factory=list)
    sources: list[SourceRow] = field(default_factory=list)
