#!/usr/bin/env python3
"""Takes the pictures of docs/images: `.venv/bin/python scripts/pictures.py`.

It starts the product in a home of its own, for which the pages must be built and Chromium be on the
PATH, and runs the search of the start page's template.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e.product import Running, running_product  # noqa: E402

IMAGES = ROOT / "docs" / "images"
SIZE = {"width": 1440, "height": 900}
PATIENCE = 300_000
"""Milliseconds that the search may take."""


@contextmanager
def a_page(browser: Browser, running: Running, scheme: str) -> Iterator[Page]:
    """Open a signed-in page in a colour scheme."""
    context = browser.new_context(viewport=SIZE, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(running.sign_in_link())
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def shoot(page: Page, name: str, scheme: str) -> None:
    """Take a picture when everything that was asked for has come and stands still."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    path = IMAGES / f"{name}-{scheme}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:  # 256 colours are enough, at a third of the bytes
        small = picture.convert("RGB").quantize(256, dither=Image.Dither.FLOYDSTEINBERG)
    small.save(path, optimize=True)


def prepare(page: Page) -> tuple[str, str]:
    """Run the template's search and draw a cell; return the addresses of the run and the space."""
    page.get_by_role("button", name="Open NAS-Bench-201 in the designer").click()
    page.wait_for_url("**/spaces/*")
    space = page.url
    page.goto(f"{page.url.split('/spaces')[0]}/launch?preset=residual-cnn")
    page.get_by_role("button", name="Start search").click()
    page.wait_for_url("**/runs/*")
    page.get_by_test_id("run-state").filter(has_text="Finished").wait_for()
    page.get_by_role("link", name="Download model").wait_for()
    return page.url, space


def take_all(page: Page, running: Running, run: str, space: str, scheme: str) -> None:
    """Take every picture of one scheme."""
    page.goto(running.address)
    shoot(page, "home", scheme)
    page.goto(f"{running.address}/launch?preset=residual-cnn")
    shoot(page, "launch", scheme)
    page.goto(run)
    page.get_by_role("img", name="Cell of the best candidate").wait_for()
    shoot(page, "run", scheme)
    page.get_by_role("link", name="Open best candidate").click()
    page.get_by_role("img", name="Candidate graph").wait_for()
    shoot(page, "candidate", scheme)
    page.goto(space)
    page.get_by_role("treeitem", name="cell", exact=True).click()
    shoot(page, "designer", scheme)


def main() -> None:
    """Start the product in a home of its own, take the pictures, stop it."""
    chromium = shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory(prefix="nw-") as home,
        running_product(Path(home)) as running,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with a_page(browser, running, "light") as page:
            run, space = prepare(page)
            take_all(page, running, run, space, "light")
        with a_page(browser, running, "dark") as page:
            take_all(page, running, run, space, "dark")


if __name__ == "__main__":
    main()
