"""The commands of bench/ run and print their tables. The figures are not judged: the machine is busy with tests."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("command", "rows"),
    [
        ("bench.bulk", ["Suivi, bulk lane", "python-telegram-bot, gather of 30", "no broadcast", "broadcast"]),
        ("bench.several", ["1", "2"]),
    ],
)
def test_the_quick_run_prints_its_rows(command: str, rows: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", command, "--quick"], cwd=ROOT, capture_output=True, text=True, timeout=240, check=False
    )
    assert run.returncode == 0, run.stderr
    for row in rows:
        assert f"\n| {row} |" in run.stdout
