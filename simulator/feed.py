"""What the phone page is told of a world: everything that changed after a change, as JSON. Carrying it is phone.py's.

Also what a message looks like to its reader, so that the page has nothing of the Bot API to know but entities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.faults import Fault
from simulator.person import Person
from simulator.profile import commands_for, text_in
from simulator.sending import PICTURES
from simulator.state import File, Message, Notice

if TYPE_CHECKING:
    from simulator.world import World

JSON = dict[str, Any]
PHOTOS = "photos/"  # where files lie that came as a picture
SILENT_SECONDS = 86_400
SLOW_SECONDS = 3
FAULTS: dict[str, JSON] = {
    "slow": {"kind": "slow_before", "seconds": SLOW_SECONDS},
    "busy": {"kind": "too_many_requests", "seconds": 2},
    "broken": {"kind": "bad_gateway"},
    "silent": {"kind": "slow_before", "seconds": SILENT_SECONDS},
}
"""What the page can switch on, by its names for it. The bot goes on hearing; what it says meets the fault."""


def news(world: World, after: int) -> JSON:
    """What changed after the change of this number; 0: all there is."""
    return {
        "serial": world.changes.serial,
        "now": int(world.clock().timestamp() * 1000),
        "fault": fault_shown(world),
        "people": [of_person(world, person, after) for person in world.people.values()],
    }


def of_person(world: World, person: Person, after: int) -> JSON:
    """Somebody's Telegram: language, the bot's profile as they see it, and what is new in their chat."""
    chat = person.chat
    notices = [shown_notice(one) for one in world.notices if one.user_id == person.id and one.changed > after]
    return {
        "id": person.id,
        "language": person.user.language_code or "",
        "messages": [shown_message(one) for one in chat.messages.values() if one.changed > after],
        "notices": notices,
        "typing": world.typing.get(chat.id, 0) > after,
        "pressed": [query for query, one in world.callbacks.items() if one.user.id == person.id],
        "profile": profile_of(world, person),
    }


def profile_of(world: World, person: Person) -> JSON:
    """What the bot says of itself to this person, and the commands it offers them."""
    code = (person.user.language_code or "")[:2]
    said = {what: text_in(world, what, code) for what in ("name", "description", "short_description")}
    return {**said, "commands": commands_for(world, person.user, person.chat)}


def shown_message(message: Message) -> JSON:
    """A message as its reader sees it; one that was deleted has nothing but its number."""
    if message.deleted:
        return {"id": message.message_id, "deleted": True}
    content = message.content
    return {
        "id": message.message_id,
        "mine": not message.from_bot,
        "date": message.date * 1000,
        "text": message.text,
        "entities": content.get("entities") or content.get("caption_entities") or [],
        "edited": message.edited,
        "rows": (message.markup or {}).get("inline_keyboard", []),
        "file": shown_file(message.file) if message.file else None,
        "reply_to": message.reply_to.text[:200] if message.reply_to else "",
    }


def shown_file(file: File) -> JSON:
    """A file's name and size in bytes, and whether it can be shown as a picture."""
    return {
        "name": file.name,
        "size": len(file.content),
        "picture": picture_type(file.content) is not None and file.path.startswith(PHOTOS),
    }


def picture_type(content: bytes) -> str | None:
    """The type of a picture that every browser shows, by its first bytes; None: it is none."""
    ending = next((PICTURES[first] for first in PICTURES if content.startswith(first)), None)
    if ending is None or (ending == "webp" and content[8:12] != b"WEBP"):
        return None
    return "image/jpeg" if ending == "jpg" else f"image/{ending}"


def shown_notice(notice: Notice) -> JSON:
    """What a press was answered with."""
    return {"id": notice.changed, "text": notice.text, "alert": notice.alert}


def fault_shown(world: World) -> str:
    """The page's name of the fault that is switched on, or ""."""
    standing = [fault for fault in world.faults.waiting if fault.standing]
    return next((name for name in FAULTS for fault in standing if is_fault(fault, name)), "")


def is_fault(fault: Fault, name: str) -> bool:
    """Whether a fault is the one that the page calls so."""
    wanted = FAULTS[name]
    return bool(fault.kind == wanted["kind"] and fault.seconds == wanted.get("seconds", fault.seconds))
