"""Character references of HTML mode, such as &lt; and &#233;. Tags stand in markup.py."""

from __future__ import annotations

import re

from simulator.refusal import Refused, bad_request

NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
UNMATCHED_SURROGATE = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)


def unparsable(what: str) -> Refused:
    """The refusal of a text whose entities cannot be parsed."""
    return bad_request(f"can't parse entities: {what}")


def decode(source: str, at: int) -> tuple[str, int]:
    """The character that the reference at this place stands for, and where it ends; else the ampersand itself."""
    found = REFERENCE.match(source, at)
    if found is None:
        return "&", at + 1
    hexadecimal, decimal, name = found.groups()
    if name:
        return (NAMED[name], found.end()) if name in NAMED else ("&", at + 1)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal[:10])
    if code == 0 or code >= 0x10FFFF or len(found.group().rstrip(";")) > 9:
        return "&", at + 1
    if 0xD800 <= code <= 0xDFFF:
        raise unparsable(UNMATCHED_SURROGATE)
    return chr(code), found.end()


def decode_all(text: str) -> str:
    """The text with every reference decoded."""
    pieces, at = [], 0
    while (stop := text.find("&", at)) >= 0:
        pieces.append(text[at:stop])
        character, at = decode(text, stop)
        pieces.append(character)
    return "".join(pieces) + text[at:]
