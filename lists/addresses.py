"""Which network addresses a fetch may connect to: public ones, and private ones that the operator allows.

A name is looked up once and the address that was checked is the one connected to, so that a second look-up
cannot give another (DNS rebinding).
"""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass

from lists.errors import ForbiddenAddress

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_UNICAST = ipaddress.ip_network("2000::/3")
"""All that is given out of IPv6 (IANA's registry); outside it lie forms that hold an IPv4 address."""

_NOT_PUBLIC = tuple(
    ipaddress.ip_network(text)
    for text in (
        "2001::/32",  # Teredo (RFC 4380), which holds an IPv4 address
        "2002::/16",  # 6to4 (RFC 3056), likewise
        "3fff::/20",  # documentation (RFC 9637)
    )
)


@dataclass(frozen=True, slots=True)
class AddressRule:
    """Lets a fetch connect to public addresses, and to those of the given networks."""

    private_networks: tuple[Network, ...] = ()

    def resolve(self, host: str, port: int, *, encrypted: bool) -> tuple[str, ...]:
        """Look a host up and give the addresses that may be connected to.

        Without encryption, only those of the private networks. Raises ForbiddenAddress where none is left,
        OSError where the host is not found.
        """
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not encrypted:
            allowed = tuple(address for address in addresses if self._is_private(address))
            reason = "an address without https must be in one of the private networks that are allowed"
        else:
            allowed = tuple(a for a in addresses if self._is_private(a) or is_public(a))
            reason = "no public address, and in none of the private networks that are allowed"
        if not allowed:
            raise ForbiddenAddress(host, addresses, reason)
        return allowed

    def _is_private(self, address: str) -> bool:
        plain = _plain(address)
        return any(plain in network for network in self.private_networks)


def is_public(address: str) -> bool:
    """Say whether an address is one of the public internet's.

    >>> [is_public(one) for one in ("93.184.215.14", "10.1.2.3", "::ffff:127.0.0.1", "224.0.0.1")]
    [True, False, False, False]
    """
    plain = _plain(address)
    if not plain.is_global or plain.is_multicast:
        return False
    return plain.version == 4 or (plain in _UNICAST and not any(plain in network for network in _NOT_PUBLIC))


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Read networks in CIDR form ("10.0.0.0/8"). Raises ValueError."""
    return tuple(ipaddress.ip_network(text) for text in texts)


def _plain(address: str) -> _Address:
    """Read an address, without its zone, and one of IPv4 in IPv6 form as what it is."""
    plain = ipaddress.ip_address(address.partition("%")[0])
    return plain.ipv4_mapped or plain if isinstance(plain, ipaddress.IPv6Address) else plain
