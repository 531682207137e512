"""The dictionary forms that an English word may be a form of.

Irregular forms stand in `lemmas_en.tsv`; regular ones are undone by rule where the lexicon knows what comes out.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from aligner.lang.lexicon import common_words

_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("ier", "y"), ("iest", "y"), ("ves", "f"), ("ves", "fe"), ("men", "man"),
    ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ying", "ie"),
    ("er", ""), ("er", "e"), ("est", ""), ("est", "e"),
)  # fmt: skip
"""An ending of inflection and what the dictionary form has in its place."""
SHORT = frozenset({"be", "do", "go"})
"""Verbs that are too short for the lexicon."""


@lru_cache(maxsize=1 << 15)
def lemmas(word: str) -> frozenset[str]:
    """The word itself, in lower case and without a possessive ending, and all that it may be an inflection of."""
    form = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    found = {form, *irregular_forms().get(form, ())}
    for ending, rest in _ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form[: -len(ending)] + rest
            found.add(stem)
            if not rest and stem[-2:-1] == stem[-1:]:
                found.add(stem[:-1])
    return frozenset(lemma for lemma in found if lemma == form or lemma in SHORT or lemma in common_words())


@cache
def irregular_forms() -> dict[str, tuple[str, ...]]:
    """The dictionary forms of irregular ones."""
    lines = files("aligner.lang").joinpath("lemmas_en.tsv").read_text(encoding="utf-8").splitlines()
    entries = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {form: tuple(forms.split()) for form, forms in entries}
