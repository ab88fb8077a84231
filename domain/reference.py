"""The short number of a recommendation, `SI-0123`: how it is written and how it is read from what people type."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 40
_TYPED = re.compile(r"\s*([A-Za-z]{2})\s*[-‐‑–—－_ ]?\s*(\d{1,7})\s*")


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A country's code and the number of the recommendation in it, which never changes and is never reused."""

    country: str
    number: int

    def __str__(self) -> str:
        return f"{self.country}-{self.number:04d}"


def typed(text: str) -> Reference | None:
    """Return the reference that a text is, written `SI-0123`, `si 123` or `SI123`; None where it is none."""
    text = text.strip()
    # Whoever types a thousand spaces in between means something else.
    match = _TYPED.fullmatch(_narrow(text)) if len(text) <= _LONGEST else None
    if match is None or int(match[2]) == 0:
        return None
    return Reference(match[1].upper(), int(match[2]))


def _narrow(text: str) -> str:
    """Full-width letters and digits, as a Chinese keyboard may type them, made ordinary."""
    return "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text)
