"""One turn of a chat: who speaks, what they are in the middle of, and how a handler answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from db.queries import dialogs, outbox
from db.queries.outbox import Reply
from db.work import Work
from domain.errors import ButtonStale
from domain.role import Person
from domain.said import OpenDialog


@dataclass(slots=True)
class Turn:
    """What a handler is given. It writes only through services and through this; it sends nothing itself.

    `address`: the person's Telegram number. `pressed_message`: the number of the message whose button began the turn.
    """

    work: Work
    person: Person
    address: int
    process: str
    dialog: OpenDialog | None = None
    pressed_message: int | None = None
    replies: list[Reply] = field(default_factory=list)
    notice: str | None = None
    """The kind of notice shown over a pressed button; it is not stored."""

    def say(self, kind: str, **params: Any) -> None:
        """Answer with a new message of a kind."""
        self._reply(kind, params, None)

    def show(self, kind: str, **params: Any) -> None:
        """Answer in place of the message whose button was pressed; with a new one where there is none."""
        self._reply(kind, params, self.pressed_message)

    def begin(self, name: str, step: str, version: int = 1, **data: Any) -> None:
        """Put the person into a dialog at a step."""
        dialogs.save_dialog(self.work, self.person.id, name, step, version, data)

    def preview(self, name: str, step: str, **data: Any) -> None:
        """Put the person into a dialog whose buttons are those of the message that was just written."""
        self.begin(name, step, **{**data, "preview": self.replies[-1].id})

    def within(self, name: str, *steps: str) -> dict[str, Any]:
        """Return the data of the dialog that the person is in at one of these steps. Raises ButtonStale: in another."""
        if self.dialog is None or self.dialog.name != name or self.dialog.step not in steps:
            raise ButtonStale
        return self.dialog.data

    def previewed(self, row: int, name: str, *steps: str) -> dict[str, Any]:
        """Return what `within` does, where the message of this row is the newest preview. Raises ButtonStale.

        An older one shows something else, and decides nothing.
        """
        data = self.within(name, *steps)
        if data.get("preview") != row:
            raise ButtonStale
        return data

    def end(self) -> None:
        """Let the person out of the dialog they are in."""
        if self.dialog is not None:
            dialogs.end_dialog(self.work, self.person.id)
            self.dialog = None

    def _reply(self, kind: str, params: dict[str, Any], edits: int | None) -> None:
        self.replies.append(
            outbox.add_reply(
                self.work,
                self.person.id,
                kind,
                params,
                process=self.process,
                edits_message=edits,
                address=self.address,
            )
        )
