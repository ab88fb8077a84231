"""Who acts where, inviting others, and the end of somebody's access. Nobody is named: roles and letters are."""

from __future__ import annotations

from datetime import date

from domain.appointment import AppointmentShown, Member, PeopleShown, Succession
from domain.letter import Letter
from domain.mailing import InstitutionPage
from domain.role import INDEPENDENT, Role
from domain.shown import Capacity
from domain.text import shortened
from views.days import letter_example
from views.invitation import in_fields
from views.labels import ROLES, sentence
from views.lists import turning
from views.message import Body, Button, Message, Row, fitting
from views.texts import N_, Texts

_NAME = 160
_LABEL = 60
_COUNTRY = 80
_MOST = 10

_NEW = {
    Role.COORDINATOR: N_("Invite a coordinator"),
    Role.FOCAL_POINT: N_("Invite a focal point"),
    Role.DEPUTY: N_("Invite a deputy"),
    Role.SIGNING_OFFICER: N_("Invite a signing officer"),
}


def people(t: Texts, values: PeopleShown) -> Message:
    """Who acts there and who is invited, with what the reader may do about it."""
    body = Body().title(t("People"))
    body.line(fitting(t.name(values.institution), _NAME) if values.institution else t("Coordination"))
    body.line(fitting(t.country(values.country, values.country_names), _COUNTRY))
    if not values.members:
        body.line().line(t("Nobody has joined yet."))
    for number, one in enumerate(values.members[:_MOST], start=1):
        body.line().entry(f"{number}. {sentence(t(ROLES[one.role]))}", _about(t, one), _since(t, one))
    for invited in values.waiting:
        body.line().entry(t("Invited: {role}", role=t(ROLES[invited.role])), "", _until(t, invited.until))
    body.note(t("Suivi keeps no names: people are known by role and letter of appointment."))
    rows = [(Button(_end_label(t, number, one), f"people:end:{one.role_id}"),)
            for number, one in enumerate(values.members[:_MOST], start=1) if one.role_id in values.ends]  # fmt: skip
    rows += [
        (Button(t("Withdraw: {role}", role=t(ROLES[one.role])), f"people:withdraw:{one.invitation_id}"),)
        for one in values.waiting
    ]
    new = [(Button(t(_label(role)), f"people:new:{values.institution_id}:{role.value}"),) for role in values.invites]
    return body.message(*new, *rows, _elsewhere(t, values), (Button(t("Menu"), "menu"),))


def where(t: Texts, values: InstitutionPage) -> Message:
    """The institutions to choose from, by name; others are found by typing."""
    body = Body().title(t("People of an institution"))
    if values.institutions:
        body.line(t("Choose the institution, or write a part of its name or its code."))
    else:
        body.line(t("No institution has this in its name or code. Write other words, or choose from all."))
    rows = [(Button(shortened(t.name(names), _LABEL), f"people:{id_}"),) for id_, names in values.institutions]
    turn = turning(values.number, values.pages, "people:where")
    return body.message(*rows, turn, (Button(t("Cancel"), "cancel"),))


def ask_letter(t: Texts, values: AppointmentShown) -> Message:
    """The question for number and date of the letter of appointment."""
    body = _head(t, values)
    if values.succeeds:
        body.line(_handing_over(t))
    example = letter_example(t)
    body.line(t("Write the number and the date of the letter of appointment, such as: {letter}", letter=example))
    return body.message((Button(t("Cancel"), "cancel"),))


def preview(t: Texts, values: AppointmentShown) -> Message:
    """The invitation before it is made."""
    body = _head(t, values)
    if values.letter:
        body.line(_letter(t, values.letter))
    rows: list[Row] = [(Button(t("Make the invitation"), f"people:make:{values.row}"),)]
    if values.succeeds is Succession.OWN:
        body.line(_handing_over(t))
    elif values.succeeds:
        body.line(t("The present focal point’s access ends as soon as the new one has joined."))
        rows.append((Button(t("Beside the present one"), f"people:succeeds:{values.row}:no"),))
    elif values.can_succeed:
        body.line(t("There is a focal point already, who stays."))
        rows.append((Button(t("In place of the present one"), f"people:succeeds:{values.row}:yes"),))
    if values.letter:
        body.line().line(t("If this is not right, write it again."))
    return body.message(*rows, (Button(t("Cancel"), "cancel"),))


