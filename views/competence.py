"""Contested competence: what the institution is asked and told, and what the coordinator reads and decides."""

from __future__ import annotations

from domain.competence import Contest, ContestDecided, Contesting, ContestList, ContestShown, Decision, NameChoice
from domain.shown import Excerpt
from domain.text import shortened
from views.lists import turning
from views.menu import acting
from views.message import Body, Button, Message, Row, fitting
from views.texts import Texts

_NAME = 160
_LABEL = 56
_SOUGHT = 60
_EXCERPT = 400
_BEGINNING = 120
_WRITTEN = 2400
"""Units of a reason beside everything else; it is cut only where most of its characters count as two."""


def acknowledged(t: Texts) -> str:
    """The notice over a button that acknowledges."""
    return t("Receipt acknowledged.")


def names(t: Texts, values: NameChoice) -> Message:
    """The question whose the recommendation is."""
    body = Body().title(t("Not our competence")).line(str(values.reference))
    if values.sought:
        body.line(t("Search: {words}", words=shortened(values.sought, _SOUGHT)))
    body.line()
    if values.sought and not values.institutions:
        body.line(t("No institution has this in its name or code. Write other words, or choose from all."))
    else:
        body.line(t("Which institution is competent? Choose it, or write a part of its name or its code."))
    rows: list[Row] = [
        (Button(shortened(t.name(name), _LABEL), f"contest:name:{id_}"),) for id_, name in values.institutions
    ]
    every = (Button(t("All institutions"), f"contest:{values.reference}"),) if values.sought else ()
    unknown = (Button(t("I do not know"), "contest:name:none"),)
    return body.message(*rows, turning(values.number, values.pages, "contest:page"), every, unknown, _cancel(t))


def ask_reason(t: Texts, values: Contesting) -> Message:
    """The question for the reason; an independent body need not give one."""
    body = _about(t, values)
    if values.independent:
        body.line(t("You may give a reason, in one message or several, or decline without one."))
        body.note(t("Everything is done in full respect of your independence; nothing is ever overdue."))
        return body.message((Button(t("Decline without a reason"), "contest:bare"),), _cancel(t))
    body.line(t("Please write the reason, in one message or several. You will see the whole before it is sent."))
    body.note(t("Do not send classified documents or the names of victims or detainees here."))
    return body.message(_cancel(t))


def preview(t: Texts, values: Contesting) -> Message:
    """What will be said, before it is sent."""
    body = _about(t, values).line(t("Reason:")).line(values.reason).line()
    if values.independent:
        body.note(t("To add to the reason, write on."))
        send = Button(t("Decline the invitation"), f"contest:send:{values.row}")
    else:
        body.note(t("The coordinator will decide. To add to the reason, write on."))
        send = Button(t("Send"), f"contest:send:{values.row}")
    return body.message((send,), _cancel(t))


def said(t: Texts, values: Contesting) -> Message:
    """That it has been said, and what follows."""
    if values.independent:
        body = Body().title(t("The invitation has been declined")).line(str(values.reference)).line()
        return body.line(t("The coordinator is told. Nothing more is asked.")).message((Button(t("Menu"), "menu"),))
    body = Body().title(t("The coordinator has been told")).line(str(values.reference))
    body.field(t("Competent in your view:"), fitting(t.name(values.named), _NAME) if values.named else "")
    body.line().line(t("Until it is decided the recommendation stays with your institution. You will be told."))
    return body.message((Button(t("My institution’s recommendations"), "mine"), Button(t("Menu"), "menu")))


def waiting(t: Texts, values: ContestList) -> Message:
    """What waits for the coordinator."""
    body = Body().title(t("Competence contested"))
    if not values.contests:
        body.line(t("Nothing is waiting."))
    for one in values.contests:
        body.line().entry(
            str(one.reference), fitting(t.name(one.institution), _NAME), shortened(one.reason, _BEGINNING)
        )
    rows: list[Row] = [
        (Button(shortened(f"{one.reference} · {t.name(one.institution)}", _LABEL), f"competence:{one.id}"),)
        for one in values.contests
    ]
    turn = turning(values.number, values.pages, "competence:list")
    return body.message(*rows, turn, (Button(t("Assign recommendations"), "assign"), Button(t("Menu"), "menu")))


