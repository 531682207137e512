"""Word documents: the paragraphs of the body and its tables, as they read with all tracked changes accepted."""
# ruff: noqa: PLC0415 - python-docx is slow to import, and not everybody has it

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from aligner.archives import check_zip
from aligner.config import MAX_BYTES
from aligner.errors import InputError
from aligner.extras import needed

SUFFIXES = (".docx",)
_NOT_READ = ("moveFrom", "del", "Fallback", "instrText")
"""Text that was moved away or deleted, a second copy of a text box, the codes of fields."""
_DEEPEST = 200


def text(data: bytes, where: str, encoding: str | None) -> str:  # noqa: ARG001 - a docx is XML inside
    """The paragraphs, apart by empty lines; raises InputError for what is no Word document, or has no text."""
    check_zip(data, where, MAX_BYTES)
    body = _body(data, where)
    paragraphs = [_paragraph(element).strip() for element in body.iter(_name("p")) if not _inside_another(element)]
    written = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    if not written:
        raise InputError(f"{where} has no text in its body; give a document with text in it")
    return written


def _body(data: bytes, where: str) -> Any:
    with needed("Word documents"):
        import docx
        from docx.opc.exceptions import OpcError
        from lxml.etree import LxmlError
    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (OpcError, LxmlError, KeyError, ValueError, OSError, AttributeError, NotImplementedError) as error:
        reason = str(error).splitlines()[0][:100] if str(error) else type(error).__name__
        raise InputError(f"{where} is no Word document that can be read ({reason}); save it again as .docx") from None
    if body is None:
        raise InputError(f"{where} is a Word document without a body; save it again as .docx")
    return body


def _paragraph(paragraph: Any) -> str:
    return "".join(_pieces(paragraph, 0))


def _pieces(element: Any, depth: int) -> Iterator[str]:
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name in _NOT_READ or depth > _DEEPEST:
            continue
        if name == "t":
            yield child.text or ""
        elif name in {"br", "cr", "p"}:
            yield "\n"
        elif name == "tab":
            yield " "
        elif name == "noBreakHyphen":
            yield "\u2011"
        yield from _pieces(child, depth + 1)


def _inside_another(paragraph: Any) -> bool:
    """Whether it stands in a text box, which is read where it is anchored."""
    return next(paragraph.iterancestors(_name("p")), None) is not None


def _name(local: str) -> str:
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + local
