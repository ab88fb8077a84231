"""Time zones: which one a person lives in, and what somebody meant who typed one."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from domain.errors import TimezoneUnknown
from domain.role import Person
from domain.text import fold


def zone_of(person: Person) -> ZoneInfo:
    """Return the person's time zone: the chosen one, else the country's, else UTC."""
    country = person.belongs.country_timezone if person.belongs else None
    for name in (person.timezone_chosen, country):
        if name is not None and name in _names():
            return ZoneInfo(name)
    return ZoneInfo("UTC")


def local_date(now: datetime, zone: ZoneInfo) -> date:
    """Return the calendar day that it is in `zone` at the instant `now` (aware)."""
    return now.astimezone(zone).date()


def named(text: str, places: Mapping[str, str] | None = None) -> str:
    """Return the IANA name of the zone that was typed: the whole name, or its city in any case and accents.

    `places`: zones by other names of places, folded by `key`. Raises TimezoneUnknown with up to four that look alike.
    """
    wanted = key(text)
    names = {**(places or {}), **_by_folded_name()}
    if wanted in names:
        return names[wanted]
    near = difflib.get_close_matches(wanted, names, n=8, cutoff=0.7)
    raise TimezoneUnknown(text, tuple(dict.fromkeys(names[name] for name in near))[:4])


def key(name: str) -> str:
    """Return the name of a place as it is compared."""
    return " ".join(fold(name).replace("_", " ").split())


@cache
def _names() -> frozenset[str]:
    """Every zone there is; looked up once, for it walks the disk."""
    return frozenset(available_timezones())


@cache
def _by_folded_name() -> dict[str, str]:
    """Zone names by what people type: "africa/maputo", "maputo". A city of two zones keeps the first."""
    zones = sorted(name for name in _names() if "/" in name and not name.startswith(("Etc/", "posix", "right")))
    names = {key(name.rpartition("/")[2]): name for name in reversed(zones)}
    names.update({key(name): name for name in zones})
    names.update({"utc": "UTC", "gmt": "UTC"})
    return names


def offset_hours(zone: ZoneInfo, now: datetime) -> float:
    """Return how many hours the zone is ahead of UTC at the instant `now`."""
    offset = now.astimezone(zone).utcoffset()
    return offset.total_seconds() / 3600 if offset else 0.0
