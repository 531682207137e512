"""Fuzz each reader of files that others wrote: any bytes give text or articles, or one line on why not, and soon.

    python benchmarks/fuzz_readers.py --seconds 600            # all readers, a share of the time each
    python benchmarks/fuzz_readers.py --reader feed --seconds 60

With atheris (pip install atheris) the coverage of aligner and feedparser guides the mutations; without, they are
random over the same seeds. The last line of each reader is its result; what failed is kept in the folder of --keep.
"""

from __future__ import annotations

import argparse
import io
import random
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

SLOWEST = 20.0
MARKS = (b"<", b">", b"&", b"]]>", b"<![CDATA[", b"\0", b"\xff", b"\xfe\xff", b"<item>", b"</p>", b"&#x1F;", b"{", b'"')
RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>T &amp; t</title><language>en</language><item><guid>1</guid><title>A</title><pubDate>Tue, 10 Nov 2026
10:00:00 +0300</pubDate><content:encoded><![CDATA[<p>One<br>two &hellip;<ul><li>x</ul>]]></content:encoded></item>
<item><title>قالت الوكالة</title><description>إن المحطة باقية</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>T</title><entry><id>1</id><title type="html">a
&lt;b&gt;</title><updated>2026-11-10T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>x</p></div></content></entry></feed>"""
JSON = (
    '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "content_html": "<p>b\\u0041", "url": "x"}]}'
)
SITEMAP = "<urlset xmlns='x'><url><loc>https://a.example/x</loc><lastmod>2026-01-01</lastmod></url></urlset>"
HTML = "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>t</title></head><body><p>One.<table><tr><td>2"
MARKDOWN = "---\ntitle: T\n---\n# Head\n\n- a\n- [b](c)\n\n> q\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n"
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>a</w:t>'
)
WORD += "<w:tab/></w:r><w:ins><w:r><w:t>b</w:t></w:r></w:ins></w:p></w:body></w:document>"
XLIFF = (
    "<xliff version='1.2'><file source-language='en' target-language='ar'><body><trans-unit id='1'><source>a<g>b</g>"
)
XLIFF += "</source><target>c<x/></target></trans-unit></body></file></xliff>"
TMX = "<tmx version='1.4'><header srclang='en'/><body><tu tuid='1'><tuv xml:lang='en'><seg>a<ph>x</ph></seg></tuv>"
TMX += "<tuv xml:lang='ar'><prop type='x-role'>twin</prop><seg>b</seg></tuv></tu></body></tmx>"


def pool(data: bytes, suffix: str) -> None:
    """Read articles and check what is promised of them."""
    from aligner.articles import Article  # noqa: PLC0415 - atheris has to see the import
    from aligner.feed_readers import articles_of  # noqa: PLC0415

    whole = list(articles_of(data, f"feed{suffix}", suffix=suffix))
    found = [one for one in whole if isinstance(one, Article)]
    assert len({article.id for article in found}) == len(found)  # noqa: S101
    for article in found:
        f"{article.text}{article.title}{article.outlet}{article.link}".encode()


def document(data: bytes, suffix: str) -> None:
    """Read a document."""
    from aligner.readers import readers  # noqa: PLC0415

    readers()[suffix].text(data, "document", None).encode()


def word(data: bytes) -> None:
    """Read a Word document whose body is this XML."""
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as new:
        for name, content in parts().items():
            new.writestr(name, data if name == "word/document.xml" else content)
    document(changed.getvalue(), ".docx")


@cache
def parts() -> dict[str, bytes]:
    """The files in an empty Word document."""
    import docx  # noqa: PLC0415

    whole = io.BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def segments(data: bytes, reader: str) -> None:
    """Read items."""
    from aligner.item_readers import readers  # noqa: PLC0415
    from aligner.items import BadItem  # noqa: PLC0415

    for item in readers()[reader].items(data.splitlines(keepends=True), "items"):
        if isinstance(item, BadItem):
            assert "\n" not in str(item)  # noqa: S101


READERS: dict[str, tuple[Callable[[bytes], None], tuple[str, ...]]] = {
    "feed": (lambda data: pool(data, ".xml"), (RSS, ATOM)),
    "json_feed": (lambda data: pool(data, ".json"), (JSON,)),
    "sitemap": (lambda data: pool(data, ""), (SITEMAP,)),
    "page": (lambda data: document(data, ".html"), (HTML,)),
    "markdown": (lambda data: document(data, ".md"), (MARKDOWN,)),
    "docx": (word, (WORD,)),
    "xliff": (lambda data: segments(data, "xliff"), (XLIFF,)),
    "tmx": (lambda data: segments(data, "tmx"), (TMX,)),
}


def tried(reader: str, data: bytes, keep: Path) -> None:
    """Let the reader read; what it must not do is kept and raised."""
    from aligner.errors import InputError  # noqa: PLC0415

    start = time.monotonic()
    try:
        READERS[reader][0](data)
    except InputError as error:
        if "\n" not in str(error):
            return
        failure: Exception = error
    except Exception as error:
        failure = error
    else:
        if time.monotonic() - start < SLOWEST:
            return
        failure = TimeoutError(f"{time.monotonic() - start:.0f} s")
    path = keep / f"{reader}-{abs(hash(data)):x}"
    path.write_bytes(data)
    raise SystemExit(f"{reader}: {type(failure).__name__}: {failure!s:.300} ({path})")


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few pieces cut, doubled, moved or put in."""
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(data) + 1), int(2 ** chance.uniform(0, 7))
        put = chance.choice([b"", data[at : at + size] * 2, chance.choice(MARKS), chance.randbytes(2)])
        put *= chance.choice([1, 1, 1, 1, 300])
        data = data[:at] + put + data[at + chance.choice([0, size]) :]
    return data[:200_000]


