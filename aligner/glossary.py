"""The user's glossary: how a term is to be rendered, and how not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from aligner.bitext import Role


@dataclass(frozen=True, slots=True)
class Entry:
    """A term: what each document may call it, and what none may.

    A twin is in the source's language, so that what the source may say is right there too unless `terms` has its own.
    With `exact` capitals count: Polish is not polish.
    """

    terms: Mapping[Role, tuple[str, ...]]
    forbidden: tuple[str, ...] = ()
    note: str = ""
    exact: bool = False

    def of(self, role: Role) -> tuple[str, ...]:
        """What a document may call the term, nothing if the glossary does not say."""
        terms = self.terms.get(role, ())
        return terms or (self.terms.get(Role.SOURCE, ()) if role is Role.TWIN else ())


Glossary: TypeAlias = tuple[Entry, ...]
EMPTY: Glossary = ()
