"""TBX (ISO 30042), versions 2 and 3, the term bases that CAT tools exchange: a concept is an entry.

English terms are the source's and the twin's, Arabic ones the translation's; without one of the two, the first other
language takes its place. Terms that are marked as deprecated or superseded are forbidden. The file must not declare
entities, for they can swell to any size, and nothing outside of it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from aligner.bitext import Role
from aligner.errors import InputError
from aligner.glossary import Entry

SUFFIXES = (".tbx", ".xml", ".tbxm")
_CONCEPT = frozenset({"termEntry", "conceptEntry"})
_LANGUAGE = frozenset({"langSet", "langSec"})
_TERM = frozenset({"tig", "ntig", "termSec", "termGrp"})
_FORBIDDEN = ("deprecated", "superseded", "obsolete", "forbidden", "notrecommended")


def entries(data: bytes, where: str) -> Iterator[Entry]:
    """The entry of each concept."""
    reader = _Concepts()
    try:
        reader.parse(data)
    except expat.ExpatError as error:
        raise InputError(f"{where}: line {error.lineno} is not well-formed XML; check the file") from None
    except _UnfitError as error:
        raise InputError(f"{where}: {error}") from None
    yield from (entry for concept in reader.concepts if (entry := _entry(concept)))


class _UnfitError(Exception):
    """The file is well-formed, but not to be read."""


@dataclass(slots=True)
class _Term:
    """A term while it is read."""

    lang: str
    text: str = ""
    status: str = ""

    @property
    def is_forbidden(self) -> bool:
        return self.status.strip().lower().startswith(_FORBIDDEN)


@dataclass(slots=True)
class _Concepts:
    """Builds concepts out of the parser's events."""

    concepts: list[list[_Term]] = field(default_factory=list)
    _path: list[str] = field(default_factory=list)
    _lang: str = ""
    _in_status: bool = False

    def parse(self, data: bytes) -> None:
        """Read a whole file; raises _UnfitError and ExpatError."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._refuse_entity
        parser.Parse(data, True)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = name.rpartition(":")[2]
        if not self._path and name not in ("martif", "tbx", "TBX"):
            raise _UnfitError(f"the file is XML, but no TBX: it begins with <{name[:40]}>")
        self._path.append(name)
        if name in _CONCEPT:
            self.concepts.append([])
        elif name in _LANGUAGE:
            self._lang = (attributes.get("xml:lang") or attributes.get("lang", "")).lower()[:2]
        elif name in _TERM and self.concepts and self._path[-2] not in _TERM:
            self.concepts[-1].append(_Term(self._lang))
        self._in_status = name == "termNote" and attributes.get("type", "") == "administrativeStatus"

    def _characters(self, text: str) -> None:
        if self.concepts and self.concepts[-1] and self._path[-1] == "term":
            self.concepts[-1][-1].text += text
        elif self.concepts and self.concepts[-1] and self._in_status:
            self.concepts[-1][-1].status += text

    def _end(self, _: str) -> None:
        self._path.pop()
        self._in_status = False

    def _refuse_entity(self, name: str, *_: object) -> NoReturn:
        raise _UnfitError(f"the file declares an entity ({name[:40]}), which is not safe to read; write its text out")


def _entry(concept: list[_Term]) -> Entry | None:
    """The entry of a concept, None if it has no term that can be used."""
    languages = list(dict.fromkeys(term.lang for term in concept))
    english = "en" if "en" in languages else next((lang for lang in languages if lang != "ar"), "")
    other = "ar" if "ar" in languages else next((lang for lang in languages if lang != english), "")

    def texts(lang: str) -> tuple[str, ...]:
        found = (" ".join(term.text.split()) for term in concept if term.lang == lang and not term.is_forbidden)
        return tuple(text for text in found if any(sign.isalnum() for sign in text))

    forbidden = tuple(" ".join(t.text.split()) for t in concept if t.is_forbidden and t.lang in (english, other))
    terms = {Role.SOURCE: texts(english), Role.TRANSLATION: texts(other)}
    return Entry(terms, forbidden) if any(terms.values()) or forbidden else None
