"""The programs that are measured, each in its own process, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bench import instance
from bench.load import Server, Updates
from bench.processes import Child, running

BURST = 4
"""Updates from one chat: Suivi answers five at once and then one a second, as Telegram permits; so pace never bites."""


@contextmanager
def echo_bot(server: Server, concurrent: int = 0) -> Iterator[Child]:
    """The echo bot of python-telegram-bot; `concurrent` 0: one update after the other, its default."""
    options = ("--concurrent", str(concurrent)) if concurrent else ()
    with running("-m", "bench.echo_bot", server.address, *options) as child:
        yield child


@contextmanager
def bare_client(server: Server, connections: int) -> Iterator[Child]:
    """An echo with no library."""
    with running("-m", "bench.bare_client", server.address, "--connections", str(connections)) as child:
        yield child


@contextmanager
def suivi(server: Server, database: instance.Instance, **more: str) -> Iterator[Child]:
    """`suivi run` on this database, with `more` settings."""
    with running("-m", "bot", "run", **database.environment, SUIVI_API_URL=server.address, **more) as child:
        yield child


def echoes(count: int) -> Updates:
    """Words to be echoed, from as many chats as Suivi would need."""
    people = instance.chats(max(1, count // BURST))
    return [
        (chat, f"hello{i}.", f"hello{i}.", "echo", language)
        for i, (chat, language) in enumerate(_of(people, i) for i in range(count))
    ]


def mine(count: int) -> Updates:
    """/mine from one focal point after the other; every answer must show numbers of recommendations."""
    people = instance.chats(min(instance.PERSONS, max(1, count // BURST)))
    return [(chat, "/mine", "QS-0", "mine", language) for chat, language in (_of(people, i) for i in range(count))]


def _of(people: list[tuple[int, str]], number: int) -> tuple[int, str]:
    return people[number % len(people)]
