"""The wording of every refusal: what is wrong, and what to do next. Found by walking the class tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from domain import errors
from domain.errors import Refusal
from domain.role import Role
from domain.text import shortened
from views.labels import ROLES
from views.texts import Texts
from views.work_refusals import WORK

_Wording = Callable[[Texts, Any], str]
_QUOTED = 300


def _timezone_unknown(t: Texts, error: errors.TimezoneUnknown) -> str:
    if error.near:
        return t(
            "There is no time zone “{name}”. Did you mean {near}?",
            name=error.name,
            near=t.one_of(error.near),
        )
    return t(
        "There is no time zone “{name}”. Write a large city of your time zone, or a name such as Africa/Maputo.",
        name=error.name,
    )


def _invitation_used(t: Texts, error: errors.InvitationUsed) -> str:
    if error.by_same:
        return t("You have accepted this invitation already. /menu shows what you can do.")
    return t("This invitation has been used. Each serves one person once: ask whoever invited you for a new one.")


WORDINGS: dict[type[Refusal], _Wording] = {
    # a row of a file
    errors.TextMissing: lambda t, _: t("The row has no text."),
    errors.CountryMissing: lambda t, _: t("The row names no country."),
    errors.CountryUnknown: lambda t, e: t(
        "“{name}” is not a country Suivi knows. Write its name as the United Nations do, or its two-letter code.",
        name=e.name,
    ),
    errors.DateUnreadable: lambda t, e: t("“{value}” is not a date. Write it as 2026-11-30.", value=e.value),
    errors.PositionUnknown: lambda t, e: t(
        "“{value}” is not a position. Write Supported, Noted or Supported/Noted.", value=e.value
    ),
    errors.MechanismMissing: lambda t, _: t("The row names no recommending body."),
    errors.SdgUnknown: lambda t, e: t("“{value}” is not a Sustainable Development Goal or target.", value=e.value),
    errors.SessionUnreadable: lambda t, e: t("“{value}” is not the number of a UPR session.", value=e.value),
    errors.TextTooLong: lambda t, e: t(
        "The text has {length} characters; at most {limit} are read.",
        length=t.number(e.length),
        limit=t.number(e.limit),
    ),
    errors.TextDiffers: lambda t, e: t(
        "The row has no OHCHR id and another text than {reference}, which stands in its place. "
        "Nothing was changed: compare the two.",
        reference=e.reference,
    ),
    errors.Resembles: lambda t, e: t(
        "The row looks like {references}, in other words or from other States. Nothing was changed: compare them.",
        references=t.list(e.references),
    ),
    errors.SeveralTexts: lambda t, e: t(
        "The same recommendation stands in row {row} with other contents. Keep one of the two.", row=e.row
    ),
    # a file
    errors.FileUnreadable: lambda t, e: t(
        "{name} cannot be read. It must be an .xlsx or .csv file that is there, is not damaged and has no password.",
        name=e.name,
    ),
    errors.FileEmpty: lambda t, e: t("{name} has no rows below its header.", name=e.name),
    errors.FileTooLarge: lambda t, e: t(
        "{name} is too large to be read safely. Export fewer recommendations at a time.", name=e.name
    ),
    errors.FileTooLargeToFetch: lambda t, e: t(
        "{name} is larger than {limit} MB, and Telegram lets no bot receive it. "
        "Export fewer recommendations at a time, or ask the operator to import it.",
        name=e.name,
        limit=t.number(e.limit // 2**20),
    ),
    errors.ColumnsMissing: lambda t, e: t("Columns are missing: {columns}.", columns=t.list(e.missing)),
    errors.FormatUnknown: lambda t, e: t(
        "No known export has the columns {columns}. Suivi reads exports of the Universal Human Rights Index "
        "and of UPR Info.",
        columns=t.list(e.found or ("—",)),
    ),
    # set-up
    errors.CountryNotSetUp: lambda t, e: t("{code} is not set up. Add it first: suivi country add {code}", code=e.code),
    errors.CountryCodeMalformed: lambda t, e: t(
        "“{code}” is not a country code. Use the two letters of ISO 3166, such as CV or MZ.", code=e.code
    ),
    errors.CountryExists: lambda t, e: t("{code} is set up already.", code=e.code),
    errors.InstitutionNotFound: lambda t, e: t(
        "There is no institution {code}. Those there are: {known}.", code=e.code, known=t.list(e.known or ("—",))
    ),
    errors.InstitutionExists: lambda t, e: t("There is an institution {code} already.", code=e.code),
    errors.InstitutionCodeMalformed: lambda t, e: t(
        "“{code}” cannot be an institution’s code. "
        "Use 1 to 16 Latin letters without accents, digits, hyphens or underscores.",
        code=e.code,
    ),
    errors.InstitutionUnnamed: lambda t, _: t("The institution needs a name in at least one language."),
    errors.LanguageNotSpoken: lambda t, e: t(
        "Suivi does not speak “{language}”. It speaks en, fr, pt and zh.", language=e.language
    ),
    errors.TimezoneUnknown: _timezone_unknown,
    errors.InstitutionNeeded: lambda t, e: t(
        "The role “{role}” exists only in an institution: name one.", role=t(ROLES[Role(e.role)])
    ),
    errors.InstitutionNotAllowed: lambda t, e: t(
        "The role “{role}” is of the whole country: name no institution.", role=t(ROLES[Role(e.role)])
    ),
    errors.RoleOfOtherKind: lambda t, e: t(
        "The role “{role}” does not exist in {institution}: independent bodies have roles of their own.",
        role=t(ROLES[Role(e.role)]),
        institution=e.institution,
    ),
    errors.PlaceNotFound: lambda t, e: t(
        "There is no recommendation at “{place}”. "
        "Write the document’s symbol and the paragraph, as A/HRC/43/15:122.10.",
        place=e.place,
    ),
    errors.NothingSelected: lambda t, _: t("No recommendation matches."),
    # invitations
    errors.InvitationUnknown: lambda t, _: t(
        "No invitation has this code. Check that it was copied whole, or ask whoever invited you for a new one."
    ),
    errors.InvitationUsed: _invitation_used,
    errors.InvitationExpired: lambda t, e: t(
        "This invitation expired on {date}. Ask whoever invited you for a new one.", date=t.date(e.on)
    ),
    errors.RoleAlreadyHeld: lambda t, _: t("You have this role already. /menu shows what you can do."),
    # in the chat
    errors.NoInstitution: lambda t, _: t(
        "This list is for people who act for an institution. If you have an invitation, open its link. "
        "Anyone can search: /find"
    ),
    errors.NotFound: lambda t, _: t(
        "There is no such recommendation. Check its number (as SI-0123), or search by words: /find"
    ),
    errors.NotCoordinator: lambda t, _: t(
        "This is for coordinators, while they act in that role. /menu shows what you can do, and changes your role."
    ),
    errors.NoSuchInstitution: lambda t, _: t("There is no such institution. /remind lists those there are."),
    errors.MessageEmpty: lambda t, _: t("There is nothing to send yet: write the message in words."),
    errors.MessageTooLong: lambda t, e: t(
        "That makes {length} characters; a message holds at most {limit}. Nothing was added: write it shorter, "
        "or send two messages.",
        length=t.number(e.length),
        limit=t.number(e.limit),
    ),
    errors.Moot: lambda t, _: t("This message no longer concerns you."),
    errors.NothingToSearch: lambda t, _: t(
        "These words are too short, or stand in almost every recommendation. Add one that tells yours apart, "
        "such as education or torture."
    ),
    errors.TookTooLong: lambda t, _: t(
        "That took too long and was stopped. Try again; if it was a search, with more or longer words."
    ),
    errors.ButtonStale: lambda t, _: t("This button is no longer valid. Here is the present state."),
    errors.CommandUnknown: lambda t, _: t("Suivi does not know this command. /help lists those there are."),
    **WORK,
}


def wording(t: Texts, refusal: Refusal) -> str:
    """Return what a refusal says, in the language of `t`: its own wording, else that of the class it refines."""
    for kind in type(refusal).__mro__:
        if kind in WORDINGS:
            return WORDINGS[kind](t, _quotable(refusal))
    raise LookupError(type(refusal).__name__)


def _quotable(refusal: Refusal) -> Refusal:
    """The refusal with what somebody wrote shortened: they may have written as much as a message holds."""
    texts = {field.name: getattr(refusal, field.name) for field in fields(refusal)}
    return replace(refusal, **{name: shortened(v, _QUOTED) for name, v in texts.items() if isinstance(v, str)})
