"""Network addresses: whole where a limit counts, shortened wherever they are written down."""

from ipaddress import IPv6Address, ip_address, ip_network

_KEPT_BITS = {4: 24, 6: 48}
# A household has a whole /64; counting single addresses of it would count nothing.
_COUNTED_BITS = 64


def shortened(address: str) -> str:
    """The first 24 bits of an IPv4 address, the first 48 of an IPv6 one."""
    try:
        found = _plain(address)
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - "unknown", never an address to bind
    return str(ip_network((found, _KEPT_BITS[found.version]), strict=False).network_address)


def counted(address: str) -> str:
    """What a limit for one visitor counts."""
    try:
        found = _plain(address)
    except ValueError:
        return "unknown"
    return str(ip_network((found, _COUNTED_BITS), strict=False)) if found.version == 6 else str(found)  # noqa: PLR2004


def _plain(address: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a union that ip_address() infers
    found = ip_address(address)
    return found.ipv4_mapped if isinstance(found, IPv6Address) and found.ipv4_mapped else found
