"""A quotation that became plain text, plain text that became a quotation, or a quotation whose bounds moved.

What stands between quotation marks is followed by its word links to the other sides. Where its words stand without
marks there, the marks were lost; Arabic speech behind «قال …:» counts as quoted. Losing the marks is minor as long as
the text still says who speaks; a statement that is told as a plain fact, or a plain statement that somebody is made to
have said, is major. Marks around a title, a nickname or single words come and go in translation: at most minor. Bounds
have moved if three words of meaning or more at an end of a quotation stand outside of it on the other side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aligner.bitext import Hop, Role, Span, hops_between
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.hops import blamed
from aligner.lang.attribution import attributions
from aligner.marks import location, marks
from aligner.quoting import Quote, Quoting, content, is_quoted, quoting, rendered

CHECK = Check(
    name="quotes",
    category=Category.QUOTE,
    severity=Severity.MAJOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "“The dam will not hold until the morning,” an engineer said.",
            "قال مهندس: «لن يصمد السد حتى الصباح».",
            "The dam will not hold until the morning.",
        ),
        Example(
            "The senator called the plan “an insult to every worker” on Monday.",
            "ووصف السناتور الخطة يوم الاثنين بأنها «إهانة لكل عامل».",
            "The senator called the plan an insult to every worker on Monday.",
        ),
    ),
    good=(
        Example(
            "“We need more doctors,” the minister said, “and more nurses.”",
            "وقال الوزير: نحتاج إلى مزيد من الأطباء والممرضين.",
            "“We need more doctors and more nurses,” the minister said.",
        ),
    ),
)
STATEMENT = 5
"""Words from which a quotation is a statement rather than a quoted word or two."""
MOST = 0.7
"""Share of a row's words that a quotation without a speaker must fill to be a statement and no title."""
MOVED = 3
"""Words of meaning by which a quotation's end must have moved."""
MOVED_BY_TRANSLATOR = 5
"""Words of meaning by which a translator must have moved it for more than a doubt."""
CONFIDENCE = {"statement": 0.8, "words": 0.5, "moved": 0.7}
"""The share of distortions among findings of each kind, estimated on planted and clean items in equal number."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the quotations that were lost, added or moved, each once."""
    found = {role: quoting(side) for role, side in evidence.sides.items()}
    if not any(one.quotes for one in found.values()):
        return
    for role, one in found.items():
        earlier = [other for other in found if list(Role).index(other) < list(Role).index(role)]
        for quote in one.quotes:
            quoted = _states(evidence, role, quote, found)
            if not any(quoted.get(other) for other in earlier):
                for hop in blamed(quoted, lambda a, b: a is b):
                    yield from _lost_or_added(evidence, role, quote, hop, quoted)
    for hop in hops_between(found):
        if hop is not Hop.SOURCE_TWIN or Role.TRANSLATION not in found:
            yield from _moved(evidence, hop, found)


def _states(evidence: Evidence, role: Role, quote: Quote, found: Mapping[Role, Quoting]) -> dict[Role, bool]:
    """Which sides quote the words, as far as it can be told."""
    states: dict[Role, bool] = {}
    for other in found:
        state = True if other is role else is_quoted(evidence, role, quote, other, found[other].quoted)
        if state is not None:
            states[other] = state
    return states


def _lost_or_added(
    evidence: Evidence, role: Role, quote: Quote, hop: Hop, quoted: Mapping[Role, bool]
) -> Iterator[Finding]:
    """What to say of a quotation that one end of the hop has and the other has not."""
    added = quoted[hop.ends[1]]
    places = list(_places(evidence, role, quote))
    if len(quote.words) < STATEMENT and _is_name(evidence, places):
        return
    if added and hop.ends[1] is Role.TRANSLATION and not _is_speech(evidence.sides[role], quote):
        return  # Arabic has no capitals and quotes names and loans instead
    grave = _is_speech(evidence.sides[role], quote) and not _is_attributed(evidence.sides[hop.ends[not added]])
    kind = "statement" if grave else "words"
    severity = Severity.MAJOR if grave else Severity.MINOR
    text = location(evidence.sides[role], quote.span).text
    change = f"is quoted in the {hop.ends[1]} only" if added else f"lost its quotation marks in the {hop.ends[1]}"
    yield _finding(evidence, hop, (severity, kind), f"“{text}” {change}", places)


