"""What Telegram shows of the bot before anybody writes. Limits: name 64, description 512, short description 120."""

from __future__ import annotations

from views.texts import Texts


def name(_t: Texts) -> str:
    """The bot's name, the same everywhere."""
    return "Suivi"


def short_description(t: Texts) -> str:
    """One line on the bot's page, 120 characters at most."""
    return t("Follow-up of human rights recommendations")


def description(t: Texts) -> str:
    """What stands in the empty chat before /start, 512 characters at most."""
    return t(
        "Look up the human rights recommendations that the United Nations and regional bodies made to a State. "
        "Institutions find those assigned to them and what is due. Press Start."
    )
