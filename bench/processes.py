"""Child processes and what they use: CPU seconds and resident memory, as /proc tells."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Child:
    """A running process of ours; `log`: what it printed on standard error."""

    process: subprocess.Popen[str]
    log: Path

    def cpu(self) -> float:
        """CPU seconds used so far by all its threads, user and system (in steps of 10 ms)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self, field: str = "VmHWM") -> float:
        """Resident memory in MB: VmHWM the highest so far, VmRSS now."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith(field):
                return int(line.split()[1]) / 1024
        raise RuntimeError(f"the process has ended: {self.said()}")

    def lives(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def said(self) -> str:
        """The end of what it printed on standard error."""
        return self.log.read_text(encoding="utf-8")[-1500:]


@dataclass(frozen=True, slots=True)
class Group:
    """Several processes that do one work together."""

    children: tuple[Child, ...]

    def cpu(self) -> float:
        """CPU seconds used so far by all of them."""
        return sum(child.cpu() for child in self.children)

    def lives(self) -> bool:
        """Whether all of them still run."""
        return all(child.lives() for child in self.children)

    def said(self) -> str:
        """The ends of what they printed on standard error."""
        return "\n".join(child.said() for child in self.children)


@contextmanager
def running(*arguments: str, **environment: str) -> Iterator[Child]:
    """Run `python ARGUMENTS` with these settings until the end of the block."""
    descriptor, name = tempfile.mkstemp(prefix="suivi-bench-", suffix=".log")
    with os.fdopen(descriptor, "w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=own_environment(**environment),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        yield Child(process, Path(name))
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()
        Path(name).unlink()


def own_environment(**more: str) -> dict[str, str]:
    """The environment without settings of Suivi's or a proxy, and with these."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SUIVI_") and not k.lower().endswith("_proxy")}
    return {**kept, "PYTHONPATH": str(ROOT), **more}
