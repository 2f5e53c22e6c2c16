"""Tracks for the trunks that pass through one gutter or channel of a network's picture."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

MARGIN = 8.0
TRACK = 8.0


class Net(NamedTuple):
    """What the lines on one trunk have in common; `falls` where they leave their hub at its bottom."""

    hub: str
    falls: bool
    former: bool
    ambiguous: bool


class Way(NamedTuple):
    """A trunk's part in one gutter or channel, from the lowest of its places along it to the highest."""

    net: Net
    where: int
    low: int
    high: int


def tracks_of(ways: Iterable[Way]) -> dict[tuple[Net, int], int]:
    """Number the tracks of each gutter or channel so that ways on one track never meet."""
    tracks: dict[tuple[Net, int], int] = {}
    ends: dict[int, list[int]] = defaultdict(list)
    for way in sorted(ways, key=lambda way: (way.where, way.low, way.high)):
        taken = ends[way.where]
        track = next((track for track, end in enumerate(taken) if end < way.low), len(taken))
        taken[track : track + 1] = [way.high]
        tracks[way.net, way.where] = track
    return tracks


def widths_of(tracks: Mapping[tuple[Net, int], int]) -> dict[int, float]:
    """Give the width of each gutter, or the height of each channel, that has tracks."""
    widths: dict[int, float] = defaultdict(float)
    for (_, where), track in tracks.items():
        widths[where] = max(widths[where], 2 * MARGIN + TRACK * track)
    return widths
