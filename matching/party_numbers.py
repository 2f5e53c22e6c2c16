"""Which records are whose: parties and records by their numbers, as flat arrays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from matching.flat import Array, Arrays, Rows, named, part_of
from matching.graph import Graph
from matching.packing import RowPacker


@dataclass(frozen=True, slots=True)
class PartyNumbers:
    """The records of each party, the party of each listed record, and the parties of each of the others."""

    records: Rows
    of_listed: Array
    of_others: Rows

    @classmethod
    def of(cls, graph: Graph, listed: int) -> "PartyNumbers":
        """Take them from a graph with so many listed records."""
        records = _rows(graph.parties)
        parties = np.repeat(np.arange(len(records), dtype=np.int32), np.diff(records.starts))
        of_listed = np.empty(listed, dtype=np.int32)
        is_listed = records.values < listed
        of_listed[records.values[is_listed]] = parties[is_listed]
        return cls(records, of_listed, _rows(graph.numbers[entity.id] for entity in graph.others))

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "PartyNumbers":
        """Take what `arrays` gave."""
        return cls(
            Rows.of_arrays(part_of(arrays, "records")),
            arrays["of_listed"],
            Rows.of_arrays(part_of(arrays, "of_others")),
        )

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return {
            **named("records", self.records.arrays()),
            "of_listed": self.of_listed,
            **named("of_others", self.of_others.arrays()),
        }

    def are_listed(self) -> Array:
        """Say of each party whether it is listed: its first record is."""
        return self.records.values[self.records.starts[:-1]] < len(self.of_listed)


def _rows(rows: Iterable[Iterable[int]]) -> Rows:
    packer = RowPacker()
    for row in rows:
        packer.add(row)
    return packer.rows()
