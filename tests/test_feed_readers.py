"""Feeds, sitemaps and folders as articles: what is kept, what is mended, what is told."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aligner.articles import Article, BadArticle, Notice
from aligner.errors import InputError
from aligner.feed_readers import articles_of, read_articles

ARABIC = "قالت الوكالة إن المحطة باقية في المدار، وأن الرواد بخير."
ENCODED = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def rss(*items: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>', lang: str = "en-us") -> str:
    channel = f"<title>The Daily &amp; Co</title><language>{lang}</language>{''.join(items)}"
    return f'{head}<rss version="2.0" {ENCODED}><channel>{channel}</channel></rss>'


def item(guid: str = "g1", title: str = "A title", body: str = "The text of it.", more: str = "") -> str:
    return f"<item><guid>{guid}</guid><title>{title}</title><description>{body}</description>{more}</item>"


def read(text: str | bytes, origin: str = "feed.xml") -> list[Article | BadArticle]:
    return list(articles_of(text.encode() if isinstance(text, str) else text, origin))


def only(text: str | bytes) -> Article:
    (article,) = read(text)
    assert isinstance(article, Article)
    return article


def notices(found: list[Article | BadArticle]) -> list[str]:
    return [notice.kind for notice in found if isinstance(notice, Notice)]


def test_rss_with_its_full_text() -> None:
    more = (
        "<link>https://a.example/1</link><pubDate>Tue, 10 Nov 2026 10:00:00 +0300</pubDate>"
        "<content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded>"
    )
    assert only(rss(item(more=more))) == Article(
        "g1", "feed.xml, item 1", "A title", "A title\n\nOne.\n\nTwo.", "en",
        datetime(2026, 11, 10, 7, tzinfo=UTC), "https://a.example/1", "The Daily & Co",
    )  # fmt: skip


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>موقع</title><entry><id>urn:1</id>
<title type="html">عنوان &lt;b&gt;الخبر&lt;/b&gt;</title><updated>2026-11-10T10:00:00+03:00</updated>
{}</entry></feed>"""


@pytest.mark.parametrize(
    "content",
    [
        f'<content type="html">&lt;p&gt;{ARABIC}&lt;/p&gt;</content>',
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{ARABIC}</p></div></content>',
        f'<content type="text">{ARABIC}</content>',
        f"<summary>{ARABIC}</summary>",
    ],
)
def test_atom(content: str) -> None:
    article = only(ATOM.format(content))
    assert article.text == f"عنوان الخبر\n\n{ARABIC}"
    assert (article.id, article.lang, article.outlet) == ("urn:1", "ar", "موقع")
    assert article.published == datetime(2026, 11, 10, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "feed",
    [
        '<rss version="0.91"><channel><title>T</title><item><title>A title</title><link>http://a.example/x</link>'
        "<description>Text.</description></item></channel></rss>",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel><title>T</title></channel><item rdf:about="http://a.example/x"><title>A title</title>'
        "<link>http://a.example/x</link><description>Text.</description></item></rdf:RDF>",
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><item><title>A title'
        "</title><link>http://a.example/x</link><description>Text.</description></item></channel></rss>",
    ],
    ids=["0.91", "1.0", "netscape"],
)
def test_older_rss_is_called_by_its_link(feed: str) -> None:
    article = only(feed)
    assert (article.id, article.text) == ("http://a.example/x", "A title\n\nText.")


def json_feed(*items: object) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "T", "language": "en", "items": items})


def test_json_feed() -> None:
    full = {"id": 7, "title": "A\ntitle", "content_html": "<p>One &amp; all.<p>Two.", "url": "https://a.example/7"}
    full["date_published"] = "2026-11-10T07:00:00Z"
    found = read(json_feed(full, {"id": "8", "content_text": "Only text.\n\nOf two parts."}, "no item"), "feed.json")
    assert isinstance(found[0], Article)
    assert (found[0].id, found[0].text) == ("7", "A title\n\nOne & all.\n\nTwo.")
    assert found[0].published == datetime(2026, 11, 10, 7, tzinfo=UTC)
    assert isinstance(found[1], Article)
    assert found[1].text == "Only text.\n\nOf two parts."
    assert str(found[2]) == "feed.json, item 3: is no JSON object"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One<br>two<br/><br>three", "One\ntwo\n\nthree"),
        ("<ul><li>One<li>two</ul>tail", "One\n\ntwo\n\ntail"),
        ("caf&eacute; &#8217;s &amp;hellip; &amp;lt;b&amp;gt;", "café ’s &hellip; &lt;b&gt;"),
        ("<style>p {}</style>A<script>alert('x')</script><noscript>y</noscript> b", "A b"),
        ('<p hidden>gone</p><p style="display: none">gone</p><p>here</p>', "here"),
        ("<p><![CDATA[inner]]> outer</p>", "inner outer"),
        ("<table><tr><td>a<td>b</table>", "a\n\nb"),
        ("<div>  spaced \n  <b>out</b>,\n <i>it</i> is</div>", "spaced out, it is"),
        ("&lt;p&gt;escaped&lt;/p&gt;&lt;p&gt;twice&lt;/p&gt;", "escaped\n\ntwice"),
        ("<pre>one\ntwo</pre>", "one\ntwo"),
        ("plain\n\n\n\nparagraphs", "plain\n\nparagraphs"),
        ("3 < 5 and 7 > 6", "3 < 5 and 7 > 6"),
        ("<figure><img alt='x'><figcaption>A caption</figcaption></figure>Text", "Text"),
    ],
)
def test_html_becomes_paragraphs(html: str, text: str) -> None:
    escaped = html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert only(rss(item(title="", body=escaped))).text == text


