"""Says what a new version of a list has lost against the live one, for people to judge."""

from collections.abc import Iterable
from dataclasses import asdict

from lists.sources.parsed import FileRows
from lists.version import ListVersion


def losses(live: ListVersion, after: ListVersion) -> tuple[str, ...]:
    """Name the files that are missing and the counts that fell: "entities 11509 -> 51 (-99.6%)".

    Another format has other files: only its counts are compared.
    """
    missing = _missing_files(live.files, after.files) if live.format == after.format else ()
    gone = (f"{told} ({after.removed / live.entities:.1%})" for told in hidden_losses(live, after))
    return (*missing, *_fallen(asdict(live.counts), asdict(after.counts)), *gone)


def hidden_losses(live: ListVersion, after: ListVersion) -> Iterable[str]:
    """Tell how many entities of the live version are gone, where new ones keep the count from telling it."""
    if after.added and after.removed:
        yield f"{after.removed} of {live.entities} entities are gone, {after.added} new"


def _missing_files(before: Iterable[FileRows], after: Iterable[FileRows]) -> Iterable[str]:
    roles = {file.role for file in after}
    for file in before:
        if file.role not in roles:
            yield f"the {file.role} file is missing: the version before had {file.name} with {file.rows} rows"


def _fallen(before: dict[str, int], after: dict[str, int]) -> Iterable[str]:
    for what, old in before.items():
        if (new := after[what]) < old:
            yield f"{what} {old} -> {new} ({(new - old) / old:+.1%})"
