"""Reading list files in tests, as an upload would."""

from contextlib import suppress
from pathlib import Path

from lists.entities import Entity
from lists.errors import DamagedFile
from lists.sources.formats import format_named, recognise
from lists.sources.parsed import Parsed, RawFile

FIXTURES = Path(__file__).parents[1] / "fixtures"


def read(*paths: Path) -> Parsed:
    """Parse files by their content alone: their names say nothing."""
    files = tuple(RawFile(name=f"{n}.dat", content=path.read_bytes()) for n, path in enumerate(paths))
    return recognise(files).parse("a-list", files)


def by_id(parsed: Parsed) -> dict[str, Entity]:
    return {entity.own_id: entity for entity in parsed.entities}


def reads_or_refuses(format_name: str, content: bytes) -> None:
    """Parse any bytes: entities that add up, or a clear refusal."""
    format_ = format_named(format_name)
    files = (RawFile(name="any.dat", content=content),)
    format_.recognises(files)
    with suppress(DamagedFile):
        parsed = format_.parse("a-list", files)
        assert parsed.rows == parsed.loaded + len(parsed.rejected)
        assert all(rejection.reason and rejection.line > 0 for rejection in parsed.rejected)
