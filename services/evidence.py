"""Evidence of a contribution: given, looked at, made public or taken back. Storing a file: store_evidence.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from db.queries import contributions, evidence, instance, jobs, setup
from db.queries.contributions import Contribution
from db.work import Work
from domain.contribution import Action, State, may
from domain.errors import EvidenceFull, EvidenceNotThere, FileTooLargeToFetch, Moot, NotFound
from domain.evidence import MOST, Evidence, EvidenceKind, EvidenceShown, EvidenceState, address_of
from domain.job import EVIDENCE, EVIDENCE_COPY, MOST_BYTES
from domain.role import INDEPENDENT_KINDS, Person, Role, may_read
from domain.said import File
from services.look import Look
from services.move import allowed, standing

REFUSED = "evidence refused"
_AGAIN_AFTER = timedelta(hours=1)


def add_file(
    work: Work, person: Person, contribution_id: int, kind: EvidenceKind, file: File, caption: str = ""
) -> int:
    """Add a file to a draft, to be fetched and stored in the background; return the piece's id.

    Raises what `move.allowed` raises, EvidenceFull, FileTooLargeToFetch.
    """
    _room(work, person, contribution_id)
    if file.size is not None and file.size > MOST_BYTES:
        raise FileTooLargeToFetch(file.name, MOST_BYTES)
    details = {"name": file.name, "caption": caption, "file": file.id}
    piece_id = evidence.add(work, contribution_id, kind, details, person.id, EvidenceState.PLANNED)
    plan(work, [piece_id], person.id, file, kind)
    return piece_id


def add_link(work: Work, person: Person, contribution_id: int, address: str) -> int:
    """Add the address of a page to a draft; return the piece's id.

    Raises what `move.allowed` raises, EvidenceFull, AddressNotTaken.
    """
    _room(work, person, contribution_id)
    details = {"name": address_of(address)}
    return evidence.add(work, contribution_id, EvidenceKind.LINK, details, person.id, EvidenceState.STORED)


def remove(work: Work, person: Person, piece_id: int) -> int:
    """Take a piece out of a draft; return the contribution's id. Raises NotFound, what `move.allowed` raises."""
    piece = _piece(work, piece_id)
    allowed(work, person, piece.contribution_id, Action.WRITE)
    evidence.remove(work, piece_id)
    _record(work, person, piece, "evidence removed")
    return piece.contribution_id


def set_public(work: Work, person: Person, piece_id: int, *, public: bool) -> int:
    """Let everybody see a piece once its contribution is published, or not; return the contribution's id.

    While it is a draft its writers decide, afterwards the coordinator; of an independent body's, always its people.
    Raises NotFound.
    """
    piece = _piece(work, piece_id)
    found = _contribution(work, piece.contribution_id)
    if not _may_publish(person, found) or piece.kind is EvidenceKind.LETTER:
        raise NotFound
    evidence.set_public(work, piece_id, public=public)
    _record(work, person, piece, "evidence made public" if public else "evidence made private")
    return piece.contribution_id


def ask_for_copy(work: Work, person: Person, piece_id: int) -> int:
    """Plan to send somebody a stored file; return the job's id. Raises NotFound, EvidenceNotThere."""
    piece = authorise_copy(work, person, piece_id)
    return jobs.add_job(work, EVIDENCE_COPY, person.id, {"evidence": piece.id, "name": piece.name})


def authorise_copy(work: Work, person: Person, piece_id: int) -> Evidence:
    """Return a stored file that the person may see. Raises NotFound, EvidenceNotThere."""
    piece = authorise_look(work, person, piece_id)
    if piece.state is not EvidenceState.STORED or piece.sha256 is None:
        raise EvidenceNotThere
    return piece


def authorise_look(work: Work, person: Person, piece_id: int) -> Evidence:
    """Return a piece that the person may see. Raises NotFound."""
    piece = _piece(work, piece_id)
    found = _contribution(work, piece.contribution_id)
    is_open = found.state is State.PUBLISHED and piece.public and _may_read(work, person, found)
    if not is_open and not _of_institution(person, found):
        raise NotFound
    return piece


def link(look: Look, params: Mapping[str, Any]) -> Evidence:
    """Return a piece that is the address of a page. Raises NotFound."""
    piece = authorise_look(look.work, look.person, params["evidence"])
    if piece.kind is not EvidenceKind.LINK:
        raise NotFound
    return piece


