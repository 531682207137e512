"""Words that deny what follows."""

from __future__ import annotations

_NEGATORS = {
    "en": frozenset(
        "no not never none nobody neither nor without cannot can't don't doesn't didn't isn't aren't wasn't weren't "
        "won't wouldn't hasn't haven't hadn't couldn't shouldn't hardly barely scarcely fail fails failed failing "
        "refuse refuses refused lack lacks lacked unable nothing far less rather instead except unless stop stopped "
        "prevent prevented avoid".split()
    ),
    "ar": frozenset("لا لم لن ليس ليست غير دون بدون عدم ما ولا ولم ولن وليس بلا".split()),
}


def negators(language: str) -> frozenset[str]:
    """The denials of a language in lower case, folded."""
    return _NEGATORS.get(language, frozenset())
