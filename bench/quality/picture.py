"""Curves as a picture in SVG, written by hand: the same numbers give the same bytes."""

import math
from collections.abc import Iterator, Sequence
from html import escape

from bench.quality.curves import Curve, Panel, Point

_WIDTH, _HEIGHT = 460, 330  # of a panel's plot
_LEFT, _TOP, _GAP, _LEGEND = 70, 60, 90, 110
_COLOURS = ("#0b5fa5", "#c2410c", "#15803d", "#7e22ce")
_LEAST_SHARE = 0.0002  # left edge of the logarithmic axis; where nothing alerted, the point stands on it
_LEAST_RECALL = 0.3


def as_svg(panels: Sequence[Panel]) -> str:
    """Draw a panel beside another: false alerts to the right (logarithmic), recall upwards."""
    width = len(panels) * (_LEFT + _WIDTH) + (len(panels) - 1) * (_GAP - _LEFT) + 30
    height = _TOP + _HEIGHT + 60 + _LEGEND
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="Helvetica, Arial, sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for place, panel in enumerate(panels):
        lines += _panel(panel, _LEFT + place * (_WIDTH + _GAP))
    return "\n".join([*lines, "</svg>", ""])


def _panel(panel: Panel, left: float) -> Iterator[str]:
    yield f'<g transform="translate({left} {_TOP})">'
    yield f'<text x="0" y="-30" font-size="15" font-weight="bold">{escape(panel.title)}</text>'
    counts = f"{panel.variations:,} variations to be caught, {panel.innocents:,} innocent names"
    yield f'<text x="0" y="-12" fill="#555">{counts}</text>'
    yield from _axes()
    for curve, colour in zip(panel.curves, _COLOURS, strict=False):
        yield from _curve(curve, colour)
    for row, (curve, colour) in enumerate(zip(panel.curves, _COLOURS, strict=False)):
        yield from _legend(curve, colour, _HEIGHT + 62 + 20 * row)
    yield "</g>"


def _axes() -> Iterator[str]:
    for share in (0.001, 0.01, 0.1, 1.0):
        x = _x(share)
        yield f'<line x1="{x}" y1="0" x2="{x}" y2="{_HEIGHT}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{_HEIGHT + 16}" text-anchor="middle">{100 * share:g}%</text>'
    yield f'<text x="{_x(0)}" y="{_HEIGHT + 16}" text-anchor="middle">none</text>'
    for tenth in range(round(_LEAST_RECALL * 10), 11):
        y = _y(tenth / 10)
        yield f'<line x1="0" y1="{y}" x2="{_WIDTH}" y2="{y}" stroke="#ddd"/>'
        yield f'<text x="-8" y="{y + 4}" text-anchor="end">{tenth * 10}%</text>'
    yield f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="none" stroke="#555"/>'
    yield f'<text x="{_WIDTH / 2}" y="{_HEIGHT + 36}" text-anchor="middle">innocents alerted</text>'
    middle = _HEIGHT / 2
    yield (
        f'<text transform="translate(-48 {middle}) rotate(-90)" text-anchor="middle">variations caught</text>'
    )


def _curve(curve: Curve, colour: str) -> Iterator[str]:
    shown = [point for point in curve.points if point.recall >= _LEAST_RECALL]
    path = " ".join(f"{_x(point.false_alerts)},{_y(point.recall)}" for point in shown)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    if curve.used.recall >= _LEAST_RECALL:
        x, y = _x(curve.used.false_alerts), _y(curve.used.recall)
        yield f'<circle cx="{x}" cy="{y}" r="5" fill="{colour}" stroke="white"/>'


def _legend(curve: Curve, colour: str, y: float) -> Iterator[str]:
    yield f'<circle cx="6" cy="{y - 4}" r="5" fill="{colour}"/>'
    yield f'<text x="20" y="{y}">{escape(_said(curve.method, curve.used))}</text>'


def _said(method: str, used: Point) -> str:
    name = method if method[-1].isdigit() else f"{method} {used.threshold:.2f}"
    return f"{name}: {used.recall:.1%} caught, {used.false_alerts:.2%} of innocents alerted"


def _x(share: float) -> float:
    least = math.log10(_LEAST_SHARE)
    return round(_WIDTH * (math.log10(max(share, _LEAST_SHARE)) - least) / -least, 1)


def _y(recall: float) -> float:
    return round(_HEIGHT * (1 - recall) / (1 - _LEAST_RECALL), 1)
