"""Setting a country up, importing, assigning, inviting: what each command does and prints, on both engines."""

from __future__ import annotations

import hashlib
import re
from importlib import resources
from pathlib import Path

import pytest
from sqlalchemy import Engine, text, update

from bot.evidence_store import EvidenceStore
from db.tables import evidence
from tests.command_line.conftest import Suivi
from tests.command_line.filled import NOW, fill, opened
from tests.command_line.served import TOKEN, telegram

EXPORT = Path(str(resources.files("simulator.country"))) / "recommendations-en.csv"
FRENCH = EXPORT.with_name("recommendations-fr.csv")
ADDED = re.compile(r"Added: (\d+), updated: (\d+), unchanged: (\d+), refused: (\d+)\.")


def figures(out: str) -> list[int]:
    found = ADDED.search(out)
    assert found is not None, out
    return [int(number) for number in found.groups()]


@pytest.fixture
def country(stored: str, suivi: Suivi) -> str:
    """The invented country, set up without recommendations."""
    assert suivi("country", "add", "QV", "--language", "pt", "--timezone", "Atlantic/Cape_Verde").code == 0
    assert suivi("institution", "add", "--country", "QV", "--code", "mj", "--name-en", "Justice").code == 0
    return "QV"


def rows() -> int:
    """How many recommendations the export has."""
    import csv

    with EXPORT.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def code_of_export() -> str:
    return next(iter((resources.files("simulator.country") / "country.csv").read_text().splitlines()[1:])).split(",")[0]


def test_a_country_takes_its_own_language_and_zone_unless_told(stored: str, suivi: Suivi) -> None:
    ended = suivi("country", "add", "mz")
    assert (ended.code, ended.out) == (0, "MZ added: language pt, time zone Africa/Maputo.\n")
    assert suivi("country", "add", "SI", "--language", "fr").out.startswith("SI added: language fr")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["country", "add", "XYZ"], ["country code"]),
        (["country", "add", "MZ", "--language", "sw"], ["does not speak"]),
        (["country", "add", "MZ", "--timezone", "Mars"], ["time zone"]),
        (["institution", "add", "--country", "MZ", "--code", "X", "--name-en", "X"], ["suivi country add MZ"]),
        (["assign", "--country", "MZ", "--institution", "X", "--due", "2027-01-01", "--all"], ["country add MZ"]),
        (["invite", "--country", "MZ", "--role", "coordinator"], ["suivi country add MZ"]),
    ],
)
def test_a_wrong_value_is_a_sentence(arguments: list[str], words: list[str], stored: str, suivi: Suivi) -> None:
    assert suivi(*arguments).is_a_sentence(*words)


def test_what_is_there_already_is_a_sentence(country: str, suivi: Suivi) -> None:
    assert suivi("country", "add", country).is_a_sentence("set up already")
    again = ["institution", "add", "--country", country, "--code", "MJ", "--name-en", "Justice"]
    assert suivi(*again).is_a_sentence("already")
    assert suivi("institution", "add", "--country", country, "--code", "a b", "--name-en", "X").is_a_sentence("code")
    assert suivi("institution", "add", "--country", country, "--code", "MX").is_a_sentence("name")


@pytest.mark.parametrize(
    "arguments",
    [
        ["assign", "--country", "QV", "--institution", "MJ", "--due", "soon", "--all"],
        ["assign", "--country", "QV", "--institution", "MJ", "--due", "2027-01-01"],
        ["assign", "--country", "QV", "--institution", "MJ", "--due", "2027-01-01", "--all", "--find", "x"],
        ["invite", "--country", "QV", "--role", "king"],
        ["invite", "--country", "QV", "--role", "colleague", "--institution", "MJ"],
        ["invite", "--country", "QV", "--role", "coordinator", "--days", "0"],
        ["import", "x.csv", "--format", "guess"],
        ["nonsense"],
        ["--nonsense"],
    ],
)
def test_a_wrong_argument_is_explained(arguments: list[str], stored: str, suivi: Suivi) -> None:
    ended = suivi(*arguments)
    assert ended.code == 2
    assert "Error: " in ended.err
    assert "Traceback" not in ended.err


