"""Fetching over real HTTP, from a server that does all that publishers' servers have done."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lists.addresses import AddressRule, networks
from lists.catalogue import Source, SourceFile
from lists.download import Limits, Validators
from lists.errors import FetchFailed
from lists.fetch import Fetcher
from tests.publisher import Publisher, certificate, drip, redirect, send, truncated

SDN = b'37049,"MG-FLOT LLC",-0-\r\n'
ALT = b'37049,58185,"aka","TRANSMORFLOT LLC",-0-\r\n'
LOOPBACK = AddressRule(networks(["127.0.0.0/8"]))
QUICK = Limits(seconds=1.0, idle_seconds=0.4, size=4096, attempts=3, first_wait=0.01)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        publisher.files = {"/sdn.csv": SDN, "/alt.csv": ALT}
        yield publisher


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(rule=LOOPBACK, limits=QUICK)


def source(*urls: str, redirect_hosts: tuple[str, ...] = ()) -> Source:
    return Source(
        title="SDN",
        publisher="OFAC",
        format="ofac-delimited",
        files=tuple(SourceFile(name=url.rpartition("/")[2].partition("?")[0], url=url) for url in urls),
        redirect_hosts=redirect_hosts,
        check_every_minutes=1,
        stale_after_hours=1,
        minimum_entities=1,
        licence="made up",
    )


def whole(publisher: Publisher) -> Source:
    return source(publisher.url("/sdn.csv"), publisher.url("/alt.csv"))


def refused(fetcher: Fetcher, of: Source) -> FetchFailed:
    with pytest.raises(FetchFailed) as failure:
        fetcher.fetch("us-ofac-sdn", of, {})
    return failure.value


def test_a_set_is_fetched_whole_with_what_to_ask_next_time(fetcher: Fetcher, publisher: Publisher) -> None:
    fetched = fetcher.fetch("us-ofac-sdn", whole(publisher), {})
    assert fetched is not None
    assert [(file.name, file.content) for file in fetched.files] == [("sdn.csv", SDN), ("alt.csv", ALT)]
    assert fetched.modified_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert fetcher.fetch("us-ofac-sdn", whole(publisher), fetched.validators) is None


def test_one_new_file_brings_the_whole_set(fetcher: Fetcher, publisher: Publisher) -> None:
    first = fetcher.fetch("us-ofac-sdn", whole(publisher), {})
    assert first is not None
    publisher.files["/alt.csv"] = ALT + ALT
    fetched = fetcher.fetch("us-ofac-sdn", whole(publisher), first.validators)
    assert fetched is not None
    assert [file.content for file in fetched.files] == [SDN, ALT + ALT]


def test_one_missing_file_refuses_the_whole_set(fetcher: Fetcher, publisher: Publisher) -> None:
    del publisher.files["/alt.csv"]
    failure = refused(fetcher, whole(publisher))
    assert (failure.file, failure.reason) == ("alt.csv", "the server answered 404")


def test_an_edition_that_appears_while_the_set_is_fetched_refuses_it(
    fetcher: Fetcher, publisher: Publisher
) -> None:
    def publish(handler: object) -> None:
        publisher.files["/sdn.csv"] = SDN + b"37067"
        send(200, ALT)(handler)  # type: ignore[arg-type]

    publisher.answers["/alt.csv"] = [publish]
    assert "published anew" in refused(fetcher, whole(publisher)).reason
    fetched = fetcher.fetch("us-ofac-sdn", whole(publisher), {})
    assert fetched is not None
    assert fetched.files[0].content == SDN + b"37067"


def test_a_server_without_validators_is_asked_for_everything_each_time(
    fetcher: Fetcher, publisher: Publisher
) -> None:
    publisher.conditional = False
    fetched = fetcher.fetch("us-ofac-sdn", whole(publisher), {})
    assert fetched is not None
    assert fetched.validators["sdn.csv"] == Validators()
    assert fetched.modified_at is None
    assert fetcher.fetch("us-ofac-sdn", whole(publisher), fetched.validators) is not None


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_busy_server_is_asked_again(fetcher: Fetcher, publisher: Publisher, status: int) -> None:
    publisher.answers["/sdn.csv"] = [send(status), send(status, Retry_After="0")]
    assert fetcher.fetch("us-ofac-sdn", whole(publisher), {}) is not None
    assert [path for path, _ in publisher.asked[:4]] == ["/sdn.csv"] * 3 + ["/alt.csv"]


def test_a_truncated_body_is_asked_for_again_and_never_taken(fetcher: Fetcher, publisher: Publisher) -> None:
    publisher.answers["/sdn.csv"] = [truncated(SDN)]
    fetched = fetcher.fetch("us-ofac-sdn", whole(publisher), {})
    assert fetched is not None
    assert fetched.files[0].content == SDN
    publisher.always["/sdn.csv"] = truncated(SDN, kept=0.9)
    assert "peer closed connection" in refused(fetcher, whole(publisher)).reason


@pytest.mark.parametrize("status", [400, 403, 404, 410, 304, 206])
def test_what_will_not_change_is_not_asked_again(fetcher: Fetcher, publisher: Publisher, status: int) -> None:
    publisher.always["/sdn.csv"] = send(status)
    assert str(status) in refused(fetcher, whole(publisher)).reason
    assert len(publisher.asked) == 1


def test_a_server_that_asks_for_a_long_wait_is_left_alone(fetcher: Fetcher, publisher: Publisher) -> None:
    publisher.always["/sdn.csv"] = send(503, Retry_After="3600")
    refused(fetcher, whole(publisher))
    assert len(publisher.asked) == 1


def test_a_drip_ends_at_the_limit_of_time(fetcher: Fetcher, publisher: Publisher) -> None:
    publisher.always["/sdn.csv"] = drip(SDN * 100, pause=0.1)
    assert "not done within 1 seconds" in refused(fetcher, whole(publisher)).reason


def test_a_silent_server_is_given_up(fetcher: Fetcher, publisher: Publisher) -> None:
    publisher.always["/sdn.csv"] = drip(SDN, pause=2)
    assert "ReadTimeout" in refused(fetcher, whole(publisher)).reason


def test_a_body_over_the_limit_of_size_is_refused(fetcher: Fetcher, publisher: Publisher) -> None:
    publisher.files["/sdn.csv"] = SDN * 1000
    assert "larger than 4096 bytes" in refused(fetcher, whole(publisher)).reason
    assert len(publisher.asked) == 1


def test_an_empty_answer_is_no_list(fetcher: Fetcher, publisher: Publisher) -> None:
    publisher.always["/sdn.csv"] = send(200, b"")
    assert "empty" in refused(fetcher, whole(publisher)).reason


def test_a_redirect_on_the_same_host_is_followed(fetcher: Fetcher, publisher: Publisher) -> None:
    publisher.always["/sdn.csv"] = redirect("/moved.csv?signed=1")
    publisher.files["/moved.csv?signed=1"] = SDN
    fetched = fetcher.fetch("us-ofac-sdn", whole(publisher), {})
    assert fetched is not None
    assert fetched.files[0] == type(fetched.files[0])(name="sdn.csv", content=SDN)
    assert fetcher.fetch("us-ofac-sdn", whole(publisher), fetched.validators) is None


def test_a_redirect_loop_ends(fetcher: Fetcher, publisher: Publisher) -> None:
    publisher.always["/sdn.csv"] = redirect("/sdn.csv")
    assert "more than 5 redirects" in refused(fetcher, whole(publisher)).reason


def test_a_redirect_to_another_host_is_refused_unless_the_catalogue_names_it(
    fetcher: Fetcher, publisher: Publisher
) -> None:
    publisher.always["/sdn.csv"] = redirect(publisher.url("/store.csv", "localhost"))
    publisher.files["/store.csv"] = SDN
    url = publisher.url("/sdn.csv")
    assert "another host, localhost" in refused(fetcher, source(url)).reason
    assert fetcher.fetch("us-ofac-sdn", source(url, redirect_hosts=("localhost",)), {}) is not None
    assert publisher.asked[-1][1]["Host"] == f"localhost:{publisher.port}"


def test_a_redirect_to_no_address_is_refused(fetcher: Fetcher, publisher: Publisher) -> None:
    for target in ("http://[", "ftp://127.0.0.1/sdn.csv"):
        publisher.always["/sdn.csv"] = redirect(target)
        refused(fetcher, source(publisher.url("/sdn.csv")))


def test_a_private_address_is_refused_unless_it_is_allowed(publisher: Publisher) -> None:
    for rule in (AddressRule(), AddressRule(networks(["10.0.0.0/8"]))):
        refused(Fetcher(rule=rule, limits=QUICK), source(publisher.url("/sdn.csv")))
        https = publisher.url("/sdn.csv", "localhost").replace("http:", "https:")
        assert "no public address" in refused(Fetcher(rule=rule, limits=QUICK), source(https)).reason
    assert publisher.asked == []


def test_without_https_only_a_private_network_is_asked() -> None:
    failure = refused(Fetcher(rule=LOOPBACK, limits=QUICK), source("http://93.184.215.14/sdn.csv"))
    assert "without https" in failure.reason


def test_an_unknown_host_is_a_failure_that_names_it() -> None:
    failure = refused(Fetcher(rule=LOOPBACK, limits=QUICK), source("https://nowhere.invalid/sdn.csv"))
    assert "nowhere.invalid is not found" in failure.reason


def test_a_port_that_nobody_listens_on_is_a_failure(fetcher: Fetcher) -> None:
    with Publisher() as gone:
        url = gone.url("/sdn.csv")
    assert "ConnectError" in refused(fetcher, source(url)).reason


def test_a_certificate_of_nobodys_is_refused(tmp_path: Path, fetcher: Fetcher) -> None:
    with Publisher(certificate(tmp_path, "localhost")) as publisher:
        publisher.files["/sdn.csv"] = SDN
        failure = refused(fetcher, source(publisher.url("/sdn.csv", "localhost")))
        assert "CERTIFICATE_VERIFY_FAILED" in failure.reason
        assert publisher.asked == []


def test_a_certificate_is_checked_for_the_name_although_the_address_is_connected_to(tmp_path: Path) -> None:
    with Publisher(certificate(tmp_path, "localhost")) as publisher:
        publisher.files["/sdn.csv"] = SDN
        tls = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
        trusting = Fetcher(rule=LOOPBACK, limits=QUICK, tls=tls)
        assert trusting.fetch("us-ofac-sdn", source(publisher.url("/sdn.csv", "localhost")), {}) is not None
        failure = refused(trusting, source(publisher.url("/sdn.csv", "127.0.0.1")))
        assert "CERTIFICATE_VERIFY_FAILED" in failure.reason


def test_a_token_is_put_into_the_address_and_into_no_error(publisher: Publisher) -> None:
    publisher.files["/eu.xml?token=secret"] = SDN
    of = source(publisher.url("/eu.xml?token={token}"))
    fetcher = Fetcher(rule=LOOPBACK, limits=QUICK, tokens={"us-ofac-sdn": "secret"})
    assert fetcher.fetch("us-ofac-sdn", of, {}) is not None
    assert "secret" not in repr(fetcher)
    publisher.files["/eu.xml?token=a%2Cb%26c%2F%20%25"] = ALT
    quoting = Fetcher(rule=LOOPBACK, limits=QUICK, tokens={"us-ofac-sdn": "a,b&c/ %"})
    assert quoting.fetch("us-ofac-sdn", of, {}) is not None
    publisher.always["/eu.xml?token=secret"] = truncated(SDN)
    assert "secret" not in str(refused(fetcher, of))
    without = refused(Fetcher(rule=LOOPBACK, limits=QUICK), of)
    assert "HULLMARK_LIST_TOKENS" in without.reason
