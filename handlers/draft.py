"""A draft in the hands of its writers: status, parts, preview, submission. Which one is chosen in contribute.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.contributed import stamp
from domain.contribution import LONGEST_PART, REPORTED, Part, State
from domain.errors import ButtonStale, PartTooLong
from domain.said import ROWS, Pressed, Said, whole_number
from handlers.turn import Turn
from services import contribute as service

_PARTS = {part.value: part for part in Part}
_STATUSES = {status.value: status for status in REPORTED}


def show_draft(turn: Turn, contribution_id: int) -> None:
    """Show a contribution below what is there; while it is a draft, what is typed from now on belongs to it."""
    found = service.own(turn.work, turn.person, contribution_id)
    stand_at(turn, contribution_id, found.state)
    turn.say("draft", contribution=contribution_id)


def act(turn: Turn, pressed: Pressed) -> None:
    """Do something with a contribution: `draft:ID`, `draft:ID:VERB`, `draft:ID:VERB:ARGUMENT`."""
    first, verb, argument = (*pressed.arguments, "", "", "")[:3]
    contribution_id = whole_number(first, ROWS)
    state = service.own(turn.work, turn.person, contribution_id).state
    if verb not in _VERBS:
        raise ButtonStale
    if state is not State.DRAFT and verb in _ONLY_IN_DRAFTS:
        stand_at(turn, contribution_id, state)
        turn.show("draft", contribution=contribution_id)
        return
    _VERBS[verb](turn, contribution_id, argument)


def add_text(turn: Turn, said: Said) -> None:
    """Add what was typed to the part that is being written."""
    data = turn.dialog.data if turn.dialog else {}
    _write(turn, data["contribution"], _PARTS[data["part"]], said.words)


def ask_part(turn: Turn, said: Said) -> None:
    """Keep what was typed while no part is being written, and ask which part it belongs to."""
    data = turn.dialog.data if turn.dialog else {}
    contribution_id = data["contribution"]
    if service.own(turn.work, turn.person, contribution_id).state is not State.DRAFT:
        turn.end()
        turn.say("draft", contribution=contribution_id)
        return
    text = "\n\n".join(filter(None, [data.get("text", ""), said.words.strip()]))
    if len(text) > LONGEST_PART:
        raise PartTooLong(LONGEST_PART)
    turn.begin("contribute", "draft", contribution=contribution_id, text=text)
    turn.say("which part", contribution=contribution_id)


def stand_at(turn: Turn, contribution_id: int, state: State, step: str = "draft") -> None:
    """Let what is typed from now on belong to a draft, or to its evidence; to nothing where it is none any more."""
    if state is not State.DRAFT:
        turn.end()
        return
    kept = _kept(turn, contribution_id)
    data: dict[str, Any] = {"text": kept} if kept else {}
    turn.begin("contribute", step, contribution=contribution_id, **data)


def _show(turn: Turn, contribution_id: int, _argument: str = "") -> None:
    stand_at(turn, contribution_id, service.own(turn.work, turn.person, contribution_id).state)
    turn.show("draft", contribution=contribution_id)


def _status(turn: Turn, contribution_id: int, chosen: str) -> None:
    """Ask for the status; once it is chosen, ask at once for the measures where nothing is written yet."""
    if not chosen:
        turn.show("ask status", contribution=contribution_id)
        return
    if chosen not in _STATUSES:
        raise ButtonStale
    service.set_status(turn.work, turn.person, contribution_id, _STATUSES[chosen])
    content = service.own(turn.work, turn.person, contribution_id).content
    if content.missing is None or _kept(turn, contribution_id):
        _show(turn, contribution_id)
    else:
        _part(turn, contribution_id, Part.MEASURES.value)


def _part(turn: Turn, contribution_id: int, name: str) -> None:
    """Ask for the text of a part; what was typed before belongs to it."""
    part, text = _known(name), _kept(turn, contribution_id)
    if text:
        _write(turn, contribution_id, part, text)
        return
    turn.begin("contribute", "part", contribution=contribution_id, part=part.value)
    turn.show("ask part", contribution=contribution_id, part=part.value)


def _empty(turn: Turn, contribution_id: int, name: str) -> None:
    service.empty(turn.work, turn.person, contribution_id, _known(name))
    _part(turn, contribution_id, name)


def _write(turn: Turn, contribution_id: int, part: Part, words: str) -> None:
    if service.own(turn.work, turn.person, contribution_id).state is not State.DRAFT:
        # A colleague has submitted it meanwhile: what is typed now is no part of it.
        turn.end()
        turn.say("draft", contribution=contribution_id)
        return
    service.add_text(turn.work, turn.person, contribution_id, part, words)
    turn.begin("contribute", "part", contribution=contribution_id, part=part.value)
    turn.say("part added", contribution=contribution_id, part=part.value)


def _preview(turn: Turn, contribution_id: int, page: str) -> None:
    turn.show("contribution preview", contribution=contribution_id, page=whole_number(page or "1"))


def _submit(turn: Turn, contribution_id: int, read: str) -> None:
    """Submit what the preview shows; what a colleague has written since is shown first."""
    found = service.own(turn.work, turn.person, contribution_id)
    if stamp(found.content) != whole_number(read, ROWS):
        turn.say("contribution preview", contribution=contribution_id, page=1)
        return
    service.submit(turn.work, turn.person, contribution_id)
    turn.end()
    turn.show("submitted", contribution=contribution_id)


def _take_back(turn: Turn, contribution_id: int, _argument: str) -> None:
    if service.own(turn.work, turn.person, contribution_id).state is State.AWAITING_CLEARANCE:
        service.take_back(turn.work, turn.person, contribution_id)
    _show(turn, contribution_id)


def _discard(turn: Turn, contribution_id: int, sure: str) -> None:
    if not sure:
        turn.show("ask discard", contribution=contribution_id)
        return
    service.discard(turn.work, turn.person, contribution_id)
    turn.end()
    turn.show("draft", contribution=contribution_id)


def _leave(turn: Turn, contribution_id: int, _argument: str) -> None:
    turn.end()
    turn.show("draft kept", contribution=contribution_id)


def _kept(turn: Turn, contribution_id: int) -> str:
    """What was typed and belongs to no part yet."""
    data = turn.dialog.data if turn.dialog is not None and turn.dialog.name == "contribute" else {}
    return str(data.get("text", "")) if data.get("contribution") == contribution_id else ""


def _known(name: str) -> Part:
    if name not in _PARTS:
        raise ButtonStale
    return _PARTS[name]


_VERBS: dict[str, Callable[[Turn, int, str], None]] = {
    "": _show,
    "status": _status,
    "part": _part,
    "empty": _empty,
    "preview": _preview,
    "submit": _submit,
    "back": _take_back,
    "discard": _discard,
    "leave": _leave,
}
_ONLY_IN_DRAFTS = {"status", "part", "empty", "submit", "discard", "leave"}
