"""What is asked before a decision on contributions, and what institutions are told of it. Reading: views/review.py."""

from __future__ import annotations

from domain.contributed import LONGEST_REASON, ClearanceNotice, ContributionShown, Returning
from domain.reviewed import EnteredNotice, ReviewNotice, Unchanged, UnchangedDone
from views.labels import STATUSES
from views.message import Body, Button, Message, Row, fitting
from views.reading import head, menu
from views.review import to_queue
from views.texts import Texts
from views.told import lists_of

_NAME = 160
_MOST_NUMBERS = 12


def ask_why(t: Texts, values: ContributionShown) -> Message:
    """The question why one is returned."""
    body = head(t, values).line(fitting(t.name(values.institution), _NAME)).line()
    body.line(t("What is to be completed or corrected? The institution will receive what you write."))
    return body.message((Button(t("Cancel"), "cancel"),))


def returning(t: Texts, values: Returning) -> Message:
    """The reason before it is sent."""
    body = head(t, values.contribution).line(fitting(t.name(values.contribution.institution), _NAME)).line()
    body.field(t("Reason:"), values.reason)
    body.line().line(t("To add something, write on."))
    return body.message((Button(t("Return"), f"review:send:{values.row}"), Button(t("Cancel"), "cancel")))


def unchanged(t: Texts, values: Unchanged) -> Message:
    """What would be approved together."""
    body = Body().title(t("No change"))
    if not values.total:
        body.line(t("Nothing waits to be checked or published."))
        return body.message((to_queue(t), menu(t)))
    count = values.total
    body.line(
        t.n(
            "{count} contribution repeats what the institution said before:",
            "{count} contributions repeat what the institutions said before:",
            count,
        )
    )
    body.line(_numbers(t, [str(one) for one in values.references]))
    both: Row = ()
    if values.publishable:
        both = (Button(t("Approve and publish"), f"review:yes:publish:{values.until}"),)
        if values.publishable < count:
            body.line(t("What comes from supporting institutions is approved only."))
    return body.message(both, (Button(t("Approve"), f"review:yes:approve:{values.until}"), to_queue(t)))


def unchanged_done(t: Texts, values: UnchangedDone) -> Message:
    """How many were approved together."""
    body = Body().title(t("No change"))
    body.line(t.n("{count} contribution was approved.", "{count} contributions were approved.", values.approved))
    if values.published:
        body.line(t.n("{count} of them was published.", "{count} of them were published.", values.published))
    return body.message((to_queue(t), menu(t)))


def told_returned(t: Texts, values: ClearanceNotice) -> Message:
    """To the institution: a contribution was returned, and why."""
    shown = values.contribution
    assert shown is not None  # noqa: S101 - it is loaded for this kind
    body = head(t, shown).line().line(t("The coordinator returns this contribution for completion."))
    body.field(t("Reason:"), fitting(shown.reason or "", LONGEST_REASON))
    if not values.reader.acts_so:
        return body.message(*lists_of(t, values.reader))
    body.line().line(t("Your text is kept: open it, complete it and submit it again."))
    return body.message((Button(t("Report progress"), f"update:{shown.reference}"),))


def told_reviewed(t: Texts, values: ReviewNotice) -> Message:
    """To the institution: what was approved and published."""
    body = Body().title(t("Your contributions")).line(fitting(t.name(values.institution), _NAME)).line()
    body.field(t("Published:"), _numbers(t, [str(one) for one in values.published]))
    body.field(t("Approved:"), _numbers(t, [str(one) for one in values.approved]))
    return body.message(*lists_of(t, values.reader))


def told_entered(t: Texts, values: EnteredNotice) -> Message:
    """To the institution: the secretariat has entered what came in its letter."""
    body = Body().title(str(values.reference)).line(fitting(t.name(values.institution), _NAME)).line()
    body.line(t("The secretariat has entered a contribution on behalf of your institution."))
    if values.letter:
        body.line(t("Letter {number} of {date}", number=values.letter.number, date=t.date(values.letter.on)))
    body.field(t("Implementation status:"), t(STATUSES[values.status]) if values.status else "")
    if not values.reader.acts_so:
        return body.message(*lists_of(t, values.reader))
    return body.message((Button(t("Read all"), f"draft:{values.contribution_id}:preview"),))


def _numbers(t: Texts, numbers: list[str]) -> str:
    shown = t.list(numbers[:_MOST_NUMBERS]) if numbers else ""
    return f"{shown} …" if len(numbers) > _MOST_NUMBERS else shown
