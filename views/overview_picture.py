"""The words of an overview's picture, and what the chat says of it: while it is drawn, under it, where it did not come.

What the overview says as text: overview.py.
"""

from __future__ import annotations

from domain.contribution import Status
from domain.job import FileJob, JobState
from domain.overview_shown import GroupPicture, Overview, Whose
from domain.picture import Bar, Drawing
from domain.text import units
from views.labels import STATUSES, sentence
from views.message import Body, Button, Message, fitting
from views.overview import BY, NAME, share, whose
from views.overview_parts import named
from views.texts import Texts, known, texts

_MOST_CAPTION = 1024
"""Telegram's limit of what stands under a picture, in UTF-16 code units."""


def in_words(language: str, values: Overview | GroupPicture, time: str) -> Drawing:
    """Return everything that the picture says in a language. `time`: of day, when it was asked for."""
    t = texts(language)
    if isinstance(values, GroupPicture):
        return _parts(t, values, time)
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
    length = count / values.total if values.total else 0.0
    return Bar(label, share(t, count, values.total), ((status, length),))


def _parts(t: Texts, values: GroupPicture, time: str) -> Drawing:
    """Its parts, each bar as long as it has recommendations beside the longest, in the colours of the statuses."""
    most = max((one.total for one in values.groups), default=0) or 1
    bars = tuple(
        Bar(
            named(t, values.by, one),
            t.number(one.total),
            tuple((status, count / most) for status, count in one.statuses),
        )
        for one in values.groups
    )
    there = {status for one in values.groups for status, _ in one.statuses}
    legend = tuple((status.value, sentence(t(STATUSES[status]))) for status in Status if status.value in there)
    under = _named(t, values.whose)
    if len(values.groups) < values.total:
        last = values.first + len(values.groups) - 1
        under.append(t("{first}–{last} of {total}", first=values.first, last=last, total=values.total))
    as_of = t("As of {date}, {time}", date=t.date(values.whose.on), time=time)
    title = BY[values.by]
    head = [whose(t, values.whose, NAME), t(title), as_of]
    description = _within(head, [t("{label}: {value}", label=bar.label, value=bar.number) for bar in bars])
    return Drawing(t.language, t(title), tuple(under), bars, as_of, description, legend)


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
    return _within([head, many], counted)


def _within(head: list[str], further: list[str]) -> str:
    """Lines as a caption, as many of the further ones as fit."""
    lines = list(head)
    for line in further:
        if units("\n".join([*lines, line])) <= _MOST_CAPTION:
            lines.append(line)
    return fitting("\n".join(lines), _MOST_CAPTION)
