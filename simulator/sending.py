"""What the bot sends: texts, documents, pictures, the sign that it is typing. Editing stands in editing.py."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simulator.keyboard import checked_markup
from simulator.known import read_integer
from simulator.refusal import Refused, bad_request
from simulator.state import Chat, File, Message
from simulator.text import caption_text, message_text

if TYPE_CHECKING:
    from simulator.world import World

JSON = dict[str, Any]
MOST_BYTES = 50 * 1024 * 1024
PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp"}
ACTIONS = set(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note".split()
)


@dataclass(frozen=True)
class Upload:
    """A part of a request that is a file."""

    name: str
    content: bytes
    mime_type: str = ""


@dataclass(frozen=True)
class Call:
    """A request with its parameters as values and its files by the name of their part."""

    parameters: JSON
    uploads: dict[str, Upload] = field(default_factory=dict)


def reachable_chat(world: World, chat_id: int | str) -> Chat:
    """The chat to which the bot may write. Refused: unknown 400; not started, blocked or removed 403."""
    chat = find_chat(world, chat_id)
    if chat.left:
        who = "blocked by the user" if chat.private else "kicked from the group chat"
        raise Refused(403, f"Forbidden: bot was {who}")
    if not chat.reachable:
        raise Refused(403, "Forbidden: bot can't initiate conversation with a user")
    return chat


def find_chat(world: World, chat_id: int | str) -> Chat:
    """The chat of this id or @username. Refused: there is none."""
    if isinstance(chat_id, str):
        named = (p.chat for p in world.people.values() if p.user.username and f"@{p.user.username}" == chat_id)
        chat = next(named, None)
    else:
        chat = world.chats.get(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    return chat


def replied(chat: Chat, parameters: JSON) -> Message | None:
    """The message that is answered. Refused: it is not there, and that matters."""
    reply = parameters.get("reply_parameters")
    if not reply:
        return None
    if "message_id" not in reply:
        raise bad_request('can\'t find field "message_id"')
    message = chat.messages.get(read_integer(reply["message_id"], or_string=False))
    if (message is None or message.deleted) and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return None if message is None or message.deleted else message


def deliver(world: World, call: Call, content: JSON, file: File | None = None) -> JSON:
    """Puts a message of the bot into the chat, when chat and keyboard are good."""
    markup = checked_markup(call.parameters.get("reply_markup"))
    chat = reachable_chat(world, call.parameters["chat_id"])
    reply_to = replied(chat, call.parameters)
    return world.add_message(chat, world.bot, content, markup=markup, file=file, reply_to=reply_to).json()


def send_message(world: World, call: Call) -> JSON:
    """sendMessage."""
    return deliver(world, call, message_text(call.parameters))


def send_document(world: World, call: Call) -> JSON:
    """sendDocument: an upload, or the file_id of one that was sent before."""
    caption = caption_text(call.parameters)
    reachable_chat(world, call.parameters["chat_id"])
    file = sent_file(world, call, "document", "documents")
    document = {**file.json(), "file_name": file.name, "mime_type": file.mime_type}
    return deliver(world, call, {"document": document, **caption}, file)


def send_photo(world: World, call: Call) -> JSON:
    """sendPhoto: the same with a picture."""
    caption = caption_text(call.parameters)
    reachable_chat(world, call.parameters["chat_id"])
    file = sent_file(world, call, "photo", "photos")
    if not any(file.content.startswith(signature) for signature in PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = dimensions(file.content)
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return deliver(world, call, {"photo": [{**file.json(), "width": width, "height": height}], **caption}, file)


def dimensions(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels; of another picture, something plausible."""
    if not picture.startswith(b"\x89PNG") or len(picture) < 24:
        return 800, 600
    return int.from_bytes(picture[16:20], "big") or 1, int.from_bytes(picture[20:24], "big") or 1


def sent_file(world: World, call: Call, part: str, kind: str) -> File:
    """The file of a request: uploaded now, or known by its id. Refused: empty, too big, unknown."""
    value = str(call.parameters.get(part, ""))
    upload = call.uploads.get(value.removeprefix("attach://") or part)
    if upload is None:
        if value not in world.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return world.files[value]
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > MOST_BYTES:
        raise Refused(413, "Request Entity Too Large")
    mime_type = upload.mime_type or mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    return world.add_file(upload.name, upload.content, mime_type, kind)


def send_chat_action(world: World, call: Call) -> bool:
    """sendChatAction."""
    if call.parameters["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = reachable_chat(world, call.parameters["chat_id"])
    world.actions.append(call.parameters)
    world.typing[chat.id] = world.changes.tell(chat.id)
    return True
