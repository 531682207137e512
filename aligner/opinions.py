"""What the Arabic side of a row says about a name in Latin letters."""

from __future__ import annotations

import re
from typing import NamedTuple

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence
from aligner.lang.letters import UNLIKELY
from aligner.lang.mentions import is_acronym
from aligner.lang.places import is_place
from aligner.lang.readings import readings
from aligner.lang.renderings import CERTAIN, Rendering, rendering
from aligner.mentions import Mention

MET = 0.2
"""Centred cosine below which a word that spells a name by chance is none (clean names: 99 % above)."""
SKIPPED = "-"
CLEAR, SPELT, UNSPELT, UNLIKE = 1.3, 0.85, 0.0, -1.6
"""Spelling scores: from CLEAR or SPELT on Arabic letters spell a name (95 % of true pairs, best split of true and
garbled ones), below UNSPELT they do not, and below UNLIKE they do not even try."""
LEEWAY = 0.3
"""How much worse the Arabic may spell the twin's form of a name, if that is to be another romanisation of it."""
_ENDING = re.compile("(?<=[\u0620-\u064a]{3})(?:يين|يون|يات|ين|ون|ية|ي)\\Z")
"""What Arabic adds to a name to speak of its people or what is theirs."""
NEARER = 0.1
"""By how much the Arabic must be nearer in meaning to one of two names that it does not spell."""


class Opinion(NamedTuple):
    """How well the Arabic spells a name (-6 to 3), and the centred cosine (-1 to 1) of the word nearest in meaning.

    `place` is where it spells it best; `nearest` the index of the word nearest in meaning.
    """

    score: float
    place: Rendering | None
    similarity: float
    nearest: int


def opinion(evidence: Evidence, role: Role, mention: Mention) -> Opinion:
    """Read the Arabic side for a name of `role`; KeyError if there is none."""
    side, arabic = evidence.sides[role], evidence.sides[Role.TRANSLATION]
    similarity = evidence.between(role, Role.TRANSLATION).similarity[list(mention.words)].max(axis=0)
    words = tuple(word.text for word in arabic.words)
    heard = tuple(word if near >= MET else SKIPPED for word, near in zip(words, similarity, strict=True))
    names = [mention.text, *(side.words[k].text for k in mention.words if not mention.single)]
    found = [place for name in names if _is_heard(name) and (place := _rendering(name, words, heard))]
    best = max(found, key=lambda place: place.score, default=None)
    nearest = int(similarity.argmax())
    return Opinion(best.score if best else UNLIKELY, best, float(similarity[nearest]), nearest)


def _is_heard(name: str) -> bool:
    """Whether a part of a name is long enough to be told from chance."""
    return name[0].isupper() and (len(name) > 2 or is_acronym(name))


def _rendering(name: str, words: tuple[str, ...], heard: tuple[str, ...]) -> Rendering | None:
    """The best rendering among the words that may mean the name; a known place may be anywhere."""
    known = rendering(name, words) if is_place(name) else None
    if known and known.score >= CERTAIN:
        return known
    best = rendering(name, heard)
    if not best or best.score >= CLEAR:
        return best
    bare = tuple(_ENDING.sub("", word) for word in heard)
    trials = [(name, bare), *((read, heard) for read in readings(name))]
    return max(best, *filter(None, (rendering(*trial) for trial in trials)), key=lambda place: place.score)


class Ruling(NamedTuple):
    """At which hop one name became another, how sure that is (0..1) and where the Arabic has the one it bears out.

    `respelt` says that the Arabic letters may be read as either.
    """

    hop: Hop
    sure: float
    place: tuple[int, int] | None = None
    respelt: bool = False


def ruling(evidence: Evidence, name: Mention, form: Mention) -> Ruling:
    """Decide between a name of the source and one of the twin that stands for it."""
    if Role.TRANSLATION not in evidence.sides:
        return Ruling(Hop.SOURCE_TWIN, 0.0)
    theirs, ours = opinion(evidence, Role.SOURCE, name), opinion(evidence, Role.TWIN, form)
    if ours.place and theirs.score >= UNSPELT and ours.score >= max(CLEAR, theirs.score - LEEWAY):
        return Ruling(Hop.TRANSLATION_TWIN, 1.0, (ours.place.first, ours.place.last), respelt=True)
    if theirs.place and theirs.score >= SPELT:
        return Ruling(Hop.TRANSLATION_TWIN, 1.0, (theirs.place.first, theirs.place.last))
    if ours.place and ours.score >= SPELT and ours.score > theirs.score + 1:
        return Ruling(Hop.SOURCE_TRANSLATION, 1.0, (ours.place.first, ours.place.last))
    return _by_meaning(theirs, ours)


def _by_meaning(theirs: Opinion, ours: Opinion) -> Ruling:
    """Decide by nearness in meaning: a name that is translated has no letters to compare."""
    nearer = theirs.similarity - ours.similarity
    if nearer >= NEARER or theirs.score - ours.score > 2:
        return Ruling(Hop.TRANSLATION_TWIN, 0.5, (theirs.nearest, theirs.nearest))
    if nearer <= -NEARER:
        return Ruling(Hop.SOURCE_TRANSLATION, 0.5, (ours.nearest, ours.nearest))
    return Ruling(Hop.SOURCE_TWIN, 0.0)
