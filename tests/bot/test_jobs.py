"""Long work in a child process: it can ask for too much, hang, be stopped, be killed, and the bot lives and says so."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Executable, func, insert, select, update

from bot import clock, settings
from bot.client import client
from bot.opening import Database
from bot.pace import Pace
from bot.process import Process
from bot.workplace import Workplace, workplace_of
from db.tables import jobs, outbox, processes, recommendations
from domain.role import Role
from services.invite import invite
from services.set_up import add_country
from simulator.faults import Kind
from simulator.person import Person
from simulator.server import Server
from simulator.state import Message
from simulator.world import World
from tests.faults.house import KEY, TREE, Child, environment

HEADER = "Text,Countries Concerned,Reccomending Body,OHCHR Annotation Id,Document Symbol,UPR Position,Type\n"
FILE = (HEADER + "Build a well in every village of the country and in every town,- QS,- UPR,a1,A/HRC/99/7,,\n").encode()
CHILD = """
import os, signal, sys, time
if "bot.child" in sys.orig_argv:
    import services.run_import as work
    real = work.carry_out
    def carry_out(job, path, open_work, tell):
        with open({noted!r}, "a") as file:
            file.write(str(os.getpid()) + "\\n")
        {code}
    work.carry_out = carry_out
"""
SLEEP = "time.sleep(60)"


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.jobs.LOOK", 0.05)
    monkeypatch.setattr("bot.jobs.SHOW_EVERY", 0.1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for the child's own sitecustomize.py, which Python imports before anything else."""
    made = tmp_path / "in the child"
    made.mkdir()
    return made


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    """Where each child of a test writes down its number."""
    return tmp_path / "children"


