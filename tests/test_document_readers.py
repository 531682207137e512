"""HTML, Markdown and Word documents as plain text."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import docx
import pytest

from aligner.bitext import Role
from aligner.errors import InputError
from aligner.feed_readers import articles_of
from aligner.readers import read

SENTENCE = "The agency said on Monday that the station would stay in its orbit until the end of the decade. "
ARABIC = "قالت الوكالة يوم الاثنين إن المحطة ستبقى في مدارها حتى نهاية العقد."


def text_of(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return read(path, Role.SOURCE).text


def page(body: str, title: str = "A headline", charset: str = "utf-8") -> str:
    menu = "<nav><ul><li><a href='/'>Home</a><li><a href='/x'>World</a></ul></nav>"
    head = f"<head><meta charset='{charset}'><title>{title} | The Site</title></head>"
    article = f"<article><h1>{title}</h1>{body}</article><footer>©</footer>"
    return f"<!doctype html><html>{head}<body>{menu}{article}</body></html>"


def test_a_page_is_its_title_and_its_article(tmp_path: Path) -> None:
    written = text_of(tmp_path, "a.html", page(f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 2}Really.</p>").encode())
    assert written == f"A headline\n\n{(SENTENCE * 3).strip()}\n\n{SENTENCE * 2}Really."


@pytest.mark.parametrize("declared", ["windows-1256", "utf-8"])
def test_a_page_of_another_encoding(tmp_path: Path, declared: str) -> None:
    html = page(f"<p>{ARABIC * 2}</p><p>{ARABIC}</p>", "المحطة باقية", declared)
    written = text_of(tmp_path, "a.htm", html.replace("©", "").encode("cp1256"))
    assert written.startswith("المحطة باقية")
    assert written.endswith(ARABIC)


def test_less_than_a_page_is_read_whole(tmp_path: Path) -> None:
    assert text_of(tmp_path, "a.html", b"<p>One.</p><div>Two.<br>Three.</div>") == "One.\n\nTwo.\nThree."


def test_markdown(tmp_path: Path) -> None:
    source = (
        "# Head *line*\n\nA [link](http://a.example) and `code`,\nwrapped.\n\n- one\n- two\n\n<!-- no -->\n\n> quoted\n"
    )
    wanted = "Head line\n\nA link and code, wrapped.\n\none\n\ntwo\n\nquoted"
    assert text_of(tmp_path, "a.md", source.encode()) == wanted
    front = "+++\ntitle = 'The Title'\n+++\nText."
    assert text_of(tmp_path, "a.markdown", front.encode()) == "The Title\n\nText."


def document() -> io.BytesIO:
    written = docx.Document()
    written.add_heading("العنوان", 0)
    written.add_paragraph("First").add_run(" and\tmore")
    table = written.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    paragraph = written.add_paragraph("It was ")
    for tag, inner, words in (("ins", "t", "not "), ("del", "delText", "nearly "), ("moveFrom", "t", "moved ")):
        change = docx.oxml.parse_xml(
            f'<w:{tag} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f'<w:r><w:{inner} xml:space="preserve">{words}</w:{inner}></w:r></w:{tag}>'
        )
        paragraph._p.append(change)
    paragraph.add_run("so.")
    data = io.BytesIO()
    written.save(data)
    return data


def test_a_word_document_with_its_tables_and_its_changes_accepted(tmp_path: Path) -> None:
    written = text_of(tmp_path, "a.docx", document().getvalue())
    assert written == "العنوان\n\nFirst and more\n\nleft\n\nright\n\nIt was not so."


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.html", b"", "is empty"),
        ("a.html", b"<html><body><script>x</script></body></html>", "no text"),
        ("a.md", b"<!-- -->\n", "no text"),
        ("a.docx", b"", "damaged"),
        ("a.docx", b"PK\x03\x04", "damaged"),
        ("a.docx", b"plain text", "damaged"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        text_of(tmp_path, name, data)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(InputError, match=r"need the package feedparser; install it with: pip install 'aligner-diff"):
        list(articles_of(b"<rss><channel><item><title>a</title></item></channel></rss>", "feed"))
