"""Every page, light and dark, wide and narrow, is quiet; and a cut line comes back."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.product import Running

A_MINUTE = 60_000
BEYOND = """async () => {
    const beyond = () => document.documentElement.scrollWidth - innerWidth;
    for (let k = 0; k < 100 && beyond() > 0; k++) await new Promise(requestAnimationFrame);
    return beyond();
}"""
"""How far the page sticks out, when what follows the window (charts) has had time to."""
HEADINGS = {
    "/": "Start here",
    "/spaces": "Spaces",
    "/data": "Data",
    "/runs": "Runs",
    "/workers": "Workers",
    "/launch?preset=residual-cnn": "Find a network for digits",
    "/launch": "Start a search",
    "/no/such/page": "There is nothing here",
}


@pytest.fixture(scope="module")
def visitor(browser: Browser, cookies: list[Any]) -> Iterator[BrowserContext]:
    """Somebody signed in, whose console nobody reads."""
    context = browser.new_context()
    context.add_cookies(cookies)
    yield context
    context.close()


@pytest.fixture(scope="module")
def found(visitor: BrowserContext, running: Running) -> tuple[str, str]:
    """The addresses of a finished run and of its best candidate."""
    page = visitor.new_page()
    page.goto(running.address)
    _start(page, candidates=2, epochs=1)
    expect(page.get_by_test_id("run-state")).to_have_text("Finished", timeout=A_MINUTE)
    run = page.url
    page.get_by_role("link", name="Open best candidate").click()
    expect(page.get_by_test_id("test-accuracy")).to_be_visible(timeout=A_MINUTE)
    candidate = page.url
    page.close()
    return run, candidate


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_quiet_and_within_its_width(
    page: Page,
    running: Running,
    cookies: list[Any],
    found: tuple[str, str],
    scheme: Literal["light", "dark"],
) -> None:
    page.context.add_cookies(cookies)
    page.emulate_media(color_scheme=scheme)
    for address, heading in HEADINGS.items():
        page.goto(running.address + address)
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        _check_width(page)
    run, candidate = found
    page.goto(run)
    expect(page.get_by_role("table", name="Leaderboard").get_by_role("row")).to_have_count(3)
    _check_width(page)
    page.goto(candidate)
    expect(page.get_by_role("img", name="Candidate graph")).to_be_visible()
    _check_width(page)


def test_a_colleague_signs_in_with_a_password_in_a_browser_that_was_never_here(
    page: Page, running: Running
) -> None:
    running.add_user("bea", "a long password")
    page.goto(running.address + "/sign-in")
    page.get_by_role("textbox", name="Name").fill("bea")
    page.get_by_role("textbox", name="Password").fill("a long password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1, name="Start here")).to_be_visible()


def test_a_used_link_says_so_and_how_to_get_another(page: Page, running: Running) -> None:
    link = running.sign_in_link()
    with urllib.request.urlopen(link):
        pass  # somebody else was quicker
    page.goto(link)
    expect(page.get_by_text("This sign-in link no longer works")).to_be_visible()
    expect(page.get_by_text("make link")).to_be_visible()
    _check_width(page)


def test_the_administration_and_the_application_keep_one_choice_of_colours(
    visitor: BrowserContext, running: Running
) -> None:
    page = visitor.new_page()
    page.goto(running.address)
    page.get_by_role("button", name="Switch to dark colours").click()
    page.goto(running.address + "/admin/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Toggle theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.goto(running.address)
    expect(page.get_by_role("button", name="Switch to dark colours")).to_be_visible()
    page.close()


def test_a_run_is_followed_to_its_end_although_the_web_process_is_killed(
    visitor: BrowserContext, running: Running
) -> None:
    page = visitor.new_page()  # its console tells of the cut line: that is no fault here
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.goto(running.address)
    _start(page, candidates=2, epochs=4)
    curves = page.get_by_role("figure", name="Learning curves")
    expect(curves).to_have_attribute("data-points", re.compile(r"[1-9]\d*"), timeout=A_MINUTE)
    page.evaluate("window.isSamePage = true")

    os.kill(_web_process(running), signal.SIGKILL)

    expect(page.get_by_test_id("run-state")).to_have_text("Finished", timeout=A_MINUTE)
    expect(curves).to_have_attribute("data-points", "8")
    expect(page.get_by_role("table", name="Leaderboard").get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("link", name="Download model")).to_be_visible(timeout=A_MINUTE)
    assert page.evaluate("window.isSamePage"), "the page was loaded anew"
    assert len(sockets) >= 2
    page.close()


def _start(page: Page, *, candidates: int, epochs: int) -> None:
    """Start a small search from the template."""
    page.get_by_role("link", name="Find a network for digits").click()
    page.get_by_role("textbox", name="Candidates").fill(str(candidates))
    page.get_by_role("textbox", name="Epochs").fill(str(epochs))
    page.get_by_role("button", name="Start search").click()
    page.wait_for_url("**/runs/*")


def _check_width(page: Page) -> None:
    """Check that nothing sticks out, on a desk and on a telephone."""
    for width, height in [(1440, 900), (390, 844)]:
        page.set_viewport_size({"width": width, "height": height})
        beyond = page.evaluate(BEYOND)
        assert beyond <= 0, f"{page.url} is {beyond} px wider than a window of {width} px"


def _web_process(running: Running) -> int:
    """Return the process that answers the browser: the supervisor's child that serves pages."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    lines = [line.split(maxsplit=2) for line in listed.splitlines()]
    (found,) = [
        int(pid)
        for pid, parent, command in lines
        if parent == str(running.process.pid) and "nasweb.server" in command
    ]
    return found
