"""Makes docs/phone.png, the README's picture: python scripts/picture.py. A real run of suivi demo, seen in Chromium.

Needs the packages of the tests and, on Debian, chromium, chromium-driver, fonts-inter and fonts-noto-cjk.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chromium import opened, seen_at
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "phone.png"
SIZE = (1360, 800)
MOST_BYTES = 300_000
PATIENCE = 20
SCENE = (
    ("justice", "press", "Confirmer"),
    ("health", "press", "确认"),
    ("public", "type", "education of girls"),
    ("public", "press", "QS-0010"),
    ("justice", "type", "QS-0028"),
    ("health", "press", "截止日期"),
)
"""Who does what, once all have pressed Start."""


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo that runs until the block ends."""
    command = [sys.executable, "-m", "bot", "demo", "--no-browser"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            for line in running.stdout or ():
                if address := re.search(r"http://\S+/", line):
                    yield address[0]
                    break
        finally:
            running.send_signal(signal.SIGTERM)


def play(browser: webdriver.Chrome) -> None:
    """Let three people talk with the bot."""
    for key in ("justice", "public", "health"):
        _wait(browser, f'[data-key="{key}"] .start').click()
        _wait(browser, f'[data-key="{key}"] .theirs .key')
    for key, does, what in SCENE:
        phone, before = f'[data-key="{key}"]', _heard(browser, key)
        if does == "type":
            _wait(browser, f"{phone} textarea").send_keys(what + "\n")
        else:
            next(one for one in browser.find_elements(By.CSS_SELECTOR, f"{phone} .key") if what in one.text).click()
        WebDriverWait(browser, PATIENCE).until(lambda _, key=key, before=before: _heard(browser, key) != before)
        _wait(browser, f"{phone} .theirs:last-child")


def _heard(browser: webdriver.Chrome, key: str) -> str:
    """What the bot has said to somebody, as it stands on the page."""
    return str(
        browser.execute_script(f"""
        return [...document.querySelectorAll('[data-key="{key}"] .theirs')].map((one) => one.textContent).join()
    """)
    )


def _wait(browser: webdriver.Chrome, selector: str) -> webdriver.remote.webelement.WebElement:
    def shown(_: webdriver.Chrome) -> webdriver.remote.webelement.WebElement | None:
        found = browser.find_elements(By.CSS_SELECTOR, selector)
        return found[-1] if found and found[-1].is_displayed() else None

    return WebDriverWait(browser, PATIENCE).until(shown)


def main() -> int:
    """Make the picture; 1 where it came out too large for a README."""
    with demo() as address, opened() as browser:
        seen_at(browser, *SIZE)
        browser.get(address)
        play(browser)
        browser.execute_script("document.activeElement.blur()")
        ActionChains(browser).move_to_element(browser.find_element(By.ID, "top")).perform()
        browser.save_screenshot(str(PICTURE))
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size:,} bytes")
    return int(PICTURE.stat().st_size > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
