"""A folder of documents: a chain in each folder below it, or one folder a role with the same names in each.

    chains/flood/source.txt  chains/flood/arabic.txt  chains/flood/twin.txt
    articles/source/flood.txt  articles/translation/flood.html  articles/twin/flood.txt

The folder's own documents, if their names tell their roles, are a chain too. An item is called by its folder or, in the
second layout, by its files' name without the suffix.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from aligner.batch_readers import Reading
from aligner.bitext import Role
from aligner.chain_files import FILE_NAMES, chain_in
from aligner.errors import InputError
from aligner.items import BadItem, Item, item_of
from aligner.readers import read


def reads(path: Path) -> bool:
    """Whether it is a folder without tables."""
    return path.is_dir() and not any(path.glob("*.parquet"))


def items(path: Path, reading: Reading) -> Iterator[Item | BadItem]:
    """The chains in the order of their names; one that cannot be read is told as such."""
    for number, (name, folder_or_chain) in enumerate(_chains(path), 1):
        try:
            chain = chain_in(folder_or_chain) if isinstance(folder_or_chain, Path) else folder_or_chain
            texts = {
                role.value: read(
                    file, role, encoding=reading.encodings.get(role), lang="und", max_bytes=reading.max_bytes
                ).text
                for role, file in chain.items()
            }
        except InputError as error:
            yield BadItem(number, f"{name}: {error}")
        else:
            yield item_of({"id": name, **texts}, number)


def expected(path: Path) -> int | None:
    """Exactly; folders are looked at, documents are not."""
    return sum(1 for _ in _chains(path))


def _chains(path: Path) -> Iterator[tuple[str, Path | Mapping[Role, Path]]]:
    """Each chain with its name: the folder that it is in, or its files by role."""
    found = _listed(path)
    by_role = {
        FILE_NAMES[each.name.lower()]: each for each in found if each.is_dir() and each.name.lower() in FILE_NAMES
    }
    if len(by_role) > 1:
        yield from _side_by_side(by_role)
        return
    if any(each.is_file() and each.name.split(".")[0].lower() in FILE_NAMES for each in found):
        yield path.resolve().name, path
    yield from ((each.name, each) for each in found if each.is_dir())


def _side_by_side(folders: Mapping[Role, Path]) -> Iterator[tuple[str, Mapping[Role, Path]]]:
    """Files of one name in the folders of several roles; one alone cannot be a chain, which is found out later."""
    files = {role: {file.stem: file for file in _listed(folder) if file.is_file()} for role, folder in folders.items()}
    for name in sorted({name for names in files.values() for name in names}):
        yield name, {role: files[role][name] for role in Role if name in files.get(role, {})}


def _listed(folder: Path) -> list[Path]:
    """What is in a folder, hidden things left out; raises InputError."""
    try:
        return sorted(each for each in folder.iterdir() if not each.name.startswith("."))
    except OSError as error:
        raise InputError(f"{folder} cannot be listed ({error.strerror}); check its permissions") from None
