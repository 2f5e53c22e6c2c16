"""Kills many refreshes at random points; `make kill-refresh`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.lists.refreshing import killed_rounds

if __name__ == "__main__":
    rounds = int(sys.argv[1])
    with TemporaryDirectory() as folder:
        done = killed_rounds(f"sqlite:///{Path(folder) / 'lists.db'}", rounds)
    print(f"{rounds} refreshes killed: {done} after they were done, {rounds - done} before; all whole")
