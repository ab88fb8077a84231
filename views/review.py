"""What coordinators see of contributions to be reviewed: the queue, one in full, what it has become.

What is asked before a decision, and what the institution is told: views/decided.py.
"""

from __future__ import annotations

from domain.contributed import ContributionShown
from domain.contribution import Action, State
from domain.due import Part
from domain.reviewed import Reviewed, ReviewLine, ReviewQueue
from domain.text import set_apart, shortened
from views.labels import CONTRIBUTION_STATES, STATUSES, sentence
from views.lists import turning
from views.message import Body, Button, Message, Row, fitting
from views.reading import menu, reading_pages
from views.round_names import round_name
from views.texts import Texts, known

_NAME = 120
_EXCERPT = 200
_REASON = 150
_SHORT_NAME = 60
_LABEL = 30
_BEGINNING = 120


def queue(t: Texts, values: ReviewQueue) -> Message:
    """What waits for the coordinators, what has waited longest first."""
    body = Body().title(t("Contributions to be checked"))
    counts = [
        t.n("{count} submitted", "{count} submitted", values.submitted),
        t.n("{count} approved, to be published", "{count} approved, to be published", values.approved),
    ]
    body.line(
        t.series([text for text, count in zip(counts, (values.submitted, values.approved), strict=True) if count])
    )
    if not values.lines:
        body.line(t("Nothing waits to be checked or published."))
    for one in values.lines:
        body.line().entry(str(one.line.reference), _tail(t, one), _text(t, one))
    opened: list[Row] = [(Button(_label(t, one), f"review:open:{one.contribution_id}"),) for one in values.lines]
    same: Row = ()
    if values.unchanged:
        label = t.n("Approve {count} “no change”", "Approve {count} “no change”", values.unchanged)
        same = (Button(label, "review:same"),)
    turn = turning(values.number, values.pages, "review")
    return body.message(*opened, turn, same, (Button(t("Enter a letter"), "behalf"), menu(t)))


def to_review(t: Texts, values: Reviewed) -> Message:
    """A contribution in full; its last page has the buttons that decide."""
    texts = reading_pages(t, values.contribution)
    number = max(1, min(values.page, len(texts)))
    body = _head(t, values, first=number == 1)
    for label, text in texts[number - 1]:
        body.line().title(label).line(text)
    if values.contribution.evidence:
        count = values.contribution.evidence
        body.line().line(t.n("{count} piece of evidence", "{count} pieces of evidence", count))
    if values.is_own and values.contribution.state is State.SUBMITTED:
        body.line().line(t("You entered this one yourself: another coordinator has to approve it."))
    turn = turning(number, len(texts), f"review:open:{values.contribution.id}")
    return body.message(turn, *(_decide(t, values) if number == len(texts) else ()), *_more(t, values))


def decided(t: Texts, values: Reviewed) -> Message:
    """What a contribution has become, shortly; the way to the next one."""
    shown = values.contribution
    body = Body().title(_title(t, shown)).line(fitting(t.name(shown.institution), _NAME)).line()
    if shown.state is State.PUBLISHED:
        body.line(t("It is published. The institution will be told."))
    elif shown.state is State.APPROVED:
        body.line(t("It is approved. The institution will be told."))
        if not values.answers:
            body.line(t("It is not published itself: the lead institution draws on it for the country’s answer."))
    elif shown.state is State.RETURNED:
        body.line(t("It was returned for completion. The institution is told why."))
    return body.message(*_decide(t, values), *_more(t, values))


def _head(t: Texts, values: Reviewed, *, first: bool) -> Body:
    """Whose it is; on the first page also what it is about, and how it came."""
    shown = values.contribution
    body = Body().title(_title(t, shown))
    name = fitting(t.name(shown.institution), _NAME)
    parts = {Part.LEAD: t("lead institution"), Part.ASSOCIATED: t("supporting institution")}
    body.line(t.aside(name, parts[values.part]) if values.part else name)
    if not first:
        return body
    if shown.excerpt:
        body.quote(fitting(shortened(set_apart(shown.excerpt.text, shown.paragraph), _EXCERPT), _EXCERPT))
    body.field(t("Reported status:"), t(STATUSES[shown.content.status]) if shown.content.status else "")
    body.field(t("Present status:"), t(known(STATUSES, values.present)))
    if values.round:
        body.field(t("Round:"), fitting(round_name(t, values.round), _SHORT_NAME))
    _how(t, body, values)
    return body


