"""Telling formats apart."""

import pytest

from lists.errors import DamagedFile, UnknownFormat
from lists.sources.formats import FORMATS, format_named, recognise
from lists.sources.parsed import RawFile

SDN = b'36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a\r\n'
ALT = b'36,12,"aka","AERO-CARIBBEAN",-0- \r\n\x1a\r\n'


def files(*contents: bytes) -> tuple[RawFile, ...]:
    return tuple(RawFile(name=f"{n}.dat", content=content) for n, content in enumerate(contents))


@pytest.mark.parametrize(
    ("contents", "name"),
    [
        ((b"name\nA\n",), "hullmark-csv"),
        (("\ufeffID,NAME\r\n1,A\r\n".encode(),), "hullmark-csv"),
        ((b'"id","name"\n"1","A"\n', b"name\nB\n"), "hullmark-csv"),
        ((SDN,), "ofac-delimited"),
        ((ALT, SDN), "ofac-delimited"),
        ((ALT,), "ofac-delimited"),
    ],
)
def test_a_set_of_files_is_recognised_by_its_content(contents: tuple[bytes, ...], name: str) -> None:
    assert recognise(files(*contents)).name == name


@pytest.mark.parametrize("contents", [(), (b"hello\n",), (b"name\nA\n", SDN), (b"<xml/>",)])
def test_a_set_that_is_no_known_format_is_refused_with_the_known_ones(contents: tuple[bytes, ...]) -> None:
    with pytest.raises(UnknownFormat, match=r"known are ofac-xml, .*hullmark-csv"):
        recognise(files(*contents))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00\x01"])
def test_what_is_no_text_is_refused_as_what_it_is(content: bytes) -> None:
    with pytest.raises(DamagedFile):
        recognise(files(content))


def test_a_format_is_found_by_its_name() -> None:
    assert [format_named(one.name) for one in FORMATS] == list(FORMATS)
    with pytest.raises(UnknownFormat, match="no format 'excel'"):
        format_named("excel")
