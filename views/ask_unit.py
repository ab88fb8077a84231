"""What a focal point sees who asks a unit: which unit, the question, the day, the whole before it is sent."""

from __future__ import annotations

from domain.parts import LONGEST_QUESTION, PartPreview, UnitPage
from domain.text import shortened
from views.days import examples
from views.lists import turning
from views.message import Body, Button, Message
from views.parts import about, question
from views.texts import Texts

_LABEL = 60


def ask_unit(t: Texts, values: UnitPage) -> Message:
    """The question for the unit."""
    body = Body().title(t.joined((t("Ask a unit"), str(values.reference))))
    if values.units:
        body.line(t("Choose the unit, or write the name of another one."))
    else:
        body.line(t("Which unit is it? Write its name, such as: Planning and Statistics"))
    rows = [(Button(shortened(name, _LABEL), f"ask:{values.reference}:at:{id_}"),) for id_, name in values.units]
    turn = turning(values.number, values.pages, f"ask:{values.reference}")
    return body.message(*rows, turn, (Button(t("Cancel"), "cancel"),))


def ask_question(t: Texts, values: PartPreview) -> Message:
    """The question for what the unit shall contribute."""
    body = about(t, Body().title(t("Ask a unit")), values.part)
    body.line().line(t("What do you need from this unit? It sees the recommendation and what you write now."))
    limit = t.number(LONGEST_QUESTION)
    body.line(t("At most {limit} characters; you will see the whole before it is sent.", limit=limit))
    body.note(t("Do not send classified documents or the names of victims or detainees here."))
    return body.message((Button(t("Cancel"), "cancel"),))


def ask_day(t: Texts, values: PartPreview) -> Message:
    """The question for the day by which the unit shall answer."""
    body = about(t, Body().title(t("Ask a unit")), values.part)
    body.line().line(t("By when? Write a date, such as {examples}.", examples=examples(t)))
    return body.message((Button(t("Back"), "ask:back"), Button(t("Cancel"), "cancel")))


def preview(t: Texts, values: PartPreview) -> Message:
    """The request before it is sent."""
    body = Body().note(t("Preview. This is what the unit will read:"))
    question(t, about(t, body, values.part), values.part)
    body.line()
    if values.people:
        body.line(t.n("{count} person will receive it.", "{count} people will receive it.", values.people))
    else:
        body.line(t("Nobody of this unit has joined yet: with the request you get a link to forward to a colleague."))
    body.line(t("To add something, write on. To write it anew, press “{change}”.", change=t("Change")))
    send, anew = Button(t("Send"), f"ask:send:{values.part.row}"), Button(t("Change"), "ask:anew")
    when = Button(t("Set a date") if values.part.due is None else t("Change the date"), "ask:when")
    return body.message((send, anew), (when, Button(t("Cancel"), "cancel")))
