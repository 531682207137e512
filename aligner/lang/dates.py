"""Dates, times and words of time in a text, read by the patterns of two tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from aligner.lang.arabic import fold, folded
from aligner.lang.moments import SHAPES, Groups, Moment, Range, Words, part, slashed
from aligner.lang.openings import DIGIT, openings

_PREFIX = {"ar": r"(?:[وف]?[بلك]?)"}
"""What a language writes together with the first word of a date."""
_LONGEST_PREFIX = 2
_NAME = re.compile(r"[<{]([a-z][a-z-]*)(\d?)[>}]")
_WORD = re.compile(r"(?<!\w)(['’‘]?)(\d|[^\W\d_]+)")
# A price is no year, and neither are the digits after a decimal sign.
_BEFORE = re.compile(r"(?<![\w$€£¥#])(?<!\d[-.,:/٫٬])")


class _Grammar(NamedTuple):
    """The patterns that may begin with a word, the shape of each and what the words in them are worth.

    No date begins with a word that is not among the keys of `openings`, so most of a text need not be tried, and most
    patterns need not be compiled, which costs more than to read an article.
    """

    patterns: Sequence[str]
    openings: Mapping[str, tuple[int, ...]]
    shapes: tuple[str, ...]
    words: Words


def dates(text: str, language: str) -> list[tuple[int, int, Moment]]:
    """What a text says of time, from left to right: each part of a date with its place and its value."""
    grammar = _grammar(language)
    folded_text, offsets = fold(text) if language == "ar" else (text, range(len(text) + 1))
    found = (moment for match in _matches(folded_text, language) for moment in _moments(match, grammar))
    return [(offsets[start], offsets[end], moment) for start, end, moment in found]


def _matches(text: str, language: str) -> Iterator[re.Match[str]]:
    reached, longest = 0, _LONGEST_PREFIX if language in _PREFIX else 0
    for word in _WORD.finditer(text):
        patterns = _patterns(word[2], language)
        if len(word[2]) <= longest and text[word.end() : word.end() + 1].isdecimal():
            patterns += _patterns(DIGIT, language)
        if not patterns or word.start() < reached:
            continue
        # An apostrophe before a word may belong to it («'90s») or be a quotation mark.
        places = (word.start(), word.start(2)) if word[1] else (word.start(),)
        starts = [start for start in places if _BEFORE.match(text, start)]
        match = next(filter(None, (pattern.match(text, start) for pattern in patterns for start in starts)), None)
        if match:
            reached = match.end()
            yield match


@lru_cache(maxsize=1 << 14)
def _patterns(word: str, language: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that may begin with a word, or with what is left of it without the letters joined to it."""
    rows, longest = _grammar(language).openings, _LONGEST_PREFIX if language in _PREFIX else 0
    first = DIGIT if word.isdecimal() else word.casefold()
    firsts = dict.fromkeys(first[k:] for k in range(longest + 1))
    return tuple(_compiled(row, language) for first in firsts for row in rows.get(first, ()))


@cache
def _compiled(row: int, language: str) -> re.Pattern[str]:
    """A pattern by itself: many words open it, and all that some words open would cost as much again for each."""
    return re.compile(rf"{_PREFIX.get(language, '')}{_grammar(language).patterns[row]}(?!\w)")


def _moments(match: re.Match[str], grammar: _Grammar) -> Iterator[tuple[int, int, Moment]]:
    outer = match.lastgroup or ""
    shape = grammar.shapes[int(outer[1:])]
    names = {
        name.removeprefix(f"{outer}_"): text
        for name, text in match.groupdict().items()
        if text is not None and name.startswith(f"{outer}_")
    }
    groups = Groups(names, grammar.words)
    if shape == "parts":
        for name in names:
            yield *match.span(f"{outer}_{name}"), part(name, groups)
    elif shape == "slashed":
        for name, moment in slashed(groups):
            yield *match.span(f"{outer}_{name}"), moment
    elif shape in SHAPES:
        yield *match.span(outer), SHAPES[shape](groups)


