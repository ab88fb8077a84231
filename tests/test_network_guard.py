"""A test run reaches this machine and no other."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from network_guard import NetworkForbidden

ELSEWHERE = "192.0.2.1"  # reserved for documentation: RFC 5737


@pytest.fixture
def forgiven(network_attempts: Path) -> Iterator[Path]:
    """Attempts that this test wants; they are struck out at its end."""
    yield network_attempts
    network_attempts.write_text("", encoding="utf-8")


def _connect(host: str, family: int = socket.AF_INET, kind: int = socket.SOCK_STREAM) -> None:
    with socket.socket(family, kind) as made:
        made.connect((host, 443))


@pytest.mark.parametrize("host", [ELSEWHERE, "10.0.0.1", "169.254.169.254", "api.telegram.org"])
def test_another_machine_cannot_be_connected_to(host: str, forgiven: Path) -> None:
    with pytest.raises(NetworkForbidden):
        _connect(host)
    assert host in forgiven.read_text(encoding="utf-8")


def test_another_machine_cannot_be_connected_to_by_ipv6(forgiven: Path) -> None:
    with pytest.raises(NetworkForbidden):
        _connect("2001:db8::1", socket.AF_INET6)
    with pytest.raises(NetworkForbidden):
        _connect("::ffff:192.0.2.1", socket.AF_INET6)


def test_a_connection_without_waiting_is_refused_too(forgiven: Path) -> None:
    with socket.socket() as made, pytest.raises(NetworkForbidden):
        made.connect_ex((ELSEWHERE, 80))


def test_a_datagram_is_refused_too(forgiven: Path) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as made, pytest.raises(NetworkForbidden):
        made.sendto(b"?", (ELSEWHERE, 53))
    with socket.socket(type=socket.SOCK_DGRAM) as made, pytest.raises(NetworkForbidden):
        made.sendmsg([b"?"], [], 0, (ELSEWHERE, 53))


def test_names_elsewhere_are_not_looked_up(forgiven: Path) -> None:
    with pytest.raises(NetworkForbidden):
        socket.getaddrinfo("api.telegram.org", 443)
    with pytest.raises(NetworkForbidden):
        socket.gethostbyname("api.telegram.org")


async def test_asynchronous_connections_are_refused_too(forgiven: Path) -> None:
    with pytest.raises(NetworkForbidden):
        await asyncio.open_connection(ELSEWHERE, 443)
    with pytest.raises(NetworkForbidden):
        await asyncio.open_connection("api.telegram.org", 443)


async def test_this_machine_can_be_reached() -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        for host in ("127.0.0.1", "localhost"):
            reader, writer = await asyncio.open_connection(host, port)
            assert await reader.read() == b""
            writer.close()
            await writer.wait_closed()


def test_a_started_process_cannot_reach_another_machine(guarded_environment: dict[str, str], forgiven: Path) -> None:
    program = f"import socket; socket.create_connection(({ELSEWHERE!r}, 443), timeout=1)"
    ended = subprocess.run([sys.executable, "-c", program], env=guarded_environment, capture_output=True, check=False)
    assert ended.returncode == 1
    assert b"NetworkForbidden" in ended.stderr
    assert ELSEWHERE in forgiven.read_text(encoding="utf-8")


def test_an_attempt_that_is_swallowed_fails_the_test_all_the_same(
    guarded_environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "test_quiet.py").write_text(
        "import contextlib, socket\n"
        "def test_quiet():\n"
        "    with contextlib.suppress(OSError):\n"
        f"        socket.create_connection(({ELSEWHERE!r}, 443), timeout=1)\n",
        encoding="utf-8",
    )
    tests = Path(__file__).parent
    path = os.pathsep.join([str(tests), str(tests.parent)])
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "conftest", "-p", "no:cacheprovider", "test_quiet.py"],
        cwd=tmp_path,
        env={**guarded_environment, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "1 passed, 1 error" in ended.stdout
    assert "tried to reach another machine" in ended.stdout
    assert ELSEWHERE in ended.stdout
