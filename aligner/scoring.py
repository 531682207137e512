"""The comparison of segments that are already aligned, a few hundred at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeAlias

import numpy as np

from aligner import checks
from aligner.bitext import Document, Hop, Role, Row, SentenceKind, hops_between
from aligner.checks import Member
from aligner.config import Config
from aligner.coverage import with_gaps
from aligner.encoding import ANY_LANGUAGE, Encoder, TokenStates, Vectors, centred, in_windows, unit
from aligner.evidence import Evidence
from aligner.finding import Finding
from aligner.items import Item, ScoredItem
from aligner.lang.detect import UNDETERMINED, detect
from aligner.losses import losses
from aligner.score import score_rows
from aligner.segment import segment
from aligner.signature import signature_of
from aligner.suppressions import accepted, counted
from aligner.words import sides_of, with_links

ITEMS_AT_ONCE = 256
"""Items that are encoded together: enough of like length to fill the encoder's batches."""
CHARACTERS_AT_ONCE = 400_000
"""Code points that are encoded together, unless one item has more; bounds the memory where segments are long."""

Chain: TypeAlias = Mapping[Role, Document]
Similarity: TypeAlias = Mapping[Hop, float]


@dataclass(frozen=True, slots=True)
class Examined:
    """An item with all that its scores are made of."""

    item: Item
    documents: Chain
    row: Row
    similarity: Similarity
    losses: Mapping[Hop, Mapping[str, float]]
    findings: tuple[Finding, ...]


def score_items(
    items: Iterable[Item], encoder: Encoder, config: Config | None = None, languages: Mapping[Role, str] | None = None
) -> Iterator[ScoredItem]:
    """Each item with its findings and scores, in order: see `examine`."""
    config = config or Config()
    for seen in examine(items, encoder, config, languages):
        (scores,) = score_rows(seen.documents, [seen.row], [seen.similarity], [seen.losses], counted(seen.findings))
        signature = signature_of(encoder, config, {role: document.lang for role, document in seen.documents.items()})
        windowed = in_windows(
            (text for document in seen.documents.values() for text in document.sentence_texts), encoder
        )
        yield ScoredItem(seen.item, seen.documents, seen.row, scores, seen.findings, signature, windowed)


def examine(
    items: Iterable[Item], encoder: Encoder, config: Config | None = None, languages: Mapping[Role, str] | None = None
) -> Iterator[Examined]:
    """Each item with its findings and losses, in order; few are held at a time.

    The language of a role is the one given, or told by all its texts among the first few hundred items.
    """
    config = config or Config()
    members = tuple(checks.discover(config.off).values())
    known = dict(languages or {})
    for batch in _batches(items):
        known |= detected(batch, known)
        # Neighbours of like length leave little room to pad.
        order = sorted(range(len(batch)), key=lambda k: _size(batch[k]))
        seen = dict(zip(order, _examined([batch[k] for k in order], encoder, members, config, known), strict=True))
        yield from (seen[k] for k in range(len(batch)))


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    items = iter(items)
    while batch := list(islice(items, 1)):
        size = _size(batch[0])
        while len(batch) < ITEMS_AT_ONCE and size < CHARACTERS_AT_ONCE and (more := next(items, None)):
            batch.append(more)
            size += _size(more)
        yield batch


def _size(item: Item) -> int:
    return sum(map(len, item.texts.values()))


def detected(batch: Sequence[Item], known: Mapping[Role, str]) -> dict[Role, str]:
    """The languages of the roles that are not known yet, as far as they can be told."""
    texts = {role: [item.texts[role] for item in batch if role in item.texts] for role in Role if role not in known}
    told = {role: detect("\n".join(found)) for role, found in texts.items() if found}
    return {role: lang for role, lang in told.items() if lang != UNDETERMINED}


def _examined(
    batch: Sequence[Item], encoder: Encoder, members: Sequence[Member], config: Config, languages: Mapping[Role, str]
) -> Iterator[Examined]:
    chains = [_chain(item, languages) for item in batch]
    rows = [_row(chain) for chain in chains]
    vectors, states = _encoded(chains, encoder)
    similarity = _similarities(chains, vectors, encoder)
    unlinked = (
        Evidence(0, sides_of(chain, row), {}, similar, row.confidence, frozenset(chain), glossary=config.glossary)
        for chain, row, similar in zip(chains, rows, similarity, strict=True)
    )
    linked = with_gaps(with_links(unlinked, encoder, lambda texts: [states[text] for text in texts]))
    for item, chain, row, similar, evidence in zip(batch, chains, rows, similarity, linked, strict=True):
        found = checks.find(members, evidence, config.severities, config.min_confidence)
        findings = accepted(found, config.suppressions, [f"{item.id}"], evidence)
        yield Examined(item, chain, row, similar, losses(evidence), findings)


def _chain(item: Item, languages: Mapping[Role, str]) -> dict[Role, Document]:
    """The documents of an item with their sentences; what belongs together is text, however much like a heading."""
    found = {}
    for role, text in item.texts.items():
        document = Document(role, f"{item.id}", text, languages.get(role, UNDETERMINED))
        sentences = (replace(sentence, kind=SentenceKind.TEXT) for sentence in segment(document))
        found[role] = replace(document, sentences=tuple(sentences))
    return found


def _row(chain: Chain) -> Row:
    """All sentences together."""
    source, translation, twin = (tuple(range(len(chain[role].sentences))) if role in chain else () for role in Role)
    return Row(source, translation, twin)


def _encoded(chains: Sequence[Chain], encoder: Encoder) -> tuple[Mapping[str, Vectors], Mapping[str, TokenStates]]:
    """The vector [d] and the token states of each sentence; many items may share one."""
    texts = list(
        dict.fromkeys(text for chain in chains for document in chain.values() for text in document.sentence_texts)
    )
    vectors, states = encoder.encode_with_states(texts)
    return dict(zip(texts, vectors, strict=True)), dict(zip(texts, states, strict=True))


def _similarities(chains: Sequence[Chain], found: Mapping[str, Vectors], encoder: Encoder) -> list[Similarity]:
    """For each chain the centred cosine (-1..1) of every two of its texts."""
    vectors = {
        role: iter(_vectors([chain[role] for chain in chains if role in chain], found, encoder)) for role in Role
    }
    similarity: list[Similarity] = []
    for chain in chains:
        own = {role: next(vectors[role]) for role in chain}
        similarity.append({hop: float(own[hop.ends[0]] @ own[hop.ends[1]]) for hop in hops_between(chain)})
    return similarity


def _vectors(documents: Sequence[Document], found: Mapping[str, Vectors], encoder: Encoder) -> Iterator[Vectors]:
    """The centred unit vector [d] of each document: its sentences', weighted by length."""
    if not documents:
        return
    prior = encoder.sentence_mean(ANY_LANGUAGE)
    known = encoder.sentence_mean(documents[0].lang)
    raw = np.stack([found[text] for document in documents for text in document.sentence_texts])
    vectors = iter(centred(raw, prior if known is None else known))
    for document in documents:
        yield unit(sum(next(vectors) * np.float32(len(text)) for text in document.sentence_texts))
