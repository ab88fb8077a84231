"""Makes a message of the outbox ready to be sent: loads what its kind needs and renders it for its recipient."""

from __future__ import annotations

from typing import Any

from db.queries import people
from db.work import Work
from domain.delivery import Repeat
from domain.errors import Moot, Refusal
from domain.language import language_of
from domain.timezone import local_date, zone_of
from handlers.registry import registry
from services.look import Look
from views import notices
from views.message import Message
from views.texts import texts


def rendered(
    work: Work, row: int, person_id: int, kind: str, params: dict[str, Any], *, repeated: bool = False
) -> Message:
    """Return the message of an outbox row, in the language that the person has now.

    `repeated`: it may have arrived before, which a reminder says.

    What the person may see is asked of the database here and now; a refusal is shown in the message's place. Raises
    LookupError for a kind that this version of Suivi does not know, Moot where nothing is to be said any more.
    """
    person = people.person_by_id(work, person_id).person
    zone = zone_of(person)
    language = language_of(person)
    look = Look(work, person, language, zone, local_date(work.now, zone), work.now, row)
    shown = registry().kinds[kind]
    t = texts(language)
    try:
        values = shown.load(look, params)
    except Moot:
        raise
    except Refusal as refusal:
        return notices.refused(t, refusal)
    message = shown.render(t, values)
    return notices.possible_repeat(t, message) if repeated and shown.repeat is Repeat.MARKED else message
