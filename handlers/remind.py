"""/remind: a coordinator chooses an institution, writes to it, sees what will be received, and sends it."""

from __future__ import annotations

from domain.language import language_of
from domain.role import Person, Role
from domain.said import ROWS, OpenDialog, Pressed, Said, id_at, whole_number
from handlers.conversation import Command, Conversation, Kind
from handlers.turn import Turn
from services import remind as service
from views import remind as view
from views.texts import N_


def coordinates(person: Person) -> bool:
    """Whether the person acts as coordinator."""
    return person.holding is not None and person.holding.role is Role.COORDINATOR


def seek(turn: Turn, said: Said) -> None:
    """Go straight to the one institution that was named; otherwise show those that may be meant."""
    sought = " ".join(said.words.split())[: service.LONGEST_SOUGHT]
    only = service.meant(turn.work, turn.person, sought, language_of(turn.person))
    if only is not None:
        _write_to(turn, only)
    else:
        turn.begin("remind", "institution")
        turn.say(service.LIST, sought=sought, page=1)


def press(turn: Turn, pressed: Pressed) -> None:
    """Show the institutions; or write to the one chosen: `remind:INSTITUTION`."""
    if pressed.arguments:
        _write_to(turn, whole_number(pressed.arguments[0], ROWS))
        return
    service.coordinating(turn.person)
    turn.begin("remind", "institution")
    turn.show(service.LIST, sought="", page=1)


def turn_list(turn: Turn, pressed: Pressed) -> None:
    """Turn to a page of the institutions: `institutions:ROW:PAGE`."""
    page = whole_number(pressed.arguments[1] if len(pressed.arguments) > 1 else "")
    sought = service.recall_list(turn.work, turn.person, id_at(pressed.arguments, 0))
    turn.show(service.LIST, sought=sought, page=page)


def write(turn: Turn, said: Said) -> None:
    """Take the text, or more of it, and show the whole as it will be received."""
    data = turn.dialog.data if turn.dialog else {}
    institution_id = data["institution"]
    text = service.write(turn.work, turn.person, institution_id, data["text"], said.words)
    turn.say(service.PREVIEW, institution=institution_id, text=text)
    # The preview whose button sends: an older one shows less than there is.
    turn.preview("remind", "text", institution=institution_id, text=text)


def send(turn: Turn, pressed: Pressed) -> None:
    """Send what the preview shows: `send:ROW`; pressed again, show what has become of it."""
    row = id_at(pressed.arguments, 0)
    if _is_previewed(turn.dialog, row):
        data = turn.dialog.data if turn.dialog else {}
        mailing = service.send(turn.work, turn.person, data["institution"], data["text"], row)
        turn.end()
    else:
        mailing = service.sent_before(turn.work, turn.person, row)
    turn.show("sent to institution", mailing=mailing)


def rewrite(turn: Turn, pressed: Pressed) -> None:
    """Ask for the text anew, in place of the preview: `rewrite:ROW`."""
    _write_to(turn, service.recall_preview(turn.work, turn.person, id_at(pressed.arguments, 0)))


def look_again(turn: Turn, pressed: Pressed) -> None:
    """Show what has become of a message by now, in place: `mailing:ID`."""
    mailing = id_at(pressed.arguments, 0)
    service.known_mailing(turn.work, turn.person, mailing)
    turn.show("sent to institution", mailing=mailing)


def _write_to(turn: Turn, institution_id: int) -> None:
    """Ask for the text; where nobody would receive it, say so instead."""
    found = service.addressee(turn.work, turn.person, institution_id)
    if found.people.reachable:
        turn.begin("remind", "text", institution=institution_id, text="", preview=0)
    else:
        turn.end()
    turn.show("ask message", institution=institution_id)


def _is_previewed(dialog: OpenDialog | None, row: int) -> bool:
    return dialog is not None and (dialog.name, dialog.step, dialog.data.get("preview")) == ("remind", "text", row)


conversation = Conversation(
    "remind",
    commands={"remind": Command(N_("Write to an institution"), seek, place=60, may=coordinates)},
    buttons={
        "remind": press,
        "institutions": turn_list,
        "send": send,
        "rewrite": rewrite,
        "mailing": look_again,
    },
    steps={"institution": seek, "text": write},
    kinds={
        service.LIST: Kind(service.institutions, view.institutions),
        "ask message": Kind(
            lambda look, params: service.addressee(look.work, look.person, params["institution"]), view.ask_message
        ),
        service.PREVIEW: Kind(service.preview, view.preview),
        "sent to institution": Kind(service.sent, view.sent),
    },
)
