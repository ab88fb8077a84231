"""What every kind of update means; whatever nobody handles is a deliberate silence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbound import NOTHING, Inbound, read
from bot.update_json import chat_of, writer_of
from domain.said import File, Pressed, Reached, Said, Sent, Unread
from handlers.dispatch import Speaker

ANA = {"id": 7_000_000_001, "is_bot": False, "first_name": "Ana", "language_code": "pt-br"}
BOT = {"id": 42, "is_bot": True, "first_name": "Suivi"}
PRIVATE = {"id": 7_000_000_001, "type": "private", "first_name": "Ana"}
GROUP = {"id": -5, "type": "supergroup", "title": "Team"}
CHANNEL = {"id": -6, "type": "channel", "title": "News"}
ADMINISTRATOR = dict.fromkeys(
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
    "can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories".split(),
    True,
)
SPEAKER = Speaker(7_000_000_001, "pt-br")


def message(chat: dict[str, Any] = PRIVATE, sender: dict[str, Any] | None = ANA, **content: Any) -> dict[str, Any]:
    body = {"message_id": 3, "date": 1, "chat": chat, **content}
    return {**body, "from": sender} if sender else body


def update(**kind: Any) -> dict[str, Any]:
    return {"update_id": 1, **kind}


def press(**changed: Any) -> dict[str, Any]:
    body = {"id": "9", "from": ANA, "chat_instance": "1", "data": "mine:2", "message": message(sender=BOT, text="x")}
    return update(callback_query={name: value for name, value in (body | changed).items() if value is not None})


def membership(chat: dict[str, Any], before: str, after: str) -> dict[str, Any]:
    def member(status: str) -> dict[str, Any]:
        more: dict[str, Any] = {"kicked": {"until_date": 0}, "administrator": ADMINISTRATOR}.get(status, {})
        return {"user": BOT, "status": status, **more}

    change = {"chat": chat, "from": ANA, "date": 1, "old_chat_member": member(before), "new_chat_member": member(after)}
    return update(my_chat_member=change)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prisons", Said("prisons")),
        ("/find", Said("", "find")),
        ("/find femmes rurales", Said("femmes rurales", "find")),
        ("/FIND@suivi_bot x", Said("x", "find")),
        ("/find\nwomen", Said("women", "find")),
        ("/", Said("", "")),
        ("   ", Said("")),
        ("\u202e/menu", Said("", "menu")),
        ("a\x00b\x07", Said("ab")),
        ("<b>&amp;</b>", Said("<b>&amp;</b>")),
        ("😀" * 3, Said("😀" * 3)),
    ],
)
def test_a_text_is_words_or_a_command(text: str, said: Said) -> None:
    assert read(update(message=message(text=text))) == Inbound(SPEAKER, said)


def test_a_huge_text_is_cut() -> None:
    said = read(update(message=message(text="x" * 100_000))).said
    assert isinstance(said, Said)
    assert len(said.words) == 4096


def test_a_language_that_is_missing_or_none_is_left_out() -> None:
    for sender in ({**ANA, "language_code": None}, {k: v for k, v in ANA.items() if k != "language_code"}):
        assert read(update(message=message(sender=sender, text="x"))).speaker == Speaker(ANA["id"], None)
    strange = {**ANA, "language_code": "x" * 4000}
    assert read(update(message=message(sender=strange, text="x"))).speaker == Speaker(ANA["id"], None)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ({"sticker": {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1,
                      "is_animated": False, "is_video": False}}, "sticker"),
        ({"location": {"latitude": 1.0, "longitude": 1.0}}, "location"),
        ({"contact": {"phone_number": "1", "first_name": "B"}}, "contact"),
        ({"dice": {"emoji": "🎲", "value": 1}}, "dice"),
    ],
)  # fmt: skip
def test_anything_sent_is_known_by_its_kind(content: dict[str, Any], what: str) -> None:
    assert read(update(message=message(**content))) == Inbound(SPEAKER, Sent(what))


def test_a_broken_size_of_a_photo_is_not_reckoned_with() -> None:
    sizes = [{"file_id": "a", "file_unique_id": "a", "width": "x", "height": 2**62} for _ in range(2)]
    assert read(update(message=message(photo=sizes))).said is not None


def test_a_photo_is_known_by_its_largest_size_and_a_voice_message_by_its_file() -> None:
    sizes = [
        {"file_id": one, "file_unique_id": one, "width": wide, "height": 1} for one, wide in (("a", 90), ("b", 900))
    ]
    said = read(update(message=message(photo=sizes, caption=" The new law "))).said
    assert said == Sent("photo", File("b", "photo-3.jpg", None, "image/jpeg"), "The new law")
    voice = {"file_id": "v", "file_unique_id": "w", "duration": 1, "file_size": 9, "mime_type": "audio/ogg"}
    assert read(update(message=message(voice=voice))).said == Sent("voice", File("v", "voice-3.ogg", 9, "audio/ogg"))


@pytest.mark.parametrize(
    ("given", "file"),
    [
        ({}, File("a", "file")),
        ({"file_name": "a b.xlsx", "file_size": 9, "mime_type": "text/csv"}, File("a", "a b.xlsx", 9, "text/csv")),
        ({"file_name": "\u202e\x00 gnp.csv\n"}, File("a", "gnp.csv")),
        ({"file_name": " \u200b "}, File("a", "file")),
    ],
)
def test_a_document_is_known_by_id_name_size_and_kind(given: dict[str, Any], file: File) -> None:
    document = {"file_id": "a", "file_unique_id": "b", **given}
    said = read(update(message=message(document=document, caption="/menu"))).said
    assert said == Sent("document", file, "/menu")


def test_a_name_of_a_file_is_cut_to_what_can_be_shown() -> None:
    document = {"file_id": "a", "file_unique_id": "b", "file_name": "x" * 4000}
    said = read(update(message=message(document=document))).said
    assert isinstance(said, Sent)
    assert said.file is not None
    assert len(said.file.name) == 120


@pytest.mark.parametrize(
    "payload",
    [
        update(),
        update(edited_message=message(GROUP, text="changed", edit_date=2)),
        update(edited_message=message(sender=None, text="changed", edit_date=2)),
        update(edited_message={"chat": {"type": "private"}, "from": 5}),
        update(channel_post=message(CHANNEL, None, text="x")),
        update(edited_channel_post=message(CHANNEL, None, text="x")),
        update(message=message(GROUP, text="hello everybody")),
        update(message=message(GROUP, text=None, new_chat_title="x")),
        update(message=message(sender=BOT, text="x")),
        update(message=message(sender=None, text="x")),
        update(message=message(pinned_message=message(text="x"))),
        update(inline_query={"id": "2", "from": ANA, "query": "", "offset": "5"}),
        update(inline_query={"id": "1", "from": ANA, "query": "x", "offset": ""}),
        update(kind_of_next_year={"a": 1}),
        press(data=None, game_short_name="chess"),
        press(message=message(GROUP, BOT, text="x")),
        membership(GROUP, "member", "left"),
        membership(GROUP, "member", "administrator"),
        membership(CHANNEL, "left", "administrator"),
    ],
)  # fmt: skip
def test_what_nobody_handles_is_silence(payload: dict[str, Any]) -> None:
    assert read(payload) == NOTHING


def test_a_command_in_a_group_is_answered_in_the_group() -> None:
    assert read(update(message=message(GROUP, text="/menu"))) == Inbound(SPEAKER, group=-5)


def test_being_added_to_a_group_is_answered_there() -> None:
    assert read(membership(GROUP, "left", "member")) == Inbound(SPEAKER, group=-5)


def test_blocking_and_letting_in_again() -> None:
    assert read(membership(PRIVATE, "member", "kicked")) == Inbound(SPEAKER, Reached(False))
    assert read(membership(PRIVATE, "kicked", "member")) == Inbound(SPEAKER, Reached(True))


def test_a_press_names_the_message_that_had_the_button() -> None:
    assert read(press()) == Inbound(SPEAKER, Pressed("mine:2", "9", 3))


def test_a_press_on_a_message_that_is_out_of_reach_names_none() -> None:
    inaccessible = {"chat": PRIVATE, "message_id": 3, "date": 0}
    assert read(press(message=inaccessible)) == Inbound(SPEAKER, Pressed("mine:2", "9", None))


def test_a_press_without_a_message_names_none() -> None:
    assert read(press(message=None, inline_message_id="x")) == Inbound(SPEAKER, Pressed("mine:2", "9", None))


@pytest.mark.parametrize(
    ("payload", "chat"),
    [
        (update(message=message(text="x")), ANA["id"]),
        (update(message=message(GROUP, text="x")), -5),
        (press(), ANA["id"]),
        (press(message=None), ANA["id"]),
        (membership(GROUP, "left", "member"), -5),
        (update(inline_query={"id": "1", "from": ANA}), ANA["id"]),
        (update(poll_answer={"poll_id": "1", "user": ANA}), ANA["id"]),
        (update(poll={"id": "1"}), 0),
        (update(message=7), 0),
    ],
)
def test_updates_are_ordered_by_their_chat(payload: dict[str, Any], chat: int) -> None:
    assert chat_of(payload) == chat


@pytest.mark.parametrize(
    "payload",
    [
        update(message=message(photo=[7])),
        update(message=message(date="yesterday", sticker={})),
        update(message=message(sender=None, photo=[7])),
        update(callback_query={"id": 5, "from": ANA, "data": "menu", "message": 7}),
        update(callback_query={"from": ANA, "message": message(sender=BOT)}),
    ],
)
def test_what_cannot_be_read_names_its_sender(payload: dict[str, Any]) -> None:
    inbound = read(payload)
    assert inbound.speaker is not None
    assert inbound.speaker.address == ANA["id"]
    assert isinstance(inbound.said, Unread)


@pytest.mark.parametrize(
    "payload",
    [
        update(message=message(GROUP, photo=[7])),
        update(message=message(sender={**ANA, "id": 5}, photo=[7])),
        update(message=message(sender=BOT | {"id": ANA["id"]}, photo=[7])),
        update(message=message({"id": True, "type": "private"}, photo=[7])),
        update(message=message({"id": 2**60, "type": "private"}, None, photo=[7])),
        update(message=7),
        update(callback_query={"from": ANA, "message": {"chat": GROUP}}),
        update(callback_query={"from": [], "message": None}),
        update(my_chat_member={"from": ANA}),
    ],
)
def test_where_no_sender_in_private_can_be_told_there_is_none(payload: dict[str, Any]) -> None:
    assert writer_of(payload) is None
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever python-telegram-bot does with it
        read(payload)


def test_a_press_is_read_whatever_its_message_holds() -> None:
    assert read(press(message=message(sender=7, photo=7))) == Inbound(SPEAKER, Pressed("mine:2", "9", 3))
    assert read(press(message=message(sender=BOT) | {"message_id": 2**40})).said == Pressed("mine:2", "9", None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["chat", "from", "id", "type", "text", "message", "data"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("number", [0, -1, 2**31])
@pytest.mark.parametrize("more", [{}, {"kind_of_next_year": {}}])
def test_a_press_on_a_message_that_cannot_be_there_is_answered_with_a_new_one(
    number: int, more: dict[str, Any]
) -> None:
    there = {**message(sender=BOT, text="x"), "message_id": number}
    said = read({**press(message=there), **more}).said
    assert isinstance(said, Pressed)
    assert said.message is None


KINDS = st.sampled_from(["message", "callback_query", "my_chat_member", "edited_message", "x"])


@given(st.dictionaries(KINDS, JSON, max_size=3))
def test_rubbish_has_a_chat_to_be_stored_under(payload: dict[str, Any]) -> None:
    assert isinstance(chat_of({"update_id": 1, **payload}), int)