def writes(work: Work, person: Person, contribution_id: int) -> bool:
    """Tell whether the person may add evidence to a contribution now. Raises NotFound."""
    return may(Action.WRITE, person.id, person.holding, standing(_contribution(work, contribution_id)))


def shown(look: Look, params: Mapping[str, Any]) -> EvidenceShown:
    """Return the evidence of a contribution as one person may see it. Raises NotFound where that is nothing at all."""
    found = _contribution(look.work, params["contribution"])
    pieces = evidence.of_contribution(look.work, found.id)
    if not _of_institution(look.person, found):
        if found.state is not State.PUBLISHED or not _may_read(look.work, look.person, found):
            raise NotFound
        pieces = [piece for piece in pieces if piece.public and piece.state is EvidenceState.STORED]
    writes = may(Action.WRITE, look.person.id, look.person.holding, standing(found))
    publishes = _may_publish(look.person, found)
    return EvidenceShown(found.id, found.reference, tuple(pieces), params.get("page", 1), writes, publishes)


def shown_piece(look: Look, piece_id: int) -> EvidenceShown:
    """Return the evidence that a piece belongs to, as `shown`. Raises Moot where the piece is gone or not theirs."""
    piece = evidence.piece(look.work, piece_id)
    try:
        return shown(look, {"contribution": piece.contribution_id if piece else 0})
    except NotFound:
        raise Moot from None


def plan_again(work: Work) -> int:
    """Plan again the files that could not be fetched an hour ago, and give up those of a week ago; return how many."""
    evidence.give_up_old(work)
    left = evidence.unfetched(work, work.now - _AGAIN_AFTER)
    same: dict[tuple[int, str], list[Evidence]] = {}
    for piece_id, person_id in left:
        piece, file = evidence.piece(work, piece_id), evidence.file_of(work, piece_id)
        if piece is not None and file is not None:
            same.setdefault((person_id, file), []).append(piece)
    for (person_id, file), pieces in same.items():
        plan(work, [piece.id for piece in pieces], person_id, File(file, pieces[0].name), pieces[0].kind)
    return len(left)


def plan(work: Work, pieces: Sequence[int], person_id: int, file: File, kind: EvidenceKind) -> None:
    """Plan to fetch a file once, for the pieces of evidence that it is; of whichever contributions they are."""
    first, *also = pieces
    is_letter = kind is EvidenceKind.LETTER
    params = {"evidence": first, "also": also, "letter": is_letter, "file": file.id, "name": file.name}
    jobs.add_job(work, EVIDENCE, person_id, params)


def _room(work: Work, person: Person, contribution_id: int) -> None:
    allowed(work, person, contribution_id, Action.WRITE)
    if evidence.count(work, contribution_id) >= MOST:
        raise EvidenceFull(MOST)


def _piece(work: Work, piece_id: int) -> Evidence:
    piece = evidence.piece(work, piece_id)
    if piece is None:
        raise NotFound
    return piece


def _contribution(work: Work, contribution_id: int) -> Contribution:
    found = contributions.contribution(work, contribution_id)
    if found is None:
        raise NotFound
    return found


def _of_institution(person: Person, found: Contribution) -> bool:
    """Its institution's people, and the country's coordinators once it has left the institution."""
    holding = person.holding
    if holding is None or holding.country != found.country:
        return False
    own = holding.institution_id == found.institution_id
    # What a signing officer sent back has never left the institution, whatever its state is called.
    given = found.submitted_at is not None or found.on_behalf
    return own or (holding.role is Role.COORDINATOR and given)


def _may_publish(person: Person, found: Contribution) -> bool:
    if may(Action.WRITE, person.id, person.holding, standing(found)):
        return True
    if not _of_institution(person, found) or person.holding is None:
        return False
    own = person.holding.institution_id == found.institution_id
    return own if found.kind in INDEPENDENT_KINDS else person.holding.role is Role.COORDINATOR


def _may_read(work: Work, person: Person, found: Contribution) -> bool:
    country = setup.country(work, found.country)
    return country is not None and may_read(person, country.code, country_open=country.open)


def _record(work: Work, person: Person, piece: Evidence, event: str) -> None:
    instance.record_event(
        work,
        event,
        person_id=person.id,
        country=person.holding.country if person.holding else None,
        subject="contributions",
        subject_id=piece.contribution_id,
        details={"evidence": piece.id},
    )
