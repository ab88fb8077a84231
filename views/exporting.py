"""What a coordinator sees of workbooks: which there are, how far one is, what one that was sent back would change.

What is in a workbook: workbook_words.py. Files of other sorts: importing.py.
"""

from __future__ import annotations

from domain.brought import Brought
from domain.job import APPLY, EXPORT, PICTURE, SHEET, Failure, FileJob, JobState
from domain.shown import Names
from domain.text import shortened, units
from domain.workbook import EVERYTHING, Column, Offer
from views import importing, overview_picture, sheet
from views.message import Body, Button, Message, fitting
from views.refusals import wording
from views.texts import N_, Texts
from views.workbook_words import cell, header

_NAME = 80
_LINE = 150
_REASON = 280
_ROOM_NAMED = 1900
_ROOM = 3400

_FAILURES: dict[str, str] = {
    Failure.NOT_SENT: N_(
        "Telegram did not take the file, or did not say whether it did. Ask for it again: a second one does no harm."
    ),
    Failure.NOT_FETCHED: N_("Telegram did not hand the file over. Send it again."),
    Failure.MEMORY: N_("It needs more memory than one file may take. Tell the operator."),
    Failure.TOO_LONG: N_("It took too long and was stopped. Try again; if that does not help, tell the operator."),
    Failure.INTERRUPTED: N_("The bot was stopped several times in the middle of it. Try again later."),
    Failure.DEFECT: N_("Something went wrong on our side. Try again; if that does not help, tell the operator."),
}


def offer(t: Texts, values: Offer) -> Message:
    """The workbooks that there are."""
    body = Body().title(t("Export recommendations"))
    if not values.total:
        return body.line(t("There are no recommendations yet.")).message((Button(t("Menu"), "menu"),))
    body.line(
        t(
            "A workbook for Excel or LibreOffice. Change the yellow columns and send it back here: you will see what "
            "would change before anything is changed."
        )
    )
    rows = [(Button(t("All recommendations ({count})", count=t.number(values.total)), f"export:{EVERYTHING}"),)]
    for code, count in values.missing:
        label = t("Missing translations: {language} ({count})", language=t.language_name(code), count=t.number(count))
        rows.append((Button(label, f"export:{code}"),))
    return body.message(*rows, (Button(t("Menu"), "menu"),))


def caption(t: Texts, country: str, names: Names, made: tuple[str, str]) -> str:
    """What stands under a workbook that is sent. `made`: day and time of day."""
    day, time = made
    return t(
        "{country}: as of {date}, {time}. Whatever is changed later does not stand in it.",
        country=shortened(t.country(country, names), _NAME),
        date=day,
        time=time,
    )


def job(t: Texts, values: FileJob) -> Message:
    """Long work as it stands now: a workbook that is made or was sent back, or any other file."""
    if values.kind == SHEET:
        return sheet.job(t, values, _reason(t, values))
    if values.kind == PICTURE:
        return overview_picture.job(t, values, _reason(t, values))
    if values.kind == EXPORT:
        return _export(t, values)
    if values.brought is not None and values.state is JobState.DONE:
        return _brought(t, values, values.brought)
    return _apply(t, values) if values.kind == APPLY else importing.job(t, values)


def _export(t: Texts, values: FileJob) -> Message:
    if values.state in {JobState.PLANNED, JobState.RUNNING}:
        return _open(t, values, t("{file} is being made…", file=_file(values)))
    body = Body()
    if values.state is JobState.FAILED:
        body.title(t("The workbook did not come")).line(_file(values)).line(_reason(t, values))
    elif values.state is JobState.CANCELLED:
        body.line(t("No workbook was made."))
    else:
        body.title(t("The workbook is ready")).line(_file(values))
        if values.total is not None:
            body.line(t.n("{count} recommendation", "{count} recommendations", values.total))
        if values.made is not None:
            body.line(t("Made on {date} at {time}.", date=t.date(values.made[0]), time=values.made[1]))
        body.line().note(t("Only the yellow columns are read when you send it back here."))
    return body.message((Button(t("Export recommendations"), "export"), Button(t("Menu"), "menu")))


