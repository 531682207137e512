"""What articles on one event quote or report as said, and who said it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.bitext import Span
from aligner.claims import Claim, Kind, Mention, claim, grouped
from aligner.contradictions import Contradiction
from aligner.dossier import Article, Statement
from aligner.lang.counterparts import has_counterpart
from aligner.lang.mentions import CALENDAR, name_words
from aligner.lang.speakers import is_pronoun
from aligner.quoting import quoting
from aligner.speech import Speech, speeches

SHORTEST = 3
"""Words of a quotation that says something by itself."""
SAME = {True: 0.75, False: 0.5}
"""Centred cosine from which two sentences report the same words, within a language and across two."""


@dataclass(frozen=True, slots=True, eq=False)
class Saying:
    """Words of a statement that somebody said; `named` are the speaker's words, as far as they are known."""

    statement: Statement
    span: Span
    kind: Kind
    named: tuple[str, ...]

    @property
    def mention(self) -> Mention:
        """As the claims have it."""
        place = self.statement.place(self.span)
        return Mention(place, " ".join(place.text.split()), " ".join(self.named))

    def agrees(self, other: Saying) -> bool:
        """Whether both report the same words."""
        if self.kind is not other.kind:
            return False
        if self.statement is other.statement:
            return self.span == other.span
        if self.kind is Kind.QUOTE and self.mention.value.casefold() == other.mention.value.casefold():
            return True
        level = SAME[self.statement.side.lang == other.statement.side.lang]
        return float(self.statement.vector @ other.statement.vector) >= level


def sayings(articles: Sequence[Article]) -> tuple[Saying, ...]:
    """All that is quoted or reported in the articles, in reading order."""
    return tuple(saying for article in articles for saying in _sayings(article))


def saying_claims(found: Sequence[Saying]) -> tuple[Claim, ...]:
    """What is said, each with all who report it."""
    return tuple(claim(group[0].kind, [saying.mention for saying in group]) for group in grouped(found, Saying.agrees))


def told_otherwise(found: Sequence[Saying]) -> tuple[Contradiction, ...]:
    """The same words that two articles put in the mouths of different people."""
    return tuple(
        Contradiction(one.kind, one.mention, other.mention, _alike(one, other), _apart(one, other))
        for k, one in enumerate(found)
        for other in found[k + 1 :]
        if one.statement.article != other.statement.article and one.agrees(other) and _others(one, other)
    )


def _alike(one: Saying, other: Saying) -> float:
    return min(float(one.statement.vector @ other.statement.vector), 1.0)


def _apart(one: Saying, other: Saying) -> str:
    return f"said by {' '.join(one.named)} or by {' '.join(other.named)}"


def _sayings(article: Article) -> Iterator[Saying]:
    spoken = [_speech(statement) for statement in article.statements]
    for k, statement in enumerate(article.statements):
        quotes = [quote for quote in quoting(statement.side).quotes if len(quote.words) >= SHORTEST]
        for quote in quotes:
            yield Saying(statement, quote.span, Kind.QUOTE, _near(article.statements, spoken, k))
        if not quotes and spoken[k]:
            yield Saying(statement, statement.side.sentences[0].span, Kind.SPEECH, spoken[k])


def _speech(statement: Statement) -> tuple[str, ...]:
    """The speaker of the first attribution that names one, without the day."""
    words = statement.words
    named = (found.speaker for found in speeches(statement.side) if _names(found, words))
    return next((tuple(words[k] for k in one if words[k].casefold() not in CALENDAR) for one in named), ())


def _names(found: Speech, words: Sequence[str]) -> bool:
    return found.use == "firm" and bool(found.speaker) and not is_pronoun(words[found.speaker[0]])


def _near(statements: Sequence[Statement], spoken: Sequence[tuple[str, ...]], k: int) -> tuple[str, ...]:
    """The speaker of a quotation: in its sentence, else in the same paragraph before or after it."""
    if spoken[k]:
        return spoken[k]
    before, after = k, k
    while not statements[before].side.sentences[0].opening and before > 0:
        before -= 1
        if spoken[before]:
            return spoken[before]
    while after + 1 < len(statements) and not statements[after + 1].side.sentences[0].opening:
        after += 1
        if spoken[after]:
            return spoken[after]
    return ()


def _others(one: Saying, other: Saying) -> bool:
    """Whether both speakers are named in one language, and none of their names has a counterpart."""
    if one.statement.side.lang != other.statement.side.lang:
        return False
    ours = [name.at for name in name_words(one.named)]
    theirs = [name.at for name in name_words(other.named)]
    apart = not any(has_counterpart(k, one.named, other.named) for k in ours)
    return bool(ours and theirs) and apart and not any(has_counterpart(k, other.named, one.named) for k in theirs)
