"""Words of persons' names that the same letters of another script were romanised to."""

import pytest

from lists.entities import EntityType
from matching.compare.words import Agreement, agree
from matching.normalise import read_name
from matching.romanised import likeness, skeleton

SPELLINGS = [
    *(("hekmatyar", "hikmetyar"), ("gaddafi", "qadhdhafi"), ("dehghan", "dahqan"), ("dhiyab", "diab")),
    *(("abdurrahim", "abdelrahim"), ("abdolreza", "abdalreza"), ("jamaleddine", "jamaludin")),
    *(("chung", "jung"), ("pak", "bak"), ("kwang", "gwang"), ("fouz", "foz"), ("haroun", "aroun")),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_romanisations_share_their_consonants_and_are_alike(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)
    assert likeness(one, other) == likeness(other, one) >= 0.88


@pytest.mark.parametrize(("one", "other"), [("olga", "oleg"), ("ivan", "ian"), ("bardeni", "borduna")])
def test_other_vowels_make_other_names(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)
    assert likeness(one, other) < 0.88


def test_a_word_is_wholly_like_itself_and_one_with_digits_has_no_skeleton() -> None:
    assert likeness("hekmatyar", "hekmatyar") == 1.0
    assert skeleton("omskiy103") == ""


def _agreement(one: str, other: str, kind: EntityType) -> Agreement | None:
    first, second = (read_name(text, kind).words[0] for text in (one, other))
    return agree(first, second, personal=kind is EntityType.PERSON)


def test_fewer_consonants_say_less() -> None:
    long = _agreement("hekmatyar", "hikmetyar", EntityType.PERSON)
    short = _agreement("dwe", "dway", EntityType.PERSON)
    assert long is not None
    assert short is not None
    assert long.how == short.how == "romanised"
    assert long.similarity > short.similarity


def test_two_known_names_are_two_names() -> None:
    assert _agreement("hasan", "husayn", EntityType.PERSON) is None
    assert _agreement("hasan", "hosein", EntityType.PERSON) is None
    assert _agreement("hosein", "husayn", EntityType.PERSON) == Agreement("abbreviation", 0.995)


def test_what_a_word_of_a_person_agrees_with_is_no_news_to_a_company() -> None:
    assert _agreement("serhiy", "sergey", EntityType.PERSON) == Agreement("other_language", 0.92)
    assert _agreement("serhiy", "sergey", EntityType.COMPANY) is None


def test_what_two_written_together_agree_with_does_not_hang_on_what_was_asked_before() -> None:
    listed = read_name("Abd", EntityType.PERSON).words[0]
    alone = read_name("Abdul", EntityType.PERSON).words[0]
    together = read_name("Ab dul", EntityType.PERSON).units[-1].word
    assert alone.text == together.text
    assert agree(alone, listed, personal=True) == Agreement("abbreviation", 0.995)
    assert agree(together, listed, personal=True) != Agreement("abbreviation", 0.995)
