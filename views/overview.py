"""The overview as text: status counts, what changed, what needs attention.

Its parts: overview_parts.py. Its picture: overview_picture.py.
"""

from __future__ import annotations

from collections.abc import Callable

from domain.overview import GROUPS, Extent
from domain.overview_shown import Overview, Whose
from domain.text import shortened
from views.labels import FILTERS, STATUSES, sentence
from views.message import Body, Button, Message, Row, in_rows
from views.texts import N_, Texts, known

NAME = 120
_MOST_TRANSITIONS = 6

BY = {
    "institution": N_("By institution"),
    "cluster": N_("By cluster"),
    "goal": N_("By SDG"),
    "mechanism": N_("By mechanism"),
}
ATTENTION = {
    "unassigned": FILTERS["unassigned"],
    "undated": FILTERS["undated"],
    "overdue": FILTERS["overdue"],
    "unreachable": N_("Institutions without a reachable person"),
}
_OPENS = {
    "unassigned": "overview:list:unassigned",
    "undated": "overview:list:undated",
    "overdue": "overview:list:overdue",
    "unreachable": "overview:reach:1",
}
_CHANGES: dict[str, Callable[[Texts, int], str]] = {
    "new": lambda t, n: t.n("{count} new recommendation", "{count} new recommendations", n),
    "assigned": lambda t, n: t.n("{count} recommendation newly assigned", "{count} recommendations newly assigned", n),
    "submitted": lambda t, n: t.n("{count} contribution submitted", "{count} contributions submitted", n),
    "approved": lambda t, n: t.n("{count} contribution approved", "{count} contributions approved", n),
    "published": lambda t, n: t.n("{count} contribution published", "{count} contributions published", n),
    "dates": lambda t, n: t.n("{count} due date changed", "{count} due dates changed", n),
}


def overview(t: Texts, values: Overview) -> Message:
    """How far the recommendations are, on one screen."""
    if not values.total:
        return _empty(t, values)
    at = values.whose.at
    body = summary(t, values)
    urgent = [(Button(_label(t, name, count), _OPENS[name]),) for name, count in values.attention.items() if count]
    parts = [Button(t(BY[by]), data("by", by, "1", at)) for by in GROUPS[values.whose.scope.extent]]
    last = (Button(t("Picture"), data("picture", at)), Button(t("Copy as text"), data("copy", "1", at)))
    return body.message(*urgent, *in_rows(parts), last, _wider(t, values.whose))


def whose(t: Texts, values: Whose, most: int) -> str:
    """Whose overview it is: the institution and its country, or the country."""
    country = shortened(t.country(values.scope.country, values.country_names), most)
    return f"{shortened(t.name(values.institution), most)} · {country}" if values.institution else country


def share(t: Texts, count: int, total: int) -> str:
    """A number with its share of a whole: 120 (48%)."""
    return t.aside(t.number(count), t.percent(count, total)) if total else t.number(count)


def summary(t: Texts, values: Overview) -> Body:
    """What the first screen says, and the copy begins with."""
    body = Body().title(t("Overview")).line(whose(t, values.whose, NAME))
    many = t.n("{count} recommendation", "{count} recommendations", values.total)
    body.line(t.joined((many, t("as of {date}", date=t.date(values.whose.on)))))
    body.line().title(t("Implementation status"))
    for status, count in values.statuses:
        if count:
            body.field(t("{label}:", label=sentence(t(known(STATUSES, status)))), share(t, count, values.total))
    _changed(t, body, values)
    if values.attention:
        body.line().title(t("Needs attention"))
        for name, count in values.attention.items():
            body.field(t("{label}:", label=t(ATTENTION[name])), t.number(count))
    return body


def _changed(t: Texts, body: Body, values: Overview) -> None:
    body.line().title(t("Since {date}", date=t.date(values.since)))
    for name, count in values.changes.items():
        if count:
            body.line(_CHANGES[name](t, count))
    moved = sum(one.count for one in values.transitions)
    if moved:
        body.line(t.n("{count} status changed:", "{count} statuses changed:", moved))
        for one in values.transitions[:_MOST_TRANSITIONS]:
            before, after = (t(known(STATUSES, status)) for status in (one.before, one.after))
            step = t("{before} → {after}: {count}", before=before, after=after, count=t.number(one.count))
            body.line(f"• {step}")
        if len(values.transitions) > _MOST_TRANSITIONS:
            body.line("…")
    if not moved and not any(values.changes.values()):
        body.line(t("Nothing has changed."))


def _label(t: Texts, name: str, count: int) -> str:
    return t.aside(t(ATTENTION[name]), t.number(count))


def _wider(t: Texts, values: Whose) -> Row:
    """For an institution's people, also what everybody sees of their country."""
    menu = Button(t("Menu"), "menu")
    if values.scope.extent is not Extent.INSTITUTION:
        return (menu,)
    return (Button(t("Whole country"), data("at", values.scope.country)), menu)


def _empty(t: Texts, values: Overview) -> Message:
    """What to do where there is nothing to count."""
    body = Body().title(t("Overview")).line(whose(t, values.whose, NAME)).line()
    if values.whose.scope.extent is Extent.COUNTRY:
        body.line(
            t("There are no recommendations yet. Send the bot an export of the Universal Human Rights Index as a file.")
        )
        return body.message((Button(t("Import recommendations"), "import"), Button(t("Menu"), "menu")))
    if values.whose.scope.extent is Extent.INSTITUTION:
        body.line(t("There is nothing here for your institution yet."))
        return body.message((Button(t("Search"), "find"), *_wider(t, values.whose)))
    body.line(t("There are no recommendations yet."))
    return body.message((Button(t("Menu"), "menu"),))


def data(*words: str) -> str:
    """What a button brings back; without the country where none was chosen."""
    return ":".join(("overview", *filter(None, words)))
