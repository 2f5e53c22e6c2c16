"""The thread that screens: what it is handed comes back, in order, and nobody waits for who came later."""

import asyncio
from collections.abc import Iterator
from functools import partial
from threading import Event

import pytest

from service.screening_thread import ScreeningThread


@pytest.fixture
def thread() -> Iterator[ScreeningThread]:
    made = ScreeningThread()
    made.start()
    yield made
    made.stop()


def test_each_caller_gets_the_result_of_its_own_work(thread: ScreeningThread) -> None:
    async def ask() -> list[int]:
        return await asyncio.gather(*(thread.run(partial(pow, number, 2)) for number in range(200)))

    assert asyncio.run(ask()) == [number**2 for number in range(200)]


def test_an_error_is_raised_where_the_work_was_asked_for_and_the_thread_goes_on(
    thread: ScreeningThread,
) -> None:
    async def ask() -> int:
        with pytest.raises(ZeroDivisionError):
            await thread.run(lambda: 1 // 0)
        return await thread.run(lambda: 1)

    assert asyncio.run(ask()) == 1


def test_an_answer_does_not_wait_for_the_long_work_behind_it(thread: ScreeningThread) -> None:
    may_end = Event()

    async def ask() -> bool:
        first = asyncio.ensure_future(thread.run(lambda: 1))
        long = asyncio.ensure_future(thread.run(partial(may_end.wait, 30)))
        assert await first == 1
        came_first = not long.done()
        may_end.set()
        assert await long
        return came_first

    assert asyncio.run(ask())


def test_who_goes_away_is_no_trouble_to_the_others(thread: ScreeningThread) -> None:
    may_end = Event()

    async def ask() -> int:
        gone = asyncio.ensure_future(thread.run(partial(may_end.wait, 30)))
        await asyncio.sleep(0)
        gone.cancel()
        may_end.set()
        return await thread.run(lambda: 2)

    assert asyncio.run(ask()) == 2
