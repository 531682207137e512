"""Where the paragraphs of a plain text are, whether its lines were wrapped or not."""

from __future__ import annotations

import re
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_FIRST_WORD = re.compile(r"\S{0,40}")
_ENDED = re.compile(r"[.!?؟…:؛;][\"'”’»)\]]*\s*\Z")
_WIDEST = 120  # no one wraps wider
_NARROWEST = 30

Range = tuple[int, int]


def paragraphs(text: str) -> tuple[tuple[Range, ...], ...]:
    """The paragraphs of `text`, those between two blank lines grouped in one block.

    A blank line always ends a paragraph. So does a line break, unless the text was wrapped to a width: then a line
    goes on in the next if that line's first word would not have fitted.
    """
    blocks = _blocks(text)
    width = _wrap_width(text, blocks)
    return tuple(_joined(text, block, width) for block in blocks)


def _blocks(text: str) -> list[list[Range]]:
    """The lines of `text` that show anything, split at blank ones."""
    blocks: list[list[Range]] = []
    previous_end = -1
    for found in _LINE.finditer(text):
        line = found[0]
        start = found.start() + len(line) - len(line.lstrip())
        if not line.strip():
            continue
        if previous_end < 0 or not _is_one_break(text, previous_end, found.start()):
            blocks.append([])
        blocks[-1].append((start, start + len(line.strip())))
        previous_end = found.end()
    return blocks


def _is_one_break(text: str, start: int, end: int) -> bool:
    found = _BREAK.match(text, start)
    return found is not None and found.end() == end


def _wrap_width(text: str, blocks: list[list[Range]]) -> int:
    """The width the text was wrapped to, 0 if it was not.

    A wrapped text breaks most lines where they are full and in the middle of a sentence.
    """
    lines = [line for block in blocks for line in block]
    width = max((end - start for start, end in lines), default=0)
    breaks = [pair for block in blocks for pair in pairwise(block)]
    if not _NARROWEST <= width <= _WIDEST or not breaks:
        return 0
    full = [pair for pair in breaks if _is_full(text, *pair, width)]
    running = [pair for pair in full if _runs_on(text, *pair)]
    wrapped = len(full) >= 0.6 * len(breaks) and len(running) >= 0.5 * len(full)
    return width if wrapped else 0


def _is_full(text: str, line: Range, following: Range, width: int) -> bool:
    """Whether the next line's first word would not have fitted; a tenth is left for wrappers that balance lines."""
    word = _FIRST_WORD.match(text, following[0], following[1])
    return line[1] - line[0] + 1 + (len(word[0]) if word else 0) > 0.9 * width


def _runs_on(text: str, line: Range, following: Range) -> bool:
    """Whether a sentence seems to go on in the next line; where letters have case, with a small one or a digit."""
    first = text[following[0]]
    if _ENDED.search(text, max(line[0], line[1] - 8), line[1]):
        return False
    return not first.isupper() and first.isalnum()


def _joined(text: str, block: list[Range], width: int) -> tuple[Range, ...]:
    """The paragraphs of a block: its lines, or its full lines joined with the next."""
    found = [block[0]]
    for line, following in pairwise(block):
        if width and _is_full(text, line, following, width):
            found[-1] = (found[-1][0], following[1])
        else:
            found.append(following)
    return tuple(found)
