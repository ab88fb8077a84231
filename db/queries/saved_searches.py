"""Searches that people keep. Sealed: the database tells nobody's questions. Each is found by its own person only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update

from db.tables import saved_searches
from db.work import Work
from domain.finding import Search

PURPOSE = "saved search"


@dataclass(frozen=True, slots=True)
class Saved:
    """A search that somebody keeps. `name`: "" where they gave it none."""

    id: int
    name: str
    search: Search


def searches_of(work: Work, person_id: int, most: int, skip: int) -> list[Saved]:
    """Return the searches that a person keeps, the newest first."""
    wanted = select(saved_searches).where(saved_searches.c.person_id == person_id)
    rows = work.all(wanted.order_by(saved_searches.c.id.desc()).limit(most).offset(skip))
    return [_saved(work, row.id, row.search_sealed) for row in rows]


def count_searches(work: Work, person_id: int) -> int:
    """Return how many searches a person keeps."""
    counted = select(func.count().label("n")).select_from(saved_searches)
    return int(work.one(counted.where(saved_searches.c.person_id == person_id)).n)


def search_of(work: Work, person_id: int, search_id: int) -> Saved | None:
    """Return a search that this person keeps, or None, as where it is somebody else's."""
    row = work.one(select(saved_searches).where(_own(person_id, search_id)))
    return _saved(work, row.id, row.search_sealed) if row else None


def add_search(work: Work, person_id: int, name: str, search: Search) -> int:
    """Keep a search for a person; return its id."""
    values = {"person_id": person_id, "search_sealed": _sealed(work, name, search), "created_at": work.now}
    return work.inserted_id(insert(saved_searches), values)


def rename_search(work: Work, person_id: int, saved: Saved, name: str) -> None:
    """Give a search of a person's another name."""
    sealed = _sealed(work, name, saved.search)
    work.execute(update(saved_searches).where(_own(person_id, saved.id)).values(search_sealed=sealed))


def delete_search(work: Work, person_id: int, search_id: int) -> None:
    """Delete a search of a person's, for good: it is theirs alone."""
    work.execute(delete(saved_searches).where(_own(person_id, search_id)))


def _own(person_id: int, search_id: int) -> ColumnElement[bool]:
    return and_(saved_searches.c.person_id == person_id, saved_searches.c.id == search_id)


def _sealed(work: Work, name: str, search: Search) -> bytes:
    return work.sealer.seal_json(PURPOSE, {"name": name, **search.params()})


def _saved(work: Work, search_id: int, sealed: bytes) -> Saved:
    kept = work.sealer.open_json(PURPOSE, sealed)
    return Saved(search_id, kept["name"], Search.of(kept))
