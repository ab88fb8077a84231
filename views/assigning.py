"""What a coordinator sees who assigns recommendations: which, to whom, what that changes, and what was done."""

from __future__ import annotations

from domain.assigning import By
from domain.assigning_shown import Chosen, InstitutionChoice, Offer, Offers, OrderDone, OrderShown
from domain.shown import Names
from domain.text import shortened
from views.days import examples
from views.labels import goal, mechanism, theme
from views.lists import turning
from views.message import Body, Button, Message, Row, fitting
from views.texts import N_, Texts

_NAME = 160
_LABEL = 56
_MOST_NAMED = 4
_SHORT = 100
_CANCEL = "cancel"

WAYS = {
    By.CLUSTER: N_("A cluster"),
    By.THEME: N_("A theme"),
    By.GOAL: N_("A goal (SDG)"),
    By.DOCUMENT: N_("A document"),
}
_MARKS = {"": "", "associated": "✓ ", "out": "✕ "}


def ask_which(t: Texts) -> Message:
    """Which recommendations."""
    body = Body().title(t("Assign recommendations"))
    body.line(t("Which ones? Write words to search, or numbers such as 12, 15, 20-25; or choose."))
    rows: list[Row] = [(Button(t("Not yet assigned"), f"assign:pick:{By.UNASSIGNED.value}"),)]
    rows += [(Button(t(label), f"assign:by:{by.value}"),) for by, label in WAYS.items()]
    return body.message(
        *rows,
        (Button(t("Clusters: make and change"), "clusters"),),
        (Button(t("Competence contested"), "competence"),),
        _cancel(t),
    )


def offers(t: Texts, values: Offers) -> Message:
    """Values to choose from, each with how many recommendations it has."""
    body = Body().title(t(WAYS[By(values.by)]))
    if not values.values:
        body.line(t("There is none yet."))
    rows: list[Row] = [
        (
            Button(
                t.aside(shortened(label(t, values.by, one), _LABEL), t.number(one.count)),
                f"assign:pick:{values.by}:{one.key}",
            ),
        )
        for one in values.values
    ]
    turn = turning(values.number, values.pages, f"assign:by:{values.by}")
    return body.message(*rows, turn, (Button(t("Back"), "assign"), Button(t("Cancel"), _CANCEL)))


def leads(t: Texts, values: InstitutionChoice) -> Message:
    """The question for the lead institution."""
    body = _chosen(t, Body().title(t("Assign recommendations")), values.chosen).line()
    _found(t, body, values, t("Which institution leads? Choose it, or write a part of its name or its code."))
    rows: list[Row] = [(Button(_with_count(t, one.names, one.has), f"assign:lead:{one.id}"),)
                       for one in values.institutions]  # fmt: skip
    turn = turning(values.number, values.pages, "assign:lead:page")
    every = (Button(t("All institutions"), "assign:lead"),) if values.sought else ()
    return body.message(*rows, turn, every, (Button(t("Keep the lead"), "assign:lead:keep"),), _cancel(t))


def others(t: Texts, values: InstitutionChoice) -> Message:
    """The other institutions, each with its mark, which a press changes."""
    body = _chosen(t, Body().title(t("Supporting institutions")), values.chosen).line()
    _found(
        t, body, values, t("Press an institution once to add it (✓), twice to take it out (✕), again for no change.")
    )
    rows: list[Row] = [
        (Button(_MARKS[one.mark] + _with_count(t, one.names, one.has), f"assign:also:{values.number}:{one.id}"),)
        for one in values.institutions
    ]
    turn = turning(values.number, values.pages, "assign:also")
    every = (Button(t("All institutions"), "assign:also"),) if values.sought else ()
    return body.message(*rows, turn, every, (Button(t("Done"), "assign:see"), Button(t("Cancel"), _CANCEL)))


def ask_instructions(t: Texts) -> Message:
    """The question for instructions."""
    body = Body().title(t("Instructions"))
    body.line(t("Write what the institutions should know, in one message or several. They get it with the assignment."))
    body.note(t("Do not send classified documents or the names of victims or detainees here."))
    return body.message((Button(t("Without instructions"), "assign:see"), Button(t("Cancel"), _CANCEL)))


def ask_date(t: Texts) -> Message:
    """The question for a due date."""
    body = Body().title(t("Due date")).line(t("By when? For example: {examples}", examples=examples(t)))
    return body.message((Button(t("Back"), "assign:see"), Button(t("Cancel"), _CANCEL)))


