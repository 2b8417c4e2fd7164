"""Which addresses may be fetched: a feed is somebody else's text, and must not lead into our own network."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from corpus.errors import ArticleError

_NAT64 = IPv6Network("64:ff9b::/96")
"""The well-known prefix of RFC 6052, behind which an IPv4 address stands."""


def check_address(url: str, *, private: bool) -> None:
    """Raises `ArticleError` for what is no http address, or, unless `private` ones are allowed, names a private host.

    A host that is a name is looked at again when it is resolved: see `PublicResolver`.
    """
    try:
        # By the parser of the client that asks: what another one makes of an odd address is not what is connected to.
        parts = URL(url)
        host = parts.host
        (parts.raw_host or "").encode("idna")
    except ValueError as error:
        raise ArticleError(f"is no address: {error}") from None
    if parts.scheme not in ("http", "https") or not host or not parts.port:
        raise ArticleError("is no address: it must begin with https:// or http://")
    if parts.user or parts.password:
        raise ArticleError("holds a name or a password, which would stand in every log")
    if not private and not _may_be_public(host):
        raise ArticleError("lies in a private network; READOUT_FEEDS_PRIVATE=true allows that")


def _may_be_public(host: str) -> bool:
    try:
        return is_public(host)
    except ValueError:
        name = host.rstrip(".")
        return name != "localhost" and not name.endswith((".localhost", ".local", ".internal"))


def is_public(address: str) -> bool:
    """Whether an IP address is one host of the internet; one that carries an IPv4 address is what that is.

    Raises ValueError for what is no IP address.
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        carried = found.ipv4_mapped or found.sixtofour
        carried = IPv4Address(int(found) & 0xFFFFFFFF) if found in _NAT64 else carried
        if carried is not None:
            return is_public(str(carried))
    return found.is_global and not found.is_multicast


class PublicResolver(AbstractResolver):
    """Finds the public addresses of a name only; the connection is made to what was looked at, not to what a second
    question would yield.
    """

    def __init__(self) -> None:
        self._all = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Raises OSError where there is none."""
        found = [one for one in await self._all.resolve(host, port, family) if is_public(one["host"])]
        if not found:
            raise OSError(None, f"{host} has no public address")
        return found

    async def close(self) -> None:
        """Nothing is open."""
