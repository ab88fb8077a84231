"""Translations that a coordinator sent back in a workbook: looked at, and added where there is no text yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from db.queries import workbook_writes
from db.work import Work
from domain.brought import Changed
from domain.errors import ReferenceUnknown, Refusal, TranslationThere
from domain.record import RefusedRow
from domain.text import fold
from domain.workbook import Column, Row
from services.workbook_changes import Found, Open, in_parts


def add_translations(
    open_work: Open,
    country: str,
    language: str,
    rows: Iterable[Row | RefusedRow],
    progress: Callable[[int], None],
    *,
    dry_run: bool,
) -> Found:
    """Add the country's own translations in parts; a text that is there is never replaced. In a dry run, only look."""
    found = Found()
    for part in in_parts(rows):
        texts = [one for one in part if isinstance(one, Row)]
        with open_work() as work:
            new, refused = _decided(work, country, language, texts)
            if not dry_run:
                workbook_writes.add_national_texts(
                    work, language, [(id_, one.texts[Column.TRANSLATION]) for one, id_ in new]
                )
        found.rows += len(texts)
        for refusal in (*(one for one in part if isinstance(one, RefusedRow)), *refused):
            found.refuse(refusal)
        for one, _ in new:
            found.change(Changed(str(one.reference), Column.TRANSLATION, "", one.texts[Column.TRANSLATION]))
        progress(len(part))
    return found


def _decided(
    work: Work, country: str, language: str, rows: Sequence[Row]
) -> tuple[list[tuple[Row, int]], list[RefusedRow]]:
    """Which rows are new, with the recommendations' ids, and which are refused; the rest says what is there."""
    numbers = [one.reference.number for one in rows if one.reference.country == country]
    there = workbook_writes.texts_in(work, country, numbers, language)
    new, refused = [], []
    for one in rows:
        known = there.get(one.reference.number) if one.reference.country == country else None
        reason = _refusal(one, known, language)
        if reason is not None:
            refused.append(RefusedRow(one.number, reason))
        elif known is not None and known[1] is None:
            new.append((one, known[0]))
    return new, refused


def _refusal(row: Row, known: tuple[int, str | None] | None, language: str) -> Refusal | None:
    if row.refused:
        return row.refused[0]
    if known is None:
        return ReferenceUnknown(str(row.reference))
    text = known[1]
    is_another = text is not None and fold(text) != fold(row.texts[Column.TRANSLATION])
    return TranslationThere(language) if is_another else None
