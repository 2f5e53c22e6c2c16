"""What all tests share: how a case of a test is named."""

import pytest


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes are named by their argument, never by what they hold: an archive made while the tests
    are collected holds the time, and the processes that share the tests out (pytest-xdist) would
    collect different names and refuse to run."""
    return argname if isinstance(val, bytes) else None
