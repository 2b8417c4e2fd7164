"""Small files of every format, and of every fault, made here: what binary files hold can be read in this file."""

import gzip
import io
import json
import tarfile
import textwrap
import uuid
import zipfile
from collections.abc import Mapping, Sequence

QUOTE = "The ferry will run again before the ice comes"
BODY = (
    f'"{QUOTE}," the harbour master Tiril Haugan told the council on Thursday. '
    "She said that the new engine had been delayed twice, and that the yard would pay for the weeks that were lost. "
    "Islanders have had to take the long way round by the bridge since the old one failed in March."
)
HEAD = "Island ferry to run before winter"
GERMAN = (
    "Die Fähre wird nach den Worten der Hafenmeisterin noch vor dem Winter wieder fahren. Der neue Motor war zweimal "
    "nicht rechtzeitig gekommen, und die Werft muss nun für die Wochen zahlen, die dabei verloren gegangen sind."
)


def html(
    head: str = HEAD, body: str = BODY, language: str = "en", end: str = "</body></html>", **said: object
) -> bytes:
    linked = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": head, **said}
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in body.rstrip(".").split(". "))
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{head}</title>'
        f'<script type="application/ld+json">{json.dumps(linked)}</script></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{head}</h1>{paragraphs}</article>{end}"
    ).encode()


def rss(*entries: str, end: str = "</channel></rss>") -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The Skerry Times</title><language>en</language>{''.join(entries)}{end}"
    ).encode()


def entry(guid: str, body: str = BODY, whole: bool = True, head: str = HEAD) -> str:
    text = (
        f"<content:encoded><![CDATA[<p>{body}</p>]]></content:encoded>"
        if whole
        else f"<description>{body}</description>"
    )
    return (
        f"<item><title>{head}</title><link>https://skerry.example/{guid}</link><guid>{guid}</guid>"
        f"<pubDate>Thu, 04 Sep 2031 18:30:00 +0200</pubDate>{text}</item>"
    )


def atom(body: str = BODY) -> bytes:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Skerry wire</title><entry><title>Atom: ferry</title>'
        '<id>urn:skerry:9</id><link href="https://skerry.example/9"/><updated>2031-09-04T16:30:00Z</updated>'
        f"<author><name>Pia Lunde</name></author><content type='html'>&lt;p&gt;{body}&lt;/p&gt;</content></entry>"
        "</feed>"
    ).encode()


def json_feed(body: str = BODY) -> bytes:
    item = {"id": "urn:jf:1", "url": "https://jf.example/1", "title": "Feed of JSON", "content_text": body}
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "JF", "items": [item]}).encode()


def ninjs1(**more: object) -> bytes:
    return json.dumps({
        "uri": "urn:wire:one:1", "type": "text", "version": "2", "versioncreated": "2031-09-04T10:00:00Z",
        "pubstatus": "usable", "language": "en", "headline": HEAD, "byline": "Pia Lunde",
        "body_xhtml": f"<p>{BODY}</p>", "infosource": [{"name": "Skerry Wire"}], **more,
    }).encode()  # fmt: skip


def ninjs3(**more: object) -> bytes:
    return json.dumps({
        "uri": "urn:wire:three:1", "standard": {"name": "ninjs", "version": "3.0"}, "pubStatus": "usable",
        "versionCreated": "2031-09-04T10:00:00Z", "contentCreated": "2031-09-03T10:00:00+02:00",
        "headlines": [{"role": "main", "value": HEAD}], "language": "en",
        "bodies": [{"role": "main", "contentType": "text/html", "value": f"<p>{BODY}</p>"}], **more,
    }).encode()  # fmt: skip


def newsml(
    status: str = "stat:usable", embargo: str = "", guid: str = "urn:newsml:skerry:5", body: str = f"{BODY} By G2."
) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="{guid}" version="1"
 standard="NewsML-G2" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/>
<provider><name>Skerry Wire</name></provider>
<versionCreated>2031-09-04T11:00:00Z</versionCreated>{embargo}<pubStatus qcode="{status}"/></itemMeta>
<contentMeta><contentCreated>2031-09-04T10:00:00Z</contentCreated><creator><name>Pia Lunde</name></creator>
<headline>{HEAD}</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>{body}</p></body></html></inlineXML>
</contentSet></newsItem></itemSet></newsMessage>""".encode()


def nitf(status: str = "usable", body: str = BODY, end: str = "</nitf>") -> bytes:
    return f"""<?xml version="1.0"?><nitf><head><title>x</title><docdata management-status="{status}">
