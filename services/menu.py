"""What a person may do, and in which capacity they do it."""

from __future__ import annotations

from collections.abc import Sequence

from db.queries import people
from db.work import Work
from domain.errors import ButtonStale
from domain.role import Person
from domain.shown import Menu
from services.look import Look, capacity


def menu(look: Look, commands: Sequence[tuple[str, str]]) -> Menu:
    """Return the person's menu; `commands`: (name, label) of what they may do."""
    acting = look.person.belongs
    others = tuple(capacity(look.work, one) for one in look.person.holdings if one is not acting)
    return Menu(capacity(look.work, acting) if acting else None, others, tuple(commands))


def act_as(work: Work, person: Person, role_id: int) -> None:
    """Let the person act in another of their roles. Raises ButtonStale where they do not hold it (any more)."""
    can = any(one.id == role_id for one in person.holdings)
    if not can or not people.act_in_role(work, person.id, role_id):
        raise ButtonStale