def test_a_file_is_imported_once_and_again_changes_nothing(stored: str, suivi: Suivi) -> None:
    first = suivi("import", EXPORT)
    assert first.code == 0
    assert "Format: uhri. Language of the texts: en." in first.out
    assert figures(first.out) == [rows(), 0, 0, 0]
    assert figures(suivi("import", EXPORT).out) == [0, 0, rows(), 0]
    french = suivi("import", FRENCH, "--text-language", "fr")
    assert figures(french.out)[0] == 0
    assert "Texts added in fr:" in french.out


def test_a_dry_run_says_the_same_and_writes_nothing(stored: str, suivi: Suivi) -> None:
    for _ in range(2):
        dry = suivi("import", EXPORT, "--dry-run")
        assert dry.code == 0
        assert f"Would be added: {rows()}, updated: 0, unchanged: 0, refused: 0." in dry.out
        assert "to set up: " in dry.out
    assert figures(suivi("import", EXPORT).out) == [rows(), 0, 0, 0]


def test_refused_rows_are_named_with_their_row_and_the_others_go_in(stored: str, suivi: Suivi, tmp_path: Path) -> None:
    import csv

    with EXPORT.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    words, country = table[0].index("Text"), next(n for n, name in enumerate(table[0]) if "Countr" in name)
    table[3][words] = ""
    table[5][country] = "Atlantis"
    damaged = tmp_path / "damaged.csv"
    with damaged.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    ended = suivi("import", damaged)
    assert ended.code == 1
    assert re.search(r"^Row 4 refused: The row has no text\.$", ended.out, re.M)
    assert re.search(r"^Row 6 refused: “Atlantis” is not a country", ended.out, re.M)
    assert figures(ended.out) == [rows() - 2, 0, 0, 2]


def test_another_states_rows_are_left_out(stored: str, suivi: Suivi) -> None:
    assert suivi("country", "add", "MZ").code == 0
    ended = suivi("import", EXPORT, "--country", "mz")
    assert ended.code == 0
    assert figures(ended.out) == [0, 0, 0, 0]
    assert f"Rows about other States, left out: {rows()}." in ended.out


def test_assigning_prints_how_many(stored: str, suivi: Suivi) -> None:
    code = code_of_export()
    assert suivi("import", EXPORT).code == 0
    for institution in ("MJ", "MI"):
        assert suivi("institution", "add", "--country", code, "--code", institution, "--name-fr", "X").code == 0
    assigned = ["assign", "--country", code, "--institution"]
    all_of_them = suivi(*assigned, "MJ", "--due", "2099-01-31", "--all")
    count = rows()
    assert (
        all_of_them.out == f"{count} assigned ({count} as lead, 0 as associated), 0 with a changed date, 0 unchanged.\n"
    )
    again = suivi(*assigned, "MJ", "--due", "2099-01-31", "--all")
    assert again.out.endswith(f"0 with a changed date, {count} unchanged.\n")
    later = suivi(*assigned, "MJ", "--due", "2099-02-28", "--all")
    assert later.out.endswith(f"{count} with a changed date, 0 unchanged.\n")
    some = suivi(*assigned, "MI", "--due", "2099-01-31", "--find", "torture")
    assert re.fullmatch(r"(\d+) assigned \(0 as lead, \1 as associated\), .*\n", some.out)
    assert int(some.out.split()[0]) > 0
    past = suivi(*assigned, "MI", "--due", "2001-01-31", "--find", "torture")
    assert (past.code, "has passed" in past.err) == (0, True)
    assert suivi(*assigned, "MI", "--due", "2099-01-31", "--find", "xyzzyx").is_a_sentence("No recommendation matches")
    assert suivi(*assigned, "MI", "--due", "2099-01-31", "--find", "the").is_a_sentence("Add one")
    assert suivi(*assigned, "ZZ", "--due", "2099-01-31", "--all").is_a_sentence("MI", "MJ")
    assert suivi(*assigned, "MI", "--due", "2099-01-31", "--ref", "A/1:1").is_a_sentence("A/1:1")


def test_assigning_by_document_and_paragraph(stored: str, engine: Engine, suivi: Suivi) -> None:
    code = code_of_export()
    assert suivi("import", EXPORT).code == 0
    assert suivi("institution", "add", "--country", code, "--code", "MJ", "--name-zh", "司法部").code == 0
    with engine.connect() as connection:
        place = connection.execute(
            text(
                "SELECT d.symbol || ':' || r.paragraph FROM recommendations r JOIN documents d ON d.id = r.document_id "
                "WHERE d.symbol IS NOT NULL AND r.paragraph IS NOT NULL ORDER BY r.id LIMIT 1"
            )
        ).scalar_one()
    ended = suivi("assign", "--country", code, "--institution", "mj", "--due", "2099-01-31", "--ref", place)
    assert ended.out.startswith("1 assigned (1 as lead")


