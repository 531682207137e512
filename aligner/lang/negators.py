"""Words that deny, or take back, what follows them."""

from __future__ import annotations

from aligner.lang.arabic import folded

_ENGLISH = """
    no not never none nobody neither nor without cannot hardly barely scarcely nothing rather instead except unless far
    fail fails failed failing refuse refuses refused lack lacks lacked unable stop stopped prevent prevented avoid less
"""
_ARABIC = "لا لم لن ليس ليست غير دون بدون عدم ما ولا ولم ولن وليس وليست بلا تقل يقل غياب انعدام"
_NEGATORS = {"en": frozenset(_ENGLISH.split()), "ar": frozenset(_ARABIC.split())}


def is_negator(word: str, language: str) -> bool:
    """Whether a word denies what follows, in the languages that have a list."""
    form = folded(word.casefold()).replace("’", "'")
    return form in _NEGATORS.get(language, ()) or (language == "en" and form.endswith("n't"))
