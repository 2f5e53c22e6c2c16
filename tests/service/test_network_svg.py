"""The picture of a network: what stands in it, and that nothing in it covers anything else."""

from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from lists.entities import RelationKind
from service.network_svg import network_svg
from service.picture.layout import Box, Layout, arrange
from service.picture.lines import bands_of, lines_of
from service.schemas.network import EdgeOut, NetworkOut, NodeOut

SVG = "{http://www.w3.org/2000/svg}"
HUB = "us-ofac-sdn:37049"
LONG_NAME = "FEDERAL STATE BUDGETARY INSTITUTION ADMINISTRATION OF THE SEAPORTS OF THE CASPIAN SEA"


def node(own_id: str, name: str = "OMSKIY", kind: str | None = "vessel", **fields: Any) -> NodeOut:
    given_: dict[str, Any] = {
        "former_names": [],
        "identifiers": {},
        "listed": True,
        "lists": ["us-ofac-sdn"],
    } | fields
    return NodeOut(id=own_id, name=name, type=kind, **given_)


def edge(subject: str, object_: str, relation: str = "linked_to", **fields: Any) -> EdgeOut:
    given_: dict[str, Any] = {"share": None, "as_of": None, "former": False, "ambiguous": False} | fields
    return EdgeOut(subject=subject, object=object_, relation=relation, sources=[], **given_)


def network(nodes: list[NodeOut], edges: list[EdgeOut], *, truncated: bool = False) -> NetworkOut:
    return NetworkOut(entity_id=nodes[0].id, depth=1, truncated=truncated, nodes=nodes, edges=edges)


def hub(ships: int) -> NetworkOut:
    """A company to which ships are linked, as OFAC gives a fleet."""
    nodes = [node(HUB, "MG-FLOT LIMITED LIABILITY COMPANY", "company")]
    nodes += [
        node(str(place), f"OMSKIY-{place}", identifiers={"imo": [f"9{place:06}"]}) for place in range(ships)
    ]
    return network(nodes, [edge(str(place), HUB) for place in range(ships)])


def owned(**fields: Any) -> NetworkOut:
    """A company and its owner."""
    nodes = [node("1", "ALPHA SHIPPING LLC", "company"), node("2", "Ivan PETROV", "person")]
    return network(nodes, [edge("2", "1", "owns", **fields)])


def laid_out(drawn: NetworkOut) -> Layout:
    return arrange(bands_of(drawn), lines_of(drawn), {party.id: 42.0 for party in drawn.nodes})


def read(drawn: NetworkOut) -> ET.Element:
    return ET.fromstring(network_svg(drawn))


def texts(picture: ET.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}text")]


def titles(picture: ET.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}title")]


def overlap(one: Box, other: Box) -> bool:
    level = one.left < other.right and other.left < one.right
    return level and one.top < other.bottom and other.top < one.bottom


def rooms(layout: Layout) -> list[Box]:
    """Give everything that holds text."""
    return [*layout.boxes.values(), *(stub.label for stub in layout.stubs)]


def strokes(layout: Layout) -> list[tuple[object, Box]]:
    """Give each segment of a trunk and each line's own end as a box without area, with what it belongs to."""
    trunks = [(trunk, part) for trunk in layout.trunks for part in trunk.segments]
    return [
        *((trunk, Box(part.x1, part.y1, part.x2 - part.x1, part.y2 - part.y1)) for trunk, part in trunks),
        *((stub, Box(stub.start, stub.y, stub.label.right - stub.start, 0)) for stub in layout.stubs),
    ]


def run_along(one: Box, other: Box) -> bool:
    """Say whether two strokes cover a common stretch, not only cross or touch."""
    if one.left == other.left and one.width == other.width == 0:
        return min(one.bottom, other.bottom) > max(one.top, other.top)
    if one.top == other.top and one.height == other.height == 0:
        return min(one.right, other.right) > max(one.left, other.left)
    return False


