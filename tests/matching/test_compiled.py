"""The compiled search and the one in numpy: the same units, the same names."""

import os
import random
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lists.entities import EntityType
from matching.asked import asked_units
from matching.compiled import library
from matching.index import Index
from matching.normalise import read_name
from matching.policy import PRESETS
from matching.query import Query
from tests.builders import company, person, vessel
from tests.matching.asking import index_of

_WORDS = (
    *("transmorflot", "gamzatov", "rasul", "baltic", "leader", "trading", "shipping", "marine", "holding"),
    *("hekmatyar", "hikmetyar", "abdulrahim", "abdurahman", "mohammed", "muhamad", "yusuf", "iosif", "hasan"),
    *("r", "g", "iv", "12", "7", "al", "co", "omskiy", "omskij", "express", "expres", "sunrise", "kim", "x"),
    "verylongname" * 7,  # of more letters than a number has bits
)


def _name(dice: random.Random) -> str:
    return " ".join(dice.choices(_WORDS, k=dice.randint(1, 5)))


def _damaged(name: str, dice: random.Random) -> str:
    place = dice.randrange(len(name))
    match dice.randrange(4):
        case 0:
            return name[:place] + name[place + 1 :]
        case 1:
            return name[:place] + dice.choice("aeiorstx 7") + name[place:]
        case 2:
            return f"{name} {_name(dice)}"
        case _:
            return " ".join(_name(dice) for _ in range(12))


def _index(seed: int) -> Index:
    dice = random.Random(seed)
    made = (company, person, vessel)
    names = [_name(dice) for _ in range(600)]
    untyped = [replace(company(name, str(1_000 + i)), type=None) for i, name in enumerate(names[:60])]
    return index_of(*untyped, *(made[i % 3](name, str(i + 1)) for i, name in enumerate(names)))


@pytest.fixture(scope="module")
def both() -> tuple[Index, Index]:
    """One index searched by the library, and the same one searched in numpy."""
    if library.LIBRARY is None:
        reason = "no C compiler: the search is in numpy alone"
        if os.environ.get("CI") == "true" or any(map(shutil.which, ("cc", "gcc", "clang"))):
            pytest.fail(f"the library was not built, or {reason}")
        pytest.skip(reason)
    compiled = _index(3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "LIBRARY", None)
        plain = Index(compiled.entities, compiled.arrays())
    return compiled, plain


@pytest.mark.parametrize("policy", ["balanced", "strict", "lenient"])
def test_the_library_and_numpy_give_the_same_names(both: tuple[Index, Index], policy: str):
    dice = random.Random(5)
    found = 0
    for _ in range(400):
        text = _damaged(_name(dice), dice)
        query = Query(names=(text,))
        for kind, partition in both[0].partitions.items():
            asked = read_name(text, kind)
            if not asked.words:
                continue
            names = list(partition.candidates(asked, query, PRESETS[policy]))
            assert names == list(both[1].partitions[kind].candidates(asked, query, PRESETS[policy])), text
            found += len(names)
    assert found > 500


def test_the_library_and_numpy_reach_the_same_units_by_the_same_worth(both: tuple[Index, Index]):
    dice = random.Random(7)
    for _ in range(400):
        asked = read_name(_damaged(_name(dice), dice), EntityType.PERSON)
        for personal in (False, True):
            for nearly_exact in (False, True):
                units = asked_units(
                    asked.units, len(asked.words), nearly_exact=nearly_exact, personal=personal
                )
                for part, reach in both[0].reaches.items():
                    compiled, plain = reach.from_all(units), both[1].reaches[part].from_all(units)
                    for one, other in zip(compiled, plain, strict=True):
                        assert _worths(*one) == pytest.approx(_worths(*other))


def _worths(units: np.ndarray, worth: np.ndarray) -> dict[int, float]:
    assert len(set(units.tolist())) == len(units)
    return dict(zip(units.tolist(), worth.tolist(), strict=True))


def test_a_library_that_was_built_from_another_source_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    source = tmp_path / "search.c"
    source.write_text("/* another */")
    monkeypatch.setattr(library, "_SOURCE", source)
    assert library._load() is None
