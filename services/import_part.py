"""What one part of an import looks up and writes. Which rows are in it, and what is told of them: import_file.py."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from db.queries.alike import known
from db.queries.importing import (
    ChangedRecommendation,
    NewRecommendation,
    add_recommendations,
    change_recommendations,
)
from db.queries.labels import document_ids, mechanism_ids
from db.queries.stored import stored_by_identity
from db.work import Work
from domain.identity import Item
from domain.merging import Change, Stored, change
from domain.resemblance import Doubtful, Known, doubtful, is_placed
from domain.upr import MECHANISM


@dataclass(frozen=True, slots=True)
class Changed:
    """An item that changes what is stored. `taken`: it was stored under another identity and takes the item's."""

    item: Item
    there: Stored
    difference: Change
    taken: bool = False


def set_aside(
    work: Work, new: Sequence[Item], language: str, claimed: Container[tuple[str, bytes]]
) -> tuple[list[Item], list[Doubtful]]:
    """Return the items that are new beyond doubt, and those that another source may have brought."""
    asked = [item for item in new if item.record.mechanism == MECHANISM]
    if not asked:
        return list(new), []
    there = known(
        work,
        {item.country for item in asked},
        MECHANISM,
        {item.record.session for item in asked},
        language,
        placed=not all(is_placed(item.record) for item in asked),
    )
    unclaimed = {
        country: [one for one in ones if (country, one.identity) not in claimed] for country, ones in there.items()
    }
    certain, aside = [], []
    for item in new:
        ones = unclaimed.get(item.country, []) if item.record.mechanism == MECHANISM else []
        found = doubtful(item, ones)
        if found is None:
            certain.append(item)
        else:
            aside.append(found)
    return certain, aside


def taken_over(work: Work, taken: Sequence[tuple[Item, Known]], language: str) -> list[Changed]:
    """Return what items change that a recommendation there has been found to be."""
    stored = stored_by_identity(work, [(item.country, one.identity) for item, one in taken])
    changed = []
    for item, one in taken:
        there = stored[item.country, one.identity]
        difference = change(item.record, language, item.document, there, settled=True)
        changed.append(Changed(item, there, difference, taken=True))
    return changed


def write(work: Work, new: Sequence[Item], changed: Sequence[Changed], language: str) -> None:
    """Add the new recommendations and change the others, with their documents and mechanisms."""
    documents = _documents(work, [*new, *(one.item for one in changed if one.difference.document)])
    add_recommendations(
        work,
        [NewRecommendation(item.country, item.identity, documents[item.document], item.record) for item in new],
        language,
    )
    change_recommendations(
        work,
        [
            ChangedRecommendation(
                one.there.id,
                one.difference,
                documents[one.item.document] if one.difference.document else None,
                one.item if one.taken else None,
            )
            for one in changed
        ],
        language,
    )


def _documents(work: Work, items: Iterable[Item]) -> dict[str, int]:
    """The ids of the items' documents, by identity; a document is as its first item says."""
    items = list(items)
    bodies = mechanism_ids(work, [item.record.mechanism for item in items])
    wanted = {item.document: (bodies[item.record.mechanism], item.record) for item in reversed(items)}
    return document_ids(work, wanted) if wanted else {}
