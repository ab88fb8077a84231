"""Makes a message of the outbox ready, in a reading thread; what cannot be rendered ends alone."""

from __future__ import annotations

import asyncio
import logging

from bot.faults import described, new_reference
from bot.leaving import Leaving
from bot.readers import Readers
from bot.writer import Writer
from db.faults import StoreUnavailable
from db.queries import outbox, people
from db.queries.outbox import Reply
from db.work import Work
from domain.delivery import Lane, State
from domain.errors import Moot, TookTooLong
from domain.refusal_values import as_values
from handlers.rendering import rendered
from views.message import Message

log = logging.getLogger(__name__)
_STORE_PAUSE = 1.0


class Renderer:
    """Renders messages. It sends nothing."""

    def __init__(self, readers: Readers, writer: Writer, process: str) -> None:
        self._readers = readers
        self._writer = writer
        self._process = process

    async def ready(self, leaving: Leaving) -> tuple[int, Message] | Reply | None:
        """Return the recipient's address and the message.

        Where it cannot be rendered it is ended, and what is to be said instead is returned; None: nothing.
        """
        reply = leaving.reply

        def render(work: Work) -> tuple[int, Message]:
            address = reply.address or people.address_of(work, reply.person_id)
            repeated = leaving.uncertain_before
            return address, rendered(work, reply.id, reply.person_id, reply.kind, reply.params, repeated=repeated)

        while True:
            try:
                return await self._readers.look_up(render)
            except StoreUnavailable as error:
                log.warning("database unavailable reason=%s outbox=%d", error, reply.id)
                await asyncio.sleep(_STORE_PAUSE)
            except Moot:
                return await self._instead(reply, None, {}, "moot", State.WITHDRAWN)
            except TookTooLong as refusal:
                return await self._instead(reply, "refused", as_values(refusal), "took too long")
            except Exception as error:  # noqa: BLE001 - one message that cannot be rendered must not stop the others
                reference = new_reference()
                log.error("not rendered outbox=%d kind=%s %s %s", reply.id, reply.kind, reference, described(error))
                return await self._instead(reply, "apology", {"reference": reference}, "not rendered")

    async def _instead(
        self, reply: Reply, kind: str | None, params: dict[str, object], reason: str, state: State = State.FAILED
    ) -> Reply | None:
        """End a message and say something else, so that nobody is left without an answer.

        Nobody waits for a bulk message, and for an apology there is nothing else to say.
        """

        def write(work: Work) -> Reply | None:
            outbox.end_reply(work, reply.id, self._process, state, failure=reason)
            if kind is None or reply.lane is Lane.BULK or reply.kind == "apology":
                return None
            return outbox.add_reply(work, reply.person_id, kind, params, process=self._process)

        return await self._writer.write(write)
