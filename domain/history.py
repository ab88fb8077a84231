"""What has happened to a recommendation, entry by entry, and what is published of it: values that views render."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.contributed import ContributionShown
from domain.contribution import Status
from domain.due import Part
from domain.reference import Reference
from domain.role import Role
from domain.shown import Names


class What(StrEnum):
    """What can happen. Nobody is ever named: institutions and roles act."""

    IMPORTED = "imported"
    ASSIGNED = "assigned"
    INVITED = "invited"
    ACKNOWLEDGED = "acknowledged"
    ENDED = "ended"
    FOR_CLEARANCE = "sent for clearance"
    TAKEN_BACK = "taken back"
    SENT_BACK = "sent back"
    CLEARED = "cleared"
    SUBMITTED = "submitted"
    ENTERED = "entered on behalf"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    CONTESTED = "contested"
    COMPETENCE_REFUSED = "competence confirmed"
    COMPETENCE_ACCEPTED = "contest accepted"
    LATER_ASKED = "another date asked for"
    LATER_GRANTED = "another date granted"
    LATER_REFUSED = "another date refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened. `institution`: whose recommendation or contribution it was; `role`: who acted for it.

    `on`: another date that was asked for or granted, `reason`: why one was returned; each only to who may know.
    """

    at: datetime
    what: What
    institution: Names | None = None
    role: Role | None = None
    part: Part | None = None
    version: int | None = None
    status: Status | None = None
    no_change: bool = False
    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DatedEntry:
    """An entry with its day where the reader lives."""

    on: date
    entry: Entry


@dataclass(frozen=True, slots=True)
class History:
    """A page of a recommendation's history, newest first. `public`: only what is published."""

    reference: Reference
    entries: tuple[DatedEntry, ...]
    number: int
    pages: int
    public: bool


@dataclass(frozen=True, slots=True)
class Published:
    """What is published on a recommendation, without internal notes: the country's answer first. `page`: of all."""

    reference: Reference
    contributions: tuple[ContributionShown, ...]
    published_on: tuple[date, ...]
    page: int
