"""A collection round that a coordinator makes: what is asked, and the preview before it is opened."""

from __future__ import annotations

from datetime import date

from domain.round import By
from domain.round_shown import Offered, RoundDraft
from domain.text import shortened
from views.days import examples
from views.labels import mechanism
from views.lists import turning
from views.message import Body, Button, Message, Row
from views.round_names import FEEDS
from views.texts import N_, Texts

_NAME = 160
_LABEL = 60
_MOST_NAMED = 8
_CANCEL = "cancel"

CHOICES = {
    By.ASSIGNED: N_("All that are assigned"),
    By.SUPPORTED: N_("Those that the State supports"),
    By.CLUSTER: N_("A cluster"),
    By.MECHANISM: N_("A mechanism or cycle"),
    By.WORDS: N_("Words of a search"),
}


def ask_feeds(t: Texts) -> Message:
    """What the round is for."""
    body = Body().title(t("New round")).line(t("What are the contributions for? Choose, or write a name."))
    rows = [(Button(t(label), f"newround:feeds:{feeds.value}"),) for feeds, label in FEEDS.items()]
    return body.message(*rows, _cancel(t))


def ask_name(t: Texts) -> Message:
    """The question for a name."""
    body = Body().title(t("New round")).line(t("What shall the round be called?"))
    return body.message(_cancel(t))


def ask_choice(t: Texts) -> Message:
    """Which recommendations it is about."""
    body = Body().title(t("New round")).line(t("Which recommendations is it about? Choose, or write words to search."))
    rows = [(Button(t(label), f"newround:which:{by.value}"),) for by, label in CHOICES.items()]
    return body.message(*rows, _cancel(t))


def ask_words(t: Texts) -> Message:
    """The question for words of a search."""
    body = Body().title(t("New round")).line(t("Write the words: all recommendations that have them are meant."))
    return body.message(_cancel(t))


def offered(t: Texts, values: Offered) -> Message:
    """Clusters, or mechanisms and cycles, to choose from."""
    body = Body().title(t(CHOICES[By(values.by)]))
    if not values.values:
        body.line(t("There is none yet."))
    rows: list[Row] = []
    for key, name, cycle, count in values.values:
        label = t.aside(shortened(offer_name(t, values.by, name, cycle), _LABEL), t.number(count))
        rows.append((Button(label, f"newround:pick:{values.by}:{key}"),))
    turn = turning(values.number, values.pages, f"newround:which:{values.by}")
    return body.message(*rows, turn, (Button(t("Back"), "newround:which"), Button(t("Cancel"), _CANCEL)))


def ask_opening(t: Texts) -> Message:
    """The question for the opening date."""
    body = (
        Body().title(t("New round")).line(t("When does the round open? For example: {examples}", examples=examples(t)))
    )
    body.line(t("The institutions are written to on the morning of that day."))
    return body.message((Button(t("Today"), "newround:today"), Button(t("Cancel"), _CANCEL)))


def ask_closing(t: Texts, opens: date) -> Message:
    """The question for the closing date, below the opening date as it was understood."""
    body = Body().title(t("New round")).field(t("Opens:"), t.date(opens)).line()
    body.line(t("By when are the contributions asked for? For example: {examples}", examples=examples(t)))
    return body.message(_cancel(t))


def preview(t: Texts, values: RoundDraft) -> Message:
    """The round before it is opened: whom it asks, by when, and of whom nobody can be reached."""
    body = Body().title(shortened(values.name or f"{t(FEEDS[values.feeds])} {values.closes_on.year}", _NAME))
    body.line(shortened(_chosen(t, values), _NAME)).line()
    body.field(t("Opens:"), t("today") if values.is_today else t.date(values.opens_on))
    body.field(t("Closes:"), t.date(values.closes_on))
    body.field(t("Clearance by the institution:"), t("yes") if values.clearance else t("no"))
    body.line().field(t("Recommendations:"), t.number(values.recommendations))
    body.field(t("Institutions:"), t.number(values.institutions))
    body.field(t("Invited bodies:"), t.number(values.invited) if values.invited else "")
    _unreachable(t, body, values)
    if not values.institutions + values.invited:
        body.line().line(t("No institution has any of them, so nobody would be asked. Assign them first."))
        return body.message((Button(t("Other recommendations"), "newround:which"),), _cancel(t))
    clearance = t("Without clearance") if values.clearance else t("With clearance")
    return body.message(
        (Button(t("Open the round"), f"newround:open:{values.row}"),),
        (Button(clearance, f"newround:clearance:{'no' if values.clearance else 'yes'}"),),
        (Button(t("Other dates"), "newround:dates"), Button(t("Other recommendations"), "newround:which")),
        _cancel(t),
    )


def offer_name(t: Texts, by: str, name: str, cycle: int | None) -> str:
    """Return the name of a cluster, or of a mechanism with its cycle."""
    if by != By.MECHANISM:
        return name
    body = mechanism(t, name)
    return t("{mechanism}, cycle {cycle}", mechanism=body, cycle=t.number(cycle)) if cycle else body


def _chosen(t: Texts, values: RoundDraft) -> str:
    by = values.choice.by
    if by is By.WORDS:
        return t("Search: {words}", words=values.choice.key)
    if values.chosen is None:
        return t(CHOICES[by])
    name, cycle = values.chosen
    return offer_name(t, by.value, name, cycle)


def _unreachable(t: Texts, body: Body, values: RoundDraft) -> None:
    if not values.nobody:
        return
    names = [shortened(t.name(one), _LABEL) for one in values.nobody[:_MOST_NAMED]]
    if len(values.nobody) > _MOST_NAMED:
        names.append("…")
    body.line().line(t("Nobody can be reached on Telegram: {institutions}", institutions=t.series(names)))


def _cancel(t: Texts) -> Row:
    return (Button(t("Cancel"), _CANCEL),)
