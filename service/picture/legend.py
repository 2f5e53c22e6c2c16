"""The legend of a network's picture: the marks that are in it, each with what it means."""

from collections.abc import Callable, Iterator, Sequence
from xml.etree import ElementTree as ET

from lists.entities import EntityType
from service.picture.layout import Box
from service.picture.lines import Line
from service.picture.marks import INK, KINDS, PALE_INK, add, dashes, draw_arrowhead, draw_party, kind_of
from service.picture.text import text_width
from service.schemas.network import NodeOut

_ROW = 24.0
_SAMPLE_WIDTH, _SAMPLE_HEIGHT = 36.0, 16.0
_SIZE = 11.0

_Sample = Callable[[ET.Element, Box], None]


def draw_legend(parent: ET.Element, nodes: Sequence[NodeOut], lines: Sequence[Line], corner: Box) -> float:
    """Draw the legend from a box's upper left corner on, in rows as wide as the box, and give its height."""
    x, y = corner.left, corner.top
    for meaning, draw in (*_party_marks(nodes), *_line_marks(lines)):
        width = _SAMPLE_WIDTH + 6 + text_width(meaning, _SIZE)
        if x + width > corner.right and x > corner.left:
            x, y = corner.left, y + _ROW
        draw(parent, Box(x, y, _SAMPLE_WIDTH, _SAMPLE_HEIGHT))
        add(parent, "text", meaning, x=x + _SAMPLE_WIDTH + 6, y=y + 12, font_size=_SIZE, fill=INK)
        x += width + 18
    return y + _ROW - corner.top


def _party_marks(nodes: Sequence[NodeOut]) -> Iterator[tuple[str, _Sample]]:
    kinds = {kind_of(node) for node in nodes}
    for kind, meaning in KINDS.items():
        if kind in kinds:
            yield meaning, _party(kind)
    if not all(node.listed for node in nodes):
        yield "on no list (broken outline)", _party(EntityType.COMPANY, is_listed=False)
    yield "asked about (thick outline)", _party(kind_of(nodes[0]), is_listed=nodes[0].listed, is_root=True)


def _line_marks(lines: Sequence[Line]) -> Iterator[tuple[str, _Sample]]:
    styles = {(line.former, line.ambiguous) for line in lines}
    meanings = {
        (False, False): "relation, from its subject to its object",
        (True, False): "former relation",
        (False, True): "ambiguous: the source's words fit several parties",
        (True, True): "former and ambiguous",
    }
    for (former, ambiguous), meaning in meanings.items():
        if (former, ambiguous) in styles:
            yield meaning, _line(former=former, ambiguous=ambiguous)


def _party(kind: EntityType | None, *, is_listed: bool = True, is_root: bool = False) -> _Sample:
    def draw(parent: ET.Element, box: Box) -> None:
        draw_party(parent, kind, box, is_listed=is_listed, is_root=is_root)

    return draw


def _line(*, former: bool, ambiguous: bool) -> _Sample:
    def draw(parent: ET.Element, box: Box) -> None:
        y = box.top + box.height / 2
        style = dashes(former=former, ambiguous=ambiguous)
        add(
            parent,
            "path",
            d=f"M{box.left:g} {y:g}H{box.right - 6:g}",
            stroke=PALE_INK,
            stroke_width=1.5,
            **style,
        )
        draw_arrowhead(parent, box.right, y, PALE_INK, to_right=True)

    return draw
