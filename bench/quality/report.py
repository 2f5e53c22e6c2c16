"""The table of the benchmark, as Markdown and as CSV, and its failures for the terminal."""

import csv
import io
import math
from collections.abc import Iterable, Sequence

from bench.quality.baselines import BASELINES
from bench.quality.rows import Outcomes, Row, Section

HEADER = (
    *("what", "n", "measure", "target", "Hullmark", "looked at", "only counted"),
    *(baseline.name for baseline in BASELINES),
)


def cells(row: Row) -> tuple[str, ...]:
    """Give a row's cells as text; a baseline that does not apply is empty."""
    theirs = (row.baselines.get(baseline.name) for baseline in BASELINES)
    return (
        *(row.what, str(len(row.ours)), row.measure, row.target),
        *(_cell(row, outcomes) for outcomes in (row.ours, row.looked_at, row.only_counted)),
        *("" if outcomes is None else _cell(row, outcomes) for outcomes in theirs),
    )


def _cell(row: Row, outcomes: Outcomes) -> str:
    value = row.value(outcomes)
    if math.isnan(value):
        return "–"
    count = round(value * len(outcomes))
    few = 0 < value < 0.01 or 0.99 < value < 1.0
    return f"{value:.2%} ({count})" if few and abs(count - value * len(outcomes)) < 1e-6 else f"{value:.1%}"


def as_markdown(sections: Sequence[Section]) -> str:
    """Give the one table of all rows."""
    lines = ["| " + " | ".join(HEADER) + " |", "|" + " --- |" * len(HEADER)]
    for section in sections:
        lines += ["| " + " | ".join(cells(row)) + " |" for row in section.rows]
    return "\n".join(lines) + "\n"


def as_csv(sections: Sequence[Section]) -> str:
    """Give the same rows as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(cells(row) for section in sections for row in section.rows)
    return out.getvalue()


def failures(sections: Iterable[Section], most: int) -> str:
    """List up to so many failures of each row, of those that may be looked at."""
    lines: list[str] = []
    for section in sections:
        for what, failed in section.failures.items():
            if failed:
                lines += [
                    f"{what}: {len(failed)} of the looked-at half",
                    *(f"    {one}" for one in failed[:most]),
                ]
    return "\n".join(lines)
