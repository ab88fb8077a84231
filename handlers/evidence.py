"""Evidence: a photo, a document, a voice message or a page's address, sent while somebody writes a contribution."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.contribution import State
from domain.errors import ButtonStale, Refusal
from domain.evidence import EvidenceKind, EvidenceShown, looks_like_address
from domain.language import language_of
from domain.refusal_values import of_values
from domain.said import Pressed, Said, Sent, id_at, page_at
from handlers import signed_letter
from handlers.conversation import Conversation, Kind
from handlers.draft import ask_part, stand_at
from handlers.turn import Turn
from services import evidence as service
from services.look import Look
from views import evidence as view
from views.texts import texts

_LAST = 10**9
"""A page: the one that holds what was added last."""

_KINDS = {kind.value: kind for kind in (EvidenceKind.PHOTO, EvidenceKind.DOCUMENT, EvidenceKind.VOICE)}


def draft_of(turn: Turn) -> int | None:
    """The contribution that the person is writing just now; None where they are not."""
    dialog = turn.dialog
    written = dialog.data.get("contribution") if dialog is not None and dialog.name == "contribute" else None
    return written if isinstance(written, int) else None


def awaited(turn: Turn) -> bool:
    """Tell whether a file that is sent now has a place in what the person is in the middle of."""
    return draft_of(turn) is not None or signed_letter.awaited(turn)


def take(turn: Turn, sent: Sent) -> None:
    """Add what was sent to the letter that is being entered, else to the contribution that is being written.

    Elsewhere it has no place.
    """
    if signed_letter.awaited(turn):
        signed_letter.take(turn, sent)
        return
    contribution_id = draft_of(turn)
    if contribution_id is None or sent.file is None:
        turn.say("not understood")
        return
    service.add_file(turn.work, turn.person, contribution_id, _KINDS[sent.what], sent.file, sent.words)
    turn.say("evidence received", contribution=contribution_id)


def show(turn: Turn, pressed: Pressed) -> None:
    """Show the evidence of a contribution: `evidence:CONTRIBUTION`, or `evidence:CONTRIBUTION:PAGE`."""
    contribution_id = id_at(pressed.arguments, 0)
    page = page_at(pressed.arguments, 1)
    if service.writes(turn.work, turn.person, contribution_id):
        stand_at(turn, contribution_id, State.DRAFT, step="evidence")
    turn.show("evidence", contribution=contribution_id, page=page)


def take_words(turn: Turn, said: Said) -> None:
    """Add the address of a page that was typed while the evidence is shown; other words belong to a part."""
    if not looks_like_address(said.words):
        ask_part(turn, said)
        return
    contribution_id = turn.dialog.data["contribution"] if turn.dialog else 0
    service.add_link(turn.work, turn.person, contribution_id, said.words)
    turn.say("evidence", contribution=contribution_id, page=_LAST)


def act(turn: Turn, pressed: Pressed) -> None:
    """Do something with one piece: `piece:VERB:ID`, the verbs being open, link, public, private, remove."""
    what, piece_id = pressed.arguments[0] if pressed.arguments else "", id_at(pressed.arguments, 1)
    if what == "link":
        service.authorise_look(turn.work, turn.person, piece_id)
        turn.say("evidence link", evidence=piece_id)
        return
    if what == "open":
        service.ask_for_copy(turn.work, turn.person, piece_id)
        turn.notice = view.on_its_way(texts(language_of(turn.person)))
        return
    if what == "remove":
        contribution_id = service.remove(turn.work, turn.person, piece_id)
    elif what in {"public", "private"}:
        contribution_id = service.set_public(turn.work, turn.person, piece_id, public=what == "public")
    else:
        raise ButtonStale
    turn.show("evidence", contribution=contribution_id, page=1)


def _refused(look: Look, params: Mapping[str, Any]) -> tuple[EvidenceShown, Refusal]:
    return service.shown_piece(look, params["evidence"]), of_values(dict(params["refusal"]))


conversation = Conversation(
    "evidence",
    buttons={"evidence": show, "piece": act},
    kinds={
        "evidence": Kind(service.shown, view.listed),
        "evidence received": Kind(service.shown, view.received),
        "evidence link": Kind(service.link, view.link),
        service.REFUSED: Kind(_refused, view.refused),
    },
    files={"photo": take, "voice": take},
)
