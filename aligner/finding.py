"""A distortion of meaning: what it is, where it stands and at which hop it came in."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from aligner.bitext import Hop, Role, Span
from aligner.glossary import EMPTY, Glossary
from aligner.lang.digits import with_ascii_digits


class Severity(StrEnum):
    """How much a distortion harms the reader; the weights are MQM's defaults (Freitag et al. 2021)."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def weight(self) -> int:
        """Penalty points."""
        return {"minor": 1, "major": 5, "critical": 25}[self.value]

    def at_least(self, other: Severity) -> bool:
        """Whether this is as severe as `other` or more."""
        return self.weight >= other.weight


class Status(StrEnum):
    """Whether a finding counts: those known from a baseline and those that somebody accepted are shown, and no more."""

    NEW = "new"
    BASELINE = "baseline"
    SUPPRESSED = "suppressed"

    @property
    def words(self) -> str:
        """What people are told of a finding that does not count; empty for one that does."""
        return {"new": "", "baseline": "known from the baseline", "suppressed": "accepted"}[self.value]


class Category(StrEnum):
    """What kind of meaning was distorted."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    UNIT = "unit"
    NEGATION = "negation"
    MODALITY = "modality"
    HEDGE = "hedge"
    ATTRIBUTION = "attribution"
    QUOTE = "quote"
    TENSE = "tense"
    MISTRANSLATION = "mistranslation"
    ADDITION = "addition"
    OMISSION = "omission"
    UNTRANSLATED = "untranslated"
    FLUENCY = "fluency"
    TERMINOLOGY = "terminology"

    @property
    def mqm(self) -> str:
        """The path in the MQM typology (themqm.org, MQM-Full)."""
        return _MQM.get(self, "accuracy/mistranslation")


_MQM = {
    Category.ADDITION: "accuracy/addition",
    Category.OMISSION: "accuracy/omission",
    Category.UNTRANSLATED: "accuracy/untranslated",
    Category.FLUENCY: "linguistic-conventions",
    Category.TERMINOLOGY: "terminology/wrong-term",
}
_OF_FIGURES = frozenset({Category.NUMBER, Category.DATE, Category.UNIT})


@dataclass(frozen=True, slots=True)
class Location:
    """Where a finding stands in one document; `text` is the document's text at `span`."""

    role: Role
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One distortion in one row. `confidence` is 0 to 1, `message` one plain sentence.

    `reason` says why it does not count, if somebody accepted it.
    """

    check: str
    category: Category
    severity: Severity
    hop: Hop
    confidence: float
    message: str
    row: int
    locations: tuple[Location, ...]
    status: Status = Status.NEW
    reason: str = ""

    def at(self, role: Role) -> tuple[Location, ...]:
        """Its places in one document."""
        return tuple(place for place in self.locations if place.role is role)

    @property
    def standing(self) -> str:
        """Why it does not count, in words; empty if it does."""
        words = self.status.words
        return f"{words}: {self.reason}" if words and self.reason else words

    @property
    def id(self) -> str:
        """A fingerprint that survives edits elsewhere.

        No offsets go into it, and no words of a document that has no part in the hop: what those are linked to changes
        with the words around them.
        """
        places = [p for p in self.locations if p.role in self.hop.ends] or self.locations
        texts = sorted(f"{p.role}:{_fold(p.text)}" for p in places)
        key = "\x1f".join([self.check, self.hop, self.category, *texts])
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(frozen=True, slots=True)
class Example:
    """A row that a check must flag or leave alone; an empty side is absent."""

    source: str
    translation: str
    twin: str


@dataclass(frozen=True, slots=True)
class Check:
    """What a check file says of itself.

    `languages` are those it has tables for; `bad` examples are flagged, `good` ones are not, with
    `glossary` as the user's.
    """

    name: str
    category: Category
    severity: Severity
    languages: frozenset[str]
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    glossary: Glossary = EMPTY

    def finding(  # noqa: PLR0917 - in the order of a finding's own fields
        self,
        hop: Hop,
        confidence: float,
        message: str,
        row: int,
        locations: tuple[Location, ...],
        severity: Severity | None = None,
    ) -> Finding:
        """One distortion that the check found; of the check's own severity unless another is given.

        Where it is about figures, those that the message quotes stand in ASCII digits beside it.
        """
        if self.category in _OF_FIGURES:
            message = with_ascii_digits(message)
        return Finding(self.name, self.category, severity or self.severity, hop, confidence, message, row, locations)
