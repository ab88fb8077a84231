"""Files that appear whole or not at all, and stay when the power goes. What is in them is others' affair."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path


@contextmanager
def partial(target: Path) -> Iterator[Path]:
    """A new, empty file beside `target`, for its owner only, gone at the end of the block. Raises OSError."""
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".partial", dir=target.parent)
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def publish(made: Path, target: Path) -> None:
    """Give a finished file its name; never over another file. Raises FileExistsError, OSError."""
    flush(made)
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as on many memory sticks
        if target.exists():
            raise FileExistsError(target) from None
        made.rename(target)
    flush_folder(target.parent)


def keep_beside(path: Path, kept: Path) -> None:
    """Keep a file under a second name, so that replacing it under the first loses nothing. Raises OSError."""
    try:
        os.link(path, kept)
    except OSError:
        shutil.copy2(path, kept)
        flush(kept)
    flush_folder(path.parent)


def owned_like(made: Path, other: Path) -> None:
    """Give a file to whoever has the other one, so that an administrator's command leaves it to the bot's user."""
    wanted = other.stat()
    if (wanted.st_uid, wanted.st_gid) != (made.stat().st_uid, made.stat().st_gid):
        with suppress(OSError):
            os.chown(made, wanted.st_uid, wanted.st_gid)


def flush(path: Path) -> None:
    """Return once a file's content is on the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Return once the names in a folder are on the disk, as far as its file system knows how."""
    with suppress(OSError):
        flush(folder)


def free_name(wanted: Path) -> Path:
    """Return the path, or with -2, -3 and so on behind it the first that is not there yet."""
    names = (wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}") for number in count(1))
    return next(name for name in names if not os.path.lexists(name))
