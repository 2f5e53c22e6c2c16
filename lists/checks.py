"""Says what a new version of a list has lost against the live one, for people to judge."""

from collections.abc import Iterable
from dataclasses import asdict

from lists.sources.parsed import FileRows
from lists.version import Counts, ListVersion


def losses(live: ListVersion, counts: Counts, files: Iterable[FileRows], format_name: str) -> tuple[str, ...]:
    """Name the files that are missing and the counts that fell: "entities 11509 -> 51 (-99.6%)".

    Another format has other files: only its counts are compared.
    """
    missing = _missing_files(live.files, files) if live.format == format_name else ()
    return (*missing, *_fallen(asdict(live.counts), asdict(counts)))


def _missing_files(before: Iterable[FileRows], after: Iterable[FileRows]) -> Iterable[str]:
    roles = {file.role for file in after}
    for file in before:
        if file.role not in roles:
            yield f"the {file.role} file is missing: the version before had {file.name} with {file.rows} rows"


def _fallen(before: dict[str, int], after: dict[str, int]) -> Iterable[str]:
    for what, old in before.items():
        if (new := after[what]) < old:
            yield f"{what} {old} -> {new} ({(new - old) / old:+.1%})"
