"""An invitation before and after it takes effect."""

from __future__ import annotations

from domain.role import INDEPENDENT, Role
from domain.shown import Capacity, Joined, Offer
from views.labels import ROLES
from views.menu import who_runs_it
from views.message import Body, Button, Message, fitting
from views.texts import Texts

_NAME = 160


def offer(t: Texts, values: Offer) -> Message:
    """What the person would become, to be confirmed before it takes effect."""
    body = Body().title(t("You are invited to Suivi"))
    in_fields(t, body, values.capacity)
    body.line().line(t("Is this you? Confirm only if all of this is right."))
    body.note(t("The invitation serves one person once, until {date}.", date=t.date(values.expires_on)))
    body.note(who_runs_it(t, values.operator))
    return body.message((Button(t("Confirm"), "join:yes"), Button(t("Cancel"), "join:no")))


def joined(t: Texts, values: Joined) -> Message:
    """The role has taken effect; what there is to do first."""
    capacity, assigned = values.capacity, values.assigned
    body = Body().title(t("Welcome. The role has taken effect."))
    in_fields(t, body, capacity)
    body.line()
    if capacity.role in INDEPENDENT:
        body.line(t("Everything is done in full respect of your independence; nothing is ever overdue."))
    if capacity.role in INDEPENDENT and assigned:
        body.line(
            t.n(
                "Your contribution is invited on {count} recommendation.",
                "Your contribution is invited on {count} recommendations.",
                assigned,
            )
        )
    elif assigned:
        body.line(
            t.n(
                "{count} recommendation is assigned to your institution.",
                "{count} recommendations are assigned to your institution.",
                assigned,
            )
        )
    if capacity.role is Role.COLLEAGUE:
        body.line(
            t("What your unit is asked comes to you here; you answer when you can. Nothing else is opened to you.")
        )
        return body.message((Button(t("Asked of your unit"), "asked:unit"), Button(t("Menu"), "menu")))
    if capacity.role is Role.COORDINATOR:
        return body.message((Button(t("Due dates"), "due"), Button(t("Search"), "find")), (Button(t("Menu"), "menu"),))
    if capacity.institution is None:
        return body.message((Button(t("Search"), "find"), Button(t("Menu"), "menu")))
    return body.message(
        (Button(t("My institution’s recommendations"), "mine"),),
        (Button(t("Due dates"), "due"), Button(t("Menu"), "menu")),
    )


def declined(t: Texts) -> Message:
    """The person did not confirm; the invitation stays good."""
    body = Body().line(t("Nothing was changed. The invitation can still be used until it expires."))
    return body.message((Button(t("Menu"), "menu"),))


def in_fields(t: Texts, body: Body, capacity: Capacity) -> None:
    """Add a role, its institution where it has one, and its country."""
    body.field(t("Role:"), t(ROLES[capacity.role]))
    if capacity.unit:
        body.field(t("Unit:"), fitting(capacity.unit, _NAME))
    if capacity.institution:
        body.field(t("Institution:"), fitting(t.name(capacity.institution), _NAME))
    body.field(t("Country:"), fitting(t.country(capacity.country, capacity.country_names), _NAME))
