"""From the text of a request to the text of a message: entities, trimming, limits, commands found in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from simulator.entities import utf16
from simulator.markup import parse_html
from simulator.refusal import bad_request
from simulator.urls import NoUrl, check_url

JSON = dict[str, Any]
MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
COMMAND = re.compile(r"(?<![\w/>])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
LITERAL = {"code", "pre", "text_link", "text_mention"}
PLAIN = set(
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler blockquote "
    "expandable_blockquote code pre text_link text_mention custom_emoji date_time".split()
)
NEEDED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}


def message_text(parameters: JSON) -> JSON:
    """`text` and, where there are any, `entities` of a message. Refused: empty, too long, not parsable."""
    if not parameters.get("text"):
        raise bad_request("message text is empty")
    text, entities = formatted(parameters["text"], parameters.get("parse_mode"), parameters.get("entities"))
    if not text:
        raise bad_request("text must be non-empty")
    if utf16(text) > MESSAGE_LIMIT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_text(parameters: JSON) -> JSON:
    """`caption` and `caption_entities`, or nothing. Refused: too long, not parsable."""
    source = parameters.get("caption") or ""
    text, entities = formatted(source, parameters.get("parse_mode"), parameters.get("caption_entities"))
    if utf16(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def formatted(source: str, mode: str | None, given: list[JSON] | None) -> tuple[str, list[JSON]]:
    """The plain text and its entities in order, trimmed."""
    source = source.replace("\r", "")
    if not mode:
        text, entities = source, checked_entities(source, given or [])
    elif mode.lower() == "html":
        text, entities = parse_html(source)
    elif mode.lower() in {"markdown", "markdownv2"}:
        raise bad_request("Markdown is not supported by the simulator")
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = trimmed(CONTROL.sub(" ", text), entities)
    return text, sorted([*entities, *commands(text, entities)], key=lambda e: (e["offset"], -e["length"]))


def trimmed(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Without white space at the end, and at the beginning up to the first entity."""
    before = min((entity["offset"] for entity in entities), default=utf16(text))
    drop = min(len(text) - len(text.lstrip(" \n")), before)
    text = text[drop:].rstrip()
    end = utf16(text)
    cut = []
    for entity in entities:
        offset = entity["offset"] - drop
        length = min(entity["length"], end - offset)
        if length > 0:
            cut.append({**entity, "offset": offset, "length": length})
    return text, cut


def commands(text: str, entities: Sequence[JSON] = ()) -> list[JSON]:
    """The bot_command entities that Telegram finds in a text, outside code and links."""
    found = []
    for command in COMMAND.finditer(text) if "/" in text else ():
        offset, length = utf16(text[: command.start()]), len(command[0])
        inside = (
            e["type"] in LITERAL and e["offset"] < offset + length and offset < e["offset"] + e["length"]
            for e in entities
        )
        if not any(inside):
            found.append({"type": "bot_command", "offset": offset, "length": length})
    return found


def checked_entities(text: str, given: list[JSON]) -> list[JSON]:
    """Entities named in the request. Refused: of an unknown type, outside the text, without what the type needs."""
    end = utf16(text)
    for entity in given:
        kind, offset, length = str(entity.get("type")), entity.get("offset", 0), entity.get("length", 0)
        if not (type(offset) is int and type(length) is int):
            raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
        if kind not in PLAIN:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        if kind in NEEDED and NEEDED[kind] not in entity:
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{NEEDED[kind]}\"")
        if offset < 0:
            raise bad_request(f"receive an entity with incorrect offset {offset}")
        if offset > end:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if offset + length > end:
            last = offset + length
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {last}"
            )
        check_link(entity)
    return [dict(entity) for entity in given if entity.get("length", 0) > 0]


def check_link(entity: JSON) -> None:
    """Refused: a link to something that is no address."""
    if entity["type"] != "text_link":
        return
    try:
        check_url(str(entity["url"]))
    except NoUrl as reason:
        raise bad_request(f"entity URL '{entity['url']}' is invalid: {reason}") from None
