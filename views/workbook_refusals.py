"""The wording of what is refused of a workbook that was sent back. All others: refusals.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain import errors
from domain.errors import Refusal
from domain.text import shortened
from views.labels import STATUSES, sentence
from views.texts import Texts
from views.workbook_words import cell, header

_CELL = 60


def _institution_unknown(t: Texts, error: errors.InstitutionUnknown) -> str:
    if error.near:
        return t("There is no institution “{code}”. Did you mean {near}?", code=error.code, near=t.one_of(error.near))
    return t("There is no institution “{code}”. The sheet of institutions has their codes.", code=error.code)


def _changed_meanwhile(t: Texts, error: errors.ChangedMeanwhile) -> str:
    return t(
        "{column}: somebody else has changed it since the workbook was made. There now: {there}; in the file: {here}. "
        "It stays as it is; export the workbook anew to change it.",
        column=header(t, error.column),
        there=shortened(cell(t, error.column, error.there), _CELL),
        here=shortened(cell(t, error.column, error.here), _CELL),
    )


WORKBOOK: dict[type[Refusal], Callable[[Texts, Any], str]] = {
    errors.WorkbookOfOtherCountry: lambda t, _: t(
        "This workbook was made for another country. /menu changes the country and role that you act in."
    ),
    errors.WorkbookOutdated: lambda t, _: t(
        "This workbook was made by another version of Suivi. Export it anew: /export"
    ),
    errors.CellsMerged: lambda t, e: t(
        "Cells of the table are merged ({place}), so that it is not clear which row says what. "
        "Unmerge them and send the workbook again.",
        place=e.place,
    ),
    errors.ReferenceUnknown: lambda t, e: t(
        "“{reference}” is no recommendation of this country that is still followed.",
        reference=e.written or "—",
    ),
    errors.ReferenceRepeated: lambda t, e: t(
        "Row {row} is about the same recommendation. That one counts; delete one of the two.", row=e.row
    ),
    errors.FormulaInCell: lambda t, e: t(
        "{column}: the cell holds a formula. Write what it is to say.", column=header(t, e.column)
    ),
    errors.InstitutionUnknown: _institution_unknown,
    errors.BodyAsLead: lambda t, e: t(
        "{code} is an independent body, which is only ever invited to contribute: it cannot lead. "
        "Name it among the supporting institutions.",
        code=e.code,
    ),
    errors.StatusUnknown: lambda t, e: t(
        "“{value}” is not an implementation status. Choose one from the list: {statuses}.",
        value=e.value,
        statuses=t.series([sentence(t(label)) for label in STATUSES.values()]),
    ),
    errors.ChoiceUnknown: lambda t, e: t(
        "“{value}” cannot be chosen in the column “{column}”. Choose from its list.",
        value=e.value,
        column=header(t, e.column),
    ),
    errors.DateWithoutInstitution: lambda t, _: t("A date is set, but no institution is named that would have it."),
    errors.ChangedMeanwhile: _changed_meanwhile,
    errors.TranslationThere: lambda t, e: t(
        "There is a text in {language} already, which is not replaced.", language=t.language_name(e.language)
    ),
}
