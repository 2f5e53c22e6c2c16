"""One file over real HTTP, from servers that cut, drip, pack and misname."""

import gzip
import ssl
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from lists.addresses import AddressRule, networks
from lists.download import Download, Downloader, Limits, Validators
from lists.errors import FetchFailed
from tests.publisher import Answer, Publisher, certificate, raw, send

SDN = b'37049,"MG-FLOT LLC",-0-\r\n'
LOOPBACK = AddressRule(networks(["127.0.0.0/8"]))
LIMITS = Limits(seconds=0.6, idle_seconds=0.4, size=4096)
OK = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        yield publisher


def get(url: str, rule: AddressRule = LOOPBACK, tls: ssl.SSLContext | None = None) -> Download:
    with closing(Downloader(rule, LIMITS, tls or ssl.create_default_context())) as downloader:
        found = downloader.get("sdn.csv", url, (), None)
    assert found is not None
    return found


def refused(url: str, tls: ssl.SSLContext | None = None) -> FetchFailed:
    with pytest.raises(FetchFailed) as failure:
        get(url, tls=tls)
    return failure.value


def test_an_answer_that_does_not_tell_where_it_ends_is_not_taken(publisher: Publisher) -> None:
    publisher.always["/sdn.csv"] = raw(OK, b"Connection: close\r\n\r\n", SDN * 9)
    failure = refused(publisher.url("/sdn.csv"))
    assert "may be cut off" in failure.reason
    assert failure.again


def test_an_answer_in_chunks_tells_where_it_ends(publisher: Publisher) -> None:
    chunk = b"%x\r\n%s\r\n" % (len(SDN), SDN)
    head = OK + b"Transfer-Encoding: chunked\r\n\r\n"
    publisher.always["/sdn.csv"] = raw(head, chunk, chunk, b"0\r\n\r\n")
    assert get(publisher.url("/sdn.csv")).content == SDN * 2
    publisher.always["/sdn.csv"] = raw(head, chunk, chunk)
    assert "peer closed connection" in refused(publisher.url("/sdn.csv")).reason


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP"])
def test_an_answer_may_be_packed_once(publisher: Publisher, coding: str) -> None:
    publisher.always["/sdn.csv"] = send(200, gzip.compress(SDN), Content_Encoding=coding)
    assert get(publisher.url("/sdn.csv")).content == SDN
    assert publisher.asked[0][1]["Accept-Encoding"] == "gzip"


def test_a_small_answer_that_unpacks_to_much_is_refused(publisher: Publisher) -> None:
    publisher.always["/sdn.csv"] = send(200, gzip.compress(SDN * 1000), Content_Encoding="gzip")
    assert "larger than 4096 bytes" in refused(publisher.url("/sdn.csv")).reason


@pytest.mark.parametrize("coding", ["gzip, gzip", "deflate", "br", "zstd"])
def test_an_answer_that_is_packed_otherwise_is_refused_unread(publisher: Publisher, coding: str) -> None:
    packed = gzip.compress(gzip.compress(SDN))
    publisher.always["/sdn.csv"] = send(200, packed, Content_Encoding=coding)
    failure = refused(publisher.url("/sdn.csv"))
    assert f"not asked for, {coding}" in failure.reason
    assert not failure.again


@pytest.mark.parametrize(
    ("packed", "reason"),
    [
        (b"no gzip", "damaged"),
        (gzip.compress(SDN)[:-9], "cut off"),
        (gzip.compress(SDN) + b"and more", "something follows"),
    ],
)
def test_a_damaged_packing_is_no_list(publisher: Publisher, packed: bytes, reason: str) -> None:
    publisher.always["/sdn.csv"] = send(200, packed, Content_Encoding="gzip")
    failure = refused(publisher.url("/sdn.csv"))
    assert reason in failure.reason
    assert failure.again


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><body>Maintenance</body></html>",
        b"\xef\xbb\xbf<!DOCTYPE html><html></html>",
        b"\r\n<html><head><title>Error</title></head></html>",
        b'<?xml version="1.0"?>\n<!-- error --><!-- 503 --><!doctype HTML PUBLIC "x"><html></html>',
        b"<!-- - -- > <html> -->\n<body>",
    ],
)
def test_a_web_page_with_status_200_is_no_list(publisher: Publisher, page: bytes) -> None:
    publisher.always["/sdn.csv"] = send(200, page, Content_Type="text/csv")
    assert "web page" in refused(publisher.url("/sdn.csv")).reason


@pytest.mark.parametrize(
    "content", [b"<!---->" * 500 + b"<sdnList/>", b"<!-- <html> --><sdnList/>", b"<!--" * 900, b"<htmlist/>"]
)
def test_comments_make_no_web_page_and_take_no_time(publisher: Publisher, content: bytes) -> None:
    publisher.files["/sdn.xml"] = content
    assert get(publisher.url("/sdn.xml")).content == content


def test_a_header_that_cannot_be_sent_back_is_no_validator(publisher: Publisher) -> None:
    modified = "Fri, 20 Nov 2026 10:00:00 GMT"
    head = b'ETag: "\xe9dition-1"\r\nLast-Modified: %s\r\nContent-Length: %d\r\n\r\n'
    publisher.always["/sdn.csv"] = raw(OK, head % (modified.encode(), len(SDN)), SDN)
    assert get(publisher.url("/sdn.csv")).validators == Validators(last_modified=modified)


@pytest.mark.parametrize("moment", [None, "", "yesterday", "Fri, 31 Dec 9999 23:59:59 -0100"])
def test_a_time_that_is_none_says_nothing(moment: str | None) -> None:
    assert Validators(last_modified=moment).modified_at is None


HEADER_LINES = raw(OK, *[b"X-Wait: longer\r\n"] * 9, pause=0.15)
EMPTY_BLOCKS = raw(
    OK + b"Content-Encoding: gzip\r\nContent-Length: 100\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\x03",
    *[b"\0\0\0\xff\xff"] * 9,
    pause=0.15,
)
INTERIM = raw(*[b"HTTP/1.1 103 Early Hints\r\n\r\n"] * 9, pause=0.15)


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("answer", [HEADER_LINES, EMPTY_BLOCKS, INTERIM])
def test_whatever_a_server_drips_the_time_is_limited(tmp_path: Path, answer: Answer, encrypted: bool) -> None:
    served = certificate(tmp_path, "localhost")
    trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    with Publisher(served if encrypted else None) as publisher:
        publisher.always["/sdn.csv"] = answer
        failure = refused(publisher.url("/sdn.csv", "localhost"), trusting)
    assert failure.reason == "not done within 0.6 seconds"
    assert not failure.again


@dataclass(frozen=True, slots=True)
class TwoAddresses(AddressRule):
    """Finds two addresses of any host, at the first of which nobody listens."""

    def resolve(self, host: str, port: int, *, encrypted: bool) -> tuple[str, ...]:
        return ("127.0.0.2", "127.0.0.1")


def test_where_one_address_of_a_host_is_not_there_the_next_is_asked(publisher: Publisher) -> None:
    publisher.files["/sdn.csv"] = SDN
    assert get(publisher.url("/sdn.csv"), TwoAddresses()).content == SDN


@pytest.mark.parametrize(
    "url",
    [f"https://{'a' * 64}.example/", "https://example.org:x/", "https://a..b/"],
)
def test_what_is_no_address_is_a_failure_like_others(url: str) -> None:
    assert "not an address" in refused(url).reason
