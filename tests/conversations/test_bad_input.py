# ruff: noqa: E501 - updates as Telegram sends them read best on one line
"""What nobody should send, and people and programs do send: a clear answer or a deliberate silence, and the chat goes on."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import update
from stage import Stage

from db.tables import countries, dialogs, outbox, persons, themes, updates
from domain.language import INTERFACE
from simulator.person import Person
from views.labels import FILTERS
from views.texts import texts

MARKUP = (
    "<b>Justice</b> & <script>alert(1)</script> </blockquote><a href='https://x.example'>x</a> &lt; &amp;nbsp; {0} %s"
)
TEXTS = {
    "markup": MARKUP,
    "an open tag": "<",
    "an entity": "&#0; &#x10ffff; &bogus;",
    "4096 letters": "a" * 4096,
    "4096 units of emoji": "😀" * 2048,
    "4096 ideographs": "权" * 4096,
    "an emoji": "👩‍👩‍👧‍👦",
    "right to left": "\u202eeducation\u202c حقوق الإنسان",
    "controls": "edu\x00cation\x07\x1b[31m \x7f",
    "zero width": "\u200b\u200c\u200d\ufeff",
    "combining marks": "e" + "\u0301" * 500,
    "spaces": " \t \u3000 \u00a0",
    "newlines": "\n" * 100,
    "braces": "{reference} {0} {} %(name)s %d",
    "sql": "'; DROP TABLE persons; --",
    "a path": "../../../etc/passwd",
    "a link": "https://example.org/?a=1&b=2",
    "a number too large": "QS-99999999999999999999",
    "a number of other digits": "QS-٠٠٠١",
    "zero": "QS-0000",
    "superscripts": "QS²",
    "a command of 4000 letters": "/" + "a" * 4000,
    "a command with markup": "/<b>find</b>",
    "a slash": "/",
    "unassigned characters": "\U000e0041\ufffe\uffff\U0010ffff",
    "private use": "\ue000\uf8ff",
    "a mathematical word": "𝖊𝖉𝖚𝖈𝖆𝖙𝖎𝖔𝖓 ﬁ ½ Ⅷ ① ™",
}
DIALOGS = {"none": (), "find": ("/find",), "timezone": ("/settings", "zone"), "offer": ("/start",)}


async def still_works(person: Person) -> None:
    """The chat goes on."""
    await person.says("/help")
    await person.sees("What you can do here")


async def enters(stage: Stage, person: Person, dialog: str) -> None:
    """Bring somebody to the step of a dialog."""
    if dialog == "find":
        await person.says("/find")
    elif dialog == "timezone":
        await person.says("/settings")
        await person.presses("Time zone")
    elif dialog == "offer":
        await person.says(f"/start {stage.code('justice')}")
    if dialog != "none":
        await person.sees("Cancel")


@pytest.mark.parametrize("dialog", DIALOGS)
async def test_any_text_is_answered_in_any_step(stage: Stage, dialog: str) -> None:
    public = stage.person("public", "en")
    for name, text in TEXTS.items():
        await enters(stage, public, dialog)
        await public.says(text)
        answered = await public.sees("")
        assert answered.text.strip(), name
    await still_works(public)


async def test_an_empty_text_is_answered(stage: Stage) -> None:
    public = stage.person("public", "en")
    for text in ("", " ", "\u200b", "\x00"):
        await public.says(text)
        await public.sees("Suivi can do nothing with this here")
    await still_works(public)


@pytest.mark.parametrize(
    "command", ["/find ", "/language ", "/start ", "/settings ", "/menu ", "/cancel ", "/mine ", "/due "]
)
async def test_any_words_behind_a_command_are_answered(stage: Stage, command: str) -> None:
    public = stage.person("public", "en")
    for text in TEXTS.values():
        await public.says((command + text)[:4096])
        assert (await public.sees("")).text.strip()
    await still_works(public)


async def test_markup_that_was_typed_is_shown_as_it_was_typed(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("<zz>xylophone</zz> & <")
    page = await public.sees("Nothing was found.")
    assert "<zz>xylophone</zz> & <" in page.text
    await public.says("/language <b>&amp;")
    assert "“<b>&amp;”" in (await public.sees("Suivi does not speak")).text


@pytest.mark.parametrize("language", INTERFACE)
async def test_markup_in_every_name_of_the_database_is_shown_as_it_stands(stage: Stage, language: str) -> None:
    t = texts(language)
    stage.renames("MJ", MARKUP)
    stage.renames("MI", MARKUP)
    stage.changes(update(countries).values(names=dict.fromkeys(INTERFACE, MARKUP)))
    stage.changes(update(themes).where(themes.c.label == "Conditions of detention").values(label=MARKUP))
    stage.rewrites(4, f"{MARKUP} torture {MARKUP}", language)
    justice = await stage.joined("justice", language)
    for words, times in (("/menu", 2), ("/mine", 2), ("/due", 2), ("QS-0004", 5), ("/help", 2), ("torture", 1)):
        await justice.says(words)
        shown = await justice.sees(MARKUP[:30])
        assert shown.text.count("<b>Justice</b> & <script>") >= times, words
    await justice.says("QS-0004")
    await justice.presses(t("Copy as text"))
    assert (await justice.sees("QS-0004")).text.count(MARKUP) >= 5
    await justice.says("torture")
    await justice.presses(t("Filter"))
    await justice.sees(t(FILTERS["silence"]))
    await justice.presses("›")
    await justice.sees(t(FILTERS["goal"]))
    await justice.presses(t("Theme"))
    await justice.sees("<b>Justice</b>")


async def test_what_is_neither_words_nor_a_button_is_answered(stage: Stage) -> None:
    public = stage.person("public", "en")
    sends = (
        public.sends_sticker(),
        public.sends_document("list.xlsx", b"PK\x03\x04", caption="/find torture"),
        public.sends_photo(b"jpeg", caption="torture"),
        public.sends_voice(b"ogg"),
        public.sends_location(),
    )
    for sending in sends:
        await sending
        await public.sees("Suivi can do nothing with this here")
    await still_works(public)


@pytest.mark.parametrize(
    "content",
    [
        {"contact": {"phone_number": "+2385550100", "first_name": "<b>"}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"venue": {"location": {"latitude": 0, "longitude": 0}, "title": "x", "address": "y"},
         "location": {"latitude": 0, "longitude": 0}},
        {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                  "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                  "allows_revoting": False, "members_only": False}},
        {"animation": {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "duration": 1}},
        {"video_note": {"file_id": "a", "file_unique_id": "b", "length": 1, "duration": 1}},
        {"video": {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "duration": 1}},
        {"audio": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        {"story": {"id": 1, "chat": {"id": 5, "type": "private", "first_name": "x"}}},
    ],
    ids=lambda content: next(iter(content)),
)  # fmt: skip
async def test_other_things_sent_are_answered_too(stage: Stage, content: dict[str, Any]) -> None:
    public = stage.person("public", "en")
    await public.says("/start")
    await public.sees("Suivi")
    stage.world.put_update({"message": _message(public, 50, **content)})
    await stage.settles()
    assert "Suivi can do nothing with this here" in public.screen[-1].text
    await still_works(public)


@pytest.mark.parametrize(
    "content",
    [{"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private", "first_name": "x"}}},
     {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
     {"write_access_allowed": {}}, {"something_of_next_year": {"a": 1}}],
    ids=lambda content: next(iter(content)),
)  # fmt: skip
async def test_what_telegram_itself_says_about_a_chat_is_left_alone(stage: Stage, content: dict[str, Any]) -> None:
    public = stage.person("public", "en")
    await public.says("/start")
    await public.sees("Suivi")
    before = len(public.screen)
    stage.world.put_update({"message": _message(public, 50, **content)})
    await stage.settles()
    assert len(public.screen) == before
    await still_works(public)


@pytest.mark.parametrize(
    "update_of_kind",
    [
        {"brand_new_kind": {"anything": [1, 2, {"id": "x"}]}},
        {"channel_post": {"message_id": 1, "date": 0, "chat": {"id": -1001, "type": "channel", "title": "x"}, "text": "/start"}},
        {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                  "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                  "allows_revoting": False, "members_only": False}},
        {"inline_query": {"id": "1", "from": {"id": 5, "is_bot": False, "first_name": "x"}, "query": "torture", "offset": ""}},
        {"my_chat_member": {"chat": {"id": -1001, "type": "channel", "title": "x"}, "date": 0,
                            "from": {"id": 5, "is_bot": False, "first_name": "x"},
                            "old_chat_member": {"status": "left", "user": {"id": 4242, "is_bot": True, "first_name": "S"}},
                            "new_chat_member": {"status": "member", "user": {"id": 4242, "is_bot": True, "first_name": "S"}}}},
        {},
    ],
    ids=lambda kind: next(iter(kind), "nothing"),
)  # fmt: skip
async def test_update_kinds_that_nobody_handles_are_left_alone(stage: Stage, update_of_kind: dict[str, Any]) -> None:
    public = stage.person("public", "en")
    stage.world.put_update(update_of_kind)
    await still_works(public)
    assert stage.people() == 1
    sent = [entry.method for entry in stage.world.log.entries if entry.method == "sendMessage"]
    assert len(sent) == 1


async def test_an_edited_message_is_left_alone(stage: Stage) -> None:
    public = stage.person("public", "en")
    typed = await public.says("torture")
    await public.sees("3 recommendations found.")
    await public.edits(typed, "women")
    await stage.settles()
    assert len([message for message in public.screen if message.from_bot]) == 1
    await still_works(public)


async def test_whoever_edits_a_message_in_the_middle_of_a_dialog_is_told_that_it_stays_as_it_was(stage: Stage) -> None:
    nadege = await stage.joined("coordinator", "en")
    await stage.joined("justice", "en")
    await nadege.says("/remind MJ")
    await nadege.sees("Justice")
    typed = await nadege.says("Please aswer.")
    await nadege.sees("aswer")
    await nadege.edits(typed, "Please answer.")
    await nadege.sees("Send the correction as a new message")


async def test_an_update_delivered_twice_is_answered_once(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("/start")
    await public.sees("Suivi")
    for _ in range(3):
        stage.world.put_update({"update_id": 77, "message": _message(public, 50, text="/help")})
        await stage.settles()
    assert len([message for message in public.screen if message.from_bot]) == 2


async def test_messages_sent_at_once_are_answered_in_their_order(stage: Stage) -> None:
    public = stage.person("public", "en")
    for number in range(1, 11):
        await public.says(f"QS-{number}")
    await stage.settles()
    answers = [message.text[:7] for message in public.screen if message.from_bot]
    assert answers == [f"QS-{number:04d}" for number in range(1, 11)]


async def test_a_blocked_bot_is_let_in_again_and_goes_on(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("/find")
    await public.sees("What are you looking for?")
    await public.blocks()
    await stage.settles()
    assert stage.count(persons, persons.c.unreachable_since.is_not(None)) == 1
    await public.unblocks()
    await stage.settles()
    assert stage.count(persons, persons.c.unreachable_since.is_not(None)) == 0
    await public.says("torture")
    await public.sees("3 recommendations found.")


async def test_who_blocks_before_the_answer_is_known_to_be_unreachable(stage: Stage) -> None:
    public = stage.person("public", "en")
    stage.world.faults.add("forbidden", method="sendMessage")
    await public.says("/help")
    await stage.settles()
    assert stage.count(persons, persons.c.unreachable_since.is_not(None)) == 1
    await still_works(public)
    assert stage.count(persons, persons.c.unreachable_since.is_not(None)) == 0


async def test_a_handler_that_fails_apologises_with_a_reference_and_the_chat_goes_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handlers import find

    def fails(*_: object) -> None:
        raise RuntimeError("torture")

    public = stage.person("public", "en")
    with monkeypatch.context() as patch:
        patch.setattr(find.find, "begin", fails)
        await public.says("torture")
        apology = await public.sees("Something went wrong on our side.")
    reference = apology.text.partition("Reference ")[2][:6]
    assert stage.rows(updates.select().where(updates.c.reference == reference))[0].state == "parked"
    await still_works(public)
    assert "torture" in stage.parked()[0]
    stage.changes(updates.delete().where(updates.c.state == "parked"))


async def test_a_message_that_cannot_be_rendered_is_apologised_for(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handlers import rendering
    from views.card import card as _real

    public = stage.person("public", "en")
    real = rendering.local_date
    broken = iter([True])

    def breaks(*values: Any) -> Any:
        if next(broken, False):
            raise RuntimeError("torture")
        return real(*values)

    monkeypatch.setattr(rendering, "local_date", breaks)
    await public.says("QS-0004")
    await public.sees("Something went wrong on our side.")
    await still_works(public)
    assert _real is not None
    stage.changes(outbox.delete().where(outbox.c.failure == "not rendered"))


async def test_nothing_typed_is_left_readable_in_the_database(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("xylophone glockenspiel")
    await public.sees("Nothing was found.")
    await public.says("/find")
    await public.sees("What are you looking for?")
    await stage.settles()
    for table in (updates, outbox, dialogs, persons):
        assert "xylophone" not in repr(stage.rows(table.select()))
        assert str(public.id) not in repr(stage.rows(table.select()))


async def test_many_people_at_once_are_all_answered(stage: Stage) -> None:
    people = [stage.world.person(f"Person {number}", "en") for number in range(40)]
    await asyncio.gather(*(person.says("torture") for person in people))
    for person in people:
        await person.sees("3 recommendations found.")
    assert stage.people() == 40


def _message(person: Person, number: int, **content: Any) -> dict[str, Any]:
    return {
        "message_id": number,
        "date": person.world.now(),
        "chat": person.chat.json(),
        "from": person.user.json(),
        **content,
    }
