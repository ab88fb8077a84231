"""suivi import with an export of UPR Info: recognised or named, tried, imported, and what looks alike shown."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line.conftest import Suivi

HEADER = ("To", "To-Rgrp", "Text", "From", "Response", "Action", "Issue", "Session")
ROWS = (
    ("Cape Verde", "Africa", "Build a good well in every village of the islands.", "Chad", "Accepted", "5", "", "21"),
    ("Cape Verde", "Africa", "Plant one tree for each child that is born.", "Peru", "Pending", "4", "Other", "21"),
    ("Cape Verde", "Africa", "The State commits to counting its lighthouses.", "Cape Verde", "Voluntary Pledge", "4",
     "General", "21"),
    ("Kenya", "Africa", "Count the lighthouses with the help of the people.", "Chad", "Noted", "4", "Other", "21"),
)  # fmt: skip
ALIKE = (
    "Cape Verde",
    "Africa",
    "Build one good well in every village of the islands",
    "Chad",
    "Accepted",
    "5",
    "",
    "21",
)

Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write an export of such rows."""

    def write(*rows: tuple[str, ...], name: str = "upr-info.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="cp1252", newline="") as file:
            csv.writer(file, delimiter=";").writerows((HEADER, *rows))
        return path

    return write


def last(out: str) -> str:
    return out.splitlines()[-1]


def test_an_export_is_recognised_tried_imported_and_imported_again(stored: str, suivi: Suivi, written: Written) -> None:
    file = written(*ROWS)
    tried = suivi("import", file, "--dry-run")
    assert "Format: upr-info. Language of the texts: en." in tried.out
    assert last(tried.out) == "Would be added: 4, updated: 0, unchanged: 0, refused: 0."
    done = suivi("import", file, "--format", "upr-info", "--text-language", "en")
    assert "Countries set up: CV, KE." in done.out
    assert (last(done.out), done.code) == ("Added: 4, updated: 0, unchanged: 0, refused: 0.", 0)
    assert last(suivi("import", file).out) == "Added: 0, updated: 0, unchanged: 4, refused: 0."


def test_one_country_of_it(stored: str, suivi: Suivi, written: Written) -> None:
    ended = suivi("import", written(*ROWS), "--country", "CV")
    assert "Rows about other States, left out: 1." in ended.out
    assert last(ended.out) == "Added: 3, updated: 0, unchanged: 0, refused: 0."


def test_a_row_that_looks_like_what_is_there_waits_for_a_word(stored: str, suivi: Suivi, written: Written) -> None:
    assert suivi("import", written(*ROWS)).code == 0
    alike = written(ALIKE, name="alike.csv")
    shown = suivi("import", alike, "--text-language", "en")
    assert shown.code == 1
    assert "Row 2 refused: The row looks like CV-0001, in other words or from other States." in shown.out
    assert "Rows that look like a recommendation there: 1." in shown.out
    merged = suivi("import", alike, "--text-language", "en", "--similar", "merge")
    assert (last(merged.out), merged.code) == ("Added: 0, updated: 1, unchanged: 0, refused: 0.", 0)
    added = suivi("import", written(*ROWS), "--similar", "add")
    assert last(added.out) == "Added: 1, updated: 0, unchanged: 3, refused: 0."
