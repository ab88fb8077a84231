"""/overview: how far the recommendations are, what changed, what needs attention; by group, as text, as a picture."""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.errors import ButtonStale
from domain.said import Pressed, Said, page_at
from handlers.conversation import Command, Conversation, Kind
from handlers.turn import Turn
from services import draw_overview, find, jobs
from services import overview as service
from services.remind import coordinating
from views import overview as view
from views import overview_parts as parts
from views.texts import N_

_CODE = re.compile(r"[A-Z]{2}")
_PLACES = "overview places"
_GROUPS = "overview groups"
_COPY = "overview copy"
_UNREACHABLE = "overview unreachable"


def open_overview(turn: Turn, _said: Said) -> None:
    """Show it; where somebody without a role may mean several countries, ask which."""
    at = service.only_place(turn.work, turn.person)
    if at is None:
        turn.say(_PLACES, page=1)
    else:
        turn.say(service.OVERVIEW, at=at)


def press(turn: Turn, pressed: Pressed) -> None:
    """Show it: `overview`; or what comes after: by, at, places, copy, list, reach, picture, draw; and its arguments."""
    if not pressed.arguments:
        at = service.only_place(turn.work, turn.person)
        if at is None:
            turn.show(_PLACES, page=1)
        else:
            turn.show(service.OVERVIEW, at=at)
        return
    does = _DOES.get(pressed.arguments[0])
    if does is None:
        raise ButtonStale
    does(turn, pressed)


def _at(turn: Turn, pressed: Pressed) -> None:
    """Show a country's: `overview:at:QS`."""
    at = _country(pressed, 1)
    service.scope(turn.work, turn.person, at)
    turn.show(service.OVERVIEW, at=at)


def _places(turn: Turn, pressed: Pressed) -> None:
    """Turn to a page of the countries: `overview:places:PAGE`."""
    turn.show(_PLACES, page=page_at(pressed.arguments, 1))


def _by(turn: Turn, pressed: Pressed) -> None:
    """Show its parts in place: `overview:by:goal:PAGE`, and a country where one was chosen."""
    at, by = _country(pressed, 3), _argument(pressed, 1)
    service.allowed(service.scope(turn.work, turn.person, at), by)
    turn.show(_GROUPS, at=at, by=by, page=page_at(pressed.arguments, 2))


def _copy(turn: Turn, pressed: Pressed) -> None:
    """Send all of it as plain text, or a part of that: `overview:copy:PAGE`."""
    at = _country(pressed, 2)
    service.scope(turn.work, turn.person, at)
    turn.say(_COPY, at=at, page=page_at(pressed.arguments, 1))


def _list(turn: Turn, pressed: Pressed) -> None:
    """List what needs attention, below: `overview:list:overdue`."""
    turn.say(find.KIND, **service.listing(turn.person, _argument(pressed, 1)).params())


def _reach(turn: Turn, pressed: Pressed) -> None:
    """Show in which institutions nobody can be reached, in place: `overview:reach:PAGE`."""
    coordinating(turn.person)
    turn.show(_UNREACHABLE, page=page_at(pressed.arguments, 1))


def _picture(turn: Turn, pressed: Pressed) -> None:
    """Have a picture of it drawn, below: `overview:picture`."""
    _below(turn, draw_overview.plan(turn.work, turn.person, _country(pressed, 1)))


def _below(turn: Turn, job_id: int) -> None:
    turn.say(jobs.MESSAGE, job=job_id)
    jobs.shown_in(turn.work, job_id, turn.replies[-1].id)


def _draw(turn: Turn, pressed: Pressed) -> None:
    """Have a picture drawn of its parts from a page on: `overview:draw:goal:PAGE`."""
    at, by, page = _country(pressed, 3), _argument(pressed, 1), page_at(pressed.arguments, 2)
    _below(turn, draw_overview.plan(turn.work, turn.person, at, by, page))


def _argument(pressed: Pressed, place: int) -> str:
    if len(pressed.arguments) <= place:
        raise ButtonStale
    return pressed.arguments[place]


def _country(pressed: Pressed, place: int) -> str:
    """The country that was chosen; "" where none was, and one's own role counts."""
    code = pressed.arguments[place] if len(pressed.arguments) > place else ""
    if code and not _CODE.fullmatch(code):
        raise ButtonStale
    return code


_DOES: dict[str, Callable[[Turn, Pressed], None]] = {
    "at": _at,
    "places": _places,
    "by": _by,
    "copy": _copy,
    "list": _list,
    "reach": _reach,
    "picture": _picture,
    "draw": _draw,
}

conversation = Conversation(
    "overview",
    commands={"overview": Command(N_("Overview"), open_overview, place=27)},
    buttons={"overview": press},
    kinds={
        service.OVERVIEW: Kind(service.overview, view.overview),
        _PLACES: Kind(service.places, parts.places),
        _GROUPS: Kind(service.group_page, parts.groups),
        _COPY: Kind(service.whole, parts.as_text),
        _UNREACHABLE: Kind(service.unreachable, parts.unreachable),
    },
)
