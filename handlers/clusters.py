"""Clusters: a coordinator makes them, fills them, lets Suivi propose what repeats, and assigns them."""

from __future__ import annotations

from domain.assigning import By
from domain.errors import ButtonStale
from domain.said import Pressed, Said, id_at, page_at, whole_number
from handlers.assigning import start_with
from handlers.conversation import Conversation, Kind, plain
from handlers.turn import Turn
from services import clusters as service
from services import selecting
from services.remind import coordinating
from views import clusters as view

_NAME = "clusters"
_MOST_AT_ONCE = 3


def open_list(turn: Turn, pressed: Pressed) -> None:
    """`clusters`, `clusters:PAGE`; `clusters:new` asks for a name."""
    coordinating(turn.person)
    if pressed.arguments[:1] == ("new",):
        turn.begin(_NAME, "name", cluster=0)
        turn.say("ask cluster name")
        return
    turn.show("clusters", page=page_at(pressed.arguments, 0))


def press(turn: Turn, pressed: Pressed) -> None:
    """`cluster:ID`, `cluster:ID:PAGE`, `cluster:ID:VERB…` as in `_VERBS`."""
    arguments = pressed.arguments
    cluster = service.one_of_country(turn.work, turn.person, id_at(arguments, 0)).id
    if len(arguments) > 1 and arguments[1] in _VERBS:
        _VERBS[arguments[1]](turn, cluster, ":".join(arguments[2:]))
    else:
        turn.show("cluster", cluster=cluster, page=page_at(arguments, 1))


def take_name(turn: Turn, said: Said) -> None:
    """Make a cluster of this name, or give the cluster another name."""
    cluster = turn.dialog.data["cluster"] if turn.dialog else 0
    if cluster:
        service.rename(turn.work, turn.person, cluster, said.words)
    else:
        cluster = service.make(turn.work, turn.person, said.words)
    turn.end()
    turn.say("cluster", cluster=cluster, page=1)


def take_which(turn: Turn, said: Said) -> None:
    """Put typed numbers, or what a search of the words finds, into the cluster; more can be written."""
    cluster = turn.dialog.data["cluster"] if turn.dialog else 0
    which = selecting.typed(turn.work, turn.person, said.words)
    new = service.add(turn.work, turn.person, cluster, which)
    turn.say("cluster filled", cluster=cluster, new=new, page=1)


def _ask_name(turn: Turn, cluster: int, _rest: str) -> None:
    turn.begin(_NAME, "name", cluster=cluster)
    turn.say("ask cluster name")


def _ask_which(turn: Turn, cluster: int, _rest: str) -> None:
    turn.begin(_NAME, "which", cluster=cluster)
    turn.say("ask cluster content")


def _remove(turn: Turn, cluster: int, rest: str) -> None:
    """`cluster:ID:remove:PAGE` shows what can be taken out; `cluster:ID:remove:PAGE:NUMBER` takes one out."""
    page, _, number = rest.partition(":")
    if number:
        service.remove(turn.work, turn.person, cluster, whole_number(number))
    turn.show("cluster removal", cluster=cluster, page=whole_number(page))


def _repeats(turn: Turn, cluster: int, rest: str) -> None:
    """`cluster:ID:repeats:PAGE`."""
    turn.show("cluster repeats", cluster=cluster, page=whole_number(rest))


def _add(turn: Turn, cluster: int, rest: str) -> None:
    """`cluster:ID:add:PAGE:12.15`: what was shown there, one or all, then what is left there."""
    page, _, numbers = rest.partition(":")
    wanted = [whole_number(one) for one in numbers.split(".")[:_MOST_AT_ONCE]]
    service.add_numbers(turn.work, turn.person, cluster, wanted)
    turn.show("cluster repeats", cluster=cluster, page=whole_number(page))


def _archive(turn: Turn, cluster: int, rest: str) -> None:
    """`cluster:ID:archive` asks; `cluster:ID:archive:yes` does it."""
    if rest == "yes":
        service.archive(turn.work, turn.person, cluster)
        turn.show("clusters", page=1)
    elif rest:
        raise ButtonStale
    else:
        turn.show("ask cluster archive", cluster=cluster, page=1)


def _assign(turn: Turn, cluster: int, _rest: str) -> None:
    start_with(turn, selecting.picked(turn.work, turn.person, By.CLUSTER.value, str(cluster)))


_VERBS = {
    "rename": _ask_name,
    "fill": _ask_which,
    "remove": _remove,
    "repeats": _repeats,
    "add": _add,
    "archive": _archive,
    "assign": _assign,
}

conversation = Conversation(
    _NAME,
    buttons={"clusters": open_list, "cluster": press},
    steps={"name": take_name, "which": take_which},
    kinds={
        "clusters": Kind(service.listed, view.listed),
        "cluster": Kind(service.shown, view.cluster),
        "cluster filled": Kind(lambda look, params: (service.shown(look, params), params["new"]), view.filled),
        "cluster removal": Kind(service.shown, view.removal),
        "cluster repeats": Kind(service.proposed, view.repeats),
        "ask cluster name": plain(view.ask_name),
        "ask cluster content": plain(view.ask_content),
        "ask cluster archive": Kind(service.shown, view.ask_archive),
    },
)