def preview(t: Texts, values: OrderShown) -> Message:
    """The order before it is carried out: who, and what changes."""
    body = _chosen(t, Body().title(t("Assign recommendations")), values.chosen).line()
    body.field(t("Lead institution:"), fitting(t.name(values.lead), _NAME) if values.lead else t("as it is"))
    body.field(t("Supporting institutions:"), _few(t, values.associated))
    body.field(t("Taken out:"), _few(t, values.out))
    body.field(t("Due date:"), t.date(values.due_on) if values.due_on else "")
    body.line()
    _counts(t, body, values)
    if values.instructions:
        body.line().line(t("Instructions:")).line(values.instructions)
    if values.unreached:
        body.line().line(t("Nobody can be reached on Telegram: {institutions}", institutions=_few(t, values.unreached)))
    former = t("Former lead: take out") if values.former_stays else t("Former lead: keep as supporting")
    do = (Button(t("Assign"), f"assign:do:{values.row}"),) if values.changes else ()
    return body.message(
        do,
        (Button(t("Lead"), "assign:lead"), Button(t("Supporting institutions"), "assign:also")),
        (Button(former, "assign:former"),) if values.lead_changes else (),
        (Button(t("Instructions"), "assign:note"), Button(t("Due date"), "assign:date")),
        _cancel(t),
    )


def done(t: Texts, values: OrderDone) -> Message:
    """What was done, and who is told of it."""
    body = Body().title(t("The recommendations have been assigned"))
    body.field(t("New assignments:"), t.number(values.new) if values.new else "")
    body.field(t("Lead changes:"), t.number(values.lead_changes) if values.lead_changes else "")
    body.field(t("Assignments ended:"), t.number(values.ended) if values.ended else "")
    body.field(t("Institutions that are told:"), _few(t, values.institutions))
    body.field(t("People who are told:"), t.number(values.told) if values.told else "")
    if values.untold:
        body.line().line(t("Nobody can be reached on Telegram: {institutions}", institutions=_few(t, values.untold)))
    return body.message((Button(t("Assign more"), "assign"), Button(t("Menu"), "menu")))


def label(t: Texts, by: str, one: Offer) -> str:
    """Return what a choice is called, in the reader's language where it has a name there."""
    return _name(t, By(by), one.label)


def _name(t: Texts, by: By, text: str) -> str:
    if by is By.THEME:
        return theme(t, text)
    if by is By.GOAL and text.isdigit():
        return goal(t, int(text))
    if by is By.DOCUMENT:
        code, _, symbol = text.partition(" · ")
        return symbol or mechanism(t, code)
    return text


def _chosen(t: Texts, body: Body, values: Chosen) -> Body:
    if values.which.by is By.UNASSIGNED:
        name = t("Not yet assigned")
    elif values.which.by is By.WORDS:
        name = t("Search: {words}", words=values.label)
    else:
        name = _name(t, values.which.by, values.label)
    body.line(shortened(name, _NAME))
    return body.line(t.n("{count} recommendation", "{count} recommendations", values.count))


def _found(t: Texts, body: Body, values: InstitutionChoice, question: str) -> None:
    if values.sought and not values.institutions:
        body.line(t("No institution has this in its name or code. Write other words, or choose from all."))
    else:
        body.line(question)


def _counts(t: Texts, body: Body, values: OrderShown) -> None:
    if not values.changes:
        body.line(t("This would change nothing: it is so already."))
        return
    body.field(t("New assignments:"), t.number(values.new))
    body.field(t("Theirs already:"), t.number(values.kept) if values.kept else "")
    body.field(t("Assignments ended:"), t.number(values.ended) if values.ended else "")
    if values.lead_changes:
        body.field(t("Lead changes:"), t.number(values.lead_changes))
        stays = t("The former lead stays as supporting institution.")
        body.note(stays if values.former_stays else t("The former lead is taken out."))


def _with_count(t: Texts, names: Names, has: int) -> str:
    name = shortened(t.name(names), _LABEL)
    return t.aside(name, t.number(has)) if has else name


def _few(t: Texts, names: tuple[Names, ...]) -> str:
    shown = [fitting(t.name(one), _SHORT) for one in names[:_MOST_NAMED]]
    return t.series([*shown, "…"] if len(names) > _MOST_NAMED else shown)


def _cancel(t: Texts) -> Row:
    return (Button(t("Cancel"), _CANCEL),)
