"""What people get without having asked: a coordinator's message, a new assignment, an institution out of reach."""

from __future__ import annotations

from domain.mailing import AssignedNotice, EndedNotice, InstitutionMessage, OutOfReach, Reader, Received
from domain.shown import Names
from domain.text import shortened
from views.lists import when
from views.menu import acting
from views.message import Body, Button, Message, Row, fitting
from views.texts import Texts

_NAME = 160
_COUNTRY = 80
_LABEL = 64
_NUMBERS = 40


def message(t: Texts, values: Received) -> Message:
    """A coordinator's message, with the way to the institution's lists."""
    return written(t, Body(), values.message).message(*lists_of(t, values.reader))


def written(t: Texts, body: Body, values: InstitutionMessage) -> Body:
    """Add a coordinator's message as it is received: from the mechanism, to the institution, not to the person."""
    sender = t.name(values.sender) or t("The coordinator")
    body.title(_named(t, sender, values.country, values.country_names))
    body.field(t("To:"), fitting(t.name(values.institution), _NAME))
    body.line().line(values.text).line()
    if values.independent:
        body.note(t("Everything is done in full respect of your independence; nothing is ever overdue."))
    return body.note(t("An answer written here is not passed on: please use your usual channel."))


def assigned(t: Texts, values: AssignedNotice) -> Message:
    """What an institution was newly assigned and by when; an independent body is invited, and held to no date."""
    body, count = Body(), values.count
    title = t("Invitation to contribute") if values.independent else t("New recommendations for your institution")
    body.title(title).line(acting(t, values.reader.capacity)).line()
    if values.independent:
        body.line(
            t.n(
                "Your contribution is invited on {count} more recommendation.",
                "Your contribution is invited on {count} more recommendations.",
                count,
            )
        )
        body.line(t("Everything is done in full respect of your independence; nothing is ever overdue."))
    else:
        body.line(
            t.n(
                "{count} recommendation has been assigned to your institution.",
                "{count} recommendations have been assigned to your institution.",
                count,
            )
        )
        _due_date(t, body, values)
    if values.instructions:
        body.line().line(t("Instructions:")).line(values.instructions)
    if not values.unacknowledged:
        body.line().note(t("Receipt acknowledged."))
    waits = values.unacknowledged and values.reader.acts_so
    receipt = (Button(t("Acknowledge"), f"ack:all:{values.mailing}"),) if waits else ()
    return body.message(receipt, *lists_of(t, values.reader))


def ended(t: Texts, values: EndedNotice) -> Message:
    """What is asked of the institution no more."""
    count = len(values.references)
    body = Body().title(t("No longer asked of your institution"))
    body.line(fitting(t.name(values.institution), _NAME)).line()
    if values.independent:
        body.line(
            t.n(
                "Your institution is no longer invited to contribute on {count} recommendation:",
                "Your institution is no longer invited to contribute on {count} recommendations:",
                count,
            )
        )
    else:
        body.line(
            t.n(
                "{count} recommendation is no longer assigned to your institution:",
                "{count} recommendations are no longer assigned to your institution:",
                count,
            )
        )
    more = "…" if count > _NUMBERS else ""
    body.line(t.series([str(one) for one in values.references[:_NUMBERS]]) + more).line()
    body.line(t("What your institution has submitted on them stays in their history."))
    return body.message(*lists_of(t, values.reader))


def out_of_reach(t: Texts, values: OutOfReach) -> Message:
    """To the coordinator: an institution of which nobody can be reached any more, and what to do."""
    body = Body().title(t("An institution can no longer be reached"))
    body.line(_named(t, t.name(values.institution), values.country, values.country_names)).line()
    body.line(t("What is sent to it on Telegram no longer arrives: its people have stopped the bot or left Telegram."))
    return body.line(what_to_do(t)).message((Button(t("Menu"), "menu"),))


def what_to_do(t: Texts) -> str:
    """What a coordinator can do about an institution that cannot be reached."""
    return t(
        "They can be reached again as soon as they write to the bot. Until then use another channel, "
        "or invite somebody else with /invite."
    )


def lists_of(t: Texts, reader: Reader) -> tuple[Row, ...]:
    """Buttons that open the institution’s lists; or the role that has them, where somebody acts in another."""
    if reader.acts_so:
        return (Button(t("My institution’s recommendations"), "open:mine"),), (Button(t("Due dates"), "open:due"),)
    label = shortened(t("Act as {role}", role=acting(t, reader.capacity)), _LABEL)
    return ((Button(label, f"open:role:{reader.capacity.role_id}"),),)


def _due_date(t: Texts, body: Body, values: AssignedNotice) -> None:
    if values.due.on is None:
        return
    label = t("Due date:") if values.same_date else t("First due date:")
    body.field(label, t.aside(t.date(values.due.on), when(t, values.due)))


def _named(t: Texts, name: str, country: str, country_names: Names) -> str:
    return f"{fitting(name, _NAME)} · {fitting(t.country(country, country_names), _COUNTRY)}"
