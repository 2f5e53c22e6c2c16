"""A list and its publisher: what goes live, what waits, and what is said of a failure."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

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
from lists.following import Followed, Stage
from lists.guards import Guard
from lists.refresh import Outcome, Refresher, soon
from lists.sources.parsed import RawFile
from lists.store import ListStore
from tests.publisher import Publisher, send, truncated

LIST = "customs"


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


def test_an_older_edition_waits(refresher: Refresher, store: ListStore, publisher: Publisher) -> None:
    refresher.refresh(LIST, "test")
    publisher.answers["/list.csv"] = [send(200, rows(105), Last_Modified="Thu, 19 Nov 2026 10:00:00 GMT")]
    refreshed = refresher.refresh(LIST, "test")
    assert refreshed.outcome is Outcome.QUARANTINED
    assert "before the live version" in refreshed.reasons[0]


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
