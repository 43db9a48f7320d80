"""Drawing in a real browser: by mouse and keyboard, in two tabs, over reloads and lost tabs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

SIZE = "space-size"


@pytest.fixture
def designer(start: Page) -> Page:
    """NAS-Bench-201 in the designer, counted."""
    start.get_by_role("button", name="Open NAS-Bench-201 in the designer").click()
    expect(start.get_by_test_id(SIZE)).to_contain_text("15,625")
    return start


def _open(page: Page, module: str) -> None:
    page.get_by_role("treeitem", name=module, exact=True).click()


def _cut(page: Page, wire: str) -> None:
    page.get_by_role("treeitem", name=f"Wire {wire}", exact=True).click()
    page.keyboard.press("Delete")
    expect(page.get_by_role("treeitem", name=f"Wire {wire}", exact=True)).to_have_count(0)


def _node(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def _draw_wire(page: Page, source: str, target: str) -> None:
    """Press on the output of one node and let go on the input of another."""
    start = _node(page, source).locator(".react-flow__handle.source").bounding_box()
    end = _node(page, target).locator(".react-flow__handle.target").bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] - 30, end["y"] + 10, steps=3)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=3)
    page.mouse.up()


def _expect_saved(page: Page) -> None:
    expect(page.get_by_text(re.compile(r"· saved"))).to_be_visible()


def test_keys_undo_and_redo_and_a_reload_keeps_what_was_drawn(designer: Page) -> None:
    _open(designer, "cell")
    _cut(designer, "e03")
    wire = designer.get_by_role("treeitem", name="Wire e03", exact=True)
    designer.keyboard.press("Control+z")
    expect(wire).to_be_visible()
    designer.keyboard.press("Control+Shift+z")
    expect(wire).to_have_count(0)
    expect(designer.get_by_test_id(SIZE)).to_contain_text("3,125")
    _expect_saved(designer)

    designer.reload()
    expect(designer.get_by_test_id(SIZE)).to_contain_text("3,125")


def test_the_second_of_two_tabs_is_told_and_keeps_its_work_as_a_copy(
    designer: Page, page: Page
) -> None:
    address = designer.url
    other = page.context.new_page()
    other.goto(address)
    for tab in (designer, other):
        _open(tab, "cell")
    _cut(designer, "e03")
    _expect_saved(designer)
    _cut(other, "e01")
    words = "You saved this space in another tab or window"
    told = other.get_by_role("alert").filter(has_text=words)
    expect(told).to_be_visible()

    told.get_by_role("button", name="Keep mine as a copy").click()
    expect(other.get_by_role("textbox", name="Name of the space")).to_have_value(
        re.compile(r"\(copy\)")
    )
    assert other.url != address
    _open(other, "cell")
    expect(other.get_by_role("treeitem", name="Wire e03", exact=True)).to_be_visible()
    expect(other.get_by_role("treeitem", name="Wire e01", exact=True)).to_have_count(0)

    designer.reload()
    _open(designer, "cell")
    expect(designer.get_by_role("treeitem", name="Wire e01", exact=True)).to_be_visible()
    expect(designer.get_by_role("treeitem", name="Wire e03", exact=True)).to_have_count(0)


def test_work_of_a_closed_tab_is_offered_again(designer: Page, page: Page) -> None:
    address = designer.url
    lost = _tab_without_saving(page.context, address)
    _open(lost, "cell")
    _cut(lost, "e03")
    expect(lost.get_by_text("offline, kept in this browser")).to_be_visible()
    lost.close()

    again = page.context.new_page()
    again.goto(address)
    offer = again.get_by_role("alert").filter(has_text="not saved before their tab was closed")
    offer.get_by_role("button", name="Restore them").click()
    expect(again.get_by_test_id(SIZE)).to_contain_text("3,125")
    expect(offer).to_have_count(0)
    _expect_saved(again)
    designer.reload()
    expect(designer.get_by_test_id(SIZE)).to_contain_text("3,125")


def _tab_without_saving(context: BrowserContext, address: str) -> Page:
    tab = context.new_page()
    tab.goto(address)
    tab.route("**/draft", lambda route: route.abort())
    return tab


def test_a_wire_whose_shapes_never_fit_is_refused_and_its_fix_works(designer: Page) -> None:
    _open(designer, "net")
    designer.keyboard.press("a")
    designer.get_by_role("combobox", name="What to add").fill("linear")
    designer.keyboard.press("Enter")
    _draw_wire(designer, "Node stem", "Node linear")
    refusal = designer.get_by_role("alert").filter(has_text="needs a row of features")
    expect(refusal).to_contain_text(re.compile(r"\d+×\d+×\d+"))
    refusal.get_by_role("button", name="insert global pooling").click()
    expect(refusal).to_have_count(0)
    expect(_node(designer, "Node global_pool")).to_be_visible()
    expect(_node(designer, "Node linear").get_by_role("img")).to_have_count(0)


def test_a_node_is_commented_on_and_keys_fix_and_heal(designer: Page) -> None:
    designer.get_by_role("treeitem", name="Node stem", exact=True).click()
    designer.get_by_label(re.compile("^Comment on Network › ")).fill("<b>Why</b> so small?")
    designer.get_by_role("button", name="Comment", exact=True).click()
    expect(designer.get_by_label("1 comment on stem")).to_be_visible()

    through = designer.get_by_role("treeitem", name=re.compile("^Wire ")).count()
    designer.keyboard.press("Escape")
    designer.locator("#designer-canvas").focus()
    designer.get_by_role("treeitem", name="Node stem", exact=True).click()
    designer.keyboard.press("Delete")
    expect(designer.get_by_role("alert").filter(has_text="is gone")).to_be_visible()
    designer.keyboard.press("Alt+Enter")
    wires = designer.get_by_role("treeitem", name=re.compile("^Wire "))
    expect(wires).to_have_count(through - 1)
    designer.keyboard.press("Control+z")
    designer.keyboard.press("Control+z")
    expect(wires).to_have_count(through)

    designer.get_by_role("treeitem", name="Node stem", exact=True).click()
    designer.keyboard.press("Control+Delete")
    expect(wires).to_have_count(through - 1)
    designer.get_by_role("button", name="1 comment on the space").click()
    listed = designer.get_by_role("dialog", name="Comments on the space")
    expect(listed.get_by_text("not in this drawing")).to_be_visible()
    expect(listed.get_by_text("<b>Why</b> so small?")).to_be_visible()


def test_a_version_is_shown_without_tools(designer: Page) -> None:
    designer.goto(f"{designer.url}/versions/1")
    expect(designer.get_by_text("Version 1, read only")).to_be_visible()
    expect(designer.get_by_role("region", name="Palette")).to_have_count(0)
    expect(designer.get_by_role("button", name="Save version")).to_have_count(0)
    _open(designer, "cell")
    designer.get_by_role("treeitem", name="Wire e03", exact=True).click()
    designer.keyboard.press("Delete")
    expect(designer.get_by_role("treeitem", name="Wire e03", exact=True)).to_be_visible()


def test_a_small_screen_reaches_everything(designer: Page) -> None:
    """At 390 x 844 nothing lies off the screen; parts are chosen at the foot."""
    designer.set_viewport_size({"width": 390, "height": 844})
    tabs = designer.get_by_role("navigation", name="Parts of the designer")
    for name in ("Undo", "Redo", "Save version", "Fit into the view (F)"):
        expect(designer.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=0.99)
    expect(designer.get_by_role("link", name="Run", exact=True)).to_be_in_viewport(ratio=0.99)
    assert designer.evaluate("document.documentElement.scrollWidth") == 390

    tabs.get_by_role("button", name="Outline").click()
    _open(designer, "cell")
    designer.get_by_role("treeitem", name="Wire e03", exact=True).click()
    tabs.get_by_role("button", name="Inspect 1 selected").click()
    designer.get_by_role("button", name="Delete wire").click()
    expect(designer.get_by_test_id(SIZE)).to_contain_text("3,125")
    tabs.get_by_role("button", name="Add").click()
    designer.get_by_role("button", name="ReLU", exact=True).click()
    expect(_node(designer, "Node relu")).to_be_in_viewport()
    assert designer.evaluate("document.documentElement.scrollWidth") == 390


def test_what_is_found_by_key_stands_in_sight_and_what_is_dropped_on_its_wire(
    designer: Page,
) -> None:
    expect(designer.get_by_role("region", name="Canvas: net")).to_be_focused()
    designer.keyboard.press("/")
    designer.keyboard.type("/dropout")
    designer.keyboard.press("Enter")
    expect(_node(designer, "Node dropout")).to_be_in_viewport(ratio=0.99)
    for key in ("Escape", "Escape", "Control+z"):
        designer.keyboard.press(key)
    expect(_node(designer, "Node dropout")).to_have_count(0)

    wire = designer.locator('.react-flow__edge[data-id="w2"]')
    middle = wire.locator("path").first.evaluate(
        "path => { const at = path.getPointAtLength(path.getTotalLength() / 2)"
        ".matrixTransform(path.getScreenCTM()); return [at.x, at.y] }"
    )
    designer.get_by_role("button", name="Batch norm", exact=True).hover()
    designer.mouse.down()
    for aside in (-20, 0, 1):
        designer.mouse.move(middle[0] + aside, middle[1], steps=2)
    expect(wire).to_have_class(re.compile("dropWire"))
    designer.mouse.up()
    dropped = _node(designer, "Node batch_norm").bounding_box()
    assert dropped
    assert abs(dropped["x"] + dropped["width"] / 2 - middle[0]) < dropped["width"] / 2
    assert abs(dropped["y"] + dropped["height"] / 2 - middle[1]) < 2 * dropped["height"]


def test_figure_1_of_darts_is_drawn_by_mouse(designer: Page) -> None:
    """Two inputs, four sums, fourteen wires that carry a choice, a concatenation: 36 gestures."""
    sums = ["Node sum", "Node sum2", "Node sum3", "Node sum4"]
    designer.get_by_role("button", name="New module").click()
    designer.get_by_role("textbox", name="Name of a new input").fill("q")
    designer.keyboard.press("Enter")
    for _ in sums:
        designer.get_by_role("button", name="Sum", exact=True).click()
    designer.get_by_role("button", name="Concatenate", exact=True).click()
    designer.keyboard.press("l")
    expect(_node(designer, "Node concat")).to_be_in_viewport(ratio=0.99)

    # A wire from one of several selected nodes is a wire from each of them.
    _node(designer, "Input x").click()
    _node(designer, "Input q").click(modifiers=["Shift"])
    for at, target in enumerate(sums):
        _draw_wire(designer, "Input x", target)
        wires = designer.get_by_role("treeitem", name=re.compile(r"^Wire w\d+$"))
        expect(wires).to_have_count(4 + sum(range(2, 3 + at)) - at)
        _node(designer, target).click(modifiers=["Shift"])
    _node(designer, sums[0]).click()
    for name in sums[1:]:
        _node(designer, name).click(modifiers=["Shift"])
    _draw_wire(designer, sums[0], "Node concat")
    _draw_wire(designer, "Node concat", "Output y")

    # One wire is given a choice of operators, then all of them.
    designer.get_by_role("treeitem", name="Wire w0", exact=True).click()
    designer.get_by_role("combobox", name="Carries").click()
    designer.get_by_role("option", name="A choice of operators").click()
    designer.get_by_role("button", name="Add an alternative").click()
    for operator in ("Max pooling", "Average pooling", "Separable convolution"):
        designer.get_by_role("option", name=operator, exact=True).click()
    designer.keyboard.press("Escape")
    # Wires from the inputs are one kind, those between nodes the other: each is asked for.
    for offer in ("Carry the same on the 5 others", "Also on the 8 from inputs"):
        designer.get_by_role("button", name=offer).click()
    carrying = designer.get_by_role("button", name=re.compile(r"^Wire w\d+: 4 op"))
    expect(carrying).to_have_count(14)
    designer.keyboard.press("Control+z")
    expect(carrying).to_have_count(6)
