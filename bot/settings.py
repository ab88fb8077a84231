"""The settings: environment or a .env file, read once, each checked where it is read."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs
from dotenv import dotenv_values

from bot.problem import Problem

TELEGRAM = "https://api.telegram.org"
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{3,100}")
_LEVELS = ("debug", "info", "warning", "error")
_DOORS = ("state", "public", "both")
_LISTEN = "127.0.0.1:8080"
_HERE = {"127.0.0.1", "localhost", "::1"}
_WEBHOOK_PORTS = {None, 80, 88, 443, 8443}  # https://core.telegram.org/bots/api#setwebhook
_WEBHOOK_PATH = re.compile(r"(/[A-Za-z0-9._~-]*)*")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

NAMES = {
    "SUIVI_BOT_TOKEN": "the bot's token from @BotFather",
    "SUIVI_API_URL": "address of the Bot API server",
    "SUIVI_DATA_DIR": "folder of the database",
    "SUIVI_DATABASE_URL": "database, sqlite:///PATH or postgresql://USER@HOST/NAME",
    "SUIVI_SECRET_KEY": "the sealing key itself, 64 hexadecimal digits",
    "SUIVI_SECRET_KEY_FILE": "file that holds the sealing key",
    "SUIVI_WEBHOOK_URL": "https address at which Telegram is to deliver; without it the bot polls",
    "SUIVI_WEBHOOK_SECRET": "what Telegram says with each delivery; derived from the sealing key unless told",
    "SUIVI_LISTEN": "host:port of the webhook, /healthz and /metrics",
    "SUIVI_BULK_RATE": "bulk messages a second, 25 unless told; 0: as fast as they go",
    "SUIVI_DOORS": "state, public or both",
    "SUIVI_LOG_LEVEL": "debug, info, warning or error",
    "SUIVI_EVIDENCE_URL": "where evidence is kept, a folder or an object store; unless told, in the data folder",
    "SUIVI_OPERATOR": "who runs this bot, as told to everybody who opens it",
}


@dataclass(frozen=True, slots=True)
class Listen:
    """Where the bot answers HTTP. `host` is a name or a number, an IPv6 number without its brackets."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings as they were read. `key_text` is the key itself where it was given in the environment."""

    token: str | None
    api_url: str
    data_dir: Path
    database_url: str
    key_text: str | None
    key_file: Path
    webhook_url: str | None
    webhook_secret: str | None
    listen: Listen | None
    bulk_rate: float
    doors: str
    log_level: str
    operator: str
    evidence_url: str

    def need_token(self) -> str:
        """Return the token. Raises Problem where it is missing or malformed."""
        if not self.token:
            raise Problem("SUIVI_BOT_TOKEN is not set. Set it to the token that @BotFather gave you.")
        if not _TOKEN.fullmatch(self.token):
            raise Problem("SUIVI_BOT_TOKEN is not a bot token. It looks like 123456789:AAE… ; copy it from @BotFather.")
        return self.token


