"""The page on a phone and on a desktop, by day and by night, for eyes, fingers, keyboards and screen readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import resources

import pytest
from hand import Hand, until
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from domain.language import INTERFACE
from scripts.chromium import seen_at
from simulator.phone import PAGE
from views.phone import WORDS

AT = Callable[..., webdriver.Chrome]
NEEDS_NAME = {"button", "combobox", "textbox", "radio", "link", "Date", "log", "region", "navigation", "image"}
PAIRS = [
    ("ink", "paper"), ("ink", "ground"), ("ink", "mine"), ("ink", "theirs"), ("ink", "tint"), ("ink", "wall"),
    ("soft", "paper"), ("soft", "ground"), ("soft", "mine"), ("soft", "theirs"), ("soft", "tint"), ("soft", "wall"),
    ("accent", "paper"), ("accent", "theirs"), ("accent", "tint"), ("accent", "mine"), ("on-accent", "accent"),
    ("warn-ink", "warn"),
]  # fmt: skip
NARROW = (390, 844)
TO_THE_END = "const [log] = arguments; return log.scrollHeight - log.scrollTop - log.clientHeight"
TOO_WIDE = """
return [...document.querySelectorAll('body, #top, #world, #banner, #people, .phone')]
    .filter((one) => one.offsetParent !== null && one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.id || one.className)
"""


def _shown(page: webdriver.Chrome, selector: str) -> list[str]:
    found = page.find_elements(By.CSS_SELECTOR, selector)
    return [one.get_attribute("data-key") or "" for one in found if one.is_displayed()]


def test_a_desktop_shows_several_phones_side_by_side(at: AT) -> None:
    page = at(1400, 900)
    assert _shown(page, ".phone") == ["justice", "public", "health"]
    lefts = [one.location["x"] for one in page.find_elements(By.CSS_SELECTOR, ".phone")]
    assert lefts == sorted(set(lefts))
    languages = [one.get_attribute("lang")[:2] for one in page.find_elements(By.CSS_SELECTOR, ".phone")]
    assert languages == ["fr", "en", "zh"]
    Hand(page, "health").find(".close").click()
    assert _shown(page, ".phone") == ["justice", "public"]
    page.refresh()
    until(lambda: _shown(page, ".phone") == ["justice", "public"], "the phones that were open")


def test_a_phone_shows_one_at_a_time(at: AT) -> None:
    page = at(*NARROW)
    assert _shown(page, ".phone") == []
    Hand(page, "nhri").opens()
    assert _shown(page, ".phone") == ["nhri"]
    assert not page.find_element(By.ID, "people").is_displayed()
    Hand(page, "nhri").find(".back").click()
    assert page.find_element(By.ID, "people").is_displayed()
    assert page.switch_to.active_element.get_attribute("data-person") == "nhri"
    Hand(page, "un").opens()
    assert _shown(page, ".phone") == ["un"]


@pytest.mark.parametrize("language", INTERFACE)
def test_nothing_is_wider_than_the_screen(at: AT, language: str) -> None:
    page = at(1400, 844, language=language)
    page.find_element(By.CSS_SELECTOR, "#faults [value=slow]").send_keys(Keys.SPACE)
    until(page.find_element(By.ID, "banner").is_displayed, "the banner")
    for width in (1400, 1024, 768):
        seen_at(page, width, 844)
        assert page.execute_script(TOO_WIDE) == [], width
    for width in (390, 320):
        page = at(width, 844, language=language)
        assert page.execute_script(TOO_WIDE) == [], width
        Hand(page, "public").opens()
        page.find_element(By.ID, "world-toggle").click()
        assert page.execute_script(TOO_WIDE) == [], width


def test_the_newest_message_stays_in_sight(at: AT) -> None:
    page = at(1400, 500)
    public = Hand(page, "public").has_begun()
    for _ in range(3):
        public.types("/help")
        public.sees("")
    until(lambda: page.execute_script(TO_THE_END, public.find(".log")) < 2, "the end")
    page.find_element(By.CSS_SELECTOR, "#faults [value=slow]").send_keys(Keys.SPACE)
    until(page.find_element(By.ID, "banner").is_displayed, "the banner")
    until(lambda: page.execute_script(TO_THE_END, public.find(".log")) < 2, "the end, in less room")
    page.execute_script("arguments[0].scrollTop = 0", public.find(".log"))
    until(lambda: public.find(".round.down").is_displayed(), "the way back to the end")
    public.find(".round.down").click()
    until(lambda: page.execute_script(TO_THE_END, public.find(".log")) < 2, "the end again")


def _nodes(page: webdriver.Chrome) -> Iterator[tuple[str, str]]:
    """(role, name) of everything that a screen reader meets."""
    for node in page.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]:
        if not node["ignored"]:
            yield node["role"]["value"], node.get("name", {}).get("value", "")


def test_everything_that_can_be_used_has_a_name(at: AT) -> None:
    page = at(1400, 900)
    Hand(page, "public").has_begun()
    nodes = list(_nodes(page))
    assert {role for role, _ in nodes} >= {"button", "combobox", "textbox", "radio", "log", "region", "navigation"}
    assert [role for role, name in nodes if role in NEEDS_NAME and not name.strip()] == []


def test_the_keyboard_reaches_a_chat_and_its_end(at: AT) -> None:
    page = at(*NARROW)
    person = page.find_element(By.CSS_SELECTOR, "[data-person=interior]")
    person.send_keys(Keys.ENTER)
    assert page.switch_to.active_element.text == "Grace"
    reached = []
    for _ in range(12):
        page.switch_to.active_element.send_keys(Keys.TAB)
        reached.append(page.switch_to.active_element.get_attribute("class") or page.switch_to.active_element.tag_name)
    assert {"select", "start"} & set(reached) >= {"select"}
    assert "start" in reached or "textarea" in reached
    outline = page.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_no_request_goes_to_another_host(at: AT) -> None:
    page = at(1400, 900)
    asked = page.execute_script(
        "return performance.getEntriesByType('resource').map((one) => new URL(one.name).origin)"
    )
    assert set(asked) == {page.execute_script("return location.origin")}


# --- the files of the page -----------------------------------------------------------------------------


def _files() -> dict[str, str]:
    return {one.name: one.read_text("utf-8") for one in resources.files("simulator").joinpath("page").iterdir()}


def _colours(style: str) -> list[dict[str, str]]:
    """The colours by day, and those by night."""
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    return [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", block)) for block in blocks]


def _light(colour: str) -> float:
    """Relative luminance, WCAG 2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize("pair", PAIRS, ids=" on ".join)
