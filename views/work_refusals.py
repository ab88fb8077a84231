"""The wording of what is refused while institutions and coordinators work on contributions. All others: refusals.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain import errors
from domain.errors import Refusal
from views.assigning_refusals import ASSIGNING
from views.date_refusals import DATES
from views.days import letter_example
from views.labels import CONTRIBUTION_STATES
from views.part_refusals import PARTS
from views.plan_refusals import PLANS
from views.texts import Texts
from views.workbook_refusals import WORKBOOK


def _incomplete(t: Texts, error: errors.SubmissionIncomplete) -> str:
    if error.missing == "status":
        return t("The implementation status is still missing: choose it first.")
    return t("There is no text yet: write at least the measures taken, the difficulties or the next steps.")


def _moved_on(t: Texts, error: errors.ContributionMovedOn) -> str:
    label = CONTRIBUTION_STATES.get(error.state)
    return t(
        "This contribution has moved on meanwhile: it is {state}. Nothing was changed.",
        state=t(label) if label else error.state,
    )


WORK: dict[type[Refusal], Callable[[Texts, Any], str]] = {
    errors.NotInThisRole: lambda t, _: t(
        "The role that you act in may not do this. /menu shows what you can do, and your other roles."
    ),
    errors.NotAssigned: lambda t, _: t(
        "This recommendation is not assigned to your institution, or no longer. /mine shows what is."
    ),
    errors.ContributionMovedOn: _moved_on,
    errors.OwnContribution: lambda t, _: t(
        "You wrote or submitted this contribution yourself: somebody else has to clear or approve it."
    ),
    errors.OnlyLeadPublished: lambda t, _: t(
        "The country’s answer is the lead institution’s contribution: only that one is published. This one can be "
        "approved; the lead institution draws on it."
    ),
    errors.InstitutionWrites: lambda t, _: t(
        "The institution has begun its own contribution on this recommendation. Please ask it to submit that one."
    ),
    errors.SubmissionIncomplete: _incomplete,
    errors.CountryNotShown: lambda t, _: t(
        "The recommendations of this country are not shown to you, or no longer. /overview shows what you can see."
    ),
    errors.FacesMissing: lambda t, e: t(
        "No font is installed here that a picture in {language} can be drawn with. Please tell the operator: “suivi "
        "check” says what to install.",
        language=t.language_name(e.language),
    ),
    errors.NothingToDraw: lambda t, _: t("There are no recommendations yet, so that there is nothing to draw."),
    errors.NothingAwaits: lambda t, _: t("Nothing awaits clearance any more, so that there is nothing to be signed."),
    errors.LetterNotScanned: lambda t, e: t(
        "{name} was not kept: a signed letter is sent as a photo, a picture or a PDF.", name=e.name
    ),
    errors.LetterFull: lambda t, e: t(
        "There are {most} pages already, which is the most. Put them into one PDF instead.", most=t.number(e.most)
    ),
    errors.AddressNotTaken: lambda t, e: t(
        "This address cannot be kept as evidence. Send the address of a public page, such as "
        "{address}, with {limit} characters at most.",
        address="https://www.example.org/law.pdf",
        limit=t.number(e.limit),
    ),
    errors.EvidenceFull: lambda t, e: t(
        "There are {most} pieces of evidence already, which is the most. Remove one first, or put several "
        "into one file.",
        most=t.number(e.most),
    ),
    errors.EvidenceNotThere: lambda t, _: t("This file is not stored, or not yet. Try again in a few minutes."),
    errors.FileNotTaken: lambda t, e: t(
        "{name} was not kept: by its content it is none of the files that are taken, or it is damaged. Send a photo, "
        "a PDF, or a document of Word, Excel, PowerPoint or LibreOffice.",
        name=e.name,
    ),
    errors.FileProtected: lambda t, e: t(
        "{name} was not kept: it opens only with a password. Send it without one.", name=e.name
    ),
    errors.FileWithMacros: lambda t, e: t(
        "{name} was not kept: it holds macros. Save it without them (as .docx, .xlsx or .pptx) and send it again.",
        name=e.name,
    ),
    errors.PartTooLong: lambda t, e: t(
        "That is too long: one part holds {limit} characters. Shorten it, or send it as a document.",
        limit=t.number(e.limit),
    ),
    errors.LetterNotUnderstood: lambda t, e: t(
        "Write the letter’s number and its date, with a comma between them, such as: {letter}. "
        "The number has at most {limit} characters.",
        letter=letter_example(t),
        limit=t.number(e.limit),
    ),
    errors.DateInTheFuture: lambda t, e: t(
        "This date has not come yet: today is {today}. Write the date that stands on the letter.", today=t.date(e.today)
    ),
    errors.LastCoordinator: lambda t, _: t(
        "A country needs a coordinator: invite another one first, who can then end your access."
    ),
    errors.TooManyInvitations: lambda t, e: t(
        "{count} invitations wait to be accepted already. Withdraw one of them first.", count=t.number(e.most)
    ),
    errors.SearchesFull: lambda t, e: t(
        "You keep {most} searches, which is the most. Delete one in /searches first.", most=t.number(e.most)
    ),
    **DATES,
    **ASSIGNING,
    **PLANS,
    **WORKBOOK,
    **PARTS,
}
