"""What the other institutions have given on a recommendation: the list, and one of them in full."""

from __future__ import annotations

from domain.consolidation import Given, Others
from domain.contributed import Reading
from domain.due import Part
from domain.text import shortened
from views.labels import CONTRIBUTION_STATES, STATUSES
from views.lists import turning
from views.message import Body, Button, Message, Row, fitting
from views.reading import menu, reading_pages
from views.texts import Texts

_NAME = 160
_LABEL = 40


def others(t: Texts, values: Others) -> Message:
    """Each institution with its status and the day of its contribution; a button to read it."""
    body = Body().title(t.joined((str(values.reference), t("Supporting institutions"))))
    body.line(t("What they have given is for the lead institution’s consolidated contribution."))
    if not values.given:
        body.line().line(t("No other institution has this recommendation."))
    rows: list[Row] = []
    for one in values.given:
        body.line().entry(fitting(t.name(one.institution), _NAME), _part(t, one), _said(t, one))
        if one.contribution is not None:
            label = t("Read: {name}", name=shortened(t.name(one.institution), _LABEL))
            rows.append((Button(label, f"others:read:{one.contribution}:1"),))
    turn = turning(values.number, values.pages, f"others:{values.reference}")
    card = Button(str(values.reference), f"card:{values.reference}")
    return body.message(*rows, turn, (card, menu(t)))


def reading(t: Texts, values: Reading) -> Message:
    """What one of them has given, in full."""
    one = values.contribution
    texts = reading_pages(t, one)
    number = max(1, min(values.page, len(texts)))
    body = Body().title(f"{one.reference} · {t(CONTRIBUTION_STATES[one.state.value])}")
    body.line(fitting(t.name(one.institution), _NAME))
    if one.said_on:
        body.line(t("Submitted on {date}", date=t.date(one.said_on)))
    body.field(t("Reported status:"), t(STATUSES[one.content.status]) if one.content.status else "")
    for label, text in texts[number - 1]:
        body.line().title(label).line(text)
    turn = turning(number, len(texts), f"others:read:{one.id}")
    return body.message(turn, (Button(t("Back"), f"others:{one.reference}:1"),))


def _part(t: Texts, one: Given) -> str:
    if one.independent:
        return t("invited to contribute")
    return t("lead institution") if one.part is Part.LEAD else ""


def _said(t: Texts, one: Given) -> str:
    if one.contribution is None or one.state is None or one.given_on is None:
        return t("nothing given yet")
    status = t(STATUSES[one.status]) if one.status else ""
    return t.joined((status, t(CONTRIBUTION_STATES[one.state.value]), t.date(one.given_on)))
