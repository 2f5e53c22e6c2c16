"""Which addresses are the public internet's: forms of IPv6 that hold an IPv4 address are none."""

import pytest

from lists.addresses import is_public


@pytest.mark.parametrize(
    "address",
    [
        "93.184.215.14",
        "8.8.8.8",
        "::ffff:93.184.215.14",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
        "2a00::1%eth0",
    ],
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("127.0.0.1", "loopback"),
        ("169.254.169.254", "link-local: a cloud's metadata"),
        ("100.64.0.1", "a carrier's own"),
        ("255.255.255.255", "broadcast"),
        ("::1", "loopback"),
        ("fe80::1%eth0", "link-local"),
        ("fd00::1", "unique local"),
        ("fec0::1", "site-local, which some networks still use"),
        ("ff0e::1", "multicast"),
        ("::ffff:127.0.0.1", "IPv4 in IPv6"),
        ("::7f00:1", "IPv4 in IPv6, as it was before"),
        ("::ffff:0:7f00:1", "IPv4 translated"),
        ("64:ff9b::7f00:1", "NAT64"),
        ("64:ff9b::a9fe:a9fe", "NAT64"),
        ("2002:7f00:1::", "6to4"),
        ("2001:0:7f00:1::", "Teredo"),
        ("2001:db8::1", "documentation"),
        ("3fff::1", "documentation"),
    ],
)
def test_an_address_within_is_not_public(address: str, reason: str) -> None:
    assert not is_public(address), reason
