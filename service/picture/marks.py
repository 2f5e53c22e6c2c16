"""The marks of a network's picture: outlines of parties, strokes of lines, arrowheads."""

from xml.etree import ElementTree as ET

from lists.entities import EntityType
from service.picture.layout import Box
from service.schemas.network import NodeOut

INK = "#1d2733"
PALE_INK = "#4d5a68"
_COLOURS = {
    EntityType.COMPANY: ("#dfe9f6", "#2c5a8c"),
    EntityType.VESSEL: ("#d9f0e4", "#1f6b4a"),
    EntityType.PERSON: ("#fbe8d3", "#9a5200"),
    EntityType.AIRCRAFT: ("#ebe0f6", "#5b3a8c"),
    None: ("#eeeeee", "#555555"),
}
"""Fill and outline by type."""
KINDS = {
    EntityType.COMPANY: "company",
    EntityType.VESSEL: "ship",
    EntityType.PERSON: "person",
    EntityType.AIRCRAFT: "aircraft",
    None: "party of unknown type",
}
"""What a picture calls the types."""


def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str | float) -> ET.Element:
    """Add an element; `stroke_width` becomes `stroke-width`, and numbers are in pixels, to a tenth."""
    written = {
        name.replace("_", "-"): value if isinstance(value, str) else f"{round(value, 1):g}"
        for name, value in attributes.items()
    }
    element = ET.SubElement(parent, tag, written)
    element.text = text
    return element


def draw_party(
    parent: ET.Element, kind: EntityType | None, box: Box, *, is_listed: bool, is_root: bool
) -> None:
    """Draw an outline that tells a party's type; it is broken where no list names it, thick for the root."""
    fill, outline = _COLOURS[kind]
    shape = add(parent, "path", d=_outline(kind, box), fill=fill, stroke=outline)
    shape.set("stroke-width", "4" if is_root else "1.5")
    if not is_listed:
        shape.set("fill", "#ffffff")
        shape.set("stroke-dasharray", "5 3")


def kind_of(node: NodeOut) -> EntityType | None:
    """Give a party's type."""
    return EntityType(node.type) if node.type else None


def dashes(*, former: bool, ambiguous: bool) -> dict[str, str]:
    """Give the stroke of a line: dashed where former, dotted where ambiguous, both where both."""
    if not former and not ambiguous:
        return {}
    pattern = {(True, False): "8 5", (False, True): "2 3", (True, True): "9 4 2 4"}[former, ambiguous]
    return {"stroke_dasharray": pattern}


def draw_arrowhead(parent: ET.Element, x: float, y: float, colour: str, *, to_right: bool) -> None:
    """Draw an arrowhead with its point at x, y."""
    base = x - 9 if to_right else x + 9
    add(parent, "path", d=_polygon((x, y), (base, y - 4.5), (base, y + 4.5)), fill=colour)


def _outline(kind: EntityType | None, box: Box) -> str:
    """Give a company corners, a ship a bow, a person round ends, an aircraft a slant, others cut corners."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    middle = (top + bottom) / 2
    tip = min(14.0, box.height / 2)
    if kind is EntityType.COMPANY:
        return _polygon((left, top), (right, top), (right, bottom), (left, bottom))
    if kind is EntityType.VESSEL:
        return _polygon(
            (left, top), (right - tip, top), (right, middle), (right - tip, bottom), (left, bottom)
        )
    if kind is EntityType.AIRCRAFT:
        return _polygon((left, top), (right, top), (right - 1.5 * tip, bottom), (left, bottom))
    if kind is EntityType.PERSON:
        r = min(18.0, box.height / 2)
        level, upright = box.width - 2 * r, box.height - 2 * r
        corner = f"a{r:g} {r:g} 0 0 1"
        rightwards = f"M{left + r:g} {top:g}h{level:g}{corner} {r:g} {r:g}v{upright:g}{corner} {-r:g} {r:g}"
        return f"{rightwards}h{-level:g}{corner} {-r:g} {-r:g}v{-upright:g}{corner} {r:g} {-r:g}z"
    cut = tip * 0.7
    upper = ((left + cut, top), (right - cut, top), (right, top + cut))
    lower = ((right, bottom - cut), (right - cut, bottom), (left + cut, bottom), (left, bottom - cut))
    return _polygon((left, top + cut), *upper, *lower)


def _polygon(*points: tuple[float, float]) -> str:
    return "M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in points) + "z"
