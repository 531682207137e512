"""TMX 1.4, the translation memories that CAT tools exchange: a unit is an item, told by its languages.

English is the source, the first text in another language the translation, a second English one the twin; without
English the unit's or the header's source language takes its place. A variant may tell its role itself, by a
`<prop type="x-role">` or as `aligner align` writes it: en-x-twin. The file is read as a stream and must not declare
entities, for they can swell to any size.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from aligner.bitext import Role
from aligner.config import MAX_BYTES
from aligner.items import BadItem, Item, item_of

SUFFIXES = (".tmx",)
_CODE_ELEMENTS = frozenset({"bpt", "ept", "ph", "it", "ut"})
"""What they hold is a CAT tool's or a document's code, not text."""
_DEEPEST = 100


def starts(line: bytes) -> bool:
    """Whether the line may begin an XML file, if not one of a format that it names."""
    return b"<xliff" not in line and line.lstrip().startswith((b"<", b"\xff\xfe", b"\xfe\xff"))


def items(pieces: Iterable[bytes], where: str) -> Iterator[Item | BadItem]:  # noqa: ARG001 - lines tell the place
    """The item of each unit; what is not well-formed ends the file."""
    units = _Units()
    for piece in pieces:
        try:
            units.feed(piece)
        except (_UnfitError, expat.ExpatError) as error:
            yield from units.taken()
            yield BadItem(units.line, str(error))
            return
        yield from units.taken()
    try:
        units.feed(b"", last=True)
    except expat.ExpatError as error:
        yield BadItem(units.line, str(error))


class _UnfitError(Exception):
    """The file is well-formed, but not to be read."""


@dataclass(slots=True)
class _Variant:
    """A text of a unit while it is read."""

    lang: str
    role: str = ""
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)


class _Units:
    """Builds units out of the parser's events and keeps no more than one at a time."""

    def __init__(self) -> None:
        self._ready: deque[Item | BadItem] = deque()
        self._path: list[str] = []
        self._source = ""
        self._unit: dict[str, str] = {}
        self._variants: list[_Variant] = []
        self._prop, self._prop_type = "", ""
        self._line = self._size = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._refuse_entity

    @property
    def line(self) -> int:
        """Where the parser stands."""
        return self._parser.CurrentLineNumber

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Parse some more; raises _UnfitError and ExpatError."""
        self._parser.Parse(data, last)

    def taken(self) -> Iterator[Item | BadItem]:
        """The units that are complete, each once."""
        while self._ready:
            yield self._ready.popleft()

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self._path and name != "tmx":
            raise _UnfitError(f"the file is XML, but no TMX: it begins with <{name[:40]}>")
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise _UnfitError(f"elements are nested more than {_DEEPEST} levels deep, which no TMX is")
        match name:
            case "header":
                self._source = attributes.get("srclang", "")
            case "tu":
                self._unit, self._variants, self._line, self._size = dict(attributes), [], self.line, 0
            case "tuv":
                lang = attributes.get("xml:lang") or attributes.get("lang", "")
                self._variants.append(_Variant(lang.lower()))
            case "prop":
                self._prop, self._prop_type = "", attributes.get("type", "").lower()

    def _characters(self, text: str) -> None:
        self._size += len(text)
        if self._size > MAX_BYTES:
            raise _UnfitError(f"the unit in line {self._line} is too large")
        if self._path[-1] == "prop":
            self._prop += text
        elif "seg" in self._path and self._variants and not _CODE_ELEMENTS & set(self._path):
            self._variants[-1].parts.append(text)

    def _end(self, name: str) -> None:
        if name == "prop" and self._prop_type in {"role", "x-role"} and "tuv" in self._path and self._variants:
            self._variants[-1].role = self._prop.strip().lower()
        self._path.pop()
        if name == "tu":
            source = self._unit.get("srclang", self._source).lower()
            texts = {role.value: variant.text for role, variant in _roles(self._variants, source).items()}
            self._ready.append(item_of({"id": self._unit.get("tuid"), **texts}, self._line))

    def _refuse_entity(self, name: str, *_: object) -> NoReturn:
        raise _UnfitError(f"the file declares an entity ({name[:40]}), which is not safe to read; write its text out")


def _roles(variants: Sequence[_Variant], source: str) -> dict[Role, _Variant]:
    """Which text plays which role; those that find none left are ignored."""
    found: dict[Role, _Variant] = {}
    languages = [_language(variant.lang) for variant in variants]
    original = next((lang for lang in ("en", _language(source), *languages) if lang in languages), "")
    for variant in sorted(variants, key=lambda variant: _told(variant) is None):
        same = _language(variant.lang) == original
        fitting = (role for role in Role if role not in found and same is (role is not Role.TRANSLATION))
        role = _told(variant) or next(fitting, None)
        if role:
            found.setdefault(role, variant)
    return found


def _told(variant: _Variant) -> Role | None:
    """The role that a variant tells itself; a subtag has 8 letters at most (BCP 47)."""
    _, _, private = variant.lang.partition("-x-")
    return next((role for role in Role if variant.role == role or private == role[:8]), None)


def _language(code: str) -> str:
    """The code without its region."""
    return code.replace("_", "-").partition("-")[0]
