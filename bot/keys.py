"""The sealing key: where it is kept, that it is the one with which this database was sealed, and changing it.

It is made only while nothing is sealed. It lies outside the database, the data folder and the backups. A new one waits
beside the old one in a file `….new` until the database is sealed with it; whatever comes in between, one of them fits.
"""

from __future__ import annotations

import hmac
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bot.files import flush_folder, free_name, keep_beside, owned_like
from bot.problem import Problem
from bot.settings import Settings
from db.queries.instance import fact, set_fact
from db.sealing import KEY_BYTES, Sealer, new_secret
from db.work import Work

CHECK = "key check"


def secret(settings: Settings, known: bytes | None, now: datetime) -> bytes:
    """Return the secret of 32 bytes. `known`: the database's check value, None while nothing is sealed. Raises Problem.

    Made and stored now if there is none and nothing is sealed yet. A new key that a change of the key left waiting is
    taken into use where the database is sealed with it.
    """
    if settings.key_text is not None:
        return _decoded(settings.key_text, "SUIVI_SECRET_KEY")
    path = settings.key_file
    mine = _read(path)
    if known is not None and (mine is None or not fits(mine, known)):
        new = _waiting(path)
        if new is not None and fits(new, known):
            with suppress(OSError):  # the next command tries again
                _take_into_use(path, now)
            return new
    if mine is None and known is not None:
        raise Problem(
            f"The sealing key is missing: {path} is not there, and the database was sealed with it. "
            "Put the file back, or name it in SUIVI_SECRET_KEY_FILE."
        )
    return mine or _made(path)


def fits(key: bytes, known: bytes) -> bool:
    """Tell whether a key is the one of which a database keeps this check value."""
    return hmac.compare_digest(known, check_value(Sealer(key)))


def check_value(sealer: Sealer) -> bytes:
    """Return what a database keeps to know its key again."""
    return sealer.lookup(CHECK, "suivi")


def prepare(path: Path, now: datetime) -> bytes:
    """Make a new key and leave it waiting beside the one in use; return it. Raises Problem.

    One that waits already is another database's, or was never used: it is set aside, not lost.
    """
    new = _new_of(path)
    if os.path.lexists(new):
        _moved(new, free_name(new.with_name(f"{new.name}.unused-{now:%Y%m%d-%H%M%S}")))
    return _made(new)


def take_into_use(path: Path, now: datetime) -> Path:
    """Put the key that waits in the place of the old one; return where the old one is kept. Raises Problem."""
    try:
        return _take_into_use(path, now)
    except OSError:
        raise Problem(
            f"The database is sealed with the new key, which is in {_new_of(path)}, but it cannot be moved to {path}. "
            "Check that you may write there; the next command moves it."
        ) from None


def check(work: Work, sealer: Sealer) -> None:
    """Compare the key with the one that the database knows, or let the database know it. Raises Problem."""
    mine = check_value(sealer)
    known = fact(work, CHECK, hold=True)
    if known is None:
        set_fact(work, CHECK, mine)
    elif not hmac.compare_digest(known, mine):
        raise Problem(
            "The sealing key is not the one with which this database was sealed. "
            "Set SUIVI_SECRET_KEY_FILE to the right file; nothing was changed."
        )


def _read(path: Path) -> bytes | None:
    """The key in a file, None where there is no file."""
    try:
        return _decoded(path.read_text(encoding="ascii"), str(path))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise Problem(f"The sealing key {path} cannot be read. Check that it is a file that you may read.") from None


def _new_of(path: Path) -> Path:
    path = path.resolve()
    return path.with_name(f"{path.name}.new")


def _waiting(path: Path) -> bytes | None:
    """The new key that waits; None also where its file was cut off while it was written."""
    try:
        return _read(_new_of(path))
    except Problem:
        return None


def _take_into_use(path: Path, now: datetime) -> Path:
    path = path.resolve()
    old = free_name(path.with_name(f"{path.name}.before-{now:%Y%m%d-%H%M%S}"))
    if path.exists():
        keep_beside(path, old)
        owned_like(_new_of(path), path)
    _new_of(path).replace(path)
    flush_folder(path.parent)
    return old


def _moved(old: Path, new: Path) -> None:
    try:
        old.rename(new)
    except OSError:
        raise Problem(f"{old} is in the way of a new key and cannot be moved. Move it away, and try again.") from None


def _decoded(text: str, where: str) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Problem(f"{where} does not hold a sealing key: it must be 64 hexadecimal digits.")
    return key


def _made(path: Path) -> bytes:
    key = new_secret()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        flush_folder(path.parent)
    except OSError:
        raise Problem(
            f"The sealing key cannot be written to {path}. Name a file that you may write in SUIVI_SECRET_KEY_FILE."
        ) from None
    return key
