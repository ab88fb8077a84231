"""Lists of recommendations, five a page: what is assigned, and how lines are written. What a search found: find.py."""

from __future__ import annotations

from collections.abc import Sequence

from domain.due import Due, Part, Timeliness
from domain.round_shown import DueList, RoundLine
from domain.shown import AssignmentList, Line, Page
from domain.text import set_apart, shortened
from views.labels import mechanism, position
from views.message import Body, Button, Message, Row, in_rows
from views.round_names import counted, round_name
from views.texts import Texts

_EXCERPT = 160
_EXCERPT_CJK = 80
_LABEL = 40
_LINKS_IN_A_ROW = 3


def mine(t: Texts, values: AssignmentList) -> Message:
    """What an institution has, by number."""
    body = Body().title(t("My institution’s recommendations"))
    _whose(t, body, values)
    if not values.page.total:
        body.line().line(t("There is nothing here for your institution yet."))
        return body.message((Button(t("Search"), "find"), Button(t("Menu"), "menu")))
    _counts(t, body, t.n("{count} recommendation", "{count} recommendations", values.page.total), values.overdue)
    return listed(t, body, values.page, "mine")


def due(t: Texts, values: DueList) -> Message:
    """What carries a date, the earliest first: single recommendations, and rounds with their counter."""
    body = Body().title(t("Due dates"))
    _whose(t, body, values)
    if not values.total:
        body.line().line(t("Nothing has a due date."))
        return body.message((Button(t("Menu"), "menu"),))
    _counts(t, body, t.n("{count} due date", "{count} due dates", values.total), values.overdue)
    for entry in values.entries:
        if isinstance(entry, RoundLine):
            name = shortened(round_name(t, entry.round), _EXCERPT)
            body.line().entry(t("Round: {name}", name=name), when(t, entry.due), _answered(t, entry))
        else:
            written_lines(t, body, (entry,))
    links = line_links([entry for entry in values.entries if isinstance(entry, Line)])
    return body.message(*_rounds(t, values), *links, turning(values.number, values.pages, "due"))


def _answered(t: Texts, entry: RoundLine) -> str:
    return t("Contributions: {counter}", counter=counted(t, entry.counter))


def _rounds(t: Texts, values: DueList) -> list[Row]:
    shown = [entry.round for entry in values.entries if isinstance(entry, RoundLine)]
    return [(Button(shortened(round_name(t, one), _LABEL), f"round:{one.id}"),) for one in shown]


def when(t: Texts, due: Due) -> str:
    """How far a due date is: in 12 days, due today, 3 days overdue."""
    if due.timeliness is Timeliness.NO_DATE:
        return t("without due date")
    if due.timeliness is Timeliness.TODAY:
        return t("due today")
    if due.timeliness is Timeliness.OVERDUE:
        return t.n("{count} day overdue", "{count} days overdue", -due.days)
    return t.in_days(due.days)


def _whose(t: Texts, body: Body, values: AssignmentList | DueList) -> None:
    country = t.country(values.country, values.country_names)
    body.line(f"{t.name(values.institution)} · {country}" if values.institution else country)


def _counts(t: Texts, body: Body, total: str, overdue: int) -> None:
    late = [t.n("{count} overdue", "{count} overdue", overdue)] if overdue else []
    body.line(t.series([total, *late]))


def listed(t: Texts, body: Body, page: Page, address: str, *rows: Row) -> Message:
    """Return the list with its lines, a button for each, the turning of pages at `ADDRESS:N`, and `rows`."""
    written_lines(t, body, page.lines)
    return body.message(*line_links(page.lines), turning(page.number, page.pages, address), *rows)


def written_lines(t: Texts, body: Body, lines: Sequence[Line]) -> None:
    """Add recommendations to a list: number, date or mechanism, and the beginning of the text."""
    for line in lines:
        body.line().entry(str(line.reference), _tail(t, line), _text(t, line))


def line_links(lines: Sequence[Line], claim: str = "card", after: str = "") -> list[Row]:
    """Return a button for each recommendation of a list, once: `CLAIM:SI-0123` and what shall come after."""
    references = dict.fromkeys(str(line.reference) for line in lines)
    return in_rows([Button(one, f"{claim}:{one}{after}") for one in references], _LINKS_IN_A_ROW)


def _tail(t: Texts, line: Line) -> str:
    if line.due is None:
        parts = [mechanism(t, line.mechanism)]
        if line.position:
            parts.append(position(t, line.position))
        return " · ".join(parts)
    parts = [when(t, line.due)]
    if line.institution:
        parts.insert(0, t.name(line.institution))
    elif line.part is Part.ASSOCIATED:
        parts.append(t("supporting institution"))
    return " · ".join(parts)


def _text(t: Texts, line: Line) -> str:
    if line.excerpt is None:
        return t("without text")
    most = _EXCERPT_CJK if line.excerpt.language == "zh" else _EXCERPT
    text = shortened(set_apart(line.excerpt.text, line.paragraph), most)
    if line.excerpt.language == t.language:
        return text
    return t.aside(text, t.language_name(line.excerpt.language))


def turning(number: int, pages: int, address: str) -> Row:
    """‹ 2/9 ›: nothing where there is one page. The middle shows the page again, as it is now."""
    if pages == 1:
        return ()
    row = []
    if number > 1:
        row.append(Button("‹", f"{address}:{number - 1}"))
    row.append(Button(f"{number}/{pages}", f"{address}:{number}"))
    if number < pages:
        row.append(Button("›", f"{address}:{number + 1}"))
    return tuple(row)
