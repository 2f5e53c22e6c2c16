"""What holds for any name; tests/bench compares the index with the exhaustive scan."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lists.entities import Entity, EntityType, Name, NameKind
from lists.sources.formats import recognise
from lists.sources.parsed import RawFile
from matching.clean_text import clean
from matching.index import Index
from matching.policy import DEFAULT_POLICY
from matching.query import Query
from matching.screen import explain, screen
from tests.builders import company, person, vessel
from tests.matching.asking import ask, index_of
from tests.shared import shared_data

ANY_TEXT = st.text(max_size=60)
_SPELLINGS = ("viktor", "victor", "wiktor", "yanukovych", "ianoukovytch", "janukovic", "v", "kyiv", "group")
_MAKERS = (company, person, vessel)
WORDS = st.lists(
    st.text(st.characters(categories=["L"], max_codepoint=0x052F), min_size=2, max_size=12),
    min_size=1,
    max_size=5,
)


@given(ANY_TEXT, ANY_TEXT.filter(str.strip))
@settings(max_examples=150, deadline=None)
def test_scores_stay_between_0_and_1_and_add_up(asked: str, listed: str) -> None:
    explanation = explain(Query(names=(asked,)), "flot:1", index_of(company(listed)), DEFAULT_POLICY)
    assert 0.0 <= explanation.score <= 1.0
    total = sum(evidence.points for evidence in explanation.evidence)
    assert explanation.score == min(1.0, max(0.0, total))


@given(WORDS)
@settings(max_examples=150, deadline=None)
def test_a_name_with_nothing_contrary_scores_1_and_case_does_not_matter(words: list[str]) -> None:
    name = " ".join(words)
    spellings = (name, name.lower(), name.title())
    # UTF-8 read as Windows-1252 is known by its case: such a name is another in lower case.
    assume(not any("encoding_damage" in clean(written).signs for written in spellings))
    index = index_of(company(name))
    for written in spellings:
        hits = ask(index, written, kind="company").hits
        if ask(index, name, kind="company").outcome != "insufficient_data":
            assert hits, written
    if ask(index, name, kind="company").outcome != "insufficient_data":
        assert ask(index, name, kind="company").hits[0].score == 1.0


ALIASES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(_SPELLINGS), min_size=1, max_size=4).map(" ".join),
        st.sampled_from((NameKind.ALIAS, NameKind.WEAK_ALIAS)),
    ),
    min_size=1,
    max_size=12,
)


@given(ALIASES, st.lists(st.sampled_from(_SPELLINGS), min_size=1, max_size=4), st.sampled_from(_MAKERS))
@settings(max_examples=300, deadline=None)
def test_of_the_names_of_a_party_the_best_is_given(
    aliases: list[tuple[str, NameKind]], words: list[str], make: Callable[..., Entity]
) -> None:
    names = tuple(Name(text=text, kind=kind) for text, kind in aliases)
    party = replace(make(aliases[0][0]), names=names)
    index = index_of(party)
    query = Query(names=(" ".join(words), words[0]), type=party.type)
    explained = explain(query, party.id, index, DEFAULT_POLICY)  # compares all names
    found = [
        (hit.decision, hit.score, hit.matched_name, hit.evidence)
        for hit in screen(query, index, DEFAULT_POLICY).hits
    ]
    expected = (explained.decision, explained.score, explained.matched_name, explained.evidence)
    assert found == ([expected] if explained.decision else [])


@given(ANY_TEXT)
@settings(max_examples=150, deadline=None)
def test_any_text_is_screened_without_error(text: str) -> None:
    index = index_of(company("MG-FLOT LLC"), vessel("PORT OLYA-4", "2"))
    for kind in (None, *EntityType):
        ask(index, text, kind=kind)


def test_every_listed_name_alerts_on_its_own_entity() -> None:
    entities = _listed("2026-04", "sdn.csv", "alt.csv", "add.csv")
    index = Index.build(entities)
    for entity in entities:
        for name in entity.names:
            hits = ask(index, name.text, kind=entity.type).hits
            assert entity.id in {hit.entity.id for hit in hits}, name.text


def _listed(vintage: str, *names: str) -> list[Entity]:
    files = tuple(
        RawFile(name=name, content=shared_data("us_ofac", vintage, name).read_bytes()) for name in names
    )
    return list(recognise(files).parse("us-ofac-sdn", files).entities)


@pytest.mark.parametrize("name", ["KIM KIM", "HASAN HASAN", "WALLA WALLA"])
def test_a_name_that_repeats_a_word_is_found_among_others_as_when_it_is_scored_alone(name: str) -> None:
    query = Query(names=(f"{name} OMAR PARK",), type=EntityType.PERSON)
    index = index_of(person(name))
    alone = explain(query, "flot:3", index, DEFAULT_POLICY)
    assert alone.decision == "review"
    assert [hit.score for hit in screen(query, index, DEFAULT_POLICY).hits] == [alone.score]
