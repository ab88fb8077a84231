"""Receipt is acknowledged, competence contested (an invitation declined); a coordinator reads it and decides, once.

Assigning itself stands in assigning.py.
"""

from __future__ import annotations

from typing import Any

from domain import extension as reasons
from domain.delivery import Repeat
from domain.errors import ButtonStale
from domain.language import language_of
from domain.reference import Reference
from domain.role import INDEPENDENT
from domain.said import ROWS, Pressed, Said, id_at, page_at, reference_in, whole_number
from handlers.conversation import Conversation, Kind
from handlers.turn import Turn
from services import competence as service
from services import show_competence as show
from services.remind import coordinating
from services.tell import ASSIGNED
from views import competence as view
from views.texts import texts

_LONGEST_SOUGHT = 100
_NAME = "competence"
_NOBODY = "none"


def acknowledge(turn: Turn, pressed: Pressed) -> None:
    """`ack:SI-0123` on a card; `ack:all:MAILING` on the message that tells of an assignment."""
    first, *rest = pressed.arguments or ("",)
    if first == "all":
        mailing = id_at(rest, 0)
        turn.show(ASSIGNED, institution=service.acknowledge_all(turn.work, turn.person, mailing), mailing=mailing)
    else:
        reference = reference_in(first)
        service.acknowledge(turn.work, turn.person, reference)
        turn.show("card", reference=str(reference))
    turn.notice = view.acknowledged(texts(language_of(turn.person)))


def contest(turn: Turn, pressed: Pressed) -> None:
    """Begin: `contest:SI-0123`; then `contest:page:N`, `contest:name:ID`, `contest:bare`, `contest:send:ROW`."""
    verb, *rest = pressed.arguments or ("",)
    argument = rest[0] if rest else ""
    if verb == "page":
        data = turn.within(_NAME, "institution")
        turn.show("contest names", reference=data["reference"], sought=data["sought"], page=whole_number(argument))
    elif verb == "name":
        _name(turn, None if argument == _NOBODY else whole_number(argument, ROWS))
    elif verb == "bare":
        data = turn.within(_NAME, "reason")
        if not data["bare"]:
            raise ButtonStale
        _send(turn, data)
    elif verb == "send":
        _send(turn, turn.previewed(whole_number(argument, ROWS), _NAME, "reason"))
    else:
        _begin(turn, reference_in(verb))


def take_institution(turn: Turn, said: Said) -> None:
    """Take the institution that was named in words, or show those that may be meant."""
    data = turn.within(_NAME, "institution")
    sought = " ".join(said.words.split())[:_LONGEST_SOUGHT]
    only = service.other_meant(turn.work, turn.person, sought)
    if only is not None:
        _name(turn, only)
        return
    turn.begin(_NAME, "institution", reference=data["reference"], sought=sought)
    turn.say("contest names", reference=data["reference"], sought=sought, page=1)


def take_reason(turn: Turn, said: Said) -> None:
    """Take the reason, or more of it, and show the whole."""
    data = turn.within(_NAME, "reason")
    service.contestable(turn.work, turn.person, reference_in(data["reference"]))
    reason = reasons.extended(data["reason"], said.words)
    turn.say(show.PREVIEW, reference=data["reference"], named=data["named"], reason=reason)
    # The preview whose button sends: an older one shows less than there is.
    turn.preview(_NAME, "reason", **{**data, "reason": reason, "bare": False})


def decide(turn: Turn, pressed: Pressed) -> None:
    """What waits: `competence:list:PAGE`; one: `competence:ID`; `…:accept:NAMED`, `…:refuse`; `competence:send:ROW`."""
    coordinating(turn.person)
    first, *rest = pressed.arguments or ("list",)
    if first == "list":
        turn.show("contests", page=page_at(rest, 0))
    elif first == "send":
        _refuse(turn, id_at(rest, 0))
    else:
        _decide(turn, whole_number(first, ROWS), rest)


def take_answer(turn: Turn, said: Said) -> None:
    """Take the reason of a refusal, or more of it, and show the whole."""
    data = turn.within(_NAME, "refuse")
    service.waiting(turn.work, turn.person, data["contest"])
    answer = reasons.extended(data["answer"], said.words)
    turn.say("contest refusal", contest=data["contest"], answer=answer)
    turn.preview(_NAME, "refuse", **{**data, "answer": answer})


def _begin(turn: Turn, reference: Reference) -> None:
    service.contestable(turn.work, turn.person, reference)
    if service.acting(turn.person).role in INDEPENDENT:
        turn.begin(_NAME, "reason", reference=str(reference), named=None, reason="", bare=True)
        turn.say("ask contest reason", reference=str(reference))
    else:
        turn.begin(_NAME, "institution", reference=str(reference), sought="")
        turn.say("contest names", reference=str(reference), sought="", page=1)


def _name(turn: Turn, named: int | None) -> None:
    if turn.dialog is None or turn.dialog.name != _NAME or "reference" not in turn.dialog.data:
        raise ButtonStale
    reference = turn.dialog.data["reference"]
    service.contestable(turn.work, turn.person, reference_in(reference))
    if named is not None:
        service.other_institution(turn.work, turn.person, named)
    turn.begin(_NAME, "reason", reference=reference, named=named, reason="", bare=False)
    turn.say("ask contest reason", reference=reference, named=named)


def _send(turn: Turn, data: dict[str, Any]) -> None:
    service.contest(turn.work, turn.person, reference_in(data["reference"]), data["named"], data["reason"])
    turn.end()
    turn.show("contested", reference=data["reference"], named=data["named"])


def _decide(turn: Turn, contest_id: int, rest: list[str]) -> None:
    verb, *more = rest or ("",)
    if verb == "accept":
        named = None if more == [_NOBODY] else id_at(more, 0)
        service.accept(turn.work, turn.person, contest_id, named)
        turn.show("contest", contest=contest_id)
    elif verb == "refuse":
        service.waiting(turn.work, turn.person, contest_id)
        turn.begin(_NAME, "refuse", contest=contest_id, answer="")
        turn.say("ask contest answer", contest=contest_id)
    elif not rest:
        service.contest_of(turn.work, turn.person, contest_id)
        turn.show("contest", contest=contest_id)
    else:
        raise ButtonStale


def _refuse(turn: Turn, row: int) -> None:
    data = turn.previewed(row, _NAME, "refuse")
    service.refuse(turn.work, turn.person, data["contest"], data["answer"])
    turn.end()
    turn.show("contest", contest=data["contest"])


conversation = Conversation(
    _NAME,
    buttons={"ack": acknowledge, "contest": contest, "decline": contest, "competence": decide},
    steps={"institution": take_institution, "reason": take_reason, "refuse": take_answer},
    kinds={
        "contest names": Kind(show.names, view.names),
        "ask contest reason": Kind(show.contesting, view.ask_reason),
        show.PREVIEW: Kind(show.contesting, view.preview),
        "contested": Kind(show.said, view.said),
        "contests": Kind(show.waiting, view.waiting),
        "contest": Kind(show.contest, view.contest),
        "ask contest answer": Kind(show.contest, view.ask_answer),
        "contest refusal": Kind(show.contest, view.refusal),
        service.CONTESTED: Kind(show.told, view.told, Repeat.MARKED),
        service.DECIDED: Kind(show.decided, view.decided, Repeat.MARKED),
    },
)
