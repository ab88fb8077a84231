"""What is seen of a recommendation's past: its history, and what is published on it."""

from __future__ import annotations

from domain.due import Part
from domain.history import Entry, History, Published, What
from domain.text import shortened
from views.labels import STATUSES, role
from views.lists import turning
from views.message import Body, Button, Message, Row, fitting
from views.reading import reading_pages
from views.texts import N_, Texts

_NAME = 120
_REASON = 200

WHATS = {
    What.IMPORTED: N_("recorded in the register"),
    What.ASSIGNED: N_("assigned"),
    What.INVITED: N_("invited to contribute"),
    What.ACKNOWLEDGED: N_("receipt acknowledged"),
    What.ENDED: N_("no longer assigned"),
    What.FOR_CLEARANCE: N_("contribution sent for clearance"),
    What.TAKEN_BACK: N_("contribution taken back"),
    What.SENT_BACK: N_("contribution sent back within the institution"),
    What.CLEARED: N_("contribution cleared and submitted"),
    What.SUBMITTED: N_("contribution submitted"),
    What.ENTERED: N_("contribution entered by the secretariat on behalf of the institution"),
    What.RETURNED: N_("contribution returned for completion"),
    What.APPROVED: N_("contribution approved"),
    What.PUBLISHED: N_("contribution published"),
    What.CONTESTED: N_("competence contested"),
    What.COMPETENCE_REFUSED: N_("competence confirmed by the coordinator"),
    What.COMPETENCE_ACCEPTED: N_("objection to competence accepted"),
    What.LATER_ASKED: N_("another date requested"),
    What.LATER_GRANTED: N_("another date granted"),
    What.LATER_REFUSED: N_("another date refused"),
}


def history(t: Texts, values: History) -> Message:
    """What has happened, newest first; to the public, what was published and when."""
    body = Body().title(t.joined((str(values.reference), t("History"))))
    if values.public:
        body.note(t("What has been published."))
    if not values.entries:
        body.line().line(t("Nothing has been published yet."))
    for one in values.entries:
        body.line().entry(t.date(one.on), _who(t, one.entry), _what(t, one.entry))
    turn = turning(values.number, values.pages, f"history:{values.reference}")
    return body.message(turn, _card(values.reference))


def published(t: Texts, values: Published) -> Message:
    """What is published: the texts of one contribution after the other, in pages."""
    every = [(place, texts) for place, one in enumerate(values.contributions) for texts in reading_pages(t, one)]
    number = max(1, min(values.page, len(every)))
    place, texts = every[number - 1]
    one = values.contributions[place]
    body = Body().title(t.joined((str(values.reference), t("Published progress"))))
    body.line(fitting(t.name(one.institution), _NAME))
    if one.independent:
        body.note(t("Published by an independent body."))
    body.line(t("Published on {date}", date=t.date(values.published_on[place])))
    body.field(t("Implementation status:"), t(STATUSES[one.content.status]) if one.content.status else "")
    for label, text in texts:
        body.line().title(label).line(text)
    more: Row = (Button(t("Evidence"), f"evidence:{one.id}"),) if one.evidence else ()
    turn = turning(number, len(every), f"published:{values.reference}")
    return body.message(turn, more, (Button(t("History"), f"history:{values.reference}"), *_card(values.reference)))


def _who(t: Texts, entry: Entry) -> str:
    if entry.institution is None:
        return ""
    name = fitting(t.name(entry.institution), _NAME)
    return t.joined((role(t, entry.role), name)) if entry.role else name


def _what(t: Texts, entry: Entry) -> str:
    parts = [t(WHATS[entry.what])]
    if entry.what is What.ASSIGNED and entry.part:
        parts.append({Part.LEAD: t("lead institution"), Part.ASSOCIATED: t("supporting institution")}[entry.part])
    if entry.version:
        parts.append(t("version {number}", number=entry.version))
    if entry.status:
        parts.append(t(STATUSES[entry.status]))
    if entry.no_change:
        parts.append(t("no change"))
    if entry.on:
        parts.append(t.date(entry.on))
    line = t.series(parts)
    if not entry.reason:
        return line
    return f"{line}\n{t('Reason:')} {shortened(entry.reason, _REASON)}"


def _card(reference: object) -> Row:
    return (Button(str(reference), f"card:{reference}"),)
