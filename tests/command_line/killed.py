"""Kills a command at chosen moments, and looks after each kill at what is left. Run as a program of its own.

A moment is the number of a call, into C or into Python, or of a return, in the modules that write files and commit:
so it lies between any two of writing, flushing, sealing, committing, linking and renaming. Each command is a child
process; SIGKILL ends it.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from bot.cli import main
from tests.command_line.filled import NOW, opened, unreadable

TREE = Path(__file__).parents[2]
_WATCHED = tuple(
    f"{TREE / place}"
    for place in ("bot/commands", "bot/files.py", "bot/keys.py", "bot/restore_", "db/tidying.py", "db/transaction.py")
)


def kill(command: list[str], seed: int, times: int) -> dict[str, object]:
    """Count the moments of a whole run, then kill it at `times` others; return what was found after each."""
    reader, writer = os.pipe()
    _in_child(lambda: _counted(command, writer, 0))
    os.close(writer)
    moments = int(os.read(reader, 20))
    ends, found = [], []
    for moment in random.Random(seed).sample(range(1, moments), times):  # noqa: S311 - a seed, not a secret
        ends.append(_in_child(lambda moment=moment: _counted(command, None, moment)))
        found.append(_in_child(_look))
    return {"moments": moments, "ends": ends, "found": found, "last": _in_child(lambda: main(command))}


def _counted(command: list[str], writer: int | None, last: int) -> None:
    count = 0

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        if event in {"call", "return", "c_call", "c_return"} and frame.f_code.co_filename.startswith(_WATCHED):
            count += 1
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    try:
        main(command)
    finally:
        sys.setprofile(None)
        if writer is not None:
            os.write(writer, str(count).encode())


def _look() -> None:
    with opened().at_once(NOW) as work:
        wrong = unreadable(work)
    if wrong:
        print(wrong, file=sys.stderr)  # noqa: T201 - for whoever reads why the test failed
    sys.exit(bool(wrong))


def _in_child(act: Callable[[], None]) -> int:
    """Run something in a child process; return its exit code, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            act()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    order = json.loads(sys.argv[1])
    sys.stdout.write(json.dumps(kill(order["command"], order["seed"], order["times"])))
