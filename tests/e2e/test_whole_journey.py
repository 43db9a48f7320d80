"""All of it, once: drawn by mouse from a blank page, searched on one's own data, shown to a guest.

The pictures are Fashion-MNIST where the shared data lies beside the checkout, else plain greys of
the same size: the journey is the same.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.e2e.product import Running
from tests.predicting import accuracy_of_archive
from tests.processes import ROOT
from tests.unit.nas.importing.uploads import zip_of

A_MINUTE = 60_000
CELL = ("Node choice", "Node choice2", "Node sum", "Node relu")
FASHION = ROOT.parent / "shared/data/images_fashion_mnist/fashion_mnist_12k.npz"
CLASSES, A_CLASS = 10, 30
pytestmark = pytest.mark.timeout(480)  # a search is waited for as long as a slow machine needs


@pytest.mark.usefixtures("start")
def test_a_drawing_becomes_a_model_that_a_guest_takes_away(
    page: Page, running: Running, browser: Browser, tmp_path: Path
) -> None:
    _upload(page, zip_of(tmp_path / "clothes.zip", _pictures()))
    page.goto(running.address)
    page.get_by_role("button", name="Draw from blank").click()
    page.get_by_role("menuitem", name="Image classification").click()
    page.get_by_role("textbox", name="Name of the space").fill("Drawn by hand")
    _draw_network(page)
    # Two uses of a cell of two choices of three operators each.
    expect(page.get_by_test_id("space-size")).to_contain_text("81 architectures")

    page.get_by_role("button", name="Save version").click()
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Version 1 saved")).to_be_visible()
    page.get_by_role("link", name="Run", exact=True).click()
    _search(page, "clothes")
    link = _share_with_the_model(page)

    guest = browser.new_context().new_page()
    guest.set_default_timeout(20_000)
    _take_away(guest, link, tmp_path)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("table", name="Share links")).to_contain_text("with the model")
    dialog.get_by_role("button", name="Revoke the link").click()
    page.get_by_role("dialog", name="Revoke the link").get_by_role(
        "button", name="Revoke", exact=True
    ).click()
    expect(dialog.get_by_text("No link leads here now.")).to_be_visible()
    guest.reload()
    expect(guest.get_by_role("heading", name="This link shows nothing any more")).to_be_visible()
    guest.context.close()


def _pictures() -> dict[str, bytes]:
    """Return some images of every class in folders, 28 × 28 pixels and grey."""
    if not FASHION.is_file():
        grey = {label: np.full((28, 28), 20 * label, np.uint8) for label in range(CLASSES)}
        for label, image in grey.items():
            image[:, 0] = np.arange(28) + label
        marked = ((label, n, np.roll(grey[label], n, 0)) for label in grey for n in range(A_CLASS))
        return {f"grey{label}/{n}.png": _png(image) for label, n, image in marked}
    with np.load(FASHION, allow_pickle=False) as data:
        images, labels, names = data["x_train"], data["y_train"], data["class_names"]
    return {
        f"{str(names[label]).replace('/', ' ')}/{index}.png": _png(images[index])
        for label in range(CLASSES)
        for index in np.flatnonzero(labels == label)[:A_CLASS]
    }


def _png(image: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return file.getvalue()


def _upload(page: Page, file: Path) -> None:
    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_label("File to upload").set_input_files(file)
    expect(page.get_by_label("Facts")).to_contain_text("28 × 28 pixels, grey", timeout=A_MINUTE)


def _draw_network(page: Page) -> None:
    """A stem, a cell that becomes a template and is used twice, and a classifier."""
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
    expect(_leaderboard(page).get_by_role("row")).to_have_count(3)


def _share_with_the_model(page: Page) -> str:
    page.get_by_role("button", name="Share", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name="Guests may download the model").check()
    dialog.get_by_role("button", name="Make link").click()
    return dialog.get_by_role("textbox", name="Share link").input_value()


def _take_away(guest: Page, link: str, folder: Path) -> None:
    """Look at the run as somebody without an account, and run the model of its best candidate."""
    faults: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(message.text)

    guest.on("console", heard)
    guest.on("pageerror", lambda error: faults.append(str(error)))
    guest.goto(link)
    expect(guest.get_by_test_id("run-state")).to_have_text("Finished")
    expect(_leaderboard(guest).get_by_role("row")).to_have_count(3)
    expect(guest.get_by_role("link", name="Run again")).to_have_count(0)
    guest.get_by_role("link", name="Open best candidate").click()
    expect(guest.get_by_role("img", name="Candidate graph")).to_be_visible()
    with guest.expect_download() as download:
        guest.get_by_role("link", name="Download model").click(timeout=A_MINUTE)
    archive = folder / "model.zip"
    download.value.save_as(archive)
    shown = float(guest.get_by_test_id("test-accuracy").inner_text())
    assert accuracy_of_archive(archive, folder / "taken-away") == shown
    assert faults == []
    guest.remove_listener("console", heard)  # what is revoked is refused, which Chromium tells


def _leaderboard(page: Page) -> Locator:
    return page.get_by_role("table", name="Leaderboard")


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
