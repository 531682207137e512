"""`--signature-only`: what the scores of a run would depend on."""
# ruff: noqa: PLC0415 - the encoder is imported only when it is wanted

from __future__ import annotations

from collections.abc import Mapping

import typer

from aligner.bitext import Role
from aligner.config import Config

from .encoder import Chosen


def print_signature(encoder: Chosen, config: Config, languages: Mapping[Role, str]) -> None:
    """Print the signature of scores made with these settings; the languages are those that were given."""
    from aligner.signature import signature_of

    typer.echo(str(signature_of(encoder.load(), config, languages)))
