"""The memory of the web while somebody walks through its pages: `python -m benchmarks.web_memory`.

Starts the product in a home of its own (the pages must be built and Chromium be on the PATH) and
prints the process's resident memory after each kind of page.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.e2e.product import Running, running_product

PATIENCE = 300_000
"""Milliseconds that the search may take."""


def resident(home: Path) -> float:
    """Return the web process's resident memory in MiB."""
    state = json.loads((home / "run" / "state.json").read_text())
    status = Path(f"/proc/{state['children']['web']}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def tell_of(home: Path, place: str) -> None:
    """Write what the process holds at a place."""
    sys.stdout.write(f"{resident(home):6.1f} MiB  {place}\n")


def walk(page: Page, running: Running, home: Path) -> None:
    """Visit the kinds of pages in the order in which a newcomer meets them."""

    def tell(place: str) -> None:
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        tell_of(home, place)

    tell("home")
    for place in ("spaces", "runs", "data"):
        page.goto(f"{running.address}/{place}")
    tell("lists")
    page.goto(f"{running.address}/launch?preset=residual-cnn")
    tell("launch")
    page.get_by_role("button", name="Start search").click()
    page.wait_for_url("**/runs/*")
    page.get_by_test_id("run-state").filter(has_text="Finished").wait_for()
    page.get_by_role("link", name="Download model").wait_for()
    tell("a run, watched to its end")
    page.get_by_role("link", name="Open best candidate").click()
    page.get_by_role("img", name="Candidate graph").wait_for()
    tell("a candidate")
    for title in ("NAS-Bench-201", "DARTS"):
        page.goto(running.address)
        page.get_by_role("button", name=f"Open {title} in the designer").click()
        page.wait_for_url("**/spaces/*")
        tell(f"designer with {title}")


def main() -> None:
    """Print the resident memory along the way."""
    chromium = shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory(prefix="nw-") as home,
        running_product(Path(home)) as running,
        sync_playwright() as playwright,
    ):
        tell_of(Path(home), "started")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context().new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(running.first_link)
        walk(page, running, Path(home))


if __name__ == "__main__":
    main()