def read(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Return the settings of the environment, filled up from `.env` in the current folder. Raises Problem."""
    given = _given(os.environ if environment is None else environment, folder or Path.cwd())
    data_dir = Path(given.get("SUIVI_DATA_DIR") or platformdirs.user_data_dir("suivi")).expanduser()
    default_key = Path(platformdirs.user_config_dir("suivi")) / "secret.key"
    return Settings(
        token=given.get("SUIVI_BOT_TOKEN"),
        api_url=_address("SUIVI_API_URL", given.get("SUIVI_API_URL") or TELEGRAM),
        data_dir=data_dir,
        database_url=given.get("SUIVI_DATABASE_URL") or f"sqlite:///{data_dir.resolve() / 'suivi.sqlite3'}",
        key_text=given.get("SUIVI_SECRET_KEY"),
        key_file=Path(given.get("SUIVI_SECRET_KEY_FILE") or default_key).expanduser(),
        webhook_url=_webhook_url(given),
        webhook_secret=_webhook_secret(given.get("SUIVI_WEBHOOK_SECRET")),
        listen=_listen(given.get("SUIVI_LISTEN") or (_LISTEN if given.get("SUIVI_WEBHOOK_URL") else None)),
        bulk_rate=_rate("SUIVI_BULK_RATE", given.get("SUIVI_BULK_RATE") or "25"),
        doors=_one_of("SUIVI_DOORS", given.get("SUIVI_DOORS") or "both", _DOORS),
        log_level=_one_of("SUIVI_LOG_LEVEL", (given.get("SUIVI_LOG_LEVEL") or "info").lower(), _LEVELS),
        operator=given.get("SUIVI_OPERATOR") or "",
        evidence_url=given.get("SUIVI_EVIDENCE_URL") or str(data_dir.resolve() / "evidence"),
    )


def _given(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The values that are set and not empty; the environment goes before the file."""
    file = folder / ".env"
    try:
        from_file = dotenv_values(file, interpolate=False) if file.is_file() else {}
    except (OSError, UnicodeDecodeError):
        raise Problem(f"{file} cannot be read. It must be a text file in UTF-8 that you may read.") from None
    merged = {**from_file, **environment}
    unknown = sorted(name for name in merged if name.startswith("SUIVI_") and name not in NAMES)
    unknown = [name for name in unknown if not name.startswith("SUIVI_TEST_")]
    if unknown:
        raise Problem(f"{unknown[0]} is not a setting of Suivi. Those there are: {', '.join(NAMES)}.")
    return {name: value.strip() for name, value in merged.items() if name in NAMES and value and value.strip()}


def _address(name: str, value: str) -> str:
    try:
        parts = urlsplit(value)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if not fine:
        raise Problem(f"{name} is not an address. Write it as {TELEGRAM} or http://127.0.0.1:8081.")
    return value.rstrip("/")


def _webhook_url(given: Mapping[str, str]) -> str | None:
    value = given.get("SUIVI_WEBHOOK_URL")
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        host, port, strange = parts.hostname, parts.port, parts.username or parts.query or parts.fragment
    except ValueError:
        host, port, strange, parts = None, None, None, urlsplit("")
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in _HERE)
    if not host or strange or not safe or not _WEBHOOK_PATH.fullmatch(parts.path):
        raise Problem(
            "SUIVI_WEBHOOK_URL is not an address for Telegram to deliver to. "
            "Write it as https://suivi.example/telegram (letters, digits and . _ ~ - in its path)."
        )
    if parts.path in {"/healthz", "/metrics"}:
        raise Problem(f"SUIVI_WEBHOOK_URL ends in {parts.path}, which answers something else. Give it another path.")
    if port not in _WEBHOOK_PORTS and given.get("SUIVI_API_URL", TELEGRAM).rstrip("/") == TELEGRAM:
        raise Problem("Telegram delivers to ports 443, 80, 88 and 8443 only. Give SUIVI_WEBHOOK_URL one of them.")
    return value


def _webhook_secret(value: str | None) -> str | None:
    if value is not None and not _WEBHOOK_SECRET.fullmatch(value):
        raise Problem("SUIVI_WEBHOOK_SECRET is not one that Telegram takes. Use 1 to 256 of A-Z, a-z, 0-9, _ and -.")
    return value


def _listen(value: str | None) -> Listen | None:
    if value is None:
        return None
    try:
        parts = urlsplit(f"//{value}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or not port or parts.netloc != value or parts.username is not None:
        raise Problem(f"SUIVI_LISTEN is not host:port. Write it as {_LISTEN} or [::1]:8080.")
    return Listen(host, port)


def _rate(name: str, value: str) -> float:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", value):
        raise Problem(f"{name} is not a number of messages a second. Write it as 25, or 0 for no limit.")
    return float(value)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise Problem(f"{name} is “{value}”; it can be {', '.join(allowed)}.")
    return value
