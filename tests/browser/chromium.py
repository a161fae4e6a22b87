"""A headless Chromium without a network, and what it has to say about a page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

BINARY = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def start(profile: Path) -> WebDriver:
    """Start a browser with a fresh profile."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(BINARY)
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    browser.get("about:blank")  # the page that a new tab opens with goes on loading otherwise
    return browser


def resize(browser: WebDriver, width: int, height: int) -> None:
    """Give the page exactly this size, in CSS pixels."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width <= 640},
    )


def open_page(browser: WebDriver, path: Path, *, seconds: float = 30) -> None:
    """Open a file and wait for the page to say that it is ready."""
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(path.as_uri())
    WebDriverWait(browser, seconds).until(
        lambda page: page.execute_script("return window.geonewsReady === true")
    )


def settle(browser: WebDriver, milliseconds: int = 400) -> None:
    """Wait for what has been set going to come to rest, and that time at the least.

    A timer alone would do on a machine at leisure. On a busy one a popup may still be fading in,
    and what is not seen yet has no text for the driver.
    """
    browser.execute_async_script("setTimeout(arguments[1], arguments[0])", milliseconds)
    WebDriverWait(browser, 10).until(
        lambda page: page.execute_script(
            "return document.getAnimations().every((each) => each.playState !== 'running'"
            "  || each.effect.getComputedTiming().iterations === Infinity)"
        )
    )


def requests(browser: WebDriver) -> list[str]:
    """Return the addresses asked for since the last call, data and blob ones left out.

    What the browser's own pages (chrome://newtab) ask for is left out as well: the page that a
    new window opens with may be loading still when the first map is opened.
    """
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [
        str(message["params"]["request"]["url"])
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
        and not str(message["params"].get("documentURL", "")).startswith("chrome://")
    ]
    return [address for address in asked if not address.startswith(("data:", "blob:"))]


def complaints(browser: WebDriver) -> list[Any]:
    """Return what the console holds since the last call."""
    return [entry["message"] for entry in browser.get_log("browser")]
