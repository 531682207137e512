"""XLIFF 1.2 and 2.x, what translators' tools exchange: each segment with a target is an item.

From English it is source and translation, into English from another language translation and twin, as the file's
languages tell. Suggestions, notes and inline codes are no text. Needs lxml; the file is read as a stream, and must
neither declare entities nor be nested deeper than lxml allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from aligner.bitext import Role
from aligner.extras import needed
from aligner.items import BadItem, Item, item_of

SUFFIXES = (".xlf", ".xliff", ".mqxliff", ".sdlxliff")
_CODE_ELEMENTS = frozenset({"ph", "bpt", "ept", "it", "x", "bx", "ex", "sc", "ec"})
"""What they hold is a document's code, not text."""
_UNITS = frozenset({"trans-unit", "segment"})


def starts(line: bytes) -> bool:
    """Whether the line has the root element; the declaration alone does not tell."""
    return line.lstrip().startswith(b"<") and b"<xliff" in line[:2_000]


def items(pieces: Iterable[bytes], where: str) -> Iterator[Item | BadItem]:  # noqa: ARG001 - lines tell the place
    """The item of each unit or segment; what is not well-formed ends the file."""
    with needed("XLIFF files"):
        from lxml import etree  # noqa: PLC0415 - slow to import, and not everybody has it
    parser = etree.XMLPullParser(
        ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    units = _Units()
    broken = None
    try:
        for piece in chain(pieces, [b""]):
            try:
                parser.feed(piece) if piece else parser.close()
            except etree.XMLSyntaxError as error:
                broken = BadItem(error.lineno or 1, " ".join(str(error.msg or error).partition(", line")[0].split()))
            yield from units.read(parser.read_events())
            if broken:
                yield broken
                return
    except _UnfitError as error:
        yield BadItem(units.line, str(error))


class _UnfitError(Exception):
    """The file is well-formed, but not to be read."""


class _Units:
    """Makes items of the parser's events, and lets go of each unit once it is read."""

    def __init__(self) -> None:
        self.line = 1
        self._languages = ("", "")
        self._unit = ""

    def read(self, events: Iterable[tuple[str, Any]]) -> Iterator[Item | BadItem]:
        """The items that are complete."""
        for event, element in events:
            name = _local(element)
            if event == "start":
                self._begin(name, element)
            elif name in _UNITS and _wanted(element):
                yield from self._item(element)
                element.clear()
            elif name in {"unit", "file", "group"}:
                _drop(element)

    def _begin(self, name: str, element: Any) -> None:
        self.line = element.sourceline or self.line
        if element.getparent() is None:
            _check_root(name, element)
        if name == "xliff" and element.get("srcLang"):
            self._languages = (element.get("srcLang", ""), element.get("trgLang", ""))
        elif name == "file" and element.get("source-language"):
            self._languages = (element.get("source-language", ""), element.get("target-language", ""))
        elif name == "unit":
            self._unit = element.get("id", "")

    def _item(self, element: Any) -> Iterator[Item | BadItem]:
        line = element.sourceline or self.line
        texts = {_local(child): _text(child) for child in element if _local(child) in {"source", "target"}}
        if not texts.get("target", "").strip():
            yield BadItem(line, "has no translation yet")
            return
        name = element.get("id", "")
        if _local(element) == "segment":
            name = "/".join(part for part in (self._unit, name) if part)
        first, second = _roles(*self._languages)
        yield item_of({"id": name or None, first.value: texts.get("source"), second.value: texts["target"]}, line)


def _check_root(name: str, element: Any) -> None:
    """Raise _UnfitError for another format, or a DTD with entities."""
    if name != "xliff":
        raise _UnfitError(f"the file is XML, but no XLIFF: it begins with <{name[:40]}>")
    dtd = element.getroottree().docinfo.internalDTD
    entity = next(iter(dtd.iterentities()), None) if dtd is not None else None
    if entity is not None:
        raise _UnfitError(
            f"the file declares an entity ({entity.name[:40]}), which is not safe to read; write its text out"
        )


def _roles(source: str, target: str) -> tuple[Role, Role]:
    """The roles of the file's languages; a translation that goes on into English comes from a translation."""
    into_english = target.lower().startswith("en") and not source.lower().startswith("en")
    return (Role.TRANSLATION, Role.TWIN) if into_english else (Role.SOURCE, Role.TRANSLATION)


def _wanted(element: Any) -> bool:
    """Whether it is XLIFF's own, and not of a module such as suggestions."""
    return "xliff:document" in str(element.tag) or not str(element.tag).startswith("{")


def _text(element: Any) -> str:
    """The text without the inline codes; lxml bounds how deep this goes."""
    parts = [element.text or ""]
    for child in element:
        name = _local(child)
        if name == "cp":
            parts.append("\ufffd")
        elif name and name not in _CODE_ELEMENTS:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _drop(element: Any) -> None:
    """Forget the element and those before it, so that a file of any size fits."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
