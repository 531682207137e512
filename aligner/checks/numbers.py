"""A number that was changed, lost or added, or a percent sign that was lost.

Numbers are read in figures and words («2.5 million», «مليونان ونصف المليون», «a third», «twice») and married to those
of the other side by what they are worth: written in other words, rounded with an «about», converted, said twice or as
an Arabic dual, a number is the same. One that is left over is changed if another that is left over stands in its
place: they are linked, or what they count is, or the next numbers are. If nothing stands there, it is lost, which is
only minor, since good translations leave out and add figures too. Dates and times of day are left to their own check.
The Arabic tells the hop.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aligner.bitext import Hop, Role, hop_between
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.hops import blamed
from aligner.lang.amounts import rounded, same
from aligner.lang.number_values import CARDINAL, FIRM, PART, Number
from aligner.marks import location
from aligner.quantities import Couples, Pair, columns, paired, partner, quantities
from aligner.standing import Marked

CHECK = Check(
    name="numbers",
    category=Category.NUMBER,
    severity=Severity.CRITICAL,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The bank cut 4,500 jobs in two years.",
            "سرّح البنك 4500 موظف خلال عامين.",
            "The bank cut 5,400 jobs in two years.",
        ),
        Example(
            "The storm left two million homes without power.",
            "تركت العاصفة ملياري منزل بلا كهرباء.",
            "The storm left two billion homes without power.",
        ),
        Example(
            "A third of the crop was lost.",
            "ضاع ثلث المحصول.",
            "A quarter of the crop was lost.",
        ),
        Example(
            "In the poll, 34 percent of nurses wanted to quit.",
            "في الاستطلاع أراد 34 في المئة من الممرضات ترك العمل.",
            "In the poll, 34 nurses wanted to quit.",
        ),
    ),
    good=(
        Example(
            "Two people were hurt and half a million homes lost power for 18 months.",
            "أصيب شخصان وانقطع التيار عن نصف مليون منزل لمدة عام ونصف العام.",
            "Two persons were hurt and 500,000 homes lost power for a year and a half.",
        ),
        Example(
            "About 2,480,000 tourists came, nearly double the figure for 2015.",
            "حضر نحو 2.5 مليون سائح، أي ما يقرب من ضعف رقم عام 2015.",
            "About 2.5 million tourists came, nearly twice the number of 2015.",
        ),
    ),
)
PERCENT = "percent"
SHARES = frozenset({"percentage", "percent", "rate", "share", "proportion", "نسبة", "بنسبة", "نسبته", "النسبة", "معدل"})
WHOLE = frozenset({0, 100})
"""Percentages that are often said without the sign: «from 0 to 100»."""
WITHIN = 4
"""How many words before a number may say that it is a percentage."""
OF = frozenset({"of", "من"})
"""What follows a plain number: «20 of them», though others are percentages."""
SMALL = 20
"""Numbers in words below it come and go without a loss: «the two», «one of the three»."""
CHANGED, ROUNDED, LOST = 0.95, 0.3, 0.3
"""Share of findings that stand on a planted change on the development sets, by kind; few are rounded or lost."""
SOURCE, TRANSLATION, TWIN = Role
Places = dict[Role, Marked]


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the numbers of a row that were distorted on the way."""
    pairs = paired(evidence)
    for column in columns(pairs):
        firm = {role: mark for role, mark in column.items() if mark.value.use == FIRM}
        for hop in blamed(firm, lambda one, other: not _bared(one.value, other.value)):
            if not any(_implied(evidence.sides[role], mark) for role, mark in firm.items()):
                yield _percentage(evidence, hop, firm)
    if len(pairs) == 1:
        ((ends, found),) = pairs.items()
        yield from _compared(evidence, hop_between(*ends), found)
    elif pairs:
        yield from _judged(evidence, pairs)


def _bared(one: Number, other: Number) -> bool:
    """Whether one of two equal numbers is a percentage and the other plainly none."""
    # «عُشر» may be ten or a tenth.
    if len(one.values) + len(other.values) > 2:
        return False
    percentages = (PERCENT in one.units) + (PERCENT in other.units)
    plain = one.kind == other.kind == CARDINAL and one.values[0] == other.values[0] not in WHOLE
    return percentages == 1 and plain and not (one.measure and other.measure)


def _implied(side: Side, mark: Marked) -> bool:
    """Whether a number without a percent sign is a percentage all the same: «64 percent for, 36 against»."""
    if PERCENT in mark.value.units:
        return False
    if any(other.value.kind == PART and other.span.overlaps(mark.span) for other in quantities(side)):
        # «one in ten»
        return True
    first, last = mark.words[0], mark.words[-1]
    near = {word.text.casefold() for word in side.words[max(0, first - WITHIN) : first]}
    others = [other for other in quantities(side) if PERCENT in other.value.units]
    after = side.words[last + 1].text if last + 1 < len(side.words) else ""
    return bool(near & SHARES) or (bool(others) and after not in OF)


def _percentage(evidence: Evidence, hop: Hop, places: Mapping[Role, Marked]) -> Finding:
    before, after = (location(evidence.sides[end], places[end].span).text for end in hop.ends)
    lost = PERCENT in places[hop.ends[0]].value.units
    message = f"“{before}” is {'a percentage' if lost else 'none'}, “{after}” is {'none' if lost else 'a percentage'}"
    return _finding(evidence, hop, places, message, CHANGED)


