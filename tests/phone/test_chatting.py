"""People type and press on the page, and what the bot says stands there as Telegram would show it."""

from __future__ import annotations

from collections.abc import Callable

from demo_thread import Running
from hand import Hand, until
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from simulator.world import World

Taken = Callable[[str], Hand]


def test_somebody_opens_an_invitation_and_confirms_it(hand: Taken) -> None:
    justice = hand("justice")
    assert "invitation" in justice.find(".note").text
    assert "recommandations" in justice.find(".about").text
    justice.begins()
    assert justice.sees("Ministère de la Justice").find_elements(By.CSS_SELECTOR, "strong")
    assert justice.mine()[0].startswith("Ousmane:\n/start ")
    justice.presses("Confirmer")
    assert "modifié" in justice.sees("Bienvenue").text
    assert justice.find("textarea").get_attribute("placeholder") == "Message"


def test_words_that_are_typed_are_answered_and_only_text(hand: Taken) -> None:
    public = hand("public").has_begun()
    public.types("<img src=x onerror=alert(1)> <b>schools</b>")
    until(lambda: "<b>schools</b>" in public.mine()[-1], "the text as it was typed")
    assert public.all(".mine img, .mine b") == []
    public.types("education of girls")
    public.sees("QS-0010")


def test_a_button_is_pressed_by_keyboard_and_keeps_the_focus(hand: Taken, page: webdriver.Chrome) -> None:
    un = hand("un").has_begun()
    until(lambda: un.key_of("Confirm"), "the invitation").send_keys(Keys.ENTER)
    entry = un.sees("Welcome")
    assert page.execute_script("return arguments[0].contains(document.activeElement)", entry)


def test_the_command_menu_sends_a_command(hand: Taken) -> None:
    interior = hand("interior").has_begun()
    interior.sees("Ministry of the Interior")
    interior.find(".round.commands").click()
    commands = [one.text for one in interior.all(".menu b")]
    assert commands[:2] == ["/menu", "/find"]
    assert len(commands) == len(interior.all(".menu button"))
    interior.find(".menu button").send_keys(Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER)
    interior.sees("Menu")
    interior.find("textarea").send_keys("/he")
    until(lambda: [one.text for one in interior.all(".menu b")] == ["/help"], "the command that begins so")
    interior.find("textarea").send_keys(Keys.ESCAPE)
    assert not interior.find(".menu").is_displayed()


def test_entities_become_elements_and_bad_links_do_not(hand: Taken, demo: Running, page: webdriver.Chrome) -> None:
    nhri = hand("nhri").has_begun()
    text = (
        '<b>bold <i>both</i></b> <a href="https://example.org/x">link</a> <code>SI-0123</code>\n'
        f"<blockquote expandable>{'long ' * 90}</blockquote>\nafter"
    )
    demo.bot(lambda bot: bot.send_message(demo.person("Mateus").id, text, parse_mode="HTML"))
    entry = nhri.sees("after")
    found = {tag: [one.text for one in entry.find_elements(By.CSS_SELECTOR, tag)] for tag in ("strong", "em", "code")}
    assert found == {"strong": ["bold both"], "em": ["both"], "code": ["SI-0123"]}
    link = entry.find_element(By.CSS_SELECTOR, ".text a")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == ("https://example.org/x", "noopener noreferrer")
    quote = entry.find_element(By.CSS_SELECTOR, ".quoted")
    folded = quote.size["height"]
    entry.find_element(By.CSS_SELECTOR, ".unfold").click()
    assert quote.size["height"] > folded
    made = page.execute_async_script(
        "const [done] = arguments;"
        "import('/page/rich.js').then(({link}) => done(['javascript:alert(1)', 'data:text/html,x', 'https://x.org/']"
        ".map((address) => link(address, 'x').tagName)))"
    )
    assert made == ["SPAN", "SPAN", "A"]


def test_notices_alerts_and_typing_are_shown(hand: Taken, demo: Running) -> None:
    parliament = hand("parliament").has_begun()
    amina, world = demo.person("Amina"), demo.demo.world
    demo.bot(lambda bot: bot.send_chat_action(amina.id, "typing"))
    until(lambda: parliament.find(".status").text == "écrit…", "that the bot writes")
    demo.run(_notice(world, amina.id, "Déjà fait", alert=False))
    until(lambda: parliament.find(".notice").text == "Déjà fait", "the notice")
    demo.run(_notice(world, amina.id, "Lisez ceci", alert=True))
    until(lambda: "Lisez ceci" in parliament.find(".alert").text, "the alert")
    parliament.find(".alert button").send_keys(Keys.ENTER)
    until(lambda: not parliament.find(".alert").is_displayed(), "the alert to go")
    demo.bot(lambda bot: bot.send_message(amina.id, "voilà"))
    parliament.sees("voilà")
    assert parliament.find(".status").text == ""


async def _notice(world: World, person: int, text: str, *, alert: bool) -> None:
    world.show_notice(world.people[person].user, world.people[person].chat, text, alert)


def test_a_pressed_button_waits_until_it_is_answered(hand: Taken, demo: Running) -> None:
    judiciary = hand("judiciary").has_begun()
    keyboard = InlineKeyboardMarkup.from_row(
        [InlineKeyboardButton("Old", callback_data="nothing"), InlineKeyboardButton("UN", url="https://un.org/")]
    )
    priya = demo.person("Priya")
    demo.bot(lambda bot: bot.send_message(priya.id, "Two buttons", reply_markup=keyboard))
    assert (
        judiciary.sees("Two buttons").find_element(By.CSS_SELECTOR, "a.key").get_attribute("href") == "https://un.org/"
    )
    judiciary.presses("Old")
    until(lambda: judiciary.find(".notice").text or judiciary.all(".entry")[-1].text != "Two buttons", "an answer")
    until(lambda: not judiciary.all(".key[aria-busy]"), "the button to be at rest")


def test_what_is_deleted_goes(hand: Taken, demo: Running) -> None:
    deputy = hand("deputy").has_begun()
    leila = demo.person("Leïla")
    sent = demo.bot(lambda bot: bot.send_message(leila.id, "bientôt partie"))
    deputy.sees("bientôt partie")
    demo.bot(lambda bot: bot.delete_message(leila.id, sent.message_id))
    until(lambda: "bientôt partie" not in deputy.find(".log").text, "the message to go")


def test_a_page_that_is_loaded_again_has_the_chats_and_no_old_notice(
    hand: Taken, demo: Running, page: webdriver.Chrome
) -> None:
    grace = hand("interior").has_begun()
    demo.run(_notice(demo.demo.world, demo.person("Grace").id, "once", alert=False))
    until(lambda: grace.find(".notice").text == "once", "the notice")
    before = len(grace.all(".entry"))
    page.refresh()
    until(lambda: len(grace.all(".entry")) == before, "the chat")
    assert not grace.find(".notice").is_displayed()
    assert page.find_elements(By.CSS_SELECTOR, ".unread") == []
