"""Names and how far each may be trusted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NameKind(StrEnum):
    """What a name is to its entity.

    A weak alias is one that its publisher calls weak, low quality or "low" (OFAC FAQ 122-125): it never
    makes more than a review.
    """

    PRIMARY = "primary"
    ALIAS = "alias"
    WEAK_ALIAS = "weak_alias"
    FORMER_NAME = "former_name"
    TRANSLATION = "translation"
    ORIGINAL_SCRIPT = "original_script"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenBetween:
    """The load dates (UTC) of the first and the last version of a list that carried a name as primary."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as published; `kind` says how far to trust it.

    `published_as` is the publisher's own kind where the product knows better (a plain alias that the
    list's history shows to be the former primary name); None where both agree or nothing was published.
    `seen` is set on names learned from a list's own history.
    """

    text: str
    kind: NameKind = NameKind.PRIMARY
    published_as: NameKind | None = None
    seen: SeenBetween | None = None
