"""The baselines do what their names say."""

from bench.quality.baselines import BASELINES, NamesByType, soundex
from lists.entities import EntityType
from tests.builders import company, vessel

WRATIO, TOKEN_SORT, FAQ_249 = BASELINES
LISTED = NamesByType(
    [company("TRANSMORFLOT LLC", "1"), company("MORSKOY ALLIANCE LLC", "2"), vessel("TRANSMORFLOT", "3")]
)


def alerts(name: str) -> list[set[str]]:
    return [LISTED.alerts(baseline, name, EntityType.COMPANY) for baseline in BASELINES]


def test_all_alert_on_the_exact_name_whatever_its_case_and_only_on_its_type():
    assert alerts("Transmorflot, LLC.") == [{"flot:1"}] * 3


def test_without_a_type_all_types_are_asked():
    assert LISTED.alerts(TOKEN_SORT, "TRANSMORFLOT", None) == {"flot:1", "flot:3"}


def test_faq_249_needs_the_same_first_letter_and_knows_sounds():
    assert LISTED.alerts(FAQ_249, "VRANSMORFLOT LLC", EntityType.COMPANY) == set()
    assert LISTED.alerts(FAQ_249, "TRANZMARFLOD LLC", EntityType.COMPANY) == {"flot:1"}


def test_token_sort_does_not_mind_the_order():
    assert LISTED.alerts(TOKEN_SORT, "LLC ALLIANCE MORSKOY", EntityType.COMPANY) == {"flot:2"}


def test_soundex_codes_are_those_of_the_american_rules():
    codes = {"robert": "r163", "rupert": "r163", "ashcraft": "a261", "pfister": "p236", "lee": "l000"}
    assert {word: soundex(word) for word in codes} == codes
