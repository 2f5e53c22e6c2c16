"""Problem details (RFC 9457) on the wire."""

from pydantic import BaseModel, ConfigDict


class FieldError(BaseModel):
    """A field at fault: its path as in `identifiers.imo.0`, and what is wrong with it."""

    path: str
    message: str


class ProblemOut(BaseModel):
    """What went wrong, and further facts of it such as `file` and `line`."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    errors: list[FieldError] = []
