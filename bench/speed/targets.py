"""The targets of speed, and what was measured of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Target:
    """One target with its figures as text; `measured` and `verdict` are dashes where it was not measured."""

    what: str
    target: str
    measured: str = "–"
    verdict: str = "–"


def targets(figures: dict[str, Any]) -> Iterator[Target]:
    """Judge each target by what was measured."""
    inside, served = figures.get("in-process", {}), figures.get("http", {})
    for size, p50, p99, stretch in (
        ("60000", 0.5, 3.0, ""),
        ("200000", 1.0, 5.0, ""),
        ("2000000", 5.0, 25.0, " (3 / 15)"),
    ):
        what = f"one screening in process, {int(size):,} names, p50 / p99"
        yield _in_process(what, inside.get(size), p50, p99, stretch)
    yield _longest(inside.get("200000"))
    yield _over_floor(served.get("60000"))
    yield _two_workers(served.get("60000"))
    yield _bulk(figures.get("bulk", {}).get("60000"))
    yield _extract(inside.get("60000"))
    for size, most in (("200000", 500), ("2000000", 3_000)):
        yield _memory(size, served.get(size), most)
    yield _start(served.get("200000"))
    yield _replaced(figures.get("replaced", {}).get("200000"))
    yield _growth(inside.get("60000"), inside.get("2000000"))


def _said(reached: bool) -> str:
    return "yes" if reached else "no"


def _in_process(what: str, measured: Any, p50: float, p99: float, stretch: str) -> Target:
    target = f"{p50:g} / {p99:g} ms{stretch}"
    if not measured or not measured["classes"]:
        return Target(what, target)
    usual = measured["classes"]["usual"]
    reached = usual["p50"] <= p50 and usual["p99"] <= p99
    return Target(what, target, f"{usual['p50']:.2f} / {usual['p99']:.2f} ms", _said(reached))


def _longest(measured: Any) -> Target:
    what, target = "no query takes longer, 200,000 names", "50 ms"
    if not measured or not measured["hard"]:
        return Target(what, target)
    longest, query = max((times["max"], query) for query, times in measured["hard"].items())
    return Target(what, target, f"{longest:,.0f} ms ({query})", _said(longest <= 50))


def _over_floor(measured: Any) -> Target:
    what = "HTTP, one worker, 60,000 names: time per request at full load"
    target = "floor + 1.3 × mean screening + 0.1 ms (floor × 2)"
    if not measured:
        return Target(what, target)
    floor = measured["floor"]["16 connections"]["ms per request"]
    taken = measured["hullmark"]["16 connections"]["ms per request"]
    allowed = floor + 1.3 * measured["mean in process"] + 0.1
    said = f"{taken:.2f} ms; floor {floor:.2f}, allowed {allowed:.2f}"
    return Target(what, target, said, _said(taken <= allowed))


def _two_workers(measured: Any) -> Target:
    what, target = "two workers against one, 60,000 names", "1.8 times where the load generator leaves a core"
    if not measured:
        return Target(what, target)
    one, two = (measured["hullmark"][load] for load in ("16 connections", "two workers"))
    times = one["ms per request"] / two["ms per request"]
    return Target(what, target, f"{times:.2f} times", _said(times >= 1.8))


def _bulk(measured: Any) -> Target:
    what, target = "bulk, per core, 60,000 names", "2,000 names/s (3,000)"
    if not measured:
        return Target(what, target)
    rate = measured["1 processes"]["names a second of a processor"]
    return Target(what, target, f"{rate:,.0f} names/s of the processor", _said(rate >= 2_000))


def _extract(measured: Any) -> Target:
    what, target = "against rapidfuzz process.extract(WRatio), 60,000 names", "100 times"
    if not measured or not (measured["beside"] and measured["classes"]):
        return Target(what, target)
    theirs = measured["beside"]["rapidfuzz process.extract(WRatio)"]["mean"]
    times = theirs / measured["classes"]["usual"]["mean"]
    return Target(what, target, f"{times:,.0f} times", _said(times >= 100))


def _memory(size: str, measured: Any, most: float) -> Target:
    what = f"memory of a serving process, {int(size):,} names; a second worker adds"
    target = f"{most:,} MB; 30%"
    if not measured:
        return Target(what, target)
    one = measured["hullmark"]["memory after"]
    more = measured["hullmark"]["two workers"]["memory"]["pss"] / one["pss"] - 1
    said = f"{one['rss']:,.0f} MB (RSS); {more:.0%} (PSS)"
    return Target(what, target, said, _said(one["rss"] <= most and more <= 0.3))


def _start(measured: Any) -> Target:
    what, target = "start to ready with saved index, 200,000 names", "3 s"
    if not measured:
        return Target(what, target)
    seconds, of_two = (
        measured["hullmark"][f"seconds to ready, {how}"] for how in ("index saved", "two workers")
    )
    return Target(what, target, f"{seconds:.1f} s; two workers {of_two:.1f} s", _said(seconds <= 3))


def _replaced(measured: Any) -> Target:
    what = "list of 20,000 parties replaced under full load, 200,000 names: p99 during against before"
    target = "at most 2 times, no error"
    if not measured:
        return Target(what, target)
    times = measured["during"]["p99"] / measured["before"]["p99"]
    errors = measured["during"]["errors"]
    return Target(what, target, f"{times:.1f} times, {errors} errors", _said(times <= 2 and not errors))


def _growth(small: Any, large: Any) -> Target:
    what, target = "time per screening from 60,000 to 2 million names", "at most 10 times"
    if not (small and large and small["classes"] and large["classes"]):
        return Target(what, target)
    times = large["classes"]["usual"]["mean"] / small["classes"]["usual"]["mean"]
    return Target(what, target, f"{times:.1f} times", _said(times <= 10))
