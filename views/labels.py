"""The field's words for what has a closed list: roles, positions, statuses, kinds, filters. Terms: the glossary."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from domain.finding import FLAGS, Narrowing, Priority
from domain.record import Kind, Position
from domain.role import Role
from domain.text import shortened
from views.issues import GENERAL, ISSUES
from views.texts import N_, Texts
from views.vocabulary import AFFECTED_PERSONS, GOALS, MECHANISMS, THEMES

ROLES = {
    Role.COORDINATOR: N_("coordinator"),
    Role.FOCAL_POINT: N_("focal point"),
    Role.DEPUTY: N_("deputy focal point"),
    Role.SIGNING_OFFICER: N_("signing officer"),
    Role.PARLIAMENT: N_("parliament"),
    Role.JUDICIARY: N_("judiciary"),
    Role.NHRI: N_("national human rights institution"),
    Role.UN: N_("UN country team"),
    Role.COLLEAGUE: N_("colleague of a unit"),
}

POSITIONS = {
    Position.SUPPORTED: N_("supported"),
    Position.NOTED: N_("noted"),
    Position.SUPPORTED_IN_PART: N_("supported in part"),
    Position.AWAITING_REPLY: N_("awaiting the State’s reply"),
}

KINDS = {
    Kind.RECOMMENDATION: N_("recommendation"),
    Kind.CONCERN: N_("concern or observation"),
    Kind.PLEDGE: N_("voluntary pledge"),
    Kind.DECISION: N_("decision on a communication"),
    Kind.JUDGMENT: N_("judgment of a regional court"),
    Kind.FOLLOW_UP: N_("request for follow-up"),
}

STATUSES = {
    "no-information": N_("no information received"),
    "not-started": N_("not started"),
    "in-progress": N_("in progress"),
    "partially-implemented": N_("partially implemented"),
    "implemented": N_("implemented"),
    "continuous": N_("continuous action"),
    "no-longer-applicable": N_("no longer applicable"),
}

STEPS = {
    "update": N_("Report progress"),
    "ask": N_("Ask a unit"),
    "ack": N_("Acknowledge"),
    "later": N_("Ask for more time"),
    "contest": N_("Not our competence"),
    "decline": N_("Decline the invitation"),
    "others": N_("Supporting institutions"),
    "behalf": N_("Enter a letter"),
    "history": N_("History"),
    "published": N_("Published progress"),
    "classify": N_("Classify"),
    "plan": N_("Plan"),
}
"""What may be done next with a recommendation, by the name of the button."""

CONTRIBUTION_STATES = {
    "draft": N_("draft"),
    "awaiting-clearance": N_("awaiting clearance"),
    "submitted": N_("submitted"),
    "returned": N_("returned for completion"),
    "approved": N_("approved"),
    "published": N_("published"),
    "superseded": N_("superseded"),
    "discarded": N_("discarded"),
}

PRIORITIES = {
    Priority.HIGH: N_("high"),
    Priority.MEDIUM: N_("medium"),
    Priority.LOW: N_("low"),
}

FILTERS = {
    "status": N_("Implementation status"),
    "position": N_("Position of the State"),
    "theme": N_("Theme"),
    "affected": N_("Affected persons"),
    "goal": N_("SDG"),
    "target": N_("SDG target"),
    "mechanism": N_("Mechanism"),
    "cycle": N_("Cycle"),
    "state": N_("Recommending State"),
    "country": N_("Country"),
    "overdue": N_("Overdue"),
    "undated": N_("Without due date"),
    "unassigned": N_("Without lead institution"),
    "parliament": N_("Needs action by parliament"),
    "assistance": N_("Technical assistance needed"),
    "institution": N_("Institution"),
    "cluster": N_("Cluster"),
    "priority": N_("Priority"),
    "silence": N_("No information since"),
}
"""What a search is narrowed by; a flag's value is its name."""


_CODE = re.compile(r"^[A-Z]\d{1,3} ")
_KNOWN = {label.casefold(): label for label in (*THEMES, *AFFECTED_PERSONS, *ISSUES)}


def role(t: Texts, value: Role) -> str:
    """Return a role's name."""
    return t(ROLES[value])


def position(t: Texts, value: Position) -> str:
    """Return a position's name."""
    return t(POSITIONS[value])


def sentence(text: str) -> str:
    """Return the text with its first letter as at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def goal(t: Texts, number: int) -> str:
    """Return a Sustainable Development Goal with its number: 4 Quality education."""
    return f"{number} {t.word(GOALS.get(number, ''))}".strip()


def mechanism(t: Texts, code: str) -> str:
    """Return a mechanism's name: a committee's or mandate's in full, else as the source writes it."""
    return t.word(MECHANISMS.get(code, code))


def classified(t: Texts, label: str) -> str:
    """Return a theme's or group's name. UHRI's older labels carry a code ("B31 Equality …") and other capitals."""
    plain = _CODE.sub("", label)
    return t.word(_KNOWN.get(plain.casefold().replace("'", "’"), plain))


def theme(t: Texts, label: str) -> str:
    """Return a theme's name; one that UHRI gives to affected persons too has a name of its own."""
    return t("General questions") if label == GENERAL else classified(t, label)


def narrowing(t: Texts, value: Narrowing) -> str:
    """Return the value of a filter in words."""
    return _VALUES[value.by](t, value)


def in_force(t: Texts, value: Narrowing, most: int) -> str:
    """Return a filter with its value, of `most` characters: Theme: Water; of a flag only what it says: Overdue."""
    if value.by in FLAGS:
        return t(FILTERS[value.by])
    return t("{label}: {value}", label=t(FILTERS[value.by]), value=shortened(narrowing(t, value), most))


_VALUES: dict[str, Callable[[Texts, Narrowing], str]] = {
    "status": lambda t, one: sentence(t(STATUSES[one.label])),
    "position": lambda t, one: position(t, Position(one.label)),
    "theme": lambda t, one: theme(t, one.label),
    "affected": lambda t, one: classified(t, one.label),
    "goal": lambda t, one: goal(t, int(one.label)),
    "target": lambda _t, one: one.label,
    "mechanism": lambda t, one: mechanism(t, one.label),
    "cycle": lambda t, one: t("cycle {number}", number=one.label),
    "state": lambda t, one: t.country(one.label, {}),
    "country": lambda t, one: t.country(one.label, one.names),
    **{by: lambda t, one: t(FILTERS[one.by]) for by in FLAGS},
    "institution": lambda t, one: t.name(one.names) or one.label,
    "cluster": lambda _t, one: one.label,
    "priority": lambda t, one: t(PRIORITIES[Priority(one.label)]),
    "silence": lambda t, one: t.date(date.fromisoformat(one.label)),
}
