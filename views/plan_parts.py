"""The questions for texts and days of a plan's entry, and for which of two versions is to stand."""

from __future__ import annotations

from domain.plan import Indicator
from domain.plan_rules import LONGEST
from domain.plan_shown import Clash, ItemShown, PartAsked
from domain.text import shortened
from views.days import examples
from views.message import Body, Button, Message, Row
from views.plan_words import PARTS, said
from views.texts import Texts

_TITLE = 90


def ask_text(t: Texts, values: PartAsked) -> Message:
    """The question for a text, with what stands there."""
    shown, part = values.shown, values.part
    there = getattr(shown.item.content, part)
    body = head(t, shown, part)
    if there:
        body.line(t("So far:")).quote(there)
    if there and values.append and part == "notes":
        body.line(t("What you write is added at the end."))
    else:
        body.line(_question(t, part))
    body.note(t("At most {limit} characters.", limit=t.number(LONGEST[part])))
    anew = part == "notes" and bool(there) and values.append
    buttons = (Button(t("Write anew"), f"planitem:{shown.item.id}:ask:notes:anew"),) if anew else ()
    return body.message(buttons, leaving(t, shown, part if there and part != "title" else ""))


def text_kept(t: Texts, values: PartAsked) -> Message:
    """That a text was kept; the next message is added to it."""
    shown = values.shown
    count = len(shown.item.content.notes)
    body = head(t, shown, values.part)
    body.line(t.n("Kept: {count} character.", "Kept: {count} characters.", count))
    body.line(t("Write on, or press “{done}”.", done=t("Done")))
    return body.message((Button(t("Done"), f"planitem:{shown.item.id}"),))


def ask_day(t: Texts, values: PartAsked) -> Message:
    """The question for the first or last day of an activity."""
    shown, part = values.shown, values.part
    content = shown.item.content
    there = getattr(content, part)
    body = head(t, shown, part)
    starts = getattr(content, "starts_on", None)
    if part == "ends_on" and starts:
        body.field(t("Begins:"), t.date(starts))
    if there:
        body.line(t("So far: {value}", value=t.date(there)))
    question = t("When does it begin?") if part == "starts_on" else t("When does it end?")
    body.line(question).line(t("For example: {examples}", examples=examples(t)))
    only_end = (Button(t("Only the end"), f"planitem:{shown.item.id}:ask:ends_on"),) if part == "starts_on" else ()
    return body.message(only_end, leaving(t, shown, part if there else ""))


def clash(t: Texts, values: Clash) -> Message:
    """What a colleague has written meanwhile, and what the person would have: one of the two is to stand."""
    shown, here = values.shown, f"planitem:{values.shown.item.id}"
    content = shown.item.content
    unit = content.unit if isinstance(content, Indicator) else ""
    body = head(t, shown, values.part)
    body.line(t("Meanwhile something else has been written there. Which of the two is to stand?"))
    body.line().line(t("There now:")).quote(said(t, values.theirs, unit))
    body.line(t("Yours:")).quote(said(t, values.mine, unit))
    keep = f"{here}:values:1" if values.part == "value" else here
    return body.message(
        (Button(t("Write mine"), f"{here}:mine:{shown.item.version}"), Button(t("Leave what is there"), keep))
    )


def head(t: Texts, shown: ItemShown, part: str) -> Body:
    """Begin a message about a part of an entry."""
    return Body().title(t(PARTS[part])).line(shortened(shown.item.content.title, _TITLE)).line()


def leaving(t: Texts, shown: ItemShown, removable: str = "") -> Row:
    """Return the way back to the entry, and the button that empties a part."""
    here = f"planitem:{shown.item.id}"
    back = Button(t("Back"), here)
    return (Button(t("Remove"), f"{here}:clear:{removable}:{shown.item.version}"), back) if removable else (back,)


def _question(t: Texts, part: str) -> str:
    return {
        "title": t("Write the new title."),
        "responsible": t("Which service or post is responsible? Name the post rather than the person."),
        "funds": t("Where does the money come from? For example: State budget, a partner, none yet."),
        "notes": t("What else should be known?"),
        "unit": t("What is counted? For example: %, cases, per 1,000 births."),
        "source": t("Where do the figures come from? For example: a survey, a register."),
    }[part]
