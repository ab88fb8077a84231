"""Errors of ours: the reference that a person can quote, and a description for the log that holds no text of anyone."""

from __future__ import annotations

import secrets
import traceback
from pathlib import Path

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 6
_FRAMES = 4


def new_reference() -> str:
    """Return six characters that can be read out over the telephone."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def described(error: BaseException) -> str:
    """Return an error's type and where it arose. Its message is left out: it may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places}"
