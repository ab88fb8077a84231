"""One browser for all tests of the phone page, a demo for each file of them.

Within a file each test plays people that no other one does; the clock, which only goes forward, is everybody's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from demo_thread import Running, running
from hand import Hand, until
from selenium import webdriver
from selenium.webdriver.common.by import By

from scripts.chromium import NoBrowser, opened, seen_at

WIDE = (1400, 900)
NARROW = (390, 844)


@pytest.fixture(scope="session")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser puts what it downloads."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def _browser(downloads: Path) -> Iterator[webdriver.Chrome]:
    try:
        with opened(downloads=downloads) as made:
            yield made
    except NoBrowser as error:
        pytest.fail(str(error))


@pytest.fixture(scope="module")
def demo(_browser: webdriver.Chrome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demo, running."""
    with running(tmp_path_factory.mktemp("demo")) as made:
        yield made
        _browser.get("about:blank")  # the page would ask for a demo that has ended


@pytest.fixture
def at(_browser: webdriver.Chrome, demo: Running) -> Iterator[Callable[..., webdriver.Chrome]]:
    """Opens the page as somebody sees it who comes for the first time: `at(width, height, language="fr")`."""

    def look(width: int, height: int, *, language: str = "en", dark: bool = False) -> webdriver.Chrome:
        seen_at(_browser, width, height, dark=dark)
        if not _browser.current_url.startswith(demo.url):
            _browser.get(f"{demo.url}/")
            until(lambda: _browser.find_elements(By.CSS_SELECTOR, "body.ready"), "the page")
        _browser.execute_script(f"sessionStorage.clear(); sessionStorage.setItem('language', '{language}')")
        _browser.get(f"{demo.url}/")
        until(lambda: _browser.find_elements(By.CSS_SELECTOR, "body.ready"), "the page")
        return _browser

    _browser.get_log("browser")
    yield look
    complaints = [line for line in _browser.get_log("browser") if line["level"] in {"SEVERE", "WARNING"}]
    demo.run(_mended(demo))
    assert complaints == []


async def _mended(demo: Running) -> None:
    demo.demo.world.faults.clear()
    demo.demo.world.changes.tell("phone")


@pytest.fixture
def page(at: Callable[..., webdriver.Chrome]) -> webdriver.Chrome:
    """The page on a desktop, in English."""
    return at(*WIDE)


@pytest.fixture
def hand(page: webdriver.Chrome) -> Callable[[str], Hand]:
    """Takes somebody's phone in hand: `hand("justice")`."""
    return lambda key: Hand(page, key).opens()
