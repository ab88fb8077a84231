"""Short messages that need nothing from the database but their own parameters."""

from __future__ import annotations

from domain.errors import Refusal
from views.message import Body, Button, Message
from views.refusals import wording
from views.texts import Texts


def refused(t: Texts, refusal: Refusal) -> Message:
    """Why something was not done, and what to do next."""
    return Body().line(wording(t, refusal)).message()


def stale(t: Texts) -> str:
    """The notice over a button that is no longer valid."""
    return t("This button is no longer valid. Here is the present state.")


def late(_t: Texts, text: str) -> Message:
    """A notice that came too late to stand over its button."""
    return Body().line(text).message()


def apology(t: Texts, code: str) -> Message:
    """After an error of ours: nothing is lost, and here is what to quote."""
    return (
        Body()
        .line(t("Something went wrong on our side. What you wrote is kept. Reference {code}.", code=code))
        .line(t("You can go on with /menu."))
        .message()
    )


def possible_repeat(t: Texts, message: Message) -> Message:
    """A message that may have arrived before, and says so."""
    return message.with_note(t("You may have received this message already."))


def only_in_private(t: Texts) -> str:
    """The one sentence said in groups."""
    return t("Suivi works only in a private chat, so that nobody else reads what you do here.")


def not_understood(t: Texts) -> Message:
    """After something that is neither words nor a button: a sticker, a place, a file out of the blue."""
    body = Body().line(t("Suivi can do nothing with this here, and has not kept it."))
    body.line(t("Write words to search the recommendations, or open the menu."))
    return body.message((Button(t("Menu"), "menu"),))


def edited(t: Texts) -> Message:
    """After somebody changed a message whose words were taken in already."""
    body = Body().line(t("Suivi has taken in what you wrote first; a change made to a message does not reach it."))
    return body.line(t("Send the correction as a new message, or write that part anew.")).message()


def left(t: Texts) -> Message:
    """After /cancel in a dialog."""
    return Body().line(t("Cancelled.")).message((Button(t("Menu"), "menu"),))


def nothing_to_leave(t: Texts) -> Message:
    """After /cancel outside of any dialog."""
    return Body().line(t("There is nothing to cancel.")).message((Button(t("Menu"), "menu"),))


def dialog_gone(t: Texts) -> Message:
    """After an update of Suivi in the middle of a dialog whose step is no more."""
    body = Body().line(t("Suivi has been updated in the meantime, and this step is no more."))
    return body.line(t("What you wrote is kept. Please begin again from the menu.")).message(
        (Button(t("Menu"), "menu"),)
    )
