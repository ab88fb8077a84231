"""/find: searching by words or number, turning the pages of what was found, narrowing it by filters."""

from __future__ import annotations

from datetime import date

from domain.errors import ButtonStale
from domain.finding import Search
from domain.reference import typed
from domain.said import Pressed, Said, id_at, whole_number
from handlers.conversation import Command, Conversation, Kind, plain
from handlers.days import iso_day
from handlers.turn import Turn
from services import find
from services import show_find as show
from views import find as view
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
    """Ask for words; show all there is, to be filtered: `find:all`; or a page of an earlier search: `find:ROW:PAGE`."""
    if not pressed.arguments:
        turn.begin("find", "words")
        turn.say("ask words")
    elif pressed.arguments[0] == "all":
        turn.end()
        turn.show("find", **find.everything(turn.person).params())
    else:
        row, page = id_at(pressed.arguments, 0), whole_number(_argument(pressed, 1))
        turn.show("find", **find.recall(turn.work, turn.person, row).at(page).params())


def narrow(turn: Turn, pressed: Pressed) -> None:
    """Show the filters of a search: `narrow:ROW`, `narrow:ROW:group:N`; or the values of one: `narrow:ROW:BY:PAGE`."""
    kept = find.recall(turn.work, turn.person, id_at(pressed.arguments, 0))
    if len(pressed.arguments) == 1:
        turn.show("filters", **kept.params(), group=1)
        return
    by, page = _argument(pressed, 1), whole_number(_argument(pressed, 2))
    if by == "group":
        turn.show("filters", **kept.params(), group=page)
    else:
        turn.show("choices", **kept.params(), by=find.allowed(turn.person, by), choice_page=page)


def pick(turn: Turn, pressed: Pressed) -> None:
    """Narrow a search to a value: `pick:ROW:BY:KEY`."""
    kept = find.recall(turn.work, turn.person, id_at(pressed.arguments, 0))
    by = find.allowed(turn.person, _argument(pressed, 1))
    narrowed = find.narrow(turn.work, turn.person, kept, by, _argument(pressed, 2))
    turn.show("find", **narrowed.params())


def widen(turn: Turn, pressed: Pressed) -> None:
    """Take a filter away from a search: `widen:ROW:BY`."""
    kept = find.recall(turn.work, turn.person, id_at(pressed.arguments, 0))
    turn.show("find", **kept.without(find.allowed(turn.person, _argument(pressed, 1))).params())


def since(turn: Turn, pressed: Pressed) -> None:
    """Ask since which day nothing was heard: `since:ask:ROW`; or take one of several days: `since:2026-01-31`."""
    find.allowed(turn.person, "silence")
    if _argument(pressed, 0) == "ask":
        kept = find.recall(turn.work, turn.person, id_at(pressed.arguments, 1))
        turn.begin("find", "since", **kept.params())
        turn.say("ask since")
    elif turn.dialog is None or (turn.dialog.name, turn.dialog.step) != ("find", "since"):
        raise ButtonStale
    else:
        _silent(turn, Search.of(turn.dialog.data), iso_day(pressed.arguments))


def take_since(turn: Turn, said: Said) -> None:
    """Take the day that was typed; of several that may be meant, ask which."""
    days = find.passed_days(turn.work, turn.person, said.words)
    if len(days) > 1:
        turn.say("which day", days=[day.isoformat() for day in days], claim="since")
    else:
        _silent(turn, Search.of(turn.dialog.data if turn.dialog else {}), days[0])


def _silent(turn: Turn, kept: Search, on: date) -> None:
    narrowed = find.silent_since(turn.work, turn.person, kept, on)
    turn.end()
    turn.say("find", **narrowed.params())


def _argument(pressed: Pressed, place: int) -> str:
    if len(pressed.arguments) <= place:
        raise ButtonStale
    return pressed.arguments[place]


conversation = Conversation(
    "find",
    commands={"find": Command(N_("Search"), look_for, place=20)},
    buttons={"find": press, "narrow": narrow, "pick": pick, "widen": widen, "since": since},
    steps={"words": look_for, "since": take_since},
    kinds={
        "ask words": plain(view.ask_words),
        "ask since": plain(view.ask_since),
        "find": Kind(show.results, view.results),
        "filters": Kind(show.filters, view.filters),
        "choices": Kind(show.choices, view.choices),
    },
)
