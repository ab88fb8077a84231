"""A coordinator writes to the people of one institution: found, written, previewed, sent once, and followed by counts.

What the institution's people get is loaded in services/tell.py.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from db.queries import bulk, instance, mailings, outbox, people, setup
from db.queries.bulk import Planned
from db.queries.setup import Institution
from db.work import Work
from domain import mailing
from domain.errors import ButtonStale, NoSuchInstitution, NotCoordinator
from domain.language import DEFAULT
from domain.mailing import Addressee, InstitutionPage, People, Preview, Sent
from domain.role import INDEPENDENT, INDEPENDENT_KINDS, Holding, InstitutionKind, Person, Role
from domain.shown import LINES_PER_PAGE, sliced
from domain.text import fold
from services.look import Look
from services.reach import SPEAKERS
from services.tell import MESSAGE, WORTH_SENDING, message_to

LIST = "institutions"
PREVIEW = "preview to institution"
LONGEST_SOUGHT = 100

# Not the signing officers: they are asked when there is something to clear.
ADDRESSED = (*SPEAKERS, *sorted(INDEPENDENT))
"""The roles whose holders get what a coordinator writes to their institution."""


def coordinating(person: Person) -> Holding:
    """Return the role of coordinator that the person acts in. Raises NotCoordinator."""
    holding = person.holding
    if holding is None or holding.role is not Role.COORDINATOR:
        raise NotCoordinator
    return holding


def meant(work: Work, person: Person, sought: str, language: str) -> int | None:
    """Return the one institution that a code or words mean, by id; None where it is to be chosen from a list.

    Raises NotCoordinator.
    """
    found = matching(work, coordinating(person).country, sought, language)
    return found[0].id if sought.strip() and len(found) == 1 else None


def institutions(look: Look, params: Mapping[str, Any], without: Collection[InstitutionKind] = ()) -> InstitutionPage:
    """Return a page of the country's institutions that the words sought mean, without some kinds.

    Raises NotCoordinator.
    """
    sought = params["sought"]
    every = matching(look.work, coordinating(look.person).country, sought, look.language)
    found = [one for one in every if one.kind not in without]
    shown, number, pages = sliced(found, params["page"], LINES_PER_PAGE)
    return InstitutionPage(look.row, sought, tuple((one.id, one.names) for one in shown), number, pages)


def recall_list(work: Work, person: Person, row: int) -> str:
    """Return the words that a list of institutions, in a message to this very person, was made of.

    Raises ButtonStale.
    """
    return str(_recall(work, person, row, LIST)["sought"])


def recall_preview(work: Work, person: Person, row: int) -> int:
    """Return the institution, by id, of a preview shown in a message to this very person. Raises ButtonStale."""
    return int(_recall(work, person, row, PREVIEW)["institution"])


def addressee(work: Work, person: Person, institution_id: int) -> Addressee:
    """Return an institution of the country that the person coordinates. Raises NotCoordinator, NoSuchInstitution."""
    active = setup.active_institutions(work, coordinating(person).country)
    one = next((one for one in active if one.id == institution_id), None)
    if one is None:
        raise NoSuchInstitution
    return Addressee(one.id, one.names, one.kind in INDEPENDENT_KINDS, people_of(work, one.id, ADDRESSED))


def people_of(work: Work, institution_id: int, held: Sequence[Role]) -> People:
    """Count who acts for an institution in one of these roles, and who of them cannot be reached."""
    joined = len(people.members(work, institution_id, held))
    return People(joined, joined - len(people.reachable_members(work, institution_id, held)))


def write(work: Work, person: Person, institution_id: int, text: str, more: str) -> str:
    """Return the message with what was typed further.

    Raises NotCoordinator, NoSuchInstitution, MessageEmpty, MessageTooLong.
    """
    addressee(work, person, institution_id)
    return mailing.extended(text, more)


def preview(look: Look, params: Mapping[str, Any]) -> Preview:
    """Return a message as it will be received. Raises NotCoordinator, NoSuchInstitution."""
    found = addressee(look.work, look.person, params["institution"])
    return Preview(look.row, message_to(look.work, found.id, params["text"]), found.people)


def send(work: Work, person: Person, institution_id: int, text: str, row: int) -> int:
    """Send what the preview in the message `row` shows to the institution's people; return the mailing's id.

    Raises NotCoordinator, NoSuchInstitution.
    """
    country = coordinating(person).country
    found = addressee(work, person, institution_id)
    mailing_id = bulk.add_mailing(work, MESSAGE, country, found.id, person.id)
    params = {"institution": found.id, "text": text}
    told, until = people.members(work, found.id, ADDRESSED), work.now + WORTH_SENDING
    planned = [Planned(one, MESSAGE, params, _key(row, one), not_after=until) for one in told]
    bulk.add_messages(work, planned, mailing_id)
    instance.record_event(
        work,
        "message sent to institution",
        person_id=person.id,
        country=country,
        subject="institutions",
        subject_id=found.id,
        details={"mailing": mailing_id, "people": len(planned)},
    )
    return mailing_id


def sent_before(work: Work, person: Person, row: int) -> int:
    """Return the mailing that the preview in the message `row` was sent as. Raises NotCoordinator, ButtonStale."""
    coordinating(person)
    institution_id = recall_preview(work, person, row)
    keys = [_key(row, one) for one in people.members(work, institution_id, ADDRESSED)]
    found = mailings.mailing_with(work, keys)
    if found is None:
        raise ButtonStale
    return found


def known_mailing(work: Work, person: Person, mailing_id: int) -> Institution:
    """Return the institution that a message of the person's country was sent to. Raises NotCoordinator, ButtonStale."""
    country = coordinating(person).country
    found = mailings.mailing(work, mailing_id)
    if found is None or (found.kind, found.country) != (MESSAGE, country) or found.institution_id is None:
        raise ButtonStale
    return setup.institution(work, found.institution_id)


def sent(look: Look, params: Mapping[str, Any]) -> Sent:
    """Return what has become of a message so far. Raises NotCoordinator, ButtonStale."""
    found = known_mailing(look.work, look.person, params["mailing"])
    outcome = mailing.outcome(mailings.outcomes(look.work, params["mailing"]))
    return Sent(params["mailing"], found.names, outcome, look.now.astimezone(look.zone).strftime("%H:%M"))


def matching(work: Work, country: str, sought: str, language: str) -> list[Institution]:
    """Return a country's institution of this very code, else those that have all the words in name or code, by name."""
    every = setup.active_institutions(work, country)
    wanted = fold(sought[:LONGEST_SOUGHT]).split()
    exact = [one for one in every if [fold(one.code)] == wanted]
    found = exact or [one for one in every if all(word in _searchable(one) for word in wanted)]
    return sorted(found, key=lambda one: fold(one.names.get(language) or one.names.get(DEFAULT) or one.code))


def _searchable(one: Institution) -> str:
    return "\n".join(fold(text) for text in (one.code, *one.names.values()))


def _recall(work: Work, person: Person, row: int, kind: str) -> dict[str, Any]:
    kept = outbox.parameters_of_own(work, row, person.id)
    if kept is None or kept[0] != kind:
        raise ButtonStale
    return kept[1]


def _key(row: int, person_id: int) -> str:
    """What makes sending one preview twice impossible, whatever is pressed."""
    return f"message:{row}:{person_id}"
