"""A real browser on the real product. Every page must be quiet and stay on our own origin."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.e2e.product import Running, running_product

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
LEFT_OUT = (
    # Else each context draws a window's own pages for its address bar: half a second each.
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
    # The last list counts, so ours repeats Playwright's.
    "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades",
    "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints",
    "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning",
)  # fmt: skip
"""Features of Chromium that no test needs."""
ARGUMENTS = [
    f"--disable-features={','.join(LEFT_OUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE = 20_000
"""Milliseconds until what is waited for counts as a failure; on a machine that is free, moments."""
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the whole folder; without a browser its tests are skipped, with the reason."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium here (Debian: chromium)"))


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    """One product for all journeys, in a short path: its sockets live there."""
    with tempfile.TemporaryDirectory(prefix="nw-") as home, running_product(Path(home)) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def cookies(browser: Browser, running: Running) -> list[Any]:
    """A session for all tests that are not about signing in."""
    context = browser.new_context()
    context.new_page().goto(running.first_link)
    kept: list[Any] = context.cookies()
    context.close()
    return kept


@pytest.fixture
def page(browser: Browser, running: Running) -> Iterator[Page]:
    """A page in a profile of its own; errors in the console and foreign requests fail the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    host = urlsplit(running.address).netloc

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"console: {message.text}")

    def asked(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != host:
            faults.append(f"foreign request: {request.url}")

    opened.on("console", heard)
    opened.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    opened.on("request", asked)
    opened.set_default_timeout(PATIENCE)
    yield opened
    context.close()
    assert faults == []


@pytest.fixture
def start(page: Page, running: Running, cookies: list[Any]) -> Page:
    """The page on which somebody who has signed in arrives."""
    page.context.add_cookies(cookies)
    page.goto(running.address)
    return page
