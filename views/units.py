"""An institution's units, and who of one has joined. Nobody is named: people are known by when they joined."""

from __future__ import annotations

from domain.appointment import MOST_COLLEAGUES, Member
from domain.parts import UnitPage, UnitShown
from domain.text import shortened
from views.lists import turning
from views.message import Body, Button, Message, fitting
from views.texts import Texts

_LABEL = 60
_NAME = 160


def several(t: Texts, values: UnitPage) -> Message:
    """The units that have been asked for something."""
    body = Body().title(t("Units of your institution"))
    if not values.units:
        body.line(t("No unit has been asked yet. “{ask}” stands on each card and draft.", ask=t("Ask a unit")))
    else:
        body.line(t("Choose a unit to see who has joined, and to invite colleagues."))
    rows = [(Button(shortened(name, _LABEL), f"unit:{id_}"),) for id_, name in values.units]
    turn = turning(values.number, values.pages, "units")
    return body.message(*rows, turn, (Button(t("Requests to units"), "asked"), Button(t("Menu"), "menu")))


def one(t: Texts, values: UnitShown) -> Message:
    """A unit, its people, and the invitation that waits."""
    body = Body().title(fitting(values.name, _NAME)).line(fitting(t.name(values.institution), _NAME))
    if not values.members:
        body.line().line(t("Nobody of this unit has joined yet."))
    colleague = t("Colleague")
    for number, member in enumerate(values.members, start=1):
        body.line().entry(f"{number}. {colleague}", "", _since(t, member))
    if values.until:
        body.line().line(t("An invitation waits, valid until {date}.", date=t.date(values.until)))
        body.line(t("A new one takes its place: the earlier link then no longer works."))
    body.line().note(t("Colleagues see what their unit is asked, and nothing else that is not public."))
    ends = [(Button(f"✕ {number}. " + t("End access"), f"people:end:{member.role_id}"),)
            for number, member in enumerate(values.members, start=1)]  # fmt: skip
    invite = (Button(t("Invite a colleague"), f"unit:{values.id}:invite"),)
    withdraw = (Button(t("Withdraw the invitation"), f"unit:{values.id}:withdraw"),) if values.until else ()
    full = len(values.members) >= MOST_COLLEAGUES
    return body.message(
        () if full else invite, withdraw, *ends, (Button(t("Units"), "units"), Button(t("Menu"), "menu"))
    )


def _since(t: Texts, member: Member) -> str:
    away = "" if member.reachable else t("cannot be reached at present")
    return t.joined((t("since {date}", date=t.date(member.since)), away))
