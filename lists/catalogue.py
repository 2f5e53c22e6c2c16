"""Which lists can be followed: where each is published, in which format, how often to ask and how big it is.

The table is catalogue.toml; an operator's own file of the same form adds lists to it, or replaces some.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Annotated, ClassVar
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from lists.errors import NotInCatalogue, UnknownFormat, WrongCatalogue
from lists.reading import AUTO
from lists.sources.formats import format_named

LIST_ID = r"[a-z0-9][a-z0-9._-]{0,63}"
"""The form of a list's id, as a regular expression."""

_Positive = Annotated[int, Field(gt=0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of a list: the name it is kept under and its address, in which {token} is the operator's."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid", str_min_length=1)

    name: Annotated[str, Field(pattern=r"^[^/\\]+$")]
    url: Annotated[str, Field(pattern=r"^https?://[^\s/]+/")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A list as its publisher offers it; the fields are described in catalogue.toml."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid", str_min_length=1)

    title: str
    publisher: str
    format: str
    files: tuple[SourceFile, ...] = ()
    redirect_hosts: tuple[str, ...] = ()
    check_every_minutes: _Positive
    stale_after_hours: _Positive
    minimum_entities: _Positive
    licence: str
    uncertain: str | None = None

    @property
    def host(self) -> str | None:
        """The host of the publisher, None for a list that is put by hand."""
        return urlsplit(self.files[0].url).hostname if self.files else None

    @property
    def check_every(self) -> timedelta:
        return timedelta(minutes=self.check_every_minutes)

    @property
    def stale_after(self) -> timedelta:
        return timedelta(hours=self.stale_after_hours)


_SOURCES = TypeAdapter(dict[Annotated[str, Field(pattern=f"^{LIST_ID}$")], Source])


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Sources by the id of their list."""

    sources: Mapping[str, Source]

    def source(self, list_id: str) -> Source:
        """Give the source of a list. Raises NotInCatalogue."""
        try:
            return self.sources[list_id]
        except KeyError:
            raise NotInCatalogue(list_id, tuple(sorted(self.sources))) from None


def load_catalogue(extension: Path | None = None) -> Catalogue:
    """Read the official lists, and over them the operator's file. Raises WrongCatalogue, OSError."""
    shipped = files("lists").joinpath("catalogue.toml").read_text("utf-8")
    sources = _read("catalogue.toml", shipped)
    if extension is not None:
        sources |= _read(str(extension), extension.read_text("utf-8"))
    return Catalogue(sources)


def _read(name: str, text: str) -> dict[str, Source]:
    try:
        sources = _SOURCES.validate_python(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise WrongCatalogue(name, str(error)) from error
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise WrongCatalogue(name, "; ".join(faults)) from error
    for list_id, source in sources.items():
        _check(name, list_id, source)
    return sources


def _check(name: str, list_id: str, source: Source) -> None:
    names = [file.name for file in source.files]
    if len(set(names)) < len(names):
        raise WrongCatalogue(name, f"{list_id}.files: two files of one name")
    if source.format != AUTO:
        try:
            format_named(source.format)
        except UnknownFormat as error:
            raise WrongCatalogue(name, f"{list_id}.format: {error.reason}") from error
