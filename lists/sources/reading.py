"""The end of a parser of files that all play one part: what was read, counted and warned of."""

from collections import Counter
from collections.abc import Iterable, Iterator

from lists.entities import CheckDigit, Entity
from lists.sources.parsed import FileRows, Parsed, RejectedRow


def as_parsed(
    format_name: str,
    rows: Iterable[tuple[str, int]],
    entities: Iterable[Entity],
    rejected: Iterable[RejectedRow],
    warnings: Iterable[str] = (),
    *,
    role: str = "list",
) -> Parsed:
    """Make the reading; `rows` are the files' names and numbers of rows, `role` the part that they play.

    Identifiers that fail their check digit are kept, and said in the warnings.
    """
    found, lost = tuple(entities), tuple(rejected)
    by_file = Counter(rejection.file for rejection in lost)
    return Parsed(
        format=format_name,
        files=tuple(
            FileRows(name=name, role=role, rows=count, rejected=by_file[name]) for name, count in rows
        ),
        entities=found,
        rejected=lost,
        warnings=(*warnings, *_wrong_check_digits(found)),
    )


def _wrong_check_digits(entities: Iterable[Entity]) -> Iterator[str]:
    wrong = [
        f"{entity.own_id} {one.type} {one.value}"
        for entity in entities
        for one in entity.identifiers
        if one.check is CheckDigit.WRONG
    ]
    if wrong:
        shown = ", ".join(wrong[:10]) + (", …" if len(wrong) > 10 else "")
        yield f"{len(wrong)} identifiers fail their check digit and are kept: {shown}"
