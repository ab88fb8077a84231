"""What a coordinator sees before entering what came on paper: which recommendation, whose letter, which letter."""

from __future__ import annotations

from domain.reviewed import BehalfChoice, LetterShown
from domain.text import shortened
from views.days import letter_example
from views.message import Body, Button, Message, fitting
from views.signed_letter import pages_line
from views.texts import Texts

_NAME = 160
_LABEL = 60


def ask_number(t: Texts) -> Message:
    """The question for the recommendation."""
    body = Body().title(t("Enter a letter"))
    body.line(t("Which recommendation is it about? Write its number, such as SI-0123 or 123."))
    return body.message((Button(t("Cancel"), "cancel"),))


def ask_institution(t: Texts, values: BehalfChoice) -> Message:
    """The question whose letter it is."""
    body = Body().title(t.joined((t("Enter a letter"), str(values.reference))))
    body.line(t("Which institution sent it?"))
    rows = [
        (Button(shortened(t.name(names), _LABEL), f"behalf:{values.reference}:{id_}"),)
        for id_, names in values.institutions
    ]
    return body.message(*rows, (Button(t("Cancel"), "cancel"),))


def ask_letter(t: Texts, values: LetterShown) -> Message:
    """The question for the letter's number and date."""
    body = _head(t, values)
    if values.pages:
        body.line(pages_line(t, values.pages)).line()
    body.line(t("Write the number and the date of the letter, such as: {letter}", letter=letter_example(t)))
    if not values.pages:
        body.line(pages_line(t, values.pages))
    return body.message((Button(t("Cancel"), "cancel"),))


def letter_preview(t: Texts, values: LetterShown) -> Message:
    """The letter as it was understood."""
    body = _head(t, values)
    if values.letter:
        body.line(t("Letter {number} of {date}", number=values.letter.number, date=t.date(values.letter.on)))
        body.line(pages_line(t, values.pages))
    body.line(t("What you enter next counts as the institution’s contribution; it will be told when you submit it."))
    body.line().line(t("If this is not right, write it again."))
    return body.message((Button(t("Enter the content"), f"behalf:go:{values.row}"), Button(t("Cancel"), "cancel")))


def _head(t: Texts, values: LetterShown) -> Body:
    body = Body().title(t.joined((t("Enter a letter"), str(values.reference))))
    return body.line(fitting(t.name(values.institution), _NAME)).line()
