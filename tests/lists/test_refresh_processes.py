"""Several processes refresh one list, some of which are killed while they do."""

from lists.store import ListStore
from tests.lists.refreshing import edition, killed_rounds, live_edition, published, start


def test_a_killed_refresh_leaves_the_old_version_or_the_new_and_can_be_repeated(database_url: str) -> None:
    assert 0 <= killed_rounds(database_url, rounds=10) <= 10


def test_two_processes_that_refresh_at_once_leave_whole_versions_once_each(database_url: str) -> None:
    with published(database_url) as (publisher, store):
        for number in range(4):
            publisher.files["/list.csv"] = edition(number)
            both = [start(database_url, publisher.url("/list.csv"), times=5) for _ in range(2)]
            while any(process.is_alive() for process in both):
                assert live_edition(store) in (None, number - 1, number)
            for process in both:
                process.join()
                assert process.exitcode == 0
            assert live_edition(store) == number
        reopened = ListStore(database_url)
        assert [version.number for version in reopened.versions("flot")] == [4, 3, 2, 1]
        reopened.close()
