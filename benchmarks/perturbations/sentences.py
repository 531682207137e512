"""Clauses lost and added, words left untranslated, and sentences broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .edits import Edit, Edits, like
from .kinds import Kind, Text

HERE = Path(__file__).parent
LOSSES = tuple(
    re.compile(pattern)
    for pattern in (
        r", (?:which|who|where|whose|when)\b[^,.;\"()]{12,90}(?=,|\.$)",
        r",? (?:because|although|though|while|unless|so that|even though|since (?!\d)|as long as)\b"
        r"[^.;\"()]{12,110}(?=\.$)",
        r",? (?:after|before|despite|when|during|following|until)\b [^,.;\"()]{12,90}(?=\.$)",
        r",? (?:and|but) (?:the|a|he|she|it|they|his|her|its|was|were|is|are|has|have|had|\w+ed)\b"
        r"[^,.;\"()]{10,90}(?=\.$)",
        r" \((?=[^()]*[a-z]{3} )[^()]{12,60}\)",
        r", (?:including|especially|such as|particularly|along with|as well as)\b[^.;\"()]{8,80}(?=\.$)",
        r" (?:in order to|to (?!the|a|be\b|his|her|it|their)\w+)\b[^,.;\"()]{15,80}(?=\.$)",
    )
)
OPENING = re.compile(
    r"^(?:In|On|At|After|Before|Despite|During|When|While|Although|As|Because|If|Since|For|With)\b"
    r"[^,.;\"()]{8,80}, (?=\w)"
)


@cache
def table(name: str) -> tuple[tuple[str, str], ...]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return tuple((a, b) for a, b in (line.split("\t") for line in lines if line and not line.startswith("#")))


def clauses(text: Text) -> Iterator[Edits]:
    for pattern in LOSSES:
        for match in pattern.finditer(text.twin):
            dangling = re.search(
                r"\b(?:especially|only|just|even|not|probably|mainly|and|but|or|is|was|are|were|than|to|because|of)$",
                text.twin[: match.start()],
            )
            if match.start() > 15 and len(match.group()) < 0.6 * len(text.twin) and not dangling:
                yield (Edit(match.start(), match.end(), ""),)


def openings(text: Text) -> Iterator[Edits]:
    match = OPENING.match(text.twin)
    listing = match and re.match(r"[\w ]+(?:,[\w ]+)* and [\w ]+, ", text.twin[match.end() :])
    if match and not listing and len(match.group()) < 0.6 * len(text.twin):
        yield (Edit(0, match.end(), ""),)


def single(text: str) -> bool:
    """Whether a text is one plain sentence."""
    return text.endswith(".") and not re.search(r"[.!?;:\"“”] ?.", text[:-1])


def added(text: Text) -> Iterator[Edits]:
    twin = text.twin
    if not single(twin):
        return
    for place, words in table("additions.tsv"):
        if place == "end":
            yield (Edit(len(twin) - 1, len(twin), words + "."),)
        if place == "middle":
            verb = re.search(r"(?<=[a-z]) (?=(?:was|were|is|are|has|have|had|will|said|announced|decided|won)\b)", twin)
            subject = verb and re.match(r"(?:The|A|An|[A-Z]\w+)(?: [\w-]+){0,4}$", twin[: verb.start()])
            if verb and subject:
                yield (Edit(verb.start(), verb.start(), words),)


def fronted(text: Text) -> Iterator[Edits]:
    head = re.match(r"(?:The|A|An|He|She|It|They|We|This|These|Many|Some|Most|All|His|Their)\b", text.twin)
    if head and single(text.twin):
        for place, words in table("additions.tsv"):
            if place == "front":
                yield (Edit(0, head.end(), words + head.group().lower()),)


def foreign(text: Text) -> Iterator[Edits]:
    for word, renderings in table("words.tsv"):
        for match in re.finditer(rf"(?<![\w-]){word}(?![\w-])", text.twin):
            for new in renderings.split("|"):
                yield (Edit(match.start(), match.end(), like(match.group(), new)),)


def doubled(text: Text) -> Iterator[Edits]:
    """A word or a few words twice."""
    for match in re.finditer(
        r"(?<= )(?:[a-z]{4,}|[a-z]{2,} [a-z]{3,} [a-z]{2,}|the|of|in|to|has|was|is)(?= )", text.twin
    ):
        if match.group() not in ("that", "had"):
            yield (Edit(match.start(), match.end(), f"{match.group()} {match.group()}"),)


def broken(text: Text) -> Iterator[Edits]:
    """A full stop in the middle of a clause."""
    for match in re.finditer(r"(?<=[a-z])(?: and|,| of| in| by| with| to) (?=\w)", text.twin):
        tail = re.match(r"\w+", text.twin[match.end() :])
        if 15 < match.start() < len(text.twin) - 12 and tail:
            yield (Edit(match.start(), match.end() + tail.end(), ". " + tail.group()[:1].upper() + tail.group()[1:]),)


def unfinished(text: Text) -> Iterator[Edits]:
    """The end of the sentence lost behind a word that asks for more."""
    for match in re.finditer(r" (?:the|of|to|with|and|by|for|a|from)(?= )", text.twin):
        if match.start() > 0.55 * len(text.twin) and text.twin.endswith(".") and len(text.twin) - match.end() > 12:
            yield (Edit(match.start(), len(text.twin), match.group() + "."),)


def shuffled(text: Text) -> Iterator[Edits]:
    """Three words in the wrong order."""
    for match in re.finditer(r"(?<= )([a-z]{4,}) (of|in|to|by|with|for|the|a) ([a-z]{4,})(?= )", text.twin):
        yield (Edit(match.start(), match.end(), f"{match[2]} {match[3]} {match[1]}"),)
        yield (Edit(match.start(), match.end(), f"{match[3]} {match[1]} {match[2]}"),)


KINDS = [
    Kind("omission.clause", "omission", clauses),
    Kind("omission.opening", "omission", openings),
    Kind("addition.clause", "addition", added),
    Kind("addition.front", "addition", fronted),
    Kind("untranslated.word", "untranslated", foreign),
    Kind("fluency.doubled", "fluency", doubled),
    Kind("fluency.broken", "fluency", broken),
    Kind("fluency.unfinished", "fluency", unfinished),
    Kind("fluency.shuffled", "fluency", shuffled),
]
