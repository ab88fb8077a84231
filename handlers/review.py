"""/review: a coordinator reads what institutions have submitted, one after the other, and decides on each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.delivery import Repeat
from domain.errors import ButtonStale, ContributionMovedOn
from domain.said import Pressed, Said, id_at, page_at, whole_number
from handlers.conversation import Command, Conversation, Kind
from handlers.remind import coordinates
from handlers.turn import Turn
from services import review as service
from services import show_clearance, tell_reviewed
from services import show_review as show
from services.clear import reasoned
from services.remind import coordinating
from views import decided, review
from views.texts import N_


def look(turn: Turn, _said: Said) -> None:
    """Show what waits."""
    coordinating(turn.person)
    turn.end()
    turn.say("review queue", page=1)


def press(turn: Turn, pressed: Pressed) -> None:
    """Show the queue: `review`, `review:PAGE`; do something with one: `review:VERB:ID…`, with the verbs of `_VERBS`."""
    coordinating(turn.person)
    verb, *rest = pressed.arguments or ("1",)
    if verb in _VERBS:
        _VERBS[verb](turn, rest)
        return
    turn.end()
    turn.show("review queue", page=whole_number(verb or "1"))


def take_reason(turn: Turn, said: Said) -> None:
    """Take the reason, or more of it, and show it before it is sent."""
    data = turn.dialog.data if turn.dialog else {}
    service.returnable(turn.work, turn.person, data["contribution"])
    reason = reasoned(data["reason"], said.words)
    turn.say("returning", contribution=data["contribution"], reason=reason)
    # The message whose button sends: an older one shows less than there is.
    turn.preview("review", "reason", contribution=data["contribution"], reason=reason)


def _open(turn: Turn, arguments: list[str]) -> None:
    """`review:open:ID`, `review:open:ID:PAGE`."""
    contribution_id = id_at(arguments, 0)
    service.reviewable(turn.work, turn.person, contribution_id)
    turn.end()
    page = page_at(arguments, 1)
    turn.show("to review", contribution=contribution_id, page=page)


def _approve(turn: Turn, arguments: list[str]) -> None:
    """`review:approve:ID`."""
    _decide(turn, id_at(arguments, 0), service.approve)


def _publish(turn: Turn, arguments: list[str]) -> None:
    """`review:publish:ID`: approve it too, where that is still to be done."""
    _decide(turn, id_at(arguments, 0), service.publish)


def _decide(turn: Turn, contribution_id: int, decide: Callable[..., Any]) -> None:
    """Do it, and say what it has become; pressed again by the same person, say that once more."""
    try:
        decide(turn.work, turn.person, contribution_id)
    except ContributionMovedOn:
        if not service.has_decided(turn.work, turn.person, contribution_id):
            raise
    turn.end()
    turn.show("review decided", contribution=contribution_id)


def _ask_reason(turn: Turn, arguments: list[str]) -> None:
    """`review:return:ID`: ask why, below the text, so that it can still be read."""
    contribution_id = id_at(arguments, 0)
    service.returnable(turn.work, turn.person, contribution_id)
    turn.begin("review", "reason", contribution=contribution_id, reason="")
    turn.say("ask why returned", contribution=contribution_id)


def _give_back(turn: Turn, arguments: list[str]) -> None:
    """`review:send:ROW`: return it with the reason that the newest message shows."""
    data = turn.previewed(id_at(arguments, 0), "review", "reason")
    contribution_id = data["contribution"]
    service.give_back(turn.work, turn.person, contribution_id, data["reason"])
    turn.end()
    turn.show("review decided", contribution=contribution_id)


def _unchanged(turn: Turn, _arguments: list[str]) -> None:
    """`review:same`: show what may be approved together."""
    turn.show("unchanged")


def _approve_unchanged(turn: Turn, arguments: list[str]) -> None:
    """`review:yes:approve:MOMENT`, `review:yes:publish:MOMENT`: do it, up to what was shown."""
    if arguments[:1] not in (["approve"], ["publish"]):
        raise ButtonStale
    publishes = arguments[0] == "publish"
    done = service.approve_unchanged(turn.work, turn.person, id_at(arguments, 1), publishes=publishes)
    if not done.approved:
        turn.show("review queue", page=1)
        return
    turn.show("unchanged approved", approved=done.approved, published=done.published)


_VERBS: dict[str, Callable[[Turn, list[str]], None]] = {
    "open": _open,
    "approve": _approve,
    "publish": _publish,
    "return": _ask_reason,
    "send": _give_back,
    "same": _unchanged,
    "yes": _approve_unchanged,
}

conversation = Conversation(
    "review",
    commands={"review": Command(N_("Check contributions"), look, place=34, may=coordinates)},
    buttons={"review": press},
    steps={"reason": take_reason},
    kinds={
        "review queue": Kind(show.queue, review.queue),
        "to review": Kind(show.to_review, review.to_review),
        "review decided": Kind(show.to_review, review.decided),
        "ask why returned": Kind(show.about, decided.ask_why),
        "returning": Kind(show.returning, decided.returning),
        "unchanged": Kind(show.unchanged, decided.unchanged),
        "unchanged approved": Kind(show.unchanged_done, decided.unchanged_done),
        tell_reviewed.RETURNED: Kind(show_clearance.sent_back, decided.told_returned, Repeat.MARKED),
        tell_reviewed.REVIEWED: Kind(tell_reviewed.reviewed, decided.told_reviewed, Repeat.MARKED),
        tell_reviewed.ENTERED: Kind(tell_reviewed.entered, decided.told_entered, Repeat.MARKED),
    },
)
