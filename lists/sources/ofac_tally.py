"""Counts, over a whole list of OFAC's, of what could not be read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lists.entities import CheckDigit, Entity
from lists.sources.ofac_remarks import Remarks


@dataclass(slots=True)
class Tally:
    """The sentences that were not understood, and the identifiers that fail their check digit."""

    parts: int = 0
    unread: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, entity: Entity, remarks: Remarks) -> None:
        """Add an entity and the remarks it was made from."""
        self.parts += remarks.parts
        self.unread += len(entity.unread)
        self.wrong += [
            f"{entity.own_id} {one.type} {one.value}"
            for one in entity.identifiers
            if one.check is CheckDigit.WRONG
        ]

    def warnings(self) -> Iterator[str]:
        """Say the counts in words; nothing where all is read and right."""
        if self.unread:
            yield (
                f"{self.unread} of {self.parts} remark parts not understood; "
                f"each is kept with its entity as unread"
            )
        if self.wrong:
            shown = ", ".join(self.wrong[:10]) + (", …" if len(self.wrong) > 10 else "")
            yield f"{len(self.wrong)} identifiers fail their check digit and are kept: {shown}"
