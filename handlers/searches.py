"""/searches: a search is saved under a name, run again, renamed, deleted. Searching itself stands in find.py."""

from __future__ import annotations

from domain.errors import ButtonStale
from domain.finding import YES, Search
from domain.said import ROWS, Pressed, Said, whole_number
from handlers.conversation import Command, Conversation, Kind
from handlers.turn import Turn
from services import find
from services import searches as service
from views import searches as view
from views.texts import N_

_NAME = "searches"
_EDIT = "edit"


def open_list(turn: Turn, _said: Said) -> None:
    """Show the searches that the person keeps."""
    turn.end()
    turn.say("searches", page=1)


def press_list(turn: Turn, pressed: Pressed) -> None:
    """Show the searches: `searches`, `searches:PAGE`; or to choose one to change: `searches:edit:PAGE`."""
    first, *rest = pressed.arguments or ("1",)
    edits = first == _EDIT
    page = whole_number(rest[0] if edits and rest else "1" if edits else first)
    turn.show("searches", page=page, edits=edits)


def keep(turn: Turn, pressed: Pressed) -> None:
    """Ask for a name: `keep:ROW`; save under the one proposed: `keep:ROW:yes`."""
    first, *rest = pressed.arguments or ("",)
    row = whole_number(first, ROWS)
    if rest == [YES]:
        data = turn.within(_NAME, "name")
        if data["row"] != row:
            raise ButtonStale
        _keep(turn, Search.of(data), "")
        return
    kept = find.recall(turn.work, turn.person, row)
    service.room(turn.work, turn.person)
    turn.begin(_NAME, "name", **kept.params(), row=row)
    turn.say("ask search name", **kept.params(), row=row)


def take_name(turn: Turn, said: Said) -> None:
    """Save the search under the name that was typed."""
    _keep(turn, Search.of(turn.dialog.data if turn.dialog else {}), service.named(said.words))


def press(turn: Turn, pressed: Pressed) -> None:
    """Run a search: `saved:ID`; open it: `…:edit`; `…:rename`; `…:delete`, and `…:delete:yes` to do it."""
    first, *rest = pressed.arguments or ("",)
    saved = service.own(turn.work, turn.person, whole_number(first, ROWS))
    if not rest:
        turn.say(find.KIND, **saved.search.params())
    elif rest == [_EDIT]:
        turn.show("saved search", search=saved.id)
    elif rest == ["rename"]:
        turn.begin(_NAME, "rename", search=saved.id)
        turn.say("ask new search name", search=saved.id)
    elif rest == ["delete"]:
        turn.show("ask search delete", search=saved.id)
    elif rest == ["delete", YES]:
        service.delete(turn.work, turn.person, saved.id)
        turn.show("searches", page=1)
    else:
        raise ButtonStale


def take_new_name(turn: Turn, said: Said) -> None:
    """Rename the search."""
    search = turn.dialog.data["search"] if turn.dialog else 0
    service.rename(turn.work, turn.person, search, said.words)
    turn.end()
    turn.say("saved search", search=search)


def _keep(turn: Turn, kept: Search, name: str) -> None:
    search = service.keep(turn.work, turn.person, kept, name)
    turn.end()
    turn.show("search saved", search=search)


conversation = Conversation(
    _NAME,
    commands={"searches": Command(N_("My searches"), open_list, place=25)},
    buttons={"searches": press_list, "saved": press, "keep": keep},
    steps={"name": take_name, "rename": take_new_name},
    kinds={
        "searches": Kind(service.listed, view.listed),
        "saved search": Kind(service.one, view.one),
        "search saved": Kind(service.one, view.kept),
        "ask search name": Kind(service.proposed, view.ask_name),
        "ask new search name": Kind(service.one, view.ask_new_name),
        "ask search delete": Kind(service.one, view.ask_delete),
    },
)