@cache
def _grammar(language: str) -> _Grammar:
    rows = [row for row in _rows() if row[0] in {"*", language}]
    values: dict[str, dict[str, Range]] = {}
    for _, kind, value, forms in rows:
        if kind not in {"pattern", "regex", "doubtful"}:
            values.setdefault(kind, {}).update(dict.fromkeys(map(_key, forms.split("|")), _range(value)))
    expressions = _expressions(rows, language)
    listed = [(value, form) for _, kind, value, form in rows if kind == "pattern"]
    expanded = [f"(?P<r{k}>{_expanded(form, k, expressions)})" for k, (_, form) in enumerate(listed)]
    keys: dict[str, tuple[int, ...]] = {}
    firsts = _first_words(rows)
    for row, (_, form) in enumerate(listed):
        for opening in dict.fromkeys(openings(form, firsts)):
            keys[opening] = (*keys.get(opening, ()), row)
    words: dict[str, Mapping[str, Range]] = dict(values)
    for kind in ("month", "weekday", "season"):
        for suffix in ("short", "doubtful"):
            words[f"{kind}_{suffix}"] = values.get(f"{kind}-{suffix}", {})
    return _Grammar(expanded, keys, tuple(shape for shape, _ in listed), words)


def _first_words(rows: list[list[str]]) -> Mapping[str, set[str]]:
    """The first words of the forms of each kind."""
    firsts: dict[str, set[str]] = {}
    for _, kind, _, forms in rows:
        if kind not in {"pattern", "regex"}:
            found = (re.match(r"[^\W\d_]+", _key(form)) for form in forms.split("|"))
            firsts.setdefault("anymonth" if kind == "doubtful" else kind, set()).update(
                first[0] if first else DIGIT for first in found
            )
    return firsts


def _expressions(rows: list[list[str]], language: str) -> Mapping[str, str]:
    """What the name of each kind matches: any of its forms, the longest first."""
    forms: dict[str, list[str]] = {}
    for _, kind, _, listed in rows:
        if kind not in {"pattern", "regex"}:
            forms.setdefault(kind, []).extend(listed.split("|"))
    forms["month"] = [form for form in forms.get("month", ()) if form not in forms.get("doubtful", ())]
    forms["anymonth"] = forms.pop("doubtful", [])
    any_of = {kind: _any(own, language) for kind, own in forms.items()}
    return any_of | {name: form for _, kind, name, form in rows if kind == "regex"}


def _any(forms: list[str], language: str) -> str:
    ordered = [_either_case(re.escape(form)) for form in sorted(forms, key=len, reverse=True)]
    ends = "" if language == "en" else r"(?!\w)"
    return f"(?:{'|'.join(ordered) or '(?!)'}){ends}"


def _either_case(form: str) -> str:
    """A form that may begin a sentence; that costs less than a pattern which is blind to case."""
    return f"[{form[0]}{form[0].upper()}]{form[1:]}" if form[:1].islower() else form


def _expanded(form: str, row: int, expressions: Mapping[str, str]) -> str:
    def name(found: re.Match[str]) -> str:
        kind, digit = found.groups()
        body = expressions[kind]
        if found[0].startswith("{"):
            return f"(?:{body})"
        return f"(?P<r{row}_{kind.replace('-', '_')}{digit}>{body})"

    expanded = _NAME.sub(name, form)
    return folded(expanded).replace("\\ ", " ").replace(" ?", r"\s?").replace(" ", r"\s+")


def _key(form: str) -> str:
    return folded(form.casefold())


def _range(value: str) -> Range:
    low, _, high = value.partition("..")
    return int(low), int(high or low)


@cache
def _rows() -> tuple[list[str], ...]:
    tables = (
        files("aligner.lang").joinpath(f"{name}.tsv").read_text(encoding="utf-8") for name in ("calendar", "dates")
    )
    lines = (line for table in tables for line in table.splitlines())
    return tuple(line.split("\t") for line in lines if line and not line.startswith("#"))
