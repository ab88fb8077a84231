"""What units are asked for, as they see it and as who asked does: lists, one request, the answer, notices."""

from __future__ import annotations

from domain.appointment import ASKERS
from domain.contributed import ContributionShown
from domain.contribution import Part
from domain.parts import LONGEST_ANSWER, PartList, PartNotice, PartShown, PartState, PartText
from domain.text import pages, set_apart, shortened
from views.labels import sentence
from views.lists import turning, when
from views.menu import acting
from views.message import Body, Button, Message, Row, fitting
from views.reading import PARTS
from views.texts import N_, Texts

STATES = {
    PartState.ASKED: N_("awaiting an answer"),
    PartState.ANSWERED: N_("answered"),
    PartState.DECLINED: N_("not for this unit"),
    PartState.WITHDRAWN: N_("withdrawn"),
}

_EXCERPT = 300
_TEXT_PAGE = 1500
_LINE = 100
_NAME = 120
_LABEL = 60


def several(t: Texts, values: PartList) -> Message:
    """What units are asked for, the open ones first."""
    title = t("Asked of your unit") if values.answers else t("Requests to units")
    body = Body().title(t.joined((title, str(values.reference or ""))))
    if values.waiting:
        body.line(t.n("{count} awaits an answer", "{count} await an answer", values.waiting))
    if not values.total:
        body.line(
            t("Your unit has not been asked for anything yet.")
            if values.answers
            else t("No unit has been asked yet. “{ask}” stands on each card and draft.", ask=t("Ask a unit"))
        )
    rows: list[Row] = []
    for one in values.parts:
        tail = t.joined((shortened(one.unit, _LABEL), t(STATES[one.state]), _when(t, one)))
        body.line().entry(str(one.reference), tail, shortened(one.question, _LINE))
        label = t.joined((str(one.reference), t(STATES[one.state]) if values.answers else one.unit))
        rows.append((Button(shortened(label, _LABEL), f"part:{one.id}"),))
    return body.message(*rows, turning(values.number, values.pages, _address(values)), *_elsewhere(t, values))


def one(t: Texts, values: PartShown) -> Message:
    """A request: to the unit with what it may do, to who asked with the answer."""
    body = about(t, Body().title(t.joined((str(values.reference), t(STATES[values.state])))), values, numbered=False)
    _answer(t, question(t, body, values), values)
    if values.answers and values.state is PartState.ANSWERED:
        body.line().note(t("Your answer has been sent. If something in it is wrong, tell your focal point."))
    elif values.answers and values.state is PartState.DECLINED:
        body.line().note(t("Your institution’s focal point is told that this is not for your unit."))
    if values.asks and values.nobody:
        body.line().line(t("Nobody of this unit has joined yet."))
    people = (Button(t("People of the unit"), f"unit:{values.unit_id}"),) if values.asks else ()
    return body.message(*_buttons(t, values), people, (_requests(t, answers=not values.asks), _menu(t)))


def whole_text(t: Texts, values: PartText) -> Message:
    """A page of the text that a unit is asked about."""
    shown = values.part
    texts = pages(set_apart(shown.text, shown.paragraph), _TEXT_PAGE)
    number = max(1, min(values.page, len(texts)))
    body = Body().title(str(shown.reference)).line(texts[number - 1])
    if shown.text_language and shown.text_language != t.language:
        body.note(sentence(t("shown in {language}", language=t.language_name(shown.text_language))))
    return body.message(turning(number, len(texts), f"part:{shown.id}:text"), (Button(t("Back"), f"part:{shown.id}"),))


def ask_answer(t: Texts, values: PartShown) -> Message:
    """The question for the answer."""
    body = question(t, about(t, Body().title(t("Answer")), values), values)
    body.line().line(t("Write the answer, in one message or several; you will see the whole before it is sent."))
    limit = t.number(LONGEST_ANSWER)
    body.line(t("At most {limit} characters, as text. Hand files to your focal point by another way.", limit=limit))
    body.note(t("Do not send classified documents or the names of victims or detainees here."))
    return body.message((Button(t("Cancel"), "cancel"),))


def preview(t: Texts, values: PartShown) -> Message:
    """The answer before it is sent."""
    body = about(t, Body().note(t("Preview. This is what your focal point will read:")), values)
    _answer(t, body, values)
    body.line().line(t("To add something, write on."))
    send = Button(t("Send"), f"part:{values.id}:send:{values.row}")
    anew = Button(t("Write anew"), f"part:{values.id}:answer")
    return body.message((send, anew), (Button(t("Cancel"), "cancel"),))


def ask_decline(t: Texts, values: PartShown) -> Message:
    """Whether it is really not for the unit."""
    body = about(t, Body().title(t("This is not for us")), values)
    body.line().line(t("Tell your institution’s focal point that this is not for your unit?"))
    sure = Button(t("This is not for us"), f"part:{values.id}:decline:yes")
    return body.message((sure,), (Button(t("Back"), f"part:{values.id}"),))


