"""A command, button or dialog step without a dialogue test fails here. The rule is the name of the test.

A test of the command /find is called `test_find_…` and takes `language`, so that it runs in each of the four.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from handlers.registry import registry

FOLDER = Path(__file__).parent
TESTS = {
    node.name: [argument.arg for argument in node.args.args]
    for path in FOLDER.glob("test_*.py")
    for node in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(node, ast.AsyncFunctionDef)
}


@pytest.mark.parametrize("command", sorted(registry().commands))
def test_a_dialogue_test_in_each_language_uses_the_command(command: str) -> None:
    named = [
        name for name, arguments in TESTS.items() if name.startswith(f"test_{command}_") and "language" in arguments
    ]
    assert named, f"write a dialogue test test_{command}_… that takes `language`"


@pytest.mark.parametrize("name", sorted({name for name, _ in registry().steps}))
def test_every_dialog_is_gone_on_with_after_a_restart(name: str) -> None:
    sources = (FOLDER / "test_restart.py").read_text(encoding="utf-8")
    opened = {"find": '"/find"', "settings": '"/settings"', "start": '"/start'}
    opened |= {"newround": '"New round"', "later": '"Ask for more time"', "extension": '"Refuse"'}
    opened |= {"competence": '"Not our competence"'}
    opened |= {"clusters": '"New cluster"', "contribute": '"/update', "clear": '"Send back"'}
    opened |= {"plan": "/plan"}
    opened |= {"ask": '"Ask a unit"'}
    opened |= {"behalf": '"Enter a letter"', "letter": '"Add a photo of the letter"'}
    assert opened.get(name, f"/{name}") in sources or f"f{opened[name]}" in sources
