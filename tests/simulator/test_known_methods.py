"""Tokens, methods and parameters: what the Bot API does not know, and that nothing breaks the world."""

from __future__ import annotations

import pytest
from asking import Clock, asked
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot
from telegram.error import InvalidToken

from simulator.door import Door
from simulator.handling import handle
from simulator.known import METHODS as KNOWN
from simulator.person import Person
from simulator.state import Chat, User
from simulator.world import World


async def test_a_wrong_token_is_unauthorized(world: World) -> None:
    with pytest.raises(InvalidToken):
        await Bot("1:wrong", request=Door(world)).get_me()


async def test_an_unknown_method_is_not_found(world: World) -> None:
    assert await asked(world, "sendTelepathy") == (404, "Not Found")


async def test_names_of_methods_are_read_in_any_case(world: World) -> None:
    assert (await asked(world, "GETME"))[0] == 200


async def test_an_unknown_parameter_is_a_violation_and_does_not_matter(world: World, justice: Person) -> None:
    assert (await asked(world, "sendMessage", chat_id=justice.id, text="x", colour="red"))[0] == 200
    assert world.violations == ["sendMessage: unknown parameter colour"]


async def test_a_method_without_behaviour_is_a_violation_and_a_refusal(world: World) -> None:
    status, description = await asked(world, "sendDice", chat_id=1)
    assert (status, description) == (400, "Bad Request: method sendDice is not supported by the simulator")
    assert world.violations == ["sendDice: not supported by the simulator"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.sampled_from(["0", "[]", "{}"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from("inline_keyboard text url type offset length message_id chat_id id command".split()),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@given(st.sampled_from(sorted(KNOWN)), st.data())
async def test_no_parameters_break_the_world(clock: Clock, method: str, data: st.DataObject) -> None:
    world = World(clock)
    world.chats[1] = Chat(1, [User(1, "Justice")], reachable=True)
    fields = sorted(set(KNOWN[method]) - {"timeout"})
    given = data.draw(st.dictionaries(st.sampled_from(fields), VALUES)) if fields else {}
    if "chat_id" in fields and data.draw(st.booleans()):
        given["chat_id"] = 1
    assert (await handle(world, world.token, method, given)).status in {200, 400, 403}
