"""The sealing key: where it is kept, and that it is the one with which this database was sealed.

It is made only while nothing is sealed. It lies outside the database, the data folder and the backups.
"""

from __future__ import annotations

import hmac
import os
from pathlib import Path

from bot.problem import Problem
from bot.settings import Settings
from db.queries.instance import fact, set_fact
from db.sealing import KEY_BYTES, Sealer, new_secret
from db.work import Work

CHECK = "key check"


def secret(settings: Settings, *, nothing_sealed: bool) -> bytes:
    """Return the secret of 32 bytes; made and stored now if there is none and nothing is sealed yet. Raises Problem."""
    if settings.key_text is not None:
        return _decoded(settings.key_text, "SUIVI_SECRET_KEY")
    path = settings.key_file
    try:
        return _decoded(path.read_text(encoding="ascii"), str(path))
    except FileNotFoundError:
        if not nothing_sealed:
            raise Problem(
                f"The sealing key is missing: {path} is not there, and the database was sealed with it. "
                "Put the file back, or name it in SUIVI_SECRET_KEY_FILE."
            ) from None
    except (OSError, UnicodeDecodeError):
        raise Problem(f"The sealing key {path} cannot be read. Check that it is a file that you may read.") from None
    return _made(path)


def check(work: Work, sealer: Sealer) -> None:
    """Compare the key with the one that the database knows, or let the database know it. Raises Problem."""
    mine = sealer.lookup(CHECK, "suivi")
    known = fact(work, CHECK)
    if known is None:
        set_fact(work, CHECK, mine)
    elif not hmac.compare_digest(known, mine):
        raise Problem(
            "The sealing key is not the one with which this database was sealed. "
            "Set SUIVI_SECRET_KEY_FILE to the right file; nothing was changed."
        )


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
    except OSError:
        raise Problem(
            f"The sealing key cannot be written to {path}. Name a file that you may write in SUIVI_SECRET_KEY_FILE."
        ) from None
    return key
