"""Messages that any conversation may need: refusals, the apology, what was not understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.refusal_values import of_values
from handlers.conversation import Conversation, Kind, plain
from services.look import Look
from views import notices


def _reference(_look: Look, params: Mapping[str, Any]) -> str:
    return str(params["reference"])


def _text(_look: Look, params: Mapping[str, Any]) -> str:
    return str(params["text"])


conversation = Conversation(
    "notices",
    kinds={
        "refused": Kind(lambda _look, params: of_values(dict(params)), notices.refused),
        "notice": Kind(_text, notices.late),
        "apology": Kind(_reference, notices.apology),
        "edited": plain(notices.edited),
        "not understood": plain(notices.not_understood),
        "dialog gone": plain(notices.dialog_gone),
    },
)