@st.composite
def networks(draw: st.DrawFn) -> NetworkOut:
    """Build any connected network: each party is tied to one before it, and some to others."""
    kinds = st.sampled_from(["company", "vessel", "person", "aircraft", None])
    nodes = [node(str(place), kind=draw(kinds)) for place in range(draw(st.integers(1, 30)))]
    pairs = [(place, draw(st.integers(0, place - 1))) for place in range(1, len(nodes))]
    if len(nodes) > 1:
        places = st.integers(0, len(nodes) - 1)
        further = st.tuples(places, places).filter(lambda pair: pair[0] != pair[1])
        pairs += draw(st.lists(further, max_size=30))
    edges = [
        edge(
            *(str(place) for place in draw(st.permutations(pair))),
            draw(st.sampled_from(list(RelationKind))),
            former=draw(st.booleans()),
            ambiguous=draw(st.booleans()),
        )
        for pair in pairs
    ]
    return network(nodes, edges)


@settings(deadline=None)
@given(networks())
def test_in_no_network_does_anything_cover_a_party_a_label_or_another_line(drawn: NetworkOut) -> None:
    layout = laid_out(drawn)
    assert not any(overlap(one, other) for one, other in combinations(rooms(layout), 2))
    drawn_strokes = strokes(layout)
    for owner, stroke in drawn_strokes:
        assert not any(overlap(stroke, room) for room in rooms(layout))
        assert not any(run_along(stroke, other) for another, other in drawn_strokes if another is not owner)


@settings(deadline=None, max_examples=30)
@given(networks())
def test_each_trunk_reaches_every_line_that_leaves_it(drawn: NetworkOut) -> None:
    layout = laid_out(drawn)
    for stub in layout.stubs:
        own = [
            part
            for trunk in layout.trunks
            if (trunk.hub, trunk.former, trunk.ambiguous)
            == (stub.line.hub, stub.line.former, stub.line.ambiguous)
            for part in trunk.segments
        ]
        assert any(part.x1 == stub.start == part.x2 and part.y1 <= stub.y <= part.y2 for part in own)


def test_a_fleet_of_200_is_drawn_without_overlaps_in_a_landscape() -> None:
    layout = laid_out(hub(200))
    assert len(layout.boxes) == 201
    assert not any(overlap(one, other) for one, other in combinations(rooms(layout), 2))
    assert layout.height < layout.width < 4_000


def test_every_party_is_named_with_its_imo_number() -> None:
    drawn = hub(200)
    written = texts(read(drawn))
    for party in drawn.nodes[1:]:
        assert party.name in written
        assert f"IMO {party.identifiers['imo'][0]} · us-ofac-sdn" in written


def test_a_long_name_is_shortened_and_stands_whole_in_its_title() -> None:
    picture = read(network([node("1", LONG_NAME, "company", former_names=["ASTRAKHAN PORT"])], []))
    assert LONG_NAME not in " ".join(texts(picture))
    assert any(text.endswith("…") for text in texts(picture))
    assert f"{LONG_NAME} (company; us-ofac-sdn; formerly ASTRAKHAN PORT)" in titles(picture)


def test_names_in_any_script_are_whole_in_their_titles() -> None:
    names = ["Владимир Александрович БОБРОВ", "شركة الملاحة البحرية الإسلامية", "中国远洋海运集团有限公司"]
    nodes = [node(str(place), name) for place, name in enumerate(names)]
    found = titles(read(network(nodes, [edge("1", "0"), edge("2", "0")])))
    assert all(any(title.startswith(name) for title in found) for name in names)


def test_markup_in_a_name_stays_text() -> None:
    name = '<script>alert(1)</script> & "SONS" \']]>'
    picture = read(network([node("1", name), node("2", name)], [edge("1", "2")]))
    assert {element.tag for element in picture.iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "g", "path", "circle", "text")
    }
    assert f"{name} – linked to – {name}" in titles(picture)


def test_what_xml_refuses_and_what_turns_text_round_is_taken_out_of_names() -> None:
    picture = read(network([node("1", "LADY\x00 \ud800R\u202e\ufffe")], []))
    assert "Network of LADY\ufffd \ufffdR\ufffd" in titles(picture)


def test_an_arrow_says_its_relation_and_share_and_its_title_everything() -> None:
    picture = read(owned(share=0.6, as_of="2024-03"))
    assert "owns 60%" in texts(picture)
    assert "Ivan PETROV – owns 60% – ALPHA SHIPPING LLC (as of 2024-03)" in titles(picture)


def test_a_share_just_below_a_half_is_not_rounded_up_to_it() -> None:
    assert "owns 49.9999%" in texts(read(owned(share=0.499999)))


def test_several_relations_of_two_parties_are_one_line() -> None:
    drawn = owned()
    drawn.edges.append(edge("2", "1", "controls"))
    assert "owns, controls" in texts(read(drawn))


