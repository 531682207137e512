"""What somebody accepted: which findings do not count, why, and until when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from aligner.bitext import Hop, Role
from aligner.finding import Category, Finding, Status
from aligner.patterns import Pattern

if TYPE_CHECKING:
    from aligner.evidence import Evidence  # brings numpy, and the configuration is read before there is any need of it

_POSSESSIVE = re.compile(r"['’]s?\Z")


@dataclass(frozen=True, slots=True)
class Suppression:
    """Findings that are right by the user's word: those that meet every criterion given, up to the day `until`.

    `text` is searched in the words that a finding stands on. `path` is a glob for the name of a document, `spellings`
    are names that mean the same.
    """

    reason: str
    until: date | None = None
    id: str = ""
    check: str = ""
    category: Category | None = None
    hop: Hop | None = None
    text: Pattern | None = None
    path: str = ""
    spellings: tuple[str, ...] = ()

    def __str__(self) -> str:
        criteria = {
            "id": self.id,
            "check": self.check,
            "category": self.category,
            "hop": self.hop,
            "text": self.text and repr(self.text.text),
            "path": self.path,
        }
        return f"{', '.join(f'{name} {value}' for name, value in criteria.items() if value)} ({self.reason})"

    def expired(self, today: date) -> bool:
        """Whether its last day has gone by."""
        return self.until is not None and self.until < today

    def concerns(self, origins: Iterable[str]) -> bool:
        """Whether it holds for documents of these names."""
        return not self.path or any(on_path(self.path, origin) for origin in origins)

    def matches(self, finding: Finding, texts: Mapping[Role, str] | None = None) -> bool:
        """Whether a finding meets all criteria, that of the path apart; `texts` are those of its row."""
        return (
            self.id in ("", finding.id)
            and self.check in ("", finding.check)
            and self.category in (None, finding.category)
            and self.hop in (None, finding.hop)
            and (self.text is None or any(self.text.found_in(place.text) for place in finding.locations))
            and (not self.spellings or _same_name(self.spellings, finding, texts or {}))
        )


def accepted(
    findings: Collection[Finding], suppressions: Iterable[Suppression], origins: Collection[str], evidence: Evidence
) -> tuple[Finding, ...]:
    """The findings of a row of documents of these names, those that were accepted marked as such, with the reason."""
    if not findings:
        return ()
    here = [suppression for suppression in suppressions if suppression.concerns(origins)]
    texts = {role: side.text for role, side in evidence.sides.items()}
    return tuple(_judged(finding, here, texts) for finding in findings)


def counted(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that take something off the score: all but those that were accepted."""
    return [finding for finding in findings if finding.status is not Status.SUPPRESSED]


def on_path(glob: str, origin: str) -> bool:
    """Whether a document's name matches a glob, which may begin at any folder; `*` stands for slashes too."""
    name = origin.replace("\\", "/")
    return fnmatchcase(name, glob) or fnmatchcase(name, f"*/{glob}")


def _judged(finding: Finding, suppressions: Iterable[Suppression], texts: Mapping[Role, str]) -> Finding:
    found = next((suppression for suppression in suppressions if suppression.matches(finding, texts)), None)
    return replace(finding, status=Status.SUPPRESSED, reason=found.reason) if found else finding


def _same_name(spellings: Iterable[str], finding: Finding, texts: Mapping[Role, str]) -> bool:
    """Whether a finding about names makes a difference of spellings that mean the same.

    Source and twin, else the two texts that there are, each have one of them: there where the finding stands, or
    anywhere if it says that a name is lacking. Names that changed places stand on another name too.
    """
    known = {_folded(spelling) for spelling in spellings}
    compared = [role for role in (Role.SOURCE, Role.TWIN) if role in texts]
    sides = [(finding.at(role), texts[role]) for role in (compared if len(compared) > 1 else texts)]
    return (
        finding.category is Category.NAME
        and any(places for places, _ in sides)
        and all(
            all(_folded(place.text) in known for place in places) if places else _says(text, known)
            for places, text in sides
        )
    )


def _says(text: str, names: Iterable[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", _folded(text)) for name in names)


def _folded(name: str) -> str:
    """A name without case and possessive."""
    return _POSSESSIVE.sub("", " ".join(unicodedata.normalize("NFKC", name).casefold().split()))
