"""Where evidence is kept: a folder, or an object store, under the SHA-256 of what it holds. Nothing is ever replaced.

Which contribution a file belongs to, and who may see it, stands in the database.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

import fsspec
from fsspec.core import url_to_fs

from bot.problem import Problem


class StoreAway(Exception):
    """The folder or the object store cannot be reached, or has no room; later it may."""


class EvidenceStore:
    """Files by the SHA-256 of their content, in hexadecimal. `url`: of a folder, as fsspec understands it."""

    def __init__(self, url: str) -> None:
        self._files, self._root = opened(url)

    def put(self, digest: str, content: bytes) -> None:
        """Keep a file; one that is there already stays. Raises StoreAway."""
        path = self._path(digest)
        try:
            if self._files.exists(path):
                return
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            # Written beside its place and moved there whole, where the store does not do so by itself.
            with self._files.transaction, self._files.open(path, "wb") as file:
                file.write(content)
        except (OSError, ValueError) as fault:
            raise StoreAway(type(fault).__name__) from fault

    def get(self, digest: str) -> bytes:
        """Return a file. Raises StoreAway, also where it is gone."""
        try:
            return bytes(self._files.cat_file(self._path(digest)))
        except (OSError, ValueError) as fault:
            raise StoreAway(type(fault).__name__) from fault

    def missing(self, digests: Iterable[str]) -> int:
        """Count the files that are not there. Raises StoreAway."""
        try:
            return sum(not self._files.exists(self._path(digest)) for digest in digests)
        except (OSError, ValueError) as fault:
            raise StoreAway(type(fault).__name__) from fault

    def _path(self, digest: str) -> str:
        return f"{self._root}/{digest[:2]}/{digest}"


def opened(url: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """Return the file system of an address and the folder there. Raises Problem."""
    try:
        files, root = url_to_fs(url, **({"auto_mkdir": True} if urlsplit(url).scheme in {"", "file"} else {}))
    except (ImportError, ValueError) as fault:
        raise Problem(
            f"SUIVI_EVIDENCE_URL cannot be used ({type(fault).__name__}). Write a folder, as /srv/suivi/evidence, or "
            "the address of an object store whose fsspec package is installed, as s3://bucket/evidence."
        ) from None
    return files, root.rstrip("/")
