"""What a score depends on, in one line."""

from __future__ import annotations

from collections.abc import Mapping

from aligner.bitext import Role
from aligner.config import Config
from aligner.encoding import Encoder
from aligner.report import Signature
from aligner.score import score_signature
from aligner.version import __version__


def signature_of(encoder: Encoder, config: Config, languages: Mapping[Role, str]) -> Signature:
    """The signature of scores made with an encoder and settings; the languages are those of the documents, if known."""
    spoken = ",".join(f"{role}={lang}" for role, lang in languages.items())
    told = {check: severity.value for check, severity in config.severities.items()} | dict.fromkeys(config.off, "off")
    severities = ",".join(f"{check}={severity}" for check, severity in sorted(told.items()))
    given = {
        "encoder": encoder.name,
        "languages": spoken,
        **dict(score_signature()),
        "version": __version__,
        "severities": severities,
        "force": "yes" if config.force else "",
        "glossary": f"{len(config.glossary)} terms" if config.glossary else "",
        "min-confidence": f"{config.min_confidence:g}" if config.min_confidence else "",
        "boilerplate": f"{len(config.boilerplate)} patterns" if config.boilerplate else "",
        "suppressions": f"{len(config.suppressions)}" if config.suppressions else "",
    }
    return Signature(tuple((name, value) for name, value in given.items() if value))
