"""Where the sentences of a paragraph end: a stop, what may close it, and what may follow it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from aligner.lang.stopwords import stopwords

_CLOSERS = r"""["'”’»)\]}）」』】›\u200e\u200f\u202c\u2069]"""
# The spaced form «. . .» is one ellipsis. A closing mark may stand apart where more space follows it (French, Arabic).
_STOP = re.compile(
    rf"(?P<stop>\.(?:[ \u00a0]\.){{2,}}|[.!?؟۔…‽。！？｡।॥]+)(?:{_CLOSERS}|\[\d{{1,3}}\])*"
    r"(?:[ \u00a0\u202f][»”)\]]+(?=\s|\Z))?"
)
# Marks that may open a sentence; a comma, colon or semicolon would carry the old one on.
_OPENING = re.compile(r"\s*(?:[^\w\s,;:،؛.!?؟…]\s?){0,8}")
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[^\W_]{1,40}")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_ARABIC = re.compile(r"[\u0620-\u063f\u0641-\u064a\u0671-\u06d3]")
_UNSPACED = frozenset("。！？｡।॥")
_QUOTE_BEFORE_LETTER = re.compile(r"\"(?=\w)")
_SIGNS_IN_WORDS = re.compile(r"[\u0640\u064b-\u065f\u0670\u200e\u200f]")
_DOTTED_LETTERS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_WINDOW = 24  # code points; longer tokens are no abbreviations


def sentence_spans(text: str, start: int, end: int, lang: str) -> Iterator[tuple[int, int]]:
    """The sentences of the paragraph at `text[start:end]`, without the white space around them."""
    start = _skip_space(text, start, end)
    quotes, counted = 0, start  # straight ones, which do not show whether they open or close
    for found in _STOP.finditer(text, start, end):
        if found.end() < end and _is_boundary(text, start, end, found, lang):
            quotes, counted = quotes + text.count('"', counted, found.end("stop")), found.end("stop")
            stop = counted if quotes % 2 == 0 and _QUOTE_BEFORE_LETTER.match(text, counted) else found.end()
            yield start, stop
            start = _skip_space(text, stop, end)
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _skip_space(text: str, start: int, end: int) -> int:
    found = _SPACE.match(text, start, end)
    return found.end() if found else start


def _is_boundary(text: str, start: int, end: int, found: re.Match[str], lang: str) -> bool:
    """Whether a sentence ends with the stop `found` and another begins."""
    opening = _OPENING.match(text, found.end(), end)
    first = opening.end() if opening else found.end()
    if first >= end or not _may_start(text, first):
        return False
    stop = found["stop"]
    spaced = text[found.end()].isspace()
    if not spaced and stop[-1] not in _UNSPACED and not _may_be_glued(text, found, first):
        return False
    if stop == ".." and _ARABIC.match(text, first):
        return False  # two dots are a pause in Arabic news, as a dash is
    if stop == "." and not _is_full_stop(text, (start, found.start()), first, lang):
        return False
    return _LETTER_OR_DIGIT.search(text, start, found.start()) is not None


def _may_be_glued(text: str, found: re.Match[str], first: int) -> bool:
    """Whether two sentences may touch here: before an Arabic letter, or after one."""
    before = _SIGNS_IN_WORDS.sub("", text[max(found.start() - 4, 0) : found.start()])[-1:]
    return bool(_ARABIC.match(text, first) or _ARABIC.match(before))


def _may_start(text: str, first: int) -> bool:
    """Whether a sentence may start with the character: none does with a small letter, but «iPhone» may."""
    letter = text[first]
    if not letter.isalnum():
        return False
    return not letter.islower() or text[first + 1 : first + 2].isupper()


def _is_full_stop(text: str, sentence: tuple[int, int], first: int, lang: str) -> bool:
    """Whether the single dot after `sentence` ends it, and not an abbreviation, an initial or a list number."""
    start, stop = sentence
    token = _token_before(text, start, stop)
    if token.isdigit() and len(token) <= 3 and start + len(token) == stop:
        return False
    uses = abbreviations(lang)
    use = uses.get("#" if token.isdigit() and len(token) <= 2 else token)
    if use is None and _DOTTED_LETTERS.fullmatch(token):
        use = "title" if _ARABIC.match(token) else "final"
    if use == "number":
        return not text[first].isdigit()
    if use == "final":
        return _starts_with_stopword(text, first, lang)
    return use is None


def _token_before(text: str, start: int, stop: int) -> str:
    """The token that ends at `stop`, in lower case, without the marks before it; empty for a very long one."""
    window = text[max(start, stop - _WINDOW) : stop]
    pieces = window.split()
    if not pieces or window[-1].isspace() or (len(pieces) == 1 and stop - _WINDOW > start):
        return ""
    token = _SIGNS_IN_WORDS.sub("", pieces[-1]).lower()
    return re.split(r"[\"'“”‘’«(\[–—]", token)[-1]


def _starts_with_stopword(text: str, first: int, lang: str) -> bool:
    """Whether a stop word begins at `first`: «in the U.S. The plan», but not «the U.S. Senate»."""
    word = _WORD.match(text, first)
    if word is None or text[word.end() : word.end() + 1] == ".":
        return False
    lower = word[0].lower()
    return lower in stopwords("en") or lower in stopwords(lang)


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for line in files("aligner.lang").joinpath("abbreviations.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            language, use, words = line.split("\t")
            table.setdefault(language, {}).update(dict.fromkeys(words.split(), use))
    return table


@lru_cache(maxsize=64)
def abbreviations(lang: str) -> dict[str, str]:
    """What each abbreviation of a language means for the stop after it: "title", "final" or "number".

    English and Arabic ones count in every language, for names and agencies travel.
    """
    return {**_table()["ar"], **_table()["en"], **_table().get(lang, {})}
