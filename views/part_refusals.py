"""The wording of what is refused while units are asked for their part of an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain import errors
from domain.errors import Refusal
from domain.parts import PartState
from views.texts import Texts


def _closed(t: Texts, error: errors.PartClosed) -> str:
    states = {
        PartState.ASKED.value: t("it still awaits an answer"),
        PartState.ANSWERED.value: t("it has been answered"),
        PartState.DECLINED.value: t("the unit has said that it is not for it"),
        PartState.WITHDRAWN.value: t("it has been withdrawn"),
    }
    state = states.get(error.state, error.state)
    return t("This request has moved on meanwhile: {state}. Nothing was changed. /asked shows the others.", state=state)


PARTS: dict[type[Refusal], Callable[[Texts, Any], str]] = {
    errors.UnitNotThere: lambda t, _: t("Your institution has no such unit. Choose another one, or write its name."),
    errors.UnitFull: lambda t, e: t(
        "{most} colleagues of this unit have joined, which is the most. End somebody’s access first.",
        most=t.number(e.most),
    ),
    errors.PartClosed: _closed,
}