@pytest.fixture
def child_does(folder: Path, noted: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have a job's child do this in place of its work; "" for the work itself."""
    monkeypatch.syspath_prepend(str(folder))

    def do(code: str) -> None:
        file = folder / "sitecustomize.py"
        file.write_text(CHILD.format(noted=str(noted), code=code) if code else "", encoding="utf-8")

    return do


@pytest.fixture
def workplace(store_url: str, tmp_path: Path) -> Workplace:
    given = {"SUIVI_DATABASE_URL": store_url, "SUIVI_SECRET_KEY": KEY, "SUIVI_DATA_DIR": str(tmp_path)}
    return workplace_of(settings.read({**given, "SUIVI_BOT_TOKEN": "1:secret"}, tmp_path))


@pytest.fixture
def code(database: Database) -> str:
    """An invitation to coordinate an invented country."""
    with database.at_once(clock.now()) as work:
        add_country(work, "QS", language="en", timezone="UTC")
        return invite(work, "QS", Role.COORDINATOR).code


def running(world: World, server: Server, database: Database, workplace: Workplace | None) -> Process:
    return Process(
        database, client(world.token, server.url), pace=Pace(burst=1000), operator="the tests", workplace=workplace
    )


@asynccontextmanager
async def office(
    world: World, server: Server, database: Database, workplace: Workplace | None
) -> AsyncIterator[Process]:
    process = running(world, server, database, workplace)
    await process.start()
    try:
        yield process
    finally:
        await process.stop()


@pytest.fixture
async def bot(world: World, server: Server, database: Database, workplace: Workplace) -> AsyncIterator[Process]:
    async with office(world, server, database, workplace) as process:
        yield process


async def joins(ana: Person, code: str) -> None:
    await ana.says(f"/start {code}")
    await ana.presses("Confirm")
    await ana.sees("Welcome. The role has taken effect.")


async def sends(ana: Person, code: str, name: str = "export.csv") -> Message:
    """Ana, who coordinates, sends a file."""
    await joins(ana, code)
    await ana.sends_document(name, FILE)
    return await ana.sees(name)


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what is to be seen from outside only: in the database, among the processes."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)


def is_there(number: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(number, 0)
        return "Z" not in Path(f"/proc/{number}/stat").read_text(encoding="ascii").rsplit(")", 1)[1][:3]
    return False


def children(noted: Path) -> list[int]:
    return [int(line) for line in noted.read_text(encoding="ascii").split()] if noted.exists() else []


async def begun(noted: Path, number: int = 1) -> int:
    """Wait until so many children have begun their work; return the last one's number."""
    await until(lambda: len(children(noted)) >= number)
    return children(noted)[-1]


def state(database: Database) -> tuple[str, int, str | None]:
    with database.reading_engine.begin() as connection:
        row = connection.execute(select(jobs.c.state, jobs.c.attempts, jobs.c.failure).order_by(jobs.c.id)).first()
    assert row is not None
    return row.state, row.attempts, row.failure


def changes(database: Database, statement: Executable) -> None:
    with database.writing_engine.begin() as connection:
        connection.execute(statement)


on_one_engine = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
"""For what has nothing to do with the database."""


@on_one_engine
@pytest.mark.parametrize(
    ("code_of_child", "answer"),
    [
        ("bytearray(2**31)", "It needs more memory than one file may take."),
        ("os.abort()", "It needs more memory than one file may take."),
        ('raise ValueError("a text of somebody")', "Something went wrong on our side."),
    ],
)
async def test_a_child_that_dies_ends_its_job_alone(
    bot: Process, ana: Person, code: str, child_does: Callable[[str], None], code_of_child: str, answer: str,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    child_does(code_of_child)
    first = await sends(ana, code)
    told = await ana.sees(answer)
    assert told.message_id == first.message_id
    child_does("")
    await ana.sends_document("again.csv", FILE)
    await ana.sees("What the import would do")
    assert "somebody" not in capfd.readouterr().err


@on_one_engine
async def test_a_child_that_lasts_too_long_is_ended(
    bot: Process, ana: Person, code: str, child_does: Callable[[str], None], noted: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("bot.offspring.LONGEST", 3.0)
    child_does(SLEEP)
    await sends(ana, code)
    number = await begun(noted)
    await ana.sees("It took too long and was stopped.")
    assert not is_there(number)


@on_one_engine
@pytest.mark.parametrize("heeds", ["", "signal.signal(signal.SIGTERM, signal.SIG_IGN); "])
async def test_a_job_is_stopped_where_it_is(
    bot: Process, database: Database, ana: Person, code: str, child_does: Callable[[str], None], noted: Path,
    monkeypatch: pytest.MonkeyPatch, heeds: str,
) -> None:  # fmt: skip
    monkeypatch.setattr("bot.offspring._GRACE", 0.5)
    child_does(heeds + SLEEP)
    first = await sends(ana, code)
    number = await begun(noted)
    await ana.presses("Cancel", message=first)
    await ana.sees("Nothing was imported from export.csv.")
    assert not is_there(number)
    assert state(database)[0] == "cancelled"


@on_one_engine
async def test_progress_is_shown_in_place(
    bot: Process, ana: Person, code: str, child_does: Callable[[str], None]
) -> None:
    child_does("tell(0, 10); time.sleep(0.6); tell(5, 10); time.sleep(3); return {}")
    first = await sends(ana, code)
    shown = await ana.sees("5 of 10 rows")
    assert shown.message_id == first.message_id
    assert [key["text"] for key in shown.keys] == ["Cancel"]


@on_one_engine
async def test_one_file_waits_for_the_other(
    bot: Process, ana: Person, code: str, child_does: Callable[[str], None], noted: Path
) -> None:
    child_does(SLEEP)
    first = await sends(ana, code, "first.csv")
    await begun(noted)
    await ana.sends_document("second.csv", FILE)
    await ana.sees("second.csv waits for its turn.")
    child_does("")
    await ana.presses("Cancel", message=first)
    await ana.sees("What the import would do")
    assert "File: second.csv" in (await ana.sees("second.csv")).text


@on_one_engine
async def test_a_child_has_no_token_little_memory_and_less_processor(
    bot: Process, ana: Person, code: str, child_does: Callable[[str], None], noted: Path
) -> None:
    seen = noted.with_name("seen")
    child_does(
        f"import resource; open({str(seen)!r}, 'w').write(repr([resource.getrlimit(resource.RLIMIT_AS)[0], os.nice(0), "
        "os.getpgid(0) == os.getpid(), sorted(n for n in os.environ if n.startswith('SUIVI_')), "
        "oct(os.stat(path.parent).st_mode), oct(path.stat().st_mode)])); return {}"
    )
    await sends(ana, code)
    await until(lambda: seen.exists() and bool(seen.read_text()))
    memory, nice, own_group, names, of_folder, of_file = eval(seen.read_text())  # noqa: S307 - written just above
    assert (memory, own_group) == (2**30, True)
    assert nice >= os.nice(0) + 10 or nice == 19
    assert "SUIVI_BOT_TOKEN" not in names
    assert (of_folder[-3:], of_file[-3:]) == ("700", "600")


async def test_what_an_import_has_committed_stays_and_the_rest_follows(
    bot: Process, database: Database, ana: Person, code: str, child_does: Callable[[str], None]
) -> None:
    lines = FILE.decode().splitlines()
    many = [line.replace("a1", f"a{n}").replace("well", f"well {n}") for n, line in enumerate([lines[1]] * 700)]
    content = "\n".join([lines[0], *many]).encode()
    await joins(ana, code)
    child_does(
        """def dying(done, total):
            tell(done, total)
            done and job.kind == "import" and os.abort()
        return real(job, path, open_work, dying)"""
    )
    await ana.sends_document("export.csv", content)
    await ana.sees("New: 700")
    await ana.presses("Import")
    told = await ana.sees("The import was not completed")
    assert "At least 500 of 700 rows had been dealt with, and stay." in told.text
    child_does("")
    await ana.sends_document("export.csv", content)
    preview = await ana.sees("New: 200")
    assert "Unchanged: 500" in preview.text
    await ana.presses("Import")
    await ana.sees("The file has been imported")
    with database.reading_engine.begin() as connection:
        assert connection.execute(select(func.count()).select_from(recommendations)).scalar() == 700


# --- the end of the parent ---------------------------------------------------------------------------


async def test_leaving_ends_the_child_and_the_next_process_begins_anew(
    world: World, server: Server, database: Database, workplace: Workplace, ana: Person, code: str,
    child_does: Callable[[str], None], noted: Path,
) -> None:  # fmt: skip
    child_does(SLEEP)
    async with office(world, server, database, workplace):
        await sends(ana, code)
        number = await begun(noted)
        began = time.monotonic()
    assert time.monotonic() - began < 10
    assert not is_there(number)
    assert state(database) == ("planned", 0, None)
    assert not workplace.folder.exists()
    child_does("")
    async with office(world, server, database, workplace):
        await ana.sees("What the import would do")


async def test_after_a_kill_the_child_ends_and_the_next_process_begins_anew(
    world: World, server: Server, store_url: str, database: Database, tmp_path: Path, ana: Person, code: str,
    guarded_environment: dict[str, str], folder: Path, noted: Path, workplace: Workplace,
) -> None:  # fmt: skip
    (folder / "sitecustomize.py").write_text(CHILD.format(noted=str(noted), code=SLEEP), encoding="utf-8")
    path = os.pathsep.join([str(folder), str(TREE), guarded_environment["PYTHONPATH"]])
    given = environment(store_url, server.url, world.token, tmp_path)
    bot = Child({**guarded_environment, "PYTHONPATH": path}, given, tmp_path, None)
    await bot.start()
    try:
        await sends(ana, code)
        number = await begun(noted)
        bot.send(signal.SIGKILL)
        await bot.ended()
        await until(lambda: not is_there(number))
        assert workplace.folder.exists()
        (folder / "sitecustomize.py").unlink()
        await bot.start()
        await ana.sees("What the import would do")
        assert state(database) == ("done", 2, None)
        await until(lambda: not workplace.folder.exists())
    finally:
        await bot.kill()


async def test_what_ended_three_processes_is_not_begun_again(
    world: World, server: Server, database: Database, workplace: Workplace, ana: Person, code: str,
) -> None:  # fmt: skip
    async with office(world, server, database, workplace):
        await sends(ana, code)
        await ana.sees("What the import would do")
    left = {"state": "running", "leased_by": "the dead", "attempts": 3, "ended_at": None}
    changes(database, update(jobs).values(left))
    async with office(world, server, database, workplace):
        await ana.sees("The bot was stopped several times in the middle of it.")
    assert state(database) == ("failed", 4, "interrupted")


async def test_an_end_that_the_process_did_not_live_to_tell_is_told_by_the_next(
    world: World, server: Server, database: Database, workplace: Workplace, ana: Person, code: str
) -> None:
    async with office(world, server, database, None):
        first = await sends(ana, code)
    ended = {"state": "failed", "failure": "memory", "leased_by": "the dead", "attempts": 1, "ended_at": clock.now()}
    changes(database, update(jobs).values(ended))
    for _ in range(2):
        async with office(world, server, database, workplace):
            told = await ana.sees("It needs more memory than one file may take.")
        assert told.message_id == first.message_id
    with database.reading_engine.begin() as connection:
        shown = select(func.count()).select_from(outbox).where(outbox.c.kind == "job")
        assert connection.execute(shown).scalar() == 2


async def test_a_job_that_was_taken_away_is_left_at_once(
    bot: Process, database: Database, ana: Person, code: str, child_does: Callable[[str], None], noted: Path
) -> None:
    child_does(SLEEP)
    await sends(ana, code)
    first = await ana.sees("is being read")
    number = await begun(noted)
    changes(database, insert(processes).values(id=2**40, name="another", seen_at=clock.now()))
    changes(database, update(jobs).values(leased_by="another"))
    await until(lambda: not is_there(number))
    assert state(database)[0] == "running"
    assert "is being read" in first.text


# --- fetching ----------------------------------------------------------------------------------------


@on_one_engine
async def test_a_file_is_fetched_again_where_telegram_stumbles(
    bot: Process, world: World, ana: Person, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.fetching._PAUSES", (0.05, 0.05, 0.05))
    kinds: tuple[Kind, ...] = ("bad_gateway", "undelivered")
    for kind in kinds:
        world.faults.add(kind, method="getFile")
    await sends(ana, code)
    await ana.sees("What the import would do")


@on_one_engine
@pytest.mark.parametrize("path", ["/var/lib/telegram-bot-api/documents/file_1.csv", None])
async def test_a_file_that_telegram_does_not_hand_over_is_told(
    world: World, server: Server, database: Database, workplace: Workplace, ana: Person, code: str, path: str | None
) -> None:
    async with office(world, server, database, None):
        await sends(ana, code)
    for one, file in list(world.files.items()):
        world.files[one] = replace(file, path=path or file.path)
        if path is None:  # it was sent too long ago
            del world.files[one]
    async with office(world, server, database, workplace):
        await ana.sees("Telegram did not hand the file over.")
    assert state(database) == ("failed", 1, "not fetched")


@on_one_engine
async def test_a_file_whose_size_nobody_said_is_refused_by_telegram(
    bot: Process, world: World, database: Database, ana: Person, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.receiving.MOST_BYTES", 10)
    await sends(ana, code)
    await ana.sees("export.csv is larger than 20 MB")
    assert state(database) == ("failed", 1, "refused")
