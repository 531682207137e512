"""TMX 1.4b, the translation memories that CAT tools exchange: a unit for each row with text on two sides or more.

Two documents in one language would be confused, so the later one's language gets a private subtag: the twin of an
English source is `en-x-twin`. A unit names its source language where it has no text in the header's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from aligner.alignment import Alignment
from aligner.alignment_formats import texts
from aligner.bitext import Document, Role, Row
from aligner.lang.controls import STEERING
from aligner.version import __version__

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SPACES = re.compile(r"[\t\n\r]+")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"  # keeps in sight that there was something, and words apart


def render(alignment: Alignment) -> str:
    """The file without a DOCTYPE (many parsers would look for its DTD) and without a date (runs must agree).

    What XML forbids becomes U+FFFD; characters that steer terminals are written as references.
    """
    languages = _languages(alignment.documents)
    root = ET.Element("tmx", version="1.4")
    first = next(iter(languages.values()))
    ET.SubElement(root, "header", _header(first))
    body = ET.SubElement(root, "body")
    for row in alignment.rows:
        segments = {role: _segment(document, row) for role, document in alignment.documents.items()}
        told = {languages[role]: segment for role, segment in segments.items() if segment}
        if len(told) > 1:
            body.append(_unit(row, told, first))
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + STEERING.sub(lambda m: f"&#x{ord(m.group()):X};", text) + "\n"


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


def _unit(row: Row, told: Mapping[str, str], usual_source: str) -> ET.Element:
    """A <tu>; several sentences make it a block, and its first side is its source."""
    unit = ET.Element("tu")
    if any(len(row.of(role)) > 1 for role in Role):
        unit.set("segtype", "block")
    if usual_source not in told:
        unit.set("srclang", next(iter(told)))
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
    return _FORBIDDEN.sub(_REPLACEMENT, _SPACES.sub(" ", " ".join(texts(document, row)))).strip()
