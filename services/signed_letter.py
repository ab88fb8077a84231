"""Photos and files of a signed letter: gathered while it is entered, kept with what it clears or says, sent on request.

Entering it: clear.py, behalf.py. Who may see a stored file is decided in evidence.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from db.queries import contributions, evidence, instance
from db.queries.contributions import Contribution
from db.work import Work
from domain.contribution import GIVEN, State
from domain.errors import EvidenceNotThere, FileTooLargeToFetch, LetterFull, NotFound, NotInThisRole
from domain.evidence import EvidenceKind, EvidenceState
from domain.job import MOST_BYTES
from domain.letter import MOST_PAGES
from domain.role import Person, Role
from domain.said import File
from services.evidence import ask_for_copy, plan

Pages = list[dict[str, str]]
"""What was sent of a letter that is being entered, as a dialog keeps it: of each file Telegram's "id", and "name"."""


def with_page(pages: Pages, file: File) -> Pages:
    """Return the pages of a letter with one more. Raises FileTooLargeToFetch, LetterFull."""
    if file.size is not None and file.size > MOST_BYTES:
        raise FileTooLargeToFetch(file.name, MOST_BYTES)
    if len(pages) >= MOST_PAGES:
        raise LetterFull(MOST_PAGES)
    return [*pages, {"id": file.id, "name": file.name}]


def keep(work: Work, person: Person, contribution_ids: Sequence[int], pages: Pages) -> None:
    """Keep the pages of a letter with each of these contributions; each file is fetched once, in the background.

    That the person may do so with them has been decided.
    """
    if not contribution_ids:
        return
    for page in pages:
        file = File(page["id"], page["name"])
        details = {"name": file.name, "caption": "", "file": file.id}
        added = [
            evidence.add(work, one, EvidenceKind.LETTER, details, person.id, EvidenceState.PLANNED)
            for one in contribution_ids
        ]
        plan(work, added, person.id, file, EvidenceKind.LETTER)
        instance.record_event(
            work,
            "signed letter kept",
            person_id=person.id,
            country=person.holding.country if person.holding else None,
            subject="contributions",
            subject_id=contribution_ids[0],
            details={"contributions": list(contribution_ids)},
        )


def ask_for_letter(work: Work, person: Person, contribution_id: int) -> int:
    """Plan to send the stored pages of a contribution's letter to somebody; return how many there are.

    Raises NotFound as where there is no letter; EvidenceNotThere where none of them is stored (yet).
    """
    every = [one for one in evidence.of_contribution(work, contribution_id) if one.kind is EvidenceKind.LETTER]
    if not every:
        raise NotFound
    stored = [one for one in every if one.state is EvidenceState.STORED]
    for one in stored or every[:1]:
        ask_for_copy(work, person, one.id)  # refuses whoever may not see it, and one that is not stored
    if not stored:
        raise EvidenceNotThere
    return len(stored)


def of_letter(work: Work, person: Person, contribution_id: int) -> Contribution:
    """Return a contribution whose signed letter the person may still add a photo to.

    It came, or was cleared, by that letter; who may is the focal point of its institution, or the coordinator who
    enters what came on paper. Raises NotFound, NotInThisRole.
    """
    found = contributions.contribution(work, contribution_id)
    holding = person.holding
    if found is None or holding is None or found.letter_number is None or holding.country != found.country:
        raise NotFound
    if found.on_behalf:
        if holding.role is not Role.COORDINATOR:
            raise NotInThisRole if holding.institution_id == found.institution_id else NotFound
        return found
    if holding.institution_id != found.institution_id or found.state not in GIVEN | {State.RETURNED}:
        raise NotFound
    if holding.role is not Role.FOCAL_POINT:
        raise NotInThisRole
    return found


def add_page(work: Work, person: Person, contribution_id: int, file: File) -> None:
    """Add a photo or file to the letter of a contribution, and of all that the same letter cleared.

    Raises as `of_letter` does; FileTooLargeToFetch, LetterFull.
    """
    found = of_letter(work, person, contribution_id)
    there: Pages = [{}] * evidence.count_letters(work, contribution_id)
    page = with_page(there, file)[-1]
    states = [*GIVEN, State.RETURNED, State.SUPERSEDED]
    every = contributions.of_institution(work, found.institution_id, states) if not found.on_behalf else [found]
    same = [
        one.id
        for one in every
        if (one.letter_number, one.letter_on, one.on_behalf) == (found.letter_number, found.letter_on, found.on_behalf)
    ]
    keep(work, person, same, [page])
