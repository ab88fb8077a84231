"""The parts of an overview, page by page; all of it to be copied; the lists beside it. First screen: overview.py."""

from __future__ import annotations

from collections.abc import Callable

from domain.overview_shown import Group, GroupPage, Places, Unreachable, Whole
from domain.text import pages, shortened, units
from views.labels import STATUSES, goal, mechanism
from views.lists import turning
from views.message import MOST_UNITS, Body, Button, Message, Row
from views.overview import ATTENTION, BY, NAME, data, summary, whose
from views.texts import Texts, known

_COPY_PAGE = 3000
_LABEL = 60


def groups(t: Texts, values: GroupPage) -> Message:
    """A page of its parts, each with its counts."""
    at = values.whose.at
    body = Body().title(t(BY[values.by])).line(whose(t, values.whose, NAME))
    if not values.groups:
        body.line().line(t("There is nothing here yet."))
    for one in values.groups:
        body.line()
        _group(t, body, values.by, one)
    turn = _turning(values.number, values.pages, ("by", values.by), at)
    drawn = (Button(t("Picture"), data("draw", values.by, str(values.number), at)),) if values.groups else ()
    back = Button(t("Overview"), data("at", at) if at else "overview")
    return body.message(turn, drawn, (back, Button(t("Menu"), "menu")))


def as_text(t: Texts, values: Whole) -> Message:
    """All of it as text that is complete without Telegram; where it is too long, a part, with a button for the next."""
    body = summary(t, values.overview)
    for by, parts in values.parts.items():
        if parts:
            body.line().title(t(BY[by]))
        for one in parts:
            _group(t, body, by, one)
    whole = body.unmarked().plain
    split = (
        [whole] if units(whole) <= MOST_UNITS else pages(whole, _COPY_PAGE // (1 if units(whole) == len(whole) else 2))
    )
    number = max(1, min(values.page, len(split)))
    coming = data("copy", str(number + 1), values.overview.whose.at)
    following = Button(f"› {number + 1}/{len(split)}", coming)
    return Body().line(split[number - 1]).message((following,) if number < len(split) else ())


def places(t: Texts, values: Places) -> Message:
    """The countries that can be looked at."""
    body = Body().title(t("Overview"))
    if not values.countries:
        return body.line(t("There are no recommendations yet.")).message((Button(t("Menu"), "menu"),))
    body.line(t("Of which country?"))
    rows = [
        (Button(shortened(t.country(code, names), _LABEL), f"overview:at:{code}"),) for code, names in values.countries
    ]
    return body.message(*rows, turning(values.number, values.pages, "overview:places"), (Button(t("Menu"), "menu"),))


def unreachable(t: Texts, values: Unreachable) -> Message:
    """The institutions in which nobody can be reached, and what to do."""
    title = ATTENTION["unreachable"]
    body = Body().title(t(title)).line(t.country(values.country, values.country_names))
    if not values.total:
        body.line().line(t("In every institution somebody can be reached."))
    else:
        body.line()
        for names in values.institutions:
            body.line(f"• {shortened(t.name(names), NAME)}")
        body.line().note(
            t(
                "Nobody has joined for them, or those who have cannot be reached on Telegram. Have somebody invited, "
                "or write a letter."
            )
        )
    turn = turning(values.number, values.pages, "overview:reach")
    return body.message(turn, (Button(t("Overview"), "overview"), Button(t("Menu"), "menu")))


def _turning(number: int, pages_: int, words: tuple[str, ...], at: str) -> Row:
    """The turning of pages of what was asked of a chosen country."""
    row = turning(number, pages_, ":".join(("overview", *words)))
    return tuple(Button(one.label, f"{one.data}:{at}" if at else one.data) for one in row)


def named(t: Texts, by: str, one: Group) -> str:
    """What a part is called; of an independent body also that it is invited."""
    name = shortened(_NAMED[by](t, one), NAME)
    return t.aside(name, t("invited to contribute")) if one.independent else name


def _group(t: Texts, body: Body, by: str, one: Group) -> None:
    name = named(t, by, one)
    counted = [f"{t(known(STATUSES, status))} {t.number(count)}" for status, count in one.statuses]
    body.entry(name, t.number(one.total), t.series(counted))


_NAMED: dict[str, Callable[[Texts, Group], str]] = {
    "institution": lambda t, one: t.name(one.names) or one.label,
    "cluster": lambda _t, one: one.label,
    "goal": lambda t, one: goal(t, int(one.label)),
    "mechanism": lambda t, one: mechanism(t, one.label),
}
