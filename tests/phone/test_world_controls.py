"""Languages, the clock and Telegram's faults are changed on the spot, and the bot heeds them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from demo_thread import Running
from hand import Hand, until
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from domain.language import INTERFACE
from simulator.feed import FAULTS
from views.phone import words
from views.texts import texts

Taken = Callable[[str], Hand]
AT = Callable[..., webdriver.Chrome]


def test_a_person_changes_language_and_the_bot_follows(hand: Taken) -> None:
    public = hand("public").has_begun()
    public.speaks("pt")
    assert public.find(".role").text == texts("pt")("Member of the public")
    assert public.find("textarea").get_attribute("placeholder") == "Mensagem"
    public.types("/help")
    public.sees(texts("pt")("What you can do here"))
    public.types("/language zh")
    public.sees("菜单")
    public.speaks("fr")  # chosen in the chat goes before
    public.types("/help")
    public.sees(texts("zh")("What you can do here"))
    public.types("/language en")
    public.speaks("en")


@pytest.mark.parametrize("language", INTERFACE)
def test_the_page_is_in_the_readers_language(at: AT, language: str) -> None:
    page, said = at(1400, 900, language=language), words(texts(language))
    assert page.title == said["title"]
    assert page.find_element(By.ID, "intro").text == said["intro"]
    assert page.find_element(By.CSS_SELECTOR, "#people h2").text == said["mechanism"]
    other = "pt" if language == "en" else "en"
    Select(page.find_element(By.CSS_SELECTOR, "#page-language select")).select_by_value(other)
    assert page.title == words(texts(other))["title"]
    assert page.find_element(By.CSS_SELECTOR, "html").get_attribute("lang")[:2] == other


def test_the_clock_goes_forward_for_page_bot_and_messages_alike(
    hand: Taken, demo: Running, page: webdriver.Chrome
) -> None:
    justice = hand("justice").has_begun()
    if justice.key_of("Confirmer"):
        justice.presses("Confirmer")
    justice.sees("Bienvenue")
    justice.types("/due")
    justice.sees("dans 12 jours")
    before = demo.demo.clock()
    page.find_element(By.CSS_SELECTOR, "[data-days='7']").click()
    until(lambda: demo.demo.clock() - before >= timedelta(days=7), "seven days")
    after = before + timedelta(days=7)
    until(lambda: f"{after.day} {after:%b %Y}" in page.find_element(By.ID, "now").text, "the day on the page")
    justice.types("/due")
    justice.sees("dans 5 jours")
    assert len(justice.all(".log .day")) == 2
    target = (demo.demo.clock() + timedelta(days=30)).date()
    field = page.find_element(By.CSS_SELECTOR, "#clock input")
    page.execute_script("arguments[0].value = arguments[1]", field, target.isoformat())
    field.find_element(By.XPATH, "../../button").click()
    until(lambda: demo.demo.clock().date() == target, "the date")


def test_the_clock_does_not_go_back(page: webdriver.Chrome, demo: Running) -> None:
    before = demo.demo.clock()
    field = page.find_element(By.CSS_SELECTOR, "#clock input")
    page.execute_script("arguments[0].removeAttribute('min'); arguments[0].value = '2020-01-01'", field)
    field.find_element(By.XPATH, "../../button").click()
    until(lambda: page.find_element(By.ID, "refused").text == "The clock only goes forward.", "the refusal")
    assert demo.demo.clock() >= before
    page.get_log("browser")  # where the browser notes that the server answered 400


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_plain_to_see_while_it_is_on(page: webdriver.Chrome, demo: Running, fault: str) -> None:
    banner = page.find_element(By.ID, "banner")
    assert not banner.is_displayed()
    page.find_element(By.CSS_SELECTOR, f"#faults [value={fault}]").send_keys(Keys.SPACE)
    until(banner.is_displayed, "the banner")
    assert words(texts("en"))[f"told_{fault}"] in banner.text
    assert [(one.kind, one.standing) for one in demo.demo.world.faults.waiting] == [(FAULTS[fault]["kind"], True)]
    banner.find_element(By.TAG_NAME, "button").click()
    until(lambda: not banner.is_displayed(), "the banner to go")
    assert demo.demo.world.faults.waiting == []
    assert page.find_element(By.CSS_SELECTOR, "#faults [value='']").is_selected()


def test_what_telegram_refused_arrives_once_it_works_again(hand: Taken, page: webdriver.Chrome) -> None:
    un = hand("un").has_begun()
    page.find_element(By.CSS_SELECTOR, "#faults [value=busy]").click()
    until(lambda: page.find_element(By.ID, "banner").is_displayed(), "the banner")
    un.types("/settings")
    until(lambda: "/settings" in un.mine()[-1], "the question")
    assert "Settings" not in un.find(".log").text
    page.find_element(By.CSS_SELECTOR, "#banner button").click()
    un.sees("Settings")
