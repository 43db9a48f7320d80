"""From an empty page to a finished run: drawn by mouse, on data that was uploaded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.product import Running
from tests.unit.nas.importing.uploads import folders, zip_of

A_MINUTE = 60_000
CELL = ("Node choice", "Node choice2", "Node sum", "Node relu")


@pytest.mark.usefixtures("start")
def test_a_space_is_drawn_from_blank_and_searched(
    page: Page, running: Running, tmp_path: Path
) -> None:
    _upload(page, zip_of(tmp_path / "shades.zip", folders({"dark": 30, "light": 30})))
    page.goto(running.address)
    page.get_by_role("button", name="Draw from blank").click()
    page.get_by_role("menuitem", name="Image classification").click()
    page.get_by_role("textbox", name="Name of the space").fill("Drawn by hand")

    _node(page, "Input image").click()
    _add(page, "Convolution")
    page.get_by_role("textbox", name="Channels").fill("8")
    _draw_cell(page)
    _node(page, CELL[0]).click()
    for name in CELL[1:]:
        _node(page, name).click(modifiers=["Shift"])
    page.keyboard.press("Control+g")
    expect(_node(page, "Node cell")).to_be_visible()
    for name in CELL:
        expect(_node(page, name)).to_have_count(0)
    expect(_node(page, "Node cell").locator(".react-flow__handle")).to_have_count(2)

    # The template is used a second time, behind the first; what is drawn in it is linked.
    _add(page, "Cell")
    expect(_node(page, "Node cell2")).to_be_visible()
    _add(page, "Global pooling")
    _add(page, "Linear")
    page.get_by_label("How Features is given").get_by_text("Formula").click()
    page.get_by_role("textbox", name="Features").fill("classes")
    page.get_by_role("button", name="Tidy (L)").click()
    # What is tidied is wider than the view, which only then goes to where all of it is seen. Before
    # it sets off the nodes stand still for a moment as well, where nobody could press on them.
    for name in ("Node linear", "Output scores"):
        expect(_node(page, name)).to_be_in_viewport(ratio=0.9)
    _draw_wire(page, "Node linear", "Output scores")
    # Two uses of a cell of two choices of three operators each.
    expect(page.get_by_test_id("space-size")).to_contain_text("81 architectures")

    page.get_by_role("button", name="Save version").click()
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Version 1 saved")).to_be_visible()
    page.get_by_role("link", name="Run", exact=True).click()
    _search(page, "shades")


def _draw_cell(page: Page) -> None:
    """Two choices of what the stem gives, their sum, and a ReLU behind it."""
    for number in ("", "2"):
        _node(page, "Node conv").click()
        _add(page, "Choice")
        expect(_node(page, f"Node choice{number}")).to_be_visible()
        page.get_by_role("button", name="Add an alternative").click()
        for operator in ("Batch norm", "ReLU"):
            page.get_by_role("option", name=operator, exact=True).click()
        page.keyboard.press("Escape")
    _add(page, "Sum")
    _draw_wire(page, "Node choice", "Node sum")
    _node(page, "Node sum").click()
    expect(page.get_by_text("Wires that are used (2 enter)")).to_be_visible()
    _add(page, "ReLU")


def _search(page: Page, data: str) -> None:
    """Launch two candidates of one epoch on the data, and watch them finish."""
    page.get_by_role("combobox", name="Data").click()
    page.get_by_role("option", name=re.compile(data)).click()
    page.get_by_role("textbox", name="Candidates").fill("2")
    page.get_by_role("textbox", name="Epochs").fill("1")
    page.get_by_role("button", name="Start search").click()
    expect(page.get_by_test_id("run-state")).to_have_text("Finished", timeout=4 * A_MINUTE)
    board = page.get_by_role("table", name="Leaderboard")
    expect(board.get_by_role("row")).to_have_count(3)


def _upload(page: Page, file: Path) -> None:
    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_label("File to upload").set_input_files(file)
    expect(page.get_by_label("Facts")).to_contain_text("8 × 8 pixels", timeout=A_MINUTE)


def _add(page: Page, title: str) -> None:
    """Click an entry of the palette: it is added behind what is selected."""
    page.get_by_role("region", name="Palette").get_by_role("button", name=title, exact=True).click()


def _node(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def _draw_wire(page: Page, source: str, target: str) -> None:
    """Press on the output of one node and let go on the input of another, once both stand still."""
    _node(page, source).locator(".react-flow__handle.source").hover()
    page.mouse.down()
    _node(page, target).locator(".react-flow__handle.target").hover()
    page.mouse.up()
