"""XML as records: what is read, quoted and refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.errors import DamagedFile
from lists.sources import xml as module
from lists.sources.parsed import RawFile
from lists.sources.xml import XmlRecord, read_xml, root_of, text_of, texts_of


def file(content: bytes) -> RawFile:
    return RawFile(name="list.xml", content=content)


def records(content: bytes, *names: str) -> list[XmlRecord]:
    return list(read_xml(file(content), names))


def test_each_record_comes_with_its_line_and_its_text() -> None:
    content = (
        b'<list>\n  <one id="1">\n    <name>A</name>\n  </one>\n  <one/><two/>\n  <one a=">"></one>\n</list>'
    )
    assert [(one.line, one.text) for one in records(content, "one")] == [
        (2, '<one id="1"><name>A</name></one>'),
        (5, "<one/>"),
        (6, '<one a=">"></one>'),
    ]


def test_namespaces_and_prefixes_do_not_matter() -> None:
    content = b'<x:list xmlns:x="u"><x:one y:id="1" xmlns:y="v"><x:name>A</x:name></x:one></x:list>'
    (one,) = records(content, "one")
    assert (one.element.get("id"), text_of(one.element, "name")) == ("1", "A")
    assert one.text.startswith("<x:one")


def test_a_record_inside_a_record_belongs_to_it() -> None:
    (outer,) = records(b"<list><one><one>A</one><b>B</b></one></list>", "one", "b")
    assert texts_of(outer.element, "one") == ("A",)


def test_texts_are_stripped_and_empty_ones_left_out() -> None:
    (one,) = records(b"<l><o><n> A </n><n/><n>\n</n><n>B<i/>C</n></o></l>", "o")
    assert (text_of(one.element, "n"), texts_of(one.element, "n"), text_of(one.element, "x")) == (
        "A",
        ("A", "B"),
        "",
    )


def test_text_that_chunks_cut_in_two_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    content = "<list><one>Пример &amp; Ко</one>\n<one>É</one></list>".encode()
    whole = [(one.line, one.text, one.element.text) for one in records(content, "one")]
    monkeypatch.setattr(module, "_CHUNK", 1)
    assert [(one.line, one.text, one.element.text) for one in records(content, "one")] == whole
    assert whole[0] == (1, "<one>Пример &amp; Ко</one>", "Пример & Ко")


def test_the_encoding_that_a_file_declares_is_used() -> None:
    content = '<?xml version="1.0" encoding="windows-1251"?><list><one>Пример</one></list>'.encode("cp1251")
    (one,) = records(content, "one")
    assert (one.element.text, one.text) == ("Пример", "<one>Пример</one>")


@pytest.mark.parametrize(
    ("content", "tag"),
    [
        (b"<list/>", "list"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a list -->\n<x:list xmlns:x="u">', "list"),
        (b"  <list><cut", "list"),
        (b"id,name\n", None),
        (b"<", None),
        (b"", None),
        (b"<1/>", None),
    ],
)
def test_a_file_is_known_by_its_outermost_element(content: bytes, tag: str | None) -> None:
    root = root_of(file(content))
    assert (root.tag if root is not None else None) == tag


BOMB = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><l><one>&b;</one></l>'


@pytest.mark.parametrize("content", [BOMB, b'\n<!DOCTYPE l SYSTEM "http://example.com/l.dtd"><l/>'])
def test_a_document_type_is_refused_before_anything_is_expanded(content: bytes) -> None:
    with pytest.raises(DamagedFile, match="DOCTYPE"):
        records(content, "one")
    with pytest.raises(DamagedFile, match="DOCTYPE"):
        root_of(file(content))


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"<l>\n<one>A</one>\n<one>", 3, "cut off"),
        (b"<l>\n<one>A</one>\n<one at", 3, "cut off"),
        (b"<l>\n<one>A</two>\n</l>", 2, "mismatched tag"),
        (b"<l>\n</l>\n<l/>", 3, "junk after document element"),
        (b"<l>\n&unknown;</l>", 2, "undefined entity"),
        (b"<l>\n\xff</l>", 2, "invalid token"),
        (b'<?xml version="1.0" encoding="punched"?><l/>', 1, "unknown encoding"),
        (b'<?xml version="1.0" encoding="big5"?><l/>', 1, "encoding"),
        (b"id,name\n", 1, "no well-formed XML"),
        (b"<!doctype html><html>", 1, "no well-formed XML"),
        (b"<l>" * 101, 1, "nested too deeply"),
    ],
)
def test_what_is_no_well_formed_xml_is_refused_with_its_line(content: bytes, line: int, reason: str) -> None:
    with pytest.raises(DamagedFile, match=reason) as refused:
        records(content, "one")
    assert (refused.value.file, refused.value.line) == ("list.xml", line)


def test_the_records_before_the_damage_are_given_first() -> None:
    reading = read_xml(file(b"<l><one>A</one>" + b" " * 100_000 + b"</wrong>"), ("one",))
    assert next(reading).element.text == "A"
    with pytest.raises(DamagedFile, match="mismatched tag"):
        next(reading)


def test_a_record_that_never_ends_is_refused_long_before_the_file_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_LARGEST", 1 << 20)
    many = b"<l>" + b"<one><a/></one>" * 200_000 + b"</l>"
    assert len(records(many, "one")) == 200_000
    with pytest.raises(DamagedFile, match="one record has more than 1 MiB"):
        records(b"<l><one>" + b"<a/>" * 400_000 + b"</one></l>", "one")
    with pytest.raises(DamagedFile, match="one record has more than 1 MiB"):
        records(b"<one>" + b"<a>" * 400_000, "one")


@pytest.mark.parametrize("content", [b"", b" \n", b"PK\x03\x04", "<l/>".encode("utf-16")])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(DamagedFile):
        records(content, "one")


@given(
    st.lists(
        st.sampled_from([b"<l>", b"<one>", b"<one/>", b"</one>", b"</l>", b"A", b"&amp;", b"]]>", b"\xff"])
    )
)
def test_any_pieces_are_read_or_refused(pieces: list[bytes]) -> None:
    content = b"<l>" + b"".join(pieces) + b"</l>"
    try:
        found = records(content, "one")
    except DamagedFile:
        return
    for one in found:
        assert one.text.startswith("<one")
        assert one.text.endswith(">")
