"""A party's network as a picture.

SVG without scripts, style sheets or fonts of its own. What is shortened for want of room stands whole in a
`title`, which browsers show as a tooltip. Colour says nothing that shape or stroke does not say too.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import cycle
from xml.etree import ElementTree as ET

from matching.ownership.wording import percent
from service.picture.layout import BOX_WIDTH, Box, Layout, Stub, arrange
from service.picture.legend import draw_legend
from service.picture.lines import Line, bands_of, lines_of
from service.picture.marks import INK, KINDS, PALE_INK, add, dashes, draw_arrowhead, draw_party, kind_of
from service.picture.text import fit_for_xml, shorten, wrap
from service.schemas.network import EdgeOut, NetworkOut, NodeOut

_PAD = 24.0
_LEAST_WIDTH = 640.0
_HEADING_SIZE, _SUMMARY_SIZE, _NAME_SIZE, _SMALL_SIZE = 17.0, 12.0, 12.0, 10.0
_TEXT_LINE = 15.0
_JOINT = 2.2
_TEXT_WIDTH = BOX_WIDTH - 30
# Dark on white. That hubs beside each other differ only helps the eye along their trunks.
_TRUNK_COLOURS = ("#44546a", "#8a4b08", "#0b6e6e", "#7a2e7a", "#4a6b12", "#a03040")


def network_svg(network: NetworkOut) -> str:
    """Draw a network; the same network gives the same picture.

    Who stands above the party asked about is drawn above it, who stands below it below. Arrows lead from a
    relation's subject to its object.
    """
    lines = lines_of(network)
    texts = {node.id: _texts(node) for node in network.nodes}
    heights = {party: _TEXT_LINE * len(text) + 12 for party, text in texts.items()}
    layout = arrange(bands_of(network), lines, heights)
    width = max(layout.width, _LEAST_WIDTH) + 2 * _PAD
    svg = ET.Element("svg", {"role": "img", "aria-labelledby": "network-title network-summary"})
    top = _draw_heading(svg, network, lines, width)
    place = f"translate({(width - layout.width) / 2:g} {top:g})"
    body = add(svg, "g", transform=place, text_anchor="middle")
    _draw_lines(body, layout, {node.id: node.name for node in network.nodes})
    for node in network.nodes:
        _draw_node(body, node, layout.boxes[node.id], texts[node.id], is_root=node is network.nodes[0])
    height = top + layout.height + _PAD
    svg.attrib |= {"xmlns": "http://www.w3.org/2000/svg", "font-family": "Arial, Helvetica, sans-serif"}
    svg.attrib |= {"width": f"{width:g}", "height": f"{height:g}", "viewBox": f"0 0 {width:g} {height:g}"}
    return ET.tostring(svg, encoding="unicode")


def _draw_heading(svg: ET.Element, network: NetworkOut, lines: Sequence[Line], width: float) -> float:
    """Write what the picture shows and draw its legend, on white for dark pages too; give where they end."""
    heading = f"Network of {fit_for_xml(network.nodes[0].name)}"
    summary = _summary(network)
    left_out = ["There are more parties than are shown."] if network.truncated else []
    add(svg, "title", heading, id="network-title")
    add(svg, "desc", " ".join([summary, *left_out]), id="network-summary")
    add(svg, "rect", width="100%", height="100%", fill="#ffffff")
    room = width - 2 * _PAD
    shown = shorten(heading, _HEADING_SIZE, room)
    add(svg, "text", shown, x=_PAD, y=38, font_size=_HEADING_SIZE, font_weight="bold", fill=INK)
    rows = [*wrap(summary, _SUMMARY_SIZE, room, lines=3), *left_out]
    for row, text in enumerate(rows):
        weight = "bold" if text in left_out else "normal"
        add(svg, "text", text, x=_PAD, y=60 + 17 * row, font_size=_SUMMARY_SIZE, font_weight=weight, fill=INK)
    legend = Box(_PAD, 58 + 17 * len(rows), room, 0)
    return legend.top + draw_legend(svg, network.nodes, lines, legend) + 14


def _summary(network: NetworkOut) -> str:
    """Say in words how much is shown."""
    steps = _counted(network.depth, "step")
    kinds = Counter(KINDS[kind_of(node)] for node in network.nodes[1:])
    if not kinds:
        return f"No party is known within {steps}."
    parties = ", ".join(_counted(count, kind) for kind, count in sorted(kinds.items()))
    relations = _counted(len(network.edges), "relation")
    return f"Within {steps}: {parties}; {relations}."


def _counted(number: int, noun: str) -> str:
    if number == 1 or noun == "aircraft":
        return f"{number} {noun}"
    plural = {"company": "companies", "party of unknown type": "parties of unknown type"}
    return f"{number} {plural.get(noun, noun + 's')}"


def _texts(node: NodeOut) -> list[str]:
    """Give the lines of text in a party's box: its name, and below it the IMO number and lists."""
    name = wrap(fit_for_xml(node.name), _NAME_SIZE, _TEXT_WIDTH, lines=3)
    return [*name, shorten(_detail(node, lists_shown=1), _SMALL_SIZE, _TEXT_WIDTH)]


