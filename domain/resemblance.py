"""Which recommendation another source may have brought already, under another identity. Pure decisions.

Only the UPR is looked at: its recommendations come from several sources, with and without document and paragraph. What
is the same by its identity stands in identity.py, what then changes in merging.py.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from domain.identity import Item
from domain.record import Record, State
from domain.reference import Reference
from domain.text import fold, indexed

ALIKE = 0.85
"""The share of words, in order, that two texts have in common from which on they may be one, corrected."""

_NUMBER = re.compile(r"^\(?\d{1,3}(?:\s?\.\s?\d{1,3}){1,2}\s?[.)]?\s*")
_LAST_GROUP = re.compile(r"[(（]([^()（）]*)[)）][\s;.,；。，]*$")


class Similar(StrEnum):
    """What a person wants done with rows that look like recommendations already there, in other words."""

    REFUSE = "refuse"
    MERGE = "merge"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Known:
    """A recommendation that is there. `placed`: a source gave its document or its OHCHR id."""

    id: int
    reference: Reference
    identity: bytes
    placed: bool
    session: int | None
    states: tuple[State, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An item that the database has not by its identity, and what it may be: in the same words, in like words."""

    item: Item
    same: tuple[Known, ...]
    like: tuple[Known, ...]


@dataclass(slots=True)
class Settled:
    """What becomes of doubtful items. `taken`: those that are a recommendation there, which takes their identity."""

    taken: list[tuple[Item, Known]] = field(default_factory=list)
    new: list[Item] = field(default_factory=list)
    unchanged: int = 0
    refused: list[tuple[Item, tuple[Known, ...]]] = field(default_factory=list)


def is_placed(record: Record) -> bool:
    """Tell whether the source says where the record stands: by an OHCHR id, or by its document."""
    return bool(record.annotation_id or record.symbol)


def words_of(text: str, states: Iterable[State]) -> str:
    """Return a text's folded words without what sources put around it: its number, the States in brackets."""
    rest = _NUMBER.sub("", text.strip())
    names = [f" {indexed(state.name)} " for state in states]
    while (group := _LAST_GROUP.search(rest)) and any(name in f" {indexed(group[1])} " for name in names):
        rest = rest[: group.start()].rstrip()
    return indexed(rest)


def doubtful(item: Item, there: Iterable[Known]) -> Doubtful | None:
    """Return what of `there` (of the item's country and mechanism) it may be; None where it is new beyond doubt.

    One of the two has no place: two places are two recommendations, whatever the words.
    States must meet; where a session is not known, the same words are no proof, since States repeat themselves.
    """
    record = item.record
    possible = [one for one in there if not (one.placed and is_placed(record)) and _meet(record, one)]
    words = words_of(record.text, record.recommending_states) if possible else ""
    same, like = [], []
    for one in possible:
        its_words = words_of(one.text, one.states)
        if words and its_words == words and record.session is not None and record.session == one.session:
            same.append(one)
        elif _alike(its_words, words):
            like.append(one)
    return Doubtful(item, tuple(same), tuple(like)) if same or like else None


def settled(found: Sequence[Doubtful], claimed: Container[tuple[str, bytes]], similar: Similar) -> Settled:
    """Decide on all doubtful items of a file, of whose rows `claimed` are the identities.

    What another row of the file is by its identity, this one is not: two treaties make two like recommendations. What
    is the same in words and States is settled first, so that the order of rows does not matter.
    """
    result = Settled()
    taken: set[int] = set()

    def free(known: tuple[Known, ...], country: str) -> tuple[Known, ...]:
        return tuple(one for one in known if one.id not in taken and (country, one.identity) not in claimed)

    open_: list[Doubtful] = []
    for one in found:
        same = free(one.same, one.item.country)
        if any(known.placed for known in same):
            result.unchanged += 1  # the document's own words and States stand
        elif exact := [
            known for known in same if _states(known.states) == _states(one.item.record.recommending_states)
        ]:
            taken.add(exact[0].id)
            result.taken.append((one.item, exact[0]))
        else:
            open_.append(one)
    for one in open_:
        known = free((*one.same, *one.like), one.item.country)
        _settle(result, one.item, known, similar, taken)
    return result


def _settle(result: Settled, item: Item, known: tuple[Known, ...], similar: Similar, taken: set[int]) -> None:
    if not known or similar is Similar.ADD:
        result.new.append(item)
    elif similar is Similar.REFUSE or len(known) > 1:
        result.refused.append((item, known))
    elif known[0].placed:
        result.unchanged += 1
    else:
        taken.add(known[0].id)
        result.taken.append((item, known[0]))


def _meet(record: Record, known: Known) -> bool:
    """Whether session and recommending States can be the same; a pledge has none."""
    if record.session and known.session and record.session != known.session:
        return False
    here, there = _states(record.recommending_states), _states(known.states)
    return bool(here & there) or here == there


def _states(states: Iterable[State]) -> frozenset[str]:
    return frozenset(state.code or fold(state.name) for state in states)


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return (
        bool(one)
        and matcher.real_quick_ratio() >= ALIKE
        and matcher.quick_ratio() >= ALIKE
        and matcher.ratio() >= ALIKE
    )
