"""The settings of the webhook and of where the bot listens: what is wrong is a sentence; `suivi check` tells more."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from bot.settings import Listen, read
from bot.webhook import webhook_of
from db.sealing import Sealer
from simulator.world import World
from tests.command_line.conftest import Suivi
from tests.command_line.served import TOKEN, telegram

HOOK = "https://suivi.example/telegram"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """What the Bot API server that the settings name knows."""
    made = World(lambda: datetime.now(UTC))
    monkeypatch.setenv("SUIVI_BOT_TOKEN", TOKEN)
    with telegram(made) as address:
        monkeypatch.setenv("SUIVI_API_URL", address)
        yield made


@pytest.mark.parametrize(
    "value",
    [
        "suivi.example/telegram", "http://suivi.example/telegram", "ftp://suivi.example", "https://", "https:///x",
        "https://user:word@suivi.example/x", "https://suivi.example/x?y=1", "https://suivi.example/x#y",
        "https://suivi.example/{x}", "https://suivi.example/é", "https://suivi.example:99999/x", "https://[::1/x",
    ],
)  # fmt: skip
def test_an_address_to_which_telegram_cannot_deliver(value: str, tmp_path: Path, suivi: Suivi) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        patch.setenv("SUIVI_WEBHOOK_URL", value)
        assert suivi("check").is_a_sentence("SUIVI_WEBHOOK_URL is not an address", "https://suivi.example/telegram")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"SUIVI_WEBHOOK_URL": "https://suivi.example/healthz"}, "another path"),
        ({"SUIVI_WEBHOOK_URL": "https://suivi.example/metrics"}, "another path"),
        ({"SUIVI_WEBHOOK_URL": "https://suivi.example:444/x"}, "443, 80, 88 and 8443"),
        ({"SUIVI_WEBHOOK_SECRET": "a b"}, "SUIVI_WEBHOOK_SECRET"),
        ({"SUIVI_WEBHOOK_SECRET": "x" * 257}, "1 to 256"),
        *(
            ({"SUIVI_LISTEN": value}, "SUIVI_LISTEN is not host:port")
            for value in ("8080", ":8080", "::1:8080", "localhost", "x:0", "x:65536", "x:y", "x:80/", "a@x:80", "[::1]")
        ),
    ],
)
def test_a_value_that_cannot_be(given: dict[str, str], words: str, instance: Path, suivi: Suivi) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given.items():
            patch.setenv(name, value)
        ended = suivi("run")
        assert ended.is_a_sentence(words)
        assert "x" * 257 not in ended.err


def test_where_the_bot_listens(tmp_path: Path) -> None:
    assert read({}, tmp_path).listen is None
    assert read({"SUIVI_WEBHOOK_URL": HOOK}, tmp_path).listen == Listen("127.0.0.1", 8080)
    given = read({"SUIVI_LISTEN": "[::1]:81"}, tmp_path).listen
    assert (given, str(given)) == (Listen("::1", 81), "[::1]:81")
    assert read({"SUIVI_WEBHOOK_URL": "http://127.0.0.1:81/x", "SUIVI_API_URL": "http://[::1]:2"}, tmp_path).webhook_url


def test_all_processes_derive_the_same_secret_from_the_key(tmp_path: Path) -> None:
    given = read({"SUIVI_WEBHOOK_URL": HOOK}, tmp_path)
    one, two = (webhook_of(given, Sealer(bytes(range(32))), TOKEN) for _ in range(2))
    other_key, other_token = (webhook_of(given, Sealer(bytes(32)), TOKEN), webhook_of(given, Sealer(bytes(32)), "1:x"))
    assert one == two
    assert one is not None
    assert len(one.secret) == 64
    assert len({hook.secret for hook in (one, other_key, other_token) if hook}) == 3
    assert one.secret not in repr(one)
    own = webhook_of(
        read({"SUIVI_WEBHOOK_URL": HOOK, "SUIVI_WEBHOOK_SECRET": "own"}, tmp_path), Sealer(bytes(32)), TOKEN
    )
    assert own is not None
    assert (own.secret, own.path) == ("own", "/telegram")


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_a_port_that_is_taken(host: str, instance: Path, world: World, suivi: Suivi) -> None:
    family = socket.AF_INET6 if host == "[::1]" else socket.AF_INET
    with socket.create_server((host.strip("[]"), 0), family=family) as taken, pytest.MonkeyPatch.context() as patch:
        listen = f"{host}:{taken.getsockname()[1]}"
        patch.setenv("SUIVI_LISTEN", listen)
        assert suivi("run").is_a_sentence(listen, "is taken. Stop the program that listens there", "SUIVI_LISTEN")
    assert world.log.entries == []


@pytest.mark.parametrize(
    "found",
    [
        {"return_value": [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 8080))]},
        {"side_effect": socket.gaierror(-2, "Name or service not known")},
    ],
)
def test_a_host_that_is_not_this_machines(
    found: dict[str, Any], instance: Path, world: World, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUIVI_LISTEN", "elsewhere:8080")
    monkeypatch.setattr("bot.web.socket.getaddrinfo", Mock(**found))
    assert suivi("run").is_a_sentence("elsewhere:8080", "SUIVI_LISTEN", "Name an address and a port of this machine")


# --- suivi check -------------------------------------------------------------------------------------------


def test_check_tells_of_a_webhook_that_will_go(instance: Path, world: World, suivi: Suivi) -> None:
    world.updates.webhook = {"url": "https://elsewhere.example/hook"}
    ended = suivi("check")
    assert ended.code == 2
    assert "A webhook takes this bot's updates (https://elsewhere.example/hook); suivi run will remove it." in ended.out


def test_check_tells_of_another_webhook(
    instance: Path, world: World, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUIVI_WEBHOOK_URL", HOOK)
    assert suivi("check").code == 0
    world.updates.webhook = {"url": "https://elsewhere.example/hook"}
    ended = suivi("check")
    assert (ended.code, f"suivi run will set {HOOK} in its place" in ended.out) == (2, True)


def test_check_tells_what_telegram_cannot_deliver(
    instance: Path, world: World, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = "http://127.0.0.1:9/telegram"
    monkeypatch.setenv("SUIVI_WEBHOOK_URL", nowhere)
    world.updates.webhook = {"url": nowhere}
    world.updates.last_error = {"last_error_date": 1_770_000_000, "last_error_message": "Connection refused"}
    assert suivi("check").code == 0  # an old error, and nothing waits
    world.updates.put_raw({"message": {}})
    ended = suivi("check")
    assert ended.code == 2
    assert "Telegram has 1 updates that it could not deliver to SUIVI_WEBHOOK_URL (Connection refused)." in ended.out


def test_check_tells_of_a_secret_that_can_be_guessed(
    instance: Path, world: World, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUIVI_WEBHOOK_SECRET", "secret")
    ended = suivi("check")
    assert (ended.code, "SUIVI_WEBHOOK_SECRET can be guessed" in ended.out) == (2, True)
