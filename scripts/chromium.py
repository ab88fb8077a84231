"""A headless Chromium for the README's picture and the tests of the phone page: the system's own, with its driver."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "The phone page needs Chromium and its driver. On Debian: apt-get install chromium chromium-driver"
ARGUMENTS = (
    "--headless=new",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-lcd-text",
    "--disable-sync",
    "--hide-scrollbars",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class NoBrowser(Exception):
    """There is no Chromium, or no driver for it, on this machine; the text says how to get them."""


@contextmanager
def opened(language: str = "en", downloads: Path | None = None) -> Iterator[webdriver.Chrome]:
    """Open a browser that prefers a language and can reach this machine alone. Raises NoBrowser."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if browser is None or driver is None:
        raise NoBrowser(MISSING)
    options = Options()
    options.binary_location = browser
    for argument in (*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])):
        options.add_argument(argument)
    kept = {"download.default_directory": str(downloads)} if downloads else {}
    options.add_experimental_option("prefs", {"intl.accept_languages": language, **kept})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    made = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield made
    finally:
        made.quit()


def seen_at(browser: webdriver.Chrome, width: int, height: int, *, dark: bool = False) -> None:
    """Give the page a size in pixels, and the colours of day or night."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
