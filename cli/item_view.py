"""The view of scored items for people: a block each, its findings marked where they stand and listed below."""

from __future__ import annotations

from rich.text import Text

from aligner.bitext import Document
from aligner.items import ScoredItem
from aligner.lang.controls import visible

from .explanation import explained
from .layout import Layout, Screen
from .terminal import aside, fidelity, marked, note


def show(item: ScoredItem, screen: Screen, *, explain: bool = False) -> None:
    """Print what the item is called, its texts and its findings; `explain` says what its score was lost to."""
    marks = tuple(enumerate(item.findings, 1))

    def text(document: Document) -> Text:
        return Text(" ").join(marked(document, sentence, marks) for sentence in document.sentences)

    screen.print(Text(visible(str(item.item.id)), "bold"))
    texts = {role: text(document) for role, document in item.documents.items()}
    Layout(screen, item.documents.values()).row(fidelity(item.scores.chain), texts)
    if item.peers:
        screen.print(aside("   ".join(f"{name} {score:.1f}" for name, score in item.peers.items()), ""))
    for line in explained(item.scores) if explain else ():
        screen.print(aside(line, "dim"))
    for number, finding in marks:
        screen.print(note(number, finding, screen))
    screen.print()
