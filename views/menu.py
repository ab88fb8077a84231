"""The menu, the help and the welcome: what Suivi is and what this person may do."""

from __future__ import annotations

from domain.language import INTERFACE, NATIVE_NAMES
from domain.shown import Capacity, Menu, Settings
from domain.text import shortened
from views.labels import ROLES, sentence
from views.message import Body, Button, Message
from views.texts import Texts

_MOST_ROLES = 30
_LABEL = 80


def acting(t: Texts, capacity: Capacity) -> str:
    """In what capacity somebody acts, on one line: Focal point · Ministry of Justice · Mozambique."""
    parts = [sentence(t(ROLES[capacity.role]))]
    if capacity.unit:
        parts.append(capacity.unit)
    if capacity.institution:
        parts.append(t.name(capacity.institution))
    return " · ".join([*parts, t.country(capacity.country, capacity.country_names)])


def menu(t: Texts, values: Menu) -> Message:
    """The menu: a button for each thing that this person may do, and one for each other role they hold."""
    body = Body().title(t("Menu"))
    if values.capacity:
        body.line(acting(t, values.capacity))
    buttons = [(Button(t(label), command),) for command, label in values.commands]
    roles = [(_role(t, other),) for other in values.others[:_MOST_ROLES]]
    return body.message(*buttons, *roles)


def _role(t: Texts, other: Capacity) -> Button:
    return Button(shortened(t("Act as {role}", role=acting(t, other)), _LABEL), f"role:{other.role_id}")


def help_page(t: Texts, values: Menu) -> Message:
    """Every command that this person may use, with what it does."""
    body = Body().title(t("What you can do here"))
    if values.capacity:
        body.line(acting(t, values.capacity))
    body.line()
    for command, label in values.commands:
        body.line(f"/{command} – {t(label)}")
    body.line().line(t("You can also write words to search, or a number such as SI-0123 to open a recommendation."))
    body.line(t("Any step can be left with /cancel."))
    return body.message((Button(t("Menu"), "menu"),))


def welcome(t: Texts, operator: str) -> Message:
    """The first words to anyone who opens the chat without an invitation."""
    body = Body().title(t("Suivi: follow-up of human rights recommendations"))
    body.line(t("The United Nations and regional bodies recommend to every State how to improve human rights."))
    body.line(
        t("Here you can search these recommendations, and read them in your language where there is a translation.")
    )
    body.line().line(t("Write what you look for, such as: education of girls"))
    body.line().line(t("If you have an invitation, open its link again or send its code."))
    body.line().note(who_runs_it(t, operator))
    return body.message(
        (Button(t("Search"), "find"), Button(t("Language"), "language")),
        (Button(t("Help"), "help"),),
    )


def who_runs_it(t: Texts, operator: str) -> str:
    """Who can see what is written here, besides its reader."""
    if operator:
        return t(
            "This bot is run by {operator}. Those who run it, and Telegram, can technically see that you write here.",
            operator=operator,
        )
    return t("Those who run this bot, and Telegram, can technically see that you write here.")


def languages(t: Texts) -> Message:
    """The choice of the interface language; each in its own name."""
    buttons = [
        Button(("✓ " if code == t.language else "") + NATIVE_NAMES[code], f"language:{code}") for code in INTERFACE
    ]
    body = Body().title(t("Language")).line(t("In which language shall Suivi speak with you?"))
    return body.message(tuple(buttons[:2]), tuple(buttons[2:]))


def settings(t: Texts, values: Settings) -> Message:
    """What the person has set, with a button to change each."""
    body = Body().title(t("Settings"))
    body.field(t("Language:"), NATIVE_NAMES[values.language])
    zone = values.timezone if values.timezone_chosen else t("{zone} (your country’s)", zone=values.timezone)
    body.field(t("Time zone:"), zone).field(t("There it is now:"), values.local_time)
    return body.message((Button(t("Language"), "language"), Button(t("Time zone"), "zone")))


def ask_timezone(t: Texts) -> Message:
    """The question for a time zone."""
    body = Body().title(t("Time zone"))
    body.line(
        t("Write a large city of your time zone, such as Maputo or Lisbon, or a name such as Atlantic/Cape_Verde.")
    )
    return body.message((Button(t("Cancel"), "cancel"),))