def made(t: Texts, values: tuple[Capacity, str, str, date]) -> Message:
    """The link, to be passed on."""
    shown, code, name, until = values
    body = Body().title(t("The invitation is made"))
    in_fields(t, body, shown)
    body.line().line(t("Pass this on to that person, and to nobody else. It serves one person once:")).line()
    body.line(f"https://t.me/{name}?start={code}" if name else f"/start {code}")
    if name:
        body.line().line(t("Where links do not open, they write to the bot: {command}", command=f"/start {code}"))
    if shown.role is Role.COLLEAGUE:
        body.line().line(t("What the unit is asked reaches them as soon as they have joined. They see nothing else."))
    body.note(_until(t, until))
    there = Button(t("Requests to units"), "asked") if shown.role is Role.COLLEAGUE else Button(t("People"), "people")
    return body.message((there, Button(t("Menu"), "menu")))


def ask_end(t: Texts, values: tuple[Member, Capacity]) -> Message:
    """The question whether somebody's access is to be ended."""
    one, shown = values
    body = Body().title(t("End your access") if one.own else t("End access"))
    in_fields(t, body, shown)
    body.line(_since(t, one))
    if one.letter:
        body.line(_letter(t, one.letter))
    body.line().line(t("What was written in this role stays, drafts too. The person is told."))
    sure = Button(t("End your access") if one.own else t("End access"), f"people:end:{one.role_id}:yes")
    return body.message((sure, Button(t("Back"), _people_of(one))))


def left(t: Texts) -> Message:
    """That the reader's own access has ended."""
    return _thanks(t, Body().title(t("Your access has ended")))


def ended(t: Texts, values: Capacity) -> Message:
    """To somebody whose access was ended."""
    body = Body().title(t("Your access has ended"))
    in_fields(t, body, values)
    body.line().line(t("Somebody else acts in it from now on, or it was ended by those responsible."))
    return _thanks(t, body)


def accepted(t: Texts, values: Capacity) -> Message:
    """To whoever invited: the person has come."""
    body = Body().title(t("Your invitation was accepted"))
    in_fields(t, body, values)
    return body.message((Button(t("Menu"), "menu"),))


def _people_of(one: Member) -> str:
    """Where the people are shown whom this one stands among."""
    if one.role is not Role.COLLEAGUE:
        return "people"
    return "asked:unit" if one.own else "units"


def _head(t: Texts, values: AppointmentShown) -> Body:
    body = Body().title(t(_label(values.offered.role)))
    in_fields(t, body, values.offered)
    return body.line()


def _handing_over(t: Texts) -> str:
    return t("Your own access ends as soon as your successor has joined; everything your institution has stays.")


def _thanks(t: Texts, body: Body) -> Message:
    body.line(t("Thank you for your work. Anyone can go on searching: /find"))
    return body.message((Button(t("Search"), "find"), Button(t("Menu"), "menu")))


def _label(role: Role) -> str:
    return N_("Invite a colleague") if role in INDEPENDENT else _NEW[role]


def _elsewhere(t: Texts, values: PeopleShown) -> Row:
    if not values.coordinates:
        return ()
    coordination = (Button(t("Coordination"), "people:0"),) if values.institution_id else ()
    return (*coordination, Button(t("People of an institution"), "people:where"))


def _end_label(t: Texts, number: int, one: Member) -> str:
    return f"✕ {number}. " + (t("End your access") if one.own else t("End access"))


def _about(t: Texts, one: Member) -> str:
    parts = [t("you")] if one.own else []
    return t.series([*parts, *([] if one.reachable else [t("cannot be reached at present")])])


def _since(t: Texts, one: Member) -> str:
    since = t("since {date}", date=t.date(one.since))
    return f"{since}\n{_letter(t, one.letter)}" if one.letter else since


def _letter(t: Texts, letter: Letter) -> str:
    return t("Letter {number} of {date}", number=letter.number, date=t.date(letter.on))


def _until(t: Texts, until: date) -> str:
    return t("valid until {date}", date=t.date(until))
