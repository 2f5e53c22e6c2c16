"""The tables of the benchmark, as Markdown: the issue's targets beside the figures, then all figures."""

from collections.abc import Iterator, Sequence
from typing import Any

from bench.speed.targets import targets

Figures = dict[str, Any]
"""What was measured: by part, then by number of names."""

_SHOWN = ("mean", "p50", "p95", "p99", "max")
_INTRODUCTION = """# Speed measured

`make bench-speed`, whose parts can be measured apart; [how](../../docs/benchmarks.md#speed-make-bench-speed).
The plot is [speed.svg](speed.svg), all figures are in [speed.json](speed.json).
"""


def as_markdown(figures: Figures) -> str:
    """Write all tables of what was measured."""
    parts = (_machine, _targets, _in_process, _hard, _beside, _life, _http, _replaced, _bulk)
    return _INTRODUCTION + "\n" + "\n".join(line for part in parts for line in part(figures))


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Write a table under a heading; nothing where it has no row."""
    if rows:
        yield f"## {title}\n"
        yield f"| {' | '.join(head)} |"
        yield "|" + " --- |" + " ---: |" * (len(head) - 1)
        yield from (f"| {' | '.join(row)} |" for row in rows)
        yield ""


def _machine(figures: Figures) -> Iterator[str]:
    yield f"Measured on {', '.join(f'{what} {value}' for what, value in figures['machine'].items())}.\n"


def _targets(figures: Figures) -> Iterator[str]:
    rows = [(t.what, t.target, t.measured, t.verdict) for t in targets(figures)]
    yield from _table("Targets", ("what", "target (stretch)", "measured", "reached"), rows)


def _in_process(figures: Figures) -> Iterator[str]:
    for size, measured in figures.get("in-process", {}).items():
        rows = [
            (title, str(times["n"]), *(_ms(times[name]) for name in _SHOWN), _ms(times["clock p99"]))
            for title, times in measured["classes"].items()
        ]
        title = f"In process, {int(size):,} names ({measured['real names']:,} real), ms of the processor"
        yield from _table(title, ("queries", "n", *_SHOWN, "p99 by the clock"), rows)


def _hard(figures: Figures) -> Iterator[str]:
    yield from _by_size(figures, "hard", "max", "Hard queries in process, each once, ms of the processor")


def _beside(figures: Figures) -> Iterator[str]:
    yield from _by_size(figures, "beside", "mean", "The same queries otherwise, mean ms of the processor")


def _by_size(figures: Figures, part: str, figure: str, title: str) -> Iterator[str]:
    sizes = {size: one[part] for size, one in figures.get("in-process", {}).items() if one[part]}
    asked = dict.fromkeys(what for measured in sizes.values() for what in measured)
    rows = [(what, *(_ms(measured[what][figure]) for measured in sizes.values())) for what in asked]
    yield from _table(title, ("query", *(f"{int(size):,} names" for size in sizes)), rows)


def _life(figures: Figures) -> Iterator[str]:
    sizes = {size: measured["life"] for size, measured in figures.get("in-process", {}).items()}
    what = dict.fromkeys(name for life in sizes.values() for name in life)
    rows = [(name, *(f"{life[name]:,.1f}" for life in sizes.values())) for name in what]
    title = "The register, in seconds and megabytes"
    yield from _table(title, ("", *(f"{int(size):,} names" for size in sizes)), rows)


def _http(figures: Figures) -> Iterator[str]:
    for size, measured in figures.get("http", {}).items():
        served = measured["hullmark"]
        loads = {
            "empty endpoint, 16 connections": measured["floor"]["16 connections"],
            "16 connections": served["16 connections"],
            "two workers, 16 connections": served["two workers"],
            "empty endpoint, 1 connection": measured["floor"]["1 connection"],
            "1 connection": served["1 connection"],
            "1 connection beside a batch of 1,000": served["beside a batch"]["one screening"],
            "/health/live under full load": served["health under full load"]["/health/live"],
            "/health/ready under full load": served["health under full load"]["/health/ready"],
            "/health/live beside a batch of 1,000": served["beside a batch"]["/health/live"],
        }
        rows = [
            (
                title,
                f"{load['requests'] / load['seconds']:,.0f}",
                *(_ms(load[name]) for name in _SHOWN),
                _ms(load["processor ms per request"]) if "processor ms per request" in load else "",
                str(load["errors"]),
            )
            for title, load in loads.items()
        ]
        head = ("load", "a second", *_SHOWN, "ms of the processor each", "errors")
        yield from _table(f"Over HTTP, {int(size):,} names, ms by the clock", head, rows)
        tested = "had ended" if served["self-tested"] else "still ran, a name every 50 ms"
        yield f"A screening in process took {_ms(measured['mean in process'])} ms. The self-test {tested}.\n"
        memory = {
            "one worker": served["memory after"],
            "two workers, all processes": served["two workers"]["memory"],
        }
        rows = [(what, f"{held['rss']:,.0f}", f"{held['pss']:,.0f}") for what, held in memory.items()]
        yield from _table(f"Memory, {int(size):,} names, MB", ("", "RSS", "PSS"), rows)


def _replaced(figures: Figures) -> Iterator[str]:
    for size, measured in figures.get("replaced", {}).items():
        rows = [
            (when, str(load["requests"]), *(_ms(load[name]) for name in _SHOWN), str(load["errors"]))
            for when, load in measured.items()
            if when != "seconds"
        ]
        title = f"A list of 20,000 parties replaced, {int(size):,} names, ms by the clock"
        yield from _table(title, ("16 connections", "requests", *_SHOWN, "errors"), rows)
        if rows:
            yield f"It took {measured['seconds']:.0f} s.\n"


def _bulk(figures: Figures) -> Iterator[str]:
    for size, measured in figures.get("bulk", {}).items():
        rows = [
            (what, *(f"{done[name]:,.0f}" for name in done))
            for what, done in measured.items()
            if what != "rows"
        ]
        head = ("screen-file", "seconds", "names a second", "names a second of a processor")
        yield from _table(f"A book of {measured['rows']:,} companies, {int(size):,} names", head, rows)


def _ms(milliseconds: float) -> str:
    return f"{milliseconds:,.2f}" if milliseconds < 100 else f"{milliseconds:,.0f}"
