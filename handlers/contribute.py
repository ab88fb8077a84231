"""/update: an institution reports progress on a recommendation: chosen, written in parts, read, submitted."""

from __future__ import annotations

from domain.contribution import IN_HAND, WRITERS, State
from domain.errors import ContributionMovedOn
from domain.reference import Reference, typed
from domain.role import Person, Role
from domain.said import ROWS, Pressed, Said, id_at, reference_at, whole_number
from handlers.clear import show_clearance
from handlers.conversation import Command, Conversation, Kind
from handlers.draft import act, add_text, ask_part, show_draft, stand_at
from handlers.evidence import take_words
from handlers.turn import Turn
from services import contribute as service
from services import show_contribution as show
from views import contribution as view
from views import reading
from views.texts import N_


def reports(person: Person) -> bool:
    """Whether the person writes contributions, or clears them."""
    holding = person.holding
    return holding is not None and holding.role in {*WRITERS, Role.SIGNING_OFFICER}


def called(person: Person) -> str:
    """What it is to the person: those who clear contributions write none."""
    return N_("Clearance") if _clears(person) else N_("Report progress")


def _clears(person: Person) -> bool:
    return person.holding is not None and person.holding.role is Role.SIGNING_OFFICER


def seek(turn: Turn, said: Said) -> None:
    """Open the recommendation whose number was typed, else what there is to be done."""
    if _clears(turn.person):
        show_clearance(turn)
        return
    service.writing(turn.person)
    reference = service.meant(turn.person, said.words)
    if reference is not None:
        _open(turn, reference, None)
        return
    turn.begin("contribute", "choose")
    turn.say("tasks", page=1, misread=bool(said.words.strip()))


def press(turn: Turn, pressed: Pressed) -> None:
    """Open one: `update:SI-0123`, `update:SI-0123:ROUND`; turn the list: `update:PAGE`; go on: `update:new:…`."""
    first, *rest = pressed.arguments or ("",)
    if first == "new":
        reference, round_id = _reference(rest)
        show_draft(turn, service.begin(turn.work, turn.person, reference, round_id=round_id))
    elif first == "same":
        _no_change(turn, rest)
    elif typed(first) is not None:
        _open(turn, *_reference(pressed.arguments))
    else:
        service.writing(turn.person)
        turn.begin("contribute", "choose")
        turn.show("tasks", page=whole_number(first) if first else 1, misread=False)


def _open(turn: Turn, reference: Reference, round_id: int | None) -> None:
    """Go on with what is in hand; where something was given before, ask whether anything has changed."""
    last = service.before(turn.work, turn.person, reference)
    if last is None or last.state in {*IN_HAND, State.RETURNED}:
        show_draft(turn, service.begin(turn.work, turn.person, reference, round_id=round_id))
        return
    turn.end()
    turn.say("given before", contribution=last.id, round=round_id)


def _no_change(turn: Turn, arguments: list[str]) -> None:
    """Say again what was said last; pressed again, show what has become of it."""
    last_id = id_at(arguments, 0)
    round_id = whole_number(arguments[1], ROWS) if len(arguments) > 1 else None
    last = service.own(turn.work, turn.person, last_id)
    try:
        given = service.no_change(turn.work, turn.person, last_id, round_id)
    except ContributionMovedOn:
        now = service.before(turn.work, turn.person, last.reference) or last
        stand_at(turn, now.id, now.state)
        turn.show("draft", contribution=now.id)
        return
    turn.end()
    turn.show("submitted", contribution=given.id)


def _reference(arguments: list[str] | tuple[str, ...]) -> tuple[Reference, int | None]:
    return reference_at(arguments, 0), id_at(arguments, 1) if len(arguments) > 1 else None


__all__ = ["conversation", "show_draft"]

conversation = Conversation(
    "contribute",
    commands={"update": Command(N_("Report progress"), seek, place=32, may=reports, called=called)},
    buttons={"update": press, "draft": act},
    steps={"choose": seek, "draft": ask_part, "part": add_text, "evidence": take_words},
    kinds={
        "tasks": Kind(lambda look, params: (show.tasks(look, params), params["misread"]), view.tasks),
        "draft": Kind(show.draft, view.draft),
        "given before": Kind(lambda look, params: (show.draft(look, params), params["round"]), view.given_before),
        "ask status": Kind(show.draft, view.ask_status),
        "ask part": Kind(show.part, view.ask_part),
        "part added": Kind(show.part, view.part_added),
        "which part": Kind(show.draft, view.which_part),
        "contribution preview": Kind(show.reading, reading.preview),
        "submitted": Kind(show.draft, reading.standing),
        "draft kept": Kind(show.draft, view.kept),
        "ask discard": Kind(show.draft, view.ask_discard),
    },
)
