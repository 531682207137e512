"""The pronouns of a side that tell a person's gender, and what the Arabic in their place tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aligner.bitext import Role
from aligner.evidence import Evidence, Side
from aligner.lang.gender import tellings
from aligner.replacements import is_content

REACH = 4
"""How many words after a pronoun its verb or noun is looked for."""
ALTERNATIVES = frozenset({"/", "or"})
PRONOUNS = {"subject", "object", "possessive"}


class Pronoun(NamedTuple):
    """A personal pronoun: the index of its word, its gender and whether it is a subject, object or possessive."""

    word: int
    gender: str
    manner: str


def pronouns(side: Side) -> list[Pronoun]:
    """The pronouns that tell a gender; «his/her» and «he or she» tell none."""
    found = []
    for k, word in enumerate(side.words):
        for manner, gender in tellings(word.text, side.lang):
            around = {other.text.casefold() for other in side.words[max(0, k - 1) : k + 2]}
            if manner in PRONOUNS and not around & ALTERNATIVES:
                found.append(Pronoun(k, gender, manner))
    return found


def people(side: Side) -> set[str]:
    """The genders of the persons that the nouns of a side tell of."""
    return {t.gender for word in side.words for t in tellings(word.text, side.lang) if t.manner == "noun"}


def arabic_gender(evidence: Evidence, role: Role, pronoun: Pronoun) -> tuple[str, int] | None:
    """The gender that the Arabic tells in the place of a pronoun, and the word that does; None if that is not clear."""
    side, translation = evidence.sides[role], evidence.sides[Role.TRANSLATION]
    wanted = "verb" if pronoun.manner == "subject" else "suffix"
    partners = dict(evidence.between(role, Role.TRANSLATION).pairs)
    found: dict[str, int] = {}
    for k in _governing(side, pronoun):
        if k in partners:
            for telling in tellings(translation.words[partners[k]].text, translation.lang):
                if telling.manner == wanted:
                    found.setdefault(telling.gender, partners[k])
    return next(iter(found.items())) if len(found) == 1 else None


def _governing(side: Side, pronoun: Pronoun) -> Sequence[int]:
    """The verb of a subject, the words after a possessive, the word before an object."""
    k = pronoun.word
    if pronoun.manner == "object":
        return list(_content(side, range(k - 1, max(-1, k - REACH), -1)))[:1]
    following = list(_content(side, range(k + 1, min(k + 1 + REACH, len(side.words)))))
    return [k, *following[:1]] if pronoun.manner == "subject" else following[:2]


def _content(side: Side, words: range) -> Iterator[int]:
    return (k for k in words if is_content(side, k))
