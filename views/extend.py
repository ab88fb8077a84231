"""Another date: what the institution is asked and told, and what the coordinator decides."""

from __future__ import annotations

from domain.extension import LONGEST_REASON, Asked, Asking, Decided, Decision, Granting, Requests, Subject
from domain.text import shortened
from views.days import examples
from views.lists import turning, when
from views.menu import acting
from views.message import Body, Button, Message
from views.round_names import round_name
from views.texts import Texts

_NAME = 160
_LABEL = 60
_REASON = 160


def ask_day(t: Texts, values: Asking) -> Message:
    """The question for the day."""
    body = _about(t, Body().title(t("Ask for more time")), values.subject)
    body.field(t("Due date:"), t.aside(t.date(values.subject.due_on), when(t, values.due))).line()
    body.line(t("Which date would be possible? For example: {examples}", examples=examples(t)))
    return body.message((Button(t("Cancel"), "cancel"),))


def ask_reason(t: Texts, values: Asking) -> Message:
    """The question for the reason, below the day as it was understood."""
    body = _about(t, Body().title(t("Ask for more time")), values.subject)
    body.field(t("New date:"), t.date(values.wanted) if values.wanted else "").line()
    body.line(t("Please write the reason, in one message or several. You will see the whole before it is sent."))
    body.note(t("Do not send classified documents or the names of victims or detainees here."))
    return body.message((Button(t("Cancel"), "cancel"),))


def preview(t: Texts, values: Asking) -> Message:
    """The request before it is sent."""
    body = _about(t, Body().title(t("Ask for more time")), values.subject)
    body.field(t("Due date:"), t.date(values.subject.due_on))
    body.field(t("New date:"), t.date(values.wanted) if values.wanted else "")
    body.line().line(values.reason).line()
    body.note(t("The coordinator will decide. To add to the reason, write on."))
    return body.message((Button(t("Send"), f"later:send:{values.row}"), Button(t("Cancel"), "cancel")))


def sent(t: Texts, values: Asking) -> Message:
    """That the request is with the coordinator."""
    body = _about(t, Body().title(t("Your request has been sent")), values.subject)
    body.field(t("New date:"), t.date(values.wanted) if values.wanted else "").line()
    body.line(t("The coordinator will decide; until then the present date stands."))
    return body.message((Button(t("Menu"), "menu"),))


def decided(t: Texts, values: Decided) -> Message:
    """To the institution: what was decided."""
    asked = values.asked
    granted = asked.decision is Decision.GRANTED
    body = Body().title(t("The new date has been granted") if granted else t("The date stays as it is"))
    body.line(acting(t, values.reader.capacity))
    _about(t, body, asked.subject)
    day = asked.decided or asked.subject.due_on
    body.field(t("Due date:"), t.date(day if granted else asked.subject.due_on))
    if granted and asked.decided != asked.wanted:
        body.line(t("You had asked for {date}.", date=t.date(asked.wanted)))
    if asked.answer:
        body.line().line(t("Reason:")).line(asked.answer)
    return body.message((Button(t("Due dates"), "open:due"),))


def requests(t: Texts, values: Requests) -> Message:
    """What waits for the coordinator."""
    body = Body().title(t("Requests for another date"))
    if not values.total:
        body.line(t("No request is waiting."))
    for one in values.requests:
        head = shortened(t.name(one.institution), _NAME)
        body.line().entry(head, _subject(t, one.subject), shortened(one.reason, _REASON))
    rows = [
        (Button(shortened(f"{_subject(t, one.subject)} · {t.name(one.institution)}", _LABEL), f"extension:{one.id}"),)
        for one in values.requests
    ]
    turn = turning(values.number, values.pages, "extension:list")
    return body.message(*rows, turn, (Button(t("Rounds"), "round"), Button(t("Menu"), "menu")))


def request(t: Texts, values: Asked) -> Message:
    """A request as it stands, with what can be decided."""
    body = _request(t, values)
    if values.decision is Decision.GRANTED:
        day = values.decided or values.subject.due_on
        body.line().line(t("Granted: {date}. The institution is told.", date=t.date(day)))
    elif values.decision is Decision.REFUSED:
        body.line().line(t("Refused. The institution is told, with the reason:")).line(values.answer)
    else:
        wanted = values.wanted.isoformat()
        grant = Button(t("Grant {date}", date=t.date(values.wanted)), f"extension:{values.id}:grant:{wanted}:{wanted}")
        other = Button(t("Another date"), f"extension:{values.id}:other:{wanted}")
        refuse = Button(t("Refuse"), f"extension:{values.id}:refuse:{wanted}")
        return body.message((grant,), (other, refuse), (Button(t("Requests for another date"), "extension"),))
    return body.message((Button(t("Requests for another date"), "extension"), Button(t("Menu"), "menu")))


def told(t: Texts, values: Asked) -> Message:
    """To the coordinators: a request, with what can be decided."""
    return request(t, values)


def ask_other_day(t: Texts, values: Asked) -> Message:
    """The question for the day that the coordinator would grant."""
    body = _about(t, Body().title(t("Another date")), values.subject).line(shortened(t.name(values.institution), _NAME))
    body.field(t("Wanted:"), t.date(values.wanted)).line()
    body.line(t("Which date would be possible? For example: {examples}", examples=examples(t)))
    return body.message((Button(t("Cancel"), "cancel"),))


def granting(t: Texts, values: Granting) -> Message:
    """The day as it was understood, before it is granted."""
    asked = values.asked
    body = _about(t, Body().title(t("Another date")), asked.subject).line(shortened(t.name(asked.institution), _NAME))
    body.field(t("Wanted:"), t.date(asked.wanted)).field(t("New date:"), t.date(values.on))
    data = f"extension:{asked.id}:grant:{values.on.isoformat()}:{asked.wanted.isoformat()}"
    return body.message((Button(t("Grant {date}", date=t.date(values.on)), data),), (Button(t("Cancel"), "cancel"),))


def ask_answer(t: Texts, values: Asked) -> Message:
    """The question for the reason of a refusal."""
    body = _about(t, Body().title(t("Refuse")), values.subject).line(shortened(t.name(values.institution), _NAME))
    body.line().line(t("Please write the reason: the institution will read it."))
    return body.message((Button(t("Cancel"), "cancel"),))


def refusal(t: Texts, values: tuple[int, Asked, str]) -> Message:
    """The reason of a refusal as the institution will read it."""
    row, asked, answer = values
    body = _about(t, Body().title(t("Refuse")), asked.subject).line(shortened(t.name(asked.institution), _NAME))
    body.line().line(answer).line()
    body.note(t("To add something, write on."))
    return body.message((Button(t("Refuse"), f"extension:send:{row}"), Button(t("Cancel"), "cancel")))


def _request(t: Texts, values: Asked) -> Body:
    body = _about(t, Body().title(t("Request for another date")), values.subject)
    body.line(shortened(t.name(values.institution), _NAME))
    if values.decision is Decision.ASKED:
        body.field(t("Due date:"), t.aside(t.date(values.subject.due_on), when(t, values.due)))
    body.field(t("Wanted:"), t.date(values.wanted))
    return body.line().line(values.reason[:LONGEST_REASON])


def _about(t: Texts, body: Body, subject: Subject) -> Body:
    return body.line(_subject(t, subject))


def _subject(t: Texts, subject: Subject) -> str:
    if subject.round is not None:
        return t("Round: {name}", name=shortened(round_name(t, subject.round), _NAME))
    return str(subject.reference)