def test_a_body_that_begins_with_its_title_says_it_once() -> None:
    assert only(rss(item(body="&lt;h1&gt;A title&lt;/h1&gt;&lt;p&gt;Text"))).text == "A title\n\nText"


@pytest.mark.parametrize(
    ("declared", "codec", "told"),
    [
        ("UTF-8", "utf-8", []),
        ("windows-1256", "cp1256", []),
        ("ISO-8859-6", "iso8859_6", []),
        ("utf-16", "utf-16", []),
        ("utf-16", "utf-16-be", []),
        ("UTF-8", "cp1256", ["encoding"]),
        ("windows-1252", "cp1256", ["encoding"]),
        ("ISO-8859-6", "cp1256", ["encoding"]),
        ("windows-1256", "utf-8", ["encoding"]),
        ("no-such-thing", "iso8859_6", ["encoding"]),
    ],
)
def test_an_encoding_is_followed_if_it_is_true(declared: str, codec: str, told: list[str]) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    found = read(rss(item(title=ARABIC, body=ARABIC * 3), head=head).encode(codec))
    article = found[-1]
    assert isinstance(article, Article)
    assert (article.title, article.lang) == (ARABIC, "ar")
    assert notices(found) == told


def test_an_encoding_that_only_charset_normalizer_knows() -> None:
    russian = "Агентство сообщило, что станция остаётся на орбите, а экипаж чувствует себя хорошо. " * 5
    found = read(rss(item(title="", body=russian)).encode("koi8_r"))
    assert isinstance(found[-1], Article)
    assert found[-1].text == russian.strip()


@pytest.mark.parametrize("codec", ["cp1252", "cp1256"])
def test_mojibake_is_told(codec: str) -> None:
    garbled = "قالت".encode().decode(codec, "replace") + " " + "مدينة وسلام".encode().decode(codec, "replace")
    found = read(rss(item("ok"), item("bad", body=garbled)))
    assert [(notice.id, notice.kind) for notice in found if isinstance(notice, Notice)] == [("bad", "mojibake")]
    assert sum(isinstance(article, Article) for article in found) == 2


def test_mojibake_that_is_mended_is_told_too() -> None:
    found = read(rss(item(title=ARABIC.encode().decode("latin-1"))))
    assert notices(found) == ["mojibake"]
    assert isinstance(found[-1], Article)
    assert found[-1].title == ARABIC


@pytest.mark.parametrize(
    "text", [ARABIC, "It’s “fine” — café, naïve, £5, 20 °C…", "CAFÉ… Ångström", "“سلام” – «سلام»", "😀 👍🏽"]
)
def test_no_mojibake_where_there_is_none(text: str) -> None:
    assert notices(read(rss(item(body=text)))) == []


def test_a_second_item_of_an_id_gets_another_one() -> None:
    found = read(rss(item("x", body="One."), item("x", body="Two."), item("x", body="One."), item("x", body="Three.")))
    assert [article.id for article in found if isinstance(article, Article)] == ["x", "x#2", "x#3"]
    assert notices(found) == ["duplicate", "duplicate"]
    assert any("is there twice" in str(bad) for bad in found)


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Tue, 10 Nov 2099 10:00:00 GMT", datetime(2099, 11, 10, 10, tzinfo=UTC)),
        ("2026-11-10", datetime(2026, 11, 10, tzinfo=UTC)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("some day", None),
        ("99999-99-99", None),
    ],
)
def test_dates(date: str, published: datetime | None) -> None:
    assert only(rss(item(more=f"<pubDate>{date}</pubDate>"))).published == published


def test_the_language_is_the_declared_one_unless_the_script_says_otherwise() -> None:
    assert only(rss(item(title=ARABIC), lang="en-us")).lang == "ar"
    assert only(rss(item(title="گفت که می‌آید", body="او گفت."), lang="fa")).lang == "fa"


@pytest.mark.parametrize("title", ["../../etc/passwd", "--fail-on=none", "-rf", "C:\\x", "a/b", "$(reboot)", "%s%n"])
def test_titles_that_look_like_paths_or_options_are_titles(title: str) -> None:
    assert only(rss(item(title=title))).title == title


