"""Damaged files of every format: entities or clear errors, nothing else. More by `make fuzz-lists`."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lists.sources.formats import FORMATS
from lists.sources.parsed import Format
from tests.lists.fuzzing import check, damaged, seeds

SEEDS = seeds()


def test_each_format_has_a_file_to_damage() -> None:
    assert [name for name, contents in SEEDS.items() if not contents] == []


@pytest.mark.parametrize("format_", FORMATS, ids=lambda one: one.name)
@settings(max_examples=30)
@given(seed=st.integers(min_value=0))
def test_a_damaged_file_gives_entities_or_a_clear_error(format_: Format, seed: int) -> None:
    chance = random.Random(seed)
    check(format_, damaged(chance.choice(SEEDS[format_.name]), chance))


@pytest.mark.parametrize("format_", FORMATS, ids=lambda one: one.name)
@settings(max_examples=30)
@given(content=st.binary(max_size=200))
def test_any_bytes_give_entities_or_a_clear_error(format_: Format, content: bytes) -> None:
    check(format_, content)
