"""What a client asks: strict shapes, in which an unknown field or an over-long value is refused."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from lists.countries import country_code
from lists.entities import CheckDigit, EntityType, Identifier, IdentifierType, PartialDate
from lists.identifiers import identifier
from matching.ownership.wording import percent
from matching.query import Owner, Query

MAX_BATCH = 1000

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def _check_text(text: str) -> str:
    """Refuse what is no Unicode text: NUL and the halves of surrogate pairs."""
    if "\x00" in text:
        raise PydanticCustomError("nul", "must not hold the NUL character")
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise PydanticCustomError("surrogate", "must be Unicode text, without lone surrogates")
    return text


def _check_country(text: str) -> str:
    code = text.upper()
    if len(code) != 2 or country_code(code) != code:
        raise PydanticCustomError("country", "must be an ISO 3166 alpha-2 code")
    return code


def _check_date(text: str) -> str:
    if _DATE.fullmatch(text):
        with suppress(ValueError):
            PartialDate.parse(text)
            return text
    raise PydanticCustomError("partial_date", "must be a date: YYYY, YYYY-MM or YYYY-MM-DD")


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Name = Annotated[str, Field(strict=True, max_length=2000), AfterValidator(_check_text)]
Text = Annotated[str, Field(strict=True, max_length=200), AfterValidator(_check_text)]
Values = Annotated[
    tuple[Text, ...],
    BeforeValidator(_as_list),
    Field(max_length=100),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "maxLength": 200},
                {"type": "array", "items": {"type": "string", "maxLength": 200}, "maxItems": 100},
            ]
        }
    ),
]


class IdentifiersIn(BaseModel):
    """Identifiers by type; a string or a list of them, with or without its prefix ("IMO 8861058")."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    imo: Values = ()
    company_imo: Values = ()
    mmsi: Values = ()
    call_sign: Values = ()
    registration_number: Values = ()
    tax_number: Values = ()
    lei: Values = ()
    swift: Values = ()
    passport: Values = ()
    national_id: Values = ()
    crypto_wallet: Values = ()

    def given(self) -> Iterator[tuple[IdentifierType, str, Identifier | None]]:
        """Give each value that is not blank with its type and reading, None where nothing is left."""
        for type_ in _IDENTIFIER_TYPES:
            for text in getattr(self, type_):
                if text.strip():
                    yield type_, text, identifier(type_, text)

    def warnings(self, path: str) -> Iterator[str]:
        """Say in words what is odd about the identifiers given."""
        for type_, text, read in self.given():
            if read is None:
                yield f"{path}.{type_}: nothing to look up is left of {text!r}"
            elif read.check is CheckDigit.WRONG:
                yield f"{path}.{type_}: the check digit of {text!r} is wrong; looked up as it stands"


_IDENTIFIER_TYPES = tuple(IdentifierType(field) for field in IdentifiersIn.model_fields)


