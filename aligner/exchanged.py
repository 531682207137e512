"""Two names of a text that have changed places in another: who said what of whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence, Side
from aligner.lang.names import same_name
from aligner.lang.stopwords import stopwords
from aligner.mentions import Mention, mention, runs
from aligner.opinions import SPELT, opinion

REACH = 6
"""Words on either side of a name by which its place is known."""
CLEARLY = 4
"""How many more neighbours must speak for an exchange than against it, if any do."""

Pair = tuple[Mention, Mention]


class Exchange(NamedTuple):
    """Two names of the source, the same two in the twin, where each stands in the other's place, and in the Arabic."""

    hop: Hop
    source: Pair
    twin: Pair
    arabic: tuple[tuple[int, int], ...]


def exchanges(evidence: Evidence) -> Iterator[Exchange]:
    """The pairs of names whose neighbours are linked across, not straight; names in a row may be in any order."""
    source, twin = evidence.sides[Role.SOURCE], evidence.sides[Role.TWIN]
    if len(shared := list(_shared(source, twin))) < 2:
        return
    for (name, form), (other, its_form) in combinations(shared, 2):
        ours, theirs = (name, other), (form, its_form)
        if (
            not _in_a_row(source, ours)
            and not _in_a_row(twin, theirs)
            and _is_crossed(evidence, ours, Role.TWIN, theirs)
        ):
            yield _judged(evidence, ours, theirs)


def _judged(evidence: Evidence, ours: Pair, theirs: Pair) -> Exchange:
    """Tell whose fault an exchange is by where the Arabic has the two names."""
    if Role.TRANSLATION not in evidence.sides:
        return Exchange(Hop.SOURCE_TWIN, ours, theirs, ())
    places = [heard.place for name in ours if (heard := opinion(evidence, Role.SOURCE, name)).score >= SPELT]
    found = tuple((place.first, place.last) for place in places if place)
    if len(found) < 2:
        return Exchange(Hop.SOURCE_TWIN, ours, theirs, found)
    arabic = Mention(*found[0], ""), Mention(*found[1], "")
    crossed = _is_crossed(evidence, ours, Role.TRANSLATION, arabic)
    return Exchange(Hop.SOURCE_TRANSLATION if crossed else Hop.TRANSLATION_TWIN, ours, theirs, found)


def _shared(source: Side, twin: Side) -> Iterator[Pair]:
    """The names that either side has once."""
    ours, theirs = (
        [mention(side, min(run.certain), max(run.certain)) for run in runs(side) if run.certain]
        for side in (source, twin)
    )
    for name in ours:
        forms = [form for form in theirs if same_name(name.text, form.text)]
        if len(forms) == 1 and sum(same_name(name.text, other.text) for other in ours) == 1:
            yield name, forms[0]


def _in_a_row(side: Side, pair: Pair) -> bool:
    """Whether nothing but small words and marks stands between two names."""
    first, second = sorted(pair)
    return not any(_is_content(side, k) for k in range(first.last + 1, second.first))


def _is_crossed(evidence: Evidence, ours: Pair, role: Role, theirs: Pair) -> bool:
    """Whether what stands around each of two names in the source stands around the other one in another side."""
    pairs = evidence.between(Role.SOURCE, role).pairs
    here = [_around(evidence.sides[Role.SOURCE], name, ours) for name in ours]
    there = [_around(evidence.sides[role], name, theirs) for name in theirs]

    def shared(left: int, right: int) -> int:
        return sum(i in here[left] and j in there[right] for i, j in pairs)

    straight, crossed = shared(0, 0) + shared(1, 1), (shared(0, 1), shared(1, 0))
    return min(crossed) > 0 and (straight == 0 or sum(crossed) - straight >= CLEARLY)


def _around(side: Side, name: Mention, pair: Pair) -> set[int]:
    """The content words beside a name."""
    taken = {k for one in pair for k in one.words}
    near = (*range(name.first - REACH, name.first), *range(name.last + 1, name.last + 1 + REACH))
    return {k for k in near if 0 <= k < len(side.words) and k not in taken and _is_content(side, k)}


def _is_content(side: Side, index: int) -> bool:
    word = side.words[index].text
    return word[0].isalnum() and word.casefold() not in stopwords(side.lang)
