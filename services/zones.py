"""Which time zones a country has, from the IANA database's own table."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def zones_of_countries() -> dict[str, tuple[str, ...]]:
    """Return the zones of each country by its ISO 3166 code, the main one first.

    Source: zone.tab (code, coordinates, zone, comment) as the tzdata package carries it.
    """
    zones: dict[str, tuple[str, ...]] = {}
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            code, _place, zone, *_comment = line.split("\t")
            zones[code] = (*zones.get(code, ()), zone)
    return zones
