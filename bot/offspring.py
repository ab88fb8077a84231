"""Starting the child process of a job and seeing it to its end, whatever that is. What it does: bot/child.py."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress

from bot.workplace import Ending, Workplace

LONGEST = 30 * 60.0
_GRACE = 5.0
_STDERR = 2
KILLED = frozenset({-signal.SIGKILL, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS, int(Ending.MEMORY)})
"""Endings of a child that asked for too much memory: Python's own, that of a library written in C or Rust, the
system's."""


class TookForever(Exception):
    """The child was ended after the longest time that a job may take."""


async def carried_out(workplace: Workplace, job_id: int) -> int:
    """Run a job's child and return how it ended: an Ending, or minus the signal that ended it. Raises TookForever.

    Cancelled, it ends the child before it returns, within five seconds.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        "bot.child",
        str(job_id),
        # It ends when this end of the pipe closes, as it does when this process is killed.
        stdin=asyncio.subprocess.PIPE,
        # Its log is a part of ours. What libraries print when they die may quote the file: that goes nowhere.
        stdout=_STDERR,
        stderr=asyncio.subprocess.DEVNULL,
        env=workplace.environment(),
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(LONGEST):
            return await child.wait()
    except TimeoutError:
        raise TookForever from None
    finally:
        if child.returncode is None:
            await _end(child)


async def ended(work: asyncio.Task[None]) -> None:
    """Cancel work and wait until it has ended, even where whoever waits is cancelled meanwhile."""
    work.cancel()
    is_cancelled = False
    while not work.done():
        try:
            await asyncio.wait({work})
        except asyncio.CancelledError:
            is_cancelled = True
    if is_cancelled:
        raise asyncio.CancelledError


async def _end(child: asyncio.subprocess.Process) -> None:
    """Ask the child's whole group to end, and kill it where it does not."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(child.pid, number)
        with suppress(TimeoutError):
            async with asyncio.timeout(_GRACE):
                await child.wait()
                return
