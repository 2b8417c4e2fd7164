"""A feed is somebody else's text: it leads neither into our own network nor to anything but the web."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.addresses import PublicResolver, check_address
from corpus.errors import ArticleError


@pytest.mark.parametrize(
    "url", ["https://news.example/feed", "http://news.example:8080/a?b=c", "https://[2606:4700::1]/"]
)
def test_a_public_address_may_be_fetched(url: str) -> None:
    check_address(url, private=False)


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://10.1.2.3/feed", "http://169.254.169.254/latest/meta-data", "http://[::1]/"),
        *(
            "http://192.168.0.1/",
            "http://0.0.0.0/",
            "http://localhost:8333/",
            "http://printer.local/",
            "http://[fe80::1]/",
        ),
        *("http://[::ffff:127.0.0.1]/", "http://db.internal/", "http://localhost./", "http://①②⑦.0.0.1/"),
        *("http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://224.0.0.1/", "http://100.64.0.1/"),
    ],
)
def test_a_private_one_only_where_that_is_allowed(url: str) -> None:
    with pytest.raises(ArticleError, match="private network"):
        check_address(url, private=False)
    check_address(url, private=True)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://news.example/",
        "news.example",
        "",
        "https://",
        "https://a:b@news.example/",
        "http://[::1",
        "http://a..b/",
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(ArticleError, match=r"is no address|holds a name"):
        check_address(url, private=True)


@given(st.text())
def test_any_text_is_an_address_or_is_refused(url: str) -> None:
    try:
        check_address(url, private=False)
    except ArticleError:
        return
    assert url.lower().startswith("http")


async def test_a_name_that_leads_to_a_private_host_is_not_resolved() -> None:
    with pytest.raises(OSError, match="no public address"):
        await PublicResolver().resolve("localhost", 80, socket.AF_UNSPEC)