def test_controls_and_direction_marks_stay_and_break_nothing() -> None:
    article = only(rss(item(title="a \u202eb\u2066 \x1b[31mred\x07")))
    assert article.title == "a \u202eb\u2066 \ufffd[31mred\ufffd"  # XML has no such controls; JSON has
    (article,) = read(json_feed({"id": "1", "title": "a\u001b[31m\u202e\ud800", "content_text": "b\u0000"}), "x.json")
    assert isinstance(article, Article)
    assert article.title == "a\u001b[31m\u202e\ufffd"


def test_an_item_without_anything_is_told_and_the_rest_goes_on() -> None:
    found = read(rss("<item><guid>e</guid></item>", item(), "<item><title>\u200b</title></item>"))
    assert [type(one) for one in found] == [BadArticle, Article, BadArticle]
    assert str(found[0]) == "feed.xml, item 1: has neither a title nor a text"


def test_what_xml_forbids_but_feeds_have_is_read() -> None:
    article = only(rss(item(title="AT&T &nbsp; R&D&hellip;", body="A &copy; &amp; b")))
    assert (article.title, article.text.split("\n\n")[1]) == ("AT&T R&D…", "A © & b")


def test_a_broken_feed_is_read_as_far_as_it_goes() -> None:
    whole = rss(item("1"), item("2"), item("3"))
    found = read(whole[: whole.index("<guid>3")])
    assert [article.id for article in found if isinstance(article, Article)][:2] == ["1", "2"]
    assert "broken" in notices(found)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "is empty"),
        (" \n ", "is empty"),
        (rss(), "has no items"),
        ("<rss", "no feed"),
        ("<?xml version='1.0'?><opml/>", "no feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', "has no items"),
        ('{"version": "https://jsonfeed.org/version/1", "items": {}}', "no list of items"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [', "no JSON"),
        ('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 200_000, "nested too deeply"),
    ],
)
def test_what_is_no_feed_is_told_in_a_line(data: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data, "feed")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_gzipped_feed(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml.gz"
    path.write_bytes(gzip.compress(rss(item()).encode()))
    (article,) = read_articles(path)
    assert isinstance(article, Article)


PAGE = "<!doctype html><html lang='en'><head><title>{0} | Site</title></head><body><nav><a href='/'>Home</a></nav>"
PAGE += "<article><h1>{0}</h1><p>{1}</p><p>{1} Again.</p></article><footer>All rights reserved</footer></body></html>"
SENTENCE = "The agency said on Monday that the station would stay in its orbit until the end of the decade. " * 3


def test_a_folder_of_everything(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.html").write_text(PAGE.format("A page", SENTENCE))
    (tmp_path / "sub/b.md").write_text("---\ntitle: A note\ndate: 2026-01-01\n---\n\n# Head\n\nSome *text*.\n")
    (tmp_path / "c.txt").write_text("A line\n\nThe text.\n")
    (tmp_path / "d.xml").write_text(rss(item()))
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text("no")
    (tmp_path / "out.txt").symlink_to("/etc/passwd")
    found = list(read_articles(tmp_path))
    articles = {article.id: article for article in found if isinstance(article, Article)}
    assert list(articles) == ["a.html", "c.txt", "g1", "sub/b.md"]
    assert articles["a.html"].title == "A page"
    assert "Home" not in articles["a.html"].text
    assert articles["sub/b.md"].text == "A note\n\nHead\n\nSome text."
    assert {article.outlet for article in articles.values()} == {tmp_path.name, "The Daily & Co"}
    (bad,) = (one for one in found if not isinstance(one, Article))
    assert "damaged" in str(bad)


def test_a_sitemap_lists_files_beside_it_and_addresses_to_fetch(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.html").write_text(PAGE.format("A page", SENTENCE))
    names = ["https://x.example/news/a.html", "https://x.example/gone.html", "https://x.example/../../etc/passwd"]
    urls = "".join(f"<url><loc>{name}</loc><lastmod>2026-11-10</lastmod></url>" for name in names)
    sitemap = tmp_path / "sitemap.xml"
    sitemap.write_text(
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    )
    for place in (sitemap, tmp_path):
        article, *rest = read_articles(place)
        assert isinstance(article, Article)
        assert (article.id, article.title, article.published) == (
            names[0],
            "A page",
            datetime(2026, 11, 10, tzinfo=UTC),
        )
        assert [str(bad).split(": is")[0] for bad in rest] == names[1:]


def test_a_page_without_a_suffix_and_with_an_xml_declaration() -> None:
    xhtml = '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">' + PAGE[15:]
    article = only(xhtml.format("A page", SENTENCE))
    assert (article.title, article.text.count("Monday")) == ("A page", 6)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no feed"):
        list(read_articles(tmp_path))
