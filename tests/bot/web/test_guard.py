"""Who comes in: this machine alone without tokens; who signs in, and for what, with them."""

from collections.abc import Iterator, Mapping

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.settings import Settings, SettingsError
from bot.web.app import create_web
from bot.web.guard import Access, Refused, checked_host, read_tokens
from bot.web.serve import access_of
from corpus.store import Corpus
from tests.invented import FOUND, article, corpus_of

READ, EDIT = "read-" + "x" * 20, "edit-" + "y" * 20
TOKENS = Access({READ: "read", EDIT: "edit"})
PROXIED = Access({}, user_header="X-Forwarded-User", editors=frozenset({"ada"}))
OWN = {"sec-fetch-site": "same-origin"}
FOREIGN = {"sec-fetch-site": "cross-site"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("guard"), (article(), FOUND)) as filled:
        yield filled


def browser(corpus: Corpus, access: Access) -> TestClient:
    return TestClient(create_web(corpus, access), base_url="http://127.0.0.1:8333", follow_redirects=False)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8333", "127.0.0.1.evil.example", "", "[::2]"])
def test_a_name_that_is_not_ours_is_refused_so_that_no_page_elsewhere_can_read_us(corpus: Corpus, host: str) -> None:
    assert browser(corpus, Access({})).get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8333", "localhost", "[::1]:8333"])
def test_this_machine_is_answered(corpus: Corpus, host: str) -> None:
    assert browser(corpus, Access({})).get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {},
    ],
)
def test_a_form_of_another_site_is_refused(corpus: Corpus, sent: Mapping[str, str]) -> None:
    assert browser(corpus, TOKENS).post("/sign-in", data={"token": EDIT}, headers=sent).status_code == 403


def test_with_tokens_one_signs_in_and_out(corpus: Corpus) -> None:
    visitor = browser(corpus, TOKENS)
    assert visitor.get("/").headers["location"] == "/sign-in"
    assert visitor.post("/sign-in", data={"token": "guess"}, headers=OWN).status_code == 403
    signed = visitor.post("/sign-in", data={"token": READ}, headers={"origin": "http://127.0.0.1:8333"})
    assert (signed.status_code, signed.headers["location"]) == (303, "/")
    kept = signed.headers["set-cookie"]
    assert READ not in kept
    assert {"HttpOnly", "SameSite=strict"} <= set(kept.split("; "))
    assert visitor.get("/").status_code == 200
    assert visitor.post("/desk/undo", headers=OWN).status_code == 403  # it may read, not write
    assert visitor.post("/sign-out", headers=OWN).status_code == 303


def test_a_bearer_token_serves_programs(corpus: Corpus) -> None:
    visitor = browser(corpus, TOKENS)
    assert visitor.get("/", headers={"authorization": f"Bearer {READ}"}).status_code == 200
    assert visitor.get("/", headers={"authorization": "Bearer guess"}).status_code == 401
    assert visitor.post("/sign-out", headers={"authorization": f"Bearer {EDIT}"}).status_code == 303


def test_behind_a_proxy_its_header_says_who_asks(corpus: Corpus) -> None:
    visitor = browser(corpus, PROXIED)
    assert visitor.get("/").status_code == 401
    assert visitor.get("/", headers={"x-forwarded-user": "bob"}).status_code == 200
    assert visitor.post("/desk/undo", headers={"x-forwarded-user": "bob", **OWN}).status_code == 403
    assert visitor.post("/desk/undo", headers={"x-forwarded-user": "ada", **OWN}).status_code == 303


def test_others_are_not_let_in_without_signing_in() -> None:
    for host in ("0.0.0.0", "::", "10.0.0.4", "newsroom.example"):
        with pytest.raises(Refused, match="READOUT_WEB_TOKENS"):
            checked_host(host, Access({}))
        assert checked_host(host, TOKENS) == host
    assert checked_host("127.0.0.1", Access({})) == "127.0.0.1"


@pytest.mark.parametrize("listed", ["secret", "edit:short", "write:" + "x" * 30, "read:tiny"])
def test_a_token_that_is_none_is_told_without_repeating_it(listed: str) -> None:
    with pytest.raises(SettingsError, match="READOUT_WEB_TOKENS") as told:
        access_of(Settings(_env_file=None, web_tokens=listed))
    assert listed not in str(told.value).replace("edit:TOKEN", "")


def test_tokens_are_read_and_never_shown() -> None:
    access = access_of(Settings(_env_file=None, web_tokens=f"read:{READ}, edit:{EDIT}", web_hosts="readout.example"))
    assert access.tokens == read_tokens([f"read:{READ}", f"edit:{EDIT}"])
    assert "readout.example" in access.hosts
    assert READ not in repr(access)


def test_every_answer_tells_the_browser_to_run_nothing_but_our_own_file(corpus: Corpus) -> None:
    for path in ("/", "/nope", "/static/style.css", "/sign-in"):
        policy = browser(corpus, Access({})).get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def ways_in(corpus: Corpus, access: Access) -> Iterator[tuple[str, str]]:
    """Every method and path that the app answers; the files that are open to all aside."""
    for route in create_web(corpus, access).routes:
        if isinstance(route, Route):
            path = route.path.replace("{which}", "timeline")
            yield from ((method, path) for method in sorted(route.methods or ()) if method != "HEAD")


@pytest.mark.parametrize(
    ("access", "nobody", "reader", "editor"),
    [
        (TOKENS, {}, {"authorization": f"Bearer {READ}"}, {"authorization": f"Bearer {EDIT}"}),
        (PROXIED, {}, {"x-forwarded-user": "bob", **OWN}, {"x-forwarded-user": "ada", **OWN}),
    ],
)
def test_every_way_in_is_for_whom_it_is_for(
    corpus: Corpus, access: Access, nobody: dict[str, str], reader: dict[str, str], editor: dict[str, str]
) -> None:
    visitor, seen = browser(corpus, access), 0
    for method, path in ways_in(corpus, access):
        if path == "/sign-in":
            continue
        seen += 1
        assert visitor.request(method, path, headers={**OWN, **nobody}).status_code in (401, 303), path
        read = visitor.request(method, path, headers=reader).status_code
        writes = method == "POST" and path not in ("/check", "/sign-out")
        editors_only = writes or path.startswith("/desk") or path == "/archive/reading"
        assert (read == 403) is editors_only, (method, path)
        assert visitor.request(method, path, headers=editor).status_code not in (401, 403), (method, path)
        if method == "POST":
            foreign = {**{name: value for name, value in editor.items() if name != "authorization"}, **FOREIGN}
            assert visitor.request(method, path, headers=foreign).status_code == 403, (method, path)
    assert seen > 25
