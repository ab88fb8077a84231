"""What is seen of photos and files of a signed letter: how many there are, the question for one, that one came."""

from __future__ import annotations

from domain.contributed import ContributionShown
from domain.contribution import State
from domain.role import Role
from views.message import Body, Button, Message
from views.reading import head, menu
from views.texts import Texts


def pages_line(t: Texts, count: int) -> str:
    """Say how many photos or files of a letter there are; where there is none, that one can be sent."""
    if not count:
        return t("You can also send a photo or a PDF of it.")
    return t.n(
        "{count} photo or file of the letter received.", "{count} photos or files of the letter received.", count
    )


def ask_photo(t: Texts, values: ContributionShown) -> Message:
    """The question for a photo of the letter."""
    body = _about(t, values)
    body.line(t("Send a photo or a PDF of the signed letter. Only your institution and the coordinator can see it."))
    return body.message((Button(t("Cancel"), "cancel"),))


def received(t: Texts, values: ContributionShown) -> Message:
    """That a photo came: it is being fetched; another may follow."""
    body = _about(t, values).line(pages_line(t, values.letters))
    body.line(t("It is kept without what it tells of place, device and author. You can send another page."))
    back = "review:open" if values.role is Role.COORDINATOR and values.state is not State.DRAFT else "draft"
    return body.message((Button(str(values.reference), f"{back}:{values.id}"), menu(t)))


def _about(t: Texts, values: ContributionShown) -> Body:
    body = head(t, values).line()
    if values.letter:
        body.line(t("Letter {number} of {date}", number=values.letter.number, date=t.date(values.letter.on)))
    return body
