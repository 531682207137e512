"""One JSON object a line: the chain, then its rows with their text; keys are named as in the report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from aligner.alignment import Alignment
from aligner.alignment_formats import texts
from aligner.lang.controls import escaped
from aligner.report import document_dict, row_dict

SCHEMA = "aligner-alignment/1"


def render(alignment: Alignment) -> str:
    """Each line names its `type`, chain or row; characters that steer terminals are written as escapes."""
    return "".join(f"{escaped(json.dumps(item, ensure_ascii=False))}\n" for item in _items(alignment))


def _items(alignment: Alignment) -> Iterator[dict[str, Any]]:
    documents = alignment.documents
    chain = {role.value: document_dict(document) for role, document in documents.items()}
    yield {"type": "chain", "schema": SCHEMA, "documents": chain, "warnings": list(alignment.unrelated)}
    for number, (row, similarity) in enumerate(zip(alignment.rows, alignment.similarity, strict=True)):
        text = {role.value: texts(document, row) for role, document in documents.items()}
        yield {"type": "row", "row": number, **row_dict(row, similarity), "texts": text}
