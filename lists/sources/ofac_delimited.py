"""OFAC's SDN and non-SDN lists as delimited files: main file, aliases, addresses, overflowing remarks.

Any set that contains a main file is read. The files of a set belong to one publication: an alias of a party
that the main file does not have is rejected, with that reason.
"""

from collections import Counter
from collections.abc import Iterator

from lists.entities import Entity
from lists.errors import DamagedFile
from lists.sources.ofac_columns import to_entry
from lists.sources.ofac_entities import to_entity
from lists.sources.ofac_parties import join_parties, role_in_set
from lists.sources.ofac_rows import Role, read_file, role_of
from lists.sources.ofac_tally import Tally
from lists.sources.parsed import FileRows, Format, Parsed, RawFile


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file has the columns of one of OFAC's, whatever its name."""
    return all(role_of(file) is not None for file in files)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read a set of files.

    Raises DamagedFile where a file is none of OFAC's or cut off, or where the set has no main file.
    """
    read = [read_file(file) for file in files]
    if all(file.role is not Role.SDN for file in read):
        others = ", ".join(f"{file.name} ({file.role})" for file in read)
        reason = f"the main file, sdn.csv or cons_prim.csv, to which these belong is missing: {others}"
        raise DamagedFile(read[0].name, reason)
    parties, unfit = join_parties(read)
    rejected = (*(rejection for file in read for rejection in file.rejected), *unfit)
    lost = Counter(rejection.file for rejection in rejected)
    tally = Tally()
    entities: list[Entity] = []
    for party in parties.values():
        entry = to_entry(party)
        entities.append(to_entity(list_id, entry))
        tally.count(entities[-1], entry.remarks)
    cut = sum(party.is_cut for party in parties.values())
    return Parsed(
        format=FORMAT.name,
        files=tuple(
            FileRows(
                name=file.name,
                role=role_in_set(file),
                rows=len(file.rows) + len(file.rejected),
                rejected=lost[file.name],
            )
            for file in read
        ),
        entities=tuple(entities),
        rejected=rejected,
        warnings=(*filter(None, (file.warning for file in read)), *_cut_short(cut), *tally.warnings()),
    )


def _cut_short(count: int) -> Iterator[str]:
    """Say that remarks overflow into a file that is not there."""
    if count:
        yield f"{count} remarks end in the middle: the comments file that continues them is missing"


FORMAT = Format(name="ofac-delimited", recognises=recognises, parse=parse)
