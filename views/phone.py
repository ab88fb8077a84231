"""The words around the chats of the demo's phone page. What is said within a chat is the bot's, in other modules."""

from __future__ import annotations

from collections.abc import Mapping

from domain.role import INDEPENDENT, MECHANISM, Role
from views.labels import role, sentence
from views.texts import N_, Texts

WORDS: Mapping[str, str] = {
    "title": N_("Suivi demo"),
    "intro": N_("An invented country, and its people on their phones. Everything is real but Telegram."),
    "people": N_("People"),
    "mechanism": N_("The State"),
    "independent": N_("Independent bodies and the UN"),
    "public": N_("The public"),
    "open": N_("Open the phone of {name}"),
    "close": N_("Put away the phone of {name}"),
    "back": N_("Everybody"),
    "unread": N_("New messages: {count}"),
    "none_open": N_("Choose somebody to see their phone."),
    "telegram_of": N_("Telegram of {name} is in"),
    "page_in": N_("This page is in"),
    "start": N_("Start"),
    "invited": N_("{name} has received an invitation link. Start opens it."),
    "anyone": N_("{name} has found the bot, and needs no invitation."),
    "about": N_("What can this bot do?"),
    "messages": N_("Messages"),
    "message": N_("Message"),
    "send": N_("Send"),
    "attach": N_("Send a file"),
    "drop": N_("Let go of the file to send it"),
    "commands": N_("Commands"),
    "edited": N_("edited"),
    "typing": N_("writing…"),
    "more": N_("Show all"),
    "less": N_("Show less"),
    "download": N_("Download {name}"),
    "picture": N_("Picture {name}"),
    "latest": N_("To the newest message"),
    "ok": N_("OK"),
    "not_sent": N_("That was not sent. Files may have at most 50 MB."),
    "ended": N_("The demo has ended. Start it again with: suivi demo"),
    "world": N_("Clock and faults"),
    "clock": N_("Clock of the demo"),
    "one_day": N_("+1 day"),
    "seven_days": N_("+7 days"),
    "date": N_("On to"),
    "go": N_("Go"),
    "forward": N_("The clock only goes forward."),
    "faults": N_("Telegram"),
    "fault_none": N_("works"),
    "fault_slow": N_("is slow"),
    "fault_busy": N_("refuses (429)"),
    "fault_broken": N_("is broken (502)"),
    "fault_silent": N_("is silent"),
    "told_slow": N_("Telegram is slow: it answers the bot three seconds late."),
    "told_busy": N_("Telegram refuses what the bot sends: too many requests (429)."),
    "told_broken": N_("Telegram is broken: it answers the bot with an error page (502)."),
    "told_silent": N_("Telegram is silent: what the bot sends gets no answer and does not arrive."),
    "mend": N_("Make it work again"),
}
"""What the page says, under the names by which its scripts ask for it."""


def words(t: Texts) -> dict[str, str]:
    """Return the page's words in a language; {name} and {count} are left for the page to fill."""
    return {name: t(message, name="{name}", count="{count}") for name, message in WORDS.items()}


def role_of(t: Texts, value: Role | None) -> str:
    """Return what somebody is called under their name; None is a member of the public."""
    return sentence(role(t, value)) if value else t("Member of the public")


def group_of(value: Role | None) -> str:
    """Return the name in WORDS of the group in which somebody is listed."""
    if value in INDEPENDENT:
        return "independent"
    return "mechanism" if value in MECHANISM else "public"
