"""A trace in words and as a dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aligner.articles import Article
from aligner.lang.controls import visible
from aligner.tracing import Near, Trace

SCHEMA = "aligner-trace/1"


def lines(trace: Trace) -> Iterator[str]:
    """What was found, for people."""
    name = visible(trace.article.origin)
    if trace.source is None:
        yield f"{name}: no source found"
    else:
        yield f"{name}: made from {_named(trace.source)}, confidence {trace.source.confidence:.2f}"
        yield f"  {_percent(trace.derived)} of its text has a counterpart there, in {_percent(trace.used)} of that text"
    if trace.source is not None:
        yield f"  its own: {len(trace.own)} of {len(trace.document.sentences)} sentences{':' * bool(trace.own)}"
        for span in trace.own:
            line = trace.document.text.count("\n", 0, span.start) + 1
            yield f"    line {line}: {visible(' '.join(trace.document.slice(span).split()))}"
    for near in trace.also:
        yield f"  also like it: {_named(near)}, {_percent(near.coverage)} of both texts say the same"
    for near in trace.next:
        yield f"  not from {_named(near)}, {_percent(near.coverage)} of both texts say the same"


def _percent(share: float) -> str:
    """Rounded down, so that only all of it is 100 %."""
    return f"{int(100 * share)} %"


def _named(near: Near) -> str:
    title = visible(" ".join(near.article.title.split()))
    return f"{visible(near.article.origin)} «{title[:80]}{'…' * (len(title) > 80)}»"


def to_dict(trace: Trace) -> dict[str, Any]:
    """The same for programs; spans count code points of the article's text."""
    return {
        "schema": SCHEMA,
        "article": _article(trace.article),
        "source": trace.source and _near(trace.source),
        "also": [_near(near) for near in trace.also],
        "next": [_near(near) for near in trace.next],
        "derived": round(trace.derived, 4),
        "used": round(trace.used, 4),
        "own": [{"start": s.start, "end": s.end, "text": trace.document.slice(s)} for s in trace.own],
    }


def _near(near: Near) -> dict[str, Any]:
    scores = {"confidence": round(near.confidence, 4), "coverage": round(near.coverage, 4)}
    return _article(near.article) | scores


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "origin": article.origin,
        "title": article.title,
        "lang": article.lang,
        "published": article.published.isoformat() if article.published else None,
    }
