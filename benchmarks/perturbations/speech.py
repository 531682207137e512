"""Who says it, what is quoted, and who does what to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .edits import Edit, Edits, like
from .kinds import Kind, Text, listed
from .names import NAME
from .sentences import single

QUOTED = re.compile(r"[\"“]([^\"“”]{3,220})[\"”]")
PERSON = rf"{NAME.pattern}(?: {NAME.pattern})*"
OFFICE = (
    r"(?:police|officials|authorities|researchers|scientists|minister|spokesman|doctors|government|company|ministry"
    r"|agency|experts)"
)
PEOPLE = rf"(?:(?:[Tt]he |[Aa] )?(?:[a-z]+ )?{OFFICE}|{PERSON})"
SAID = (
    r"(?:said|says|told|stated|added|explained|announced|confirmed|claimed|reported|warned|noted|argued|believes|thinks"
    r"|wrote)"
)
SPEAKER = re.compile(rf"(?:(?<=^)|(?<=[\"”.,] )|(?<= ))(?P<who>{PEOPLE}) (?={SAID}\b(?! by))")
AFTER = re.compile(rf"(?<=,[\"”] )(?P<verb>{SAID}) (?P<who>{PEOPLE})(?=\.| (?:in|on|at|after|during|to)\b)")
LOST = re.compile(
    rf"^{PEOPLE} (?:said|stated|added|explained|announced|claimed|noted|argued|believes|thinks|reported) that (?=\w)"
)
TAIL = re.compile(rf", (?:[^,.\"”]{{2,50}} {SAID}|{SAID} (?!that)[^,.\"”]{{3,50}})(?=\.$)")
ACCORDING = re.compile(r"(?P<by>[Aa]ccording to )(?P<who>[^,.;\"]{3,50})(?=,(?! [A-Z])|\.$)")
OTHERS = (
    "the police", "the opposition", "the defense lawyer", "a neighbor", "the central bank", "the foreign minister",
    "the trade union", "the president's office", "a witness", "the club's manager",
)  # fmt: skip
ACTED = (
    r"(?:has |have |had )?(?:defeated|beat|killed|attacked|accused|sued|bought|criticized|supports|supported|invited|"
    r"replaced|succeeded|told|asked|arrested|overtook|invaded|outscored|owes|hired|taught|followed|helped|rescued|"
    r"visited|influenced|eats|hunts|feared|paid|thanked|married)"
)
LOWER = r"[a-z]{4,}"
ROLE = re.compile(
    rf"(?P<one>(?:(?:^The|the|[Aa]n?|His|Her|his|her) )?"
    rf"(?:{PERSON}|(?:(?<=the )|(?<=The )|(?<=\b[Aa] )){LOWER}(?= {ACTED})))(?P<verb> {ACTED} )"
    rf"(?P<two>(?:(?:the|an?|his|her) )?(?:{PERSON}|(?:(?<=the )|(?<=a )){LOWER}))(?=[ .,])(?! of\b)"
)
BY = re.compile(
    rf"(?P<one>(?:(?:^The|the|[Aa]n?) )?{PERSON})"
    r"(?P<verb> (?:was|were|is|are|has been|have been) (?:\w+ly )?\w+(?:ed|en|ught|un|on) by )"
    rf"(?P<two>(?:(?:the|an?) )?{PERSON})(?=[ .,])"
)
THAN = re.compile(
    rf"(?P<one>(?:^(?:The )?|the )?{NAME.pattern})(?P<verb> (?:is|are|was|were|has|have) [\w ]{{4,30}} than )"
    rf"(?P<two>(?:the )?{NAME.pattern})(?=[ .,])"
)
MORE = rf"(?: {NAME.pattern}| million| percent)?"
FROM_TO = re.compile(rf"(?<=from )(?P<one>[\w.,$%]+{MORE})(?P<verb> to )(?P<two>[\w$%]+(?:[.,]\d+)?{MORE})(?=[ .,])")


def exchanged(text: Text) -> Iterator[Edits]:
    """Agent and patient, goal and origin, each in the other's place."""
    for pattern in (ROLE, BY, THAN, FROM_TO):
        for match in pattern.finditer(text.twin):
            one, two = match["one"], match["two"]
            if (
                one.lower() == two.lower()
                or one.lower() in STARTERS
                or (pattern is FROM_TO and not (one[0].isdigit() or one[0].isupper()))
            ):
                continue
            lowered = one[:1].lower() + one[1:] if re.match(r"(?:The|An?|His|Her) ", one) else one
            first = Edit(match.start("one"), match.end("one"), two)
            yield first, Edit(match.start("two"), match.end("two"), lowered)


def unquoted(text: Text) -> Iterator[Edits]:
    """The marks gone, the words kept."""
    for match in QUOTED.finditer(text.twin):
        yield (Edit(match.start(), match.end(), match[1]),)


