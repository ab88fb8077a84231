"""Takes what was said, pressed or sent to the conversation that claims it; the bot never stays silent in private."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries import dialogs, people
from db.queries.people import Known
from db.sealing import SealBroken
from db.work import Work
from domain.errors import ButtonStale, CommandUnknown, Refusal
from domain.language import language_of
from domain.refusal_values import as_values
from domain.said import EDITED, Input, OpenDialog, Pressed, Reached, Said, Sent, Unread
from handlers.find import look_for
from handlers.registry import registry
from handlers.start import start
from handlers.turn import Turn
from services.invite import code_in
from services.reach import lose
from views import notices
from views.texts import texts


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who writes: a Telegram user number, and the language that their Telegram speaks."""

    address: int
    language_seen: str | None


def take(work: Work, speaker: Speaker, said: Input, process: str) -> Turn:
    """Run the turn of one input; a refusal undoes what the turn had done, and is answered."""
    turn = _turn(work, speaker, said, process)
    try:
        _hand_over(turn, said)
    except Refusal as refusal:
        work.undo()
        turn = _turn(work, speaker, said, process)
        _refuse(turn, refusal)
    return turn


def apologise(work: Work, speaker: Speaker, reference: str, process: str) -> Turn:
    """Answer after an error of ours, with a reference that the operator finds the update by."""
    turn = _turn(work, speaker, Sent("error"), process)
    turn.say("apology", reference=reference)
    return turn


def _turn(work: Work, speaker: Speaker, said: Input, process: str) -> Turn:
    known = _known(work, speaker, said)
    message = said.message if isinstance(said, Pressed) else None
    return Turn(work, known.person, speaker.address, process, _dialog(work, known), message)


def _known(work: Work, speaker: Speaker, said: Input) -> Known:
    """The person, added at the first word; whoever writes again can be reached again."""
    known = people.person_by_address(work, speaker.address)
    seen = speaker.language_seen
    if known is None:
        return people.person_by_id(work, people.add_person(work, speaker.address, seen))
    away = isinstance(said, Reached) and not said.reachable
    if not away and (not known.reachable or known.person.language_seen != seen):
        people.see_person(work, known.person.id, seen)
    return known


def _dialog(work: Work, known: Known) -> OpenDialog | None:
    row = known.dialog
    if row is None:
        return None
    try:
        data = dialogs.opened(work, row.data_sealed)
    except SealBroken:
        return OpenDialog(row.name, "sealed with another key", row.version)
    return OpenDialog(row.name, row.step, row.version, data)


def _hand_over(turn: Turn, said: Input) -> None:
    if isinstance(said, Said):
        _say(turn, said)
    elif isinstance(said, Pressed):
        presses = registry().buttons.get(said.claim)
        if presses is None:
            raise ButtonStale
        presses(turn, said)
    elif isinstance(said, Sent):
        _take(turn, said)
    elif isinstance(said, Unread):
        raise said.error  # set aside and apologised for, as an error of ours is: somebody waits for an answer
    elif not said.reachable:
        lose(turn.work, turn.person.id)


def _take(turn: Turn, sent: Sent) -> None:
    takes = registry().files.get(sent.what)
    if takes is not None:
        takes(turn, sent)
    elif sent.what != EDITED:
        turn.say("not understood")
    elif turn.dialog is not None:  # elsewhere nothing of what they had written is kept
        turn.say("edited")


def _say(turn: Turn, said: Said) -> None:
    if said.command is not None:
        command = registry().commands.get(said.command)
        if command is None:
            raise CommandUnknown
        command.run(turn, said)
    elif code_in(said.words) is not None:
        start(turn, Said(code_in(said.words) or ""))
    elif turn.dialog is not None:
        _go_on(turn, turn.dialog, said)
    elif said.words:
        look_for(turn, said)
    else:
        turn.say("not understood")


def _go_on(turn: Turn, dialog: OpenDialog, said: Said) -> None:
    """Take the words to the step that waits for them; a step of another version of Suivi ends politely."""
    step = registry().steps.get((dialog.name, dialog.step))
    if step is None or registry().versions[dialog.name] != dialog.version:
        turn.end()
        turn.say("dialog gone")
        return
    step(turn, said)


def _refuse(turn: Turn, refusal: Refusal) -> None:
    """A stale button gets a short notice and the menu; everything else is said in a message."""
    if isinstance(refusal, ButtonStale):
        turn.notice = notices.stale(texts(language_of(turn.person)))
        turn.say("menu")
    else:
        turn.say("refused", **as_values(refusal))