def asked(t: Texts, values: PartNotice) -> Message:
    """To a unit's people: what they are asked for."""
    body = Body().title(t("Your unit is asked for its part of an answer"))
    body.line(fitting(t.name(values.part.institution), _NAME))
    question(t, about(t, body, values.part), values.part)
    return body.message(*_buttons(t, values.part))


def withdrawn(t: Texts, values: PartNotice) -> Message:
    """To a unit's people: that an answer is no longer needed."""
    body = Body().title(t("An answer of your unit is no longer needed"))
    question(t, about(t, body, values.part), values.part)
    return body.message((_menu(t),))


def answered(t: Texts, values: PartNotice) -> Message:
    """To who asked: what the unit said."""
    declined = values.part.state is PartState.DECLINED
    body = Body().title(t("A unit says that this is not for it") if declined else t("A unit has answered"))
    _answer(t, about(t, body, values.part), values.part)
    if values.reader.acts_so:
        return body.message(*_buttons(t, values.part))
    capacity = values.reader.capacity
    label = shortened(t("Act as {role}", role=acting(t, capacity)), _LABEL)
    return body.message((Button(label, f"open:role:{capacity.role_id}"),))


def about(t: Texts, body: Body, values: PartShown, *, numbered: bool = True) -> Body:
    """Add which unit is asked about which recommendation, and how that begins."""
    if numbered:
        body.field(t("Recommendation:"), str(values.reference))
    body.field(t("Unit:"), fitting(values.unit, _NAME))
    if values.text:
        body.quote(shortened(_text(values), _EXCERPT))
    return body


def question(t: Texts, body: Body, values: PartShown) -> Body:
    """Add what is asked, and by when it is wanted."""
    if values.question:
        body.line().title(t("Question")).line(values.question)
    if values.due is not None and values.due.on is not None:
        on, how_far = t.date(values.due.on), _when(t, values)
        body.line().field(t("Wanted by:"), t.aside(on, how_far) if how_far else on)
    return body


def to_units(t: Texts, values: ContributionShown) -> Row:
    """Return the buttons of a draft that lead to the institution's units."""
    if values.role not in ASKERS:
        return ()
    ask = Button(t("Ask a unit"), f"ask:{values.reference}")
    return (ask, Button(t("Requests to units"), f"asked:{values.reference}")) if values.asked else (ask,)


def _answer(t: Texts, body: Body, values: PartShown) -> None:
    if values.answer:
        body.line().title(t("Answer")).line(values.answer)


def _buttons(t: Texts, values: PartShown) -> list[Row]:
    here, rows = f"part:{values.id}", list[Row]()
    if len(_text(values)) > _EXCERPT:
        rows.append((Button(t("Read all"), f"{here}:text:1"),))
    if values.answers and values.state is PartState.ASKED:
        rows += [(Button(t("Reply"), f"{here}:answer"),), (Button(t("This is not for us"), f"{here}:decline"),)]
    if values.asks and values.state is PartState.ASKED:
        rows.append((Button(t("Withdraw the request"), f"{here}:withdraw"),))
    if values.asks and values.state is PartState.ANSWERED:
        for part in (Part.MEASURES, Part.DIFFICULTIES, Part.NEXT_STEPS):
            rows.append((Button(t("Put into: {part}", part=t(PARTS[part])), f"{here}:use:{part.value}"),))
    if values.asks and values.draft is not None:
        rows.append((Button(t("Draft"), f"draft:{values.draft}"),))
    return rows


def _address(values: PartList) -> str:
    if values.reference:
        return f"asked:{values.reference}"
    return "asked:unit" if values.answers else "asked"


def _elsewhere(t: Texts, values: PartList) -> list[Row]:
    rows: list[Row] = []
    if values.also:
        rows.append((_requests(t, answers=not values.answers),))
    if not values.answers:
        rows.append((Button(t("Units"), "units"), _menu(t)))
        return rows
    several = len(values.leaving) > 1
    for role_id, name in values.leaving:
        label = t.joined((t("End your access"), name if several else ""))
        rows.append((Button("✕ " + shortened(label, _LABEL), f"people:end:{role_id}"),))
    return [*rows, (_menu(t),)]


def _requests(t: Texts, *, answers: bool) -> Button:
    """The way to the list of what the reader's units are asked, or of what their institution asks its units."""
    return Button(t("Asked of your unit"), "asked:unit") if answers else Button(t("Requests to units"), "asked")


def _text(values: PartShown) -> str:
    return set_apart(values.text, values.paragraph)


def _when(t: Texts, one: PartShown) -> str:
    return when(t, one.due) if one.due is not None and one.state is PartState.ASKED else ""


def _menu(t: Texts) -> Button:
    return Button(t("Menu"), "menu")
