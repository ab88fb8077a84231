"""What the house rules forbid is not there: the direction of imports, the clock, commits, style, paths of a machine."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shutil import which

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "db", "domain", "formats", "handlers", "locales", "services", "simulator", "views")
LONGEST_FILE = 220
LONGER = {
    "domain/errors.py": "a class for each refusal, of a few lines each, found in one place",
}
CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}
OWN_LIBRARIES = {"telegram": {"bot", "simulator"}, "sqlalchemy": {"db"}, "alembic": {"db"}, "psycopg": {"db"}}


def _sources(*packages: str) -> list[Path]:
    return [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _run(*command: str) -> str:
    """Run a tool of this environment in the project; return what it said, "" where it is content."""
    beside = Path(sys.executable).with_name(command[0])
    program = str(beside) if beside.exists() else which(command[0])
    assert program is not None, f"{command[0]} is not installed: pip install .[test]"
    ended = subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    return ended.stdout + ended.stderr if ended.returncode else ""


@pytest.mark.parametrize(
    "command",
    [("lint-imports",), ("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)],
    ids=" ".join,
)
def test_the_tools_are_content(command: tuple[str, ...]) -> None:
    assert _run(*command) == ""


def test_the_packages_that_are_checked_are_those_that_are_shipped() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = {name.partition(".")[0] for name in settings["tool"]["setuptools"]["packages"]}
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench", "scripts"}
    assert shipped == folders == set(PACKAGES)


# --- the clock, commits, libraries -------------------------------------------------------------------


def _clock_readings(tree: ast.Module) -> Iterator[int]:
    """Lines that ask what time it is, under whatever name the clock was imported."""
    clocks = dict(CLOCKS)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            for one in node.names:
                if one.name in CLOCKS:
                    clocks[one.asname or one.name] = CLOCKS[one.name] | clocks.get(one.asname or one.name, set())
                if isinstance(node, ast.ImportFrom) and node.module == "time" and one.name in CLOCKS["time"]:
                    yield node.lineno
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if node.attr in clocks.get(owner, ()):
                yield node.lineno


def test_nothing_outside_bot_asks_what_time_it_is() -> None:
    packages = (name for name in PACKAGES if name not in {"bot", "simulator"})
    found = [f"{_name(path)}:{line}" for path in _sources(*packages) for line in _clock_readings(_tree(path))]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\ndatetime.now()",
        "import datetime\ndatetime.datetime.now(datetime.UTC)",
        "import datetime as d\nd.datetime.utcnow()",
        "from datetime import datetime as d\nd.now()",
        "from datetime import date\nf = date.today",
        "import time\ntime.time()",
        "import time as clock\nclock.time()",
        "from time import time",
        "from time import time as now",
    ],
)
def test_a_clock_is_found_under_any_name(source: str) -> None:
    assert list(_clock_readings(ast.parse(source)))


@pytest.mark.parametrize("source", ["import time\ntime.monotonic()", "work.now", "look.today", "person.time()"])
def test_a_moment_that_was_handed_over_is_no_clock(source: str) -> None:
    assert list(_clock_readings(ast.parse(source))) == []


def test_only_transactions_commit() -> None:
    found = {
        _name(path)
        for path in _sources(*PACKAGES)
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "commit"
    }
    assert found == {"db/transaction.py"}


@pytest.mark.parametrize("library", OWN_LIBRARIES)
def test_a_library_is_imported_by_its_own_packages_alone(library: str) -> None:
    importing = set()
    for path in _sources(*PACKAGES):
        for node in ast.walk(_tree(path)):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            if any(name.partition(".")[0] == library for name in names):
                importing.add(path.relative_to(ROOT).parts[0])
    assert importing <= OWN_LIBRARIES[library]


# --- style -------------------------------------------------------------------------------------------


def _undocumented(path: Path) -> Iterator[str]:
    """Modules, classes, functions and methods without a docstring; but methods may be what a class's base asks for."""
    tree = _tree(path)
    if not ast.get_docstring(tree) and tree.body:
        yield _name(path)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_" and not node.bases]
    for owner in (tree, *classes):
        for node in owner.body:
            public = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name[0] != "_"
            if public and not ast.get_docstring(node):
                yield f"{_name(path)}:{node.lineno} {node.name}"


def test_every_module_and_public_name_says_what_it_is() -> None:
    paths = [path for path in _sources(*PACKAGES, "bench", "scripts") if "versions" not in path.parts]
    assert [found for path in paths for found in _undocumented(path)] == []


def test_files_are_short() -> None:
    lengths = {
        _name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in _sources(*PACKAGES, "bench", "scripts")
        if "migrations" not in path.parts
    }
    assert {name for name, length in lengths.items() if length > LONGEST_FILE} <= LONGER.keys()


def _project_files() -> list[Path]:
    """What is tracked, or would be: git's word, so that no build or cache is read."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        return _sources(*PACKAGES, "tests", "bench", "scripts")
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_no_file_names_a_path_of_a_machine() -> None:
    paths = [("/" + name).encode() for name in ("work/", "home/", "tmp/", "root/", "Users/")]
    found = []
    for path in _project_files():
        content = path.read_bytes()
        for place in paths:
            at = content.find(place)
            # Within a longer path or an address ("/var/tmp/", "https://x.org/home/") it is another thing.
            while at > 0 and (content[at - 1 : at].isalnum() or content[at - 1 : at] in {b"/", b".", b"}"}):
                at = content.find(place, at + 1)
            if at >= 0:
                found.append(f"{_name(path)}: {content[at : at + 40]!r}")
    assert found == []
