"""Every error has its problem, and an unknown one tells nothing."""

from collections.abc import Iterator

import pytest

from lists.errors import ListError
from service.errors import _STATUS, ServiceError, problem_of


def subclasses(root: type[Exception]) -> Iterator[type[Exception]]:
    for child in root.__subclasses__():
        yield child
        yield from subclasses(child)


@pytest.mark.parametrize("error", [*subclasses(ListError), *subclasses(ServiceError)])
def test_every_error_class_is_mapped(error: type[Exception]) -> None:
    assert error in _STATUS


def test_an_unexpected_error_says_nothing_of_its_inside() -> None:
    problem = problem_of(RuntimeError("secret path and secret name"))
    assert problem.status == 500
    assert "secret" not in str(problem.members())
