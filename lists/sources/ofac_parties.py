"""The rows of a set of OFAC's files, joined to parties."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from lists.entities import Measure
from lists.sources.ofac_measures import is_non_sdn, read_measures
from lists.sources.ofac_rows import OfacFile, OfacRow, Role
from lists.sources.parsed import RejectedRow

_REMARKS_WIDTH = 1000
"""Characters of remarks that the main file holds; the rest stands in the comments file."""


@dataclass(slots=True)
class Party:
    """One entry with all its rows; `sdn` whether a part of the set that blocks has it."""

    row: OfacRow
    sdn: bool
    joined: dict[Role, list[OfacRow]] = field(default_factory=lambda: defaultdict(list))

    @property
    def programmes(self) -> tuple[str, ...]:
        return _programmes(self.row)

    @property
    def remarks(self) -> str:
        """The whole remarks: overflow continues in the middle of a word."""
        return self.row.cells[11] + "".join(row.cells[1] for row in self.joined[Role.COMMENTS])

    @property
    def is_cut(self) -> bool:
        """Whether the remarks fill the main file's width and nothing ends or continues them."""
        remarks = self.row.cells[11]
        return len(remarks) >= _REMARKS_WIDTH and not remarks.endswith(".") and not self.joined[Role.COMMENTS]

    @property
    def measures(self) -> tuple[Measure, ...]:
        return read_measures(self.programmes, self.remarks, sdn=self.sdn)

    @property
    def rows(self) -> tuple[OfacRow, ...]:
        return (self.row, *(row for rows in self.joined.values() for row in rows))


def join_parties(files: Iterable[OfacFile]) -> tuple[dict[str, Party], list[RejectedRow]]:
    """Give the parties by their entity number, and the rows that fit none.

    Identical rows are merged. Where one number has different contents each of its rows is rejected.
    """
    rows: dict[Role, list[OfacRow]] = defaultdict(list)
    for file in files:
        rows[file.role] += file.rows
    blocking = _blocking_parts(rows[Role.SDN])
    rejected: list[RejectedRow] = []
    parties: dict[str, Party] = {}
    for same in _same_contents(rows[Role.SDN], lambda row: row.own_id, rejected):
        if same[0].cells[1].strip():
            sdn = any((row.file, row.part) in blocking for row in same)
            parties[same[0].own_id] = Party(same[0], sdn)
        else:
            rejected += [row.rejected("no name") for row in same]
    keys: dict[Role, Callable[[OfacRow], Hashable]] = {
        Role.ALT: lambda row: row.cells[1],
        Role.ADD: lambda row: row.cells[1],
        Role.COMMENTS: lambda row: row.cells,
    }
    for role, key in keys.items():
        for same in _same_contents(rows[role], key, rejected):
            party = parties.get(same[0].own_id)
            if party is None:
                reason = f"no party {same[0].own_id} is loaded from the set's main file"
                rejected += [row.rejected(reason) for row in same]
            elif role is Role.ALT and not same[0].cells[3].strip():
                rejected += [row.rejected("no name") for row in same]
            else:
                party.joined[role].append(same[0])
    return parties, rejected


def role_in_set(file: OfacFile) -> Role:
    """Tell the main file of the SDN list from that of the non-SDN lists, which has the same columns."""
    is_main = file.role is Role.SDN and file.rows
    return Role.CONS_PRIM if is_main and (file.name, 0) not in _blocking_parts(file.rows) else file.role


def _blocking_parts(rows: Iterable[OfacRow]) -> set[tuple[str, int]]:
    """Find the parts of main files that are the SDN list: those where few rows bear a non-SDN mark."""
    total: Counter[tuple[str, int]] = Counter()
    non_sdn: Counter[tuple[str, int]] = Counter()
    for row in rows:
        total[row.file, row.part] += 1
        non_sdn[row.file, row.part] += is_non_sdn(_programmes(row), row.cells[11])
    return {part for part, count in total.items() if non_sdn[part] * 2 <= count}


def _programmes(row: OfacRow) -> tuple[str, ...]:
    """Split "CYBER2] [RUSSIA-EO14024": OFAC publishes the brackets between, not those around."""
    return tuple(filter(None, (programme.strip(" []") for programme in row.cells[3].split("] ["))))


def _same_contents(
    rows: Iterable[OfacRow], key: Callable[[OfacRow], Hashable], rejected: list[RejectedRow]
) -> Iterable[list[OfacRow]]:
    """Group the rows of one key, and reject the groups whose contents differ."""
    groups: dict[Hashable, list[OfacRow]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    for group in groups.values():
        if len({row.cells for row in group}) == 1:
            yield group
        else:
            lines = ", ".join(f"{row.file} line {row.record.line}" for row in group)
            reason = f"one number with different contents: {lines}"
            rejected += [row.rejected(reason) for row in group]
