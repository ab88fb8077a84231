"""suivi assign says how many of the institution's people will hear of it, and whom it does not reach."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from db.queries import people, setup
from db.sealing import Sealer
from db.transaction import at_once
from domain.role import Role
from tests.command_line.conftest import KEY, Suivi
from tests.command_line.test_set_up_and_import import EXPORT, code_of_export

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_assigning_says_who_is_told(stored: str, engine: Engine, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUIVI_SECRET_KEY", KEY)
    code = code_of_export()
    assert suivi("import", EXPORT).code == 0
    assert suivi("institution", "add", "--country", code, "--code", "MJ", "--name-en", "Justice").code == 0
    assigns = ["assign", "--country", code, "--institution", "MJ", "--due", "2099-01-31", "--ref"]
    nobody = suivi(*assigns, f"{code}-0001")
    assert nobody.out.count("\n") == 1
    assert "nobody has joined for this institution yet, so nobody is told" in nobody.err
    with at_once(engine, Sealer(bytes.fromhex(KEY)), NOW) as work:
        institution = setup.institution_by_code(work, code, "MJ")
        assert institution is not None
        for number in range(3):
            person = people.add_person(work, number, "en")
            invitation = setup.add_invitation(work, str(number), code, Role.DEPUTY, institution.id, NOW)
            people.add_role(work, person, Role.DEPUTY, code, institution.id, invitation)
        people.mark_unreachable(work, person)
    some = suivi(*assigns, f"{code}-0002")
    assert some.out.splitlines()[1:] == ["2 of its people will be told by the bot."]
    assert some.err == "Note: 1 of its people cannot be reached on Telegram.\n"
    again = suivi(*assigns, f"{code}-0002")
    assert (again.out.count("\n"), again.err) == (1, "")