def test_former_relations_are_dashed_and_ambiguous_ones_dotted_and_the_legend_says_so() -> None:
    nodes = [node(own_id, kind="company") for own_id in "1234"]
    edges = [edge("1", "2"), edge("1", "3", former=True), edge("1", "4", ambiguous=True)]
    picture = read(network(nodes, edges))
    patterns = {path.get("stroke-dasharray") for path in picture.iter(f"{SVG}path")}
    assert len(patterns) == 3
    written = texts(picture)
    assert "former relation" in written
    assert "ambiguous: the source's words fit several parties" in written


def test_types_differ_in_shape_and_unlisted_parties_in_outline() -> None:
    kinds = ["company", "vessel", "person", "aircraft", None]
    shapes = set()
    for kind in kinds:
        group = read(network([node("1", kind=kind)], [])).findall(f"./{SVG}g/{SVG}g")[0]
        shapes.add(group.findall(f"{SVG}path")[0].get("d"))
    assert len(shapes) == len(kinds)
    unlisted = read(network([node("1", listed=False, lists=[])], []))
    assert "on no list (broken outline)" in texts(unlisted)
    assert "on no list" in texts(unlisted)


def test_owners_stand_above_the_party_asked_about_and_what_it_owns_below() -> None:
    nodes = [node("1", kind="company"), node("2", kind="person"), node("3", kind="company"), node("4")]
    edges = [edge("2", "1", "owns"), edge("3", "1", "acts_for"), edge("4", "1", "linked_to")]
    assert bands_of(network(nodes, edges)) == [["2"], ["1"], ["3", "4"]]


def test_a_ship_of_the_same_owner_stands_below_the_owner_beside_the_ship_asked_about() -> None:
    nodes = [node("1"), node("2", kind="company"), node("3")]
    assert bands_of(network(nodes, [edge("1", "2"), edge("3", "2")])) == [["2"], ["1"], ["3"]]


def test_a_manager_of_a_whole_fleet_is_drawn_as_a_hub_too() -> None:
    drawn = hub(20)
    drawn.nodes.append(node("manager", kind="company"))
    drawn.edges.extend(edge("manager", str(ship), "manages") for ship in range(20))
    assert {line.hub for line in lines_of(drawn)} == {HUB, "manager"}
    assert max(box.height for box in laid_out(drawn).boxes.values()) < 50


def test_a_company_is_the_hub_of_its_fleet_also_where_one_of_the_ships_is_asked_about() -> None:
    nodes = [node("1"), node("2", kind="company"), node("3"), node("4")]
    drawn = network(nodes, [edge(ship, "2") for ship in "134"])
    assert {line.hub for line in lines_of(drawn)} == {"2"}


def test_owners_in_a_loop_are_drawn() -> None:
    nodes = [node(own_id, kind="company") for own_id in "123"]
    edges = [edge("1", "2", "owns"), edge("2", "3", "owns"), edge("3", "1", "owns")]
    assert texts(read(network(nodes, edges))).count("owns") == 3


def test_a_party_without_any_other_is_drawn_alone() -> None:
    picture = read(network([node("1", "LADY R")], []))
    assert "No party is known within 1 step." in texts(picture)
    assert "LADY R" in texts(picture)


def test_a_truncated_network_says_so_to_everyone() -> None:
    whole, cut = hub(3), hub(3).model_copy(update={"truncated": True})
    note = "There are more parties than are shown."
    assert note in texts(read(cut))
    assert note in (read(cut).findtext(f"{SVG}desc") or "")
    assert note not in network_svg(whole)


def test_a_screen_reader_is_told_what_the_picture_shows() -> None:
    picture = read(hub(20))
    assert picture.get("role") == "img"
    by_id = {element.get("id"): element.text for element in picture}
    label, summary = (picture.get("aria-labelledby") or "").split()
    assert by_id[label] == "Network of MG-FLOT LIMITED LIABILITY COMPANY"
    assert by_id[summary] == "Within 1 step: 20 ships; 20 relations."


def test_a_thousand_parties_stay_within_a_megabyte() -> None:
    assert len(network_svg(hub(999)).encode()) < 1_000_000


def test_the_same_network_gives_the_same_picture() -> None:
    assert network_svg(hub(30)) == network_svg(hub(30))
