"""The whole comparison, segment, align, check and score, and its first half on its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from aligner import checks
from aligner.alignment import Alignment, aligned
from aligner.bitext import Document, Hop, Role, hops_between
from aligner.config import Config
from aligner.coverage import with_gaps
from aligner.encoding import Encoder, in_parts, in_windows
from aligner.errors import InputError, UnrelatedError
from aligner.finding import Finding
from aligner.losses import losses
from aligner.patterns import Pattern
from aligner.report import Report
from aligner.score import score_document, score_rows
from aligner.segment import segment, sentence_a_line
from aligner.signature import signature_of
from aligner.suppressions import accepted, counted
from aligner.words import evidence_of


def compare(chain: Iterable[Document], encoder: Encoder, config: Config | None = None) -> Report:
    """Align two or three documents, find the distortions and score what is left of the meaning.

    Raises InputError for a document without words and, unless `config.force`, UnrelatedError for documents that cannot
    be a chain: two that do not tell the same story, or a translation in the language it was made from.
    """
    config = config or Config()
    return judged(align_chain(chain, encoder, boilerplate=config.boilerplate), encoder, config)


def judged(alignment: Alignment, encoder: Encoder, config: Config) -> Report:
    """Find the distortions in what is aligned, and score it; raises UnrelatedError as `compare` does."""
    documents, rows, similarity = alignment.documents, alignment.rows, alignment.similarity
    unrelated = (*_untranslated(documents), *alignment.unrelated)
    if unrelated and not config.force:
        raise UnrelatedError(f"{unrelated[0]}; use --force to compare them all the same")
    members = tuple(checks.discover(config.off).values())
    origins = tuple(document.origin for document in documents.values())
    skipped = checks.skipped(members, {document.lang for document in documents.values()})
    findings: list[Finding] = []
    lost = []
    for evidence in with_gaps(evidence_of(documents, rows, similarity, encoder, config.glossary)):
        found = checks.find(members, evidence, config.severities, config.min_confidence)
        findings += accepted(found, config.suppressions, origins, evidence)
        lost.append(losses(evidence))
    scores = score_rows(documents, rows, similarity, lost, counted(findings))
    total = score_document(documents, rows, scores)
    warnings = (*unrelated, *_doubts(documents), *_windowed(documents, encoder), *(str(check) for check in skipped))
    signature = signature_of(encoder, config, {role: document.lang for role, document in documents.items()})
    return Report(signature, documents, rows, scores, tuple(findings), total, skipped, warnings)


def align_chain(
    chain: Iterable[Document], encoder: Encoder, *, lines: bool = False, boilerplate: Collection[Pattern] = ()
) -> Alignment:
    """Align two or three documents, whether they tell the same story or not; with `lines` each line is a sentence.

    Otherwise sentences that match `boilerplate` are such. Raises InputError for a document without words.
    """
    given = {document.role: document for document in chain}
    cut = sentence_a_line if lines else partial(segment, boilerplate=boilerplate)
    documents = {role: replace(given[role], sentences=cut(given[role])) for role in Role if role in given}
    _require_words(documents)
    return aligned(documents, encoder)


def _require_words(documents: Mapping[Role, Document]) -> None:
    for document in documents.values():
        if not any(character.isalnum() for character in document.text):
            raise InputError(f"{document.origin} holds no words; give a document with text in it")


def _doubts(documents: Mapping[Role, Document]) -> tuple[str, ...]:
    """What is odd about the languages of the chain."""
    source, twin = documents.get(Role.SOURCE), documents.get(Role.TWIN)
    if source and twin and source.lang != twin.lang:
        return (f"the source is in {source.lang!r} and the twin in {twin.lang!r}: are the roles right?",)
    return ()


def _windowed(documents: Mapping[Role, Document], encoder: Encoder) -> Iterator[str]:
    """How many sentences are longer than the encoder takes at once."""
    for role, document in documents.items():
        count = in_windows(document.sentence_texts, encoder)
        if count:
            yield in_parts(count, f" of the {role}")


def _untranslated(documents: Mapping[Role, Document]) -> tuple[str, ...]:
    """The hops whose two ends are in the same language although one translates the other."""
    hops = [tuple(documents[end] for end in hop.ends) for hop in hops_between(documents) if hop is not Hop.SOURCE_TWIN]
    return tuple(
        f"the {a.role} {a.origin} and the {b.role} {b.origin} are both in {a.lang!r}: is one the --twin?"
        for a, b in hops
        if a.lang == b.lang != "und"
    )
