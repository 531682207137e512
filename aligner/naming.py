"""The names in articles on one event, each with the places where any of them has it, in whatever script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.claims import Claim, Kind, Mention, claim, grouped
from aligner.dossier import Article, Statement
from aligner.lang.common_arabic import is_common_arabic
from aligner.lang.counterparts import has_counterpart
from aligner.lang.mentions import is_acronym, is_generic
from aligner.lang.names import same_name
from aligner.lang.places import is_place
from aligner.lang.renderings import Rendering, rendering
from aligner.mentions import runs

SPELT, SPELT_WELL = 0.7, 1.5
"""Spelling scores from which an Arabic word renders a name, and from which a common one does."""
MASK = "."
"""In place of a common word, which renders no name but an acronym or a place and need not be looked at."""
LESS_CLEAR = 1.5
"""By how much another place of the same article may spell it better."""


@dataclass(frozen=True, slots=True, eq=False)
class Naming:
    """A name in a statement: its words `first` to `last`, inclusive; `certain` if one of them surely is a name."""

    statement: Statement
    first: int
    last: int
    certain: bool

    @property
    def words(self) -> list[str]:
        """Its words."""
        return self.statement.words[self.first : self.last + 1]

    @property
    def mention(self) -> Mention:
        """As the claims have it."""
        place = self.statement.place_of(self.first, self.last)
        return Mention(place, " ".join(place.text.split()))

    def agrees(self, other: Naming) -> bool:
        """Whether both name the same: in one form or another, abbreviated, or by a part that is no office."""
        ours, theirs = self.words, other.words
        if same_name(" ".join(ours), " ".join(theirs)):
            return True
        return _is_part(ours, theirs) or _is_part(theirs, ours)


def name_claims(articles: Sequence[Article]) -> tuple[Claim, ...]:
    """The names of the English articles, and where those in Arabic have them."""
    groups = grouped([naming for article in articles for naming in _names(article)], Naming.agrees, by_first=True)
    arabic = [article for article in articles if article.lang == "ar"]
    claims = []
    for group in groups:
        if not any(naming.certain for naming in group):
            continue  # a heading, or an office
        mentions = [naming.mention for naming in group]
        mentions += [mention for article in arabic for mention in _rendered(group, article)]
        claims.append(claim(Kind.NAME, mentions))
    return tuple(claims)


def _names(article: Article) -> Iterator[Naming]:
    if article.lang != "en":
        return
    for statement in article.statements:
        for run in runs(statement.side):
            if run.certain or len(run.words) > 1:
                yield Naming(statement, run.words[0], run.words[-1], bool(run.certain))


def _is_part(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether all the words that name, of one, have a counterpart in the other."""
    naming = [k for k, word in enumerate(ours) if word[0].isupper() and not is_generic(word)]
    return bool(naming) and all(has_counterpart(k, ours, theirs) for k in naming)


def _rendered(group: Sequence[Naming], article: Article) -> Iterator[Mention]:
    """The places of an Arabic article that have the name, once a sentence, if none has it much more clearly."""
    forms = dict.fromkeys(" ".join(naming.words) for naming in group)
    lasts = (naming.words[-1] for naming in group)
    parts = dict.fromkeys((*forms, *(word for word in lasts if word[0].isupper() and not is_generic(word))))
    found = []
    for statement in article.statements:
        words = tuple(statement.words)
        rare = tuple(MASK if is_common_arabic(word) else word for word in words)
        best_of = {form: rendering(form, words if is_place(form) or is_acronym(form) else rare) for form in parts}
        heard = [best for best in best_of.values() if best and _is_clear(best, words)]
        if heard:
            found.append((statement, max(heard, key=lambda one: one.score)))
    clearest = max((best.score for _, best in found), default=0.0)
    for statement, best in found:
        if best.score >= clearest - LESS_CLEAR:
            place = statement.place_of(best.first, best.last)
            yield Mention(place, place.text)


def _is_clear(found: Rendering, words: Sequence[str]) -> bool:
    """Whether what renders a name spells it well enough, a common word better than others."""
    common = all(is_common_arabic(word) for word in words[found.first : found.last + 1])
    return found.score >= (SPELT_WELL if common else SPELT)
