"""The words of a workbook in each language: headers, names of sheets, how a row reads. What chats say: exporting.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from domain.finding import YES
from domain.language import INTERFACE
from domain.upr import MECHANISM, cycle_of_session
from domain.workbook import NEEDS, Column, Exported, Words
from views.labels import POSITIONS, PRIORITIES, STATUSES, classified, goal, mechanism, sentence, theme
from views.texts import N_, Texts, known, texts

HEADERS = {
    Column.REFERENCE: N_("Reference"),
    Column.DOCUMENT: N_("Document"),
    Column.PARAGRAPH: N_("Paragraph"),
    Column.MECHANISM: N_("Mechanism"),
    Column.CYCLE: N_("Cycle"),
    Column.POSITION: N_("Position of the State"),
    Column.TEXT: N_("Text of the recommendation"),
    Column.THEMES: N_("Themes"),
    Column.SDGS: N_("Sustainable Development Goals"),
    Column.AFFECTED: N_("Affected persons"),
    Column.STATES: N_("Recommending States"),
    Column.CLUSTERS: N_("Clusters"),
    Column.LEAD: N_("Lead institution"),
    Column.ASSOCIATED: N_("Supporting institutions"),
    Column.DATE: N_("Due date"),
    Column.STATUS: N_("Implementation status"),
    Column.PRIORITY: N_("Priority"),
    Column.PARLIAMENT: N_("Needs action by parliament"),
    Column.ASSISTANCE: N_("Technical assistance needed"),
    Column.TRANSLATION: N_("Translation"),
}


_NEEDED = {YES: N_("yes"), "": N_("no")}
_CHOSEN: Mapping[Column, Mapping[str, str]] = {
    Column.STATUS: STATUSES,
    Column.PRIORITY: {code.value: label for code, label in PRIORITIES.items()},
    **dict.fromkeys(NEEDS, _NEEDED),
}
"""What is chosen from a list, by column: labels by code."""


def header(t: Texts, column: str) -> str:
    """Return what a column is called."""
    return t(HEADERS[Column(column)]) if column in HEADERS else column


def cell(t: Texts, column: str, text: str) -> str:
    """Return what a cell says in words; a dash where it says nothing."""
    if not text:
        return "—"
    if column in _CHOSEN:
        return t(known(_CHOSEN[Column(column)], text))
    try:
        return t.date(date.fromisoformat(text)) if column == Column.DATE else text
    except ValueError:
        return text


@cache
def every_language() -> tuple[Words, ...]:
    """Return the words of workbooks in all languages of the interface."""
    return tuple(_words(texts(language)) for language in INTERFACE)


def _words(t: Texts) -> Words:
    return Words(
        t.language,
        {column: t(label) for column, label in HEADERS.items() if column is not Column.TRANSLATION},
        {code: t("Translation into {language}", language=t.language_name(code)) for code in INTERFACE},
        _choices(t),
        t("Recommendations"),
        t("Institutions"),
        t("Code"),
        t("Institution"),
        t("Choose from the list, or leave the cell empty."),
        lambda one: _cells(t, one),
        t.name,
    )


def _choices(t: Texts) -> Mapping[Column, Mapping[str, str]]:
    return {column: {code: t(label) for code, label in labels.items()} for column, labels in _CHOSEN.items()}


def _cells(t: Texts, one: Exported) -> Mapping[Column, str]:
    """What the columns say that are only shown."""
    in_cycle = one.session is not None and one.mechanism == MECHANISM
    states = [t.country(state.code, {}) if state.code else state.name for state in one.states]
    return {
        Column.REFERENCE: str(one.reference),
        Column.DOCUMENT: one.symbol or "",
        Column.PARAGRAPH: one.paragraph or "",
        Column.MECHANISM: mechanism(t, one.mechanism),
        Column.CYCLE: str(cycle_of_session(one.session or 0)) if in_cycle else "",
        Column.POSITION: sentence(t(POSITIONS[one.position])) if one.position else "",
        Column.TEXT: one.text,
        Column.THEMES: t.series([theme(t, label) for label in one.themes]),
        Column.SDGS: t.series([sdg.target or goal(t, sdg.goal) for sdg in one.sdgs]),
        Column.AFFECTED: t.series([classified(t, label) for label in one.affected]),
        Column.STATES: t.series(states),
    }
