"""The compiled search and the one in numpy: the same units, the same names."""

import os
import random
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lists.entities import EntityType
from matching.asked import Asked, asked_units
from matching.compare.names import NameComparison
from matching.compare.weighed import Weighed
from matching.compiled import library
from matching.index import Index, Partition
from matching.latin import LETTERS, LOOKS, SINGLE, SPELLINGS
from matching.normalise import read_name, word_of
from matching.policy import DEFAULT_POLICY, PRESETS, Policy
from matching.search import NOTHING
from tests.builders import company, person, vessel
from tests.matching.asking import index_of

_WORDS = (
    *("transmorflot", "gamzatov", "rasul", "baltic", "leader", "trading", "shipping", "marine", "holding"),
    *("hekmatyar", "hikmetyar", "abdulrahim", "abdurahman", "mohammed", "muhamad", "yusuf", "iosif", "hasan"),
    *("r", "g", "iv", "12", "7", "al", "co", "omskiy", "omskij", "express", "expres", "sunrise", "kim", "x"),
    "verylongname" * 7,  # of more letters than a number has bits
)
_WEAK = ("r", "g", "i", "v", "iv", "12", "7", "c", "al", "rasul", "gamzatov")
_GENERAL = ["trading", "shipping", "marine", "services", "management", "international", "general", "global"]
_KINDS = (company, person, vessel)


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
    names = [_name(dice) for _ in range(600)]
    untyped = [replace(company(name, str(1_000 + i)), type=None) for i, name in enumerate(names[:60])]
    return index_of(*untyped, *(_KINDS[i % 3](name, str(i + 1)) for i, name in enumerate(names)))


@pytest.fixture(scope="module")
def both() -> tuple[Index, Index]:
    """One index searched by the library, and the same one searched in numpy."""
    if library.LIBRARY is None:
        reason = "no C compiler: the search is in numpy alone"
        if os.environ.get("CI") == "true" or any(map(shutil.which, ("cc", "gcc", "clang"))):
            pytest.fail(f"the library was not built, or {reason}")
        pytest.skip(reason)
    return _both(_index(3))


def _both(compiled: Index) -> tuple[Index, Index]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "LIBRARY", None)
        plain = Index(compiled.entities, compiled.arrays())
    return compiled, plain


@pytest.mark.parametrize("policy", ["balanced", "strict", "lenient"])
def test_the_library_and_numpy_give_the_same_names_and_pairs(both: tuple[Index, Index], policy: str):
    dice = random.Random(5)
    found = 0
    for _ in range(400):
        text = _damaged(_name(dice), dice)
        for partition, plain in zip(both[0].partitions.values(), both[1].partitions.values(), strict=True):
            names, others = (_candidates(one, text, PRESETS[policy]) for one in (partition, plain))
            assert names == others, text
            found += len(names)
    assert found > 500


def _candidates(
    partition: Partition, text: str, policy: Policy
) -> dict[tuple[int, int], tuple[float, set[tuple[int, int]]]]:
    asked = Weighed(read_name(text, partition.entity_type), partition.rarity)
    if not asked.reading.words:
        return {}
    found = partition.candidates(asked, partition.entity_type, policy, policy.review_threshold)
    return {(one.position, one.place): (round(one.most, 5), set(one.may_agree or ())) for one in found}


@pytest.mark.parametrize("engine", [0, 1])
def test_what_the_search_says_of_a_name_is_its_most_and_all_that_a_comparison_needs(
    both: tuple[Index, Index], engine: int
):
    dice = random.Random(11)
    index, alerts = both[engine], 0
    lowest = DEFAULT_POLICY.review_threshold
    for _ in range(300):
        text = _damaged(_name(dice), dice)
        for partition in index.partitions.values():
            kind = partition.entity_type
            asked = Weighed(read_name(text, kind), partition.rarity)
            if not asked.reading.words:
                continue
            for one in partition.candidates(asked, kind, DEFAULT_POLICY, lowest):
                listed = index.name_at(one.position, one.place)
                quick = NameComparison(asked, listed, kind, DEFAULT_POLICY, one.may_agree)
                whole = NameComparison(asked, listed, kind, DEFAULT_POLICY)
                assert whole.score <= one.most + NOTHING, (text, index.at(one.position).name)
                if whole.score >= lowest:
                    assert (quick.parts, quick.pairs) == (whole.parts, whole.pairs), text
                    alerts += 1
                else:
                    assert quick.score < lowest, text
    assert alerts > 300


@pytest.mark.parametrize("policy", ["balanced", "strict", "lenient"])
def test_no_name_of_initials_numbers_and_general_words_is_left_out_that_scores_enough(policy: str):
    dice = random.Random(13)
    names = dict.fromkeys(
        " ".join(dice.choices(dice.choice((_WEAK, _GENERAL)), k=dice.randint(1, 5))) for _ in range(200)
    )
    entities = [
        make(name, f"{number}{place}")
        for number, name in enumerate(names)
        for place, make in enumerate(_KINDS)
    ]
    compiled, plain = _both(index_of(*entities))
    rules = PRESETS[policy]
    lowest, enough, few = rules.review_threshold, 0, 0
    for name in dice.choices(list(names), k=40):
        added = dice.choices(dice.choice((_WEAK, _GENERAL)), k=dice.choice((0, 1, 1, 2, 30)))
        text = " ".join(dice.sample((*name.split(), *added), len(name.split()) + len(added)))
        for kind, partition in compiled.partitions.items():
            asked = Weighed(read_name(text, kind), partition.rarity)
            engines = (partition, plain.partitions[kind])
            found = [
                {one.position for one in each.candidates(asked, kind, rules, lowest)} for each in engines
            ]
            for position in partition.positions.tolist():
                score = NameComparison(asked, compiled.name_at(position, 0), kind, rules).score
                if score >= lowest:
                    assert all(position in each for each in found), (text, compiled.at(position).name)
                    enough += 1
            few += len(found[0]) < len(partition.positions) / 2
    assert enough > 50
    assert few > 20


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


def test_the_library_and_numpy_hear_and_see_the_same_in_every_spelling():
    dice = random.Random(17)
    tables = (*SPELLINGS, *LETTERS, *SINGLE, *LOOKS, ("gh", "h"), ("c", "k"), ("ii", ""), ("tt", "t"))
    parts = sorted({part for pair in tables for part in pair} | {"a", "e", "o", "r", "m", "l"})
    words = ["".join(dice.choices(parts, k=dice.randint(2, 4))) for _ in range(1_500)]
    compiled, plain = (
        next(iter(index.reaches.values()))
        for index in _both(index_of(*(company(word, str(place)) for place, word in enumerate(words[:1_000]))))
    )
    reached = 0
    for word in words:
        asked = [Asked(word_of(word, word), False, False, False, False)]
        found, expected = (_worths(*reach.from_all(asked)[0]) for reach in (compiled, plain))
        assert found == pytest.approx(expected), word
        reached += len(found)
    assert reached > 2_000


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
