"""What will be was made into what has been, what ended into what goes on, or the reverse.

The verbs of two sides that are linked are compared. A finding is a future that became a past or a present («will
build» / «built»), work in progress that became done («is building» / «has built»), what was announced that became
done («said it would build» / «said it built»), and a state that ended on one side and goes on in the other («was in
orbit for 15 years» / «has been in orbit for 15 years»). Backshift in reported speech, a scheduled event told in the
present, participles and an Arabic verb whose form leaves the time open are none; «was» for «is» is minor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aligner.bitext import Role
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.durations import ENDED, LASTING, durations
from aligner.lang.tense import Change, changed, is_ahead, is_present, looks_ahead
from aligner.lang.verbs import FUTURE, OPEN, PRESENT, VerbGroup, verb_groups
from aligner.leftovers import ends, hop_told, opposite
from aligner.marks import Mark, location, marks

CHECK = Check(
    name="tense",
    category=Category.TENSE,
    severity=Severity.MAJOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The satellite was in orbit for eight years.",
            "كان القمر الصناعي في المدار لمدة ثماني سنوات.",
            "The satellite has been in orbit for eight years.",
        ),
        Example(
            "The company will build a plant in Ohio.",
            "ستبني الشركة مصنعًا في أوهايو.",
            "The company built a plant in Ohio.",
        ),
        Example(
            "The minister opened the museum on Monday.",
            "سيفتتح الوزير المتحف يوم الاثنين.",
            "The minister will open the museum on Monday.",
        ),
    ),
    good=(
        Example(
            "Prosecutors said the two men would be tried in May.",
            "قال المدعون إن الرجلين سيحاكمان في مايو.",
            "Prosecutors said the two men will be tried in May.",
        ),
        Example(
            "The talks resume on Monday in Geneva.",
            "ستُستأنف المحادثات يوم الاثنين في جنيف.",
            "The talks will resume on Monday in Geneva.",
        ),
        Example(
            "Residents have been living in tents for three months.",
            "يعيش السكان في خيام منذ ثلاثة أشهر.",
            "Residents have lived in tents for three months.",
        ),
    ),
)

WEAK, ACROSS = 0.2, 0.3
"""Centred cosine from which two linked verbs are compared: synonyms are further apart than nouns.

Across languages, links of verbs by chance are common.
"""
Verb = Mark[VerbGroup]


class Pair(NamedTuple):
    """Two verbs, or two durations, that stand in each other's place and what is wrong with them."""

    left: Location
    right: Location
    change: Change
    middle: tuple[Location, ...]
    backing: tuple[bool, bool]


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the verbs whose time was changed on the way."""
    pair = ends(evidence)
    if not pair:
        return
    verbs = {
        role: tuple(mark for mark in marks(side, verb_groups) if mark.words) for role, side in evidence.sides.items()
    }
    seen: set[int] = set()
    for one in (*_lasting(evidence, pair), *_switched(evidence, pair, verbs)):
        if one.right.span.start in seen:
            continue
        seen.add(one.right.span.start)
        yield CHECK.finding(
            severity=CHECK.severity if one.change.confidence > 0.5 else Severity.MINOR,
            hop=hop_told(evidence, pair, one.backing),
            confidence=one.change.confidence,
            message=f"“{one.left.text}” became “{one.right.text}”: {one.change.what}",
            row=evidence.row,
            locations=(one.left, *one.middle, one.right),
        )


def _switched(evidence: Evidence, pair: tuple[Role, Role], verbs: dict[Role, tuple[Verb, ...]]) -> Iterator[Pair]:
    """Verbs in each other's place whose times exclude each other."""
    links = evidence.between(*pair)
    one, other = (evidence.sides[role] for role in pair)
    mine, theirs = (_by_word(side, verbs[side.role]) for side in (one, other))
    across = one.lang != other.lang
    for i, j in links.pairs:
        left = mine.get(i) or _present(one, i, other, theirs.get(j))
        right = theirs.get(j) or _present(other, j, one, mine.get(i))
        if not left or not right or links.similarity[i, j] < (ACROSS if across else WEAK):
            continue
        change = changed((left.value, right.value), (one.text, other.text), (one.lang, other.lang))
        # An auxiliary that is linked bears witness to a plain switch from future to past only.
        mains = i == _main(one, left) and j == _main(other, right)
        if change and (mains or (change.confidence > 0.8 and not across)):
            middle = _middle(evidence, pair, (i, j), verbs)
            backing = _backing(evidence, middle, (left.value, right.value), verbs.get(Role.TRANSLATION, ()))
            if change.confidence <= 0.5 and backing == (False, True):
                # Arabic has no simple present that it could have kept: «remain», «will remain».
                continue
            places = tuple(location(evidence.sides[Role.TRANSLATION], verb.span) for verb in middle)
            yield Pair(location(one, left.span), location(other, right.span), change, places, backing)


