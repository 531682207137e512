"""How much two articles have in common: how much of them aligns, and whether they state the same figures and dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from aligner.align import align
from aligner.candidates import lateness
from aligner.encoding import likelihood
from aligner.particulars import Particulars, balance, particulars
from aligner.profiles import Profile
from aligner.remembered import RememberedEncoder
from aligner.units import Units, units_of

STATED = 0.2
"""What full agreement of figures and dates adds to the share of two articles that aligns."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for two articles being the same story, one made from the other.

    `left` and `right` are the shares (0..1) of their texts that have a counterpart, `agreement` (-1..1) is that of
    their figures and dates, `late` (0..1) how far their dates are apart.
    """

    left: float
    right: float
    agreement: float = 0.0
    late: float = 0.0

    @property
    def coverage(self) -> float:
        """The harmonic mean of both shares."""
        return 2 * self.left * self.right / max(self.left + self.right, 1e-9)

    @property
    def score(self) -> float:
        """All of it in one number, to choose among several by."""
        return self.coverage + STATED * self.agreement - self.late


class Comparison:
    """Compares articles two at a time and remembers what it has worked out of each."""

    def __init__(self, encoder: RememberedEncoder) -> None:
        self._encoder = encoder
        self._units: dict[Profile, Units] = {}
        self._particulars: dict[Profile, Particulars] = {}

    def glance(self, one: Profile, other: Profile) -> Likeness:
        """A likeness of sentences that are each other's nearest, wherever they stand, and of the digits written.

        It takes a hundredth of the work of a closer look.
        """
        left, right = self._units_of(one), self._units_of(other)
        shares = _mutual(left, right, _same_language(one, other))
        agreement = balance(2 * len(one.digits & other.digits), len(one.digits), len(other.digits))
        return Likeness(*shares, agreement, lateness(one, other))

    def closer(self, seen: Likeness, one: Profile, other: Profile) -> Likeness:
        """The likeness with all figures and dates, and half of it told by an alignment of the sentences in order.

        Neither half alone will do: nearest neighbours may stand anywhere, and beads of several sentences say little.
        """
        left, right = _aligned(self._units_of(one), self._units_of(other), _same_language(one, other))
        agreement = self._particulars_of(one).agreement(self._particulars_of(other))
        return replace(seen, left=(seen.left + left) / 2, right=(seen.right + right) / 2, agreement=agreement)

    def _units_of(self, profile: Profile) -> Units:
        if profile not in self._units:
            self._units[profile] = units_of(profile.document, self._encoder)
        return self._units[profile]

    def _particulars_of(self, profile: Profile) -> Particulars:
        if profile not in self._particulars:
            self._particulars[profile] = particulars(profile.document)
        return self._particulars[profile]


def _same_language(one: Profile, other: Profile) -> bool:
    return one.document.lang == other.document.lang


def _mutual(left: Units, right: Units, same_language: bool) -> tuple[float, float]:
    """The shares of both texts in sentences that are each other's nearest, by how likely they say the same."""
    ours, theirs = _counted(left), _counted(right)
    similarity = left.vectors @ right.vectors.T
    similarity[ours == 0] = similarity[:, theirs == 0] = -1
    there, back = similarity.argmax(1), similarity.argmax(0)
    mutual = np.flatnonzero(back[there] == np.arange(len(left)))
    likely = _likely(similarity[mutual, there[mutual]], same_language)
    return float(likely @ ours[mutual] / ours.sum()), float(likely @ theirs[there[mutual]] / theirs.sum())


def _aligned(left: Units, right: Units, same_language: bool) -> tuple[float, float]:
    """The shares of both texts in links, by how likely their sides say the same."""
    ours, theirs = _counted(left), _counted(right)
    links = [link for link in align(left, right) if link.left and link.right]
    alike = (float(left.together(link.left) @ right.together(link.right)) for link in links)
    likely = _likely(alike, same_language)
    shares = [
        (chance * ours[list(link.left)].sum(), chance * theirs[list(link.right)].sum())
        for chance, link in zip(likely, links, strict=True)
    ]
    return float(sum(a for a, _ in shares) / ours.sum()), float(sum(b for _, b in shares) / theirs.sum())


def _likely(similarities: Iterable[float], same_language: bool) -> NDArray[np.float64]:
    return np.array([likelihood(float(value), same_language) for value in similarities], np.float64)


def _counted(units: Units) -> NDArray[np.float64]:
    """The lengths of the sentences; boilerplate has none, unless there is nothing else."""
    return units.lengths if units.boilerplate.all() else np.where(units.boilerplate, 0.0, units.lengths)
