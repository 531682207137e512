"""Input made to swell, to reach out or never to end: refused or bounded, in one line and in little time."""

from __future__ import annotations

import gzip
import io
import json
import resource
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aligner.articles import Article, BadArticle
from aligner.bitext import Role
from aligner.errors import InputError
from aligner.feed_readers import articles_of, read_articles
from aligner.item_readers import read_items
from aligner.items import BadItem
from aligner.readers import read, readers

MEGABYTE = 1_000_000


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    """No test here may take long, whatever the input; others may keep the machine busy meanwhile."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 60


def feed(inner: str, prolog: str = "") -> bytes:
    return f'{prolog}<rss version="2.0"><channel><title>T</title>{inner}</channel></rss>'.encode()


def refusal(data: bytes, origin: str = "feed.xml", **options: int) -> str:
    with pytest.raises(InputError) as caught:
        list(articles_of(data, origin, **options))
    assert "\n" not in str(caught.value)
    return str(caught.value)


BOMB = '<!DOCTYPE rss [<!ENTITY a "' + "a" * 1_000 + '">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 100}">' for before, name in zip("abcdefg", "bcdefgh", strict=True)
) + "]>"  # fmt: skip


def test_an_entity_bomb() -> None:
    assert "declares an entity" in refusal(feed("<item><title>&h;</title></item>", BOMB))


@pytest.mark.parametrize("kind", ["SYSTEM", 'PUBLIC "x"'])
def test_an_external_entity_is_not_read(kind: str) -> None:
    prolog = f'<!DOCTYPE rss [<!ENTITY a {kind} "file:///etc/passwd">]>'
    assert "declares an entity" in refusal(feed("<item><title>&a;</title></item>", prolog))


@pytest.mark.parametrize("prolog", ['<!DOCTYPE rss SYSTEM "file:///etc/passwd">', "<!-- <!ENTITY a 'b'> -->"])
def test_a_dtd_outside_is_left_there(prolog: str) -> None:
    (article,) = articles_of(feed("<item><title>t</title></item>", prolog), "feed")
    assert isinstance(article, Article)


def test_a_sitemap_expands_no_entity() -> None:
    head = '<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    found = list(articles_of(f"{head}<urlset><url><loc>x&a;y</loc></url></urlset>".encode(), "sitemap.xml"))
    assert "root:" not in str(found)


def test_deep_xml() -> None:
    assert "levels deep" in refusal(feed("<item><title>" + "<a>" * 200_000))


@pytest.mark.parametrize("opened", ["<div>", "<p><b>", "<ul><li>", "<table><tr><td>", "<a href='x'>", "<font>"])
def test_deep_html_in_an_item_and_in_a_page(opened: str, tmp_path: Path) -> None:
    deep = "<p>Text.</p>" + opened * (200_000 // opened.count("<")) + "deep"
    (article,) = articles_of(
        feed(f"<item><title>t</title><description><![CDATA[{deep}]]></description></item>"), "feed"
    )
    assert isinstance(article, Article)
    assert article.text.startswith("t\n\nText.")
    path = tmp_path / "a.html"
    path.write_text(f"<!doctype html><html><body>{deep}")
    assert read(path, Role.SOURCE).text.startswith("Text.")


def test_deep_units_of_a_translation_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text("<tmx><body><tu><tuv xml:lang='en'><seg>" + "<hi>x" * 200_000)
    with read_items(path) as items:
        (bad,) = items
    assert isinstance(bad, BadItem)


def test_deep_json_and_long_numbers() -> None:
    start = '{"version": "https://jsonfeed.org/version/1.1", "items": '
    assert "nested" in refusal((start + "[" * 200_000).encode(), "feed.json")
    assert "number" in refusal((start + "[" + "9" * 100_000 + "]}").encode(), "feed.json")


def test_a_gzip_bomb() -> None:
    packed = gzip.compress(bytes(300 * MEGABYTE), 1)
    tracemalloc.start()
    assert "unpacks to more than 20 MB" in refusal(packed, "feed.xml.gz")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100 * MEGABYTE


def test_gzip_within_gzip_is_no_feed_and_a_cut_one_is_told() -> None:
    packed = gzip.compress(gzip.compress(feed("<item><title>t</title></item>")))
    assert "gzip" in refusal(packed)
    assert "breaks off" in refusal(gzip.compress(feed("<item/>"))[:-10])
    assert "damaged" in refusal(b"\x1f\x8b" + bytes(100))


def bomb(size: int, name: str = "word/document.xml", count: int = 1) -> bytes:
    """A Word document with so much more in it."""
    written = io.BytesIO()
    docx.Document().save(written)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"{number}{name}", bytes(size))
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bomb(150 * MEGABYTE), "unpacks to 15. MB"),
        (bomb(20 * MEGABYTE), "suspiciously"),
        (bomb(0, count=3_000), "files"),
    ],
    ids=["size", "ratio", "entries"],
)
def test_docx_bombs(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(InputError, match=words):
        read(path, Role.SOURCE)


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{}"><w:body><w:p><w:r><w:t>x&a;'
        "</w:t></w:r></w:p></w:body></w:document>",
        '<w:document xmlns:w="{}"><w:body>' + "<w:p>" * 200_000,
        '<w:document xmlns:w="{}"/>',
    ],
    ids=["external", "deep", "bodiless"],
)
def test_hostile_xml_in_a_docx(tmp_path: Path, xml: str) -> None:
    whole = io.BytesIO()
    docx.Document().save(whole)
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            hostile = xml.format("http://schemas.openxmlformats.org/wordprocessingml/2006/main")
            new.writestr(name, hostile if name == "word/document.xml" else old.read(name))
    try:
        text = read(path, Role.SOURCE).text
    except InputError as error:
        text = str(error)
    assert "root:" not in text
    assert "\n" not in text


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "&", "<!--", "<![CDATA[", "</a>", "<?", "&#1;", "\n<!ENTITY", "<b", "\n", "<!DOCTYPE", "<p x='"],
)
@pytest.mark.parametrize("start", ["<rss><channel><item><title>a</b>", "", "<rss><item><description><![CDATA[<p>"])
def test_the_same_again_and_again(start: str, piece: str) -> None:
    try:
        list(articles_of((start + piece * 100_000).encode(), "feed.xml"))
    except InputError as error:
        assert "\n" not in str(error)


def test_ten_thousand_items() -> None:
    body = "&lt;p&gt;The agency said on Monday that the crew was well.&lt;/p&gt;" * 4
    items = "".join(
        f"<item><guid>{k}</guid><title>Title {k}</title><description>{body}</description></item>" for k in range(10_000)
    )
    start = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = sum(isinstance(article, Article) for article in articles_of(feed(items), "feed.xml"))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert found == 10_000
    assert time.process_time() - start < 60
    assert grown < 300_000  # kilobytes, on Linux


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(feed("<item><title>t</title></item>"))
    with pytest.raises(InputError, match="larger than 20 bytes"):
        list(read_articles(path, max_bytes=20))


RSS = feed("<item><guid>1</guid><title>A &amp; b</title><description>&lt;p&gt;Text.&lt;br&gt;</description></item>" * 2)
JSON = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "title": "a", "content_html": "<p>b"}]}
).encode()
SITEMAP = b"<urlset><url><loc>https://a.example/x</loc><lastmod>2026-01-01</lastmod></url></urlset>"
HTML = b"<!doctype html><html><head><title>t</title></head><body><p>One.<ul><li>two</ul></body></html>"


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good file with a few pieces cut, doubled, replaced or put in."""
    data = draw(st.sampled_from([RSS, JSON, SITEMAP, HTML, RSS.decode().encode("utf-16")]))
    for _ in range(draw(st.integers(1, 6))):
        at, length = draw(st.integers(0, len(data))), draw(st.integers(0, 20))
        put = draw(
            st.sampled_from([b"", b"<", b"&", b"]]>", b"<![CDATA[", b"\0", b"\xff", b"<item>", b"{", b"\xd8\x00"])
        )
        put = draw(st.sampled_from([put, data[at : at + length] * 2, b""]))
        data = data[:at] + put + data[at + length :]
    return data


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(mutated(), st.binary(max_size=300)), st.sampled_from(["", ".xml", ".json", ".html", ".md", ".docx"]))
@example(b"<rss><item><title>\xc3", ".xml")
def test_any_bytes_give_articles_or_one_line(data: bytes, suffix: str) -> None:
    try:
        found = list(articles_of(data, f"feed{suffix}", suffix=suffix))
    except InputError as error:
        assert "\n" not in str(error)
        return
    articles = [article for article in found if isinstance(article, Article)]
    assert len({article.id for article in articles}) == len(articles)
    assert all(isinstance(one, Article | BadArticle) for one in found)
    for article in articles:
        assert article.text
        article.text.encode()
        assert article.published is None or article.published.utcoffset() is not None


