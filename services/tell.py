"""Telling people what they did not ask for: a coordinator's message, a new assignment, an institution out of reach.

Each is loaded when it leaves, and decided again: what has become moot is not sent. Planning the last one: reach.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from db.queries import bulk, mailings, people, setup
from db.queries.bulk import Planned
from db.queries.ordering import told_in
from db.queries.setup import Institution
from db.work import Work
from domain.due import due
from domain.errors import Moot
from domain.mailing import AssignedNotice, EndedNotice, InstitutionMessage, OutOfReach, People, Reader, Received
from domain.role import INDEPENDENT, INDEPENDENT_KINDS, OF_INSTITUTION, Role
from services.look import Look, capacity
from services.reach import SPEAKERS

MESSAGE = "message to institution"
ASSIGNED = "assigned"
ENDED = "assignments ended"
WORTH_SENDING = timedelta(days=7)
"""For how long such a message is worth sending, where Telegram is away or nothing runs."""
WHOLE_INSTITUTION = (*sorted(OF_INSTITUTION), *sorted(INDEPENDENT))
"""Everybody who acts for an institution, signing officers too: all of them have its lists."""


def tell_assigned(work: Work, receiver: Institution) -> People:
    """Tell an institution's people of what it has been assigned at this moment; return how many they are."""
    told = _tell(work, receiver, ASSIGNED)
    return People(told, told - len(people.reachable_members(work, receiver.id, WHOLE_INSTITUTION)))


def tell_ended(work: Work, loser: Institution) -> None:
    """Tell an institution's people of what was taken from it at this moment."""
    _tell(work, loser, ENDED)


def _tell(work: Work, about: Institution, kind: str) -> int:
    told = people.members(work, about.id, WHOLE_INSTITUTION)
    mailing_id = bulk.add_mailing(work, kind, about.country, about.id, None)
    params = {"institution": about.id, "mailing": mailing_id}
    until = work.now + WORTH_SENDING
    planned = [Planned(one, kind, params, f"{kind}:{mailing_id}:{one}", not_after=until) for one in told]
    bulk.add_messages(work, planned, mailing_id)
    return len(told)


def message_to(work: Work, institution_id: int, text: str) -> InstitutionMessage:
    """Return a message to an institution with the names of who sends and who receives it."""
    receiver = setup.institution(work, institution_id)
    country = setup.country(work, receiver.country)
    return InstitutionMessage(
        country.mechanism_names if country else {},
        receiver.country,
        country.names if country else {},
        receiver.names,
        receiver.kind in INDEPENDENT_KINDS,
        text,
    )


def message(look: Look, params: Mapping[str, Any]) -> Received:
    """Return a coordinator's message. Raises Moot where the person no longer acts for the institution."""
    reader = reader_of(look, params["institution"], (*SPEAKERS, *INDEPENDENT))
    return Received(message_to(look.work, params["institution"], params["text"]), reader)


def assigned(look: Look, params: Mapping[str, Any]) -> AssignedNotice:
    """Return what an institution was assigned and still has.

    Raises Moot where that is nothing, or the person no longer acts for the institution.
    """
    reader = reader_of(look, params["institution"], WHOLE_INSTITUTION)
    then = mailings.assigned_in(look.work, params["mailing"])
    if not then.count:
        raise Moot
    independent = setup.institution(look.work, params["institution"]).kind in INDEPENDENT_KINDS
    first = due(then.first, look.today, independent=independent)
    same_date = then.dated == then.count and then.first == then.last
    instructions, open_ = told_in(look.work, params["mailing"])
    return AssignedNotice(
        reader, independent, then.count, first, same_date, params["mailing"], instructions, len(open_)
    )


def ended(look: Look, params: Mapping[str, Any]) -> EndedNotice:
    """Return what was taken from an institution. Raises Moot where that is nothing any more, or the reader has left."""
    reader = reader_of(look, params["institution"], WHOLE_INSTITUTION)
    gone = mailings.ended_in(look.work, params["mailing"])
    if not gone:
        raise Moot
    whose = setup.institution(look.work, params["institution"])
    return EndedNotice(reader, whose.kind in INDEPENDENT_KINDS, whose.names, tuple(gone))


def out_of_reach(look: Look, params: Mapping[str, Any]) -> OutOfReach:
    """Return an institution that has nobody left who can be reached.

    Raises Moot where somebody can be again, or the person does not coordinate the country any more.
    """
    institution, country_names = setup.institution_and_country(look.work, params["institution"])
    held = look.person.holdings
    coordinates = any(one.role is Role.COORDINATOR and one.country == institution.country for one in held)
    if not coordinates or people.reachable_members(look.work, institution.id, SPEAKERS):
        raise Moot
    return OutOfReach(institution.names, institution.country, country_names)


def reader_of(look: Look, institution_id: int, roles: Sequence[Role]) -> Reader:
    """The role in which the person gets a message of the institution: the one acted in where it is of those."""
    held = [one for one in look.person.holdings if one.institution_id == institution_id and one.role in roles]
    acting = look.person.holding
    if not held:
        raise Moot
    return Reader(capacity(look.work, acting if acting in held else held[0]), acting in held)
