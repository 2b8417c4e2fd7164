"""Which addresses may be fetched: a feed is somebody else's text, and must not lead into our own network."""

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from corpus.errors import ArticleError


def check_address(url: str, *, private: bool) -> None:
    """Raises `ArticleError` for what is no http address, or, unless `private` ones are allowed, names a private host.

    A host that is a name is looked at again when it is resolved: see `PublicResolver`.
    """
    try:
        parts = urlsplit(url)
        host, named = parts.hostname, parts.port is None or parts.port > 0
    except ValueError as error:
        raise ArticleError(f"is no address: {error}") from None
    if parts.scheme not in ("http", "https") or not host or not named:
        raise ArticleError("is no address: it must begin with https:// or http://")
    if parts.username or parts.password:
        raise ArticleError("holds a name or a password, which would stand in every log")
    if not private and not _may_be_public(host):
        raise ArticleError("lies in a private network; READOUT_FEEDS_PRIVATE=true allows that")


def _may_be_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        return host != "localhost" and not host.endswith((".localhost", ".local", ".internal"))


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
        found = [one for one in await self._all.resolve(host, port, family) if ip_address(one["host"]).is_global]
        if not found:
            raise OSError(None, f"{host} has no public address")
        return found

    async def close(self) -> None:
        """Nothing is open."""