<doc-id id-string="skerry-77"/><date.issue norm="20310904T101500Z"/></docdata></head><body><body.head><hedline>
<hl1>{HEAD}</hl1></hedline><byline>By <person>Pia Lunde</person></byline>
<distributor>Skerry Wire</distributor></body.head>
<body.content><p>{body}</p>
<p>The council meets again in <location>Vik</location> next week.</p></body.content></body>
{end}""".encode()


def eml(end: str = "--b--\r\n") -> bytes:
    wrapped = "\r\n".join(textwrap.wrap(BODY, 72))
    return (
        "From: Pia Lunde <pia@skerry.example>\r\nTo: desk@paper.example\r\nSubject: Ferry, by mail\r\n"
        "Date: Thu, 04 Sep 2031 18:30:00 +0200\r\nMessage-ID: <77@skerry.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset="utf-8"\r\n\r\n'
        f"{wrapped}\r\n{end}"
    ).encode()


def docx(*paragraphs: str, change: str = "") -> bytes:
    from docx import Document

    document = Document()
    document.add_heading(HEAD, 0)
    for paragraph in paragraphs or (BODY,):
        document.add_paragraph(paragraph)
    document.core_properties.author = "Pia Lunde"
    made = io.BytesIO()
    document.save(made)
    if not change:
        return made.getvalue()
    with zipfile.ZipFile(made) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:r>", change.encode() + b"<w:r>", 1)
    return zipped(parts)


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF of lines in Helvetica, with its table of objects."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    numbers = []
    for lines in pages:
        shown = b" ".join(b"(" + _escaped(line) + b") Tj T*" for line in lines)
        stream = b"BT /F1 10 Tf 12 TL 50 780 Td " + shown + b" ET"
        objects.append(b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream")
        numbers.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects[1] = b"<</Type/Pages/Count %d/Kids[" % len(pages) + kids + b"]>>"
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj" % number + one + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def _escaped(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


PAGES = (
    ("THE SKERRY TIMES 4 September 2031", *(
        "The harbour master of the outer islands said on Thursday that the negotiation with the",
        "yard was over. She said that another negotiation about the cost of the engine will fol-",
        "low, and that nobody on the islands had been asked. It would be a new long-",
        "distance engine. The old negoti-",
        "ation had failed.",
    ), "Page 1"),
    ("THE SKERRY TIMES 4 September 2031", *(
        "Islanders will follow the debate of the council, which meets again in the town hall next",
        "week to hear the yard about the weeks that were lost and about who will have to pay.",
    ), "Page 2"),
)  # fmt: skip


def encrypted_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(PAGES))))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


VTT = """WEBVTT

1
00:00:01.000 --> 00:00:04.000
<v Tiril Haugan>The ferry will run again
before the ice comes.

2
00:00:04.500 --> 00:00:06.000
<v Tiril Haugan>We have waited for the engine since March.

3
00:00:07.000 --> 00:00:09.000
<v Odd Brekke>And who will pay for it?

4
00:00:10.000 --> 00:00:12.000
<v Tiril Haugan>The yard will, and we have that in writing.
"""
SRT = """1
00:00:01,000 --> 00:00:04,000
HAUGAN: The ferry will run again.

2
00:00:05,000 --> 00:00:06,500
It has been too long.

3
00:00:07,000 --> 00:00:09,000
>> BREKKE: And who is to pay for all of it?

4
00:00:10,000 --> 00:00:12,000
>> HAUGAN: The yard, and we have that in writing from them.
"""
MARKDOWN = f"""---
title: {HEAD}
date: 2031-09-04
outlet: The Skerry Times
---

# {HEAD}

{BODY.replace("harbour master", "[harbour master](https://skerry.example/hm)").replace("new", "*new*")}

