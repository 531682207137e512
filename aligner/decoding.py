"""The bytes of a document as text, or one plain line on why they are none."""

from __future__ import annotations

import codecs
import difflib
from encodings.aliases import aliases

from aligner.errors import InputError
from aligner.lang import charset

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
_ZIP_CONTENTS = (
    (b"word/", "a Word document (.docx)"),
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint file (.pptx)"),
    (b"opendocument", "an OpenDocument file"),
    (b"epub", "an EPUB book"),
)
# Codecs that are text to Python but no encoding of documents; some of them make lone surrogates.
_NOT_FOR_DOCUMENTS = {"unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "utf-7"}
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"


def decode(data: bytes, where: str, encoding: str | None = None) -> str:
    """The text of `data`, in the declared `encoding` or the one it is plausibly written in, without its mark.

    `where` names the document in messages. Raises InputError if `data` is empty or binary, `encoding` unknown, or the
    bytes contradict it.
    """
    if not data:
        raise InputError(f"{where} is empty; give a document with text in it")
    kind = _magic(data)
    if kind:
        raise InputError(f"{where} is {kind}, not text; save its text as a plain text file (UTF-8) first")
    text = _as_declared(data, where, encoding) if encoding else _as_guessed(data, where)
    text = text.removeprefix("\ufeff")
    if not text.strip(_INVISIBLE).strip():
        raise InputError(f"{where} holds only white space; give a document with text in it")
    return text


def _magic(data: bytes) -> str | None:
    kind = next((kind for mark, kind in _MAGIC if data.startswith(mark)), None)
    if kind == "a zip archive":
        return next((inside for mark, inside in _ZIP_CONTENTS if mark in data[:4_000]), kind)
    return kind


def _as_guessed(data: bytes, where: str) -> str:
    codec = charset.guess(data)
    if codec is None:
        at = max(data.find(b"\0"), 0)
        raise InputError(f"{where} is binary, not text (see byte {at}); give a plain text file")
    broken = None if codec.startswith("utf") else _break_in_utf8(data)
    if broken is not None:
        place = _place(data, broken)
        raise InputError(f"{where} is UTF-8 but broken at {place}; repair it, or declare the encoding if it is another")
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        mark = "byte order mark says" if charset.announced(data) else "rest says"
        place = _place(data, error.start)
        raise InputError(f"{where} is not valid {codec} as its {mark}: see {place}; save it again as UTF-8") from error


def _as_declared(data: bytes, where: str, encoding: str) -> str:
    codec = _codec(encoding, where)
    likely = charset.guess(data)
    if codec == "utf-16" and likely in {"utf-16-le", "utf-16-be"}:
        codec = likely  # the declaration leaves the byte order open, and without a mark Python takes the machine's
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        place = _place(data, error.start)
        hint = f"it looks like {likely}" if likely else "it does not look like text"
        raise InputError(f"{where} is not {encoding}: {error.reason} at {place}; {hint}") from error
    if likely and _contradicts(data, codec, likely):
        raise InputError(f"{where} is not {encoding}, it looks like {likely}; declare {likely}, or no encoding at all")
    if "\0" in text:
        raise InputError(f"{where} is not text in {encoding}: NUL at character {text.index(chr(0))}; give a text file")
    return text


def _codec(encoding: str, where: str) -> str:
    """The canonical name of a declared text encoding; raises InputError for an unknown one."""
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):
        near = difflib.get_close_matches(encoding.lower().replace("-", "_"), [*aliases, *aliases.values()], n=1)
        hint = f"did you mean {near[0]}?" if near else "use a name such as utf-8, windows-1256 or iso-8859-6"
        raise InputError(f"{where}: unknown encoding {encoding!r}; {hint}") from None
    if not getattr(info, "_is_text_encoding", True) or info.name in _NOT_FOR_DOCUMENTS:
        raise InputError(f"{where}: {encoding!r} is no encoding of text; use one such as utf-8 or windows-1256")
    return info.name


def _contradicts(data: bytes, codec: str, likely: str) -> bool:
    """Whether `data` is clearly in the encoding it is likely in, and not in the declared one."""
    if _family(likely) == _family(codec):
        return {likely[-3:], codec[-3:]} == {"-le", "-be"}
    if data.isascii() and _family(codec) not in {"utf-16", "utf-32"}:
        return False  # the same text in either
    if likely.startswith("utf"):
        return True
    likelier = charset.plausibility(data, likely) > charset.plausibility(data, codec) + 0.3
    cleaner = charset.oddity(data, likely) + 0.5 < charset.oddity(data, codec)
    return likelier or cleaner


def _family(codec: str) -> str:
    return codec[:6].rstrip("-") if codec.startswith("utf") else codec


def _break_in_utf8(data: bytes) -> int | None:
    """Where nearly valid UTF-8 breaks; None if the data is nothing like UTF-8."""
    whole = data.decode("utf-8", errors="ignore")
    letters = sum(1 for letter in whole if letter > "\x7f")
    lost = len(data) - len(whole.encode("utf-8"))
    if letters < 10 or lost > 0.1 * letters:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _place(data: bytes, at: int) -> str:
    return f"byte {at} (line {data.count(10, 0, at) + 1})"
