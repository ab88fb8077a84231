"""The words of an overview's picture, and what the chat says of it: while it is drawn, under it, where it did not come.

What the overview says as text: overview.py.
"""

from __future__ import annotations

from domain.job import FileJob, JobState
from domain.overview_shown import Overview, Whose
from domain.picture import Bar, Drawing
from domain.text import units
from views.labels import STATUSES, sentence
from views.message import Body, Button, Message, fitting
from views.overview import NAME, share, whose
from views.texts import Texts, known, texts

_MOST_CAPTION = 1024
"""Telegram's limit of what stands under a picture, in UTF-16 code units."""


def in_words(language: str, values: Overview, time: str) -> Drawing:
    """Return everything that the picture says in a language. `time`: of day, when it was asked for."""
    t = texts(language)
    many = t.n("{count} human rights recommendation", "{count} human rights recommendations", values.total)
    return Drawing(
        t.language,
        t("Implementation status"),
        (*_named(t, values.whose), many),
        tuple(_bar(t, values, status, count) for status, count in values.statuses),
        t("As of {date}, {time}", date=t.date(values.whose.on), time=time),
        _description(t, values, many, time),
    )


def job(t: Texts, values: FileJob, reason: str) -> Message:
    """A picture as it stands now: being drawn, sent, or why it did not come."""
    again = (Button(t("Overview"), "overview"), Button(t("Menu"), "menu"))
    if values.state in {JobState.PLANNED, JobState.RUNNING}:
        if values.is_stopping:
            return Body().line(t("The picture is being stopped…")).message()
        waits = t("The picture waits for its turn.")
        return (
            Body()
            .line(waits if values.waits else t("The picture is being drawn…"))
            .message((Button(t("Cancel"), f"stop:{values.id}"),))
        )
    body = Body()
    if values.state is JobState.FAILED:
        body.title(t("The picture did not come")).line(reason)
        body.line(t("The overview says the same as text."))
    elif values.state is JobState.CANCELLED:
        body.line(t("No picture was drawn."))
    else:
        body.line(t("Here is the picture. It can be passed on as it stands."))
    return body.message(again)


def _named(t: Texts, values: Whose) -> list[str]:
    country = t.country(values.scope.country, values.country_names)
    return [name for name in (t.name(values.institution or {}), country) if name]


def _bar(t: Texts, values: Overview, status: str, count: int) -> Bar:
    label = sentence(t(known(STATUSES, status)))
    return Bar(status, label, share(t, count, values.total), count / values.total if values.total else 0.0)


def _description(t: Texts, values: Overview, many: str, time: str) -> str:
    """The same in short, as what stands under the picture."""
    head = t(
        "{whose}: implementation status, as of {date}, {time}.",
        whose=whose(t, values.whose, NAME),
        date=t.date(values.whose.on),
        time=time,
    )
    counted = [
        t("{label}: {value}", label=sentence(t(known(STATUSES, status))), value=share(t, count, values.total))
        for status, count in values.statuses
        if count
    ]
    lines = [head, many]
    for line in counted:
        if units("\n".join([*lines, line])) <= _MOST_CAPTION:
            lines.append(line)
    return fitting("\n".join(lines), _MOST_CAPTION)
