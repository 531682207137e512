"""Dates, times and words of time in a text, read by the patterns of two tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from aligner.lang.arabic import fold, folded
from aligner.lang.moments import SHAPES, Groups, Moment, Range, Words, part, slashed

_PREFIX = {"ar": r"(?:[وف]?[بلك]?)"}
"""What a language writes together with the first word of a date."""
_EXACT = ("month", "weekday", "doubtful")
"""Kinds whose words are names: their capitals count."""
_NAME = re.compile(r"[<{]([a-z][a-z-]*)(\d?)[>}]")


class _Grammar(NamedTuple):
    pattern: re.Pattern[str]
    shapes: tuple[str, ...]
    words: Words


def dates(text: str, language: str) -> list[tuple[int, int, Moment]]:
    """What a text says of time, from left to right: each part of a date with its place and its value."""
    grammar = _grammar(language)
    folded_text, offsets = fold(text) if language == "ar" else (text, range(len(text) + 1))
    found = (moment for match in grammar.pattern.finditer(folded_text) for moment in _moments(match, grammar))
    return [(offsets[start], offsets[end], moment) for start, end, moment in found]


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
    elif shape in SHAPES and (moment := SHAPES[shape](groups)):
        yield *match.span(outer), moment


@cache
def _grammar(language: str) -> _Grammar:
    rows = [row for row in _rows() if row[0] in {"*", language}]
    values: dict[str, dict[str, Range]] = {}
    for _, kind, value, forms in rows:
        if kind not in {"pattern", "regex", "doubtful"}:
            values.setdefault(kind, {}).update(dict.fromkeys(map(_key, forms.split("|")), _range(value)))
    expressions = _expressions(rows, language)
    patterns = [(value, form) for _, kind, value, form in rows if kind == "pattern"]
    parts = [f"(?P<r{k}>{_expanded(form, k, expressions)})" for k, (_, form) in enumerate(patterns)]
    pattern = rf"(?<![\w$€£¥#])(?<!\d[-.,:/٫٬]){_PREFIX.get(language, '')}(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)"
    words = {kind: forms for kind, forms in values.items()}
    for kind in ("month", "weekday", "season"):
        for suffix in ("short", "doubtful"):
            words[f"{kind}_{suffix}"] = values.get(f"{kind}-{suffix}", {})
    return _Grammar(re.compile(pattern), tuple(shape for shape, _ in patterns), words)


def _expressions(rows: list[list[str]], language: str) -> Mapping[str, str]:
    """What the name of each kind matches: any of its forms, the longest first."""
    forms: dict[str, list[str]] = {}
    for _, kind, _, listed in rows:
        if kind not in {"pattern", "regex"}:
            forms.setdefault(kind, []).extend(listed.split("|"))
    forms["month"] = [form for form in forms.get("month", ()) if form not in forms.get("doubtful", ())]
    forms["anymonth"] = forms.pop("doubtful", [])
    expressions = {
        kind: ("" if kind.startswith(_EXACT) or kind == "anymonth" else "(?i:") + _any(own, language)
        for kind, own in forms.items()
    }
    expressions = {k: v + (")" if v.startswith("(?i:") else "") for k, v in expressions.items()}
    expressions |= {name: form for _, kind, name, form in rows if kind == "regex"}
    return expressions


def _any(forms: list[str], language: str) -> str:
    ordered = sorted(map(re.escape, forms), key=len, reverse=True)
    ends = "" if language == "en" else r"(?!\w)"
    return f"(?:{'|'.join(ordered) or '(?!)'}){ends}"


def _expanded(form: str, row: int, expressions: Mapping[str, str]) -> str:
    def name(found: re.Match[str]) -> str:
        kind, digit = found.groups()
        body = expressions[kind]
        if found[0].startswith("{"):
            return f"(?:{body})"
        return f"(?P<r{row}_{kind.replace('-', '_')}{digit}>{body})"

    expanded = _NAME.sub(name, form.replace("(?<", "(?\0")).replace("(?\0", "(?<")
    return folded(expanded).replace("\\ ", " ").replace(" ?", r"\s?").replace(" ", r"\s+")


def _key(form: str) -> str:
    return folded(form.casefold())


def _range(value: str) -> Range:
    low, _, high = value.partition("..")
    return int(low), int(high or low)


@cache
def _rows() -> tuple[list[str], ...]:
    tables = (files("aligner.lang").joinpath(f"{name}.tsv").read_text(encoding="utf-8") for name in ("calendar", "dates"))
    lines = (line for table in tables for line in table.splitlines())
    return tuple(line.split("\t") for line in lines if line and not line.startswith("#"))
