"""What is seen of a search: what it found, its filters, the values of one. Searches that are kept: searches.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.finding import FLAGS, YES, Choices, Filters, Narrowing, Results
from domain.text import shortened
from views.labels import FILTERS, in_force, narrowing
from views.lists import listed, turning
from views.message import Body, Button, Message, Row, in_rows
from views.texts import Texts

_LABEL = 40
_VALUE = 120
_VALUE_OF_MANY = 60
_MANY = 8
_WORDS = 60
_SOME_DAY = date(2025, 6, 30)


def results(t: Texts, values: Results) -> Message:
    """What a search found, the most relevant first."""
    words = shortened(values.words, _WORDS)
    body = Body().title(t("Search: {words}", words=words) if words else t("Recommendations"))
    _narrowings(t, body, values.narrowed)
    note_left_out(t, body, values.left_out)
    filtering = Button(t("Filter"), f"narrow:{values.row}")
    if not values.page.total:
        body.line().line(t("Nothing was found. Try fewer or other words, or another filter."))
        return body.message((filtering,), (Button(t("New search"), "find"),))
    body.line(t.n("{count} recommendation found.", "{count} recommendations found.", values.page.total))
    if values.partial:
        body.note(t("None has all these words; these have some of them."))
    keeping = Button(t("Save this search"), f"keep:{values.row}")
    return listed(t, body, values.page, f"find:{values.row}", (filtering, keeping))


def filters(t: Texts, values: Filters) -> Message:
    """A group of the filters of a search, with what is in force."""
    body = Body().title(t("Filter"))
    _narrowings(t, body, values.narrowed)
    if not values.narrowed:
        body.line(t("By what shall the search be narrowed?"))
    taken = [(_without(t, values.row, one),) for one in values.narrowed]
    values_of = in_rows(
        [Button(t(FILTERS[by]), f"narrow:{values.row}:{by}:1") for by in values.offered if by not in FLAGS]
    )
    flags = [(_flag(t, values, by),) for by in values.offered if by in values.counts]
    turn = turning(values.group, values.groups, f"narrow:{values.row}:group")
    return body.message(*taken, *flags, *values_of, turn, (Button(t("Back"), f"find:{values.row}:1"),))


def choices(t: Texts, values: Choices) -> Message:
    """The values of one filter, with how many recommendations each leaves."""
    body = Body().title(t(FILTERS[values.by]))
    if not values.choices:
        body.line(t("None of the results has this information."))
    rows: list[Row] = [
        (
            Button(
                t.aside(shortened(narrowing(t, one.value), _LABEL), t.number(one.count)),
                f"pick:{values.row}:{values.by}:{one.key}",
            ),
        )
        for one in values.choices
    ]
    if values.by == "silence":
        body.line(t("Recommendations on which nothing has been submitted since that day."))
        rows.append((Button(t("Another date"), f"since:ask:{values.row}"),))
    turn = turning(values.number, values.pages, f"narrow:{values.row}:{values.by}")
    return body.message(*rows, turn, (Button(t("Back"), f"narrow:{values.row}:group:{values.group}"),))


def ask_words(t: Texts) -> Message:
    """The question for words to search."""
    body = Body().title(t("Search"))
    body.line(t("What are you looking for? Write words in any language, or a number such as SI-0123."))
    return body.message(
        (Button(t("Without words, by filter"), "find:all"), Button(t("My searches"), "searches")),
        (Button(t("Cancel"), "cancel"),),
    )


def ask_since(t: Texts) -> Message:
    """The question for the day since which nothing was heard."""
    body = Body().title(t("No information since"))
    body.line(t("Since which day? Write it for example so: {date}", date=t.date(_SOME_DAY)))
    return body.message((Button(t("Cancel"), "cancel"),))


def note_left_out(t: Texts, body: Body, left_out: Sequence[str]) -> None:
    """Name the filters that were left out, if any."""
    if left_out:
        named = t.series([t(FILTERS[by]) for by in left_out if by in FILTERS])
        body.note(
            t("Left out, as it no longer exists or is not for the role that you act in: {filters}", filters=named)
        )


def _narrowings(t: Texts, body: Body, narrowed: tuple[Narrowing, ...]) -> None:
    most = _VALUE if len(narrowed) <= _MANY else _VALUE_OF_MANY
    for one in narrowed:
        body.line(in_force(t, one, most))


def _without(t: Texts, row: int, one: Narrowing) -> Button:
    return Button("✕ " + shortened(narrowing(t, one), _LABEL), f"widen:{row}:{one.by}")


def _flag(t: Texts, values: Filters, by: str) -> Button:
    """The button of a flag: it says how many it leaves, and takes effect at once."""
    return Button(t.aside(t(FILTERS[by]), t.number(values.counts[by])), f"pick:{values.row}:{by}:{YES}")
