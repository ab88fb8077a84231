"""/find: searching by words or number, turning the pages of what was found, narrowing it by filters."""

from __future__ import annotations

from domain.errors import ButtonStale
from domain.reference import typed
from domain.said import Pressed, Said, whole_number
from handlers.conversation import Command, Conversation, Kind, plain
from handlers.turn import Turn
from services import find
from views import lists
from views.texts import N_


def look_for(turn: Turn, said: Said) -> None:
    """Search the words, open the number, or ask for words where there are none."""
    reference = typed(said.words)
    if not said.words.strip():
        turn.begin("find", "words")
        turn.say("ask words")
    elif reference is not None:
        turn.end()
        turn.say("card", reference=str(reference))
    else:
        search = find.begin(turn.person, said.words)
        turn.end()
        turn.say("find", **search.params())


def press(turn: Turn, pressed: Pressed) -> None:
    """Ask for words; or turn to a page of an earlier search: `find:ROW:PAGE`."""
    if not pressed.arguments:
        turn.begin("find", "words")
        turn.say("ask words")
        return
    row, page = _row(pressed), whole_number(_argument(pressed, 1))
    kept = find.recall(turn.work, turn.person, row)
    turn.show("find", **find.turn_page(kept, page).params())


def narrow(turn: Turn, pressed: Pressed) -> None:
    """Show the filters of a search: `narrow:ROW`; or a page of the values of one: `narrow:ROW:BY:PAGE`."""
    kept = find.recall(turn.work, turn.person, _row(pressed))
    if len(pressed.arguments) == 1:
        turn.show("filters", **kept.params())
        return
    by, page = _by(pressed), whole_number(_argument(pressed, 2))
    turn.show("choices", **kept.params(), by=by, choice_page=page)


def pick(turn: Turn, pressed: Pressed) -> None:
    """Narrow a search to a value: `pick:ROW:BY:KEY`."""
    kept = find.recall(turn.work, turn.person, _row(pressed))
    narrowed = find.narrow(turn.work, turn.person, kept, _by(pressed), _argument(pressed, 2))
    turn.show("find", **narrowed.params())


def widen(turn: Turn, pressed: Pressed) -> None:
    """Take a filter away from a search: `widen:ROW:BY`."""
    kept = find.recall(turn.work, turn.person, _row(pressed))
    turn.show("find", **find.widen(kept, _by(pressed)).params())


def _row(pressed: Pressed) -> int:
    return whole_number(_argument(pressed, 0), most=2**53)


def _by(pressed: Pressed) -> str:
    by = _argument(pressed, 1)
    if by not in find.NARROWABLE:
        raise ButtonStale
    return by


def _argument(pressed: Pressed, place: int) -> str:
    if len(pressed.arguments) <= place:
        raise ButtonStale
    return pressed.arguments[place]


conversation = Conversation(
    "find",
    commands={"find": Command(N_("Search"), look_for, place=20)},
    buttons={"find": press, "narrow": narrow, "pick": pick, "widen": widen},
    steps={"words": look_for},
    kinds={
        "ask words": plain(lists.ask_words),
        "find": Kind(lambda look, params: find.results(look, dict(params)), lists.results),
        "filters": Kind(lambda look, params: find.filters(look, dict(params)), lists.filters),
        "choices": Kind(lambda look, params: find.choices(look, dict(params)), lists.choices),
    },
)
