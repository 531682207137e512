"""What belongs to the page around an article and not to the article, by the table `boilerplate.tsv`."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from aligner.lang.arabic import folded

_LONGEST = 300  # code points; prompts and notices are shorter
_TAIL = 200  # a credit stands in the last ones of its paragraph
_AROUND = re.compile(r"\A(?:[^\w©]|_)+|[\W_]+\Z")
_ENDED = re.compile(r"[.!?؟。][\"'”’»)\]]*\Z")
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")


def is_boilerplate_sentence(sentence: str) -> bool:
    """Whether the sentence is a notice or a prompt wherever it stands."""
    return _matches("sentence", _trimmed(sentence))


def is_boilerplate_line(line: str, *, first: bool = False) -> bool:
    """Whether a paragraph as a whole is a label, a link, a prompt or a credit, or has no letter at all.

    The first paragraph may be a title, and titles too begin with «Video:» or «Watch:».
    """
    trimmed = _trimmed(line)
    if not trimmed or _matches("sentence", trimmed) or _matches("line", trimmed):
        return True
    return not first and not _ENDED.search(line.rstrip()[-8:]) and _matches("prefix", trimmed)


def ends_in_credit(paragraph: str) -> bool:
    """Whether a paragraph closes with the credit of a picture, which makes it that picture's caption."""
    tail = _plain(paragraph[-_TAIL:])
    return _patterns()["credit"].search(tail) is not None


def _matches(unit: str, text: str) -> bool:
    return len(text) <= _LONGEST and _patterns()[unit].fullmatch(text) is not None


def _trimmed(text: str) -> str:
    return _AROUND.sub("", _plain(text)) if len(text) <= 2 * _LONGEST else text


def _plain(text: str) -> str:
    return " ".join(folded(text).translate(_APOSTROPHES).split())


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """One regular expression for each unit of the table; that of credits is anchored at the end."""
    regexes: dict[str, list[str]] = {}
    for line in files("aligner.lang").joinpath("boilerplate.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            _, unit, regex, _ = line.split("\t")
            regexes.setdefault(unit, []).append(f"(?:{regex})")
    joined = {unit: "|".join(found) for unit, found in regexes.items()}
    joined["credit"] = rf"(?:(?<=[\s(.|»”\"])|\A|(?=[/\s]))(?:{joined['credit']})[\s)\]]*\Z"
    return {unit: re.compile(regex, re.IGNORECASE) for unit, regex in joined.items()}
