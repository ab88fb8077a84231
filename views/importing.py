"""What a coordinator sees of a file: how to send one, how far it is, what it would change, what it has changed."""

from __future__ import annotations

from domain.job import IMPORT, MOST_BYTES, Failure, FileJob, JobState
from domain.role import Holding
from domain.text import shortened
from formats.text_language import LANGUAGES
from views.labels import sentence
from views.message import Body, Button, Message, fitting, in_rows
from views.refusals import wording
from views.texts import N_, Texts, known

FORMATS = {"uhri": N_("Universal Human Rights Index"), "upr-info": "UPR Info"}
_NAME = 80
_COUNTRY = 80
_REASON = 280
_ROOM = 3400

_FAILURES: dict[str, str] = {
    Failure.MEMORY: N_(
        "It needs more memory than one file may take. Export fewer recommendations at a time, and send that file."
    ),
    Failure.TOO_LONG: N_(
        "It took too long and was stopped. Export fewer recommendations at a time, and send that file."
    ),
    Failure.NOT_FETCHED: N_(
        "Telegram did not hand the file over. Send it again; if that does not help, the operator can import it."
    ),
    Failure.INTERRUPTED: N_(
        "The bot was stopped several times in the middle of it. Send the file again; if that does not help, "
        "tell the operator."
    ),
    Failure.DEFECT: N_(
        "Something went wrong on our side. Send the file again; if that does not help, tell the operator."
    ),
}


