"""Types of entities."""

from enum import StrEnum


class EntityType(StrEnum):
    """What kind of thing is listed; `company` is any organisation."""

    COMPANY = "company"
    VESSEL = "vessel"
    PERSON = "person"
    AIRCRAFT = "aircraft"
