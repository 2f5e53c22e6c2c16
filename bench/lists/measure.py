"""Reads one set of files and prints what came of it as JSON: `python -m bench.lists.measure FILE…`.

A process of its own for each set: the peak of its memory is then that of the reading (and some 30 MB of
Python itself).
"""

import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from lists.entities import EntityType, IdentifierType
from lists.errors import ListError
from lists.sources.formats import recognise
from lists.sources.parsed import Parsed, RawFile
from lists.unpack import unpack

_KILOBYTES_PER_MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024


def measure(paths: list[Path]) -> dict[str, object]:
    """Read the files as the service does, and count; a set that is refused has the reason alone."""
    started = time.perf_counter()
    try:
        files = unpack(RawFile(name=path.name, content=path.read_bytes()) for path in paths)
        parsed = recognise(files).parse("bench", files)
    except ListError as error:
        return {"refused": str(error)}
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTES_PER_MEGABYTE
    return counts(parsed) | {"seconds": round(seconds, 1), "megabytes": round(peak)}


def counts(parsed: Parsed) -> dict[str, object]:
    """Count what a reading gave."""
    entities = parsed.entities
    ships = [entity for entity in entities if entity.type is EntityType.VESSEL]
    return {
        "format": parsed.format,
        "rows": parsed.rows,
        "loaded": parsed.loaded,
        "rejected": Counter(_kind_of(row.reason) for row in parsed.rejected),
        "entities": len(entities),
        "names": Counter(name.kind for entity in entities for name in entity.names),
        "ships": len(ships),
        "ships_with_imo": sum(
            any(one.type is IdentifierType.IMO for one in ship.identifiers) for ship in ships
        ),
        "identifiers": Counter(one.type for entity in entities for one in entity.identifiers),
        "relations": sum(len(entity.relations) for entity in entities),
        "unread": sum(len(entity.unread) for entity in entities),
    }


def _kind_of(reason: str) -> str:
    """Cut a reason to what many rows share."""
    return "".join("N" if c.isdigit() else c for c in reason.partition(":")[0]).replace("NN", "N")[:60]


if __name__ == "__main__":
    print(json.dumps(measure([Path(argument) for argument in sys.argv[1:]])))
