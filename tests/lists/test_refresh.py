"""A list and its publisher: what goes live, what waits, and what is said of a failure."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest

from lists.addresses import AddressRule, networks
from lists.catalogue import Catalogue, Source, SourceFile
from lists.download import Limits
from lists.draft import Draft, read_draft
from lists.errors import (
    DamagedFile,
    FetchFailed,
    LostLease,
    NotEnabled,
    NotInCatalogue,
    NotQuarantined,
    PutByHand,
    RefreshRunning,
)
from lists.fetch import Fetcher
from lists.following import Followed, Outcome, Stage
from lists.guards import Guard
from lists.refresh import Reader, Refresher, soon
from lists.sources.parsed import RawFile
from lists.store import ListStore
from tests.publisher import Publisher, send, truncated

LIST = "customs"
T = TypeVar("T")


def rows(count: int, first: int = 1) -> bytes:
    parties = (f"{number},PARTY {number} LLC\n" for number in range(first, first + count))
    return ("id,name\n" + "".join(parties)).encode()


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        publisher.files["/list.csv"] = rows(100)
        yield publisher


@pytest.fixture
def refresher(store: ListStore, publisher: Publisher) -> Refresher:
    source = Source(
        title="Customs",
        publisher="Customs",
        format="auto",
        files=(SourceFile(name="list.csv", url=publisher.url("/list.csv")),),
        check_every_minutes=60,
        stale_after_hours=24,
        minimum_entities=50,
        licence="made up",
    )
    by_hand = replace(source, files=())
    store.followed.enable([LIST, "by-hand"], datetime.now(UTC))
    return Refresher(
        store=store,
        catalogue=Catalogue({LIST: source, "by-hand": by_hand, "other": source}),
        fetcher=Fetcher(
            rule=AddressRule(networks(["127.0.0.0/8"])),
            limits=Limits(seconds=5, idle_seconds=2, attempts=2, first_wait=0.01),
        ),
        guard=Guard(),
    )


def followed(store: ListStore) -> Followed:
    (found,) = (one for one in store.followed.all() if one.list_id == LIST)
    return found


def put(store: ListStore, content: bytes) -> None:
    store.replace(read_draft(LIST, (RawFile(name="put.csv", content=content),), "auto", datetime.now(UTC)))


def reader_during_which(happens: Callable[[], object]) -> Reader:
    """Make a reader in whose time, which is long for a real list, something else happens once."""
    waiting = [happens]

    def read(list_id: str, files: tuple[RawFile, ...], format_name: str, now: datetime) -> Draft:
        if waiting:
            waiting.pop()()
        return read_draft(list_id, files, format_name, now)

    return read


def live_entities(store: ListStore) -> int | None:
    return next((version.entities for version in store.live() if version.list_id == LIST), None)


def test_what_is_published_goes_live_and_the_next_question_is_conditional(
    refresher: Refresher, store: ListStore, publisher: Publisher
) -> None:
    assert store.standing().missing == ("by-hand", LIST)
    refreshed = refresher.refresh(LIST, "test")
    assert refreshed.outcome is Outcome.UPDATED
    assert refreshed.version == store.live()[0]
    assert (refreshed.version.made_by, refreshed.version.origin) == ("test", "127.0.0.1")
    assert refreshed.version.published_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert store.standing().missing == ("by-hand",)
    first = followed(store)
    assert first.checked_at == first.fetched_at
    assert (first.failures, first.error, first.stage, first.leased_until) == (0, None, None, None)
    assert timedelta(minutes=35) <= first.next_check_at - datetime.now(UTC) <= timedelta(minutes=48)

    assert refresher.refresh(LIST, "test").outcome is Outcome.UNCHANGED
    assert "If-None-Match" in publisher.asked[-1][1]
    second = followed(store)
    assert second.checked_at is not None
    assert first.checked_at is not None
    assert second.checked_at > first.checked_at
    assert second.fetched_at == first.fetched_at
    assert store.generation() == 2

    publisher.files["/list.csv"] = rows(101)
    assert refresher.refresh(LIST, "test").outcome is Outcome.UPDATED
    assert live_entities(store) == 101


def test_the_same_bytes_from_a_server_without_validators_are_not_read_again(
    refresher: Refresher, store: ListStore, publisher: Publisher
) -> None:
    publisher.conditional = False
    refresher.refresh(LIST, "test")

    def read_never(list_id: str, files: tuple[RawFile, ...], format_name: str, now: datetime) -> Draft:
        raise AssertionError("read again")

    assert replace(refresher, read=read_never).refresh(LIST, "test").outcome is Outcome.UNCHANGED
    assert live_entities(store) == 100


@pytest.mark.parametrize(
    ("published", "reason"),
    [
        (rows(89), "entities 100 -> 89 (-11.0%, more than 10%)"),
        (rows(97) + b"98,\n99,\n100,\n", "3 of 100 rows were rejected"),
        (rows(40), "40 entities are fewer than the 50"),
    ],
)
def test_a_doubtful_version_waits_and_the_old_one_stays_live(
    refresher: Refresher, store: ListStore, publisher: Publisher, published: bytes, reason: str
) -> None:
    before = refresher.refresh(LIST, "test").version
    checked_at = followed(store).checked_at
    publisher.files["/list.csv"] = published
    refreshed = refresher.refresh(LIST, "test")
    assert refreshed.outcome is Outcome.QUARANTINED
    assert refreshed.version == before == store.live()[0]
    assert any(reason in doubt for doubt in refreshed.reasons)
    (waiting,) = store.followed.quarantined()
    assert waiting.reasons == refreshed.reasons
    assert store.followed.in_quarantine(LIST)[1] == (RawFile(name="list.csv", content=published),)

    assert refresher.refresh(LIST, "test").outcome is Outcome.UNCHANGED
    assert store.followed.quarantined() == (waiting,)
    assert followed(store).checked_at == checked_at


def test_an_operator_accepts_what_waits(refresher: Refresher, store: ListStore, publisher: Publisher) -> None:
    refresher.refresh(LIST, "test")
    publisher.files["/list.csv"] = rows(60)
    refresher.refresh(LIST, "test")
    version = refresher.accept(LIST, "operator")
    assert (version.made_by, version.origin) == ("operator", "quarantine")
    assert (version.entities, version.published_at) == (60, datetime(2026, 11, 20, 10, tzinfo=UTC))
    assert live_entities(store) == 60
    assert store.followed.quarantined() == ()
    assert refresher.refresh(LIST, "test").outcome is Outcome.UNCHANGED
    with pytest.raises(NotQuarantined):
        refresher.accept(LIST, "operator")


def test_an_operator_discards_what_waits_and_it_does_not_come_back(
    refresher: Refresher, store: ListStore, publisher: Publisher
) -> None:
    publisher.conditional = False
    refresher.refresh(LIST, "test")
    publisher.files["/list.csv"] = rows(60)
    refresher.refresh(LIST, "test")
    store.followed.discard(LIST)
    assert refresher.refresh(LIST, "test").outcome is Outcome.UNCHANGED
    assert store.followed.quarantined() == ()
    assert live_entities(store) == 100
    with pytest.raises(NotQuarantined):
        store.followed.discard(LIST)


def test_a_better_version_takes_the_place_of_one_that_waits(
    refresher: Refresher, store: ListStore, publisher: Publisher
) -> None:
    refresher.refresh(LIST, "test")
    for published in (rows(60), rows(61)):
        publisher.files["/list.csv"] = published
        refresher.refresh(LIST, "test")
        (waiting,) = store.followed.quarantined()
        assert waiting.counts.entities == published.count(b"PARTY")
    publisher.files["/list.csv"] = rows(102)
    assert refresher.refresh(LIST, "test").outcome is Outcome.UPDATED
    assert store.followed.quarantined() == ()


def test_an_edition_that_says_itself_to_be_older_waits(refresher: Refresher, publisher: Publisher) -> None:
    def dated(published_at: datetime) -> Refresher:
        def read(list_id: str, files: tuple[RawFile, ...], format_name: str, now: datetime) -> Draft:
            return read_draft(list_id, files, format_name, now).told(published_at=published_at)

        return replace(refresher, read=read)

    dated(datetime(2026, 11, 20, tzinfo=UTC)).refresh(LIST, "test")
    publisher.files["/list.csv"] = rows(105)
    refreshed = dated(datetime(2026, 11, 19, tzinfo=UTC)).refresh(LIST, "test")
    assert refreshed.outcome is Outcome.QUARANTINED
    assert "before the live version" in refreshed.reasons[0]


@pytest.mark.parametrize("live_since", ["Fri, 20 Nov 2026 10:00:00 GMT", "Fri, 20 Nov 2099 10:00:00 GMT"])
def test_a_servers_date_tells_when_a_list_was_published_and_is_no_ground_for_quarantine(
    refresher: Refresher, publisher: Publisher, live_since: str
) -> None:
    publisher.answers["/list.csv"] = [
        send(200, rows(100), Last_Modified=live_since),
        send(200, rows(105), Last_Modified="Thu, 19 Nov 2026 10:00:00 GMT"),
    ]
    first = refresher.refresh(LIST, "test").version
    assert first is not None
    assert first.published_at is not None
    assert first.published_at <= first.loaded_at + timedelta(seconds=1)
    second = refresher.refresh(LIST, "test")
    assert second.outcome is Outcome.UPDATED
    assert second.version is not None
    assert second.version.published_at == datetime(2026, 11, 19, 10, tzinfo=UTC)


def test_a_list_whose_parties_were_all_exchanged_waits(refresher: Refresher, publisher: Publisher) -> None:
    refresher.refresh(LIST, "test")
    publisher.files["/list.csv"] = rows(100, first=101)
    refreshed = refresher.refresh(LIST, "test")
    assert refreshed.outcome is Outcome.QUARANTINED
    assert refreshed.reasons == ("100 of 100 entities are gone, 100 new (100.0%, more than 10%)",)


@pytest.mark.parametrize("meanwhile", ["another waits", "a better one is live", "put", "deleted"])
def test_what_waits_is_accepted_only_if_it_still_waits_when_it_is_read(
    refresher: Refresher, store: ListStore, publisher: Publisher, meanwhile: str
) -> None:
    def fetch(content: bytes) -> None:
        publisher.files["/list.csv"] = content
        refresher.refresh(LIST, "test")

    fetch(rows(100))
    fetch(rows(60))
    happens, live_after = {
        "another waits": (lambda: fetch(rows(70)), 100),
        "a better one is live": (lambda: fetch(rows(120)), 120),
        "put": (lambda: put(store, rows(150)), 150),
        "deleted": (lambda: store.delete(LIST), None),
    }[meanwhile]
    with pytest.raises(NotQuarantined):
        replace(refresher, read=reader_during_which(happens)).accept(LIST, "operator")
    assert live_entities(store) == live_after
    left = [waiting.counts.entities for waiting in store.followed.quarantined()]
    assert left == ([70] if meanwhile == "another waits" else [])


def test_a_version_is_judged_against_what_is_live_when_it_is_stored(
    refresher: Refresher, store: ListStore
) -> None:
    reader = reader_during_which(lambda: put(store, rows(1000)))
    refreshed = replace(refresher, read=reader).refresh(LIST, "test")
    assert refreshed.outcome is Outcome.QUARANTINED
    assert "entities 1000 -> 100 (-90.0%, more than 10%)" in refreshed.reasons
    assert live_entities(store) == 1000


@pytest.mark.parametrize("conditional", [True, False])
@pytest.mark.parametrize("instead", ["discarded", "rolled back", "put"])
def test_a_list_counts_as_checked_only_if_what_is_published_is_live(
    *, refresher: Refresher, store: ListStore, publisher: Publisher, instead: str, conditional: bool
) -> None:
    publisher.conditional = conditional
    refresher.refresh(LIST, "test")
    publisher.files["/list.csv"] = rows(80 if instead == "discarded" else 110)
    refresher.refresh(LIST, "test")
    if instead == "discarded":
        store.followed.discard(LIST)
    elif instead == "rolled back":
        store.rollback(LIST, None, datetime.now(UTC))
    else:
        put(store, rows(3))
    live, before = live_entities(store), followed(store)
    assert refresher.refresh(LIST, "test").outcome is Outcome.UNCHANGED
    assert live_entities(store) == live
    assert followed(store).checked_at == before.checked_at

    by_hand = refresher.refresh(LIST, "operator", by_hand=True).outcome
    assert by_hand is (Outcome.QUARANTINED if instead == "discarded" else Outcome.UPDATED)
    assert (followed(store).checked_at != before.checked_at) is (instead != "discarded")


def test_by_hand_too_the_question_is_conditional_while_what_is_published_is_live(
    refresher: Refresher, publisher: Publisher
) -> None:
    refresher.refresh(LIST, "test")
    assert refresher.refresh(LIST, "operator", by_hand=True).outcome is Outcome.UNCHANGED
    assert "If-None-Match" in publisher.asked[-1][1]


def test_what_was_put_in_the_place_of_what_waits_drops_it(
    refresher: Refresher, store: ListStore, publisher: Publisher
) -> None:
    refresher.refresh(LIST, "test")
    publisher.files["/list.csv"] = rows(60)
    refresher.refresh(LIST, "test")
    put(store, rows(60))
    assert store.followed.quarantined() == ()
    before = followed(store).checked_at
    refresher.refresh(LIST, "test")
    assert followed(store).checked_at != before


def test_what_is_stored_is_told_though_the_lease_goes_to_another_at_once(
    refresher: Refresher, store: ListStore, publisher: Publisher
) -> None:
    def commit(list_id: str, change: Callable[[], T]) -> T:
        result = change()
        store.followed.lease(list_id, datetime.now(UTC) + timedelta(hours=1))
        store.rollback(list_id, None, datetime.now(UTC))
        return result

    refresher.refresh(LIST, "test")
    publisher.files["/list.csv"] = rows(110)
    refreshed = replace(refresher, commit=commit).refresh(LIST, "test")
    assert refreshed.outcome is Outcome.UPDATED
    # What was rolled back is known as seen, whatever became of the process that stored it.
    seen = followed(store).seen
    assert seen is not None
    assert refreshed.version is not None
    assert seen.sha256 == refreshed.version.sha256


def test_a_first_version_below_the_least_size_waits_and_the_list_stays_missing(
    refresher: Refresher, store: ListStore, publisher: Publisher
) -> None:
    publisher.files["/list.csv"] = rows(49)
    assert refresher.refresh(LIST, "test").outcome is Outcome.QUARANTINED
    assert LIST in store.standing().missing
    refresher.accept(LIST, "operator")
    assert LIST not in store.standing().missing


def test_after_a_rollback_the_version_that_was_taken_back_does_not_return(
    refresher: Refresher, store: ListStore, publisher: Publisher
) -> None:
    publisher.conditional = False
    refresher.refresh(LIST, "test")
    publisher.files["/list.csv"] = rows(110)
    refresher.refresh(LIST, "test")
    store.rollback(LIST, None, datetime.now(UTC))
    assert refresher.refresh(LIST, "test").outcome is Outcome.UNCHANGED
    assert live_entities(store) == 100


@pytest.mark.parametrize(
    ("answer", "error", "text"),
    [
        (send(500), FetchFailed, "answered 500"),
        (truncated(rows(100)), FetchFailed, "peer closed"),
        (send(200, b"<html>Maintenance</html>"), FetchFailed, "web page"),
        (send(200, b"%PDF-1.7 no list"), DamagedFile, "PDF document"),
    ],
)
def test_a_failure_keeps_the_old_version_is_told_and_passes(
    *,
    refresher: Refresher,
    store: ListStore,
    publisher: Publisher,
    answer: Callable[..., None],
    error: type[Exception],
    text: str,
) -> None:
    refresher.refresh(LIST, "test")
    checked_at = followed(store).checked_at
    publisher.always["/list.csv"] = answer
    waits = []
    for failures in (1, 2):
        with pytest.raises(error, match=text):
            refresher.refresh(LIST, "test")
        state = followed(store)
        assert (state.failures, state.leased_until, state.stage) == (failures, None, None)
        assert text in str(state.error)
        assert state.failed_at is not None
        assert state.checked_at == checked_at
        waits.append((state.next_check_at - state.failed_at).total_seconds())
    assert waits == [30.0, 60.0]
    assert live_entities(store) == 100
    del publisher.always["/list.csv"]
    publisher.files["/list.csv"] = rows(101)
    assert refresher.refresh(LIST, "test").outcome is Outcome.UPDATED
    assert (followed(store).failures, followed(store).error, followed(store).failed_at) == (0, None, None)


def test_a_refresh_that_is_interrupted_gives_its_lease_back(refresher: Refresher, store: ListStore) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace(refresher, read=reader_during_which(interrupt)).refresh(LIST, "test")
    state = followed(store)
    assert (state.leased_until, state.stage, state.error) == (None, None, "KeyboardInterrupt")
    assert refresher.refresh(LIST, "test").outcome is Outcome.UPDATED


@pytest.mark.parametrize(("asked", "seconds"), [("10", 30), ("3600", 3600), ("999999999999", 86400)])
def test_a_server_that_asks_for_more_time_is_given_it_up_to_a_day(
    *, refresher: Refresher, store: ListStore, publisher: Publisher, asked: str, seconds: int
) -> None:
    publisher.always["/list.csv"] = send(503, Retry_After=asked)
    hurried = replace(refresher, fetcher=replace(refresher.fetcher, limits=Limits(attempts=1)))
    with pytest.raises(FetchFailed, match="answered 503"):
        hurried.refresh(LIST, "test")
    state = followed(store)
    assert state.failed_at is not None
    assert (state.next_check_at - state.failed_at).total_seconds() == seconds


def test_a_lease_is_renewed_again_after_the_database_failed(
    refresher: Refresher, store: ListStore, database_url: str
) -> None:
    def fail_for_a_while() -> None:
        with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("ALTER TABLE followed_list RENAME TO away")
            time.sleep(0.4)  # four turns of renewal
            other.execute("ALTER TABLE away RENAME TO followed_list")
        until, deadline = followed(store).leased_until, time.monotonic() + 30
        while followed(store).leased_until == until:
            assert time.monotonic() < deadline, "not renewed"
            time.sleep(0.02)

    slow = replace(refresher, read=reader_during_which(fail_for_a_while), lease=timedelta(seconds=0.4))
    assert slow.refresh(LIST, "test").outcome is Outcome.UPDATED


def test_what_cannot_be_refreshed_is_refused(refresher: Refresher) -> None:
    for list_id, error in (("by-hand", PutByHand), ("other", NotEnabled), ("atlantis", NotInCatalogue)):
        with pytest.raises(error):
            refresher.refresh(list_id, "test")


def test_one_refresh_at_a_time_and_its_stage_is_told(
    refresher: Refresher, store: ListStore, database_url: str
) -> None:
    reading, go_on = threading.Event(), threading.Event()

    def read_slowly(list_id: str, files: tuple[RawFile, ...], format_name: str, now: datetime) -> Draft:
        reading.set()
        assert go_on.wait(30)
        return read_draft(list_id, files, format_name, now)

    slow = replace(refresher, read=read_slowly, lease=timedelta(seconds=0.8))
    running = threading.Thread(target=slow.refresh, args=(LIST, "test"))
    running.start()
    assert reading.wait(30)
    assert followed(store).stage is Stage.READING
    other = ListStore(database_url)
    for _ in range(3):  # for longer than the lease, which is renewed meanwhile
        with pytest.raises(RefreshRunning):
            replace(refresher, store=other).refresh(LIST, "test")
        threading.Event().wait(0.4)
    other.close()
    go_on.set()
    running.join()
    assert live_entities(store) == 100


def test_the_lease_of_a_process_that_died_runs_out(refresher: Refresher, store: ListStore) -> None:
    store.followed.lease(LIST, datetime.now(UTC) - timedelta(seconds=61))
    assert followed(store).stage is None
    assert refresher.refresh(LIST, "test").outcome is Outcome.UPDATED


def test_whose_lease_was_taken_over_writes_nothing(
    refresher: Refresher, store: ListStore, publisher: Publisher
) -> None:
    refresher.refresh(LIST, "test")
    publisher.files["/list.csv"] = rows(101)

    def read_late(list_id: str, files: tuple[RawFile, ...], format_name: str, now: datetime) -> Draft:
        late = datetime.now(UTC) + timedelta(hours=1)
        store.followed.lease(LIST, late)
        return read_draft(list_id, files, format_name, now)

    with pytest.raises(LostLease):
        replace(refresher, read=read_late).refresh(LIST, "test")
    assert live_entities(store) == 100


def test_a_list_that_is_ended_or_disabled_while_it_is_fetched_does_not_come_back(
    refresher: Refresher, store: ListStore, publisher: Publisher
) -> None:
    for end in (lambda: store.followed.disable([LIST]), lambda: store.delete(LIST)):
        if not any(one.list_id == LIST for one in store.followed.all()):
            store.followed.enable([LIST], datetime.now(UTC))
        refresher.refresh(LIST, "test")
        before = live_entities(store)
        publisher.files["/list.csv"] = rows((before or 100) + 1)

        def read_and_end(
            list_id: str,
            files: tuple[RawFile, ...],
            format_name: str,
            now: datetime,
            end: Callable[[], None] = end,
        ) -> Draft:
            end()
            return read_draft(list_id, files, format_name, now)

        with pytest.raises(LostLease):
            replace(refresher, read=read_and_end).refresh(LIST, "test")
        assert live_entities(store) in (before, None)
    assert store.live() == ()


def test_questions_are_spread_and_never_later_than_the_cadence() -> None:
    waits = [soon(timedelta(minutes=10)) for _ in range(200)]
    assert timedelta(minutes=6) <= min(waits) < max(waits) <= timedelta(minutes=8)
