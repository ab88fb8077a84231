"""A contribution as its institution reads it: in full, before it is submitted, and what has become of it since.

Writing it: views/contribution.py; what signing officers see: views/clear.py.
"""

from __future__ import annotations

from domain.contributed import ContributionShown, Reading
from domain.contribution import Part, State
from domain.role import Role
from domain.text import pages, set_apart, shortened, units
from views.labels import CONTRIBUTION_STATES, STATUSES
from views.lists import turning
from views.message import Body, Button, Message, Row, fitting
from views.texts import N_, Texts

PARTS = {
    Part.MEASURES: N_("Measures taken"),
    Part.DIFFICULTIES: N_("Difficulties"),
    Part.NEXT_STEPS: N_("Next steps"),
    Part.NOTE: N_("Internal note"),
}


REASON = 700
"""Characters that are shown of why something was returned."""

_STATES = {
    State.AWAITING_CLEARANCE: N_("It awaits clearance within your institution; then it goes to the coordinator."),
    State.SUBMITTED: N_(
        "It has been submitted. The coordinator reads it next, and publishes it or asks for completion."
    ),
    State.RETURNED: N_("It was returned for completion."),
    State.APPROVED: N_("The coordinator has approved it and will publish it."),
    State.PUBLISHED: N_("It is published."),
    State.SUPERSEDED: N_("A newer contribution has taken its place."),
    State.DISCARDED: N_("The draft was discarded."),
}
_EXCERPT = 200
_NAME = 160
_PAGE = 3000


def preview(t: Texts, values: Reading) -> Message:
    """The whole contribution as it will be submitted; the last page has the button."""
    shown = values.contribution
    texts = reading_pages(t, shown)
    number = max(1, min(values.page, len(texts)))
    body = whole(t, shown, texts[number - 1])
    turn = turning(number, len(texts), f"draft:{shown.id}:preview")
    writes = shown.state is State.DRAFT and (not shown.on_behalf or shown.role is Role.COORDINATOR)
    if not writes:
        return body.message(turn, (back(t, shown.id),))
    submit: Row = ()
    if shown.content.missing is None and number == len(texts):
        submit = (Button(submit_label(t, shown), f"draft:{shown.id}:submit:{shown.stamp}"),)
    return body.message(turn, submit, (Button(t("Change"), f"draft:{shown.id}"),))


def standing(t: Texts, values: ContributionShown) -> Message:
    """A contribution that is no draft any more: what has happened to it, and what may be done."""
    body = head(t, values)
    body.line()
    if values.no_change:
        body.line(t("No change since the last contribution."))
    body.line(state_line(t, values))
    if values.letter:
        body.line(t("Letter {number} of {date}", number=values.letter.number, date=t.date(values.letter.on)))
    writer = values.role is not Role.COORDINATOR
    rows = _awaiting(t, body, values) if values.state is State.AWAITING_CLEARANCE else []
    if values.state is State.RETURNED:
        body.field(t("Reason:"), shortened(values.reason or "", REASON))
    if values.state in {State.RETURNED, State.DISCARDED} and writer:
        rows.append((Button(t("Report progress"), f"update:{values.reference}"),))
    rows.append(letter_buttons(t, values))
    if values.following and writer:
        after = f":{values.round_id}" if values.round_id else ""
        label = t("Next: {reference}", reference=values.following)
        rows.append((Button(label, f"update:{values.following}{after}"),))
    return body.message(*rows, (Button(t("Read all"), f"draft:{values.id}:preview"), menu(t)))


def whole(t: Texts, shown: ContributionShown, page: list[tuple[str, str]]) -> Body:
    """A page of a contribution that is read in full."""
    body = head(t, shown)
    status = shown.content.status
    if shown.no_change:
        body.line(t("No change since the last contribution."))
    body.field(t("Implementation status:"), t(STATUSES[status]) if status else t("not chosen yet"))
    for label, text in page:
        body.line().title(label).line(text)
    if shown.evidence:
        body.line().line(t.n("{count} piece of evidence", "{count} pieces of evidence", shown.evidence))
    return body


def reading_pages(t: Texts, shown: ContributionShown, *, without: Part | None = None) -> list[list[tuple[str, str]]]:
    """The parts in full, (label, text) each, as many on a page as a message holds."""
    made: list[list[tuple[str, str]]] = [[]]
    for part, label in PARTS.items():
        text = shown.content.parts.get(part, "")
        if not text or part is without:
            continue
        name = t(label) if part is not Part.NOTE else t.aside(t(label), t("never published"))
        for piece in pages(text, _PAGE if units(text) == len(text) else _PAGE // 2):
            if made[-1] and sum(units(one) + units(head) for head, one in made[-1]) + units(piece) > _PAGE:
                made.append([])
            made[-1].append((name, piece))
    return made


def _awaiting(t: Texts, body: Body, values: ContributionShown) -> list[Row]:
    if not values.officers:
        body.line(t("Nobody in your institution is a signing officer here: a signed letter can be entered instead."))
    letter = (Button(t("Enter a signed letter"), "clear:letter"),) if values.role is Role.FOCAL_POINT else ()
    return [(Button(t("Take back"), f"draft:{values.id}:back"), *letter)]


def state_line(t: Texts, shown: ContributionShown) -> str:
    """What has happened to a contribution that is no draft any more, and what happens next."""
    return t(_STATES.get(shown.state, _STATES[State.SUPERSEDED]))


def head(t: Texts, values: ContributionShown) -> Body:
    """Begin with the number, the state and the beginning of the recommendation."""
    body = Body().title(f"{values.reference} · {t(CONTRIBUTION_STATES[values.state.value])}")
    if values.on_behalf and values.role is Role.COORDINATOR:
        body.line(fitting(t.name(values.institution), _NAME))
    if values.excerpt:
        body.quote(shortened(set_apart(values.excerpt.text, values.paragraph), _EXCERPT))
    return body


def submit_label(t: Texts, values: ContributionShown) -> str:
    """Return what submitting is called: it depends on who reads it next."""
    if values.wants_clearance and not values.independent and not values.on_behalf:
        return t("Send for clearance")
    return t("Publish") if values.independent else t("Submit")


def letter_buttons(t: Texts, values: ContributionShown) -> Row:
    """Return the buttons of the signed letter by which a contribution was cleared, or came."""
    see = (Button(t("Letter"), f"letter:{values.id}"),) if values.letters else ()
    adds = Role.COORDINATOR if values.on_behalf else Role.FOCAL_POINT
    closed = {State.DRAFT, State.AWAITING_CLEARANCE, State.SUPERSEDED}
    if values.letter is None or values.role is not adds or values.state in closed:
        return see
    return (*see, Button(t("Add a photo of the letter"), f"letter:add:{values.id}"))


def back(t: Texts, contribution_id: int) -> Button:
    """Return the button that leads back to a contribution."""
    return Button(t("Back"), f"draft:{contribution_id}")


def menu(t: Texts) -> Button:
    """Return the button of the menu."""
    return Button(t("Menu"), "menu")
