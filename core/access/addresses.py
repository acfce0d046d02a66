"""Whose address a request comes from, also behind a proxy."""

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import Scope

from core.settings import settings


def of_client(scope: Scope) -> str:
    """The address of the browser: X-Forwarded-For counts only behind the proxies that were named."""
    peer = scope["client"][0] if scope.get("client") else "unknown"
    proxies = _networks(settings().trusted_proxies)
    if not _is_in(peer, proxies):
        return str(peer)
    hops = [
        hop.strip() for value in Headers(scope=scope).getlist("x-forwarded-for") for hop in value.split(",")
    ]
    for hop in reversed(hops):
        if not _is_address(hop):
            break
        peer = hop
        if not _is_in(hop, proxies):
            break
    return str(peer)


def _networks(text: str) -> list[IPv4Network | IPv6Network]:
    return [ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip()]


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_in(text: str, networks: list[IPv4Network | IPv6Network]) -> bool:
    return _is_address(text) and any(ip_address(text) in network for network in networks)