def quoted(text: Text) -> Iterator[Edits]:
    """Marks where the source has none."""
    if re.search(r"[\"“”]", text.twin + text.source):
        return
    for match in re.finditer(rf"\b{SAID}(?: \w+){{0,3}} that ([^,.;]{{12,90}})(?=\.$|,(?!\d))", text.twin):
        yield (Edit(match.start(1), match.end(1), f"“{match[1]}”"),)


def requoted(text: Text) -> Iterator[Edits]:
    """The quotation ends earlier, or takes in what was not said."""
    if text.twin.count('"') % 2:
        return
    for match in QUOTED.finditer(text.twin):
        inside = match[1]
        open_mark, close_mark = match.group()[0], match.group()[-1]
        cut = re.search(r"(?<=\w),? (?:and|but|because|that|which|to|in|when|if|with) ", inside[8:-8])
        if cut:
            at = 8 + cut.start()
            kept = inside[:at]
            yield (Edit(match.start(), match.end(), f"{open_mark}{kept}{close_mark}{inside[at:]}"),)
            rest = inside[at:].lstrip(", ")
            yield (Edit(match.start(), match.end(), f"{kept} {open_mark}{rest}{close_mark}"),)
        tail = re.match(r" [\w ,]{8,60}(?=\.$)", text.twin[match.end() :])
        if tail and not re.search(rf"\b{SAID}\b", tail.group()):
            new = f"{open_mark}{inside}{tail.group()}{close_mark}"
            yield (Edit(match.start(), match.end() + tail.end(), new),)


def restyled(text: Text) -> Iterator[Edits]:
    """Other quotation marks around the same words."""
    for match in QUOTED.finditer(text.twin):
        for a, b in (("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’")):
            if "'" not in match[1] and match.group() != a + match[1] + b:
                yield (Edit(match.start(), match.end(), a + match[1] + b),)


def other_speaker(text: Text) -> Iterator[Edits]:
    for pattern in (SPEAKER, AFTER, ACCORDING):
        for match in pattern.finditer(text.twin):
            for other in OTHERS:
                titled = (
                    re.search(r"(?:[A-Z][\w.]*|[a-z]{5,}) $", text.twin[: match.start("who")]) and pattern is SPEAKER
                )
                if match["who"].lower() != other and not titled:
                    yield (Edit(match.start("who"), match.end("who"), other),)


def unattributed(text: Text) -> Iterator[Edits]:
    """What somebody said, told as a fact."""
    match = LOST.match(text.twin)
    if match and single(text.twin):
        yield (Edit(0, match.end(), ""),)
    for match in TAIL.finditer(text.twin):
        if not re.search(r"[\"”]$", text.twin[: match.start()].rstrip(",")):
            yield (Edit(match.start(), match.end(), ""),)


def according_last(text: Text) -> Iterator[Edits]:
    """The source named behind what it says."""
    match = re.match(r"According to ([^,.;\"]{3,50}), (\w+)", text.twin)
    if match and single(text.twin) and match[2].lower() in STARTERS | {match[2]}:
        front = match[2][:1].upper() + match[2][1:]
        end = len(text.twin) - 1
        yield Edit(0, match.end(), front), Edit(end, end, f", according to {match[1]}")


STARTERS = listed("starters")


def inverted(text: Text) -> Iterator[Edits]:
    """The speaker before the verb."""
    for match in AFTER.finditer(text.twin):
        yield (Edit(match.start("verb"), match.end("who"), f"{match['who']} {match['verb']}"),)


OTHER_SEX = {"he": "she", "him": "her", "his": "her", "himself": "herself", "she": "he", "herself": "himself"}


def other_sex(text: Text) -> Iterator[Edits]:
    """He for she all through the sentence, or she for he."""
    found = list(re.finditer(r"(?<![\w'’-])(?:he|him|his|himself|she|her|herself)(?![\w-])", text.twin, re.IGNORECASE))
    female = {match.group().lower() in ("she", "her", "herself") for match in found}
    edits = []
    for match in found:
        word = match.group().lower()
        possessive = re.match(r" [a-z]+(?<! to)(?<! in)(?<! at)(?<! and)", text.twin[match.end() :])
        new = ("his" if possessive else "him") if word == "her" else OTHER_SEX[word]
        edits.append(Edit(match.start(), match.end(), like(match.group(), new)))
    if len(female) == 1 and re.search(r"\b(?:he|his|him|she|her)\b", text.source, re.IGNORECASE):
        yield tuple(edits)


KINDS = [
    Kind("clean.inverted", "clean attribution", inverted),
    Kind("relation.sex", "relation", other_sex),
    Kind("clean.according", "clean attribution", according_last),
    Kind("role_swap.exchanged", "role_swap", exchanged),
    Kind("quote.unquoted", "quote", unquoted),
    Kind("quote.quoted", "quote", quoted),
    Kind("quote.requoted", "quote", requoted),
    Kind("attribution.other", "attribution", other_speaker),
    Kind("attribution.lost", "attribution", unattributed),
    Kind("clean.quotes", "clean quote", restyled),
]
