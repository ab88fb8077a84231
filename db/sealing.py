"""Sealing what names people: authenticated encryption to read it again, a keyed hash to find it.

Where the key is kept and how it is made stands in bot/settings.py and services/keys.py; what is sealed, in db/tables/.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12
_VERSION = b"\x01"
_SHORTEST = len(_VERSION) + _NONCE_BYTES + 16  # with the tag, and nothing sealed


class SealBroken(Exception):
    """A sealed value cannot be opened: another key made it, or it was changed."""


class Sealer:
    """Seals and opens values with keys derived from one secret of 32 bytes. Safe to use from several threads.

    It does not keep the secret, log values, or know which columns are sealed.
    """

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError(f"a secret key has {KEY_BYTES} bytes, not {len(secret)}")
        self._cipher = AESGCM(_derived(secret, b"suivi sealing 1"))
        self._lookup_key = _derived(secret, b"suivi look-up 1")

    def seal(self, purpose: str, data: bytes) -> bytes:
        """Return `data` sealed for `purpose`: it opens only for the same purpose (29 bytes longer than `data`)."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _VERSION + nonce + self._cipher.encrypt(nonce, data, purpose.encode())

    def open(self, purpose: str, sealed: bytes) -> bytes:
        """Return what was sealed for `purpose`. Raises SealBroken."""
        blob = bytes(sealed)
        if blob[:1] != _VERSION or len(blob) < _SHORTEST:
            raise SealBroken
        try:
            return self._cipher.decrypt(blob[1 : 1 + _NONCE_BYTES], blob[1 + _NONCE_BYTES :], purpose.encode())
        except InvalidTag:
            raise SealBroken from None

    def seal_json(self, purpose: str, value: Any) -> bytes:
        """Seal a JSON value; half a surrogate pair, which JSON's escapes can write, is no reason to fail."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return self.seal(purpose, text.encode("utf-8", "surrogatepass"))

    def open_json(self, purpose: str, sealed: bytes) -> Any:
        """Return a sealed JSON value. Raises SealBroken."""
        return json.loads(self.open(purpose, sealed))

    def lookup(self, purpose: str, value: str) -> bytes:
        """Return the keyed hash (32 bytes) under which `value` is found; without the key it tells nothing."""
        return hmac.new(
            self._lookup_key, f"{purpose}\0{value}".encode("utf-8", "surrogatepass"), hashlib.sha256
        ).digest()


def new_secret() -> bytes:
    """Return a new random secret of 32 bytes."""
    return secrets.token_bytes(KEY_BYTES)


def _derived(secret: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)
