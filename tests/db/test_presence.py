"""Whoever dies, hangs or loses its connection is known to be dead, and the oldest of the living leads."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from db.engine import held_alone
from db.presence import InUse, Presence, Standing

pytestmark = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
ALONE = Standing(known=True, leads=True)


@pytest.fixture
def joined(engine: Engine) -> Iterator[list[Presence]]:
    made = [Presence(engine, name) for name in ("first", "second")]
    for one in made:
        one.join()
    yield made
    for one in made:
        one.leave()


def _hangs(engine: Engine, name: str) -> None:
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE processes SET seen_at = clock_timestamp() - interval '11 s' WHERE name = :name"),
            {"name": name},
        )


def _loses_its_connection(lost: Presence, other: Presence) -> Standing:
    """How the other stands once PostgreSQL has noticed, which takes it a moment."""
    lost._close()
    until = time.monotonic() + 10
    while not (standing := other.beat()).dead and time.monotonic() < until:
        time.sleep(0.01)
    return standing


def test_the_oldest_leads(joined: list[Presence]) -> None:
    first, second = joined
    assert first.beat() == ALONE
    assert second.beat() == Standing(known=True, leads=False)


def test_one_whose_connection_ends_is_dead_at_once(joined: list[Presence]) -> None:
    assert _loses_its_connection(*joined) == Standing(known=True, leads=True, dead=("first",))


def test_one_that_says_nothing_for_ten_seconds_is_dead(engine: Engine, joined: list[Presence]) -> None:
    first, second = joined
    _hangs(engine, "first")
    assert second.beat() == Standing(known=True, leads=True, dead=("first",))
    assert first.beat().leads  # nobody has buried it yet


def test_one_that_was_buried_learns_it_and_can_join_again(engine: Engine, joined: list[Presence]) -> None:
    first, second = joined
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM processes WHERE name = 'first'"))
    assert not first.beat().known
    first.join()
    assert first.beat() == Standing(known=True, leads=False)
    assert second.beat().leads


def test_one_that_lost_its_connection_is_unknown_until_it_joins(joined: list[Presence]) -> None:
    first, second = joined
    _loses_its_connection(first, second)
    assert not first.beat().known
    first.join()
    assert first.beat().known


def test_one_that_has_left_is_not_dead_but_gone(joined: list[Presence]) -> None:
    first, second = joined
    first.leave()
    assert second.beat() == ALONE


def test_nobody_joins_while_somebody_has_the_database_alone(engine: Engine) -> None:
    late = Presence(engine, "late")
    with held_alone(engine) as held:
        assert held
        with pytest.raises(InUse):
            late.join()
    late.join()
    with held_alone(engine) as held:
        assert not held
    late.leave()