def _compared(evidence: Evidence, hop: Hop, found: Couples) -> Iterator[Finding]:
    """What became of the numbers of two documents."""
    left, right = hop.ends
    for i, j in found.changed.items():
        yield _change(evidence, hop, {left: found.left[i], right: found.right[j]})
    for i in sorted(found.left_alone - found.changed.keys()):
        yield from _loss(evidence, hop, {left: found.left[i]})
    for j in sorted(found.right_alone - set(found.changed.values())):
        yield from _loss(evidence, hop, {right: found.right[j]})


def _judged(evidence: Evidence, pairs: Mapping[Pair, Couples]) -> Iterator[Finding]:
    """What became of the numbers of three documents, the translation being the referee."""
    ends = pairs[SOURCE, TWIN]
    for i, j in ends.changed.items():
        yield from _blamed(evidence, pairs, i, j)
    yield from _mended(evidence, pairs)
    for role, alone, marks in (
        (SOURCE, ends.left_alone - ends.changed.keys(), ends.left),
        (TWIN, ends.right_alone - set(ends.changed.values()), ends.right),
    ):
        for k in sorted(alone):
            place = _witness(pairs, role, k)
            at_twin = _known(pairs, role, k) == (role is SOURCE)
            hop = Hop.TRANSLATION_TWIN if at_twin else Hop.SOURCE_TRANSLATION
            yield from _loss(evidence, hop, {role: marks[k]} | place)


def _blamed(evidence: Evidence, pairs: Mapping[Pair, Couples], i: int, j: int) -> Iterator[Finding]:
    """The hops at which a number of the source became another one of the twin."""
    first, second = pairs[SOURCE, TRANSLATION], pairs[TRANSLATION, TWIN]
    places = {SOURCE: pairs[SOURCE, TWIN].left[i], TWIN: pairs[SOURCE, TWIN].right[j]}
    source, twin = _known(pairs, SOURCE, i), _known(pairs, TWIN, j)
    here, there = _witness(pairs, SOURCE, i), _witness(pairs, TWIN, j)
    other = first.changed.get(i, next((k for k, m in second.changed.items() if m == j), None))
    if source and (not twin or here or not there):
        yield _change(evidence, Hop.TRANSLATION_TWIN, places | here)
    elif twin:
        yield _change(evidence, Hop.SOURCE_TRANSLATION, places | there)
    elif other is None:
        yield _change(evidence, Hop.TRANSLATION_TWIN, places)
    else:
        between = {TRANSLATION: first.right[other]}
        yield _change(evidence, Hop.SOURCE_TRANSLATION, {SOURCE: places[SOURCE]} | between)
        yield _change(evidence, Hop.TRANSLATION_TWIN, between | {TWIN: places[TWIN]})


def _mended(evidence: Evidence, pairs: Mapping[Pair, Couples]) -> Iterator[Finding]:
    """Numbers of the translation that differ from source and twin, which agree."""
    first, second = pairs[SOURCE, TRANSLATION], pairs[TRANSLATION, TWIN]
    for i, j in pairs[SOURCE, TWIN].same.items():
        k = first.changed.get(i)
        if k is not None and (second.changed.get(k) == j or (k in second.left_alone and k not in second.changed)):
            places = {SOURCE: first.left[i], TRANSLATION: first.right[k], TWIN: second.right[j]}
            yield _change(evidence, Hop.SOURCE_TRANSLATION, places)


def _known(pairs: Mapping[Pair, Couples], role: Role, at: int) -> bool:
    """Whether the translation has a number of the source or twin."""
    if role is SOURCE:
        return at not in pairs[SOURCE, TRANSLATION].left_alone
    return at not in pairs[TRANSLATION, TWIN].right_alone


def _witness(pairs: Mapping[Pair, Couples], role: Role, at: int) -> Places:
    """Where the translation has a number of the source or twin."""
    k = partner(pairs, (role, TRANSLATION), at)
    return {} if k is None else {TRANSLATION: pairs[SOURCE, TRANSLATION].right[k]}


def _change(evidence: Evidence, hop: Hop, places: Mapping[Role, Marked]) -> Finding:
    ends = [role for role in hop.ends if role in places]
    ends = ends if len(ends) > 1 else [role for role in Role if role in places]
    before, after = (places[ends[k]] for k in (0, -1))
    slight = rounded(before.value, after.value)
    texts = [location(evidence.sides[ends[k]], places[ends[k]].span).text for k in (0, -1)]
    verb = "was rounded to" if slight else "became"
    message = f"“{texts[0]}” {verb} “{texts[1]}”"
    return _finding(evidence, hop, places, message, ROUNDED if slight else CHANGED)


def _loss(evidence: Evidence, hop: Hop, places: Places) -> Iterator[Finding]:
    """A number without any counterpart, if it is one that readers would miss."""
    role = next(role for role in places if role is not TRANSLATION or len(places) == 1)
    value, text = places[role].value, evidence.sides[role].document.slice(places[role].span)
    if value.use != FIRM or value.kind != CARDINAL:
        return
    if any(other.span != places[role].span and same(other.value, value) for other in quantities(evidence.sides[role])):
        # A conversion in brackets is left out.
        return
    if value.values[0] >= SMALL or any(letter.isdecimal() for letter in text):
        lost = role is hop.ends[0] or (role is SOURCE and hop is Hop.TRANSLATION_TWIN)
        message = f"“{text}” {'is lost' if lost else 'was added'}"
        yield _finding(evidence, hop, places, message, LOST)


def _finding(evidence: Evidence, hop: Hop, places: Mapping[Role, Marked], message: str, confidence: float) -> Finding:
    return CHECK.finding(
        severity=CHECK.severity if confidence == CHANGED else Severity.MINOR,
        hop=hop,
        confidence=confidence,
        message=message,
        row=evidence.row,
        locations=tuple(location(evidence.sides[role], places[role].span) for role in Role if role in places),
    )
