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

NAMES = {
    "SUIVI_BOT_TOKEN": "the bot's token from @BotFather",
    "SUIVI_API_URL": "address of the Bot API server",
    "SUIVI_DATA_DIR": "folder of the database",
    "SUIVI_DATABASE_URL": "database, sqlite:///PATH or postgresql://USER@HOST/NAME",
    "SUIVI_SECRET_KEY": "the sealing key itself, 64 hexadecimal digits",
    "SUIVI_SECRET_KEY_FILE": "file that holds the sealing key",
    "SUIVI_WEBHOOK_URL": "not used by this version, which polls",
    "SUIVI_WEBHOOK_SECRET": "not used by this version",
    "SUIVI_LISTEN": "not used by this version",
    "SUIVI_BULK_RATE": "bulk messages a second; not used by this version",
    "SUIVI_DOORS": "state, public or both",
    "SUIVI_LOG_LEVEL": "debug, info, warning or error",
    "SUIVI_OPERATOR": "who runs this bot, as told to everybody who opens it",
}


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
    doors: str
    log_level: str
    operator: str

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
        webhook_url=given.get("SUIVI_WEBHOOK_URL"),
        doors=_one_of("SUIVI_DOORS", given.get("SUIVI_DOORS") or "both", _DOORS),
        log_level=_one_of("SUIVI_LOG_LEVEL", (given.get("SUIVI_LOG_LEVEL") or "info").lower(), _LEVELS),
        operator=given.get("SUIVI_OPERATOR") or "",
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


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise Problem(f"{name} is “{value}”; it can be {', '.join(allowed)}.")
    return value
