"""The reports of a run over feeds, all written at once while it goes on."""
# ruff: noqa: PLC0415 - formats are imported only when there is something to write

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .feed_options import FeedFormat
from .output import emit_folder, sink

if TYPE_CHECKING:
    from aligner.feed_formats import Writer
    from aligner.feed_run import Item, Run


@contextmanager
def reports(formats: Mapping[Path | None, FeedFormat], html_dir: Path | None) -> Iterator[Reports]:
    """Reports by the files they go to, None for standard output; those files are there, whole, after the block."""
    from aligner.feed_formats import discover

    writers = discover()
    with ExitStack() as files:
        yield Reports([(writers[name](), files.enter_context(sink(path))) for path, name in formats.items()], html_dir)


class Reports:
    """Tells each writer of the items and of the end, and writes what it makes of them."""

    def __init__(self, writers: list[tuple[Writer, Callable[[str], None]]], html_dir: Path | None) -> None:
        self._writers = writers
        self._folder = html_dir
        self._shared: dict[str, str] = {}

    def item(self, item: Item) -> None:
        """Write what there is to write of an item."""
        for writer, write in self._writers:
            text = writer.item(item)
            if text:
                write(text)
        if self._folder:
            from aligner.feed_formats.html import page, pages

            texts = {name: text for name, text in pages(item).items() if self._shared.get(name) != text}
            self._shared |= {name: text for name, text in texts.items() if name != page(item)}
            emit_folder(texts, self._folder)

    def end(self, run: Run) -> None:
        """Write the rest."""
        for writer, write in self._writers:
            write(writer.end(run))
        if self._folder:
            from aligner.feed_formats.html import index

            emit_folder(index(run), self._folder)