UNITS = {
    "a.xlf": "<xliff version='1.2'><file source-language='en' target-language='ar'><body><trans-unit id='1'>"
    "<source>a<g>b</g></source><target>c<x/></target></trans-unit></body></file></xliff>",
    "a.tmx": "<tmx version='1.4'><header srclang='en'/><body><tu><tuv xml:lang='en'><seg>a<ph>x</ph></seg></tuv>"
    "<tuv xml:lang='ar'><seg>b</seg></tuv></tu></body></tmx>",
}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(UNITS)), st.data())
def test_any_change_of_a_memory_gives_items_or_one_bad_one(tmp_path: Path, name: str, data: st.DataObject) -> None:
    text = UNITS[name].encode()
    at, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 10))
    put = data.draw(st.sampled_from([b"", b"<", b"&", b"\xff", b"\0", b"<seg>", b"</tu>", b" xmlns='}'", text]))
    path = tmp_path / name
    path.write_bytes(text[:at] + put + text[at + length :])
    with read_items(path) as items:
        assert all("\n" not in str(item) for item in items if isinstance(item, BadItem))


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.sampled_from("#*_`[]()<>!|-+=~&;:\\\n \tab1.\"'/{}\u202e\0\x1b"), max_size=200),
    st.sampled_from([".md", ".html"]),
)
def test_any_markup_gives_text_or_one_line(text: str, suffix: str) -> None:
    try:
        written = readers()[suffix].text(text.encode(), "document", None)
    except InputError as error:
        assert "\n" not in str(error)
        return
    assert written == written.strip()
    assert "\n\n\n" not in written
