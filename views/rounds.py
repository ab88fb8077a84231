"""Collection rounds as the coordinator sees them. Making one: new_round.py; as institutions see them: own_rounds.py."""

from __future__ import annotations

from datetime import date

from domain.due import Timeliness
from domain.round import Stage
from domain.round_shown import MemberLine, Members, RoundLine, RoundList, RoundOverview
from domain.text import shortened
from views.days import examples
from views.lists import turning, when
from views.message import Body, Button, Message, Row, fitting
from views.round_names import STAGES, counted, round_name
from views.texts import Texts

_NAME = 160
_LABEL = 60


def rounds(t: Texts, values: RoundList) -> Message:
    """The rounds of a country with their counters, and how many requests wait."""
    body = Body().title(t("Collection rounds")).line(fitting(t.country(values.country, values.country_names), _NAME))
    if not values.rounds:
        body.line().line(t("There is no round yet. A round asks all institutions for their contributions by one date."))
    for one in values.rounds:
        body.line().entry(shortened(round_name(t, one.round), _NAME), t(STAGES[one.stage]), _progress(t, one))
    rows = [(Button(shortened(round_name(t, one.round), _LABEL), f"round:{one.round.id}"),) for one in values.rounds]
    waiting = []
    if values.requests:
        label = t.n("{count} request for another date", "{count} requests for another date", values.requests)
        waiting = [Button(label, "extension")]
    turn = turning(values.number, values.pages, "round:list")
    return body.message(*rows, turn, tuple(waiting), (Button(t("New round"), "newround"), Button(t("Menu"), "menu")))


def overview(t: Texts, values: RoundOverview) -> Message:
    """One round in figures, with what the coordinator may do."""
    line, one = values.line, values.line.round
    body = Body().title(shortened(round_name(t, one), _NAME)).line(t(STAGES[line.stage])).line()
    body.field(t("Opens:"), t.date(one.opens_on))
    body.field(t("Closes:"), _closes(t, line))
    body.field(t("Clearance by the institution:"), t("yes") if one.clearance else t("no"))
    body.line().field(t("Contributions:"), counted(t, line.counter))
    if values.institutions:
        done, total = t.number(values.complete), t.number(values.institutions)
        body.field(t("Institutions that are done:"), t("{done} of {total}", done=done, total=total))
    body.field(t("Invited bodies:"), t.number(values.invited) if values.invited else "")
    done, total = t.number(values.acknowledged), t.number(values.institutions + values.invited)
    body.field(t("Receipt acknowledged:"), t("{done} of {total}", done=done, total=total))
    rows: list[Row] = [(Button(t("Institutions"), f"round:members:{one.id}:1"),)]
    if values.requests:
        label = t.n("{count} request for another date", "{count} requests for another date", values.requests)
        rows.append((Button(label, "extension"),))
    if line.stage is not Stage.ENDED:
        rows.append(
            (Button(t("Change the date"), f"round:move:{one.id}"), Button(t("End this round"), f"round:end:{one.id}"))
        )
    return body.message(*rows, (Button(t("Rounds"), "round"), Button(t("Menu"), "menu")))


def members(t: Texts, values: Members) -> Message:
    """The institutions of a round, each with its counter, by code: nobody is ranked."""
    body = Body().title(shortened(round_name(t, values.round), _NAME)).line(t("Institutions"))
    for one in values.members:
        body.line().entry(shortened(t.name(one.names), _NAME), counted(t, one.counter), _remarks(t, one))
    turn = turning(values.number, values.pages, f"round:members:{values.round.id}")
    return body.message(turn, (Button(t("Back"), f"round:{values.round.id}"), Button(t("Menu"), "menu")))


def ask_end(t: Texts, values: RoundLine) -> Message:
    """Whether a round shall end now."""
    body = Body().title(t("End this round?")).line(shortened(round_name(t, values.round), _NAME))
    body.line(_progress(t, values)).line()
    body.line(t("Nothing more is asked for it. What has been contributed stays, and what is in hand can be finished."))
    back = Button(t("Back"), f"round:{values.round.id}")
    return body.message((Button(t("End this round"), f"round:end:{values.round.id}:yes"), back))


def ask_date(t: Texts, values: RoundLine) -> Message:
    """The question for another closing date."""
    body = Body().title(t("Change the date")).line(shortened(round_name(t, values.round), _NAME))
    body.field(t("Closes:"), _closes(t, values)).line()
    body.line(t("Which date shall it be? For example: {examples}", examples=examples(t)))
    return body.message((Button(t("Cancel"), "cancel"),))


def ask_move(t: Texts, values: tuple[RoundLine, date]) -> Message:
    """The date as it was understood, and whom it concerns."""
    line, on = values
    one = line.round
    body = Body().title(t("Change the date")).line(shortened(round_name(t, one), _NAME))
    body.field(t("Closes:"), t.date(one.closes_on)).field(t("New date:"), t.date(on)).line()
    body.line(t("Institutions with a date of their own keep it. The others are told."))
    data = f"round:moved:{one.id}:{on.isoformat()}:{one.closes_on.isoformat()}"
    return body.message((Button(t("Change the date"), data), Button(t("Cancel"), "cancel")))


def _progress(t: Texts, line: RoundLine) -> str:
    if line.stage is Stage.PLANNED:
        return t("opens on {date}", date=t.date(line.round.opens_on))
    return f"{counted(t, line.counter)} · {_closes(t, line)}"


def _closes(t: Texts, line: RoundLine) -> str:
    """When it closes; how far that is where it still is to come. One that has passed is nobody's delay."""
    day = t.date(line.round.closes_on)
    ahead = line.due.timeliness in {Timeliness.AHEAD, Timeliness.TODAY} and line.stage is not Stage.ENDED
    return t.aside(day, when(t, line.due)) if ahead else day


def _remarks(t: Texts, one: MemberLine) -> str:
    parts = [t("invited")] if one.independent else []
    parts.append(t("receipt acknowledged") if one.acknowledged else t("receipt not acknowledged yet"))
    if one.due:
        parts.append(t("own date: {date}", date=t.date(one.due)))
    if not one.reachable:
        parts.append(t("nobody can be reached"))
    return " · ".join(parts)
