"""What can go wrong with lists. Errors carry facts, never HTTP statuses.

ListError
├── UnknownFormat      no parser recognises the files
├── DamagedFile        a file cannot be read as its format; the live version stays
├── ConflictingRows    one id with different contents in an operator's file
├── EmptyList          not one row could be loaded
├── UnknownList        no such list
├── UnknownVersion     no such version of a list
├── UnknownEntity      no such entity in the live versions
├── WrongCatalogue     a file of list sources cannot be read
├── NotInCatalogue     no source of that list is known
├── NotEnabled         the list is not enabled
├── PutByHand          the catalogue has no address for the list
├── RefreshRunning     the list is being refreshed, here or by another process
├── LostLease          another process has taken the refresh of the list over
├── NotQuarantined     nothing of the list is in quarantine
├── ForbiddenAddress   a host lies where no fetch may go
├── FetchFailed        a file could not be fetched whole; the live version stays
└── WorkerDied         the process that was to read a list has ended
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from lists.sources.parsed import RejectedRow


class ListError(Exception):
    """The root of everything that lists can refuse."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Pickle by what it holds: the arguments of `__init__` are not those of the exception."""
        return _restored, (type(self), self.args, vars(self))


class UnknownFormat(ListError):  # noqa: N818 -- the names read as what happened
    """No parser recognises the files, or the named format does not exist."""

    def __init__(self, files: tuple[str, ...], reason: str) -> None:
        super().__init__(reason)
        self.files = files
        self.reason = reason


class DamagedFile(ListError):  # noqa: N818
    """A file cannot be read as its format. `line` is 1-based, None where no line is at fault."""

    def __init__(self, file: str, reason: str, line: int | None = None) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
        self.line = line


class ConflictingRows(ListError):  # noqa: N818
    """One id with different contents in an operator's file: lines are 1-based."""

    def __init__(self, file: str, own_id: str, lines: tuple[int, ...]) -> None:
        super().__init__(f"{file}: id {own_id!r} has different contents on lines {lines}")
        self.file = file
        self.own_id = own_id
        self.lines = lines


class EmptyList(ListError):  # noqa: N818
    """Not one row of the files could be loaded; `rejected` are the rows that were there."""

    def __init__(self, list_id: str, rejected: tuple[RejectedRow, ...]) -> None:
        first = f"; {rejected[0].file} line {rejected[0].line}: {rejected[0].reason}" if rejected else ""
        super().__init__(f"{list_id}: no row could be loaded ({len(rejected)} rejected{first})")
        self.list_id = list_id
        self.rejected_count = len(rejected)
        self.rejected = rejected


class UnknownList(ListError):  # noqa: N818
    """No such list."""

    def __init__(self, list_id: str) -> None:
        super().__init__(f"no list {list_id!r}")
        self.list_id = list_id


class UnknownVersion(ListError):  # noqa: N818
    """No such version of a list."""

    def __init__(self, list_id: str, version: str) -> None:
        super().__init__(f"list {list_id!r} has no version {version!r}")
        self.list_id = list_id
        self.version = version


class UnknownEntity(ListError):  # noqa: N818
    """No such entity in the live versions."""

    def __init__(self, entity_id: str) -> None:
        super().__init__(f"no entity {entity_id!r}")
        self.entity_id = entity_id


class WrongCatalogue(ListError):  # noqa: N818
    """A file of list sources cannot be read."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class NotInCatalogue(ListError):  # noqa: N818
    """No source of that list is known: it can be put, but not enabled."""

    def __init__(self, list_id: str, known: tuple[str, ...]) -> None:
        super().__init__(f"the catalogue has no list {list_id!r}; it has {', '.join(known)}")
        self.list_id = list_id


class NotEnabled(ListError):  # noqa: N818
    """The list is not enabled."""

    def __init__(self, list_id: str) -> None:
        super().__init__(f"list {list_id!r} is not enabled")
        self.list_id = list_id


class PutByHand(ListError):  # noqa: N818
    """The catalogue has no address for the list: it is put by hand."""

    def __init__(self, list_id: str) -> None:
        super().__init__(f"the catalogue has no address of {list_id!r}: put its files")
        self.list_id = list_id


class RefreshRunning(ListError):  # noqa: N818
    """The list is being refreshed, here or by another process; `until` it is taken to be."""

    def __init__(self, list_id: str, until: datetime) -> None:
        super().__init__(f"list {list_id!r} is being refreshed; its lease runs until {until:%H:%M:%S} UTC")
        self.list_id = list_id
        self.until = until


class LostLease(ListError):  # noqa: N818
    """The refresh of the list was taken over by another process, or the list is not enabled any more."""

    def __init__(self, list_id: str) -> None:
        super().__init__(f"the refresh of {list_id!r} is not this one's any more")
        self.list_id = list_id


class NotQuarantined(ListError):  # noqa: N818
    """Nothing of the list is in quarantine, or (`replaced`) something else than was to be made live."""

    def __init__(self, list_id: str, *, replaced: bool = False) -> None:
        text = "something newer" if replaced else "nothing"
        super().__init__(f"{text} of list {list_id!r} is in quarantine")
        self.list_id = list_id


class ForbiddenAddress(ListError):  # noqa: N818
    """A host has no address that a fetch may connect to."""

    def __init__(self, host: str, addresses: tuple[str, ...], reason: str) -> None:
        super().__init__(f"{host} ({', '.join(addresses)}): {reason}")
        self.host = host


class FetchFailed(ListError):  # noqa: N818
    """A file could not be fetched whole from its publisher.

    `again` says that another attempt may help, `wait` how many seconds the server asks for before it.
    """

    def __init__(self, file: str, reason: str, *, again: bool = False, wait: float = 0.0) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
        self.again = again
        self.wait = wait


class WorkerDied(ListError):  # noqa: N818
    """The process that was to do some work ended before it was done, or was ended; `reason` says which."""

    def __init__(self, work: str, reason: str) -> None:
        super().__init__(f"the process that was to do {work} {reason}")
        self.work = work


def _restored(kind: type[ListError], args: tuple[Any, ...], facts: dict[str, Any]) -> ListError:
    error = kind.__new__(kind, *args)
    error.args = args
    vars(error).update(facts)
    return error