def _apply(t: Texts, values: FileJob) -> Message:
    """A workbook that is being applied, or was not to its end."""
    if values.state in {JobState.PLANNED, JobState.RUNNING}:
        return _open(t, values, t("{file} is being applied…", file=_file(values)))
    body = Body()
    if values.state is JobState.FAILED:
        body.title(t("The workbook was not applied to its end")).line(_file(values)).line(_reason(t, values))
    else:
        body.title(t("The workbook was stopped")).line(_file(values))
    body.line(t("What had been applied by then stays. You can send it again: only what is missing is then applied."))
    return body.message((Button(t("Menu"), "menu"),))


def _open(t: Texts, values: FileJob, doing: str) -> Message:
    if values.is_stopping:
        return Body().line(t("{file} is being stopped…", file=_file(values))).message()
    body = Body().line(t("{file} waits for its turn.", file=_file(values)) if values.waits else doing)
    if values.total:
        body.line(t("{done} of {total} rows", done=t.number(values.done), total=t.number(values.total)))
    return body.message((Button(t("Cancel"), f"stop:{values.id}"),))


def _reason(t: Texts, values: FileJob) -> str:
    if values.refusal is not None:
        return wording(t, values.refusal)
    return t(_FAILURES.get(values.failure or "", _FAILURES[Failure.DEFECT]))


def _brought(t: Texts, values: FileJob, brought: Brought) -> Message:
    """What a workbook would change, or has changed."""
    applied = values.kind == APPLY
    body = Body().title(t("The workbook has been applied") if applied else t("What the workbook would change"))
    body.field(t("File:"), _file(values))
    if brought.language:
        body.field(t("Language of the texts:"), t.language_name(brought.language))
    for column, count in sorted(brought.counts.items(), key=lambda one: list(Column).index(one[0])):
        body.field(t("{column}:", column=header(t, column)), t.number(count))
    if applied and brought.told:
        body.line(t.n("{count} institution is told of it.", "{count} institutions are told of it.", brought.told))
    _named(t, body, brought)
    _refused(t, body, brought)
    if not brought.changes:
        body.line().line(t("It changes nothing: what it says is there already, or was refused."))
    elif not brought.checked and not applied:
        body.line().note(
            t("The file does not say what stood in it when it was made: changes by others since then cannot be seen.")
        )
    if applied or not brought.changes:
        return body.message((Button(t("Export recommendations"), "export"), Button(t("Menu"), "menu")))
    body.line().note(t("Nothing has been changed yet."))
    return body.message((Button(t("Apply"), f"import:{values.id}"), Button(t("Cancel"), f"stop:{values.id}")))


def _named(t: Texts, body: Body, brought: Brought) -> None:
    """The first changes, as many as there is room for, and how many more there are."""
    shown = 0
    if brought.named:
        body.line()
    for one in brought.named:
        line = t(
            "{reference} · {column}: {before} → {after}",
            reference=one.reference,
            column=header(t, one.column),
            before=cell(t, one.column, one.before),
            after=cell(t, one.column, one.after),
        )
        line = fitting(line, _LINE)
        if body.units + units(line) > _ROOM_NAMED:
            break
        body.line(line)
        shown += 1
    if brought.changes > shown:
        body.line(t.n("… and {count} more change.", "… and {count} more changes.", brought.changes - shown))


def _refused(t: Texts, body: Body, brought: Brought) -> None:
    if not brought.refused:
        return
    shown = 0
    body.line().field(t("Refused:"), t.number(brought.refused))
    for one in brought.reasons:
        line = t("Row {row}: {reason}", row=one.row, reason=fitting(wording(t, one.reason), _REASON))
        if body.units + units(line) > _ROOM:
            break
        body.line(line)
        shown += 1
    if shown and brought.refused > shown:
        body.line(
            t.n("… and {count} more that is refused.", "… and {count} more that are refused.", brought.refused - shown)
        )


def _file(values: FileJob) -> str:
    return shortened(values.file, _NAME)
