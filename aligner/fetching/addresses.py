"""Which IP addresses may be connected to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_PRIVATE = tuple(
    map(
        ip_network,
        ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"),
    )
)
"""What an intranet uses, the host itself and the addresses that a provider shares out."""
_METADATA = tuple(
    map(
        ip_network,
        (
            "169.254.0.0/16",
            "fe80::/10",
            "168.63.129.16/32",  # Azure's, a public address by its number
            "100.100.100.200/32",  # Alibaba's
            "192.0.0.0/24",  # Oracle's 192.0.0.192
            "fd00:ec2::/32",  # Amazon's
            "fd20:ce::/32",  # Google's
        ),
    )
)
"""Link-local addresses and those under which clouds hand out keys of the machine; no feed lives there."""
_TUNNELS = tuple(
    map(
        ip_network,
        ("::/96", "2002::/16", "2001::/23", "64:ff9b:1::/48", "192.88.99.0/24", "3fff::/20", "5f00::/16", "fec0::/10"),
    )
)
"""Addresses that carry others within them or that no host on the net has, some of them unknown to older Pythons."""
_NAT64 = ip_network("64:ff9b::/96")


def refusal(address: str, *, allow_private: bool) -> str:
    """Why `address` is not to be connected to, an empty text if it may be."""
    try:
        number = _carried(ip_address(address.partition("%")[0]))
    except ValueError:
        return "is no IP address"
    if _in(number, _METADATA):
        return "is link-local or for the metadata of a cloud"
    if _in(number, _PRIVATE):
        return "" if allow_private else "is private or this computer's own (--allow-private lets it be fetched)"
    if number.is_multicast or number.is_reserved or number.is_unspecified or not number.is_global:
        return "belongs to no host on the net"
    return "belongs to no host on the net" if _in(number, _TUNNELS) else ""


def _carried(number: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that packets to an IPv4-mapped or NAT64 address reach in the end."""
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped:
            return number.ipv4_mapped
        if number in _NAT64:
            return IPv4Address(int(number) & 0xFFFFFFFF)
    return number


def _in(number: IPv4Address | IPv6Address, networks: tuple[object, ...]) -> bool:
    return any(number in network for network in networks)  # type: ignore[operator]
