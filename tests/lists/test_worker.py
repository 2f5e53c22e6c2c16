"""Work in a child process: results and errors come back whole, and nothing outlives its parent."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from lists import errors
from lists.draft import draft_of, read_draft
from lists.errors import ConflictingRows, DamagedFile, ListError, WorkerDied
from lists.reading import read_list
from lists.sources.parsed import RawFile
from lists.worker import Worker
from tests.builders import day


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def process_id() -> int:
    return os.getpid()


def kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


LIST = (RawFile(name="list.csv", content=b"id,name,imo\n1,MG-FLOT LLC,\n2,SAPFIR,8700010\n"),)


def test_a_draft_comes_back_as_it_would_be_read_here(worker: Worker) -> None:
    draft = worker.run(read_draft, "flot", LIST, "auto", day(0))
    assert draft == draft_of("flot", read_list("flot", LIST, "auto"), LIST, day(0))
    assert draft.version.entities == 2


def test_the_work_is_done_elsewhere_by_one_process(worker: Worker) -> None:
    first = worker.run(process_id)
    assert first != os.getpid()
    assert worker.run(process_id) == first


def test_an_error_comes_back_with_its_facts(worker: Worker) -> None:
    conflicting = (RawFile(name="list.csv", content=b"id,name\n1,A LLC\n1,B LLC\n"),)
    with pytest.raises(ConflictingRows) as conflict:
        worker.run(read_draft, "flot", conflicting, "auto", day(0))
    assert (conflict.value.own_id, conflict.value.lines) == ("1", (2, 3))
    with pytest.raises(DamagedFile) as damage:
        worker.run(read_draft, "flot", (RawFile(name="a.zip", content=b"PK\x03\x04"),), "auto", day(0))
    assert damage.value.file == "a.zip"
    assert worker.run(process_id)


def test_a_process_that_dies_is_named_and_replaced(worker: Worker) -> None:
    with pytest.raises(WorkerDied, match="kill_itself"):
        worker.run(kill_itself)
    assert worker.run(process_id) != os.getpid()


def test_a_process_that_had_enough_is_replaced_before_it_is_asked(worker: Worker) -> None:
    first = worker.run(process_id)
    os.kill(first, signal.SIGKILL)
    time.sleep(0.3)
    assert worker.run(process_id) != first


def test_work_that_takes_too_long_is_ended_and_told() -> None:
    hurried = Worker(work_seconds=0.3)
    with pytest.raises(WorkerDied, match=r"sleep took over 0.3 seconds"):
        hurried.run(time.sleep, 60)
    assert multiprocessing.active_children() == []


def test_an_idle_process_is_ended_and_leaves_nothing_behind() -> None:
    worker = Worker(idle_seconds=0.05)
    first = worker.run(process_id)
    for _ in range(100):
        try:
            os.kill(first, 0)  # one that has ended is there until its parent asks for its exit code
        except ProcessLookupError:
            break
        time.sleep(0.05)
    else:
        pytest.fail("the process is still there")
    assert worker.run(process_id) != first
    worker.close()


def test_closing_ends_the_work_that_is_done_and_lets_none_begin(worker: Worker) -> None:
    worker.run(process_id)
    ended: list[BaseException] = []

    def work() -> None:
        try:
            worker.run(time.sleep, 60)
        except WorkerDied as error:
            ended.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(0.1)
    worker.close()
    thread.join()
    assert [str(error) for error in ended] == ["the process that was to do sleep has ended"]
    with pytest.raises(WorkerDied):
        worker.run(process_id)
    assert multiprocessing.active_children() == []


def test_many_may_run_and_close_at_once() -> None:
    for _ in range(5):
        worker, ended = Worker(idle_seconds=0.001), []

        def work(worker: Worker = worker, ended: list[bool] = ended) -> None:
            with suppress(WorkerDied):
                for _ in range(20):
                    worker.run(process_id)
            ended.append(True)

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(0.2)
        worker.close()
        for thread in threads:
            thread.join()
        assert ended == [True] * 3
    assert multiprocessing.active_children() == []


def test_an_interrupted_question_leaves_no_answer_for_the_next(worker: Worker) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        worker.run(process_id)
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(KeyboardInterrupt):
            worker.run(time.sleep, 0.5)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert isinstance(worker.run(process_id), int)


def test_every_error_of_this_room_can_be_sent() -> None:
    assert ListError.__reduce__ is not Exception.__reduce__
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, ListError):
            assert kind.__reduce__ is ListError.__reduce__


def test_the_process_ends_with_its_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, time\n"
        "from lists.worker import Worker\n"
        "if __name__ == '__main__':\n"
        "    print(Worker().run(os.getpid), flush=True)\n"
        "    time.sleep(60)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        state = Path(f"/proc/{child}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return  # ended, and nobody has asked for its exit code
        time.sleep(0.1)
    pytest.fail("the child lives on")
