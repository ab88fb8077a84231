"""Where jobs work: the folder for their files, what a child is told of the settings, and how a child ends.

Starting children stands in bot/offspring.py; what one does, in bot/child.py.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from bot.evidence_store import EvidenceStore
from bot.settings import Settings


class Ending(IntEnum):
    """How a child says that it has ended, besides what it wrote down; a negative number is the signal that ended it."""

    DONE = 0
    MADE = 3  # a file lies ready; the job ends when it has been sent
    DEFECT = 70
    MEMORY = 71
    AGAIN = 75  # the database was away, or the job is in other hands


@dataclass(frozen=True, slots=True)
class Workplace:
    """A folder of its own for the files of jobs, and the settings of children: never the bot's token."""

    folder: Path
    settings: Mapping[str, str]

    def file_of(self, job_id: int) -> Path:
        """Where the file of a job lies while it is worked on."""
        return self.folder / str(job_id) / "file"

    def evidence(self) -> EvidenceStore:
        """Where evidence is kept. Raises Problem."""
        return EvidenceStore(self.settings["SUIVI_EVIDENCE_URL"])

    def clear(self) -> None:
        """Delete what a job left behind whose process was killed. Raises OSError."""
        if self.folder.exists():
            shutil.rmtree(self.folder)

    def environment(self) -> dict[str, str]:
        """The environment of a child: this process's, with Suivi's settings as they were read here."""
        kept = {name: value for name, value in os.environ.items() if _is_kept(name)}
        # What this process imports from, the child does; it does not look for modules in the current folder.
        path = os.pathsep.join(filter(None, sys.path))
        # One thread is enough to tell languages apart; each more would take 8 MB and a core from the chats.
        threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        return {**kept, "PYTHONPATH": path, **threads, **self.settings}


def workplace_of(given: Settings) -> Workplace:
    """Return the workplace of an instance with these settings."""
    key = {"SUIVI_SECRET_KEY": given.key_text} if given.key_text else {"SUIVI_SECRET_KEY_FILE": str(given.key_file)}
    told = {
        "SUIVI_DATABASE_URL": given.database_url,
        "SUIVI_DATA_DIR": str(given.data_dir.resolve()),
        "SUIVI_LOG_LEVEL": given.log_level,
        "SUIVI_EVIDENCE_URL": given.evidence_url,
        **key,
    }
    return Workplace(given.data_dir.resolve() / "jobs", told)


def _is_kept(name: str) -> bool:
    return not name.startswith("SUIVI_") or name.startswith("SUIVI_TEST_")