def contest(t: Texts, values: ContestShown) -> Message:
    """A contest as it stands, with what can be decided."""
    one = values.contest
    body = _contest(t, values)
    card = Button(str(one.reference), f"card:{one.reference}")
    if one.independent:
        return body.message((card, Button(t("Menu"), "menu")))
    body.line()
    if one.open:
        gives = t.name(one.named_names) if one.named_names else ""
        accept = t("Accept and assign: {institution}", institution=gives) if gives else t("Accept: take it back")
        rows = (Button(shortened(accept, _LABEL), f"competence:{one.id}:accept:{one.named or 'none'}"),)
        return body.message(rows, (Button(t("Refuse"), f"competence:{one.id}:refuse"), card))
    if one.decision is Decision.ACCEPTED:
        body.line(t("Accepted. The institutions are told."))
    elif one.decision is Decision.REFUSED:
        body.line(t("Refused. The institution is told, with the reason:")).line(fitting(one.answer, _WRITTEN * 2 // 3))
    else:
        body.line(t("The recommendation is no longer assigned to the institution."))
    return body.message((Button(t("Competence contested"), "competence"), card))


def told(t: Texts, values: ContestShown) -> Message:
    """To the coordinators: what an institution says, with what can be decided."""
    return contest(t, values)


def ask_answer(t: Texts, values: ContestShown) -> Message:
    """The question for the reason of a refusal."""
    body = Body().title(t("Refuse")).line(_whose(t, values.contest)).line()
    return body.line(t("Please write the reason: the institution will read it.")).message(_cancel(t))


def refusal(t: Texts, values: ContestShown) -> Message:
    """The reason of a refusal as the institution will read it."""
    body = Body().title(t("Refuse")).line(_whose(t, values.contest)).line().line(values.answer).line()
    body.note(t("To add something, write on."))
    return body.message((Button(t("Refuse"), f"competence:send:{values.row}"),), _cancel(t))


def decided(t: Texts, values: ContestDecided) -> Message:
    """To the institution: what was decided."""
    one = values.contest
    is_gone = one.decision is Decision.ACCEPTED
    title = t("No longer assigned to your institution") if is_gone else t("It stays with your institution")
    body = Body().title(title).line(acting(t, values.reader.capacity)).line(str(one.reference)).line()
    if is_gone:
        body.line(t("The coordinator agrees that this recommendation is not within your competence."))
        return body.message((Button(t("My institution’s recommendations"), "open:mine"),))
    body.line(t("Reason:")).line(fitting(one.answer, _WRITTEN))
    return body.message((Button(str(one.reference), f"card:{one.reference}"),))


def _about(t: Texts, values: Contesting) -> Body:
    body = Body().title(t("Decline the invitation") if values.independent else t("Not our competence"))
    body.line(str(values.reference))
    _quoted(body, values.excerpt)
    if not values.independent:
        body.field(
            t("Competent in your view:"),
            fitting(t.name(values.named), _NAME) if values.named else t("no institution named"),
        )
    return body.line()


def _contest(t: Texts, values: ContestShown) -> Body:
    one = values.contest
    body = Body().title(t("Invitation declined") if one.independent else t("Competence contested"))
    body.line(_whose(t, one))
    if one.decision is not Decision.REFUSED:
        _quoted(body, values.excerpt)
    if not one.independent:
        named = fitting(t.name(one.named_names), _NAME) if one.named_names else t("no institution named")
        body.field(t("Competent in its view:"), named)
    if one.reason:
        # Below a refusal its own reason stands too, and both have to fit.
        most = _WRITTEN if one.decision is not Decision.REFUSED else _WRITTEN * 2 // 3
        body.line().line(t("Reason:")).line(fitting(one.reason, most))
    return body


def _whose(t: Texts, one: Contest) -> str:
    return f"{one.reference} · {fitting(t.name(one.institution), _NAME)}"


def _quoted(body: Body, excerpt: Excerpt | None) -> None:
    if excerpt is not None:
        body.quote(fitting(shortened(excerpt.text, _EXCERPT), _EXCERPT))


def _cancel(t: Texts) -> Row:
    return (Button(t("Cancel"), "cancel"),)
