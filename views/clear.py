"""What is seen around clearance: what waits, one to be read and decided on, a signed letter, what people are told."""

from __future__ import annotations

from domain.contributed import Clearance, ClearanceNotice, ContributionShown, OnPaper, Reading, Returning
from domain.contribution import State
from domain.sheet import Printed
from domain.text import set_apart, shortened
from views.days import letter_example
from views.lists import turning
from views.message import Body, Button, Message, Row, fitting
from views.reading import REASON, head, menu, reading_pages, state_line, whole
from views.signed_letter import pages_line
from views.texts import Texts
from views.told import lists_of

_BEGINNING = 120
_NAME = 160


def clearance(t: Texts, values: Clearance) -> Message:
    """What awaits clearance; a signing officer reads one after the other."""
    body = Body().title(t("Clearance")).line(fitting(t.name(values.institution), _NAME))
    if not values.total:
        body.line().line(t("Nothing awaits clearance."))
        return body.message((menu(t),))
    body.line(t.n("{count} contribution awaits clearance.", "{count} contributions await clearance.", values.total))
    if values.own:
        body.line(
            t.n(
                "You wrote {count} of them yourself: somebody else has to clear it.",
                "You wrote {count} of them yourself: somebody else has to clear them.",
                values.own,
            )
        )
    if not values.officers:
        body.line(t("Nobody in your institution is a signing officer here: a signed letter can be entered instead."))
    for line in values.lines:
        text = shortened(set_apart(line.excerpt.text, line.paragraph), _BEGINNING) if line.excerpt else ""
        body.line().entry(str(line.reference), "", text or t("without text"))
    read = (Button(t("Read and clear"), f"clear:read:{values.first}"),) if values.first else ()
    paper = (Button(t("Enter a signed letter"), "clear:letter"),) if values.on_paper else ()
    sheet = (Button(t("Sheet for signature"), "sheet"),)
    return body.message(turning(values.number, values.pages, "clear"), read, sheet, paper, (menu(t),))


def to_read(t: Texts, values: Reading) -> Message:
    """A contribution in full; its last page has the buttons that decide."""
    shown = values.contribution
    texts = reading_pages(t, shown)
    number = max(1, min(values.page, len(texts)))
    body = whole(t, shown, texts[number - 1])
    turn = turning(number, len(texts), f"clear:read:{shown.id}")
    if shown.state is not State.AWAITING_CLEARANCE:
        body.line().line(state_line(t, shown))
        return body.message(turn, (_all(t), menu(t)))
    decide: Row = ()
    if number == len(texts):
        decide = (
            Button(t("Clear"), f"clear:yes:{shown.id}:{shown.stamp}"),
            Button(t("Send back"), f"clear:back:{shown.id}"),
        )
    return body.message(turn, decide, (_all(t), menu(t)))


def ask_why(t: Texts, values: ContributionShown) -> Message:
    """The question why one is sent back."""
    body = head(t, values).line().line(t("What is missing, or wrong? Your colleagues will receive what you write."))
    return body.message((Button(t("Cancel"), "cancel"),))


def sending_back(t: Texts, values: Returning) -> Message:
    """The reason before it is sent."""
    body = head(t, values.contribution).line()
    body.field(t("Reason:"), values.reason)
    body.line().line(t("To add something, write on."))
    return body.message((Button(t("Send back"), f"clear:send:{values.row}"), Button(t("Cancel"), "cancel")))


def was_sent_back(t: Texts, values: ContributionShown) -> Message:
    """That one was sent back."""
    body = head(t, values).line().line(t("It was sent back. Your colleagues have been told why."))
    return body.message((_all(t), menu(t)))


def ask_letter(t: Texts, values: tuple[int, int]) -> Message:
    """The question for number and date of a signed letter. `values`: how many it clears, how many pages there are."""
    count, pages = values
    body = Body().title(t("Enter a signed letter"))
    body.line(t.n("{count} contribution awaits clearance.", "{count} contributions await clearance.", count))
    example = letter_example(t)
    if pages:
        body.line(pages_line(t, pages)).line()
    body.line(t("Write the number and the date of the letter that was signed, such as: {letter}", letter=example))
    if not pages:
        body.line(pages_line(t, pages))
    return body.message((Button(t("Cancel"), "cancel"),))


def letter_preview(t: Texts, values: OnPaper) -> Message:
    """The letter as it was understood, and how much it clears."""
    body = Body().title(t("Enter a signed letter"))
    body.line(t("Letter {number} of {date}", number=values.letter.number, date=t.date(values.letter.on)))
    body.line(t.n("It clears {count} contribution.", "It clears {count} contributions.", values.count))
    body.line(pages_line(t, values.pages))
    if values.sheets:
        body.line(t("If it was signed on a sheet that holds fewer of them, press that sheet: nothing else is cleared."))
    body.line().line(t("If this is not right, write it again."))
    sheets: list[Row] = [(Button(_sheet(t, one), f"clear:paper:{values.row}:{one.id}"),) for one in values.sheets]
    # Where a letter may be about several things, the button says that it is about all of them.
    label = t("Clear all ({count})", count=t.number(values.count)) if sheets else t("Clear")
    return body.message(*sheets, (Button(label, f"clear:paper:{values.row}"), Button(t("Cancel"), "cancel")))


def _sheet(t: Texts, one: Printed) -> str:
    return t(
        "Sheet of {date}, {time} ({count})",
        date=t.date(one.on),
        time=one.time,
        count=t.number(one.count),
    )


def letter_entered(t: Texts, values: OnPaper) -> Message:
    """What a letter has cleared."""
    body = Body().title(t("Clearance"))
    body.line(t("Letter {number} of {date}", number=values.letter.number, date=t.date(values.letter.on)))
    body.line(t.n("{count} contribution was cleared.", "{count} contributions were cleared.", values.count))
    if values.pages and values.count:
        body.line(pages_line(t, values.pages))
    return body.message((_all(t), menu(t)))


def told_to_clear(t: Texts, values: ClearanceNotice) -> Message:
    """That something awaits the reader's clearance."""
    body = Body().title(t("Clearance")).line(fitting(t.name(values.institution), _NAME))
    body.line(t.n("{count} contribution awaits clearance.", "{count} contributions await clearance.", values.count))
    if not values.reader.acts_so:
        return body.message(*lists_of(t, values.reader))
    return body.message((_all(t),))


def told_cleared(t: Texts, values: ClearanceNotice) -> Message:
    """That contributions were cleared and are with the coordinator."""
    body = Body().title(t("Clearance")).line(fitting(t.name(values.institution), _NAME))
    body.line(
        t.n(
            "{count} contribution was cleared and submitted to the coordinator.",
            "{count} contributions were cleared and submitted to the coordinator.",
            values.count,
        )
    )
    return body.message(*lists_of(t, values.reader))


def told_sent_back(t: Texts, values: ClearanceNotice) -> Message:
    """That a contribution was sent back, and why."""
    shown = values.contribution
    assert shown is not None  # noqa: S101 - it is loaded for this kind
    body = head(t, shown).line().line(t("It was sent back within your institution."))
    body.field(t("Reason:"), shortened(shown.reason or "", REASON))
    if not values.reader.acts_so:
        return body.message(*lists_of(t, values.reader))
    return body.message((Button(t("Report progress"), f"update:{shown.reference}"),))


def _all(t: Texts) -> Button:
    return Button(t("Clearance"), "clear")