def seeds(reader: str) -> list[bytes]:
    """Good files, in a few encodings."""
    return [text.encode(codec, "replace") for text in READERS[reader][1] for codec in ("utf-8", "utf-16", "cp1256")]


def at_random(reader: str, seconds: float, keep: Path) -> int:
    """Mutations of the seeds until the time is over; how many."""
    chance, corpus = random.Random(7), seeds(reader)  # noqa: S311
    end, runs = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        tried(reader, mutate(chance.choice(corpus), chance), keep)
        runs += 1
    return runs


def guided(reader: str, seconds: float, keep: Path) -> None:
    """The same with atheris, which ends the process itself."""
    import atheris  # noqa: PLC0415

    with atheris.instrument_imports(include=["aligner", "feedparser"]):
        from aligner import feed_readers, item_readers, readers  # noqa: PLC0415

        for folder in (feed_readers, item_readers, readers):
            folder.readers()
        import feedparser  # noqa: F401, PLC0415
    corpus = Path(tempfile.mkdtemp())
    for number, seed in enumerate(seeds(reader)):
        (corpus / str(number)).write_bytes(seed)
    options = [
        f"-max_total_time={seconds:.0f}",
        "-max_len=20000",
        "-timeout=60",
        "-rss_limit_mb=2000",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], lambda data: tried(reader, data, keep))
    atheris.Fuzz()


def main() -> None:
    """Fuzz one reader here, or each in a process of its own."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reader", choices=READERS)
    options.add_argument("--seconds", type=float, default=600)
    options.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()))
    options.add_argument("--random", action="store_true", help="without atheris")
    given = options.parse_args()
    warnings.simplefilter("ignore")
    if given.reader and not given.random:
        guided(given.reader, given.seconds, given.keep)
    elif given.reader:
        print(f"{given.reader}: {at_random(given.reader, given.seconds, given.keep):,} runs, nothing found")
    else:
        for reader in READERS:
            share = [f"--reader={reader}", f"--seconds={given.seconds / len(READERS)}", f"--keep={given.keep}"]
            command = [sys.executable, __file__, *share, *["--random"] * given.random]
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            lines = (done.stdout + done.stderr).strip().splitlines()
            wanted = [
                line for line in lines if line.startswith((f"{reader}:", "Done", "stat::number_of_exec", "stat::peak"))
            ]
            print(f"{reader}: exit {done.returncode}: {'; '.join(wanted or lines[-3:])}", flush=True)


if __name__ == "__main__":
    main()
