"""What is seen of evidence: that a file was received, the list with what may be done, why a file is not kept."""

from __future__ import annotations

from domain.errors import Refusal
from domain.evidence import Evidence, EvidenceKind, EvidenceShown, EvidenceState
from domain.shown import LINES_PER_PAGE, page_count
from domain.text import shortened
from views.labels import sentence
from views.lists import turning
from views.message import Body, Button, Message, Row
from views.refusals import wording
from views.texts import N_, Texts

_KILO = 1000
_NAME = 120

KINDS = {
    EvidenceKind.PHOTO: N_("photo"),
    EvidenceKind.DOCUMENT: N_("document"),
    EvidenceKind.VOICE: N_("voice message"),
    EvidenceKind.LINK: N_("link"),
    EvidenceKind.LETTER: N_("signed letter"),
}

STATES = {
    EvidenceState.PLANNED: N_("being fetched"),
    EvidenceState.STORED: N_("stored"),
    EvidenceState.REFUSED: N_("not kept"),
    EvidenceState.FAILED: N_("could not be fetched"),
}


def received(t: Texts, values: EvidenceShown) -> Message:
    """After a file came: it is being fetched, and the words are still wanted."""
    body = Body().title(str(values.reference))
    count = len(values.pieces)
    body.line(t.n("{count} piece of evidence so far.", "{count} pieces of evidence so far.", count))
    if values.pieces and values.pieces[-1].kind is EvidenceKind.VOICE:
        body.line(t("The voice message is kept. Please write what it says, too: it cannot be searched or translated."))
    else:
        body.line(t("Files are kept without what they tell of place, device and author."))
    return body.message((_all(t, values), Button(t("Back"), f"draft:{values.contribution_id}")))


def listed(t: Texts, values: EvidenceShown) -> Message:
    """The evidence of a contribution, five a page."""
    body = Body().title(t.joined((str(values.reference), t("Evidence"))))
    if not values.pieces:
        body.line(t("There is no evidence."))
        if values.writes:
            body.line(t("Send a photo, a document or the address of a page."))
        return body.message(_back(t, values))
    pages = page_count(len(values.pieces), LINES_PER_PAGE)
    number = max(1, min(values.page, pages))
    first = (number - 1) * LINES_PER_PAGE
    rows: list[Row] = []
    for place, piece in enumerate(values.pieces[first : first + LINES_PER_PAGE], first + 1):
        body.entry(str(place), _about(t, piece), shortened(piece.name, _NAME))
        rows.append(_acts(t, values, piece, place))
    turn = turning(number, pages, f"evidence:{values.contribution_id}")
    return body.message(*rows, turn, _back(t, values))


def refused(t: Texts, values: tuple[EvidenceShown, Refusal]) -> Message:
    """Why a file that somebody gave is not kept."""
    shown, refusal = values
    body = Body().title(str(shown.reference)).line(wording(t, refusal))
    return body.message((_all(t, shown),))


def link(_t: Texts, piece: Evidence) -> Message:
    """The whole address of a page, which Telegram makes a link of."""
    return Body().line(piece.name).message()


def on_its_way(t: Texts) -> str:
    """The notice over the button that asks for a file."""
    return t("The file is on its way.")


def _about(t: Texts, piece: Evidence) -> str:
    parts = [t(KINDS[piece.kind])]
    if piece.state is not EvidenceState.STORED:
        parts.append(t(STATES[piece.state]))
    elif piece.size is not None:
        parts.append(t("{size} kB", size=t.number(max(1, round(piece.size / _KILO)))))
    parts.append(t("public") if piece.public else t("not public"))
    return t.joined(parts)


def _acts(t: Texts, values: EvidenceShown, piece: Evidence, place: int) -> Row:
    acts = []
    if piece.state is EvidenceState.STORED:
        acts.append(_act(t("Open"), "link" if piece.kind is EvidenceKind.LINK else "open", piece, place))
    if values.publishes and piece.kind is not EvidenceKind.LETTER:
        label = t("Not public") if piece.public else t("Make public")
        acts.append(_act(label, "private" if piece.public else "public", piece, place))
    if values.writes:
        acts.append(_act(t("Remove"), "remove", piece, place))
    return tuple(acts)


def _act(label: str, what: str, piece: Evidence, place: int) -> Button:
    return Button(f"{place} · {label}", f"piece:{what}:{piece.id}")


def _all(t: Texts, values: EvidenceShown) -> Button:
    return Button(sentence(t("Evidence")), f"evidence:{values.contribution_id}")


def _back(t: Texts, values: EvidenceShown) -> Row:
    if values.writes:
        return (Button(t("Back"), f"draft:{values.contribution_id}"),)
    return (Button(str(values.reference), f"card:{values.reference}"),)
