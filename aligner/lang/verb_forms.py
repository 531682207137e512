"""The verb forms of a language that tell when something happens, as `tense.tsv` lists them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from aligner.lang.arabic import folded


@cache
def verb_forms(language: str) -> dict[str, frozenset[str]]:
    """The listed forms by kind, folded."""
    lines = files("aligner.lang").joinpath("tense.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {kind: frozenset(map(folded, listed.split())) for code, kind, listed in rows if code == language}
