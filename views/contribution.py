"""What those who write a contribution see: what is to be done, the draft and its parts.

A contribution that is read in full stands in views/reading.py.
"""

from __future__ import annotations

from domain.contributed import ContributionShown, PartShown, TaskList
from domain.contribution import LONGEST_PART, REPORTED, Part, State
from domain.role import Role
from domain.text import set_apart, shortened
from views.labels import CONTRIBUTION_STATES, STATUSES, sentence
from views.lists import turning
from views.message import Body, Button, Message, Row, in_rows
from views.parts import to_units
from views.reading import PARTS, REASON, back, head, menu, standing, submit_label
from views.texts import Texts

_BEGINNING = 120


def tasks(t: Texts, values: tuple[TaskList, bool]) -> Message:
    """What is to be answered: what was returned, drafts, what has no answer yet."""
    found, misread = values
    body = Body().title(t("Report progress"))
    if misread:
        body.line(t("This is no number of a recommendation. Write it as 123 or SI-0123, or choose one."))
    counts = [
        t.n("{count} returned for completion", "{count} returned for completion", found.returned),
        t.n("{count} draft", "{count} drafts", found.drafts),
        t.n("{count} without contribution", "{count} without contribution", found.open),
        t.n("{count} awaiting clearance", "{count} awaiting clearance", found.awaiting),
    ]
    there = (found.returned, found.drafts, found.open, found.awaiting)
    body.line(t.series([text for text, count in zip(counts, there, strict=True) if count]))
    if not found.lines:
        body.line(t("There is nothing to be done here. To report something new, write the recommendation’s number."))
    for line, state in found.lines:
        tail = t(CONTRIBUTION_STATES[state]) if state else ""
        text = shortened(set_apart(line.excerpt.text, line.paragraph), _BEGINNING) if line.excerpt else ""
        body.line().entry(str(line.reference), tail, text or t("without text"))
    links = in_rows([Button(str(line.reference), f"update:{line.reference}") for line, _ in found.lines], 3)
    clearance = (Button(t("Clearance"), "clear"),) if found.awaiting else ()
    return body.message(*links, turning(found.number, found.pages, "update"), clearance, (menu(t),))


def draft(t: Texts, values: ContributionShown) -> Message:
    """A contribution: while it is a draft, what stands in it and what can be written; later, what has become of it."""
    if values.state is not State.DRAFT:
        return standing(t, values)
    body = head(t, values)
    if values.on_behalf and values.role is not Role.COORDINATOR:
        body.line(t("The coordinator is entering what your institution wrote in a letter."))
        return body.message((menu(t),))
    if values.reason:
        body.field(t("Returned for completion:"), shortened(values.reason, REASON))
    status = values.content.status
    body.line().field(t("Implementation status:"), t(STATUSES[status]) if status else t("not chosen yet"))
    for part, label in PARTS.items():
        text = values.content.parts.get(part)
        body.field(t("{part}:", part=t(label)), shortened(text, _BEGINNING) if text else "")
    if values.evidence:
        body.line(t.n("{count} piece of evidence", "{count} pieces of evidence", values.evidence))
    if values.asked:
        body.field(t("Units that have answered:"), t("{done} of {total}", done=values.answered, total=values.asked))
    if status is None:
        body.line().line(t("How far is it implemented? Choose the status first."))
        units, leaving = to_units(t, values), _leaving(t, values.id)
        return body.message(*_statuses(t, values.id), *_written_parts(t, values), units, leaving)
    body.line().note(t("Everything is kept as you write it; you can go on at any time with /update."))
    return body.message(
        (Button(t("Implementation status"), f"draft:{values.id}:status"),),
        *_written_parts(t, values),
        to_units(t, values),
        *_onward(t, values),
        _leaving(t, values.id),
    )


def given_before(t: Texts, values: tuple[ContributionShown, int | None]) -> Message:
    """What the institution said last, and the question whether anything has changed."""
    shown, round_id = values
    body = head(t, shown)
    status = shown.content.status
    body.line().field(t("Your institution’s last contribution:"), t.date(shown.said_on) if shown.said_on else "")
    body.field(t("Implementation status:"), t(STATUSES[status]) if status else "")
    for part, label in PARTS.items():
        text = shown.content.parts.get(part)
        body.field(t("{part}:", part=t(label)), shortened(text, _BEGINNING) if text else "")
    body.line().line(t("Has anything changed since? “{same}” submits it again as it stands.", same=t("No change")))
    after = f":{round_id}" if round_id else ""
    return body.message(
        (
            Button(t("No change"), f"update:same:{shown.id}{after}"),
            Button(t("Write"), f"update:new:{shown.reference}{after}"),
        ),
        (Button(t("Read all"), f"draft:{shown.id}:preview"), menu(t)),
    )


