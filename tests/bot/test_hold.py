"""One chat that must wait holds nobody else; three within a second hold the whole bot until Telegram's time is over."""

from __future__ import annotations

import asyncio

from bot.hold import Hold


async def test_one_chat_that_is_refused_holds_nobody_else() -> None:
    hold = Hold()
    assert [hold.refused(1, 5.0) for _ in range(4)] == [0.0] * 4
    assert hold.refused(2, 5.0) == 0.0
    assert hold.is_open


async def test_the_third_chat_within_a_second_holds_the_bot_until_the_time_is_over() -> None:
    hold = Hold()
    assert [hold.refused(chat, 0.05) for chat in (1, 2, 3)] == [0.0, 0.0, 0.05]
    assert not hold.is_open
    await asyncio.wait_for(hold.passed(), 2)
    assert hold.is_open


async def test_a_shorter_hold_does_not_shorten_a_longer_one() -> None:
    hold = Hold()
    hold.hold(60)
    hold.hold(0.01)
    await asyncio.sleep(0.02)
    assert not hold.is_open


async def test_refusals_long_apart_are_of_their_chats_alone() -> None:
    hold = Hold()
    hold.refused(1, 5.0)
    hold._refused[0] = (hold._refused[0][0] - 2, 1)
    assert hold.refused(2, 5.0) == 0.0
    assert hold.refused(3, 5.0) == 0.0
