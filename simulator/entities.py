"""What each tag of HTML mode becomes: an entity of the Bot API. Reading the tags stands in markup.py."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from simulator.references import unparsable
from simulator.urls import normal_url

JSON = dict[str, Any]
TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
MENTION = re.compile(r"tg://user/?\?id=(\d{1,18})", re.IGNORECASE)


def utf16(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


@dataclass
class Tag:
    """A start tag: where it stands in the source, its attributes, and the UTF-16 offset at which its text begins."""

    name: str
    at: int
    offset: int
    attributes: dict[str, str] = field(default_factory=dict)
    piece: int = 0  # how many pieces of text stood before it


def no_extra(_tag: Tag, _text: str) -> JSON | None:
    """Most entities have a type, an offset and a length only."""
    return {}


def link(tag: Tag, text: str) -> JSON | None:
    """A link to its address, or to its own text; no entity where that is no address."""
    address = tag.attributes.get("href") or text
    if mention := MENTION.fullmatch(address):
        return {"type": "text_mention", "user": {"id": int(mention[1]), "is_bot": False, "first_name": text}}
    url = normal_url(address)
    return {"url": url} if isinstance(url, str) else None


def language(tag: Tag, _text: str) -> JSON | None:
    """The language of a block of code."""
    name = tag.attributes.get("class", "").removeprefix("language-")
    return {"language": name} if name and name != tag.attributes["class"] else {}


def expandable(tag: Tag, _text: str) -> JSON | None:
    """A quotation that is folded at first."""
    return {"type": "expandable_blockquote"} if "expandable" in tag.attributes else {}


def emoji(tag: Tag, _text: str) -> JSON | None:
    """A custom emoji's number, within 63 bits."""
    number = tag.attributes.get("emoji-id", "")
    if not (number.isascii() and number.isdigit()) or not 0 < int(number[:20]) < 2**63:
        raise unparsable("Invalid custom emoji identifier specified")
    return {"custom_emoji_id": number}


def moment(tag: Tag, _text: str) -> JSON | None:
    """A date shown in the reader's own time zone."""
    unix = tag.attributes.get("unix", "")
    if not (unix.isascii() and unix.isdigit()):
        raise unparsable("Invalid date specified")
    form = tag.attributes.get("format")
    return {"unix_time": int(unix[:18])} | ({"date_time_format": form} if form else {})


EXTRA = {"a": link, "code": language, "pre": language, "blockquote": expandable, "tg-emoji": emoji, "tg-time": moment}


def merge_code(entities: list[JSON]) -> list[JSON]:
    """A block whose whole text is code of a language is one entity; elsewhere the language of code says nothing."""
    languages = {(e["offset"], e["length"]): e.get("language") for e in entities if e["type"] == "code"}
    blocks = {(e["offset"], e["length"]) for e in entities if e["type"] == "pre"}
    kept: list[JSON] = []
    for entity in entities:
        span = entity["offset"], entity["length"]
        if entity["type"] == "code":
            if span not in blocks or not languages[span]:
                kept.append({name: value for name, value in entity.items() if name != "language"})
        elif entity["type"] == "pre" and languages.get(span):
            kept.append({**entity, "language": languages[span]})
        else:
            kept.append(entity)
    return kept
