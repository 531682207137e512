"""The words of a language that carry grammar rather than content."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def stopwords_by_language() -> dict[str, frozenset[str]]:
    """Every list of `stopwords.tsv` by its language code."""
    table: dict[str, set[str]] = {}
    for line in files("aligner.lang").joinpath("stopwords.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, words = line.split("\t")
            table.setdefault(language, set()).update(words.split())
    return {language: frozenset(words) for language, words in table.items()}


def stopwords(lang: str) -> frozenset[str]:
    """The lower-case stop words of a language, none for a language without a list.

    Arabic words are folded (`aligner.lang.arabic.fold`): fold a word before it is looked up.
    """
    return stopwords_by_language().get(lang, frozenset())
