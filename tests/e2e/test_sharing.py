"""A run is shown to somebody who has no account, and no longer once its link is taken back."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

A_MINUTE = 60_000


def _search_a_little(page: Page) -> None:
    page.get_by_role("link", name="Find a network for digits").click()
    page.get_by_role("textbox", name="Candidates").fill("2")
    page.get_by_role("textbox", name="Epochs").fill("1")
    page.get_by_role("button", name="Start search").click()
    expect(page.get_by_test_id("run-state")).to_have_text("Finished", timeout=4 * A_MINUTE)


def _share_with_the_model(page: Page) -> str:
    page.get_by_role("button", name="Share", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name="Guests may download the model").check()
    dialog.get_by_role("button", name="Make link").click()
    return dialog.get_by_role("textbox", name="Share link").input_value()


@pytest.mark.usefixtures("start")
def test_a_guest_takes_the_model_until_the_link_is_revoked(
    page: Page, browser: Browser, tmp_path: Path
) -> None:
    _search_a_little(page)
    link = _share_with_the_model(page)

    context = browser.new_context()
    context.set_default_timeout(20_000)
    guest = context.new_page()
    faults: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(message.text)

    guest.on("console", heard)
    guest.on("pageerror", lambda error: faults.append(str(error)))
    guest.goto(link)
    expect(guest.get_by_test_id("run-state")).to_have_text("Finished")
    expect(guest.get_by_role("table", name="Leaderboard").get_by_role("row")).to_have_count(3)
    expect(guest.get_by_role("link", name="Run again")).to_have_count(0)
    guest.get_by_role("link", name="Open best candidate").click()
    expect(guest.get_by_role("img", name="Candidate graph")).to_be_visible()
    with guest.expect_download() as download:
        guest.get_by_role("link", name="Download model").click(timeout=A_MINUTE)
    download.value.save_as(tmp_path / "model.zip")
    assert any(name.endswith("model.py") for name in _names(tmp_path / "model.zip"))
    assert faults == []

    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("table", name="Share links")).to_contain_text("with the model")
    dialog.get_by_role("button", name="Revoke the link").click()
    page.get_by_role("dialog", name="Revoke the link").get_by_role(
        "button", name="Revoke", exact=True
    ).click()
    expect(dialog.get_by_text("No link leads here now.")).to_be_visible()
    guest.reload()
    expect(guest.get_by_role("heading", name="This link shows nothing any more")).to_be_visible()
    context.close()


def _names(archive: Path) -> list[str]:
    with zipfile.ZipFile(archive) as zipped:
        return zipped.namelist()
