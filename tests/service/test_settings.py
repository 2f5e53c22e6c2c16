"""Settings, and which addresses count as this machine's own."""

import pytest

from service.errors import OpenDoor
from service.settings import Settings, is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_a_loopback_address_needs_no_key(host: str) -> None:
    assert is_loopback(host)
    Settings(host=host, api_keys=frozenset()).check_door()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", "", "localhost.example.org"])
def test_any_other_address_needs_a_key(host: str) -> None:
    with pytest.raises(OpenDoor):
        Settings(host=host, api_keys=frozenset()).check_door()
    Settings(host=host, api_keys=frozenset({"key"})).check_door()


def test_keys_are_separated_by_commas_and_blanks_count_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HULLMARK_API_KEYS", " one, two ,,")
    assert Settings().api_keys == {"one", "two"}


def test_only_commas_are_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HULLMARK_API_KEYS", " , ")
    assert Settings().api_keys == frozenset()


def test_a_token_is_given_as_in_an_address_so_that_a_comma_can_be_part_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HULLMARK_LIST_TOKENS", "eu-fsf=dG9r=, customs=a%2Cb%25")
    tokens = {list_id: token.get_secret_value() for list_id, token in Settings().list_tokens.items()}
    assert tokens == {"eu-fsf": "dG9r=", "customs": "a,b%"}
