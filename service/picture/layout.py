"""Where a network's picture has its parties and lines.

Parties stand in a grid: bands of rows from top to bottom, each row in columns. Left of every column is a
gutter, below every band a channel. From a hub a trunk leads through a channel and gutters past the parties
that it is tied to; a stub leads from the trunk to the left side of each, with room for a label above it.
Trunks that would cover each other get tracks of their own, and gutters and channels are as wide as their
tracks need. So nothing lies over a party or a label, whatever the network. Lengths are pixels.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from service.picture.cells import Cell, cells_of
from service.picture.lines import Line
from service.picture.tracks import MARGIN, TRACK, Net, Way, tracks_of, widths_of

BOX_WIDTH = 204.0
STUB_WIDTH = 130.0
PORT_HEIGHT = 15.0
_ROW_GAP = 22.0
_EXIT = 10.0


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


class Segment(NamedTuple):
    """A straight line to the right or down."""

    x1: float
    y1: float
    x2: float
    y2: float

    def branches_off(self, level: "Segment") -> bool:
        """Say whether it, upright, meets a level one otherwise than in a corner."""
        y = level.y1
        is_within = level.x1 < self.x1 < level.x2 or self.y1 < y < self.y2
        return self.x1 == self.x2 and self.y1 <= y <= self.y2 and is_within


@dataclass(frozen=True, slots=True)
class Stub:
    """The end of a line at its spoke, from the trunk to the party's left side; `label` is room for text."""

    line: Line
    start: float
    y: float
    label: Box


@dataclass(frozen=True, slots=True)
class Trunk:
    """What the lines of a hub to parties on one side of it share, all of them of one style.

    The last segment is the level one in the channel.
    """

    hub: str
    former: bool
    ambiguous: bool
    segments: tuple[Segment, ...]

    @property
    def joints(self) -> tuple[tuple[float, float], ...]:
        """Where segments branch off the level one."""
        level = self.segments[-1]
        return tuple((part.x1, level.y1) for part in self.segments[:-1] if part.branches_off(level))


@dataclass(frozen=True, slots=True)
class Layout:
    """The size of the grid, each party's box by its id, and the lines."""

    width: float
    height: float
    boxes: dict[str, Box]
    trunks: tuple[Trunk, ...]
    stubs: tuple[Stub, ...]


def arrange(bands: Sequence[Sequence[str]], lines: Sequence[Line], heights: Mapping[str, float]) -> Layout:
    """Place parties, each at least as high as given, and the lines between them."""
    cells = cells_of(bands)
    ports = Counter(line.spoke for line in lines)
    tall = {party: max(height, (ports[party] + 1) * PORT_HEIGHT) for party, height in heights.items()}
    nets: dict[Net, list[Line]] = defaultdict(list)
    for line in lines:
        falls = cells[line.spoke].above >= cells[line.hub].above
        nets[Net(line.hub, falls, line.former, line.ambiguous)].append(line)
    return _Grid(cells, nets, tall).layout()


