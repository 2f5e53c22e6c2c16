"""`hullmark screen-file` stopped at any point: what the same command makes of it."""

import json
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.service.books import read_table, screen_book, write_table
from tests.service.server import COMMAND, csv_bytes, environment, run_cli

LISTED = ("1,company,KRONSHTADT BULK CARRIERS LLC,,,,RU,TEST-1,",)
WORDS = ("Amber", "Basalt", "Cedar", "Dune", "Ember", "Fjord", "Granite", "Harbour", "Iris", "Juniper")
NAMES = [f"{one} {two} {three}" for one in WORDS for two in WORDS for three in WORDS]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a loaded list and a book of 1,100 rows that ask 1,000 questions."""
    (tmp_path / "list.csv").write_bytes(csv_bytes(*LISTED))
    assert run_cli(tmp_path / "data", "lists", "put", "mine", str(tmp_path / "list.csv")).returncode == 0
    rows = [(f"A-{number}", name) for number, name in enumerate([*NAMES, *NAMES[:100]])]
    write_table(tmp_path / "book.csv", ("Account", "Name"), *rows)
    return tmp_path


def start(folder: Path, result: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "screen-file", str(folder / "book.csv"), str(folder / result), "--workers", "1"],
        env=environment(folder / "data"),
        stderr=subprocess.PIPE,
        text=True,
    )


def stop_when(running: subprocess.Popen[str], is_due: Callable[[], bool], how: signal.Signals) -> int:
    """Send a signal once something is so, and give the exit code; 0 where it was over before."""
    while running.poll() is None:
        if is_due():
            running.send_signal(how)
            break
        time.sleep(0.002)
    _, told = running.communicate(timeout=60)
    assert "Traceback" not in told
    return running.returncode


def is_answering(partial: Path) -> Callable[[], bool]:
    """Say whether a run has written answers: it notes questions, rests to open the lists, and goes on."""
    log = partial / "job.sqlite3-wal"
    changed, rested, written = time.monotonic(), False, 0
    stamp = 0

    def is_due() -> bool:
        nonlocal changed, rested, written, stamp
        now = log.stat().st_mtime_ns if log.exists() else 0
        rested = rested or (stamp > 0 and time.monotonic() - changed > 0.3)
        if now != stamp:
            stamp, changed = now, time.monotonic()
            written += rested
        return written >= 2

    return is_due


def answered(partial: Path) -> tuple[int, int]:
    """Give the numbers of questions and of answers that an ended run has left."""
    database = sqlite3.connect(partial / "job.sqlite3")
    try:
        asked, given = database.execute(
            "SELECT (SELECT count(*) FROM question), (SELECT count(*) FROM answer)"
        ).fetchone()
        return asked, given
    finally:
        database.close()


def stop_amid_answers(folder: Path, result: str, how: signal.Signals) -> int:
    """Stop a run when it has given some answers and not all, give its exit code."""
    partial = folder / f"{result}.partial"
    for _ in range(20):
        code = stop_when(start(folder, result), is_answering(partial), how)
        if not partial.exists():  # it was done before the signal came
            (folder / result).unlink()
            continue
        asked, given = answered(partial)
        if 0 < given < asked == len(NAMES):
            return code
    raise AssertionError("no signal came while answers were given")


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_a_result_after_kills_is_that_of_a_run_that_was_left_alone(folder: Path, ending: str) -> None:
    assert screen_book(folder, "book.csv", f"alone{ending}").returncode == 0
    result, partial = f"killed{ending}", folder / f"killed{ending}.partial"
    if ending == ".csv":  # the first two steps are the same for all
        stop_when(start(folder, result), (partial / "job.sqlite3").exists, signal.SIGKILL)
        stop_amid_answers(folder, result, signal.SIGKILL)
    stop_when(start(folder, result), (partial / "result" / result).exists, signal.SIGKILL)
    assert answered(partial) == (len(NAMES), len(NAMES))
    assert not (folder / result).exists()
    done = screen_book(folder, "book.csv", result)
    assert done.returncode == 0, done.stderr
    assert (folder / result).read_bytes() == (folder / f"alone{ending}").read_bytes()
    assert not partial.exists()


def test_ctrl_c_ends_with_130_and_what_it_left_goes_on(folder: Path) -> None:
    assert stop_amid_answers(folder, "out.csv", signal.SIGINT) == 130
    _, given = answered(folder / "out.csv.partial")
    assert given < len(NAMES)
    done = screen_book(folder, "book.csv", "out.csv")
    assert done.returncode == 0, done.stderr
    assert "1100 rows" in done.stdout


def test_a_result_is_not_mixed_of_two_versions_of_the_lists(folder: Path) -> None:
    stop_amid_answers(folder, "out.csv", signal.SIGKILL)
    (folder / "list.csv").write_bytes(csv_bytes(*LISTED, "2,company,AMBER AMBER AMBER,,,,,,"))
    put = run_cli(folder / "data", "lists", "put", "mine", str(folder / "list.csv"), "--json")
    refused = screen_book(folder, "book.csv", "out.csv")
    assert refused.returncode == 2
    told = " ".join(refused.stderr.split())
    assert "of the lists mine 1-" in told
    assert f"{json.loads(put.stdout)['version']} came; one result must not mix the two" in told
    assert screen_book(folder, "book.csv", "out.csv", "--restart").returncode == 0
    rows = read_table(folder / "out.csv")
    assert {row["screening_lists"] for row in rows} == {f"mine {json.loads(put.stdout)['version']}"}
    assert rows[0]["screening_outcome"] == rows[1000]["screening_outcome"] == "match"


def test_another_book_or_question_does_not_go_on_with_what_was_begun(folder: Path) -> None:
    stop_amid_answers(folder, "out.csv", signal.SIGKILL)
    for options, told in (
        (("--type", "vessel"), "another type"),
        (("--column", "name=Account"), "another columns"),
    ):
        refused = screen_book(folder, "book.csv", "out.csv", *options)
        assert refused.returncode == 2
        assert told in refused.stderr
    write_table(folder / "book.csv", ("Account", "Name"), ("A-1", "Amber"))
    assert "another book" in screen_book(folder, "book.csv", "out.csv").stderr


def test_two_runs_do_not_work_on_one_result(folder: Path) -> None:
    first = start(folder, "out.csv")
    job = folder / "out.csv.partial" / "job.sqlite3-wal"
    while not job.exists() and first.poll() is None:
        time.sleep(0.002)
    first.send_signal(signal.SIGSTOP)
    for options in ((), ("--restart",)):
        second = screen_book(folder, "book.csv", "out.csv", *options)
        assert second.returncode == 2
        assert "in use by another run" in second.stderr
    first.kill()
    first.communicate(timeout=60)
