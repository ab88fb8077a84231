"""What the chat says of the sheet for signature: which round it is to be of, how far it is, what stands under it.

What is in the sheet: sheet_words.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.job import FileJob, JobState
from domain.sheet import Waiting
from domain.text import shortened
from views.message import Body, Button, Message, Row
from views.round_names import round_name
from views.texts import Texts

_LABEL = 40
_FILE = 80


def which(t: Texts, values: Sequence[Waiting]) -> Message:
    """The question which contributions the sheet is to hold, where they belong to several rounds."""
    total = sum(one.count for one in values)
    body = Body().title(t("Sheet for signature"))
    body.line(t.n("{count} contribution awaits clearance.", "{count} contributions await clearance.", total))
    body.line(t("Which of them is the sheet to hold?"))
    rows: list[Row] = [(Button(t("All ({count})", count=t.number(total)), "sheet:all"),)]
    for one in values:
        name = shortened(round_name(t, one.round), _LABEL) if one.round else t("Without a round")
        data = f"sheet:{one.round.id}" if one.round else "sheet:none"
        rows.append((Button(f"{name} ({t.number(one.count)})", data),))
    return body.message(*rows, _back(t))


def job(t: Texts, values: FileJob, reason: str) -> Message:
    """A sheet as it stands now: being made, sent, or why it did not come."""
    file = shortened(values.file, _FILE)
    if values.state in {JobState.PLANNED, JobState.RUNNING}:
        if values.is_stopping:
            return Body().line(t("{file} is being stopped…", file=file)).message()
        waits = t("{file} waits for its turn.", file=file)
        body = Body().line(waits if values.waits else t("{file} is being made…", file=file))
        return body.message((Button(t("Cancel"), f"stop:{values.id}"),))
    body = Body()
    if values.state is JobState.FAILED:
        body.title(t("The sheet did not come")).line(file).line(reason)
    elif values.state is JobState.CANCELLED:
        body.line(t("No sheet was made."))
    else:
        body.title(t("The sheet is ready")).line(file)
        body.line(t("Print it and have it signed. Then enter the letter, with a photo of it if you wish."))
    return body.message(_back(t))


def caption(t: Texts, made: tuple[str, str]) -> str:
    """What stands under a sheet that is sent. `made`: day and time of day."""
    day, time = made
    return t(
        "Contributions awaiting clearance, as of {date}, {time}. Whatever is changed later does not stand in it.",
        date=day,
        time=time,
    )


def _back(t: Texts) -> Row:
    return (Button(t("Clearance"), "clear"), Button(t("Menu"), "menu"))
