"""Which article of a pool another one is made from, how much of it, and what is its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.alignment import Alignment, aligned
from aligner.articles import Article
from aligner.bitext import Document, Role, SentenceKind, Span
from aligner.candidates import candidates
from aligner.chaining import RELATED, SURE, confidence
from aligner.encoding import Encoder
from aligner.errors import InputError
from aligner.likeness import Comparison, Likeness
from aligner.profiles import Profile, learn_whole, profiles
from aligner.remembered import RememberedEncoder

SHOWN = 3
"""Articles that come next and are told as well."""


@dataclass(frozen=True, slots=True)
class Near:
    """An article of the pool, how likely it is the source where it stands alone (0..1), and how much aligns (0..1)."""

    article: Article
    confidence: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Trace:
    """Where an article comes from.

    `source` is None if no article of the pool is likely enough to be it; `also` are others that would be if they stood
    alone, such as other versions or translations of it, `next` the nearest of the rest. `derived` is the share (0..1)
    of the article's text that has a counterpart in the source, `used` the share of the source's text that has one in
    the article, `own` are the article's sentences that have none; `document` is the article with its sentences.
    """

    article: Article
    document: Document
    source: Near | None
    also: tuple[Near, ...]
    next: tuple[Near, ...]
    derived: float = 0.0
    used: float = 0.0
    own: tuple[Span, ...] = ()


def trace(article: Article, pool: Sequence[Article], encoder: Encoder) -> Trace:
    """The source of an article among those of a pool, in its own language or another.

    Raises InputError if the article holds no words; an article of the pool without words is passed over.
    """
    if not _has_words(article):
        raise InputError(f"{article.origin} holds no words; give an article with text in it")
    remembered = RememberedEncoder(encoder)
    others = [other for other in pool if _has_words(other)]
    (mine,) = profiles(Role.TWIN, [article], remembered)
    ranked = _ranked(mine, profiles(Role.SOURCE, others, remembered), remembered)
    found = [Near(profile.article, confidence(seen, seen.score - RELATED), seen.coverage) for profile, seen in ranked]
    if not found or found[0].confidence < SURE:
        return Trace(article, mine.document, None, (), tuple(found[:SHOWN]))
    also = [near for near in found[1:] if near.confidence >= SURE]
    alignment = aligned({Role.SOURCE: ranked[0][0].document, Role.TWIN: mine.document}, remembered)
    derived, used = (_share(alignment, role) for role in (Role.TWIN, Role.SOURCE))
    after = found[1 + len(also) :][:SHOWN]
    return Trace(
        article, mine.document, found[0], tuple(also), tuple(after), derived, used, _alone(alignment, Role.TWIN)
    )


def _has_words(article: Article) -> bool:
    return any(map(str.isalnum, article.text))


def _ranked(mine: Profile, pool: Sequence[Profile], encoder: RememberedEncoder) -> list[tuple[Profile, Likeness]]:
    """The candidates, the likest first."""
    comparison = Comparison(encoder)
    chosen = [pool[j] for _, j in sorted(candidates([mine], pool, both_ways=False))]
    learn_whole([mine, *chosen], encoder)
    found = [(other, comparison.closer(comparison.glance(other, mine), other, mine)) for other in chosen]
    return sorted(found, key=lambda one: (-one[1].score, one[0].key))


def _alone(alignment: Alignment, role: Role) -> tuple[Span, ...]:
    """The sentences without a counterpart, boilerplate left out."""
    other = Role.TWIN if role is Role.SOURCE else Role.SOURCE
    alone = (i for row in alignment.rows if not row.of(other) for i in row.of(role))
    sentences = alignment.documents[role].sentences
    return tuple(sentences[i].span for i in sorted(alone) if sentences[i].kind is not SentenceKind.BOILERPLATE)


def _share(alignment: Alignment, role: Role) -> float:
    """How much of a document's text, boilerplate left out, has a counterpart."""
    sentences = alignment.documents[role].sentences
    spans = [sentence.span for sentence in sentences if sentence.kind is not SentenceKind.BOILERPLATE]
    length = sum(span.end - span.start for span in spans)
    lost = sum(span.end - span.start for span in _alone(alignment, role))
    return 1 - lost / length if length else 0.0