def _detail(node: NodeOut, *, lists_shown: int) -> str:
    imo = [f"IMO {number}" for number in node.identifiers.get("imo", [])]
    lists = node.lists if len(node.lists) <= lists_shown else [f"{len(node.lists)} lists"]
    return fit_for_xml(" · ".join([*imo, *(lists or ["on no list"])]))


def _draw_node(body: ET.Element, node: NodeOut, box: Box, texts: Sequence[str], *, is_root: bool) -> None:
    group = add(body, "g")
    former = f"; formerly {', '.join(node.former_names)}" if node.former_names else ""
    whole = f"{node.name} ({KINDS[kind_of(node)]}; {_detail(node, lists_shown=len(node.lists))}{former})"
    add(group, "title", fit_for_xml(whole))
    draw_party(group, kind_of(node), box, is_listed=node.listed, is_root=is_root)
    y = box.top + (box.height - _TEXT_LINE * len(texts)) / 2 + 11
    *name, detail = texts
    for row, text in enumerate(name):
        written = add(
            group, "text", text, x=box.middle - 2, y=y + _TEXT_LINE * row, font_size=_NAME_SIZE, fill=INK
        )
        if is_root:
            written.set("font-weight", "bold")
    below = y + _TEXT_LINE * len(name)
    add(group, "text", detail, x=box.middle - 2, y=below, font_size=_SMALL_SIZE, fill=PALE_INK)


def _draw_lines(body: ET.Element, layout: Layout, names: Mapping[str, str]) -> None:
    """Draw trunks and stubs, each hub's in one colour."""
    hubs = dict.fromkeys(trunk.hub for trunk in layout.trunks)
    colours = dict(zip(hubs, cycle(_TRUNK_COLOURS), strict=False))
    for trunk in layout.trunks:
        way = "".join(f"M{part.x1:g} {part.y1:g}L{part.x2:g} {part.y2:g}" for part in trunk.segments)
        style = dashes(former=trunk.former, ambiguous=trunk.ambiguous)
        add(body, "path", d=way, fill="none", stroke=colours[trunk.hub], stroke_width=1.5, **style)
        for x, y in trunk.joints:
            add(body, "circle", cx=x, cy=y, r=_JOINT, fill=colours[trunk.hub])
    for stub in layout.stubs:
        _draw_stub(body, stub, colours[stub.line.hub], names)


def _draw_stub(body: ET.Element, stub: Stub, colour: str, names: Mapping[str, str]) -> None:
    """Draw the end of a line; its arrowhead points away from the party where that is the subject."""
    line, room = stub.line, stub.label
    group = add(body, "g")
    add(group, "title", fit_for_xml("; ".join(_sentence(edge, names) for edge in line.edges)))
    # The line goes on under the party's outline, which may be drawn in at its corners.
    way = f"M{stub.start:g} {stub.y:g}H{room.right + 8:g}"
    style = dashes(former=line.former, ambiguous=line.ambiguous)
    add(group, "path", d=way, fill="none", stroke=colour, stroke_width=1.5, **style)
    add(group, "circle", cx=stub.start, cy=stub.y, r=_JOINT, fill=colour)
    tip = room.right if line.to_spoke else room.left + 4
    draw_arrowhead(group, tip, stub.y, colour, to_right=line.to_spoke)
    label = shorten(", ".join(map(_label, line.edges)), _SMALL_SIZE, room.width - 14)
    add(group, "text", label, x=room.middle, y=stub.y - 4, font_size=_SMALL_SIZE, fill=INK)


def _label(edge: EdgeOut) -> str:
    """Say a relation in few words, as "owns 60%"; a share just below a half is not rounded up to it."""
    verb = edge.relation.replace("_", " ")
    if edge.share is None:
        return verb
    return f"{verb} {percent(edge.share)}"


def _sentence(edge: EdgeOut, names: Mapping[str, str]) -> str:
    """Say a relation whole, as "A – owns 60% – B (as of 2024, former)"."""
    notes = [
        *([f"as of {edge.as_of}"] if edge.as_of else []),
        *(["former"] if edge.former else []),
        *(["ambiguous"] if edge.ambiguous else []),
    ]
    said = f"{names[edge.subject]} – {_label(edge)} – {names[edge.object]}"
    return f"{said} ({', '.join(notes)})" if notes else said
