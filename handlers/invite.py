"""/invite: who acts for an institution or coordinates, inviting others by letter, ending somebody's access."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.appointment import LOOKS, ON_LETTER, check_invite
from domain.delivery import Repeat
from domain.errors import ButtonStale
from domain.letter import Letter
from domain.role import Person, Role
from domain.said import Pressed, Said, id_at, page_at
from handlers.conversation import Command, Conversation, Kind, plain
from handlers.turn import Turn
from services import appoint as service
from services import show_people as show
from services.remind import LONGEST_SOUGHT
from services.typed_letter import typed_letter
from views import people as view
from views.texts import N_

_ROLES = {role.value: role for role in Role}
_COORDINATION = "0"


def invites(person: Person) -> bool:
    """Whether the person invites others: as a coordinator, or within their own institution."""
    holding = person.holding
    inside = holding is not None and (holding.role is Role.COORDINATOR or holding.institution_id is not None)
    return inside and holding is not None and holding.role in LOOKS


def look(turn: Turn, _said: Said) -> None:
    """Show the people of the person's own institution, or of the coordination."""
    turn.end()
    turn.say("people", institution=_own(turn))


def press(turn: Turn, pressed: Pressed) -> None:
    """Show people: `people`, `people:INSTITUTION`; do something: `people:VERB:…`."""
    verb, *rest = pressed.arguments or ("",)
    if verb in _VERBS:
        _VERBS[verb](turn, rest)
        return
    institution = _institution([verb]) if verb else _own(turn)
    service.scope_of(turn.work, turn.person, institution)
    turn.end()
    turn.show("people", institution=institution)


def seek(turn: Turn, said: Said) -> None:
    """Show the institutions that typed words mean."""
    sought = " ".join(said.words.split())[:LONGEST_SOUGHT]
    turn.begin("invite", "where", sought=sought)
    turn.say("people where", sought=sought, page=1)


def show_again(turn: Turn, _said: Said) -> None:
    """Answer somebody who types where there is something to press."""
    data = turn.dialog.data if turn.dialog else {}
    _preview(turn, data, in_place=False)


def take_letter(turn: Turn, said: Said) -> None:
    """Take number and date of the letter of appointment, and show the invitation before it is made."""
    data = turn.dialog.data if turn.dialog else {}
    letter = typed_letter(turn.work, turn.person, said.words)
    named = {"number": letter.number, "on": letter.on.isoformat()}
    _preview(turn, {**data, **named}, in_place=False)


def _own(turn: Turn) -> int:
    holding = turn.person.holding
    own = (holding.institution_id if holding else None) or 0
    service.scope_of(turn.work, turn.person, own)
    return own


def _where(turn: Turn, arguments: list[str]) -> None:
    """Choose an institution: `people:where`, `people:where:PAGE`."""
    dialog = turn.dialog
    sought = dialog.data["sought"] if dialog is not None and (dialog.name, dialog.step) == ("invite", "where") else ""
    turn.begin("invite", "where", sought=sought)
    turn.show("people where", sought=sought, page=page_at(arguments, 0))


def _begin(turn: Turn, arguments: list[str]) -> None:
    """Begin an invitation: `people:new:INSTITUTION:ROLE`."""
    institution, role = _institution(arguments), _ROLES.get(arguments[1] if len(arguments) > 1 else "")
    if role is None:
        raise ButtonStale
    scope = service.scope_of(turn.work, turn.person, institution)
    check_invite(turn.person.holding, scope, role)
    own = service.succeeded(turn.work, turn.person, scope, role)
    # Who hands over goes; where somebody else would lose their place, that is chosen.
    succeeds = own is not None and own.person_id == turn.person.id
    data: dict[str, Any] = {"institution": institution, "role": role.value, "succeeds": succeeds}
    if role in ON_LETTER:
        turn.begin("invite", "letter", **data)
        turn.show("ask appointment", **data)
    else:
        _preview(turn, data, in_place=True)


def _preview(turn: Turn, data: dict[str, Any], *, in_place: bool) -> None:
    given = {key: data[key] for key in ("institution", "role", "succeeds", "number", "on") if key in data}
    (turn.show if in_place else turn.say)("appointment", **given)
    # The message whose button makes it: an older one shows another invitation.
    turn.preview("invite", "letter" if "number" in given else "ready", **given)


def _succeeds(turn: Turn, arguments: list[str]) -> None:
    """Let the new focal point take the present one's place, or stand beside: `people:succeeds:ROW:yes|no`."""
    _preview(turn, {**_shown(turn, arguments), "succeeds": arguments[1:] == ["yes"]}, in_place=True)


def _make(turn: Turn, arguments: list[str]) -> None:
    """Make the invitation that the message shows: `people:make:ROW`."""
    data = _shown(turn, arguments)
    letter = Letter(data["number"], date.fromisoformat(data["on"])) if "number" in data else None
    made = service.appoint(
        turn.work, turn.person, data["institution"], Role(data["role"]), letter, succeeds=data["succeeds"]
    )
    turn.end()
    turn.show("invitation made", invitation=made.invitation_id, code=made.code)


def _withdraw(turn: Turn, arguments: list[str]) -> None:
    """Take an invitation back: `people:withdraw:ID`."""
    turn.show("people", institution=service.withdraw(turn.work, turn.person, id_at(arguments, 0)))


def _end(turn: Turn, arguments: list[str]) -> None:
    """End somebody's access: `people:end:ROLE`, once it is certain `people:end:ROLE:yes`."""
    role_id = id_at(arguments, 0)
    if arguments[1:] != ["yes"]:
        service.endable(turn.work, turn.person, role_id)
        turn.show("ask end access", role=role_id)
        return
    ended = service.end_access(turn.work, turn.person, role_id)
    turn.end()
    if ended.person_id == turn.person.id:
        turn.show("role left")
    elif ended.unit_id is not None:
        turn.show("unit", unit=ended.unit_id)
    else:
        turn.show("people", institution=ended.institution_id or 0)


def _shown(turn: Turn, arguments: list[str]) -> dict[str, Any]:
    """What the dialog has of the invitation that this very message shows. Raises ButtonStale."""
    return turn.previewed(id_at(arguments, 0), "invite", "letter", "ready")


def _institution(arguments: list[str]) -> int:
    """The institution that a button names, 0 for the coordination."""
    return 0 if arguments[:1] == [_COORDINATION] else id_at(arguments, 0)


_VERBS = {
    "where": _where,
    "new": _begin,
    "succeeds": _succeeds,
    "make": _make,
    "withdraw": _withdraw,
    "end": _end,
}

conversation = Conversation(
    "invite",
    commands={"invite": Command(N_("Invite people"), look, place=65, may=invites)},
    buttons={"invite": press, "people": press},
    steps={"where": seek, "letter": take_letter, "ready": show_again},
    kinds={
        "people": Kind(show.people, view.people),
        "people where": Kind(show.choice, view.where),
        "ask appointment": Kind(show.appointment, view.ask_letter),
        "appointment": Kind(show.appointment, view.preview),
        "invitation made": Kind(show.made, view.made),
        "ask end access": Kind(show.ending, view.ask_end),
        "role left": plain(view.left),
        service.ENDED: Kind(show.ended, view.ended, Repeat.MARKED),
        service.ACCEPTED: Kind(show.accepted, view.accepted, Repeat.MARKED),
    },
)
