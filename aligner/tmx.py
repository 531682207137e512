"""TMX 1.4b, the translation memories that CAT tools exchange: a unit for each row with text on two sides or more.

Two documents in one language would be confused, so the later one's language gets a private subtag: the twin of an
English source is `en-x-twin`. A unit names its source language where it has no text in the header's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.etree import ElementTree as ET

from aligner.bitext import Document, Role, Row
from aligner.lang.controls import in_xml, referenced
from aligner.version import __version__

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SPACES = re.compile(r"[\t\n\r]+")


def memory(
    documents: Mapping[Role, Document], rows: Iterable[Row], notes: Mapping[int, Sequence[str]] | None = None
) -> str:
    """The file without a DOCTYPE (many parsers would look for its DTD) and without a date (runs must agree).

    `notes` on a row, by its number, go with its unit, which is there then even with text on one side only. What XML
    forbids becomes U+FFFD; characters that steer terminals are written as references.
    """
    languages = _languages(documents)
    root = ET.Element("tmx", version="1.4")
    first = next(iter(languages.values()))
    ET.SubElement(root, "header", _header(first))
    body = ET.SubElement(root, "body")
    for number, row in enumerate(rows):
        segments = {role: _segment(document, row) for role, document in documents.items()}
        told = {languages[role]: segment for role, segment in segments.items() if segment}
        remarks = (notes or {}).get(number, ())
        if len(told) > 1 or (told and remarks):
            body.append(_unit(row, told, first, remarks))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + referenced(ET.tostring(root, encoding="unicode")) + "\n"


def _header(source_language: str) -> dict[str, str]:
    return {
        "creationtool": "aligner",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "aligner",
        "adminlang": "en",
        "srclang": source_language,
        "datatype": "plaintext",
    }


def _unit(row: Row, told: Mapping[str, str], usual_source: str, notes: Iterable[str]) -> ET.Element:
    """A <tu>; several sentences make it a block, and its first side is its source."""
    unit = ET.Element("tu")
    if any(len(row.of(role)) > 1 for role in Role):
        unit.set("segtype", "block")
    if usual_source not in told:
        unit.set("srclang", next(iter(told)))
    for note in notes:
        ET.SubElement(unit, "note").text = in_xml(note)
    ET.SubElement(unit, "prop", type="x-confidence").text = f"{row.confidence:.2f}"
    for language, segment in told.items():
        variant = ET.SubElement(unit, "tuv", {_XML_LANG: language})
        ET.SubElement(variant, "seg").text = segment
    return unit


def _languages(documents: Mapping[Role, Document]) -> dict[Role, str]:
    """The language of each document as the file has it, all different; a subtag has 8 letters at most (BCP 47)."""
    found: dict[Role, str] = {}
    for role, document in documents.items():
        taken = document.lang in found.values()
        found[role] = f"{document.lang}-x-{role[:8]}" if taken else document.lang
    return found


def _segment(document: Document, row: Row) -> str:
    """The text of a side on one line, as XML can hold it."""
    texts = (document.slice(document.sentences[i].span) for i in row.of(document.role))
    return in_xml(_SPACES.sub(" ", " ".join(texts))).strip()
