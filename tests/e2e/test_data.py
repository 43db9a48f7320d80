"""Data of one's own in a real browser: uploaded, looked at, searched on; or refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.unit.nas.importing.uploads import folders, zip_of

A_MINUTE = 60_000
pytestmark = pytest.mark.timeout(360)  # a search is waited for as long as a slow machine needs


@pytest.mark.usefixtures("start")
def test_images_in_class_folders_are_searched_on(page: Page, tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "pets.zip", folders({"cat": 40, "dog": 30}))
    _upload(page, archive)

    facts = page.get_by_label("Facts")
    expect(facts).to_contain_text("8 × 8 pixels, grey", timeout=A_MINUTE)
    pictures = page.get_by_role("region", name="Samples").get_by_role("img")
    expect(pictures).to_have_count(40)
    pictures.last.scroll_into_view_if_needed()
    expect(pictures.last).to_have_js_property("naturalWidth", 96)
    bars = page.get_by_role("list", name="Items of each class").get_by_role("listitem")
    expect(bars).to_have_text(["cat40", "dog30"])

    page.get_by_role("link", name="Search on this data").click()
    expect(page.get_by_role("combobox", name="Data")).to_have_value("pets")
    page.get_by_role("textbox", name="Candidates").fill("2")
    page.get_by_role("textbox", name="Epochs").fill("1")
    page.get_by_role("button", name="Start search").click()
    expect(page.get_by_test_id("run-state")).to_have_text("Finished", timeout=4 * A_MINUTE)
    board = page.get_by_role("table", name="Leaderboard")
    expect(board.get_by_role("row")).to_have_count(3)


@pytest.mark.usefixtures("start")
def test_a_broken_table_is_refused_with_all_its_faults(page: Page, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("a,b\n1\n2,3,4\n", encoding="utf-8")
    _upload(page, table)

    faults = page.get_by_role("list", name="Faults").get_by_role("listitem")
    expect(faults).to_have_count(2, timeout=A_MINUTE)
    expect(faults.first).to_contain_text("line 2")
    expect(page.get_by_role("link", name="Upload another file")).to_be_visible()

    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    page.wait_for_url("**/data")
    expect(page.get_by_role("link", name="people")).to_have_count(0)


def _upload(page: Page, file: Path) -> None:
    """Choose the file on the data page."""
    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_label("File to upload").set_input_files(file)
    page.wait_for_url("**/data/*")
    expect(page.get_by_role("heading", level=1, name=file.stem)).to_be_visible()
