"""Names of one side that the Arabic side of a row does not spell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aligner.bitext import Role
from aligner.evidence import Evidence, Side
from aligner.lang.common_arabic import is_common_arabic
from aligner.lang.letters import spelling_score
from aligner.lang.mentions import is_acronym, is_generic
from aligner.lang.places import is_country, is_place
from aligner.lang.renderings import rendering
from aligner.lang.stopwords import stopwords
from aligner.lang.transcribed import is_placed, is_transcribed, runs_together
from aligner.mentions import Mention, Run, mention, runs
from aligner.opinions import CLEAR, MET, UNLIKE, UNSPELT, Opinion, opinion

SHORTEST = 4
"""Letters that a name must have: shorter ones are often cut off or read otherwise."""


GARBLED = -0.35
"""Spelling score below which a name is another or misspelt: of true names in the news all but 1 % lie above."""
MEANT = 0.35
"""Centred cosine from which an ordinary Arabic word may say what a name means."""
LONGEST = 4
"""Words that a name which is translated may have."""
RENDERED = 0.4
"""Centred cosine from which a word of another side may render a name without spelling it."""


class Unspelt(NamedTuple):
    """A name that the Arabic lacks, what it is nearest to there, and whether that is much like it (a garbled name).

    `instead` is the Arabic word in its place if that is plainly a name itself, and the name of nothing else; `partly`
    says that the Arabic spells another word of the same name.
    """

    mention: Mention
    opinion: Opinion
    near: bool
    instead: tuple[int, int] | None = None
    partly: bool = False


def unspelt(evidence: Evidence, role: Role) -> Iterator[Unspelt]:
    """The names of `role` that no Arabic word spells, nor renders by another name of the same; no acronyms."""
    if any(runs_together(word.text) for word in evidence.sides[Role.TRANSLATION].words):
        return
    found = list(_lacking(evidence, role))
    strays = _strays(evidence, role) if found else frozenset()
    for name in found:
        instead = _instead(evidence, role, name, strays, alone=len(found) == 1)
        if instead or not name.partly:
            yield name._replace(instead=instead)


def _instead(
    evidence: Evidence, role: Role, name: Unspelt, strays: frozenset[int], alone: bool
) -> tuple[int, int] | None:
    """The name that stands in the place of one that the Arabic lacks: like it, near in meaning or alone."""
    arabic, heard = evidence.sides[Role.TRANSLATION].words, name.opinion
    place = is_place(name.mention.text)
    others = [k for k in strays if is_transcribed(arabic[k].text) or place]
    if name.near and heard.place and {heard.place.first, heard.place.last} <= {*others}:
        return heard.place.first, heard.place.last
    similar = evidence.between(role, Role.TRANSLATION).similarity[list(name.mention.words)].max(axis=0)
    others = [k for k in others if is_placed(arabic[k].text) == place]
    nearest = max(others, key=lambda k: float(similar[k]), default=None)
    if nearest is None:
        return None
    least = MET if alone and len(others) == 1 else RENDERED
    return (nearest, nearest) if similar[nearest] >= least else None


def _strays(evidence: Evidence, role: Role) -> frozenset[int]:
    """The Arabic words that are names but that no name of `role` accounts for, nor any other word by a link."""
    arabic, side = evidence.sides[Role.TRANSLATION].words, evidence.sides[role].words
    names = [word.text for word in side if word.text[0].isupper() and len(word.text) > 1]
    meant = {j for i, j in evidence.between(role, Role.TRANSLATION).pairs if _is_ordinary(side[i].text)}
    return frozenset(
        k
        for k, word in enumerate(arabic)
        if k not in meant
        and (is_placed(word.text) or is_transcribed(word.text))
        and not any(_accounts(name, word.text) for name in names)
    )


def _accounts(name: str, arabic: str) -> bool:
    """Whether a Latin name is the one that an Arabic word spells or renders."""
    found = rendering(name, (arabic,)) if is_place(name) else None
    return (found is not None and found.score >= UNSPELT) or spelling_score(arabic, name) >= UNSPELT


def _is_ordinary(word: str) -> bool:
    return word.islower() and word not in stopwords("en")


def _lacking(evidence: Evidence, role: Role) -> Iterator[Unspelt]:
    side = evidence.sides[role]
    for run in runs(side):
        names = [mention(side, k, k) for k in sorted(run.certain - _known(evidence, side, run))]
        heard = [(name, opinion(evidence, role, name)) for name in names if _is_comparable(name.text)]
        spelt = bool(heard) and heard[-1][1].score >= CLEAR
        partly = any(found.score >= CLEAR for _, found in heard)
        for name, found in heard:
            near = found.score >= UNLIKE
            # The first name may be left out where the surname is there.
            if found.score < GARBLED and (near or not spelt) and not _is_translated(evidence, found):
                yield _with_next(evidence, side, run, Unspelt(name, found, near, partly=partly))


def _with_next(evidence: Evidence, side: Side, run: Run, name: Unspelt) -> Unspelt:
    """The same with the ordinary word after it if the two spell it no worse: the pieces of a name that was split."""
    last = name.mention.last + 1
    if last not in run.words or last in run.certain or is_generic(side.words[last].text):
        return name
    longer = mention(side, name.mention.first, last)
    heard = opinion(evidence, side.role, longer)
    joined = spelling_score(_arabic(evidence, heard), longer.text) if heard.place else UNLIKE
    return name._replace(mention=longer) if joined >= name.opinion.score else name


def _arabic(evidence: Evidence, heard: Opinion) -> str:
    words = evidence.sides[Role.TRANSLATION].words
    return " ".join(word.text for word in words[heard.place.first : heard.place.last + 1]) if heard.place else ""


def _is_translated(evidence: Evidence, heard: Opinion) -> bool:
    """Whether an ordinary Arabic word seems to say what a name means: أطباء for Médecins."""
    words = evidence.sides[Role.TRANSLATION].words
    return heard.similarity >= MEANT and is_common_arabic(words[heard.nearest].text)


def _known(evidence: Evidence, side: Side, run: Run) -> set[int]:
    """The words of a run that are part of a longer name that the Arabic has: New Zealand, Médecins Sans Frontières."""
    known: set[int] = set()
    for size in range(2, LONGEST + 1):
        for first in range(run.words[0], run.words[-1] + 2 - size):
            name = mention(side, first, first + size - 1)
            if is_place(name.text) and opinion(evidence, side.role, name).score >= UNSPELT:
                known.update(name.words)
    return known


def _is_comparable(word: str) -> bool:
    """Whether letters tell anything: an acronym may be written out, a part after a hyphen may be translated."""
    if is_country(word):
        return not is_acronym(word)
    return (
        len(word) >= SHORTEST and word[0].isupper() and word.isalpha() and not is_acronym(word) and not is_generic(word)
    )
