"""The command line. Commands stand in bot/commands/; here what they share: how one ends, and what is printed then."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from bot import log
from bot.commands import (
    assign,
    backup,
    check,
    country,
    database,
    demo,
    importing,
    institution,
    invite,
    key,
    restore,
    run,
    tour,
    updates,
)
from bot.faults import described
from bot.problem import Problem
from db.faults import StoreUnavailable
from domain.errors import Refusal
from views.refusals import wording
from views.texts import texts

USAGE = 2
DEFECT = 70
INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="suivi")
def suivi() -> None:
    """Suivi: follow-up of human rights recommendations, in a Telegram chat.

    Settings come from the environment or from a file .env; `suivi check` says what is missing.
    """


for command in (
    demo.command,
    tour.command,
    run.command,
    check.command,
    importing.command,
    country.command,
    institution.command,
    assign.command,
    invite.command,
    database.command,
    backup.command,
    restore.command,
    updates.command,
    key.command,
):
    suivi.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process: 0 done, 1 done in part, 2 the operator has to mend something."""
    log.set_up("warning")
    try:
        code = suivi.main(args=arguments, prog_name="suivi", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - no traceback reaches an operator
        sentence, code = _ending(error)
        click.echo(f"suivi: {sentence}", err=True)
    sys.exit(code if isinstance(code, int) else 0)


def _ending(error: Exception) -> tuple[str, int]:
    """What an operator is told of an error, and the exit code."""
    if isinstance(error, Problem):
        return str(error), USAGE
    if isinstance(error, Refusal):
        return wording(texts("en"), error), USAGE
    if isinstance(error, StoreUnavailable):
        return f"The database cannot be used just now ({error}). Run suivi check.", USAGE
    return f"Suivi met an error of its own, and nothing more was done. Please report: {described(error)}", DEFECT