def _how(t: Texts, body: Body, values: Reviewed) -> None:
    """How long it has waited, in whose name it came, what has changed, why it was returned."""
    shown = values.contribution
    body.line(sentence(_waits(t, values.days)) if shown.state is State.SUBMITTED else _submitted(t, shown))
    if shown.on_behalf:
        body.line(t("Entered by the secretariat on behalf of the institution."))
    if shown.letter:
        body.line(t("Letter {number} of {date}", number=shown.letter.number, date=t.date(shown.letter.on)))
    if values.unchanged_since:
        body.line(t("No change since {date}.", date=t.date(values.unchanged_since)))
    elif shown.no_change:
        body.line(t("No change since the last contribution."))
    if shown.state is State.RETURNED:
        body.field(t("Reason:"), fitting(shortened(shown.reason or "", _REASON), _REASON))


def _decide(t: Texts, values: Reviewed) -> list[Row]:
    id_, can = values.contribution.id, values.actions
    first: list[Button] = []
    if Action.APPROVE in can and values.answers:
        first.append(Button(t("Approve and publish"), f"review:publish:{id_}"))
    elif Action.PUBLISH in can:
        first.append(Button(t("Publish"), f"review:publish:{id_}"))
    second: list[Button] = []
    if Action.APPROVE in can:
        second.append(Button(t("Approve"), f"review:approve:{id_}"))
    if Action.RETURN in can:
        second.append(Button(t("Return"), f"review:return:{id_}"))
    return [tuple(first), tuple(second)]


def _more(t: Texts, values: Reviewed) -> list[Row]:
    shown = values.contribution
    beside: list[Button] = []
    if shown.evidence:
        beside.append(Button(t("Evidence"), f"evidence:{shown.id}"))
    if shown.letters:
        beside.append(Button(t("Letter"), f"letter:{shown.id}"))
    if values.is_shared:
        beside.append(Button(t("Supporting institutions"), f"others:{shown.reference}"))
    after: list[Button] = []
    if values.following:
        id_, reference = values.following
        after.append(Button(t("Next: {reference}", reference=reference), f"review:open:{id_}"))
    return [tuple(beside), (*after, to_queue(t))]


def _title(t: Texts, shown: ContributionShown) -> str:
    return f"{shown.reference} · {t(CONTRIBUTION_STATES[shown.state.value])}"


def _submitted(t: Texts, shown: ContributionShown) -> str:
    return t("Submitted on {date}", date=t.date(shown.said_on)) if shown.said_on else ""


def _waits(t: Texts, days: int) -> str:
    return t.n("waiting for {count} day", "waiting for {count} days", days) if days > 0 else t("waiting since today")


def _tail(t: Texts, one: ReviewLine) -> str:
    parts = [shortened(t.name(one.institution), _SHORT_NAME)]
    if one.status:
        parts.append(t(STATUSES[one.status]))
    if one.no_change:
        parts.append(t("no change"))
    return " · ".join(parts)


def _text(t: Texts, one: ReviewLine) -> str:
    excerpt = one.line.excerpt
    text = shortened(set_apart(excerpt.text, one.line.paragraph), _BEGINNING) if excerpt else ""
    stands = t("approved") if one.state is State.APPROVED else _waits(t, one.days)
    return f"{text or t('without text')}\n{stands}"


def _label(t: Texts, one: ReviewLine) -> str:
    return f"{one.line.reference} · {shortened(t.name(one.institution), _LABEL)}"


def to_queue(t: Texts) -> Button:
    """Return the button of the queue."""
    return Button(t("To be checked"), "review")
