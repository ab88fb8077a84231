"""A hand at the page: reads, types and presses on the phone of one person, and waits for what should be there."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

Found = TypeVar("Found")
PATIENCE = 10.0


def until(look: Callable[[], Found | None], what: str) -> Found:
    """What `look` finds, as soon as it finds something."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            found = look()
        except StaleElementReferenceException:
            found = None
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"not in time: {what}")


@dataclass(frozen=True)
class Hand:
    """At the phone of the person of this key."""

    browser: webdriver.Chrome
    key: str

    @property
    def phone(self) -> str:
        return f'.phone[data-key="{self.key}"]'

    def find(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, f"{self.phone} {selector}")

    def all(self, selector: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, f"{self.phone} {selector}")

    def opens(self) -> Hand:
        """Take the phone out, from the list."""
        if not any(one.is_displayed() for one in self.all("h2")):
            self.browser.find_element(By.CSS_SELECTOR, f'[data-person="{self.key}"]').click()
        return self

    def begins(self) -> WebElement:
        """Press Start; return the bot's first message."""
        self.opens().find(".start").click()
        return self.sees("")

    def has_begun(self) -> Hand:
        """Begin, unless another test has."""
        if self.opens().find(".start").is_displayed():
            self.begins()
        return self

    def types(self, text: str) -> None:
        self.find("textarea").send_keys(text + Keys.ENTER)

    def presses(self, label: str) -> None:
        until(lambda: self.key_of(label), f"a button {label!r}").click()

    def key_of(self, label: str) -> WebElement | None:
        """The newest button whose label contains this."""
        return next((one for one in reversed(self.all(".key")) if label in one.text), None)

    def sees(self, text: str) -> WebElement:
        """The newest message of the bot, once it holds this."""

        def look() -> WebElement | None:
            theirs = self.all(".entry.theirs")
            return theirs[-1] if theirs and text in theirs[-1].text else None

        return until(look, f"{text!r} on the phone of {self.key}")

    def mine(self) -> list[str]:
        """What this person has sent, as it stands on the page."""
        return [one.text for one in self.all(".entry.mine .bubble")]

    def sends(self, *files: Path) -> None:
        self.find("input[type=file]").send_keys("\n".join(map(str, files)))

    def speaks(self, language: str) -> None:
        """Set the language of this person's Telegram."""
        Select(self.find(".bar select")).select_by_value(language)
        until(
            lambda: (
                (self.find("h2").find_element(By.XPATH, "ancestor::section").get_attribute("lang") or "")[:2]
                == language
            ),
            language,
        )
