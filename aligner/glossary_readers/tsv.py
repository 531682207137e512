"""Tab-separated values: a header row names some of `source`, `translation`, `twin`, `forbidden`, `note` and `case`.

`|` separates renderings that are equally right. `case` is `yes` where capitals count. Blank lines and lines that begin
with `#` are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aligner.bitext import Role
from aligner.errors import InputError
from aligner.glossary import Entry

SUFFIXES = (".tsv", ".tab", ".txt")
COLUMNS = (*Role, "forbidden", "note", "case")
_YES = frozenset(("yes", "y", "true", "1", "x"))


def entries(data: bytes, where: str) -> Iterator[Entry]:
    """The entry of each line after the header."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{where}: line {line} is not UTF-8; save the glossary as UTF-8") from None
    rows = [(k, row.rstrip("\r")) for k, row in enumerate(text.split("\n"), 1)]
    rows = [(number, row) for number, row in rows if row.strip() and not row.startswith("#")]
    if not rows:
        return
    header = [name.strip().lower() for name in rows[0][1].split("\t")]
    known = [name for name in header if name in COLUMNS]
    if not set(known) & {*Role, "forbidden"} or len(set(header)) < len(header):
        raise InputError(f"{where}: the header row must name some of {', '.join(COLUMNS)}, and no column twice")
    for number, row in rows[1:]:
        fields = row.split("\t")
        if len(fields) > len(header):
            raise InputError(f"{where}: line {number} has {len(fields)} fields where the header row has {len(header)}")
        yield _entry(dict(zip(header, fields, strict=False)), number, where)


def _entry(fields: Mapping[str, str], number: int, where: str) -> Entry:
    terms = {role: _alternatives(fields.get(role, "")) for role in Role}
    forbidden = _alternatives(fields.get("forbidden", ""))
    if not any(terms.values()) and not forbidden:
        raise InputError(f"{where}: line {number} has no term; fill in a text column or `forbidden`")
    return Entry(terms, forbidden, fields.get("note", "").strip(), fields.get("case", "").strip().lower() in _YES)


def _alternatives(field: str) -> tuple[str, ...]:
    """The renderings in a field; what has no letter or digit is none."""
    parts = (" ".join(part.split()) for part in field.split("|"))
    return tuple(part for part in parts if any(sign.isalnum() for sign in part))