class _Grid:
    """Cells and trunks: by the order of columns and rows, and from that in pixels."""

    def __init__(
        self, cells: Mapping[str, Cell], nets: Mapping[Net, Sequence[Line]], tall: Mapping[str, float]
    ) -> None:
        self._cells = cells
        self._nets = nets
        self._gutters = tracks_of(way for net in nets for way in self._upright_ways(net))
        self._channels = tracks_of(self._level_way(net) for net in nets)
        self._xs = self._columns()
        self._ys = self._rows(tall)
        self._boxes = {party: self._box(cell, tall[party]) for party, cell in cells.items()}

    def layout(self) -> Layout:
        """Give everything in pixels."""
        stubs = {net: tuple(ends) for net, ends in self._stubs().items()}
        styles: Counter[tuple[str, bool]] = Counter()
        trunks: list[Trunk] = []
        for net, ends in stubs.items():
            segments = tuple(self._segments(net, ends, before=styles[net.hub, net.falls]))
            styles[net.hub, net.falls] += 1
            trunks.append(Trunk(net.hub, net.former, net.ambiguous, segments))
        every = tuple(stub for ends in stubs.values() for stub in ends)
        return Layout(self._xs[-1], self._ys[-1], self._boxes, tuple(trunks), every)

    def _channel(self, net: Net) -> int:
        hub = self._cells[net.hub]
        return hub.below if net.falls else hub.above

    def _is_direct(self, net: Net) -> bool:
        """Say whether nothing stands between the hub and the channel."""
        hub = self._cells[net.hub]
        return hub.is_last if net.falls else hub.is_first

    def _upright_ways(self, net: Net) -> Iterator[Way]:
        """Yield a way for each gutter; without a direct way the gutter on the right leads to the channel."""
        slots: dict[int, list[int]] = defaultdict(list)
        for line in self._nets[net]:
            spoke = self._cells[line.spoke]
            slots[spoke.column].append(spoke.slot)
        if not self._is_direct(net):
            hub = self._cells[net.hub]
            slots[hub.column + 1].append(hub.slot)
        channel = self._channel(net)
        for gutter, ends in slots.items():
            yield Way(net, gutter, min(channel, *ends), max(channel, *ends))

    def _level_way(self, net: Net) -> Way:
        """Give the way in the channel, where gutters have the even places and columns the odd ones."""
        places = [2 * way.where for way in self._upright_ways(net)]
        if self._is_direct(net):
            places.append(2 * self._cells[net.hub].column + 1)
        return Way(net, self._channel(net), min(places), max(places))

    def _columns(self) -> list[float]:
        """Give where gutters and columns begin, in turn, and where the last gutter ends."""
        reached = {self._cells[line.spoke].column for lines in self._nets.values() for line in lines}
        gutters = widths_of(self._gutters)
        sizes: list[float] = []
        for column in range(1 + max(cell.column for cell in self._cells.values())):
            stub = STUB_WIDTH if column in reached else 0.0
            sizes += [gutters.get(column, MARGIN), stub + BOX_WIDTH]
        sizes.append(gutters.get(len(sizes) // 2, MARGIN))
        return list(accumulate(sizes, initial=0.0))

    def _rows(self, tall: Mapping[str, float]) -> list[float]:
        """Give where the slots begin, and where the last one ends."""
        rows: dict[int, float] = defaultdict(float)
        for party, cell in self._cells.items():
            rows[cell.slot] = max(rows[cell.slot], tall[party] + _ROW_GAP)
        channels = widths_of(self._channels)
        last = max(cell.below for cell in self._cells.values())
        sizes = (rows.get(slot) or channels.get(slot, MARGIN) for slot in range(last + 1))
        return list(accumulate(sizes, initial=0.0))

    def _box(self, cell: Cell, height: float) -> Box:
        """Give the box at the right end of its column, in the middle of its row."""
        left = self._xs[2 * cell.column + 2] - BOX_WIDTH
        top = (self._ys[cell.slot] + self._ys[cell.slot + 1] - height) / 2
        return Box(left, top, BOX_WIDTH, height)

    def _gutter_x(self, net: Net, gutter: int) -> float:
        return self._xs[2 * gutter] + MARGIN + TRACK * self._gutters[net, gutter]

    def _stubs(self) -> dict[Net, list[Stub]]:
        """Lead each line from its trunk to a port of its own on the left side of its spoke."""
        ports = Counter(line.spoke for lines in self._nets.values() for line in lines)
        taken: Counter[str] = Counter()
        stubs: dict[Net, list[Stub]] = defaultdict(list)
        for net, lines in self._nets.items():
            for line in lines:
                box = self._boxes[line.spoke]
                port = taken[line.spoke] - (ports[line.spoke] - 1) / 2
                taken[line.spoke] += 1
                y = box.top + box.height / 2 + port * PORT_HEIGHT
                room = Box(box.left - STUB_WIDTH, y - PORT_HEIGHT + 2, STUB_WIDTH, PORT_HEIGHT - 2)
                stubs[net].append(Stub(line, self._gutter_x(net, self._cells[line.spoke].column), y, room))
        return stubs

    def _segments(self, net: Net, stubs: Sequence[Stub], *, before: int) -> Iterator[Segment]:
        """Draw a trunk beside as many of its hub's on the same side as went before."""
        cell, box = self._cells[net.hub], self._boxes[net.hub]
        channel = self._channel(net)
        channel_y = self._ys[channel] + MARGIN + TRACK * self._channels[net, channel]
        x = box.middle - _EXIT * before if net.falls else box.middle + _EXIT * (before + 1)
        y = box.bottom if net.falls else box.top
        ends: dict[float, list[float]] = defaultdict(list)
        for stub in stubs:
            ends[stub.start].append(stub.y)
        if self._is_direct(net):
            yield Segment(x, min(y, channel_y), x, max(y, channel_y))
        else:
            aside = 2 + 2 * before
            gap_y = self._ys[cell.slot + 1] - aside if net.falls else self._ys[cell.slot] + aside
            home = self._gutter_x(net, cell.column + 1)
            yield Segment(x, min(y, gap_y), x, max(y, gap_y))
            yield Segment(x, gap_y, home, gap_y)
            ends[home].append(gap_y)
            x = home
        for gutter_x, ys in ends.items():
            yield Segment(gutter_x, min(channel_y, *ys), gutter_x, max(channel_y, *ys))
        yield Segment(min(x, *ends), channel_y, max(x, *ends), channel_y)
