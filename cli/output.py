"""Where a report goes: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from aligner.errors import InputError


def emit(text: str, output: Path | None) -> None:
    """Write `text` as UTF-8 to `output`, atomically, or to standard output."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
        sys.stdout.buffer.flush()
    else:
        write_atomically(output, text)


def write_atomically(path: Path, text: str) -> None:
    """Replace `path` in one step; a failure leaves what was there before. Raises InputError."""
    if path.exists() and not path.is_file():  # a device or pipe cannot be replaced, and must not be
        path.write_text(text, encoding="utf-8")
        return
    try:
        target = path.resolve()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as temporary:
                temporary.write(text)
            Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); give --output another place") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