def test_an_invitation_is_printed_as_a_link_where_telegram_can_be_reached(
    country: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUIVI_BOT_TOKEN", TOKEN)
    with telegram() as address:
        monkeypatch.setenv("SUIVI_API_URL", address)
        ended = suivi("invite", "--country", country, "--role", "focal-point", "--institution", "MJ")
    assert ended.code == 0
    assert re.fullmatch(r"https://t\.me/suivi_bot\?start=[A-Za-z0-9_-]{22}\n", ended.out)


def test_an_invitation_is_printed_as_a_command_where_telegram_cannot_be_reached(
    country: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite = ["invite", "--country", country, "--role", "coordinator"]
    assert re.fullmatch(r"/start [A-Za-z0-9_-]{22}\n", suivi(*invite).out)
    monkeypatch.setenv("SUIVI_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("SUIVI_API_URL", "http://127.0.0.1:9")
    assert re.fullmatch(r"/start [A-Za-z0-9_-]{22}\n", suivi(*invite).out)


def test_an_invitation_to_a_role_in_no_institution_is_a_sentence(country: str, suivi: Suivi) -> None:
    assert suivi("invite", "--country", country, "--role", "focal-point").is_a_sentence("institution")
    with_one = suivi("invite", "--country", country, "--role", "coordinator", "--institution", "MJ")
    assert with_one.is_a_sentence("institution")


def test_upgrading_and_checking(stored: str, suivi: Suivi) -> None:
    assert suivi("db", "upgrade").out == "The database is of this version already.\n"
    ended = suivi("db", "check")
    assert (ended.code, ended.out) == (0, "The database is whole, of this version, and sealed with this key.\n")


def test_an_empty_database_is_upgraded_when_asked(
    instance: Path, empty_url: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUIVI_DATABASE_URL", empty_url)
    assert suivi("db", "upgrade").out == "The database is upgraded.\n"
    assert suivi("db", "check").code == 0


def test_check_is_content_where_all_is_in_order(stored: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUIVI_BOT_TOKEN", TOKEN)
    with telegram() as address:
        monkeypatch.setenv("SUIVI_API_URL", address)
        ended = suivi("check")
    assert (ended.code, ended.out) == (0, "Settings, database, token and catalogues are in order.\n")


def test_check_counts_the_evidence_that_is_gone(
    stored: str, instance: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(opened())
    kept, content = EvidenceStore(str(instance / "kept")), b"a decree"
    monkeypatch.setenv("SUIVI_EVIDENCE_URL", str(instance / "kept"))
    with opened().at_once(NOW) as work:
        digest = hashlib.sha256(content).digest()
        work.execute(update(evidence).values(sha256=digest))
    assert "1 of 1 files of evidence are not at" in suivi("check").out
    kept.put(digest.hex(), content)
    assert "evidence" not in suivi("check").out


def test_check_names_the_fonts_that_pictures_lack_and_finds_nothing_wrong(
    stored: str, instance: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, str(instance))
    monkeypatch.setenv("SUIVI_BOT_TOKEN", TOKEN)
    with telegram() as address:
        monkeypatch.setenv("SUIVI_API_URL", address)
        ended = suivi("check")
    assert ended.code == 0
    latin, chinese, last = ended.out.splitlines()
    assert "English, French and Portuguese" in latin
    assert "fonts-dejavu-core" in latin
    assert "Chinese" in chinese
    assert "fonts-noto-cjk" in chinese
    assert "in order" in last


def test_check_lists_all_that_is_wrong(
    stored: str, instance: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SUIVI_OPERATOR")
    assert suivi("db", "check").code == 0
    (instance / "key" / "secret.key").chmod(0o644)
    ended = suivi("check")
    assert ended.code == 2
    assert len(ended.out.splitlines()) == 3
    for words in ("SUIVI_BOT_TOKEN is not set", "chmod 600", "SUIVI_OPERATOR is not set"):
        assert words in ended.out