def ask_status(t: Texts, values: ContributionShown) -> Message:
    """The six statuses that may be reported."""
    body = head(t, values).line().line(t("How far is it implemented?"))
    return body.message(*_statuses(t, values.id), (back(t, values.id),))


def ask_part(t: Texts, values: PartShown) -> Message:
    """The question for the text of a part, with what stands in it."""
    shown, part = values.contribution, values.part
    body = Body().title(t.joined((str(shown.reference), t(PARTS[part]))))
    text = shown.content.parts.get(part, "")
    if text:
        body.line(t("So far, {count} characters:", count=t.number(len(text)))).quote(_end(text))
        body.line(t("What you write is added at the end."))
    else:
        body.line(_question(t, part))
    body.line(t("At most {limit} characters, in one message or several.", limit=t.number(LONGEST_PART)))
    if part is Part.NOTE:
        body.line(t("It is for your institution and the coordinator, and is never published."))
    body.note(t("Do not send classified documents or the names of victims or detainees here."))
    anew = (Button(t("Write anew"), f"draft:{shown.id}:empty:{part.value}"),) if text else ()
    return body.message((back(t, shown.id), *anew))


def part_added(t: Texts, values: PartShown) -> Message:
    """That what was typed has been added; the next message is added, too."""
    shown, part = values.contribution, values.part
    count = len(shown.content.parts.get(part, ""))
    body = Body().title(t.joined((str(shown.reference), t(PARTS[part]))))
    body.line(t.n("Kept: {count} character.", "Kept: {count} characters.", count))
    body.line(t("Write on, or press “{done}”.", done=t("Done")))
    done = Button(t("Done"), f"draft:{shown.id}")
    preview = (Button(t("Preview"), f"draft:{shown.id}:preview"),) if shown.content.missing is None else ()
    return body.message((done, *preview))


def which_part(t: Texts, values: ContributionShown) -> Message:
    """The question to which part something belongs that was typed while none was being written."""
    body = Body().title(str(values.reference)).line(t("Which part does this text belong to?"))
    parts = [Button(t(label), f"draft:{values.id}:part:{part.value}") for part, label in PARTS.items()]
    return body.message(*in_rows(parts), (Button(t("Cancel"), "cancel"),))


def kept(t: Texts, values: ContributionShown) -> Message:
    """That the draft is kept, and how to go on with it."""
    body = Body().title(str(values.reference))
    body.line(t("Your draft is kept. Go on with it at any time with /update."))
    return body.message((Button(t("Continue"), f"draft:{values.id}"), menu(t)))


def ask_discard(t: Texts, values: ContributionShown) -> Message:
    """The question whether a draft is to be given up."""
    body = Body().title(t.joined((str(values.reference), t("Discard the draft"))))
    body.line(t("What was written in this draft will not be used. What was submitted before it stays as it is."))
    sure = Button(t("Discard the draft"), f"draft:{values.id}:discard:yes")
    return body.message((sure, back(t, values.id)))


def _statuses(t: Texts, contribution_id: int) -> list[Row]:
    labels = [(status, sentence(t(STATUSES[status]))) for status in REPORTED]
    return in_rows([Button(label, f"draft:{contribution_id}:status:{status.value}") for status, label in labels])


def _written_parts(t: Texts, values: ContributionShown) -> list[Row]:
    written = values.content.parts
    labels = [(part, ("✓ " if part in written else "") + t(label)) for part, label in PARTS.items()]
    return in_rows([Button(label, f"draft:{values.id}:part:{part.value}") for part, label in labels])


def _onward(t: Texts, values: ContributionShown) -> list[Row]:
    evidence = (Button(t("Evidence"), f"evidence:{values.id}"),)
    if values.content.missing is not None:
        return [evidence]
    submit = Button(submit_label(t, values), f"draft:{values.id}:submit:{values.stamp}")
    return [evidence, (Button(t("Preview"), f"draft:{values.id}:preview"), submit)]


def _question(t: Texts, part: Part) -> str:
    return {
        Part.MEASURES: t("What has been done? Write the measures taken: laws, budgets, programmes, figures, dates."),
        Part.DIFFICULTIES: t("What stands in the way?"),
        Part.NEXT_STEPS: t("What comes next, and by when?"),
        Part.NOTE: t("What should the coordinator know?"),
    }[part]


def _end(text: str) -> str:
    """The last words of a text, where it goes on."""
    return text if len(text) <= REASON else "…" + text[-REASON:]


def _leaving(t: Texts, contribution_id: int) -> Row:
    return (
        Button(t("Save draft"), f"draft:{contribution_id}:leave"),
        Button(t("Discard"), f"draft:{contribution_id}:discard"),
    )
