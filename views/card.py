"""The card of a recommendation, its whole text in pages, and the card as plain text to be copied."""

from __future__ import annotations

from domain.due import Part
from domain.finding import Priority
from domain.record import Kind
from domain.shown import Assigned, Card
from domain.text import pages, set_apart, units
from views.labels import (
    FILTERS,
    KINDS,
    PRIORITIES,
    STATUSES,
    STEPS,
    classified,
    goal,
    mechanism,
    position,
    sentence,
    theme,
)
from views.lists import turning, when
from views.message import MOST_UNITS, Body, Button, Message, fitting, in_rows
from views.texts import Texts, known

_FOLDED_FROM = 300
_TEXT_PAGE = 3000
_HEAD_UNITS = 3000
_MOST_LABELS = 8
_FEWER = (12, 4, 2, 1)
_ALL = 10_000


def card(t: Texts, values: Card) -> Message:
    """A recommendation: where it stands, the facts, the text (folded when long), buttons for more."""
    body = next((head for most in _FEWER if (head := _head(t, values, most)).units <= _HEAD_UNITS), Body())
    room = MOST_UNITS - body.units - 100
    shown = fitting(_text(values), room)
    body.line().quote(shown or t("without text"), folded=len(shown) > _FOLDED_FROM)
    more: list[Button] = []
    if shown != _text(values):
        more.append(Button(t("Read all"), f"text:{values.reference}:1"))
    more.append(Button(t("Copy as text"), f"copy:{values.reference}"))
    steps = [Button(t(STEPS[step]), f"{step}:{values.reference}") for step in values.steps]
    return body.message(*in_rows(steps), tuple(more), (Button(t("Menu"), "menu"),))


def whole_text(t: Texts, values: Card, page: int) -> Message:
    """A page of a text too long for one message."""
    parts = _parts(_text(values))
    number = max(1, min(page, len(parts)))
    body = Body().title(_title(t, values)).line(parts[number - 1])
    turn = turning(number, len(parts), f"text:{values.reference}")
    return body.message(turn, (Button(str(values.reference), f"card:{values.reference}"),))


def as_text(t: Texts, values: Card, page: int = 1) -> Message:
    """The card as text that is complete without Telegram: for WhatsApp, for a letter.

    Where it is too long for one message, a part of it, with a button for the next one.
    """
    body = _head(t, values, _ALL, _ALL).line().line(_text(values))
    whole = body.unmarked().plain
    parts = [whole] if units(whole) <= MOST_UNITS else _parts(whole)
    number = max(1, min(page, len(parts)))
    following = Button(f"› {number + 1}/{len(parts)}", f"copy:{values.reference}:{number + 1}")
    return Body().line(parts[number - 1]).message((following,) if number < len(parts) else ())


def _parts(text: str) -> list[str]:
    """The text in parts that fit in a message, though each character should count as two units."""
    return pages(text, _TEXT_PAGE if units(text) == len(text) else _TEXT_PAGE // 2)


def _text(values: Card) -> str:
    return set_apart(values.text, values.paragraph)


def _head(t: Texts, values: Card, most: int, most_labels: int = _MOST_LABELS) -> Body:
    """Everything but the text; of what there is more than `most`, the first."""
    body = Body().title(_title(t, values))
    if values.archived:
        body.note(sentence(t("archived")))
    body.line(t.country(values.reference.country, values.country_names))
    body.line(t.joined((mechanism(t, values.mechanism), _cycle(t, values), _session(t, values))))
    body.field(t("Document:"), _document(t, values))
    if values.kind is not Kind.RECOMMENDATION:
        body.field(t("Kind:"), t(KINDS[values.kind]))
    if values.position:
        body.field(t("Position of the State:"), position(t, values.position))
    _origin(t, body, values, most)
    _classification(t, body, values, min(most, most_labels))
    body.field(t("Clusters:"), _few(t, list(values.clusters), min(most, most_labels)))
    if values.priority:
        body.field(t("Priority:"), t(PRIORITIES[Priority(values.priority)]))
    body.field(t("Needs:"), t.joined([t(FILTERS[need]) for need in values.needs]))
    for one in values.assigned[:most]:
        _assigned(t, body, one)
    if len(values.assigned) > most:
        body.line("…")
    status = t(known(STATUSES, values.status))
    body.field(
        t("Implementation status:"), t.joined((status, t.date(values.informed_on) if values.informed_on else ""))
    )
    _language(t, body, values)
    return body


def _title(t: Texts, values: Card) -> str:
    if values.paragraph:
        return t("{reference}, paragraph {paragraph}", reference=values.reference, paragraph=values.paragraph)
    return str(values.reference)


def _cycle(t: Texts, values: Card) -> str:
    return t("cycle {number}", number=values.cycle) if values.cycle else ""


def _session(t: Texts, values: Card) -> str:
    """The session, where no document says which one it was."""
    return t("session {number}", number=values.session) if values.session and not values.symbol else ""


def _document(t: Texts, values: Card) -> str:
    return t.joined((values.symbol or "", t.date(values.published_on) if values.published_on else ""))


def _origin(t: Texts, body: Body, values: Card, most: int) -> None:
    states = [t.country(state.code, {}) if state.code else state.name for state in values.recommending_states]
    if states:
        body.field(t.n("Recommending State:", "Recommending States:", len(states)), _few(t, states, most))


def _classification(t: Texts, body: Body, values: Card, most: int) -> None:
    body.field(t("Themes:"), _few(t, [theme(t, label) for label in values.themes], most))
    body.field(t("Affected persons:"), _few(t, [classified(t, label) for label in values.affected_persons], most))
    goals = [sdg.target or goal(t, sdg.goal) for sdg in values.sdgs]
    body.field(t("SDG:"), _few(t, goals, most))


def _few(t: Texts, items: list[str], most: int) -> str:
    if not items:
        return ""
    if len(items) <= most:
        return t.series(items)
    rest = len(items) - most
    return t.n("{items} and {count} other", "{items} and {count} others", rest, items=t.series(items[:most]))


def _assigned(t: Texts, body: Body, one: Assigned) -> None:
    label = _part(t, one)
    value = t.name(one.names)
    if one.due is not None:
        value += f" · {when(t, one.due)}"
        if one.due.on:
            value = t.aside(value, t.date(one.due.on))
    body.field(label, value)


def _part(t: Texts, one: Assigned) -> str:
    if one.independent:
        return t("Invited to contribute:")
    return t("Lead institution:") if one.part is Part.LEAD else t("Supporting institution:")


def _language(t: Texts, body: Body, values: Card) -> None:
    """Say which language the text is in where it is not the reader's, and whether the translation is the State's."""
    if values.text_language and values.text_language != t.language:
        body.note(
            sentence(t("text available only in {language}", language=t.language_name(values.text_language)))
            if len(values.languages) == 1
            else sentence(t("shown in {language}", language=t.language_name(values.text_language)))
        )
    if values.unofficial:
        body.note(sentence(t("unofficial translation")))
