"""Real list files beside the repository, read where they lie and never copied."""

import os
from pathlib import Path

import pytest

_SHARED = Path(__file__).parents[2] / "shared"


def shared_data(*parts: str) -> Path:
    """Give a path in the shared data; skip the test where there is none, fail it where CI promises it."""
    path = _SHARED.joinpath("data", *parts)
    if not path.exists():
        reason = f"no shared list files here: {Path('..', 'shared', 'data', *parts)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path