def test_words_stand_out_from_what_is_behind_them(scheme: int, pair: tuple[str, str]) -> None:
    colours = _colours(_files()["style.css"])[scheme]
    lights = sorted(_light(colours[name]) for name in pair)
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5


def test_the_page_uses_every_word_and_no_other() -> None:
    sources = "\n".join(_files().values())
    said = set(re.findall(r'data-(?:word|label|hint)"?[:=] ?"([a-z_]+)"', sources))
    said |= set(re.findall(r'(?:word|say)\((?:[a-zA-Z.]+(?:\(\))?, )?"([a-z_]+)"', sources))
    said |= set(re.findall(r'iconButton\("[a-z]+", "([a-z_]+)"', sources))
    said |= {"invited", "anyone", "mechanism", "independent", "public"}  # named by the cast
    said |= {name for name in WORDS if name.startswith(("fault_", "told_"))}
    assert said == set(WORDS)


def test_the_page_has_nothing_inline_and_files_are_short() -> None:
    files = _files()
    assert PAGE.is_dir()
    assert not re.search(r"\son[a-z]+=|style=|<style|<script(?![^>]* src=)|https?://", files["index.html"])
    scripts = {name: text for name, text in files.items() if name.endswith(".js")}
    assert scripts
    for name, text in scripts.items():
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text), name
    assert {name for name, text in files.items() if len(text.splitlines()) > 220} == set()