def how(t: Texts, _holding: Holding) -> Message:
    """How a file is imported."""
    body = Body().title(t("Import recommendations"))
    body.line(
        t(
            "Send the export here as a file: .xlsx or .csv, from the Universal Human Rights Index or UPR Info, "
            "of at most {limit} MB.",
            limit=t.number(MOST_BYTES // 2**20),
        )
    )
    body.line(t("You will see what would change before anything is imported. Only your country’s rows are taken."))
    return body.message((Button(t("Menu"), "menu"),))


def job(t: Texts, values: FileJob) -> Message:
    """A preview or an import as it stands now."""
    if values.state in _OPEN:
        return _open(t, values)
    if values.state is not JobState.DONE:
        return _not_done(t, values)
    if values.kind == IMPORT:
        return _imported(t, values)
    return _preview(t, values) if values.language else ask_language(t, values)


def ask_language(t: Texts, values: FileJob) -> Message:
    """The question in which language the texts of a file are."""
    body = Body().title(t("Language of the texts")).line(_file(values))
    if values.language is None:
        body.line(t("It is not clear in which language its texts are."))
    body.line(t("In which language are they? What is imported is stored as being in that language."))
    buttons = [Button(sentence(t.language_name(code)), f"texts:{values.id}:{code}") for code in LANGUAGES]
    rows = in_rows(buttons)
    return body.message(*rows, (_stop(t, values),))


_OPEN = {JobState.PLANNED, JobState.RUNNING}


def _open(t: Texts, values: FileJob) -> Message:
    body = Body()
    if values.is_stopping:
        return body.line(t("{file} is being stopped…", file=_file(values))).message()
    if values.waits:
        body.line(t("{file} waits for its turn.", file=_file(values)))
    elif values.kind == IMPORT:
        body.line(t("{file} is being imported…", file=_file(values)))
    else:
        body.line(t("{file} is being read…", file=_file(values)))
    if values.total:
        body.line(t("{done} of {total} rows", done=t.number(values.done), total=t.number(values.total)))
    return body.message((_stop(t, values),))


def _not_done(t: Texts, values: FileJob) -> Message:
    """A job that was stopped, or failed: why, and what there is of it."""
    body, begun = Body(), values.kind == IMPORT and values.attempts > 0
    if values.state is JobState.FAILED:
        title = t("The import was not completed") if values.kind == IMPORT else t("The file could not be read")
        body.title(title).line(_file(values)).line(_reason(t, values))
    elif begun:
        body.title(t("The import was stopped")).line(_file(values))
    if begun:
        _what_stays(t, body, values)
    else:
        body.line(t("Nothing was imported from {file}.", file=_file(values)))
    return body.message((Button(t("Menu"), "menu"),))


def _what_stays(t: Texts, body: Body, values: FileJob) -> None:
    """What an import that did not come to its end has done; it notes each part only after it was committed."""
    if values.done and values.total:
        done, total = t.number(values.done), t.number(values.total)
        body.line(t("At least {done} of {total} rows had been dealt with, and stay.", done=done, total=total))
    body.line(t("You can send the file again: only what is missing is then imported."))


def _reason(t: Texts, values: FileJob) -> str:
    if values.refusal is not None:
        return wording(t, values.refusal)
    return t(_FAILURES.get(values.failure or "", _FAILURES[Failure.DEFECT]))


def _preview(t: Texts, values: FileJob) -> Message:
    body = Body().title(t("What the import would do"))
    _head(t, body, values)
    _counts(t, body, values, t("New:"), t("Changed:"))
    _refused(t, body, values)
    other = (Button(t("Texts in another language"), f"texts:{values.id}"),)
    if not values.counts.brings:
        return body.line().line(_nothing(t, values)).message(other, (Button(t("Menu"), "menu"),))
    body.line().note(t("Nothing has been imported yet."))
    return body.message((Button(t("Import"), f"import:{values.id}"), _stop(t, values)), other)


def _imported(t: Texts, values: FileJob) -> Message:
    body = Body().title(t("The file has been imported"))
    _head(t, body, values)
    _counts(t, body, values, t("Added:"), t("Updated:"))
    _refused(t, body, values)
    if values.attempts > 1:
        body.line().note(
            t("The bot was stopped in the middle of it and went on: what it had imported by then counts as unchanged.")
        )
    if values.counts.refused:
        body.line().note(t("You can correct these rows and send the file again: the others stay as they are."))
    return body.message((Button(t("Menu"), "menu"),))


def _nothing(t: Texts, values: FileJob) -> str:
    counts = values.counts
    if counts.unchanged:
        return t("Everything in it is there already: there is nothing to import.")
    if counts.elsewhere and not counts.refused:
        return t("It holds nothing about {country}: there is nothing to import.", country=_country(t, values))
    return t("There is nothing in it that can be imported.")


def _head(t: Texts, body: Body, values: FileJob) -> None:
    body.field(t("File:"), _file(values)).field(t("Country:"), _country(t, values))
    body.field(t("Format:"), t(known(FORMATS, values.format or "")))
    body.field(t("Language of the texts:"), t.language_name(values.language or "")).line()


def _counts(t: Texts, body: Body, values: FileJob, added: str, updated: str) -> None:
    counts = values.counts
    body.field(added, t.number(counts.added)).field(updated, t.number(counts.updated))
    if counts.texts:
        body.field(t("of which given a text in this language:"), t.number(counts.texts))
    body.field(t("Unchanged:"), t.number(counts.unchanged))
    if counts.elsewhere:
        body.field(t("Rows about other States, left out:"), t.number(counts.elsewhere))
    if counts.refused:
        body.field(t("Refused rows:"), t.number(counts.refused))


def _refused(t: Texts, body: Body, values: FileJob) -> None:
    """The first refused rows with their reasons, as many as there is room for, and how many more there are."""
    shown = 0
    if values.refused:
        body.line()
    for one in values.refused:
        line = t("Row {row}: {reason}", row=one.row, reason=fitting(wording(t, one.reason), _REASON))
        if body.units + len(line) > _ROOM:
            break
        body.line(line)
        shown += 1
    if shown and values.counts.refused > shown:
        rest = values.counts.refused - shown
        body.line(t.n("… and {count} more row.", "… and {count} more rows.", rest))


def _stop(t: Texts, values: FileJob) -> Button:
    return Button(t("Cancel"), f"stop:{values.id}")


def _file(values: FileJob) -> str:
    return shortened(values.file, _NAME)


def _country(t: Texts, values: FileJob) -> str:
    return shortened(t.country(values.country, values.country_names), _COUNTRY)
