"""Run the benchmark and write its table: `python -m bench.quality`."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from bench.quality import cases, report, shared
from bench.quality.baselines import NamesByType
from bench.quality.curves import Panel, panel
from bench.quality.engine import Engine
from bench.quality.exhaustive import index_against_scan
from bench.quality.listed_names import listed_names
from bench.quality.made_up import COMPANIES, made_up, subjects
from bench.quality.official_aliases import official_aliases
from bench.quality.picture import as_svg
from bench.quality.rows import Section
from lists.entities import EntityType

RESULTS = shared.REPOSITORY / "bench" / "results"
SEED = 20260401
Result = TypeVar("Result", Section, list[Section])


def judged_sections() -> list[Section]:
    """Measure what is judged on OFAC 2021-07 and 2026-04."""
    entities = shared.judged_lists()
    engine, listed = Engine(entities), NamesByType(entities)
    sections = [_timed(lambda: listed_names(engine))]
    sections.append(_timed(lambda: cases.variations(engine, listed, shared.cases("variations.csv"))))
    sections.append(_timed(lambda: _pairs(engine)))
    sections += [
        _timed(lambda kind=kind: cases.innocents(engine, listed, kind, shared.cases(kind.file)))  # type: ignore[misc]
        for kind in cases.INNOCENTS
    ]
    sections.append(_timed(lambda: _namesakes(engine)))
    return sections


def _pairs(engine: Engine) -> Section:
    rows = shared.cases("name_pairs.csv")
    listed = cases.pairs_as_list(rows)
    return cases.pairs(Engine(engine.entities + listed), NamesByType(listed), rows)


def _namesakes(engine: Engine) -> Section:
    listed = shared.load_list("namesakes", shared.CASES / "namesakes_listed.csv")
    return cases.namesakes(Engine(engine.entities + listed), shared.cases("namesake_vessels.csv"))


def november_sections(index_queries: int) -> tuple[list[Section], list[Panel]]:
    """Measure what is made from OFAC's list of November 2022, and the curves over thresholds."""
    entities = shared.november_2022()
    engine, listed = Engine(entities), NamesByType(entities)
    aliases = shared.published_aliases(shared.OFAC / "2026-06" / "alt.csv")
    sections = [_timed(lambda: official_aliases(engine, listed, aliases))]
    sections.append(_timed(lambda: index_against_scan(engine, index_queries)))
    innocents = {
        EntityType.VESSEL: [row["name"] for row in shared.cases("innocent_vessels.csv")],
        EntityType.COMPANY: [row["name"] for row in shared.cases("innocent_companies.csv")],
    }
    of = subjects(entities, [name for names in innocents.values() for name in names], COMPANIES)
    sections += _timed(lambda: made_up(engine, listed, of, SEED))
    return sections, [panel(engine, of, names, kind, SEED) for kind, names in innocents.items()]


def _timed(measure: Callable[[], Result]) -> Result:
    """Measure, and say on stderr how far the benchmark is."""
    start = time.monotonic()
    result = measure()
    one = result[0] if isinstance(result, list) else result
    print(f"{one.rows[0].what}: {time.monotonic() - start:.0f} s", file=sys.stderr)
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Write bench/results/quality.md, .csv and .svg; exit status 2 where the shared folder is missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("--index-queries", type=int, default=1_000, metavar="N")
    parser.add_argument("--show", type=int, default=5, metavar="N", help="failures to print of each row")
    options = parser.parse_args(arguments)
    try:
        sections = judged_sections()
        more, panels = november_sections(options.index_queries)
    except shared.SharedMissingError as missing:
        print(missing, file=sys.stderr)
        return 2
    sections += more
    table = report.as_markdown(sections)
    results = {"md": table, "csv": report.as_csv(sections), "svg": as_svg(panels)}
    RESULTS.mkdir(exist_ok=True)
    for suffix, text in results.items():
        (RESULTS / f"quality.{suffix}").write_text(text, encoding="utf-8")
    print(table)
    print(report.failures(sections, options.show))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
