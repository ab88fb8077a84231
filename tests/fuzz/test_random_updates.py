"""20,000 random updates, a third of them broken: no error of ours, no silent chat, nothing lost, a whole database.

SUIVI_TEST_FUZZ=N sends N instead; SUIVI_TEST_FUZZ_SEED=S other ones. A million: python -m tests.fuzz --updates 1000000.
"""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest
import telegram
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.inbound import Inbound, read
from bot.opening import Database
from bot.sample import set_up
from domain.said import Unread
from tests.conversations.stage import Hour
from tests.faults.house import opened
from tests.fuzz.__main__ import MONDAY
from tests.fuzz.acts import KINDS
from tests.fuzz.run import Fuzzed, Wrong
from tests.fuzz.shapes import Shapes, fields

UPDATES = int(os.environ.get("SUIVI_TEST_FUZZ", "20000"))
SEED = int(os.environ.get("SUIVI_TEST_FUZZ_SEED", "1"))
SHARE = {"sqlite": 0.9, "postgresql": 0.1}
# A field of a form that Telegram gave up is still read; outside of tests the library's word on it is no error.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


@pytest.fixture
def fuzzed(store_url: str, tmp_path: Path) -> Fuzzed:
    """A bot over a database with the invented country."""
    database: Database = opened(store_url, tmp_path)
    return Fuzzed(database, set_up(database, lambda: MONDAY, MONDAY.date()), Hour(MONDAY), SEED)


@pytest.mark.timeout(1200)
async def test_whatever_comes_has_one_end_and_nobody_is_left_without_an_answer(
    fuzzed: Fuzzed, engine_name: str
) -> None:
    count = int(UPDATES * SHARE[engine_name])
    await fuzzed.runs(count)
    assert fuzzed.counts["updates"] == count
    assert fuzzed.counts["answers owed"] > count / 4
    assert fuzzed.counts["set aside"] > count / 50  # some are really broken


async def test_a_chat_that_is_left_without_an_answer_is_found(
    fuzzed: Fuzzed, engine_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handlers.registry import registry

    silent = type(registry().commands["help"])("Help", lambda *_: None)
    monkeypatch.setitem(registry().commands, "help", silent)  # type: ignore[index]
    # Which update of the chat it names is its guess: the chat has one answer less than it is owed.
    with pytest.raises(Wrong, match="no answer to"):
        await fuzzed.runs(5000)


async def test_an_error_of_ours_is_found(fuzzed: Fuzzed, monkeypatch: pytest.MonkeyPatch) -> None:
    from handlers.registry import registry

    def fails(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setitem(registry().buttons, "menu", fails)  # type: ignore[index]
    with pytest.raises(Wrong, match="set aside"):
        await fuzzed.runs(5000)


@settings(max_examples=300)
@given(st.sampled_from(KINDS), st.integers(0, 2**32), st.booleans())
def test_an_update_is_read_or_its_sender_told(kind: str, number: int, broken: bool) -> None:
    shapes = Shapes(random.Random(number))  # noqa: S311 - a seed, not a secret
    annotations = {name: annotation for name, annotation, _ in fields(telegram.Update)}
    update = {kind: shapes.value(annotations[kind], 0)}
    if broken:
        shapes.break_up(update)
        try:
            read(update)
        except Exception:  # noqa: BLE001 - there is nobody to be answered
            return
    inbound = read(update)
    assert isinstance(inbound, Inbound)
    assert broken or not isinstance(inbound.said, Unread)
