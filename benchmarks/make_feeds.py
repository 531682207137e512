"""Make samples/feeds from feed_stories.txt: the feeds of a source, an Arabic desk and an aggregator, and the truth.

    python benchmarks/make_feeds.py samples/feeds

The three feeds share no ids, are in other orders and have items of their own; the Arabic one is there in windows-1256
and ISO-8859-6 (RSS) and UTF-16 (Atom). truth.json tells which items belong together and what is planted in them.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from pathlib import Path

STORIES = Path(__file__).with_name("feed_stories.txt")
SEED = {"source": "s3", "translation": "t1", "twin": "w4"}


@dataclass(frozen=True)
class Text:
    """A text of a story."""

    story: str
    role: str
    date: datetime
    title: str
    paragraphs: tuple[str, ...]

    @property
    def id(self) -> str:
        """The feed's own id, in its own manner."""
        mark = sha256(f"{self.role}/{self.story}".encode()).hexdigest()
        match self.role:
            case "source":
                return f"https://source.example/{self.date:%Y/%m/%d}/{mark[:6]}"
            case "translation":
                return str(int(mark[:6], 16))
            case _:
                return f"urn:item:{mark[:12]}"


def read() -> tuple[list[Text], list[dict[str, str]]]:
    """All texts, and the planted distortions."""
    texts, planted = [], []
    for part in STORIES.read_text(encoding="utf-8").split("\n=== ")[1:]:
        name, *sections = part.split("\n--- ")
        story, *marks = name.splitlines()
        for mark in marks:
            if mark.startswith("!!! "):
                kind, *quotes = (piece.strip() for piece in mark[4:].split("|"))
                category, hop = kind.split()
                sides = dict(zip(("source", "translation", "twin"), quotes, strict=True))
                planted.append({"story": story, "category": category, "hop": hop, **sides})
        for section in sections:
            head, title, *paragraphs = (
                piece.strip() for piece in section.replace("\n", "\n\n", 1).split("\n\n") if piece
            )
            role, date = head.split()
            texts.append(Text(story, role, datetime.fromisoformat(date), title, tuple(filter(None, paragraphs))))
    return texts, planted


def feed_of(texts: list[Text], role: str) -> list[Text]:
    """The texts of a role, in an order of its own."""
    mine = [text for text in texts if text.role == role]
    return sorted(mine, key=lambda text: sha256(f"{SEED[role]}{text.story}".encode()).digest())


def source_html(text: Text) -> str:
    """A body as a news site writes it: a picture, links, a script, entities."""
    first, *rest = (escape(paragraph, quote=False).replace("'", "&#8217;") for paragraph in text.paragraphs)
    figure = "<figure><img src='https://source.example/a.jpg' alt=''/><figcaption>File photo</figcaption></figure>"
    word, _, others = first.partition(" ")
    lead = f"<p><a href='https://source.example/topic'>{word}</a> {others}</p>"
    return figure + lead + "\n".join(f"<p>{paragraph}</p>" for paragraph in rest) + "<script>track(1)</script>"


def rss(texts: list[Text], title: str, lang: str, encoding: str) -> bytes:
    """RSS 2.0 with full bodies; a letter that the encoding lacks is a reference."""
    parts = [f'<?xml version="1.0" encoding="{encoding}"?>\n<rss version="2.0" ']
    parts.append(f'xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel><title>{title}</title>')
    parts.append(f"<link>https://{lang}.example/</link><description>{title}</description><language>{lang}</language>\n")
    for text in texts:
        body = source_html(text) if lang == "en" else "<br/><br/>".join(map(escape, text.paragraphs))
        guid = f'<guid isPermaLink="{"true" if lang == "en" else "false"}">{text.id}</guid>'
        summary = text.paragraphs[0][:60] + "…"
        parts.append(
            f"<item><title>{escape(text.title)}</title>{guid}<pubDate>{format_datetime(text.date)}</pubDate>\n"
        )
        parts.append(f"<description>{escape(summary)}</description>\n")
        parts.append(f"<content:encoded><![CDATA[{body}]]></content:encoded></item>\n")
    return ("".join(parts) + "</channel></rss>\n").encode(encoding, "xmlcharrefreplace")


def atom(texts: list[Text], title: str, lang: str, encoding: str) -> bytes:
    """Atom with bodies in XHTML."""
    parts = [
        f'<?xml version="1.0" encoding="{encoding}"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">'
    ]
    parts.append(f"<title>{title}</title><id>urn:feed:{lang}</id><updated>{texts[0].date.isoformat()}</updated>\n")
    for text in texts:
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.paragraphs)
        parts.append(f"<entry><id>{text.id}</id><title>{escape(text.title)}</title>")
        parts.append(f"<updated>{text.date.isoformat()}</updated><content type='xhtml'>")
        parts.append(f"<div xmlns='http://www.w3.org/1999/xhtml'>{body}</div></content></entry>\n")
    return ("".join(parts) + "</feed>\n").encode(encoding)


def json_feed(texts: list[Text], title: str) -> bytes:
    """JSON Feed 1.1; every third body is plain text."""
    items = []
    for number, text in enumerate(texts):
        html = {"content_html": "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in text.paragraphs)}
        body = html if number % 3 else {"content_text": "\n\n".join(text.paragraphs)}
        items.append({"id": text.id, "title": text.title, "date_published": text.date.isoformat(), **body})
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": title, "language": "en", "items": items}
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def truth(texts: list[Text], planted: list[dict[str, str]]) -> bytes:
    """Which items are one chain, and the findings there should be."""
    stories: dict[str, dict[str, str]] = {}
    for text in texts:
        stories.setdefault(text.story, {})[text.role] = text.id
    chains = [{"story": story, **ids} for story, ids in stories.items() if len(ids) > 1]
    alone = [{"story": story, **ids} for story, ids in stories.items() if len(ids) == 1]
    whole = {"chains": chains, "alone": alone, "findings": planted}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def main() -> None:
    """Write the files into the folder given."""
    folder = Path(sys.argv[1])
    texts, planted = read()
    english, arabic, twin = (feed_of(texts, role) for role in SEED)
    files = {
        "source.xml": rss(english, "The Source", "en", "utf-8"),
        "arabic.xml": rss(arabic, "المكتب العربي", "ar", "windows-1256"),
        "arabic-iso-8859-6.xml": rss(arabic, "المكتب العربي", "ar", "iso-8859-6"),
        "arabic-utf-16.xml": atom(arabic, "المكتب العربي", "ar", "utf-16"),
        "twin.json": json_feed(twin, "The Aggregator"),
        "truth.json": truth(texts, planted),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
