"""At which hop a difference came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from aligner.bitext import Hop, Role, hops_between

Value = TypeVar("Value")


def blamed(values: Mapping[Role, Value], same: Callable[[Value, Value], bool]) -> tuple[Hop, ...]:
    """The hops at which a value was distorted, none if it was not; `values` has the sides where it could be read.

    Whoever differs from both others is at fault. A translation that differs from source and twin, which agree, was
    mended by the machine: its own fault stands. Where all three differ, each hop has a fault of its own. Two sides
    have one hop; without the translation that is the one that spans both.
    """
    apart = {hop for hop in hops_between(values) if not same(values[hop.ends[0]], values[hop.ends[1]])}
    if len(values) < len(Role):
        return tuple(apart)
    if not apart - {Hop.SOURCE_TWIN}:
        return ()
    if Hop.SOURCE_TWIN in apart:
        return tuple(hop for hop in Hop if hop in apart and hop is not Hop.SOURCE_TWIN)
    return (Hop.SOURCE_TRANSLATION,)
