"""What ties parties to each other, as one flat array: a row for each statement between two parties."""

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from lists.entities import RelationKind
from matching.flat import Array, Arrays, Rows, named, part_of
from matching.parties import FoundBy

_KINDS = tuple(RelationKind)
_WAYS = tuple(FoundBy)
_ROW = struct.Struct("=iib?b?ii")
_COLUMNS = np.dtype(
    {
        "names": ["subject", "object", "kind", "is_former", "found_by", "ambiguous", "by", "place"],
        "formats": ["i4", "i4", "i1", "?", "i1", "?", "i4", "i4"],
    }
)


class TieRow(NamedTuple):
    """A statement: its ends by the number of their party, who states it, in which of its relations."""

    subject: int
    object: int
    kind: RelationKind
    is_former: bool
    found_by: FoundBy
    ambiguous: bool
    by: int
    place: int


class TieRows:
    """Gathers ties while a graph is built."""

    def __init__(self) -> None:
        self._packed = bytearray()

    def add(self, row: TieRow) -> None:
        """Add a row behind the others."""
        subject, object_, kind, is_former, found_by, ambiguous, by, place = row
        self._packed += _ROW.pack(
            subject, object_, _KINDS.index(kind), is_former, _WAYS.index(found_by), ambiguous, by, place
        )

    def of(self, parties: int) -> "Ties":
        """Give what was gathered, between so many parties."""
        rows = np.frombuffer(self._packed, dtype=_COLUMNS)
        numbers = np.arange(len(rows), dtype=np.int32)
        return Ties(
            rows,
            Rows.grouped(rows["subject"], numbers, parties),
            Rows.grouped(rows["object"], numbers, parties),
        )


class Ties:
    """Ties by the parties that they end at; a row each, so that millions of them fit."""

    def __init__(self, rows: Array, downwards: Rows, upwards: Rows) -> None:
        self._rows = rows
        self._downwards = downwards
        self._upwards = upwards

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "Ties":
        """Take what `arrays` gave."""
        return cls(
            arrays["rows"],
            Rows.of_arrays(part_of(arrays, "downwards")),
            Rows.of_arrays(part_of(arrays, "upwards")),
        )

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return {
            "rows": self._rows,
            **named("downwards", self._downwards.arrays()),
            **named("upwards", self._upwards.arrays()),
        }

    def below(self, party: int) -> Iterator[TieRow]:
        """Give the ties of which a party is the subject."""
        return self._given(self._downwards[party])

    def above(self, party: int) -> Iterator[TieRow]:
        """Give the ties of which a party is the object."""
        return self._given(self._upwards[party])

    def _given(self, numbers: Array) -> Iterator[TieRow]:
        for subject, object_, kind, is_former, found_by, ambiguous, by, place in self._rows[numbers].tolist():
            yield TieRow(subject, object_, _KINDS[kind], is_former, _WAYS[found_by], ambiguous, by, place)
