"""What each format comes to: its text, what it says of itself, and which of its faults are refused."""

import gzip
import json
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import extract
from corpus.errors import ArticleError, UnwantedError
from corpus.ingest import FileReport, ingest
from corpus.ingest.containers import parts_of
from corpus.ingest.formats import CONTAINERS, FORMATS, articles_in
from corpus.ingest.formats.encodings import decoded
from corpus.ingest.formats.language import refuse_other_languages, shares_of
from corpus.ingest.formats.lines import unwrapped
from corpus.ingest.formats.piece import Origin
from corpus.ingest.formats.sniff import kind_of
from corpus.ingest.formats.states import standing
from corpus.knowledge import read_table
from corpus.models import Article, Original
from corpus.store import Corpus
from tests.ingest import samples
from tests.ingest.samples import BODY, HEAD, QUOTE
from tests.readers import read_words


def read(data: bytes, name: str = "a.file") -> tuple[Article, ...]:
    return articles_in(data, Origin(source=name, file=name))


def one(data: bytes) -> tuple[Article, Original]:
    (article,) = read(data)
    assert article.original is not None
    return article, article.original


def refusal(data: bytes) -> str:
    with pytest.raises(ArticleError) as refused:
        read(data)
    return str(refused.value)


def test_a_folder_of_all_formats_and_faults_reads_with_one_line_each(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    files = samples.folder()
    for name, (data, _) in files.items():
        Path("in", name).write_bytes(data)
    report = ingest(corpus, ["in"], reader=read_words)
    told = {line.path.removeprefix("in/"): said(line) for line in report.files}
    assert len(files) == 40
    for name, (_, expected) in files.items():
        lines = [line for path, line in told.items() if path.split("#")[0] == name]
        assert lines, name
        assert all(line.startswith(expected) for line in lines), (name, lines)
    assert corpus.figures().articles == len(report.of("added"))
    again = ingest(corpus, ["in"], reader=read_words)
    assert not again.of("added")
    assert not again.of("updated")


def said(line: FileReport) -> str:
    return f"{line.outcome}{f': {line.reason}' if line.reason else ''}{f' ({line.note})' if line.note else ''}"


class TestWhatItSaysOfItself:
    def test_a_page_with_linked_data(self) -> None:
        page = samples.html(
            datePublished="2031-09-04T23:30:00-03:00", dateModified="2031-09-05T08:00:00Z", inLanguage="en",
            publisher={"@type": "Organization", "name": "The Skerry Times"}, url="https://skerry.example/ferry",
            author=[{"name": "Pia Lunde"}, {"name": "Odd Brekke"}], isAccessibleForFree=False,
        )  # fmt: skip
        article, original = one(page)
        assert (article.title, article.outlet, article.url) == (
            HEAD,
            "The Skerry Times",
            "https://skerry.example/ferry",
        )
        assert article.published == date(2031, 9, 4)  # in the zone in which it was printed
        assert original.authors == ("Pia Lunde", "Odd Brekke")
        assert original.modified == datetime(2031, 9, 5, 8, tzinfo=UTC)
        assert original.partial
        assert QUOTE in article.text
        assert "Home" not in article.text
        assert article.title_span is not None
        assert article.text[: article.title_span.end] == HEAD

    def test_entries_of_a_feed_and_which_of_them_are_cut(self) -> None:
        whole, cut = read(samples.rss(samples.entry("e1"), samples.entry("e2", "Only this much.", whole=False)))
        assert whole.original is not None
        assert cut.original is not None
        assert (whole.original.partial, cut.original.partial) == (False, True)
        assert (whole.source, whole.outlet, whole.published) == ("a.file#e1", "The Skerry Times", date(2031, 9, 4))
        assert (whole.url, whole.original.uri) == ("https://skerry.example/e1", "e1")
        assert whole.original.locator == "e1"

    @pytest.mark.parametrize("data", [samples.atom(), samples.json_feed()], ids=["atom", "json"])
    def test_other_feeds(self, data: bytes) -> None:
        article, original = one(data)
        assert BODY in article.text
        assert original.uri in ("urn:skerry:9", "urn:jf:1")
        assert not original.partial

    @pytest.mark.parametrize("data", [samples.ninjs1(), samples.ninjs3()], ids=["1", "3"])
    def test_ninjs_in_its_older_and_its_newer_words(self, data: bytes) -> None:
        article, original = one(data)
        assert (article.title, original.state, original.language) == (HEAD, "usable", "en")
        assert article.text.endswith(BODY)
        assert original.modified == datetime(2031, 9, 4, 10, tzinfo=UTC)

    def test_newsml(self) -> None:
        article, original = one(samples.newsml())
        assert (article.title, article.outlet, original.authors) == (HEAD, "Skerry Wire", ("Pia Lunde",))
        assert (original.uri, original.version) == ("urn:newsml:skerry:5", 1)
        assert BODY in article.text

    def test_nitf(self) -> None:
        article, original = one(samples.nitf())
        assert (article.title, article.published, original.uri) == (HEAD, date(2031, 9, 4), "skerry-77")
        assert article.text.endswith(f"{BODY}\n\nThe council meets again in Vik next week.")

    def test_mail_has_its_lines_put_together(self) -> None:
        article, original = one(samples.eml())
        assert (article.title, original.authors) == ("Ferry, by mail", ("Pia Lunde",))
        assert article.text.endswith(BODY)

    def test_word(self) -> None:
        article, original = one(samples.docx(BODY, "A second paragraph."))
        assert (article.title, original.authors) == (HEAD, ("Pia Lunde",))
        assert article.text == f"{HEAD}\n\n{BODY}\n\nA second paragraph."

    def test_markdown_has_its_signs_taken_off_and_its_fields_read(self) -> None:
        article, _ = one(samples.MARKDOWN.encode())
        assert (article.title, article.published, article.outlet) == (HEAD, date(2031, 9, 4), "The Skerry Times")
        assert BODY in article.text

    def test_plain_text_is_the_file_itself(self) -> None:
        article, original = one(samples.text(1))
        assert article.text.encode() == samples.text(1)
        assert original.media_type == "text/plain"

    def test_the_address_that_a_page_was_fetched_from_stands_where_it_names_none(self) -> None:
        origin = Origin(source="w#1", file="w", locator="1", url="https://skerry.example/fetched")
        (article,) = articles_in(samples.html(), origin)
        assert article.url == "https://skerry.example/fetched"


class TestPdf:
    def test_heads_and_numbers_of_pages_go_and_where_a_page_begins_is_kept(self) -> None:
        article, original = one(samples.pdf(samples.PAGES))
        assert "SKERRY TIMES" not in article.text
        assert "Page" not in article.text
        first, second = original.places
        assert (first.at, second.at) == ("page 1", "page 2")
        assert article.text[second.start :].startswith("Islanders will follow")

    def test_a_hyphen_goes_only_where_the_document_has_the_whole_word(self) -> None:
        article, original = one(samples.pdf(samples.PAGES))
        assert "engine will follow, and" in article.text
        assert "The old negotiation had failed." in article.text
        assert "a new long-distance engine" in article.text
        assert [article.text[at - 3 : at + 3] for at in original.joined] == ["follow", "otiati"]

    def test_what_is_no_readable_pdf(self) -> None:
        assert "encrypted" in refusal(samples.encrypted_pdf())
        assert "cut off" in refusal(samples.pdf(samples.PAGES)[:-60])
        assert "301 pages" in refusal(samples.pdf([["A line."]] * 301))
        assert "pictures" in refusal(samples.pdf([[]]))


class TestSubtitles:
    def test_whom_the_file_names_speaks(self) -> None:
        article, original = one(samples.VTT.encode())
        spoken = [(voice.name.text, article.text[voice.start : voice.end]) for voice in original.voices]
        assert spoken == [
            (
                "Tiril Haugan",
                "The ferry will run again before the ice comes. We have waited for the engine since March.",
            ),
            ("Odd Brekke", "And who will pay for it?"),
            ("Tiril Haugan", "The yard will, and we have that in writing."),
        ]
        quotes = extract(article).quotes
        assert [(quote.speaker_name, quote.text) for quote in quotes] == spoken
        assert [place.at for place in original.places][:2] == ["00:00:01.000", "00:00:04.500"]

    def test_labels_of_srt(self) -> None:
        article, original = one(samples.SRT.encode())
        assert [voice.name.text for voice in original.voices] == ["HAUGAN", "BREKKE", "HAUGAN"]
        assert "It has been too long." in article.text[original.voices[0].start : original.voices[0].end]

    def test_a_turn_without_a_name_is_nobodys(self) -> None:
        cues = "1\n00:00:01,000 --> 00:00:02,000\nHAUGAN: It runs.\n\n2\n00:00:03,000 --> 00:00:04,000\n>> Does it?\n"
        article, original = one(cues.encode())
        (voice,) = original.voices
        assert article.text[voice.start : voice.end] == "It runs."

    def test_subtitles_that_are_cut_off(self) -> None:
        assert "cut off" in refusal(samples.SRT[: samples.SRT.index("BREKKE") - 3].encode())


class TestEncodings:
    def test_a_guess_is_said(self) -> None:
        found = decoded(
            "Café “Skerry” – the ferry’s façade was naïvely repainted in an élan of goodwill.".encode("cp1252")
        )
        assert found.guessed
        assert "Café “Skerry” – the ferry’s façade" in found.text

    def test_what_says_its_encoding_is_believed(self) -> None:
        assert decoded("Skerry é".encode("utf-16")).text == "Skerry é"
        page = '<html><head><meta charset="iso-8859-1"></head><body>café</body></html>'
        found = decoded(page.encode("latin-1"))
        assert (found.text, found.guessed) == (page, False)

    def test_utf8_is_kept_letter_by_letter(self) -> None:
        assert decoded("\ufeffa\r\nb\u00a0c".encode()).text == "\ufeffa\r\nb\u00a0c"


class TestLanguages:
    @pytest.mark.parametrize("example", read_table("languages.toml")["examples"], ids=lambda one: one["language"])
    def test_the_examples(self, example: dict[str, str]) -> None:
        shares = shares_of(example["text"].lower().replace(",", " ").replace(".", " ").split())
        assert max(shares, key=lambda name: shares[name]) == example["language"]
        if example["language"] != "English":
            with pytest.raises(UnwantedError, match=example["language"]):
                refuse_other_languages(example["text"], "en")

    def test_english_with_foreign_names_is_english(self) -> None:
        refuse_other_languages(f"{BODY} In der Strassen, Los de la Frontera, Le Monde des Livres et La Poste.", None)

    def test_another_script_and_a_short_text_that_says_so(self) -> None:
        with pytest.raises(UnwantedError, match="another script"):
            refuse_other_languages("Паром снова пойдёт до зимы, сказала смотритель порта в четверг. " * 5, None)
        with pytest.raises(UnwantedError, match="nb-NO"):
            refuse_other_languages("Fergen går igjen.", "nb-NO")
        refuse_other_languages("Ferry runs.", "en_GB")


class TestStates:
    NOW = datetime(2031, 3, 30, 1, 30, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("status", "embargo", "state"),
        [
            (None, None, "usable"), ("stat:usable", None, "usable"), ("published", None, "usable"),
            ("stat:canceled", None, "canceled"), ("withheld", None, "withheld"), ("on ice", None, "withheld"),
            ("usable", "", "withheld"), ("usable", "next Friday", "withheld"),
            ("usable", "2031-03-30T03:30:00", "withheld"),  # no zone
            ("usable", "2031-03-30T03:29:00+02:00", "usable"),  # over, an hour after the clocks were changed
            ("usable", "2031-03-30T03:31:00+02:00", "embargoed"),
            ("usable", "Sun, 30 Mar 2031 01:31:00 GMT", "embargoed"),
            ("canceled", "2031-03-30T03:29:00+02:00", "canceled"), ("withheld", "2031-03-01T00:00:00Z", "withheld"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_read_is_a_hold(self, status: str | None, embargo: str | None, state: str) -> None:
        assert standing(status, embargo, self.NOW).state == state

    @pytest.mark.parametrize("name", ["embargoed", "embargoedUntil"])
    @pytest.mark.parametrize("make", [samples.ninjs1, samples.ninjs3])
    def test_either_word_for_an_embargo_counts_in_either_version(self, make: Callable[..., bytes], name: str) -> None:
        assert one(make(**{name: "2999-01-01T00:00:00Z"}))[1].state == "embargoed"
        assert one(make(**{name: None}))[1].state == "withheld"

    @pytest.mark.parametrize("name", ["pubstatus", "pubStatus"])
    def test_either_word_for_the_status_counts(self, name: str) -> None:
        assert one(samples.ninjs1(**{"pubstatus": "withheld", name: "canceled"}))[1].state == "canceled"

    def test_an_embargo_of_nitf_is_its_day_of_release(self) -> None:
        held = samples.nitf(status="embargoed").replace(
            b"<date.issue", b'<date.release norm="29990101T000000Z"/><date.issue'
        )
        assert one(held)[1].state == "embargoed"
        assert one(samples.nitf(status="embargoed"))[1].state == "withheld"


class TestArchives:
    def parts(self, tmp_path: Path, data: bytes) -> dict[str, str | None]:
        path = tmp_path / "archive"
        path.write_bytes(data)
        return {part.locator: part.fault for part in parts_of(path, kind_of(data))}

    def test_names_that_lead_out_and_links_are_refused_and_the_rest_is_read(self, tmp_path: Path) -> None:
        parts = self.parts(
            tmp_path,
            samples.zipped(
                {"a.txt": b"a", "../b.txt": b"b", "/etc/c.txt": b"c", "C:\\d.txt": b"d", "e\\..\\e.txt": b"e"}
            ),
        )
        assert [name for name, fault in parts.items() if fault is None] == ["a.txt"]
        assert len(parts) == 5
        linked = self.parts(tmp_path, samples.tarred({"a.txt": b"a"}, {"passwd.txt": "/etc/passwd"}))
        assert linked == {"a.txt": None, "passwd.txt": "is a link or a device, which no archive of articles needs"}

    def test_what_the_system_put_in_is_passed_over(self, tmp_path: Path) -> None:
        named = {"__MACOSX/a.txt": b"a", ".DS_Store": b"d", "in/README.md": b"r", "in/b.txt": b"b"}
        assert [*self.parts(tmp_path, samples.zipped(named))] == ["in/b.txt"]

    def test_an_archive_within_an_archive_is_refused(self) -> None:
        assert "archive within an archive" in refusal(samples.zipped({"a.txt": b"a"}))
        assert "archive within an archive" in refusal(gzip.compress(b"some text"))

    def test_a_member_that_is_damaged_fails_all_before_the_first(self, tmp_path: Path) -> None:
        data = bytearray(samples.zipped({"a.txt": samples.text(1), "b.txt": samples.text(2)}, zipfile.ZIP_STORED))
        data[data.index(b"copy 2")] ^= 0xFF
        with pytest.raises(ArticleError, match=r"damaged, at b\.txt"):
            self.parts(tmp_path, bytes(data))

    def test_a_member_that_says_that_it_is_smaller_than_it_is(self, tmp_path: Path) -> None:
        data = samples.zipped({"a.txt": bytes(3_000_000)})
        at = data.rindex(b"PK\x01\x02")
        lying = data[: at + 24] + struct.pack("<I", 100) + data[at + 28 :]
        with pytest.raises(ArticleError, match="zip that"):
            self.parts(tmp_path, lying)

    def test_a_gzipped_file_that_comes_to_far_more(self, tmp_path: Path) -> None:
        with pytest.raises(ArticleError, match="unpacks to"):
            self.parts(tmp_path, gzip.compress(samples.tarred({"a.txt": bytes(60_000_000)})))

    def test_a_word_document_can_be_a_bomb_too(self) -> None:
        bomb = samples.zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": bytes(40_000_000)})
        assert "unpacks to" in refusal(bomb)

    def test_lines_and_rows_are_known_by_their_ids_wherever_they_stand(self, tmp_path: Path) -> None:
        assert [*self.parts(tmp_path, samples.jsonl(3, 1))] == ["urn:l:3", "urn:l:1"]
        assert [*self.parts(tmp_path, samples.table(7, 8))] == ["7", "8"]

    def test_a_line_that_is_cut_off_and_a_row_that_is_crooked(self, tmp_path: Path) -> None:
        assert self.parts(tmp_path, samples.jsonl(1, 2)[:-30]) == {
            "urn:l:1": None,
            "line 2": "is no whole object of JSON",
        }
        with pytest.raises(ArticleError, match="row 2 has 2 fields, and its head has 4"):
            self.parts(tmp_path, samples.table(1) + b"2;half\n")
        with pytest.raises(ArticleError, match="cannot be read"):
            self.parts(tmp_path, samples.table(1)[:-10])

    def test_pages_of_a_web_archive(self, tmp_path: Path) -> None:
        pages = samples.warc(("https://a.example/1", samples.html()), ("https://a.example/2", samples.html()))
        assert [*self.parts(tmp_path, pages)] == ["https://a.example/1", "https://a.example/2"]
        with pytest.raises(ArticleError, match="WARC that"):
            self.parts(tmp_path, pages[:-200])


class TestHostileMarkup:
    def test_entities_are_refused_and_nothing_outside_is_read(self) -> None:
        assert "declares entities" in refusal(samples.BILLION_LAUGHS)
        assert "declares entities" in refusal(samples.OUTSIDE)
        wide = samples.OUTSIDE.decode().replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-16"?>')
        assert "declares entities" in refusal(wide.encode("utf-16"))

    def test_elements_within_elements_without_an_end(self) -> None:
        deep = samples.nitf(body="<em>" * 5_000 + "word" + "</em>" * 5_000)
        assert refusal(deep)

    def test_json_within_json_without_an_end(self) -> None:
        assert "JSON" in refusal(b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")

    def test_half_letters_and_nul_are_no_text(self) -> None:
        for broken in ("half \ud83d a letter", "nul \x00 in it"):
            assert "no text can have" in refusal(json.dumps({"title": "T", "text": f"{BODY} {broken}"}).encode())


class TestKinds:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("<b>Note</b> the markup.", "html"), ("< 5 boats left.", "text"), ("[Update] The boats left.", "text"),
            ("{sic} he wrote.", "text"), ('["A quote"] is no list.', "text"), ("From: us\n\nTo: you", "text"),
            ("From the sea\nDate: never", "text"), ("Text; and more\nof it; here", "text"), ("# 5 boats left", "text"),
            ("--- \nThe boats left.", "text"), ("title,body\nA,B", "csv"), ("text\nonly one field", "text"),
            ("1\n\nchapter", "text"), ("# Head\n\nText.", "markdown"), ("WEBVTT\n\n", "captions"),
        ],
    )  # fmt: skip
    def test_a_text_that_only_looks_like_something_else(self, text: str, kind: str) -> None:
        assert kind_of(text.encode()) == kind

    @pytest.mark.parametrize(
        ("data", "what"),
        [(b"\xd0\xcf\x11\xe0\xa1", "older Office"), (b"{\\rtf1", "rich text"), (b"\x00\x00\x00\x18ftypmp42", "video")],
    )
    def test_what_is_known_to_be_no_article(self, data: bytes, what: str) -> None:
        with pytest.raises(UnwantedError, match=what):
            kind_of(data)

    def test_other_zips_and_other_xml(self) -> None:
        with pytest.raises(UnwantedError, match="a spreadsheet"):
            kind_of(samples.zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}))
        with pytest.raises(UnwantedError, match="<svg>"):
            kind_of(b'<?xml version="1.0"?><svg/>')


def test_lines_of_a_width_are_put_together_and_short_ones_stay() -> None:
    assert unwrapped("The first line is as wide as the page allows it\nand goes on.\n\nNext.") == (
        "The first line is as wide as the page allows it and goes on.\n\nNext."
    )
    assert unwrapped("The tide comes in\nthe tide goes out") == "The tide comes in\n\nthe tide goes out"


def test_every_format_is_read_and_every_container_is_known() -> None:
    kinds = {kind_of(data) for data, expected in samples.folder().values() if expected.startswith("added")}
    assert kinds | {"json", "gz", "tar"} == {*FORMATS, *CONTAINERS}


SEEDS = [data for data, _ in samples.folder().values() if len(data) < 100_000]


@given(data=st.data())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_bytes_are_they_are_an_article_or_a_sentence(data: st.DataObject) -> None:
    """Bytes of every format, cut, repeated, with others in between, and bytes of no format."""
    whole = data.draw(st.sampled_from(SEEDS) | st.binary(max_size=300))
    at, end = sorted(data.draw(st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)))))
    mangled = whole[:at] + data.draw(st.binary(max_size=20)) + whole[end:]
    try:
        articles = read(mangled)
    except ArticleError:
        return
    for article in articles:
        assert article.title_span is None or article.text.startswith(article.title_span.text, article.title_span.start)
        article.model_dump_json().encode()