def _finding(
    evidence: Evidence, hop: Hop, weight: tuple[Severity, str], message: str, places: list[Location]
) -> Finding:
    severity, kind = weight
    return CHECK.finding(hop, CONFIDENCE[kind], message, evidence.row, tuple(places), severity)


def _is_speech(side: Side, quote: Quote) -> bool:
    """Whether a quotation is what somebody says: a statement whose speaker is named, or most of the row."""
    statement = len(quote.words) >= STATEMENT
    return statement and (_is_attributed(side) or len(quote.words) > MOST * len(side.words))


def _places(evidence: Evidence, role: Role, quote: Quote) -> Iterator[Location]:
    """Where the words of the quotation stand in each side."""
    for other, side in evidence.sides.items():
        own = [k for k in quote.words if evidence.sides[role].words[k].text[0].isalnum()]
        there = quote.words if other is role else rendered(evidence, role, own, other).values()
        words = [k for k in there if other is role or side.words[k].text[0].isalnum()]
        if words:
            yield location(side, Span(side.words[min(words)].span.start, side.words[max(words)].span.end))


def _is_name(evidence: Evidence, places: list[Location]) -> bool:
    """Whether English writes the words with capitals, as a title or a nickname; Arabic quotes what has none."""
    english = [place.text.split() for place in places if evidence.sides[place.role].lang == "en"]
    return any(all(word[0].isupper() or len(word) < 4 for word in words) for words in english)


def _is_attributed(side: Side) -> bool:
    """Whether a side, or the sentence before or after it, tells who speaks."""
    if any(True for _ in marks(side, attributions)):
        return True
    sentences = side.document.sentences
    at = [k for k, sentence in enumerate(sentences) if sentence.span in {s.span for s in side.sentences}]
    near = [sentences[k] for k in (at[0] - 1, at[-1] + 1) if 0 <= k < len(sentences)] if at else []
    return any(attributions(side.document.slice(sentence.span), side.lang) for sentence in near)


def _moved(evidence: Evidence, hop: Hop, found: Mapping[Role, Quoting]) -> Iterator[Finding]:
    """Quotations of either end whose first or last words stand outside of any quotation on the other."""
    for role, other in (hop.ends, hop.ends[::-1]):
        if found[other].unsure or found[role].unsure:
            continue
        for quote in found[role].quotes:
            words = _outside(evidence, role, quote, other, found[other])
            if words:
                side, there = evidence.sides[role], evidence.sides[other]
                across = rendered(evidence, role, words, other).values()
                places = [
                    location(side, Span(side.words[words[0]].span.start, side.words[words[-1]].span.end)),
                    location(there, Span(there.words[min(across)].span.start, there.words[max(across)].span.end)),
                ]
                message = f"“{places[0].text}” stands inside the quotation in the {role}, outside in the {other}"
                severity = Severity.MINOR if _is_typing(side, words, places[0], hop) else Severity.MAJOR
                yield _finding(evidence, hop, (severity, "moved"), message, places)


def _is_typing(side: Side, words: tuple[int, ...], place: Location, hop: Hop) -> bool:
    """Whether a mark may merely be misplaced: «“said the coach, we …”»; translators are freer with it than machines."""
    return bool(attributions(place.text, side.lang)) or (
        hop is Hop.SOURCE_TRANSLATION and len(words) < MOVED_BY_TRANSLATOR
    )


def _outside(evidence: Evidence, role: Role, quote: Quote, other: Role, there: Quoting) -> tuple[int, ...]:
    """The words at the beginning or the end of a quotation that are rendered outside of any; none if they are few."""
    across = rendered(evidence, role, content(evidence.sides[role], quote.words), other)
    inside = [k for k in across if across[k] in there.quoted]
    if not inside:
        return ()
    for run in ([k for k in across if k < min(inside)], [k for k in across if k > max(inside)]):
        if len(run) >= MOVED:
            return tuple(sorted(run))
    return ()