def _present(side: Side, word: int, other: Side, verb: Verb | None) -> Verb | None:
    """The present of a verb that the other side has in the future, which no auxiliary gives away: «suggests»."""
    if verb is None or verb.value.time != FUTURE or side.lang != other.lang:
        return None
    base, own = other.words[_main(other, verb)].text.casefold(), side.words[word].text.casefold()
    before = side.words[word - 1].text.casefold() if word else ""
    if not is_present(own, base, before):
        return None
    span = side.words[word].span
    return Mark(span, VerbGroup(PRESENT, span.start, sure=False), (word,))


def _middle(
    evidence: Evidence, pair: tuple[Role, Role], words: tuple[int, int], verbs: dict[Role, tuple[Verb, ...]]
) -> tuple[Verb, ...]:
    """The verb that the translation has for two verbs of source and twin."""
    side = evidence.sides.get(Role.TRANSLATION)
    if side is None or Role.TRANSLATION in pair:
        return ()
    theirs = {k for role, k in zip(pair, words, strict=True) for k in opposite((k,), evidence.between(role, side.role))}
    return tuple(verb for verb in verbs[side.role] if theirs & {*verb.words, _main(side, verb)})[:1]


def _backing(
    evidence: Evidence, middle: tuple[Verb, ...], ends: tuple[VerbGroup, VerbGroup], verbs: Sequence[Verb]
) -> tuple[bool, bool]:
    """Which of two verbs the translation supports; one whose form leaves the time open agrees with the source."""
    source, twin = is_ahead(ends[0]), is_ahead(ends[1])
    if middle and middle[0].value.time == OPEN:
        return True, False
    ahead = any(verb.value.time == FUTURE for verb in middle or verbs)
    if not middle and Role.TRANSLATION in evidence.sides:
        ahead |= looks_ahead(evidence.sides[Role.TRANSLATION].text)
    return ahead == source, ahead == twin


def _lasting(evidence: Evidence, pair: tuple[Role, Role]) -> Iterator[Pair]:
    """A state that lasted for a time on one side and goes on in the other."""
    found = {role: tuple(marks(side, durations)) for role, side in evidence.sides.items()}
    if all(len(found[role]) == 1 for role in pair):
        left, right = (found[role][0] for role in pair)
        if {left.value, right.value} == {ENDED, LASTING}:
            middle = found.get(Role.TRANSLATION, ()) if Role.TRANSLATION not in pair else ()
            say = {mark.value for mark in middle}
            places = tuple(location(evidence.sides[Role.TRANSLATION], mark.span) for mark in middle)
            change = Change("the one is over, the other goes on", 0.9)
            sides = [evidence.sides[role] for role in pair]
            yield Pair(
                location(sides[0], left.span),
                location(sides[1], right.span),
                change,
                places,
                (left.value in say, right.value in say),
            )


def _main(side: Side, verb: Verb) -> int:
    """The index of the verb's main word, which its sentence's offset places in the document."""
    sentence = next(s for s in side.sentences if s.span.start <= verb.span.start < s.span.end)
    at = sentence.span.start + verb.value.main
    return next((k for k, word in enumerate(side.words) if word.span.start <= at < word.span.end), verb.words[-1])


def _by_word(side: Side, verbs: Sequence[Verb]) -> dict[int, Verb]:
    """The verbs of a side by each of their words, the main one included."""
    return {k: verb for verb in reversed(verbs) for k in {*verb.words, _main(side, verb)}}