- One point of the list that ends the article.
"""


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def tarred(parts: Mapping[str, bytes], links: Mapping[str, str] | None = None) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, data in parts.items():
            one = tarfile.TarInfo(name)
            one.size = len(data)
            archive.addfile(one, io.BytesIO(data))
        for name, target in (links or {}).items():
            one = tarfile.TarInfo(name)
            one.type, one.linkname = tarfile.SYMTYPE, target
            archive.addfile(one)
    return made.getvalue()


def warc(*pages: tuple[str, bytes]) -> bytes:
    """Each page in a gzipped member of its own, as web archives are kept."""
    return b"".join(gzip.compress(_record(address, page)) for address, page in pages)


def _record(address: str, page: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-09-04T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, address)}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def text(number: int | str, head: str = HEAD) -> bytes:
    return f" date 2031-09-04 {head}\n\n{BODY}\n\nSeen as copy {number}.\n".encode()


def jsonl(*numbers: int) -> bytes:
    lines = (
        json.dumps({"id": f"urn:l:{n}", "title": HEAD, "text": f"{BODY} Line {n}.", "date": "2031-09-04"})
        for n in numbers
    )
    return "\n".join(lines).encode() + b"\n"


def table(*numbers: int) -> bytes:
    rows = (f'{n};{HEAD};2031-09-04;"{BODY.replace(chr(34), chr(34) * 2)}\nRow {n}."' for n in numbers)
    return ("id;headline;date;body\n" + "\n".join(rows) + "\n").encode()


BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<rss><channel><title>&b;</title><item><description>&b;</description></item></channel></rss>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<nitf><body><body.content><p>&x;</p></body.content></body></nitf>"
)


def folder() -> dict[str, tuple[bytes, str]]:
    """Forty files: each with what becomes of it, and a stretch of the line that says so."""
    bomb = zipped({"zeros.txt": bytes(40_000_000)})
    return {
        "01.txt": (text(1), "added"),
        "02.html": (html(datePublished="2031-09-04T18:00:00+02:00", publisher={"name": "The Skerry Times"}), "added"),
        "03.html": (html(language="de", body=GERMAN), "left out: is in German"),
        "04.html": (html(end=""), "failed: is a page that is cut off"),
        "05.html": (b"<!DOCTYPE html><html><body>Home</body></html>", "failed: is a page without an article"),
        "06.rss": (rss(entry("e1"), entry("e2", BODY + " Again.", whole=False)), "added"),
        "07.rss": (rss(entry("e3"), end=""), "failed: is XML that is not whole"),
        "08.rss": (BILLION_LAUGHS, "failed: declares entities"),
        "09.atom": (atom(BODY + " By Atom."), "added"),
        "10.json": (json_feed(BODY + " By JSON Feed."), "added"),
        "11.json": (ninjs1(), "added"),
        "12.json": (ninjs3(), "added"),
        "13.json": (
            ninjs3(uri="urn:wire:three:2", embargoedUntil="2999-01-01T00:00:00Z"),
            "left out: is under embargo until 2999",
        ),
        "14.json": (ninjs1(uri="urn:wire:one:2", embargoed=None, body_xhtml=f"{BODY} Held."), "left out: is on hold"),
        "15.json": (ninjs1(uri="urn:wire:one:3", pubstatus="canceled", body_xhtml="Kill it."), "left out: was killed"),
        "16.json": (ninjs1()[:-40], "failed: is JSON that is not whole"),
        "17.xml": (newsml(), "added"),
        "18.xml": (newsml(status="stat:withheld", guid="urn:newsml:skerry:6", body="Held."), "left out: is on hold"),
        "19.xml": (
            newsml(embargo="<embargoed>next Friday</embargoed>", guid="urn:newsml:skerry:7", body="Held."),
            "left out: is on hold",
        ),
        "20.xml": (nitf(), "added"),
        "21.xml": (OUTSIDE, "failed: declares entities"),
        "22.eml": (eml(), "added"),
        "23.eml": (eml(end=""), "failed: is an e-mail that is cut off"),
        "24.docx": (docx(), "added"),
        "25.docx": (
            docx(change='<w:ins w:id="1" w:author="x"><w:r><w:t>not </w:t></w:r></w:ins>'),
            "failed: holds changes",
        ),
        "26.docx": (docx()[:-400], "failed: is a zip that is not whole"),
        "27.pdf": (pdf(PAGES), "added (hyphens at line ends taken out: 2)"),
        "28.pdf": (encrypted_pdf(), "failed: is encrypted"),
        "29.pdf": (pdf(PAGES)[:-60], "failed: is a PDF that is cut off"),
        "30.vtt": (VTT.encode(), "added"),
        "31.srt": (SRT.encode(), "added"),
        "32.md": (MARKDOWN.encode(), "added"),
        "33.jsonl": (jsonl(1, 2), "added"),
        "34.csv": (table(1), "added"),
        "35.zip": (zipped({"in/a.txt": text("zip")}), "added"),
        "36.zip": (bomb, "failed: unpacks to"),
        "37.tgz": (gzip.compress(tarred({"a.txt": text("tar")})), "added"),
        "38.tgz": (gzip.compress(tarred({"a.txt": text("cut")}))[:-30], "failed: is gzipped and not whole"),
        "39.warc.gz": (warc(("https://skerry.example/w", html("A page of the archive", BODY + " Kept."))), "added"),
        "40.dat": (b"\x89PNG\r\n\x1a\n" + bytes(100), "left out: is a PNG picture"),
    }  # fmt: skip
