"""Reads every set of list files in ../shared/data and writes what came of each: `python -m bench.lists`.

The table goes to standard output and to bench/results/lists.md. Exit status 1 where the rows of a set are not
those loaded and rejected, or where a set is refused that should not be.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_REPOSITORY = Path(__file__).parents[2]
_DATA = _REPOSITORY.parent / "shared" / "data"
_RESULTS = _REPOSITORY / "bench" / "results" / "lists.md"
_SUFFIXES = frozenset({".csv", ".xml", ".xlsx", ".json", ".zip"})
_NO_LISTS = frozenset({"ofac_sdn_names.json"})  # names with serial ids, somebody's extract
_WITHOUT_MAIN_FILE = frozenset({"us_ofac/2024-01", "us_ofac/2026-06"})  # aliases and addresses alone
_HEADER = """# What came of each list

`make bench-lists`, each set read in a process of its own (seconds and the peak of its memory include
recognising it). Rows are loaded + rejected.
"""


def sets() -> Iterator[tuple[str, list[Path]]]:
    """Give the sets: the CSV files of one of OFAC's folders together, any other file by itself."""
    for folder in sorted({path.parent for path in _DATA.rglob("*") if path.is_file()}):
        files = sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in _SUFFIXES and path.name not in _NO_LISTS
        )
        name = folder.relative_to(_DATA).as_posix()
        together = [path for path in files if name.startswith("us_ofac") and path.suffix == ".csv"]
        if together:
            yield name, together
        for path in files:
            if path not in together:
                yield f"{name}/{path.name}", [path]


def main() -> int:
    """Measure all sets; 1 where one does not come out as it should."""
    measured = [(name, _measured(paths)) for name, paths in sets()]
    text = "\n".join((_HEADER, *_tables(measured))) + "\n"
    _RESULTS.parent.mkdir(parents=True, exist_ok=True)
    _RESULTS.write_text(text, encoding="utf-8")
    print(text)
    wrong = [
        name
        for name, found in measured
        if ("refused" in found) != (name in _WITHOUT_MAIN_FILE)
        or found.get("rows", 0) != found.get("loaded", 0) + sum(found.get("rejected", {}).values())
    ]
    if wrong:
        print(f"not as they should be: {', '.join(wrong)}", file=sys.stderr)
    return 1 if wrong or not measured else 0


def _measured(paths: list[Path]) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.lists.measure", *map(str, paths)]
    done = subprocess.run(command, cwd=_REPOSITORY, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _tables(measured: list[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    yield "| set | format | rows | loaded | rejected | entities | ships, with IMO | relations | s | MB |"
    yield "| --- | --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |"
    for name, found in measured:
        if "refused" in found:
            yield f"| {name} | refused: {found['refused']} | | | | | | | | |"
            continue
        yield (
            f"| {name} | {found['format']} | {found['rows']:,} | {found['loaded']:,} "
            f"| {_counted(found['rejected'])} | {found['entities']:,} "
            f"| {found['ships']:,}, {found['ships_with_imo']:,} | {found['relations']:,} "
            f"| {found['seconds']} | {found['megabytes']} |"
        )
    yield "\n| set | names by kind | identifiers by type | statements unread |"
    yield "| --- | --- | --- | ---: |"
    for name, found in measured:
        if "refused" not in found:
            yield (
                f"| {name} | {_counted(found['names'])} | {_counted(found['identifiers'])} "
                f"| {found['unread']:,} |"
            )


def _counted(counts: Mapping[str, int]) -> str:
    found = sorted(counts.items(), key=lambda item: -item[1])
    return ", ".join(f"{count:,} {what.replace('_', ' ')}" for what, count in found) or "–"


if __name__ == "__main__":
    sys.exit(main())