class OwnerIn(BaseModel):
    """Who owns the subject: by name, identifier, or both; `share` is a fraction, 0.5 for 50%."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    identifiers: IdentifiersIn = IdentifiersIn()
    share: Annotated[float, Field(strict=True, ge=0, le=1)] | None = None

    @model_validator(mode="after")
    def _check_owner(self) -> Self:
        if not (self.name and self.name.strip()) and next(self.identifiers.given(), None) is None:
            raise PydanticCustomError("no_subject", "give a name or an identifier")
        return self

    def to_owner(self) -> Owner:
        """Give the owner that matching understands."""
        written = tuple(_imo_numbers_in(self.name or ""))
        name = _IMO_IN_NAME.sub(" ", self.name or "")
        given = (read for _, _, read in self.identifiers.given() if read is not None)
        return Owner(
            names=(name,) if name.strip() else (),
            identifiers=tuple(dict.fromkeys((*given, *written))),
            share=self.share,
        )


class ScreeningIn(BaseModel):
    """One party to screen: a name, an identifier, or both."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"name": "MG-FLOT OOO", "type": "company"},
                {
                    "name": "Rasul Gamzatov",
                    "type": "vessel",
                    "identifiers": {"imo": "8861058"},
                    "country": "RU",
                },
            ]
        },
    )

    name: Name | None = None
    type: EntityType | None = None
    other_names: Annotated[tuple[Name, ...], Field(max_length=100)] = ()
    identifiers: IdentifiersIn = IdentifiersIn()
    country: Annotated[Text, AfterValidator(_check_country)] | None = None
    birth_date: Annotated[Text, AfterValidator(_check_date)] | None = None
    built: Annotated[int, Field(strict=True, ge=1800, le=2100)] | None = None
    vessel_type: Text | None = None
    owners: Annotated[tuple[OwnerIn, ...], Field(max_length=20)] = ()
    lists: Annotated[list[Text], Field(min_length=1, max_length=1000)] | None = None
    limit: Annotated[int, Field(strict=True, ge=1, le=200)] = 10
    threshold: Annotated[float, Field(strict=True, ge=0, le=1)] | None = None
    reference: Text | None = None

    @model_validator(mode="after")
    def _check_subject(self) -> Self:
        if not self.name and not any(self.other_names) and next(self.identifiers.given(), None) is None:
            raise PydanticCustomError("no_subject", "give a name or an identifier")
        return self

    def to_query(self) -> Query:
        """Give the query that matching understands; an IMO number written into a name is an identifier."""
        given = tuple(read for _, _, read in self.identifiers.given() if read is not None)
        names = tuple(name for name in (self.name, *self.other_names) if name and name.strip())
        written = tuple(number for name in names for number in _imo_numbers_in(name))
        rests = (_IMO_IN_NAME.sub(" ", name) for name in names)
        return Query(
            names=tuple(name for name in rests if name.strip()),
            type=self.type,
            identifiers=tuple(dict.fromkeys((*given, *written))),
            country=self.country,
            birth_date=None if self.birth_date is None else PartialDate.parse(self.birth_date),
            built=self.built,
            vessel_type=self.vessel_type,
            lists=None if self.lists is None else frozenset(self.lists),
            owners=tuple(owner.to_owner() for owner in self.owners),
        )

    def warnings(self) -> list[str]:
        """Say in words what is odd about the identifiers and shares given."""
        warnings = list(self.identifiers.warnings("identifiers"))
        for number, owner in enumerate(self.owners):
            warnings += owner.identifiers.warnings(f"owners.{number}.identifiers")
        stated = sum(owner.share or 0.0 for owner in self.owners)
        if stated > 1.0 + 1e-9:
            warnings.append(f"owners: the shares given add up to {percent(stated)}")
        return warnings


_IMO_IN_NAME = re.compile(r"[(\[]?\bIMO\b[\s:.#№-]*(?:no\b|number\b|num\b)?[\s:.#№-]*(\d{7})\b[)\]]?", re.I)


def _imo_numbers_in(name: str) -> Iterator[Identifier]:
    """Yield the IMO numbers that a name carries, as in "RASUL GAMZATOV (IMO 8861058)"."""
    for found in _IMO_IN_NAME.finditer(name):
        number = identifier(IdentifierType.IMO, found[1])
        if number is not None:
            yield number


class BatchIn(BaseModel):
    """Up to 1,000 parties; each is checked by itself, so that a bad one spoils no other."""

    model_config = ConfigDict(extra="forbid")

    screenings: Annotated[
        list[Any],
        Field(max_length=MAX_BATCH),
        WithJsonSchema(
            {"type": "array", "items": {"$ref": "#/components/schemas/ScreeningIn"}, "maxItems": MAX_BATCH}
        ),
    ]


class ExplainIn(BaseModel):
    """A screening's query and the one entity that it is asked about."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"query": {"name": "MG-FLOT"}, "entity_id": "starter:37049"}]},
    )

    query: ScreeningIn
    entity_id: Annotated[str, Field(strict=True, max_length=1000), AfterValidator(_check_text)]


class RollbackIn(BaseModel):
    """The version to go back to; left out, the one before the live one."""

    model_config = ConfigDict(extra="forbid")

    version: Text | None = None
