"""Collection rounds as an institution's people see them: the list, one of them, and the news of one."""

from __future__ import annotations

from domain.round_shown import OwnRound, RoundLine, RoundList, RoundNotice
from domain.text import shortened
from views.lists import line_links, turning, when, written_lines
from views.message import Body, Button, Message, Row, fitting
from views.round_names import counted, round_name
from views.texts import Texts
from views.told import lists_of

_NAME = 160
_LABEL = 60


def rounds(t: Texts, values: RoundList) -> Message:
    """The rounds that ask the institution for something now."""
    body = Body().title(t("Collection rounds")).line(shortened(t.name(values.institution or {}), _NAME))
    if not values.rounds:
        body.line().line(t("No collection round is open for your institution. /due shows single dates."))
    for one in values.rounds:
        body.line().entry(shortened(round_name(t, one.round), _NAME), counted(t, one.counter), _date(t, one))
    rows = [(Button(shortened(round_name(t, one.round), _LABEL), f"round:{one.round.id}:1"),) for one in values.rounds]
    turn = turning(values.number, values.pages, "round:list")
    return body.message(*rows, turn, (Button(t("Menu"), "menu"),))


def own_round(t: Texts, values: OwnRound) -> Message:
    """A round: the counter, and the recommendations that are still without answer."""
    line, one = values.line, values.line.round
    body = Body().title(shortened(round_name(t, one), _NAME)).line(shortened(t.name(values.institution), _NAME))
    body.field(t("Contributions:"), counted(t, line.counter))
    if one.ended:
        body.line(t("This round has been ended."))
    elif values.independent:
        body.line(t("Your contribution is welcome by {date}.", date=t.date(line.due.on or one.closes_on)))
    else:
        body.field(t("Due date:"), _date(t, line))
    if not values.lines:
        body.line().line(t("Everything has been answered. Thank you."))
    else:
        body.line().line(t("Still without answer:"))
        written_lines(t, body, values.lines)
    links = line_links(values.lines, "update", f":{one.id}") if values.may_answer else line_links(values.lines)
    turn = turning(values.number, values.pages, f"round:{one.id}")
    return body.message(*links, turn, _steps(t, values), (Button(t("Rounds"), "round"), Button(t("Menu"), "menu")))


def opened(t: Texts, values: RoundNotice) -> Message:
    """What an institution is asked for by a new round; an independent body is invited, and held to no date."""
    return _notice(t, values, _asked(t, values))


def moved(t: Texts, values: RoundNotice) -> Message:
    """That a round has another date."""
    return _notice(t, values, t("The date of this collection round has changed."))


def ended(t: Texts, values: RoundNotice) -> Message:
    """That a round asks for nothing more."""
    body = Body().title(shortened(round_name(t, values.round), _NAME)).line(fitting(t.name(values.institution), _NAME))
    body.line().line(
        t("The coordinator has ended this collection round: nothing more is asked of your institution in it.")
    )
    body.line(t("Drafts are kept and can still be submitted."))
    return body.message(*lists_of(t, values.reader))


def _notice(t: Texts, values: RoundNotice, what: str) -> Message:
    body = Body().title(shortened(round_name(t, values.round), _NAME))
    body.line(fitting(t.name(values.institution), _NAME)).line().line(what)
    if values.independent:
        body.line(t("Everything is done in full respect of your independence; nothing is ever overdue."))
    elif values.due.on:
        body.field(t("Due date:"), t.aside(t.date(values.due.on), when(t, values.due)))
    if values.counter.done:
        body.field(t("Contributions:"), counted(t, values.counter))
    if not values.reader.acts_so:
        return body.message(*lists_of(t, values.reader))
    acknowledge = Button(t("Acknowledge"), f"round:ack:{values.round.id}")
    return body.message((acknowledge, Button(t("Show"), f"round:show:{values.round.id}")))


def _asked(t: Texts, values: RoundNotice) -> str:
    sender = fitting(t.name(values.sender) or t("The coordinator"), _NAME)
    if values.independent:
        return t.n(
            "{mechanism} invites your institution to share information on {count} recommendation.",
            "{mechanism} invites your institution to share information on {count} recommendations.",
            values.counter.total,
            mechanism=sender,
        )
    return t.n(
        "{mechanism} asks your institution for its contribution on {count} recommendation. "
        "Please confirm that you have received this.",
        "{mechanism} asks your institution for its contribution on {count} recommendations. "
        "Please confirm that you have received this.",
        values.counter.total,
        mechanism=sender,
    )


def _steps(t: Texts, values: OwnRound) -> Row:
    if not values.may_answer:
        return ()
    id_ = values.line.round.id
    ack = () if values.acknowledged else (Button(t("Acknowledge"), f"round:ack:{id_}"),)
    later = () if values.independent else (Button(t("Ask for more time"), f"later:round:{id_}"),)
    return (*ack, *later)


def _date(t: Texts, line: RoundLine) -> str:
    day = line.due.on or line.round.closes_on
    return t.aside(t.date(day), when(t, line.due)) if line.counter.left else t.date(day)
