"""The files of a list from its publisher: the whole set, or nothing."""

import random
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

import httpx

from lists.addresses import AddressRule
from lists.catalogue import Source, SourceFile
from lists.download import Download, Downloader, Limits, Validators
from lists.errors import FetchFailed
from lists.sources.parsed import RawFile

LONGEST_WAIT = 60.0
"""Seconds that a server may ask us to wait between two attempts; past it, the next check is soon enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedSet:
    """All files of a list, fetched beside each other; validators by the name of their file."""

    files: tuple[RawFile, ...]
    validators: Mapping[str, Validators]

    @property
    def modified_at(self) -> datetime | None:
        """When the server says that the newest of the files was changed."""
        times = [known.modified_at for known in self.validators.values()]
        return max((moment for moment in times if moment is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Fetches lists under one rule of addresses; `tokens` are the operator's, by list."""

    rule: AddressRule
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)
    limits: Limits = field(default_factory=Limits)
    tls: ssl.SSLContext = field(default_factory=httpx.create_ssl_context)

    def fetch(self, list_id: str, source: Source, known: Mapping[str, Validators]) -> FetchedSet | None:
        """Fetch all files of a list; None where each is still the one that is known. Raises FetchFailed."""
        with self._opened() as downloader:

            def get(file: SourceFile, known_: Validators | None) -> Download | None:
                url = self._address(list_id, file)
                return self._patiently(lambda: downloader.get(file.name, url, source.redirect_hosts, known_))

            asked = [(file, get(file, known.get(file.name))) for file in source.files]
            if all(found is None for _, found in asked):
                return None
            found = {file: found or _there(file, get(file, None)) for file, found in asked}
            for file in source.files[:-1]:
                _check_still(file, found[file], get)
        return FetchedSet(
            files=tuple(RawFile(name=file.name, content=one.content) for file, one in found.items()),
            validators={file.name: one.validators for file, one in found.items()},
        )

    @contextmanager
    def _opened(self) -> Iterator[Downloader]:
        downloader = Downloader(self.rule, self.limits, self.tls)
        try:
            yield downloader
        finally:
            downloader.close()

    def _address(self, list_id: str, file: SourceFile) -> str:
        if "{token}" not in file.url:
            return file.url
        if list_id not in self.tokens:
            raise FetchFailed(file.name, f"{list_id} needs a token of your own: set HULLMARK_LIST_TOKENS")
        return file.url.replace("{token}", quote(self.tokens[list_id], safe=""))

    def _patiently(self, ask: Callable[[], Download | None]) -> Download | None:
        """Ask again where that may help, waiting twice as long each time, give or take a half."""
        for attempt in range(1, self.limits.attempts + 1):
            try:
                return ask()
            except FetchFailed as failure:
                if not failure.again or attempt == self.limits.attempts or failure.wait > LONGEST_WAIT:
                    raise
                spread = random.uniform(0.5, 1.5)  # noqa: S311 -- to spread requests, not to keep a secret
                time.sleep(max(failure.wait, self.limits.first_wait * 2 ** (attempt - 1) * spread))
        raise AssertionError("unreachable: the last attempt returns or raises")


def _there(file: SourceFile, found: Download | None) -> Download:
    if found is None:
        raise FetchFailed(file.name, "the server answered 304 to a question without a condition")
    return found


def _check_still(
    file: SourceFile, found: Download, get: Callable[[SourceFile, Validators | None], Download | None]
) -> None:
    """Refuse a set of which an earlier file changed while a later one was fetched: it mixes two editions."""
    if not found.validators.headers():
        return
    again = get(file, found.validators)
    if again is not None and again.content != found.content:
        raise FetchFailed(file.name, "published anew while the set was fetched", again=True)
