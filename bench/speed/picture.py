"""The plot of speed in SVG, written by hand: times over the number of names, both logarithmic."""

import math
from collections.abc import Iterator
from typing import Any

_WIDTH, _HEIGHT = 560, 360
_LEFT, _TOP = 70, 50
_LEAST_MS, _MOST_MS = 0.05, 100_000.0
_LEAST_NAMES, _MOST_NAMES = 40_000, 3_000_000
_CURVES = (
    ("p50", "#0b5fa5"),
    ("p99", "#7e22ce"),
    ("rapidfuzz process.extract(WRatio)", "#c2410c"),
    ("exhaustive scan", "#15803d"),
)
_TARGETS = {
    "p50": ((60_000, 0.5), (200_000, 1.0), (2_000_000, 5.0)),
    "p99": ((60_000, 3), (200_000, 5), (2_000_000, 25)),
}


def as_svg(in_process: dict[str, Any]) -> str:
    """Draw p50 and p99 of the usual queries, the means of what stands beside them, and targets as rings."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH + 110} {_HEIGHT + 190}" '
        'font-family="Helvetica, Arial, sans-serif" font-size="12">',
        f'<rect width="{_WIDTH + 110}" height="{_HEIGHT + 190}" fill="white"/>',
        f'<g transform="translate({_LEFT} {_TOP})">',
        '<text y="-20" font-size="15" font-weight="bold">One screening in process</text>',
        *_axes(),
    ]
    for row, (title, colour) in enumerate(_CURVES):
        lines += _curve(title, colour, in_process)
        y = _HEIGHT + 60 + 20 * row
        lines.append(
            f'<circle cx="6" cy="{y - 4}" r="5" fill="{colour}"/><text x="20" y="{y}">{_told(title)}</text>'
        )
    return "\n".join([*lines, "</g>", "</svg>", ""])


def _told(title: str) -> str:
    return (
        f"Hullmark, {title} of the usual queries (rings: targets)" if title in _TARGETS else f"{title}, mean"
    )


def _axes() -> Iterator[str]:
    for names in (60_000, 200_000, 2_000_000):
        x = _x(names)
        yield f'<line x1="{x}" y1="0" x2="{x}" y2="{_HEIGHT}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{_HEIGHT + 16}" text-anchor="middle">{names:,}</text>'
    for power in range(-1, 6):
        y = _y(10.0**power)
        yield f'<line x1="0" y1="{y}" x2="{_WIDTH}" y2="{y}" stroke="#ddd"/>'
        yield f'<text x="-8" y="{y + 4}" text-anchor="end">{10.0**power:,g} ms</text>'
    yield f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="none" stroke="#555"/>'
    yield f'<text x="{_WIDTH / 2}" y="{_HEIGHT + 34}" text-anchor="middle">listed names</text>'


def _curve(title: str, colour: str, in_process: dict[str, Any]) -> Iterator[str]:
    points = []
    for measured in in_process.values():
        times = measured["classes"].get("usual") if title in _TARGETS else measured["beside"].get(title)
        if times:
            points.append((_x(measured["names"]), _y(times[title if title in _TARGETS else "mean"])))
    path = " ".join(f"{x},{y}" for x, y in sorted(points))
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    yield from (f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>' for x, y in points)
    for names, target in _TARGETS.get(title, ()):
        yield f'<circle cx="{_x(names)}" cy="{_y(target)}" r="7" fill="none" stroke="{colour}"/>'


def _x(names: float) -> float:
    return round(_WIDTH * math.log(names / _LEAST_NAMES) / math.log(_MOST_NAMES / _LEAST_NAMES), 1)


def _y(milliseconds: float) -> float:
    share = math.log(max(milliseconds, _LEAST_MS) / _LEAST_MS) / math.log(_MOST_MS / _LEAST_MS)
    return round(_HEIGHT * (1 - share), 1)
