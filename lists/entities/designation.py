"""The act behind an entry: programmes and what they do to the listed party."""

from dataclasses import dataclass
from enum import StrEnum

from lists.entities.partial_date import PartialDate


class Measure(StrEnum):
    """What a listing does; not every list blocks."""

    ASSET_FREEZE = "asset_freeze"
    TRAVEL_BAN = "travel_ban"
    PORT_BAN = "port_ban"
    SERVICE_BAN = "service_ban"
    DOCKING_BAN = "docking_ban"
    TRUST_SERVICES = "trust_services"
    DEBT_AND_EQUITY = "debt_and_equity"
    CORRESPONDENT_ACCOUNT = "correspondent_account"
    SECURITIES = "securities"
    EXPORT_CONTROL = "export_control"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An entity's entry on one list: under which programmes, with which measures, since when."""

    programmes: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    listed_on: PartialDate | None = None
    amended_on: PartialDate | None = None
    legal_basis: tuple[str, ...] = ()
    source_url: str | None = None
