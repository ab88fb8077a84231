"""suivi import: recommendations from a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot import clock, settings
from bot.opening import explained, open_database
from bot.problem import Problem
from domain.errors import Resembles
from domain.language import DEFAULT
from domain.record import Record
from domain.resemblance import Similar
from formats import recognise
from formats.text_language import LANGUAGES, recognised
from services.import_file import Import, Imported, refused_in_order
from services.set_up import country_code
from views.refusals import wording
from views.texts import texts

_MOST_PRINTED = 200


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--country", help="Only this State's, by its code; every State in the file unless told.")
@click.option("--format", "format_name", type=click.Choice(recognise.NAMES), help="Recognised unless told.")
@click.option(
    "--text-language",
    type=click.Choice(LANGUAGES),
    help="The language of the texts; recognised unless told.",
)
@click.option(
    "--similar",
    type=click.Choice([one.value for one in Similar]),
    default=Similar.REFUSE.value,
    help="Rows that look like recommendations there, in other words: refused unless told; merge, or add them beside.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def command(
    file: Path,
    country: str | None,
    format_name: str | None,
    text_language: str | None,
    similar: str,
    *,
    dry_run: bool,
) -> None:
    """Import the recommendations in FILE. Importing again changes nothing but what changed."""
    code = country_code(country) if country else None
    reader = recognise.by_name(format_name, file) if format_name else recognise.reader(file)
    language = text_language or _recognised(reader, file)
    click.echo(f"Format: {reader.name}. Language of the texts: {language}.")
    now, given = clock.now(), settings.read()
    database = open_database(given, now)
    run = Import(lambda: database.at_once(clock.now(), unlimited=True), language, code, dry_run, Similar(similar))
    with explained(given), _progress() as tell:
        result = run.run(reader.records(), tell)
    _print(result, code, dry_run=dry_run)
    if result.refused:
        click.get_current_context().exit(1)


def _recognised(reader: recognise.Reader, file: Path) -> str:
    """The language of most texts; English for a file with none, of which nothing is stored. Raises Problem."""
    found = recognised(row.text for row in reader.records() if isinstance(row, Record))
    if found is None and any(isinstance(row, Record) for row in reader.records()):
        raise Problem(
            f"The language of the texts in {file.name} is not clear. "
            f"Name it with --text-language: {', '.join(LANGUAGES)}."
        )
    return found or DEFAULT


def _silent(_rows: int) -> None:
    """Tell nothing."""


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """On a terminal, how many rows are done; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield _silent
        return
    done = 0

    def tell(rows: int) -> None:
        nonlocal done
        done += rows
        click.echo(f"\r{done} rows", nl=False, err=True)

    yield tell
    click.echo("\r" + " " * 30 + "\r", nl=False, err=True)


def _print(result: Imported, country: str | None, *, dry_run: bool) -> None:
    t = texts("en")
    if result.countries:
        click.echo(f"Countries {'to set up' if dry_run else 'set up'}: {', '.join(sorted(result.countries))}.")
    for refused in refused_in_order(result)[:_MOST_PRINTED]:
        click.echo(f"Row {refused.row} refused: {wording(t, refused.reason)}")
    if len(result.refused) > _MOST_PRINTED:
        click.echo(f"… and {len(result.refused) - _MOST_PRINTED} more rows refused.")
    if resembling := sum(isinstance(refused.reason, Resembles) for refused in result.refused):
        click.echo(
            f"Rows that look like a recommendation there: {resembling}. Where they are the same one, import them with "
            "--similar merge; where they are others, with --similar add. Where some are, put them into two files."
        )
    for language, count in sorted(result.texts.items()):
        click.echo(f"Texts added in {language}: {count}.")
    if country and result.elsewhere:
        click.echo(f"Rows about other States, left out: {result.elsewhere}.")
    click.echo(
        f"{'Would be a' if dry_run else 'A'}dded: {result.added}, updated: {result.updated}, "
        f"unchanged: {result.unchanged}, refused: {len(result.refused)}."
    )
