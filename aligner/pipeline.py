"""The whole comparison: segment, encode, align, join, check, score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from aligner import checks
from aligner.align import align
from aligner.bitext import Document, Hop, Role, hops_between
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.errors import InputError, UnrelatedError
from aligner.join import join, similarities, with_confidence
from aligner.relatedness import same_article
from aligner.report import Report, Signature
from aligner.score import score_document, score_rows, score_signature
from aligner.segment import segment
from aligner.units import Units, units_of
from aligner.version import __version__
from aligner.words import evidence_of


def compare(chain: Iterable[Document], encoder: Encoder, config: Config | None = None) -> Report:
    """Align two or three documents, find the distortions and score what is left of the meaning.

    Raises InputError for a document without words and, unless `config.force`, UnrelatedError for documents that cannot
    be a chain: two that do not tell the same story, or a translation in the language it was made from.
    """
    config = config or Config()
    given = {document.role: document for document in chain}
    documents = {role: replace(given[role], sentences=segment(given[role])) for role in Role if role in given}
    _require_words(documents)
    units = {role: units_of(document, encoder) for role, document in documents.items()}
    unrelated = (*_untranslated(documents), *_unrelated(documents, units))
    if unrelated and not config.force:
        raise UnrelatedError(f"{unrelated[0]}; use --force to compare them all the same")
    rows = join({hop: align(units[left], units[right]) for hop in _bitexts(documents) for left, right in [hop.ends]})
    similarity = similarities(rows, units)
    rows = with_confidence(rows, similarity, documents, units)
    members = checks.discover().values()
    skipped = checks.skipped(members, {document.lang for document in documents.values()})
    findings = checks.run(members, evidence_of(documents, rows, similarity, encoder), config.severities)
    scores = score_rows(documents, rows, similarity, findings)
    total = score_document(documents, rows, scores)
    warnings = (*unrelated, *_doubts(documents), *(str(check) for check in skipped))
    return Report(_signature(documents, encoder, config), documents, rows, scores, findings, total, skipped, warnings)


def _bitexts(documents: Mapping[Role, Document]) -> tuple[Hop, ...]:
    """The hops that are aligned: neighbours in the chain."""
    hops = hops_between(documents)
    return hops if len(hops) == 1 else (Hop.SOURCE_TRANSLATION, Hop.TRANSLATION_TWIN)


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


def _untranslated(documents: Mapping[Role, Document]) -> tuple[str, ...]:
    """The hops whose two ends are in the same language although one translates the other."""
    hops = [tuple(documents[end] for end in hop.ends) for hop in _bitexts(documents) if hop is not Hop.SOURCE_TWIN]
    return tuple(
        f"the {a.role} {a.origin} and the {b.role} {b.origin} are both in {a.lang!r}: is one the --twin?"
        for a, b in hops
        if a.lang == b.lang != "und"
    )


def _unrelated(documents: Mapping[Role, Document], units: Mapping[Role, Units]) -> tuple[str, ...]:
    warnings = []
    for hop in hops_between(documents):
        left, right = (documents[end] for end in hop.ends)
        if not same_article(units[left.role], units[right.role], left.lang == right.lang):
            warnings.append(f"not the same article: {left.origin} ({left.role}) and {right.origin} ({right.role})")
    return tuple(warnings)


def _signature(documents: Mapping[Role, Document], encoder: Encoder, config: Config) -> Signature:
    languages = ",".join(f"{role}={document.lang}" for role, document in documents.items())
    severities = ",".join(f"{check}={severity}" for check, severity in sorted(config.severities.items()))
    fields = [("encoder", encoder.name), ("languages", languages), *score_signature(), ("version", __version__)]
    fields += [("severities", severities)] * bool(severities) + [("force", "yes")] * config.force
    return Signature(tuple(fields))
