"""Where variants differ, by the length of sentences and by what is in them, as users of compare-mt know it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aligner.bitext import Document, Role
from aligner.common_rows import CommonRow
from aligner.lang.lexicon import is_frequent
from aligner.lang.mentions import name_words
from aligner.lang.numbers import numbers
from aligner.lang.tokens import words

LENGTHS = (10, 20, 30, 40, 50, 60)
"""Words from which the next bucket of lengths begins."""
KINDS = ("names", "numbers", "rare words", "other words")


@dataclass(frozen=True, slots=True)
class Bucket:
    """Some rows: what they have in common, how many, and the fidelity (0-100) of each variant there."""

    name: str
    rows: int
    fidelity: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """Words of one kind: how many the source has, and for each variant the F1 (0-100) of having just those."""

    kind: str
    words: int
    f1: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Fidelity by length and by content, and which kinds of the source's words the variants have."""

    lengths: tuple[Bucket, ...]
    contents: tuple[Bucket, ...]
    kept: tuple[Kept, ...]


def breakdown(shared: Mapping[Role, Document], twins: Sequence[Document], rows: Sequence[CommonRow]) -> Breakdown:
    """Of the rows that count; by the words of the source, or of the translation where there is no source."""
    document = shared.get(Role.SOURCE) or shared[Role.TRANSLATION]
    rare = _rareness(document)
    counted = [row for row in rows if row.counts and row.of(document.role, 0)]
    told = [_words(document, row.of(document.role, 0), rare) for row in counted]
    sizes = [sum(kinds.total() for kinds in found.values()) for found in told]
    bounds = [(low, high) for low, high in zip((0, *LENGTHS), (*LENGTHS, 1 << 30), strict=True)]
    lengths = (
        _bucket(_length_name(low, high), [row for row, size in zip(counted, sizes, strict=True) if low <= size < high])
        for low, high in bounds
    )
    contents = (
        _bucket(f"with {kind}", [row for row, found in zip(counted, told, strict=True) if found[kind]])
        for kind in KINDS[:-1]
    )
    plain = _bucket(
        "with none of these",
        [row for row, found in zip(counted, told, strict=True) if not any(found[kind] for kind in KINDS[:-1])],
    )
    return Breakdown(
        tuple(bucket for bucket in lengths if bucket.rows),
        tuple(bucket for bucket in (*contents, plain) if bucket.rows),
        tuple(_kept(document, twins, counted, told, rare)),
    )


def _length_name(low: int, high: int) -> str:
    return (
        f"under {high} words" if not low else f"{low} words or more" if low == LENGTHS[-1] else f"{low} to {high - 1}"
    )


def _bucket(name: str, rows: Sequence[CommonRow]) -> Bucket:
    return Bucket(name, len(rows), tuple(_mean(rows, k) for k in range(len(rows[0].shares))) if rows else ())


def _mean(rows: Sequence[CommonRow], variant: int) -> float | None:
    """As the document's score weighs rows."""
    pairs = [(s.weight, s.fidelity) for row in rows if (s := row.shares[variant]).fidelity is not None]
    total = sum(weight for weight, _ in pairs)
    return sum(weight * (value or 0.0) for weight, value in pairs) / total if total else None


def _kept(
    document: Document,
    twins: Sequence[Document],
    rows: Sequence[CommonRow],
    told: Sequence[Mapping[str, Counter[str]]],
    rare: Callable[[str], bool],
) -> Iterator[Kept]:
    """Only a twin in the language of the source has the source's words."""
    if any(twin.lang != document.lang for twin in twins):
        return
    said = [[_words(twin, row.shares[k].twin, rare) for row in rows] for k, twin in enumerate(twins)]
    for kind in KINDS:
        count = sum(found[kind].total() for found in told)
        if count:
            yield Kept(kind, count, tuple(_f1(kind, told, own) for own in said))


def _f1(
    kind: str, told: Sequence[Mapping[str, Counter[str]]], said: Sequence[Mapping[str, Counter[str]]]
) -> float | None:
    """Words of a kind may be found among all words of the other side: what is a name may differ by its place."""
    wanted = sum(found[kind].total() for found in told)
    given = sum(found[kind].total() for found in said)
    whole = [[sum(found.values(), Counter[str]()) for found in side] for side in (told, said)]
    recalled = sum((found[kind] & every).total() for found, every in zip(told, whole[1], strict=True))
    precise = sum((found[kind] & every).total() for found, every in zip(said, whole[0], strict=True))
    recall, precision = (recalled / wanted if wanted else 0.0), (precise / given if given else 0.0)
    return 200 * recall * precision / (recall + precision) if recall + precision else 0.0


def _words(document: Document, sentences: Sequence[int], rare: Callable[[str], bool]) -> dict[str, Counter[str]]:
    """The words of some sentences by kind, in lower case."""
    found = {kind: Counter[str]() for kind in KINDS}
    for i in sentences:
        text = document.slice(document.sentences[i].span)
        spans = [span for span in words(text) if any(c.isalnum() for c in text[slice(*span)])]
        texts = [text[start:end] for start, end in spans]
        named = {name.at for name in name_words(texts)} if document.lang == "en" else set()
        figures = [(start, end) for start, end, _ in numbers(text, document.lang)]
        for k, ((start, end), word) in enumerate(zip(spans, texts, strict=True)):
            folded = word.casefold()
            if any(start < last and first < end for first, last in figures):
                kind = "numbers"
            elif k in named:
                kind = "names"
            else:
                kind = "rare words" if rare(folded) else "other words"
            found[kind][folded] += 1
    return found


def _rareness(document: Document) -> Callable[[str], bool]:
    """What makes a word rare: in English that no list of common words has it, else that the text has it once."""
    if document.lang == "en":
        return lambda word: not is_frequent(word)
    count = Counter(document.text[start:end].casefold() for start, end in words(document.text))
    return lambda word: count[word] < 2
