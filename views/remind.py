"""What a coordinator sees who writes to an institution: the institutions, the question, the preview, what became of it.

What the institution's people get stands in views/told.py.
"""

from __future__ import annotations

from domain.mailing import LONGEST, Addressee, InstitutionPage, Outcome, People, Preview, Sent
from domain.text import shortened
from views.lists import turning
from views.message import Body, Button, Message
from views.texts import Texts
from views.told import what_to_do, written

_LABEL = 60
_SOUGHT = 60
_NAME = 200


def institutions(t: Texts, values: InstitutionPage) -> Message:
    """The institutions to choose from, by name; others are found by typing."""
    body = Body().title(t("Write to an institution"))
    if values.sought:
        body.line(t("Search: {words}", words=shortened(values.sought, _SOUGHT)))
    if values.institutions:
        body.line(t("Choose the institution, or write a part of its name or its code."))
    elif values.sought:
        body.line(t("No institution has this in its name or code. Write other words, or choose from all."))
    else:
        body.line(t("There is no institution yet. The operator sets them up."))
    rows = [(Button(shortened(t.name(names), _LABEL), f"remind:{id_}"),) for id_, names in values.institutions]
    turn = turning(values.number, values.pages, f"institutions:{values.row}")
    every = (Button(t("All institutions"), "remind"),) if values.sought else ()
    return body.message(*rows, turn, every, (Button(t("Cancel"), "cancel"),))


def ask_message(t: Texts, values: Addressee) -> Message:
    """The question for the text; or why nobody would receive it, and what to do."""
    body = Body().title(t("Write to an institution")).line(shortened(t.name(values.names), _NAME)).line()
    if not values.people.reachable:
        _nobody(t, body, values)
        return body.message((Button(t("Another institution"), "remind"), Button(t("Menu"), "menu")))
    if values.independent:
        body.line(t("This is an independent body: it is invited to contribute, and never reminded."))
    body.line(
        t.n(
            "Write the message. {count} person will receive it.",
            "Write the message. {count} people will receive it.",
            values.people.reachable,
        )
    )
    _not_reached(t, body, values.people)
    body.line(
        t(
            "At most {limit} characters, in one message or several; you will see the whole before it is sent.",
            limit=t.number(LONGEST),
        )
    )
    body.note(t("Do not send classified documents or the names of victims or detainees here."))
    return body.message((Button(t("Another institution"), "remind"), Button(t("Cancel"), "cancel")))


def preview(t: Texts, values: Preview) -> Message:
    """The message exactly as it will be received, below who will receive it."""
    body = Body()
    body.note(
        t.n(
            "Preview. This is how {count} person will receive it:",
            "Preview. This is how {count} people will receive it:",
            values.people.reachable,
        )
    )
    written(t, body.line(), values.message)
    body.line()
    _not_reached(t, body, values.people)
    body.line(t("To add something, write on. To write it anew, press “{change}”.", change=t("Change")))
    send, change = Button(t("Send"), f"send:{values.row}"), Button(t("Change"), f"rewrite:{values.row}")
    return body.message((send, change), (Button(t("Cancel"), "cancel"),))


def sent(t: Texts, values: Sent) -> Message:
    """What has become of a message, in numbers of people."""
    out = values.outcome
    body = Body().title(_headline(t, out)).line(shortened(t.name(values.institution), _NAME)).line()
    for label, count in (
        (t("Sent:"), out.sent),
        (t("On the way:"), out.on_the_way),
        (t("Uncertain:"), out.uncertain),
        (t("Unreachable:"), out.unreachable),
        (t("Failed:"), out.failed),
        (t("No longer in the institution:"), out.withdrawn),
    ):
        body.field(label, t.number(count) if count else "")
    body.line()
    if out.uncertain:
        body.note(t("Uncertain: Telegram did not confirm it, so the message may or may not have arrived."))
    if out.unreachable:
        body.note(t("Unreachable: they have stopped the bot or left Telegram.")).note(what_to_do(t))
    body.note(t("As at {time}.", time=values.at))
    return body.message((Button(t("Look again"), f"mailing:{values.mailing_id}"), Button(t("Menu"), "menu")))


def _headline(t: Texts, out: Outcome) -> str:
    if out.on_the_way:
        return t("Your message is on its way")
    return t("Your message has been sent") if out.sent or out.uncertain else t("Your message has reached nobody")


def _nobody(t: Texts, body: Body, values: Addressee) -> None:
    if values.people.joined:
        body.line(t("None of its people can be reached: they have stopped the bot or left Telegram."))
        body.line(what_to_do(t))
    else:
        body.line(t("Nobody has joined for this institution yet, so nobody would receive a message."))
        body.line(t("Invite its people with /invite, or use another channel."))


def _not_reached(t: Texts, body: Body, people: People) -> None:
    if people.unreachable:
        body.line(
            t.n(
                "{count} more person cannot be reached at present.",
                "{count} more people cannot be reached at present.",
                people.unreachable,
            )
        )
