"""HTML mode: from a string with tags to plain text and entities, with the errors of Telegram's parser.

Trimming, lengths and what is found without tags stand in text.py; what a tag becomes, in entities.py. Offsets of
entities count UTF-16 code units; those in error messages count UTF-8 bytes of the source.
"""

from __future__ import annotations

import re
from typing import Any

from simulator.entities import EXTRA, TYPES, Tag, merge_code, no_extra, utf16
from simulator.references import decode, decode_all, unparsable
from simulator.refusal import Refused

JSON = dict[str, Any]
SPACE = " \t\r\n\v\0"
STOP = re.compile("[<&]")
UNQUOTED = re.compile(r"[a-zA-Z0-9.\-]*")


class Parser:
    """One pass over one source. `parse` may be called once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[Tag] = []
        self.entities: list[JSON] = []

    def parse(self) -> tuple[str, list[JSON]]:
        """The plain text and its entities, unsorted. Refused: as Telegram words it."""
        while stop := STOP.search(self.source, self.at):
            self._say(self.source[self.at : stop.start()])
            self.at = stop.start()
            if stop.group() == "&":
                character, self.at = decode(self.source, self.at)
                self._say(character)
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        self._say(self.source[self.at :])
        if self.open:
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return "".join(self.pieces), self.entities

    def _say(self, text: str) -> None:
        self.pieces.append(text)
        self.length += utf16(text)

    def _error(self, what: str, at: int, after: str = "") -> Refused:
        offset = len(self.source[:at].encode("utf-8", "surrogatepass"))
        return unparsable(f"{what} at byte offset {offset}{after}")

    def _until(self, stops: str) -> str:
        begin = self.at
        while self.at < len(self.source) and self.source[self.at] not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _skip_space(self) -> str:
        """Moves on to the next character that is no space and returns it; empty at the end of the source."""
        while self.at < len(self.source) and self.source[self.at] in SPACE:
            self.at += 1
        return self.source[self.at : self.at + 1]

    def _start_tag(self) -> None:
        tag = Tag("", self.at, self.length, piece=len(self.pieces))
        self.at += 1
        tag.name = self._until(SPACE + ">").lower()
        if self.at == len(self.source):
            raise self._error("Unclosed start tag", tag.at)
        if tag.name not in TYPES:
            raise self._error(f'Unsupported start tag "{tag.name}"', tag.at)
        while self._skip_space() not in {">", ""}:
            self._attribute(tag)
        if self.at == len(self.source):
            raise self._error("Unclosed start tag", tag.at)
        self.at += 1
        if tag.name == "span" and tag.attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', tag.at)
        self.open.append(tag)

    def _attribute(self, tag: Tag) -> None:
        name = self._until(SPACE + "=>").lower()
        if not name:
            raise self._error(f'Empty attribute name in the tag "{tag.name}"', tag.at)
        following = self._skip_space()
        if following != "=":
            if not following:
                raise self._error(f'Unclosed start tag "{tag.name}"', tag.at)
            if (tag.name, name) != ("blockquote", "expandable"):
                raise self._error(f'Expected equal sign in declaration of an attribute of the tag "{tag.name}"', tag.at)
            tag.attributes[name] = ""
            return
        self.at += 1
        tag.attributes[name] = self._value(tag)

    def _value(self, tag: Tag) -> str:
        quote = self._skip_space()
        if not quote:
            raise self._error(f'Unclosed start tag "{tag.name}"', tag.at)
        begin = self.at
        if quote in {"'", '"'}:
            end = self.source.find(quote, begin + 1)
            if end < 0:
                raise self._error("Unclosed start tag", tag.at)
            self.at = end + 1
            return decode_all(self.source[begin + 1 : end])
        token = UNQUOTED.match(self.source, begin)
        self.at = token.end() if token else begin
        if self.source[self.at : self.at + 1] not in {*SPACE, ">", ""}:
            raise self._error("Unexpected end of name token", begin)
        return self.source[begin : self.at].lower()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._error("Unexpected end tag", begin)
        self.at += 2
        name = self._until(SPACE + ">").lower()
        if self._skip_space() != ">":
            raise self._error("Unclosed end tag", begin)
        self.at += 1
        tag = self.open.pop()
        if name not in {"", tag.name}:
            raise self._error("Unmatched end tag", begin, f', expected "</{tag.name}>", found "</{name}>"')
        if self.length > tag.offset:
            self._entity(tag)

    def _entity(self, tag: Tag) -> None:
        entity: JSON = {"type": TYPES[tag.name], "offset": tag.offset, "length": self.length - tag.offset}
        extra = EXTRA.get(tag.name, no_extra)(tag, "".join(self.pieces[tag.piece :]))
        if extra is not None:
            self.entities.append(entity | extra)


def parse_html(source: str) -> tuple[str, list[JSON]]:
    """The plain text and its entities, outermost first. Refused: as Telegram words it."""
    text, entities = Parser(source).parse()
    return text, merge_code(sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])))
