"""What an import changes: a record of a file against what the database has of it from sources. Pure decisions.

What a country decided nationally stands elsewhere and is not looked at, so that it cannot be overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from domain.errors import TextDiffers
from domain.record import Kind, Position, Record, Sdg, State
from domain.reference import Reference
from domain.text import fold, indexed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stored:
    """A recommendation as earlier imports left it. `texts`: by language; `national`: languages of the country's own."""

    id: int
    reference: Reference
    kind: Kind
    source_type: str
    paragraph: str | None
    position: Position | None
    document: str
    themes: tuple[str, ...]
    affected_persons: tuple[str, ...]
    labels_language: str
    sdgs: tuple[Sdg, ...]
    recommending_states: tuple[State, ...]
    texts: dict[str, str]
    national: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Change:
    """What a record brings that the database has not; None: nothing new there."""

    text: str | None = None
    kind: Kind | None = None
    source_type: str | None = None
    paragraph: str | None = None
    position: Position | None = None
    document: str | None = None
    themes: tuple[str, ...] | None = None
    affected_persons: tuple[str, ...] | None = None
    sdgs: tuple[Sdg, ...] | None = None
    recommending_states: tuple[State, ...] | None = None

    @property
    def nothing(self) -> bool:
        """Whether the record says what the database has."""
        return self == Change()


def change(record: Record, language: str, document: str, stored: Stored, *, settled: bool = False) -> Change:
    """Return what `record`, in `language`, changes. An empty cell never erases what an earlier file said.

    Raises TextDiffers where a record without OHCHR id has other words than the one stored in its place: whether it is
    the same recommendation corrected, or another one, is for a person to say. `settled`: it has been said.
    """
    text = _changed_text(record, language, stored, settled=settled)
    labels = stored.labels_language == language or not (stored.themes or stored.affected_persons)
    return Change(
        text=text,
        kind=_other(record.kind, stored.kind),
        source_type=_other(record.source_type, stored.source_type),
        paragraph=_other(record.paragraph, stored.paragraph) if language == stored.labels_language else None,
        position=_other(record.position, stored.position),
        document=_other(document, stored.document),
        themes=_other(_once(record.themes), stored.themes) if labels else None,
        affected_persons=_other(_once(record.affected_persons), stored.affected_persons) if labels else None,
        sdgs=_other(_once(record.sdgs), stored.sdgs),
        recommending_states=_other_states(record.recommending_states, stored.recommending_states),
    )


def _changed_text(record: Record, language: str, stored: Stored, *, settled: bool) -> str | None:
    there = stored.texts.get(language)
    if language in stored.national or there == record.text:
        return None
    if there is not None and not (settled or record.annotation_id or indexed(there) == indexed(record.text)):
        raise TextDiffers(str(stored.reference))
    return record.text


def _other(new: T, old: T) -> T | None:
    """The new value where there is one and it differs; None otherwise."""
    return new if new and new != old else None


def _once(values: tuple[T, ...]) -> tuple[T, ...]:
    """The values without doubles, as they are stored."""
    return tuple(dict.fromkeys(values))


def _other_states(new: tuple[State, ...], old: tuple[State, ...]) -> tuple[State, ...] | None:
    """States differ where their codes do; a known State's name in another language is the same State."""
    if not new or [_known_as(state) for state in new] == [_known_as(state) for state in old]:
        return None
    return new


def _known_as(state: State) -> str:
    return state.code or fold(state.name)
