"""The main job in a real browser: open or draw a space, search, watch it live, take the model away.

Written before the product. Accessible names used here are part of the interface: a button
that loses its name is as broken for a screen reader as it is for this test.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.product import Running
from tests.predicting import accuracy_of_archive

A_MINUTE = 60_000
pytestmark = pytest.mark.timeout(360)  # a search is waited for as long as a slow machine needs


def test_a_newcomer_takes_a_model_away(page: Page, running: Running, tmp_path: Path) -> None:
    page.goto(running.sign_in_link())
    page.get_by_role("link", name="Find a network for digits").click()  # click 1
    page.get_by_role("button", name="Start search").click()  # click 2

    state = page.get_by_test_id("run-state")
    expect(state).to_have_text("Running", timeout=A_MINUTE)
    curves = page.get_by_role("figure", name="Learning curves")
    expect(curves).to_have_attribute("data-points", re.compile(r"[1-9]\d*"), timeout=A_MINUTE)
    board = page.get_by_role("table", name="Leaderboard")
    # Three of twelve are enough to see; the best of them is tested all the same.
    expect(board.get_by_role("row").nth(3)).to_be_visible(timeout=2 * A_MINUTE)
    page.get_by_role("button", name="Stop…").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop run").click()
    expect(state).to_have_text("Stopped", timeout=A_MINUTE)

    page.get_by_role("link", name="Open best candidate").click()
    expect(page.get_by_role("img", name="Candidate graph")).to_be_visible()
    shown = page.get_by_test_id("test-accuracy")
    expect(shown).to_have_text(re.compile(r"0\.\d+|1\.0+"), timeout=A_MINUTE)
    accuracy = float(shown.inner_text())
    with page.expect_download() as download:
        page.get_by_role("link", name="Download model").click()
    archive = tmp_path / "model.zip"
    download.value.save_as(archive)

    assert accuracy_of_archive(archive, tmp_path / "taken-away") == accuracy


@pytest.mark.usefixtures("start")
def test_an_edited_template_runs(page: Page) -> None:
    page.get_by_role("button", name="Open NAS-Bench-201 in the designer").click()
    expect(page.get_by_test_id("space-size")).to_contain_text("15,625", timeout=A_MINUTE)

    # An operator joins the choice that every wire of the cell carries: 6 ** 6 architectures.
    page.get_by_role("treeitem", name="edge", exact=True).click()
    page.get_by_role("group", name="Node op").click()
    page.get_by_role("button", name="Add an alternative").click()
    page.get_by_role("combobox", name="Search operators").fill("max")
    page.get_by_role("option", name="Max pooling", exact=True).click()
    expect(page.get_by_test_id("space-size")).to_contain_text("46,656", timeout=A_MINUTE)

    # One wire of the cell is cut: 6 ** 5.
    page.get_by_role("treeitem", name="cell", exact=True).click()
    page.get_by_role("treeitem", name="Wire e03").click()
    page.keyboard.press("Delete")
    expect(page.get_by_test_id("space-size")).to_contain_text("7,776", timeout=A_MINUTE)

    page.get_by_role("button", name="Save version").click()
    page.get_by_role("textbox", name="Message").fill("max pooling instead of the long wire")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Run", exact=True).click()
    page.get_by_role("textbox", name="Candidates").fill("2")
    page.get_by_role("textbox", name="Epochs").fill("1")
    page.get_by_role("button", name="Start search").click()
    expect(page.get_by_test_id("run-state")).to_have_text("Running", timeout=A_MINUTE)
    expect(page.get_by_test_id("run-state")).to_have_text("Finished", timeout=4 * A_MINUTE)
